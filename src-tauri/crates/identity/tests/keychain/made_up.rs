//! A keychain in memory that outlives the stores over it, takes no more than Windows does, and can be switched off.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use identity::token_store::{Entries, Reason};
use secrecy::zeroize::Zeroizing;

/// What Windows takes.
const LIMIT: usize = 2560;

#[derive(Debug, Clone, Default)]
pub(crate) struct Disk(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl Disk {
    pub(crate) fn names(&self) -> Vec<String> {
        self.change(|entries| entries.keys().cloned().collect())
    }

    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>) -> T) -> T {
        change(&mut self.0.lock().unwrap())
    }

    /// A keychain over it that works.
    pub(crate) fn keychain(&self) -> MadeUp {
        self.failing(|_| false)
    }

    /// A keychain over it that fails at those operations, counted from 0.
    pub(crate) fn failing(&self, fails: impl Fn(usize) -> bool + Send + 'static) -> MadeUp {
        MadeUp {
            disk: self.clone(),
            operations: Arc::default(),
            fails: Box::new(fails),
        }
    }
}

pub(crate) struct MadeUp {
    disk: Disk,
    operations: Arc<AtomicUsize>,
    fails: Box<dyn Fn(usize) -> bool + Send>,
}

impl MadeUp {
    /// How many operations were asked for, now and later.
    pub(crate) fn operations(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.operations)
    }

    fn operate<T>(&self, operation: impl FnOnce(&mut BTreeMap<String, Vec<u8>>) -> T) -> Result<T, Reason> {
        if (self.fails)(self.operations.fetch_add(1, Ordering::SeqCst)) {
            return Err(Reason::failed("switched off"));
        }
        Ok(self.disk.change(operation))
    }
}

impl Entries for MadeUp {
    fn piece_size(&self) -> usize {
        2400
    }

    fn read(&mut self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Reason> {
        self.operate(|entries| entries.get(name).cloned().map(Zeroizing::new))
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Reason> {
        if bytes.len() > LIMIT {
            return Err(Reason::TooLong);
        }
        self.operate(|entries| {
            entries.insert(name.to_owned(), bytes.to_owned());
        })
    }

    fn delete(&mut self, name: &str) -> Result<(), Reason> {
        self.operate(|entries| {
            entries.remove(name);
        })
    }
}

impl fmt::Debug for MadeUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MadeUp")
            .field("names", &self.disk.names())
            .finish_non_exhaustive()
    }
}
