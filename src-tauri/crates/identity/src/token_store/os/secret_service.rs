//! Linux and its relatives: the Secret Service on the session bus.

use std::error::Error;
use std::sync::Arc;

use keyring_core::CredentialStore;
use secret_service::Error as ServiceError;
use zbus_secret_service_keyring_store::Store;

use super::super::Reason;

/// It takes entries of any size.
pub(super) const PIECE_SIZE: usize = usize::MAX;

pub(super) const MODIFIERS: [(&str, &str); 0] = [];

pub(super) fn connect() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(Store::new()?)
}

pub(super) fn no_access(cause: &(dyn Error + Send + Sync + 'static)) -> Reason {
    match cause.downcast_ref() {
        Some(ServiceError::NoResult) => Reason::NoCollection,
        _ => Reason::Locked,
    }
}

/// A lock that is met while an entry is made arrives as a failure.
pub(super) fn failure(cause: &(dyn Error + Send + Sync + 'static)) -> Reason {
    match cause.downcast_ref() {
        Some(ServiceError::Locked | ServiceError::Prompt | ServiceError::PromptDisconnected) => Reason::Locked,
        _ => Reason::failed(cause),
    }
}
