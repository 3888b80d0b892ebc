//! The store as those see it who refresh tokens.

use futures::FutureExt;
use futures::future::BoxFuture;
use secrecy::SecretString;

use super::{Kept, Reason, TokenStore, Unavailable};
use crate::{AccountKey, KeepError, RefreshTokens};

/// A token that could not be kept is an error and still lies in memory.
impl RefreshTokens for TokenStore {
    fn load<'a>(&'a self, account: &'a AccountKey) -> BoxFuture<'a, Result<Option<SecretString>, KeepError>> {
        async { Ok(Self::load(self, &account.clone().into()).await?) }.boxed()
    }

    fn save<'a>(&'a self, account: &'a AccountKey, token: SecretString) -> BoxFuture<'a, Result<(), KeepError>> {
        async {
            match Self::save(self, &account.clone().into(), token).await {
                Kept::InKeychain => Ok(()),
                Kept::InMemory(why) => Err(why.into()),
            }
        }
        .boxed()
    }

    fn forget<'a>(&'a self, account: &'a AccountKey) -> BoxFuture<'a, Result<(), KeepError>> {
        async { Ok(Self::forget(self, &account.clone().into()).await?) }.boxed()
    }
}

impl From<Unavailable> for KeepError {
    fn from(error: Unavailable) -> Self {
        match error.reason {
            Reason::Locked => Self::Locked,
            Reason::NotAnswering => Self::NotAnswering,
            reason => Self::Unavailable {
                reason: reason.to_string(),
            },
        }
    }
}
