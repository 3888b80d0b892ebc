//! Federation: an application signs in with a token that another identity provider issues to a pipeline or a pod, so that nobody keeps a
//! secret for it. Kubernetes writes the token to a file and renews it there; a pipeline writes it itself.

use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// No token of an identity provider is longer.
const LONGEST: u64 = 64 * 1024;

/// The file with the token. It is read again for each sign-in.
#[derive(Clone)]
pub struct FederatedToken {
    file: PathBuf,
}

/// The file cannot be used. Nothing of it is repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FederatedTokenError {
    /// It cannot be read.
    #[error("the token file could not be read: {reason}")]
    Unreadable {
        /// Why.
        reason: String,
    },
    /// It holds no JSON Web Token.
    #[error("the token file holds no token")]
    NoToken,
}

impl FederatedToken {
    /// The token in this file.
    ///
    /// # Errors
    /// [`FederatedTokenError`]: the file cannot be read, or holds something else.
    pub fn of_file(file: &Path) -> Result<Self, FederatedTokenError> {
        let token = Self { file: file.to_owned() };
        token.look().map(|()| token)
    }

    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Whether the file holds a token at this moment.
    pub(crate) fn look(&self) -> Result<(), FederatedTokenError> {
        let unreadable = |error: std::io::Error| FederatedTokenError::Unreadable {
            reason: error.to_string(),
        };
        if !std::fs::metadata(&self.file).map_err(unreadable)?.is_file() {
            return Err(FederatedTokenError::NoToken); // a pipe or a device may never end
        }
        let file = std::fs::File::open(&self.file).map_err(unreadable)?;
        let mut text = Vec::new();
        file.take(LONGEST + 1).read_to_end(&mut text).map_err(unreadable)?;
        let fits = text.len() as u64 <= LONGEST && is_token(text.trim_ascii());
        fits.then_some(()).ok_or(FederatedTokenError::NoToken)
    }
}

/// Three parts of base64url with dots between (RFC 7519).
fn is_token(text: &[u8]) -> bool {
    let is_part = |part: &[u8]| {
        !part.is_empty()
            && part
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let parts: Vec<&[u8]> = text.split(|byte| *byte == b'.').collect();
    parts.len() == 3 && parts.into_iter().all(is_part)
}

impl fmt::Debug for FederatedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FederatedToken").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_with_a_token_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let of = |content: &[u8]| {
            let file = folder.path().join("token");
            std::fs::write(&file, content).unwrap();
            FederatedToken::of_file(&file).map(drop)
        };
        for good in [&b"aGVhZA.Ym9keQ.c2ln"[..], b"a-_.b.c\r\n"] {
            assert_eq!(of(good), Ok(()));
        }
        for bad in [
            &b""[..],
            b"secret",
            b"a.b",
            b"a.b.c.d",
            b"a..c",
            b"a.b c.d",
            &[b'a'; 70_000],
        ] {
            assert_eq!(of(bad), Err(FederatedTokenError::NoToken));
        }
        let gone = FederatedToken::of_file(&folder.path().join("none")).unwrap_err();
        assert!(matches!(gone, FederatedTokenError::Unreadable { .. }));
        assert_eq!(
            FederatedToken::of_file(folder.path()).unwrap_err(),
            FederatedTokenError::NoToken
        );
    }
}
