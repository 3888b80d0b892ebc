//! Refresh tokens and client secrets in the keychain of the system, or in memory where there is none.
//!
//! There is no file they could fall back to. A secret is replaced whole or not at all (`record`), everything kept is
//! listed (`vault`), and a keychain that hangs hangs nobody else (`thread`).

mod entries;
mod key;
mod keychain_entries;
mod os;
mod pending_save;
mod record;
mod refresh_tokens;
mod thread;
mod unavailable;

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

pub use entries::Entries;
pub use key::Key;
pub use unavailable::{Reason, Unavailable};

use keychain_entries::KeychainEntries;
use os::OsKeychain;
use pending_save::PendingSave;
use thread::KeychainThread;

/// What one entry holds on the most frugal system: Windows takes 2560 bytes.
const SMALLEST_PIECE: usize = 2400;

/// Keeps secrets. A clone is the same store.
#[derive(Clone)]
pub struct TokenStore {
    keychain: Arc<Result<KeychainThread, Reason>>,
    /// What the keychain would not take.
    memory: Arc<Mutex<HashMap<Key, SecretString>>>,
    at_most: Duration,
}

/// Where a secret went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is there after the next start.
    InKeychain,
    /// It is gone when the program ends, and this is why.
    InMemory(Unavailable),
}

impl TokenStore {
    /// How long an answer may take when nobody is expected to be asked.
    pub const BRIEFLY: Duration = Duration::from_secs(3);
    /// How long a person may take to unlock a keychain.
    pub const FOR_A_PERSON: Duration = Duration::from_secs(60);

    /// The keychain of this computer, as the application `service` (an identifier such as `app.causeway.desktop`).
    /// Touches nothing yet.
    #[must_use]
    pub fn of_this_computer(service: &str) -> Self {
        Self::over(OsKeychain::new(service))
    }

    /// Any other keychain.
    #[must_use]
    pub fn over(entries: impl Entries + 'static) -> Self {
        Self::with(KeychainThread::start(entries))
    }

    /// Memory only.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::with(Err(Reason::NotUsed))
    }

    /// The same store, asked with another patience; [`Self::BRIEFLY`] unless said.
    #[must_use]
    pub fn waiting(&self, at_most: Duration) -> Self {
        Self {
            at_most,
            ..self.clone()
        }
    }

    /// Whether the keychain keeps what it is given, by trying.
    ///
    /// # Errors
    /// [`Unavailable`] when it does not.
    pub async fn probe(&self) -> Result<(), Unavailable> {
        self.ask(KeychainEntries::probe).await
    }

    /// The secret, if one is kept.
    ///
    /// # Errors
    /// [`Unavailable`] when that cannot be told.
    pub async fn load(&self, key: &Key) -> Result<Option<SecretString>, Unavailable> {
        if let Some(secret) = self.memory(|memory| memory.get(key).cloned()) {
            return Ok(Some(secret));
        }
        if self.is_memory_only() {
            return Ok(None);
        }
        let key = key.clone();
        self.ask(move |vault| Ok(vault.load(&key)?.and_then(|bytes| secret(&bytes))))
            .await
    }

    /// Keeps the secret in place of the one before: in the keychain, else in memory. When it takes too long, or this future is
    /// dropped, a secret that was the first of its key is taken out of the keychain again.
    pub async fn save(&self, key: &Key, secret: SecretString) -> Kept {
        let unseen = PendingSave::new(&self.keychain, key);
        let (name, copy, first) = (key.clone(), secret.clone(), unseen.first());
        let saved = self.ask(move |vault| {
            first.store(!vault.holds(&name)?, Ordering::SeqCst);
            vault.save(&name, copy.expose_secret().as_bytes())
        });
        let saved = saved.await;
        if !matches!(&saved, Err(why) if why.reason == Reason::NotAnswering) {
            unseen.seen();
        }
        match saved {
            Ok(()) => {
                self.memory(|memory| memory.remove(key));
                Kept::InKeychain
            }
            Err(why) => {
                self.memory(|memory| memory.insert(key.clone(), secret));
                Kept::InMemory(why)
            }
        }
    }

    /// Removes the secret from memory and from the keychain, and looks whether it is gone. Whoever might still save
    /// under this key is stopped first.
    ///
    /// # Errors
    /// [`Unavailable`] when what the keychain may hold could not be removed.
    pub async fn forget(&self, key: &Key) -> Result<(), Unavailable> {
        self.memory(|memory| memory.remove(key));
        if self.is_memory_only() {
            return Ok(());
        }
        let key = key.clone();
        self.ask(move |vault| vault.forget(&key)).await
    }

    /// Removes everything, as [`Self::forget`] does.
    ///
    /// # Errors
    /// [`Unavailable`] when what the keychain may hold could not be removed.
    pub async fn forget_all(&self) -> Result<(), Unavailable> {
        self.memory(HashMap::clear);
        if self.is_memory_only() {
            return Ok(());
        }
        self.ask(KeychainEntries::forget_all).await
    }

    /// The names of what is kept in the keychain, without reading it.
    ///
    /// # Errors
    /// [`Unavailable`] when that cannot be told.
    pub async fn list(&self) -> Result<Vec<Key>, Unavailable> {
        self.ask(KeychainEntries::list).await
    }

    fn with(keychain: Result<KeychainThread, Reason>) -> Self {
        Self {
            keychain: Arc::new(keychain),
            memory: Arc::default(),
            at_most: Self::BRIEFLY,
        }
    }

    fn is_memory_only(&self) -> bool {
        matches!(*self.keychain, Err(Reason::NotUsed))
    }

    async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut KeychainEntries) -> Result<T, Reason> + Send + 'static,
    ) -> Result<T, Unavailable> {
        let keychain = self.keychain.as_ref().as_ref().map_err(Clone::clone)?;
        Ok(keychain.ask(self.at_most, work).await?)
    }

    fn memory<T>(&self, change: impl FnOnce(&mut HashMap<Key, SecretString>) -> T) -> T {
        change(&mut self.memory.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// `None` when it is no text, and so was not written by us.
fn secret(bytes: &Zeroizing<Vec<u8>>) -> Option<SecretString> {
    std::str::from_utf8(bytes).ok().map(SecretString::from)
}

impl fmt::Debug for TokenStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenStore")
            .field("keychain", &self.keychain)
            .field("at_most", &self.at_most)
            .finish_non_exhaustive()
    }
}
