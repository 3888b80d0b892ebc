//! A certificate in place of a client secret: a signed statement that only the holder of its key can make.

use std::fmt;
use std::path::Path;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{KeyPair as _, RSA_PSS_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use secrecy::zeroize::Zeroizing;
use serde_json::{Value, json};

use crate::AuthError;
use crate::kept_token::now;
use crate::random::random_text;

/// How long a statement holds, in seconds.
const LIVES: i64 = 10 * 60;

/// A certificate with its RSA key.
pub struct ClientCertificate {
    key: KeyPair,
    /// `x5t#S256`.
    thumbprint: String,
}

/// A certificate cannot be used. Never holds any of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// Its file cannot be read.
    #[error("reading the certificate's file: {reason}")]
    Unreadable {
        /// Why.
        reason: String,
    },
    /// The file holds no certificate as PEM.
    #[error("there is no certificate in PEM form in the file")]
    NoCertificate,
    /// The file holds no private key.
    #[error("there is no private key beside the certificate")]
    NoKey,
    /// The private key has a password.
    #[error("the certificate's private key has a password")]
    Password,
    /// The private key is none that signs here.
    #[error("the certificate's private key is not an RSA key of 2048 bits or more")]
    WeakKey,
    /// The private key is of another kind, such as one on an elliptic curve.
    #[error("the certificate's private key is not an RSA key")]
    NotRsa,
    /// The private key belongs to another certificate.
    #[error("the private key is not that of the first certificate in the file")]
    AnotherKey,
}

impl ClientCertificate {
    /// Reads a file such as `AZURE_CLIENT_CERTIFICATE_PATH` names, see [`ClientCertificate::from_pem`].
    ///
    /// # Errors
    /// [`CertificateError`].
    pub fn from_file(file: &Path) -> Result<Self, CertificateError> {
        let bytes = std::fs::read(file).map_err(|error| CertificateError::Unreadable {
            reason: error.to_string(),
        })?;
        let bytes = Zeroizing::new(bytes);
        // What is no text is another form, such as PKCS#12.
        let pem = std::str::from_utf8(&bytes).map_err(|_| CertificateError::NoCertificate)?;
        Self::from_pem(pem)
    }

    /// Reads a certificate and its private key from one PEM text. The key is PKCS#8 or PKCS#1, without a password.
    ///
    /// # Errors
    /// [`CertificateError`].
    pub fn from_pem(pem: &str) -> Result<Self, CertificateError> {
        if pem.contains("ENCRYPTED") {
            return Err(CertificateError::Password);
        }
        let certificate = block(pem, "CERTIFICATE").ok_or(CertificateError::NoCertificate)?;
        let key = match (block(pem, "PRIVATE KEY"), block(pem, "RSA PRIVATE KEY")) {
            (Some(pkcs8), _) if names_another_kind(&pkcs8) => return Err(CertificateError::NotRsa),
            (Some(pkcs8), _) => KeyPair::from_pkcs8(&pkcs8),
            (None, Some(pkcs1)) => KeyPair::from_der(&pkcs1),
            // As in `EC PRIVATE KEY` and `DSA PRIVATE KEY`.
            (None, None) if pem.contains(" PRIVATE KEY-----") => return Err(CertificateError::NotRsa),
            (None, None) => return Err(CertificateError::NoKey),
        };
        let key = key.map_err(|_| CertificateError::WeakKey)?;
        let public = key.public_key().as_der().map_err(|_| CertificateError::WeakKey)?;
        // A certificate holds its public key as it is.
        let holds = certificate
            .windows(public.as_ref().len())
            .any(|part| part == public.as_ref());
        if !holds {
            return Err(CertificateError::AnotherKey);
        }
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &certificate);
        Ok(Self {
            thumbprint: URL_SAFE_NO_PAD.encode(digest),
            key,
        })
    }

    /// A statement of this application for this token endpoint (RFC 7523, PS256).
    pub(crate) fn assertion(&self, client: &str, endpoint: &str) -> Result<String, AuthError> {
        let begins = now().as_second();
        let header = json!({"alg": "PS256", "typ": "JWT", "x5t#S256": self.thumbprint});
        let claims = json!({
            "aud": endpoint, "iss": client, "sub": client, "jti": random_text(16)?, "nbf": begins, "exp": begins + LIVES,
        });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let statement = format!("{}.{}", part(&header), part(&claims));
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key
            .sign(
                &RSA_PSS_SHA256,
                &SystemRandom::new(),
                statement.as_bytes(),
                &mut signature,
            )
            .map_err(|_| AuthError::Here {
                reason: "the certificate's key does not sign".to_owned(),
            })?;
        Ok(format!("{statement}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// Whether PKCS#8 begins with the name of another algorithm than RSA: version, then a sequence with the name (RFC 5958).
fn names_another_kind(pkcs8: &[u8]) -> bool {
    // rsaEncryption and RSASSA-PSS, 1.2.840.113549.1.1.1 and .10.
    const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01];
    let name = || {
        let (length, rest) = pkcs8.strip_prefix(&[0x30])?.split_first()?;
        let more = if length & 0x80 == 0 { 0 } else { length & 0x7f };
        let algorithm = rest.get(more.into()..)?.strip_prefix(&[0x02, 0x01])?.get(1..)?;
        // This sequence and the name are short: one byte of length each.
        algorithm
            .strip_prefix(&[0x30])?
            .get(1..)?
            .strip_prefix(&[0x06])?
            .get(1..)
    };
    name().is_some_and(|name| !name.starts_with(RSA))
}

/// Whether others on this computer may read this file, by its mode. On other systems than Unix access is a matter of lists that are not looked at here.
#[cfg(unix)]
pub(crate) fn is_open_to_others(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(file).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
pub(crate) fn is_open_to_others(_: &Path) -> bool {
    false
}

/// The first PEM block of this name.
fn block(pem: &str, name: &str) -> Option<Zeroizing<Vec<u8>>> {
    let (_, rest) = pem.split_once(&format!("-----BEGIN {name}-----"))?;
    let (inside, _) = rest.split_once(&format!("-----END {name}-----"))?;
    let text: Zeroizing<String> = Zeroizing::new(inside.split_whitespace().collect());
    STANDARD.decode(text.as_bytes()).ok().map(Zeroizing::new)
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCertificate")
            .field("thumbprint", &self.thumbprint)
            .finish_non_exhaustive()
    }
}
