//! A save whose end nobody has seen: the sign-in was called off, or the program has said that nothing is kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::thread::KeychainThread;
use super::{Key, Reason};

/// Takes the secret back when it is dropped, unless its end was seen.
pub(super) struct PendingSave {
    keychain: Arc<Result<KeychainThread, Reason>>,
    key: Key,
    /// Nothing was kept under this key before.
    first: Arc<AtomicBool>,
    seen: bool,
}

impl PendingSave {
    pub(super) fn new(keychain: &Arc<Result<KeychainThread, Reason>>, key: &Key) -> Self {
        Self {
            keychain: Arc::clone(keychain),
            key: key.clone(),
            first: Arc::default(),
            seen: false,
        }
    }

    /// For the save to tell whether there was nothing before.
    pub(super) fn first(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.first)
    }

    pub(super) fn seen(mut self) {
        self.seen = true;
    }
}

impl Drop for PendingSave {
    fn drop(&mut self) {
        let Ok(keychain) = self.keychain.as_ref() else { return };
        if self.seen {
            return;
        }
        let (key, first) = (self.key.clone(), Arc::clone(&self.first));
        // The save is done by then, or was left out. What replaced an older secret stays: both are of the same sign-in.
        keychain.later(move |vault| {
            if first.load(Ordering::SeqCst) {
                let _ = vault.forget(&key); // nobody is left who could be told
            }
        });
    }
}
