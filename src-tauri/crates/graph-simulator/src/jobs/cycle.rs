//! One cycle: what it will do, how far it is, what came of it.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use super::{Environment, Failure, Job};
use crate::clock::after;
use crate::directory::ObjectIndex;
use crate::log::{Deed, Entry};

/// A cycle that runs.
#[derive(Debug)]
pub(super) struct Cycle {
    pub(super) id: Uuid,
    pub(super) began: Timestamp,
    pub(super) ends: Timestamp,
    /// In the order they are done.
    pub(super) entries: Arc<[Entry]>,
    per_second: u32,
    /// Objects in scope.
    pub(super) entitled: usize,
    pub(super) failed: usize,
    pub(super) staged_deletes: usize,
}

/// A cycle that ended (contract 7.3, Appendix A).
#[derive(Debug, Clone)]
pub(super) struct Execution {
    pub(super) id: Uuid,
    pub(super) began: Timestamp,
    pub(super) ended: Timestamp,
    pub(super) entitled: usize,
    pub(super) imported: usize,
    pub(super) exports: usize,
    pub(super) failed: usize,
    pub(super) failure: Option<Failure>,
}

impl Cycle {
    /// Plans a cycle: creates what is in scope and not linked, deletes what is linked and not in scope any more,
    /// and, with the watermark lost, looks at everything else again.
    pub(super) fn plan(job: &Job, environment: &Environment, scope: &[ObjectIndex], began: Timestamp) -> Self {
        let deletes: Vec<ObjectIndex> = job
            .linked
            .iter()
            .filter(|object| scope.binary_search(object).is_err())
            .copied()
            .collect();
        let held = !job.deletes_allowed
            && environment
                .delete_threshold
                .is_some_and(|threshold| deletes.len() >= threshold);
        let mut entries = Vec::new();
        for &object in scope {
            let linked = job.linked.binary_search(&object).is_ok();
            let deed = match (linked, environment.company.clashes(object)) {
                (true, _) if job.watermark_lost => Deed::Skip,
                (true, _) => continue,
                (false, true) => Deed::Fail,
                (false, false) => Deed::Create,
            };
            entries.push(Entry { object, deed });
        }
        entries.extend(deletes.iter().map(|&object| Entry {
            object,
            deed: if held { Deed::StagedDelete } else { Deed::Delete },
        }));
        let per_second = environment.timing.objects_per_second;
        Self {
            id: Uuid::new_v4(),
            began,
            ends: after(began, time_for(entries.len(), per_second)),
            per_second,
            entitled: scope.len(),
            failed: entries.iter().filter(|entry| entry.deed == Deed::Fail).count(),
            staged_deletes: if held { deletes.len() } else { 0 },
            entries: entries.into(),
        }
    }

    /// Objects done by then.
    pub(super) fn completed(&self, now: Timestamp) -> usize {
        if now >= self.ends || self.per_second == 0 {
            return self.entries.len();
        }
        let elapsed = now.duration_since(self.began).as_millis().max(0);
        let done = usize::try_from(elapsed * i128::from(self.per_second) / 1000).unwrap_or(usize::MAX);
        done.min(self.entries.len())
    }

    /// Brings what the target holds up to then.
    pub(super) fn apply(&self, linked: &mut Vec<ObjectIndex>, now: Timestamp) {
        let done = &self.entries[..self.completed(now)];
        let of = |deed: Deed| {
            done.iter()
                .filter(move |entry| entry.deed == deed)
                .map(|entry| entry.object)
        };
        let mut gone: Vec<ObjectIndex> = of(Deed::Delete).collect();
        gone.sort_unstable();
        linked.retain(|object| gone.binary_search(object).is_err());
        linked.extend(of(Deed::Create));
        linked.sort_unstable();
    }

    pub(super) fn execution(&self) -> Execution {
        let exports = self
            .entries
            .iter()
            .filter(|entry| matches!(entry.deed, Deed::Create | Deed::Delete | Deed::Fail))
            .count();
        Execution {
            id: self.id,
            began: self.began,
            ended: self.ends,
            entitled: self.entitled,
            imported: self.entries.len(),
            exports,
            failed: self.failed,
            failure: None,
        }
    }
}

impl Execution {
    /// A cycle in which nothing had changed; what failed before still waits.
    pub(super) fn quiet(before: Option<&Execution>, at: Timestamp) -> Self {
        let (entitled, failed) = before.map_or((0, 0), |run| (run.entitled, run.failed));
        Self {
            id: Uuid::new_v4(),
            began: at,
            ended: at,
            entitled,
            imported: 0,
            exports: 0,
            failed,
            failure: None,
        }
    }

    pub(super) fn failed(failure: Failure, at: Timestamp) -> Self {
        Self {
            failure: Some(failure),
            ..Self::quiet(None, at)
        }
    }
}

fn time_for(objects: usize, per_second: u32) -> Duration {
    match per_second {
        0 => Duration::ZERO,
        rate => Duration::from_secs_f64(objects as f64 / f64::from(rate)),
    }
}
