//! The provisioning log (contract 13.1). It keeps what was done to which object; a row is written out when somebody reads it.

mod deed;
mod head;
mod properties;
mod query;
mod row;
mod sent;
mod steps;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

pub use deed::Deed;
pub(crate) use head::{Head, by_the_service, capital};
pub(crate) use properties::modified;
pub use query::{Cursor, LogQuery, Page};
pub(crate) use steps::{received, weighed, written};

use crate::clock::after;
use crate::directory::{Directory, ObjectIndex};
use crate::feed::Row;
use crate::identity::{Caller, CallerKind};
use crate::jobs::{Environment, Job, Sources};
use sent::Sent;

/// All runs of all jobs; those of deleted jobs stay.
#[derive(Debug, Default)]
pub struct ProvisioningLog {
    runs: Vec<LoggedRun>,
    /// Of API-driven jobs.
    rows: Vec<Row>,
}

/// What one cycle, or one call on demand, did.
#[derive(Debug)]
pub struct LoggedRun {
    job_id: String,
    service_principal: String,
    service_principal_name: String,
    app_id: String,
    cycle_id: Uuid,
    began: Timestamp,
    ends: Timestamp,
    entries: Arc<[Entry]>,
    /// Whom it only looked at and left, beside a run of the same cycle.
    beside: bool,
    /// Entries after it were not reached: the job was stopped.
    cut: Option<Timestamp>,
    initiator: Initiator,
    /// As it was then.
    company: Arc<Directory>,
    /// Of a job that brings people of the cloud to an app: its entries are numbers of these.
    sent: Option<Sent>,
}

/// One object and what was done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub object: ObjectIndex,
    pub deed: Deed,
}

/// When an object was written to the target.
#[derive(Debug, Clone, Copy)]
pub struct Written {
    pub first: Timestamp,
    pub last: Timestamp,
}

/// Who made it happen.
#[derive(Debug, Clone)]
enum Initiator {
    Service,
    Caller { id: String, kind: CallerKind },
}

impl LoggedRun {
    /// A cycle of a job.
    #[must_use]
    pub fn of_cycle(
        job: &Job,
        environment: &Environment,
        cycle_id: Uuid,
        began: Timestamp,
        ends: Timestamp,
        entries: Arc<[Entry]>,
    ) -> Self {
        Self {
            job_id: job.id.clone(),
            service_principal: environment.service_principal.clone(),
            service_principal_name: environment.service_principal_name.clone(),
            app_id: environment.app_id.clone(),
            cycle_id,
            began,
            ends,
            entries,
            beside: false,
            cut: None,
            initiator: Initiator::Service,
            company: environment.company.clone(),
            sent: None,
        }
    }

    /// Its entries are numbers of people and groups whom it brought to an app.
    #[must_use]
    pub fn to_app(self, sources: &Arc<Sources>, application: &str) -> Self {
        Self {
            sent: Some(Sent {
                sources: Arc::clone(sources),
                application: application.to_owned(),
            }),
            ..self
        }
    }

    /// Its entries are those whom the cycle looked at and left.
    #[must_use]
    pub fn beside(self) -> Self {
        Self { beside: true, ..self }
    }

    /// One object on demand.
    #[must_use]
    pub fn on_demand(job: &Job, environment: &Environment, caller: &Caller, entry: Entry, at: Timestamp) -> Self {
        let initiator = Initiator::Caller {
            id: caller.client_id.to_string(),
            kind: caller.kind,
        };
        Self {
            initiator,
            ..Self::of_cycle(job, environment, Uuid::new_v4(), at, at, Arc::new([entry]))
        }
    }

    /// When an entry was done.
    fn time_of(&self, place: usize) -> Timestamp {
        let span = Duration::try_from(self.ends.duration_since(self.began)).unwrap_or_default();
        let share = (place + 1) as f64 / self.entries.len().max(1) as f64;
        after(self.began, span.mul_f64(share))
    }

    /// How many entries were done by then.
    fn done_by(&self, time: Timestamp) -> usize {
        let time = self.cut.map_or(time, |cut| cut.min(time));
        partition(self.entries.len(), |place| self.time_of(place) <= time)
    }

    fn id_of(&self, place: usize, kind: &str) -> Uuid {
        let beside = if self.beside { "beside." } else { "" };
        Uuid::new_v5(&self.cycle_id, format!("{beside}{kind}.{place}").as_bytes())
    }
}

impl ProvisioningLog {
    pub fn add(&mut self, run: LoggedRun) {
        self.runs.push(run);
    }

    pub(crate) fn add_row(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// When each of these was first created and last written by then, whatever the log still shows of it.
    #[must_use]
    pub fn written(&self, objects: &HashSet<ObjectIndex>, by: Timestamp) -> HashMap<ObjectIndex, Written> {
        let mut found = HashMap::new();
        for run in self.runs.iter().filter(|run| run.sent.is_none()) {
            for (place, entry) in run.entries.iter().enumerate().take(run.done_by(by)) {
                if entry.deed.is_written() && objects.contains(&entry.object) {
                    let at = run.time_of(place);
                    let known = found.entry(entry.object).or_insert(Written { first: at, last: at });
                    known.first = known.first.min(at);
                    known.last = known.last.max(at);
                }
            }
        }
        found
    }

    /// Nothing of this job happened after this time.
    pub fn end_job_at(&mut self, job: &str, at: Timestamp) {
        for run in self.runs.iter_mut().filter(|run| run.job_id.eq_ignore_ascii_case(job)) {
            run.cut = Some(run.cut.map_or(at, |cut| cut.min(at)));
        }
    }

    /// A cycle was stopped at this time: what it had not reached never happens.
    pub fn cut(&mut self, cycle_id: Uuid, at: Timestamp) {
        for run in self.runs.iter_mut().filter(|run| run.cycle_id == cycle_id) {
            run.cut = Some(at);
        }
    }
}

/// How many of the first `count` places fulfil a condition that holds up to some place and never after it.
fn partition(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
