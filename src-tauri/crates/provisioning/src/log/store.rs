//! The rows of a log in memory: what lists and filters need as columns, the entries as compressed JSON. Nothing of it is written to
//! a disk, because half of a row is about a person.

use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher as _, RandomState};

use graph_client::LoggedEntry;
use graph_client::models::ProvisioningEntry;
use jiff::Timestamp;

use super::bodies::{Bodies, BodyReader};
use super::codes::Cause;
use super::covered::{Covered, Read, Span};
use super::dn;
use super::entry::LogEntry;
use super::ids::Key;
use super::names::{NameId, Names};
use super::row::{LogRow, NEVER, ticks, timestamp};
use super::slack::room_in;
use super::words::{Action, Kind, Outcome, Why};

/// Rows that are kept at most; then the oldest are let go.
pub const MOST_ROWS: usize = 500_000;

/// A row of a [`LogStore`], good until the store lets rows go.
pub type RowNumber = u32;

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is kept.
    New,
    /// It was there already.
    Known,
    /// It is older than all that is kept, and there is no room for more.
    TooOld,
}

/// All rows that were read.
pub struct LogStore {
    rows: Vec<Row>,
    ids: Vec<Ids>,
    names: Names,
    bodies: Bodies,
    /// Hashes of the ids of entries: one in 10^8 full stores loses a row to two that are alike.
    known: HashSet<u64>,
    hasher: RandomState,
    most: usize,
    let_go: u64,
    /// Once rows were let go: the time of the oldest that was kept.
    horizon: Option<i64>,
    covered: Covered,
    generation: u32,
}

/// What filters and lists look at.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// In steps of 100 ns, as the service counts; [`NEVER`] where none is told.
    pub(super) at: i64,
    pub(super) name: NameId,
    pub(super) address: NameId,
    /// The distinguished name in two parts: the second is that of many rows.
    pub(super) dn: NameId,
    pub(super) unit: NameId,
    pub(super) target_name: NameId,
    pub(super) code: NameId,
    pub(super) job: NameId,
    body: u32,
    pub(super) action: Action,
    pub(super) outcome: Outcome,
    pub(super) kind: Kind,
    pub(super) why: Option<Why>,
}

#[derive(Clone, Copy)]
pub(super) struct Ids {
    pub(super) entry: Key,
    pub(super) source: Key,
    pub(super) target: Key,
    pub(super) change: Key,
}

impl Row {
    pub(super) fn timestamp(&self) -> Option<Timestamp> {
        timestamp(self.at)
    }
}

impl Default for LogStore {
    fn default() -> Self {
        Self::of_at_most(MOST_ROWS)
    }
}

/// Shows nothing of a row: they are about people.
impl fmt::Debug for LogStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("LogStore");
        shown
            .field("rows", &self.rows.len())
            .field("let_go", &self.let_go)
            .finish_non_exhaustive()
    }
}

impl LogStore {
    /// An empty one that keeps so many rows.
    #[must_use]
    pub fn of_at_most(most: usize) -> Self {
        Self {
            rows: Vec::new(),
            ids: Vec::new(),
            names: Names::default(),
            bodies: Bodies::default(),
            known: HashSet::new(),
            hasher: RandomState::new(),
            most: most.max(1),
            let_go: 0,
            horizon: None,
            covered: Covered::default(),
            generation: 0,
        }
    }

    /// Keeps an entry, unless it is there already. Entries may come in any order.
    pub fn add(&mut self, logged: &LoggedEntry) -> Added {
        self.add_entry(&logged.entry, logged.raw.get())
    }

    fn add_entry(&mut self, entry: &ProvisioningEntry, raw: &str) -> Added {
        let at = entry.activity_date_time.map_or(NEVER, ticks);
        let row = LogRow::of(entry);
        let id = self.hasher.hash_one(&row.id);
        if self.known.contains(&id) {
            return Added::Known;
        }
        if self.horizon.is_some_and(|horizon| at <= horizon) {
            return Added::TooOld;
        }
        self.known.insert(id);
        let body = self.bodies.add(raw);
        self.put(&row, at, body);
        if self.rows.len() > self.most {
            self.let_the_oldest_go();
        }
        Added::New
    }

    fn put(&mut self, row: &LogRow, at: i64, body: u32) {
        let names = &mut self.names;
        let (dn, unit) = row.dn.as_deref().map_or((None, None), |dn| {
            let (first, unit) = dn::parts(dn);
            (Some(first), unit)
        });
        room_in(&mut self.rows);
        self.rows.push(Row {
            at,
            name: names.intern(row.name.as_deref()),
            address: names.intern(row.address.as_deref()),
            dn: names.intern(dn),
            unit: names.intern(unit),
            target_name: names.intern(row.target_name.as_deref()),
            code: names.intern(row.code.as_deref()),
            job: names.intern(row.job.as_deref()),
            body,
            action: row.action,
            outcome: row.outcome,
            kind: row.kind,
            why: row.why,
        });
        room_in(&mut self.ids);
        self.ids.push(Ids {
            entry: Key::of(Some(&row.id), names),
            source: Key::of(row.source_id.as_deref(), names),
            target: Key::of(row.target_id.as_deref(), names),
            change: Key::of(row.change_id.as_deref(), names),
        });
    }

