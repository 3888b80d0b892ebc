//! macOS: the login keychain.

use std::error::Error;
use std::sync::Arc;

use apple_native_keyring_store::keychain::Store;
use keyring_core::CredentialStore;
use security_framework::base::Error as Status;

use super::super::Reason;

/// It takes entries of any size, and may ask a person once for each.
pub(super) const PIECE_SIZE: usize = usize::MAX;

pub(super) const MODIFIERS: [(&str, &str); 0] = [];

pub(super) fn connect() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(Store::new()?)
}

pub(super) fn no_access(cause: &(dyn Error + Send + Sync + 'static)) -> Reason {
    failure(cause)
}

pub(super) fn failure(cause: &(dyn Error + Send + Sync + 'static)) -> Reason {
    match cause.downcast_ref::<Status>().map(|status| status.code()) {
        // errSecNotAvailable, errSecNoSuchKeychain, errSecInvalidKeychain
        Some(-25291 | -25294 | -25295) => Reason::Absent,
        // errSecInteractionNotAllowed, errSecAuthFailed, errSecUserCanceled
        Some(-25308 | -25293 | -128) => Reason::Locked,
        _ => Reason::failed(cause),
    }
}
