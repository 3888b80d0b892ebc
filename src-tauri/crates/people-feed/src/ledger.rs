//! Who was accepted by the last sending, and with what: a public file, one line a person, without anything of them but the number.

mod file;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::outbox::{Op, Outbox};
use crate::run_file::{Fate, RunFile};
use crate::{Digest, FeedError};

/// The file of people that a ledger tells of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileSeen {
    /// Without its folder.
    pub name: String,
    /// Of its bytes, in hexadecimal.
    pub sha256: String,
    pub rows: u64,
    pub at: Timestamp,
}

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// Version of the format; [`Header::FORMAT`].
    #[serde(rename = "ledger")]
    pub format: u64,
    pub tenant: String,
    pub service_principal: String,
    /// Of the feed.
    #[serde(default)]
    pub name: String,
    pub job: String,
    /// What was sent of people, and how it was read.
    pub mapping: Digest,
    /// The number of the sending that wrote it.
    pub run: u64,
    /// It creates nobody, and fills in details of people who are there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub enriches: bool,
    pub file: FileSeen,
}

impl Header {
    pub const FORMAT: u64 = 1;

    /// What another header is about that this one is not.
    pub(crate) fn differs(&self, other: &Self) -> Option<&'static str> {
        let parts = [
            ("tenant", &self.tenant, &other.tenant),
            ("application", &self.service_principal, &other.service_principal),
            ("job", &self.job, &other.job),
        ];
        let other = parts.iter().find(|(_, one, other)| one != other);
        other.map(|(what, ..)| *what)
    }
}

/// What became of somebody at last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    #[serde(rename = "a")]
    Accepted,
    #[serde(rename = "r")]
    Refused,
    /// Accepted as switched off.
    #[serde(rename = "x")]
    Left,
}

impl State {
    fn letter(self) -> u8 {
        match self {
            Self::Accepted => b'a',
            Self::Refused => b'r',
            Self::Left => b'x',
        }
    }
}

/// Somebody in a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'l> {
    pub number: &'l str,
    pub digest: Digest,
    pub state: State,
    /// The sending in which that was.
    pub run: u64,
}

#[derive(Debug, Clone)]
struct Entry {
    at: u32,
    length: u16,
    state: State,
    run: u32,
    digest: Digest,
}

/// Everybody who was ever sent, in the order of their numbers.
#[derive(Debug, Clone)]
pub struct Ledger {
    pub header: Header,
    numbers: String,
    entries: Vec<Entry>,
}

impl Ledger {
    /// One without people.
    #[must_use]
    pub fn new(header: Header) -> Self {
        Self {
            header,
            numbers: String::new(),
            entries: Vec::new(),
        }
    }

    /// Everybody, in the order of their numbers.
    pub fn people(&self) -> impl Iterator<Item = Known<'_>> + Clone {
        self.entries.iter().map(|entry| self.known(entry))
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many are switched on by it.
    #[must_use]
    pub fn accepted(&self) -> u64 {
        let accepted = self.entries.iter().filter(|entry| entry.state == State::Accepted);
        accepted.count() as u64
    }

    /// Whether somebody with this number was ever sent.
    pub(crate) fn knows(&self, number: &str) -> bool {
        let found = self
            .entries
            .binary_search_by(|entry| self.known(entry).number.cmp(number));
        found.is_ok()
    }

    pub(crate) fn at(&self, place: u32) -> Option<Known<'_>> {
        self.entries.get(place as usize).map(|entry| self.known(entry))
    }

    fn known(&self, entry: &Entry) -> Known<'_> {
        let start = entry.at as usize;
        Known {
            number: &self.numbers[start..start + usize::from(entry.length)],
            digest: entry.digest,
            state: entry.state,
            run: entry.run.into(),
        }
    }

    /// Remembers that the log says of people that they were refused, so that they are sent next time, changed or not.
    pub fn refuse<'n>(&mut self, numbers: impl IntoIterator<Item = &'n str>) {
        for number in numbers {
            let found = self
                .entries
                .binary_search_by(|entry| self.known(entry).number.cmp(number));
            if let Ok(place) = found {
                self.entries[place].state = State::Refused;
            }
        }
    }

    /// Adds somebody behind all others; `None` where their number does not come behind, or no more fit.
    fn push(&mut self, known: Known<'_>) -> Option<()> {
        let last = self.entries.last().map(|entry| self.known(entry).number);
        if last.is_some_and(|last| last >= known.number) {
            return None;
        }
        self.entries.push(Entry {
            at: u32::try_from(self.numbers.len()).ok()?,
            length: u16::try_from(known.number.len()).ok()?,
            state: known.state,
            run: u32::try_from(known.run).ok()?,
            digest: known.digest,
        });
        self.numbers.push_str(known.number);
        Some(())
    }

    /// What is known after a sending, be it over or stopped: what was accepted and refused, and of all others what was known before.
    ///
    /// # Errors
    /// The outbox cannot be read.
    pub fn after(before: Option<&Self>, run: &RunFile, outbox: &Outbox) -> Result<Self, FeedError> {
        let mut sent: Vec<(Op, State)> = Vec::new();
        for block in 0..outbox.blocks() {
            for (place, mut op) in outbox.operations(block)? {
                let state = match run.fate(place) {
                    Fate::Accepted if op.active => State::Accepted,
                    Fate::Accepted => State::Left,
                    Fate::Refused => State::Refused,
                    Fate::Open => continue,
                };
                op.json = Vec::new();
                sent.push((op, state));
            }
        }
        sent.sort_unstable_by(|(one, _), (other, _)| one.number.cmp(&other.number));
        let mut after = Self::new(run.header().clone());
        // While somebody is open, whoever is gone is known by the file before.
        if let Some(before) = before.filter(|_| run.open_people() > 0) {
            after.header.file = before.header.file.clone();
        }
        let too_many = || FeedError::TooMany { most: u32::MAX.into() };
        let mut kept = before.iter().flat_map(|before| before.people()).peekable();
        for (op, state) in &sent {
            while let Some(known) = kept.next_if(|known| known.number < op.number.as_str()) {
                after.push(known).ok_or_else(too_many)?;
            }
            kept.next_if(|known| known.number == op.number);
            let now = Known {
                number: &op.number,
                digest: op.digest,
                state: *state,
                run: after.header.run,
            };
            after.push(now).ok_or_else(too_many)?;
        }
        for known in kept {
            after.push(known).ok_or_else(too_many)?;
        }
        Ok(after)
    }
}
