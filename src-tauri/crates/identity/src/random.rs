//! Secrets that are made here: PKCE, `state`, `nonce`.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};

use crate::AuthError;

/// This many random bytes, as text that fits into an address.
pub(crate) fn random_text(bytes: usize) -> Result<String, AuthError> {
    let mut random = vec![0; bytes];
    aws_lc_rs::rand::fill(&mut random).map_err(|_| AuthError::Here {
        reason: "the system gives no random numbers".to_owned(),
    })?;
    Ok(URL_SAFE_NO_PAD.encode(random))
}

/// Proof Key for Code Exchange (RFC 7636, S256): who asked for the code is who can use it.
pub(crate) struct Pkce {
    /// Stays here until the code is exchanged.
    pub(crate) verifier: SecretString,
    /// Goes along with the request.
    pub(crate) challenge: String,
}

impl Pkce {
    pub(crate) fn new() -> Result<Self, AuthError> {
        Ok(Self::of(random_text(32)?.into()))
    }

    fn of(verifier: SecretString) -> Self {
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.expose_secret().as_bytes()));
        Self { verifier, challenge }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_standard() {
        let pkce = Pkce::of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned().into());
        assert_eq!(pkce.challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn nothing_comes_twice() {
        let verifier = |_| Pkce::new().unwrap().verifier.expose_secret().to_owned();
        let made: std::collections::HashSet<String> = (0..100).map(verifier).collect();
        assert_eq!(made.len(), 100);
        assert!(made.iter().all(|verifier| verifier.len() == 43));
    }
}
