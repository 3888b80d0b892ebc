//! One secret in several entries, so that it is replaced whole or not at all.
//!
//! `head` names one of two slots and says what lies there. A new value goes to the other slot, is read back, and counts
//! from the moment `head` names it.

use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA256, digest};
use secrecy::zeroize::Zeroizing;
use serde::{Deserialize, Serialize};

use super::{Entries, Reason};

/// Most pieces of one secret.
const MOST_PIECES: usize = 16;

/// Longest secret, in bytes: what fits where an entry is smallest, so that no system keeps what another cannot.
const LONGEST: usize = MOST_PIECES * super::SMALLEST_PIECE;

/// Another process may be replacing the value while it is read here.
const READINGS: usize = 3;

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize, PartialEq)]
struct Head {
    v: u32,
    slot: Slot,
    /// Pieces.
    n: usize,
    /// Bytes of the value.
    len: usize,
    /// Of the value, in hexadecimal.
    sha256: String,
}

#[derive(Serialize, Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Slot {
    A,
    B,
}

/// The entries of one secret.
pub(super) struct Record<'a> {
    pub(super) entries: &'a mut dyn Entries,
    pub(super) name: &'a str,
}

impl Record<'_> {
    /// The value. What is there and does not fit together is of no use to anybody and is removed.
    pub(super) fn load(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, Reason> {
        for _ in 0..READINGS {
            let Some(bytes) = self.entries.read(&self.head())? else {
                return Ok(None);
            };
            if let Some(head) = read_head(&bytes)?
                && let Some(value) = self.value(&head)?
            {
                return Ok(Some(value));
            }
        }
        self.purge()?;
        Ok(None)
    }

    /// Whether there is a value, without reading it.
    pub(super) fn exists(&mut self) -> Result<bool, Reason> {
        Ok(self.entries.read(&self.head())?.is_some())
    }

    /// Replaces the value. After an error the old or the new one is kept, whole.
    pub(super) fn save(&mut self, value: &[u8]) -> Result<(), Reason> {
        let size = self.entries.piece_size();
        if value.len() > LONGEST || value.len().div_ceil(size) > MOST_PIECES {
            return Err(Reason::TooLong);
        }
        let old = match self.entries.read(&self.head())? {
            Some(bytes) => read_head(&bytes)?,
            None => None,
        };
        let slot = old.map_or(Slot::A, |head| head.slot.other());
        for (number, piece) in value.chunks(size).enumerate() {
            self.keep(&self.piece(slot, number), piece)?;
        }
        let head = Head {
            v: VERSION,
            slot,
            n: value.len().div_ceil(size),
            len: value.len(),
            sha256: hash(value),
        };
        let bytes = serde_json::to_vec(&head).map_err(Reason::failed)?;
        self.keep(&self.head(), &bytes)?;
        // The new value counts from here on; what cannot be cleared now is cleared by the next save or purge.
        let _ = self.clear(slot.other(), 0).and_then(|()| self.clear(slot, head.n));
        Ok(())
    }

    /// Removes every entry there can be, and looks whether they are gone.
    pub(super) fn purge(&mut self) -> Result<(), Reason> {
        // Without its head the rest is not found any more, whatever happens next.
        self.entries.delete(&self.head())?;
        self.clear(Slot::A, 0)?;
        self.clear(Slot::B, 0)?;
        let pieces = [Slot::A, Slot::B].map(|slot| (0..MOST_PIECES).map(move |number| (slot, number)));
        let pieces = pieces.into_iter().flatten();
        let names = pieces.map(|(slot, number)| self.piece(slot, number));
        for name in names.chain([self.head()]).collect::<Vec<_>>() {
            if self.entries.read(&name)?.is_some() {
                return Err(Reason::Unfaithful);
            }
        }
        Ok(())
    }

    /// What the head promises; `None` when something else lies there.
    fn value(&mut self, head: &Head) -> Result<Option<Zeroizing<Vec<u8>>>, Reason> {
        if head.n > MOST_PIECES || head.len > LONGEST {
            return Ok(None);
        }
        // Never grows, so no copy of it stays behind.
        let mut value = Zeroizing::new(Vec::with_capacity(head.len));
        for number in 0..head.n {
            match self.entries.read(&self.piece(head.slot, number))? {
                Some(piece) if value.len() + piece.len() <= head.len => value.extend_from_slice(&piece),
                _ => return Ok(None),
            }
        }
        Ok(Some(value).filter(|value| value.len() == head.len && hash(value) == head.sha256))
    }

    fn keep(&mut self, name: &str, bytes: &[u8]) -> Result<(), Reason> {
        self.entries
            .write(name, bytes)
            .map_err(|reason| reason.without(bytes))?;
        match self.entries.read(name)? {
            Some(read) if *read == bytes => Ok(()),
            _ => Err(Reason::Unfaithful),
        }
    }

    fn clear(&mut self, slot: Slot, from: usize) -> Result<(), Reason> {
        (from..MOST_PIECES).try_for_each(|number| self.entries.delete(&self.piece(slot, number)))
    }

    fn head(&self) -> String {
        format!("{}/head", self.name)
    }

    fn piece(&self, slot: Slot, number: usize) -> String {
        let slot = match slot {
            Slot::A => 'a',
            Slot::B => 'b',
        };
        format!("{}/{slot}{number}", self.name)
    }
}

impl Slot {
    fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// `None` when it cannot be made sense of.
fn read_head(bytes: &[u8]) -> Result<Option<Head>, Reason> {
    #[derive(Deserialize)]
    struct Version {
        v: u32,
    }
    match serde_json::from_slice(bytes) {
        Ok(Version { v }) if v > VERSION => Err(Reason::Later),
        _ => Ok(serde_json::from_slice(bytes).ok()),
    }
}

fn hash(value: &[u8]) -> String {
    let mut text = String::new();
    for byte in digest(&SHA256, value).as_ref() {
        let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
    }
    text
}
