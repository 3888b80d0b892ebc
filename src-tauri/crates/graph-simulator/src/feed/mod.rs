//! API-driven inbound provisioning (contract 14): what senders upload, and what a job makes of it.

pub(crate) mod accounts;
mod bulk;
mod flat;
mod pairs;
mod plan;
mod population;
mod refusal;
pub(crate) mod round;
mod row;
mod scope;
mod target;
mod verdict;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

pub use bulk::{InvalidDataFormat, MEDIA, Record, read};
pub(crate) use round::Round;
pub(crate) use row::Row;

use crate::clock::after;
use crate::jobs::RestartScope;
use pairs::Pairs;
use population::Population;

/// Between two attempts at somebody who is refused, in the end.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);

/// What a job has of its senders.
#[derive(Debug, Default)]
pub struct Feed {
    /// Uploaded and not yet taken by a cycle, in order.
    staged: Vec<Arc<Record>>,
    pairs: Pairs,
    /// Refused, by externalId; tried again by themselves.
    escrows: BTreeMap<String, Escrow>,
    /// The next cycle begins without them.
    drops_escrows: bool,
    /// Kept back by the guard against accidental deletions, by externalId.
    held: BTreeMap<String, Arc<Record>>,
    /// Everybody in the target, as the last cycle left it.
    population: Option<Population>,
    /// Who names a manager that could not be set yet, and whom.
    managers: BTreeMap<String, String>,
}

#[derive(Debug)]
struct Escrow {
    record: Arc<Record>,
    attempts: u32,
    due: Timestamp,
}

/// Two objects that the job holds for one.
#[derive(Debug)]
pub struct Connection {
    pub source: String,
    pub target: Uuid,
}

impl Feed {
    /// Keeps an upload until a cycle takes it.
    pub fn stage(&mut self, records: Vec<Arc<Record>>) {
        self.staged.extend(records);
    }

    /// Those a cycle had taken and did not come to go first.
    pub(crate) fn give_back(&mut self, records: impl IntoIterator<Item = Arc<Record>>) {
        self.staged.splice(0..0, records);
    }

    /// People who wait for a cycle.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.staged.len()
    }

    /// People who are refused, and tried again.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.escrows.len()
    }

    /// People the job has met.
    #[must_use]
    pub fn met(&self) -> usize {
        self.pairs.len()
    }

    /// When somebody is tried again next.
    pub(crate) fn next_attempt(&self) -> Option<Timestamp> {
        self.escrows.values().map(|escrow| escrow.due).min()
    }

    /// What a cycle that begins now looks at.
    pub(crate) fn take(&mut self, now: Timestamp) -> Vec<Arc<Record>> {
        if std::mem::take(&mut self.drops_escrows) {
            self.escrows.clear();
        }
        let due = self.escrows.values().filter(|escrow| escrow.due <= now);
        let again: Vec<Arc<Record>> = due
            .map(|escrow| &escrow.record)
            .chain(self.held.values())
            .cloned()
            .collect();
        let mut taken = std::mem::take(&mut self.staged);
        // Whoever was sent anew is looked at as sent.
        let sent: HashSet<String> = taken.iter().map(|record| record.external_id.clone()).collect();
        taken.extend(again.into_iter().filter(|record| !sent.contains(&record.external_id)));
        taken
    }

    fn refuse(&mut self, record: &Arc<Record>, at: Timestamp, interval: Duration) {
        // What was sent anew is tried anew.
        let before = self.escrows.get(&record.external_id);
        let before = before.filter(|escrow| Arc::ptr_eq(&escrow.record, record));
        let before = before.map_or(0, |escrow| escrow.attempts);
        let wait = interval.max(Duration::from_secs(1)) * 2_u32.pow(before.min(20));
        let escrow = Escrow {
            record: Arc::clone(record),
            attempts: before + 1,
            due: after(at, wait.min(LONGEST_WAIT)),
        };
        self.escrows.insert(record.external_id.clone(), escrow);
    }

    /// What a restart throws away (contract 14.3): with a cycle that runs what was uploaded goes on, without one it is lost.
    pub(crate) fn restart(&mut self, scope: RestartScope, is_running: bool) {
        if is_running {
            self.drops_escrows |= scope.has(RestartScope::ESCROWS);
        } else {
            self.staged.clear();
            if scope.has(RestartScope::ESCROWS) {
                self.escrows.clear();
            }
        }
        if scope.has(RestartScope::CONNECTOR_DATA_STORE) {
            self.pairs.clear();
            self.managers.clear();
        }
    }

    /// So many failed that nobody tries them again.
    pub(crate) fn drop_refused(&mut self) {
        self.escrows.clear();
    }

    /// The connection whose source has this id, else the one whose target has it.
    #[must_use]
    pub fn connection(&self, id: &str) -> Option<Connection> {
        let by_source = self.pairs.target(id).map(|target| Connection {
            source: id.to_owned(),
            target,
        });
        by_source.or_else(|| {
            let target = Uuid::parse_str(id).ok().filter(|asked| asked.to_string() == id)?;
            let source = self.pairs.source(target)?.to_owned();
            Some(Connection { source, target })
        })
    }

    /// Forgets a connection: the person is matched anew when they are sent again.
    pub fn cut(&mut self, source: &str) {
        self.pairs.cut(source);
        self.managers.remove(source);
    }
}
