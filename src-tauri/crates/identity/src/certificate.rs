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
            (Some(pkcs8), _) => KeyPair::from_pkcs8(&pkcs8),
            (None, Some(pkcs1)) => KeyPair::from_der(&pkcs1),
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
