//! macOS: the login keychain.

use std::error::Error;
use std::sync::Arc;

use apple_native_keyring_store::keychain::Store;
use keyring_core::CredentialStore;

use super::super::Reason;

/// It takes entries of any size, and may ask a person once for each.
pub(super) const PIECE_SIZE: usize = usize::MAX;

pub(super) const MODIFIERS: [(&str, &str); 0] = [];

pub(super) fn connect() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(Store::new()?)
}

pub(super) fn no_access(_: &(dyn Error + Send + Sync + 'static)) -> Reason {
    Reason::Locked
}

pub(super) fn failure(cause: &(dyn Error + Send + Sync + 'static)) -> Reason {
    Reason::failed(cause)
}
