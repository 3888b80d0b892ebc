//! A certificate in place of a client secret: a signed statement that only the holder of its key can make.

use std::fmt;

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
#[error("the certificate cannot be used: {0}")]
pub struct CertificateError(&'static str);

impl ClientCertificate {
    /// The certificate that `AZURE_CLIENT_CERTIFICATE_PATH` names, if it names one.
    ///
    /// # Errors
    /// [`CertificateError`].
    pub fn from_environment() -> Result<Option<Self>, CertificateError> {
        let Some(path) = std::env::var_os("AZURE_CLIENT_CERTIFICATE_PATH").filter(|path| !path.is_empty()) else {
            return Ok(None);
        };
        let pem = std::fs::read_to_string(path).map(Zeroizing::new).map_err(|_| {
            CertificateError("the file that AZURE_CLIENT_CERTIFICATE_PATH names is not there, or is not PEM")
        })?;
        Self::from_pem(&pem).map(Some)
    }

    /// Reads a certificate and its private key from one PEM text, as in `AZURE_CLIENT_CERTIFICATE_PATH`. The key is PKCS#8
    /// or PKCS#1, without a password.
    ///
    /// # Errors
    /// [`CertificateError`].
    pub fn from_pem(pem: &str) -> Result<Self, CertificateError> {
        let wrong = CertificateError;
        if pem.contains("ENCRYPTED") {
            return Err(wrong("its private key has a password; remove it with `openssl pkey`"));
        }
        let certificate = block(pem, "CERTIFICATE").ok_or(wrong("there is no certificate in it"))?;
        let key = match (block(pem, "PRIVATE KEY"), block(pem, "RSA PRIVATE KEY")) {
            (Some(pkcs8), _) => KeyPair::from_pkcs8(&pkcs8),
            (None, Some(pkcs1)) => KeyPair::from_der(&pkcs1),
            (None, None) => return Err(wrong("there is no private key in it")),
        };
        let key = key.map_err(|_| wrong("its private key is not an RSA key of 2048 bits or more"))?;
        let public = key
            .public_key()
            .as_der()
            .map_err(|_| wrong("its private key cannot be used"))?;
        // A certificate holds its public key as it is.
        let holds = certificate
            .windows(public.as_ref().len())
            .any(|part| part == public.as_ref());
        if !holds {
            return Err(wrong("its private key is not that of the first certificate"));
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
