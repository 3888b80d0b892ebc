//! Where refresh tokens lie between two requests.

use std::fmt;

use futures::future::BoxFuture;
use secrecy::SecretString;

use crate::AccountKey;

/// Keeps refresh tokens: the system's keychain, or memory where there is none. Calls may take as long as a person needs
/// to unlock a keychain.
pub trait RefreshTokens: Send + Sync + fmt::Debug {
    /// The token of this account, if one is kept.
    fn load<'a>(&'a self, account: &'a AccountKey) -> BoxFuture<'a, Result<Option<SecretString>, KeepError>>;

    /// Keeps this token in place of the one before. After a failure it lies in memory: [`Self::load`] gives it until the
    /// program ends.
    fn save<'a>(&'a self, account: &'a AccountKey, token: SecretString) -> BoxFuture<'a, Result<(), KeepError>>;

    /// Removes the token of this account. Success means that it is gone, and that there was none is success.
    fn forget<'a>(&'a self, account: &'a AccountKey) -> BoxFuture<'a, Result<(), KeepError>>;
}

/// Why a refresh token could not be kept, read or removed. Never holds one. Not one of these means "signed out".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeepError {
    /// A person must unlock the keychain first.
    #[error("the keychain is locked")]
    Locked,
    /// It was asked and is silent.
    #[error("the keychain does not answer")]
    NotAnswering,
    /// There is none, or it refuses.
    #[error("the keychain cannot be used: {reason}")]
    Unavailable {
        /// Why.
        reason: String,
    },
}
