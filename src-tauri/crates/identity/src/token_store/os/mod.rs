//! The keychain of the system this runs on.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error, Result};
use secrecy::zeroize::Zeroizing;

use super::{Entries, Reason};

#[cfg(target_os = "macos")]
mod macos;
#[cfg(all(unix, not(target_os = "macos")))]
mod secret_service;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "macos")]
use macos as system;
#[cfg(all(unix, not(target_os = "macos")))]
use secret_service as system;
#[cfg(windows)]
use windows as system;

/// Entries of one application in the system's keychain.
pub(super) struct OsKeychain {
    service: String,
    /// Connected when first needed, and again after a failure.
    store: Option<Arc<CredentialStore>>,
}

impl OsKeychain {
    pub(super) fn new(service: &str) -> Self {
        Self {
            service: service.to_owned(),
            store: None,
        }
    }

    /// Does this to one entry. A keychain that was restarted is asked again over a new connection.
    fn on<T>(&mut self, name: &str, operation: impl Fn(&Entry) -> Result<T>) -> Result<T> {
        let from_before = self.store.is_some();
        let done = self.once(name, &operation);
        if from_before && self.store.is_none() {
            return self.once(name, &operation);
        }
        done
    }

    fn once<T>(&mut self, name: &str, operation: impl Fn(&Entry) -> Result<T>) -> Result<T> {
        let store = match &self.store {
            Some(store) => store,
            None => self.store.insert(system::connect().map_err(|_| Error::NoDefaultStore)?),
        };
        let modifiers = HashMap::from(system::MODIFIERS);
        let done = store
            .build(&self.service, name, Some(&modifiers))
            .and_then(|entry| operation(&entry));
        if let Err(Error::PlatformFailure(cause)) = &done
            && matches!(system::failure(cause.as_ref()), Reason::Failed { .. })
        {
            self.store = None;
        }
        done
    }
}

impl Entries for OsKeychain {
    fn piece_size(&self) -> usize {
        system::PIECE_SIZE
    }

    fn read(&mut self, name: &str) -> std::result::Result<Option<Zeroizing<Vec<u8>>>, Reason> {
        match self.on(name, Entry::get_secret) {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(Error::BadEncoding(bytes) | Error::BadDataFormat(bytes, _)) => {
                drop(Zeroizing::new(bytes));
                Ok(Some(Zeroizing::default()))
            }
            Err(Error::Ambiguous(_)) => Ok(Some(Zeroizing::default())),
            Err(error) => Err(reason(&error)),
        }
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> std::result::Result<(), Reason> {
        let written = match self.on(name, |entry| entry.set_secret(bytes)) {
            Err(Error::Ambiguous(twins)) => {
                delete_all(&twins).and_then(|()| self.on(name, |entry| entry.set_secret(bytes)))
            }
            written => written,
        };
        written.map_err(|error| reason(&error))
    }

    fn delete(&mut self, name: &str) -> std::result::Result<(), Reason> {
        let deleted = match self.on(name, Entry::delete_credential) {
            Err(Error::Ambiguous(twins)) => delete_all(&twins),
            deleted => deleted,
        };
        match deleted {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(reason(&error)),
        }
    }
}

fn delete_all(twins: &[Entry]) -> Result<()> {
    twins.iter().try_for_each(Entry::delete_credential)
}

/// Only these two carry words of the system; the others may carry what was to be kept.
fn reason(error: &Error) -> Reason {
    match error {
        Error::NoStorageAccess(cause) => system::no_access(cause.as_ref()),
        Error::PlatformFailure(cause) => system::failure(cause.as_ref()),
        Error::NoDefaultStore => Reason::Absent,
        Error::TooLong(..) => Reason::TooLong,
        _ => Reason::failed("it refuses this entry"),
    }
}

impl fmt::Debug for OsKeychain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OsKeychain")
            .field("service", &self.service)
            .field("connected", &self.store.is_some())
            .finish()
    }
}
