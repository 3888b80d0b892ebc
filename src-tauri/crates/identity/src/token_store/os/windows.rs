//! Windows: the Credential Manager.

use std::error::Error;
use std::sync::Arc;

use keyring_core::CredentialStore;
use windows_native_keyring_store::Store;

use super::super::{Reason, SMALLEST_PIECE};

/// It takes 2560 bytes.
pub(super) const PIECE_SIZE: usize = SMALLEST_PIECE;

/// Unless told so, entries roam to other computers with the person's profile.
pub(super) const MODIFIERS: [(&str, &str); 1] = [("persistence", "Local")];

pub(super) fn connect() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(Store::new()?)
}

/// A network logon (SSH, for one) has no credentials of its own.
pub(super) fn no_access(_: &(dyn Error + Send + Sync + 'static)) -> Reason {
    Reason::Absent
}

pub(super) fn failure(cause: &(dyn Error + Send + Sync + 'static)) -> Reason {
    Reason::failed(cause)
}
