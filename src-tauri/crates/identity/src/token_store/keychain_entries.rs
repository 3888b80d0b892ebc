//! Everything this program keeps in one keychain, and the list of it.

use secrecy::zeroize::Zeroizing;

use super::record::Record;
use super::{Entries, Key, Reason};

/// The list: a JSON array of names. It is written before what it names and cleared after, so nothing is kept unlisted.
const INDEX: &str = "index";

/// Holds no secret and is there for the blink of an eye.
const PROBE: &str = "probe";
const PROBED: &[u8] = b"Can something be kept here?";

/// Another process may probe at the same time and remove the entry first.
const PROBINGS: usize = 3;

/// A keychain with the layout of this program. Every call may block.
#[derive(Debug)]
pub(super) struct KeychainEntries {
    entries: Box<dyn Entries>,
}

impl KeychainEntries {
    pub(super) fn new(entries: impl Entries + 'static) -> Self {
        Self {
            entries: Box::new(entries),
        }
    }

    /// Writes, reads and removes an entry: reading alone looks fine in a keychain that is locked or has no place to write.
    pub(super) fn probe(&mut self) -> Result<(), Reason> {
        for _ in 0..PROBINGS {
            self.entries.write(PROBE, PROBED)?;
            let read = self.entries.read(PROBE)?;
            self.entries.delete(PROBE)?;
            if read.is_some_and(|read| *read == PROBED) {
                return Ok(());
            }
        }
        Err(Reason::Unfaithful)
    }

    /// `None` means that nothing is kept, and not that the keychain is locked.
    pub(super) fn load(&mut self, key: &Key) -> Result<Option<Zeroizing<Vec<u8>>>, Reason> {
        self.certain(&key.to_string())
    }

    pub(super) fn save(&mut self, key: &Key, value: &[u8]) -> Result<(), Reason> {
        // A locked keychain may look empty; what is saved on top of that would cover what is there.
        self.probe()?;
        self.list_also(key)?;
        self.record(&key.to_string()).save(value)?;
        // Another process may have written the list as it was before.
        self.list_also(key)
    }

    /// Removes one secret; success means that it is gone.
    pub(super) fn forget(&mut self, key: &Key) -> Result<(), Reason> {
        self.probe()?;
        self.record(&key.to_string()).purge()?;
        let mut listed = self.index()?;
        listed.retain(|name| *name != key.to_string());
        self.write_index(&listed)
    }

    /// Removes everything that is listed, and the list.
    pub(super) fn forget_all(&mut self) -> Result<(), Reason> {
        self.probe()?;
        for name in self.index()? {
            self.record(&name).purge()?;
        }
        self.write_index(&[])
    }

    /// What is kept. A save or a purge that was cut off may have left a name with nothing behind it.
    pub(super) fn list(&mut self) -> Result<Vec<Key>, Reason> {
        let Some(listed) = self.certain(INDEX)? else {
            return Ok(Vec::new());
        };
        let mut kept = Vec::new();
        for name in read_index(&listed) {
            if self.record(&name).exists()? {
                kept.extend(Key::parse(&name));
            }
        }
        Ok(kept)
    }

    /// Whether there is something under this name, of which a save is the replacement.
    pub(super) fn holds(&mut self, key: &Key) -> Result<bool, Reason> {
        self.record(&key.to_string()).exists()
    }

    fn certain(&mut self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Reason> {
        let found = self.record(name).load()?;
        if found.is_none() {
            self.probe()?;
        }
        Ok(found)
    }

    fn list_also(&mut self, key: &Key) -> Result<(), Reason> {
        let mut listed = self.index()?;
        let name = key.to_string();
        if listed.contains(&name) {
            return Ok(());
        }
        listed.push(name);
        self.write_index(&listed)
    }

    fn index(&mut self) -> Result<Vec<String>, Reason> {
        let bytes = self.record(INDEX).load()?;
        Ok(bytes.map(|bytes| read_index(&bytes)).unwrap_or_default())
    }

    fn write_index(&mut self, names: &[String]) -> Result<(), Reason> {
        if names.is_empty() {
            return self.record(INDEX).purge();
        }
        let bytes = serde_json::to_vec(names).map_err(Reason::failed)?;
        self.record(INDEX).save(&bytes)
    }

    fn record<'a>(&'a mut self, name: &'a str) -> Record<'a> {
        Record {
            entries: self.entries.as_mut(),
            name,
        }
    }
}

/// Empty when somebody else wrote there.
fn read_index(bytes: &[u8]) -> Vec<String> {
    serde_json::from_slice(bytes).unwrap_or_default()
}
