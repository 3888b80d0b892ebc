//! Why the keychain cannot be used.

/// The keychain did not do what was asked. Never holds a secret, and never means "signed out".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the keychain cannot be used: {reason}")]
pub struct Unavailable {
    /// What stands in the way.
    pub reason: Reason,
}

/// What stands in the way of the keychain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// This computer, or this way of signing in to it, has none.
    #[error("there is none here")]
    Absent,
    /// Its service runs, but nobody has made a keyring in it.
    #[error("it has no default keyring")]
    NoCollection,
    /// A person must unlock it first.
    #[error("it is locked")]
    Locked,
    /// It was asked and is silent. It may still do what it was asked.
    #[error("it does not answer")]
    NotAnswering,
    /// This secret is longer than what is kept.
    #[error("the secret is too long to keep")]
    TooLong,
    /// It does not give back what it was given, or still has what was removed.
    #[error("it does not hold what it was given")]
    Unfaithful,
    /// What it holds was written by a later version of this program, and is left alone.
    #[error("a later version of this program wrote what it holds")]
    Later,
    /// This store was made to use memory only.
    #[error("it is not used")]
    NotUsed,
    /// It failed for a reason of its own.
    #[error("{detail}")]
    Failed {
        /// What it says.
        detail: String,
    },
}

/// Longest text of the keychain that is passed on.
const LONGEST: usize = 300;

impl Reason {
    /// In the keychain's own words.
    pub fn failed(detail: impl ToString) -> Self {
        Self::Failed {
            detail: detail.to_string().chars().take(LONGEST).collect(),
        }
    }

    /// The same without the bytes that were to be kept, should the keychain quote them.
    pub(super) fn without(self, secret: &[u8]) -> Self {
        match (self, std::str::from_utf8(secret)) {
            (Self::Failed { detail }, Ok(secret)) if !secret.is_empty() => Self::Failed {
                detail: detail.replace(secret, "[redacted]"),
            },
            (reason, _) => reason,
        }
    }
}

impl From<Reason> for Unavailable {
    fn from(reason: Reason) -> Self {
        Self { reason }
    }
}