    /// A sixteenth of them at once: it takes a look at every row.
    fn let_the_oldest_go(&mut self) {
        let mut order: Vec<RowNumber> = self.numbers().collect();
        order.sort_unstable_by_key(|&number| self.newest_first(number));
        let kept = (self.most - self.most / 16).max(1);
        self.let_go += (order.len() - kept) as u64;
        order.truncate(kept);
        self.horizon = order.last().map(|&oldest| self.rows[oldest as usize].at);
        // In the order in which they came, so that equally old ones stay in order.
        order.sort_unstable();
        let rows: Vec<_> = order
            .iter()
            .filter_map(|&number| Some((self.row(number)?, self.rows[number as usize])))
            .collect();
        (self.rows, self.ids, self.names) = (Vec::new(), Vec::new(), Names::default());
        self.known.clear();
        for (row, kept) in rows {
            self.known.insert(self.hasher.hash_one(&row.id));
            self.put(&row, kept.at, kept.body);
        }
        self.bodies.keep(self.rows.iter().map(|row| row.body));
        self.generation += 1;
    }

    /// How many rows are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// None is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Bytes that it takes in memory.
    #[must_use]
    pub fn size(&self) -> usize {
        let columns = self.rows.capacity() * size_of::<Row>() + self.ids.capacity() * size_of::<Ids>();
        // A set of hashes takes one byte besides each.
        columns + self.known.capacity() * (size_of::<u64>() + 1) + self.names.size() + self.bodies.size()
    }

    /// How many were let go because there was no room for more.
    #[must_use]
    pub fn let_go(&self) -> u64 {
        self.let_go
    }

    /// Time of the oldest row, which is how far the log reaches back once all of it is read.
    #[must_use]
    pub fn oldest(&self) -> Option<Timestamp> {
        let times = self.rows.iter().map(|row| row.at);
        timestamp(times.filter(|&at| at != NEVER).min()?)
    }

    /// Time of the newest row.
    #[must_use]
    pub fn newest(&self) -> Option<Timestamp> {
        timestamp(self.rows.iter().map(|row| row.at).max()?)
    }

    /// All that the log held between these times was added; without the first, from its beginning.
    pub fn was_read(&mut self, since: Option<Timestamp>, until: Timestamp) {
        self.covered.add((since.map_or(NEVER, ticks), ticks(until)));
    }

    /// What was never read since then: spans of time, the newest first. That one has no end, and the oldest has no beginning where
    /// `since` is none.
    #[must_use]
    pub fn unread(&self, since: Option<Timestamp>) -> Vec<(Option<Timestamp>, Option<Timestamp>)> {
        let gaps = self.covered.gaps((since.map_or(NEVER, ticks), i64::MAX));
        let time = |&(from, until): &Span| (timestamp(from), timestamp(until));
        gaps.iter().map(time).collect()
    }

    /// How much of that span was read and is kept.
    pub(super) fn read_of(&self, (from, until): Span) -> Read {
        let kept = self.horizon.map_or(from, |horizon| horizon.max(from));
        if kept >= until {
            return Read::Not;
        }
        match self.covered.read_of((kept, until)) {
            Read::Whole if kept > from => Read::Part,
            read => read,
        }
    }

    /// When the log was read last.
    pub(super) fn read_until(&self) -> Option<i64> {
        self.covered.end()
    }

    /// The row of that number.
    #[must_use]
    pub fn row(&self, number: RowNumber) -> Option<LogRow> {
        let (row, ids) = (self.rows.get(number as usize)?, self.ids.get(number as usize)?);
        let text = |id: NameId| self.names.get(id).map(str::to_owned);
        let (code, ou) = (text(row.code), text(row.unit));
        let dn = text(row.dn).map(|first| {
            ou.as_ref()
                .map_or_else(|| first.clone(), |unit| format!("{first},{unit}"))
        });
        Some(LogRow {
            id: ids.entry.text(&self.names).unwrap_or_default(),
            at: timestamp(row.at),
            action: row.action,
            outcome: row.outcome,
            cause: code.as_deref().and_then(Cause::of),
            code,
            kind: row.kind,
            name: text(row.name),
            address: text(row.address),
            source_id: ids.source.text(&self.names),
            dn,
            ou,
            target_id: ids.target.text(&self.names),
            target_name: text(row.target_name),
            change_id: ids.change.text(&self.names),
            job: text(row.job),
            why: row.why,
        })
    }

    /// The row of the entry with that id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<RowNumber> {
        let place = self.ids.iter().position(|ids| ids.entry.is(id, &self.names))?;
        u32::try_from(place).ok()
    }

    /// All that Microsoft wrote of the row.
    #[must_use]
    pub fn entry(&self, number: RowNumber) -> Option<LogEntry> {
        let body = self.rows.get(number as usize)?.body;
        let mut reader = self.bodies.reader();
        serde_json::from_str(reader.get(body)?)
            .ok()
            .map(|entry| LogEntry::of(&entry))
    }

    /// Entries of rows, as JSON.
    pub(super) fn bodies(&self) -> BodyReader<'_> {
        self.bodies.reader()
    }

    pub(super) fn body_of(&self, number: RowNumber) -> Option<u32> {
        self.rows.get(number as usize).map(|row| row.body)
    }

    pub(super) fn numbers(&self) -> impl Iterator<Item = RowNumber> + use<> {
        // There are no more than `most`, far fewer than 2^32.
        0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(super) fn ids(&self) -> &[Ids] {
        &self.ids
    }

    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// Another one when numbers mean other rows than before.
    pub(super) fn generation(&self) -> u32 {
        self.generation
    }

    /// Sorts rows: the newest first, of equally old ones the one that came first.
    pub(super) fn newest_first(&self, number: RowNumber) -> (std::cmp::Reverse<i64>, RowNumber) {
        (std::cmp::Reverse(self.rows[number as usize].at), number)
    }
}
