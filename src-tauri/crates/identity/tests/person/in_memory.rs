//! A place for refresh tokens that never fails, so that tests are about the sign-in alone.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;
use identity::{AccountKey, KeepError, RefreshTokens};
use secrecy::SecretString;

/// Refresh tokens in memory, all of them remembered.
#[derive(Default)]
pub(crate) struct InMemory(Mutex<HashMap<AccountKey, SecretString>>);

impl InMemory {
    fn with<T>(&self, change: impl FnOnce(&mut HashMap<AccountKey, SecretString>) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl RefreshTokens for InMemory {
    fn load<'a>(&'a self, account: &'a AccountKey) -> BoxFuture<'a, Result<Option<SecretString>, KeepError>> {
        async { Ok(self.with(|kept| kept.get(account).cloned())) }.boxed()
    }

    fn save<'a>(&'a self, account: &'a AccountKey, token: SecretString) -> BoxFuture<'a, Result<(), KeepError>> {
        async {
            self.with(|kept| kept.insert(account.clone(), token));
            Ok(())
        }
        .boxed()
    }

    fn forget<'a>(&'a self, account: &'a AccountKey) -> BoxFuture<'a, Result<(), KeepError>> {
        async {
            self.with(|kept| kept.remove(account));
            Ok(())
        }
        .boxed()
    }
}

impl fmt::Debug for InMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InMemory").finish_non_exhaustive()
    }
}
