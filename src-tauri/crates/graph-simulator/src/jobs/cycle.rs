//! One cycle: what it will do, how far it is, what came of it.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use super::{Environment, Failure, Job};
use crate::clock::after;
use crate::directory::{Flaw, ObjectIndex};
use crate::log::{Deed, Entry};

/// A cycle that runs.
#[derive(Debug)]
pub(super) struct Cycle {
    pub(super) id: Uuid,
    pub(super) began: Timestamp,
    pub(super) ends: Timestamp,
    /// In the order they are done.
    pub(super) entries: Arc<[Entry]>,
    /// Those who are new and whose account is disabled, in order.
    pub(super) disabled: Vec<ObjectIndex>,
    per_second: f64,
    /// Objects in scope.
    entitled: usize,
    pub(super) staged_deletes: usize,
    /// Those who left the scope, in order.
    pub(super) leaving: Vec<ObjectIndex>,
}

/// A cycle that ended (contract 7.3, Appendix A).
#[derive(Debug, Clone)]
pub(super) struct Execution {
    pub(super) id: Uuid,
    pub(super) began: Timestamp,
    pub(super) ended: Timestamp,
    pub(super) entitled: usize,
    pub(super) imported: usize,
    /// What was due to be written.
    pub(super) exports: usize,
    /// What of it arrived.
    pub(super) exported: usize,
    /// Objects that fail and are tried again.
    pub(super) failed: usize,
    pub(super) failure: Option<Failure>,
}

impl Cycle {
    /// Plans a cycle: creates what is in scope and not linked, tries again what failed, deletes what is linked and not in scope
    /// any more, and, with the watermark lost, looks at everything else again.
    pub(super) fn plan(job: &Job, environment: &Environment, scope: &[ObjectIndex], began: Timestamp) -> Self {
        let store = &job.store;
        // Of a pair that is forgotten nobody knows that it is to be deleted.
        let leaves = |object: &ObjectIndex| store.known.has(*object) && scope.binary_search(object).is_err();
        let leaving: Vec<ObjectIndex> = store.linked.all().iter().copied().filter(leaves).collect();
        let entries: Vec<Entry> = scope
            .iter()
            .filter_map(|&object| due(job, environment, object).map(|deed| Entry { object, deed }))
            .collect();
        let company = &environment.company;
        let is_off = |entry: &&Entry| entry.deed == Deed::Create && !company.enabled(entry.object);
        let disabled = entries.iter().filter(is_off).map(|entry| entry.object).collect();
        Self {
            disabled,
            ..Self::of(job, environment, entries, leaving, scope.len(), began)
        }
    }

    /// A cycle with these entries, of so many objects in scope; those who leave are deleted after them, unless a guard holds that.
    pub(super) fn of(
        job: &Job,
        environment: &Environment,
        mut entries: Vec<Entry>,
        leaving: Vec<ObjectIndex>,
        entitled: usize,
        began: Timestamp,
    ) -> Self {
        // Accounts that are disabled count as much as deleted ones (accidental-deletions).
        let disables = entries.iter().filter(|entry| entry.deed == Deed::Disable).count();
        let removals = leaving.len() + disables;
        let reaches = |threshold: Option<usize>| threshold.is_some_and(|threshold| removals >= threshold);
        let held = !job.deletes_allowed && reaches(environment.delete_threshold) && removals > 0;
        let refused = environment.tenant_guard.is_some_and(|most| leaving.len() > most);
        if held {
            let disables = entries.iter_mut().filter(|entry| entry.deed == Deed::Disable);
            disables.for_each(|entry| entry.deed = Deed::StagedDisable);
        }
        let deed = match (held, refused) {
            (true, _) => Deed::StagedDelete,
            (false, true) => Deed::RefusedDelete,
            (false, false) => Deed::Delete,
        };
        entries.extend(leaving.iter().map(|&object| Entry { object, deed }));
        let per_second = environment.objects_per_second;
        Self {
            id: Uuid::new_v4(),
            began,
            ends: after(began, time_for(entries.len(), per_second)),
            disabled: Vec::new(),
            per_second,
            entitled,
            staged_deletes: if held { removals } else { 0 },
            leaving,
            entries: entries.into(),
        }
    }

    /// Do those who left the scope stay in the target?
    pub(super) fn holds_who_leaves(&self) -> bool {
        self.entries
            .last()
            .is_some_and(|entry| entry.deed != Deed::Delete && !self.leaving.is_empty())
    }

    /// Objects done by then.
    pub(super) fn completed(&self, now: Timestamp) -> usize {
        if now >= self.ends || self.per_second <= 0.0 {
            return self.entries.len();
        }
        let elapsed = now.duration_since(self.began).as_secs_f64().max(0.0);
        // To the nearest millionth: a whole number of objects is not lost to a rounding.
        let done = (elapsed * self.per_second + 1e-6).floor();
        // A float that is too large becomes the largest number there is.
        (done as usize).min(self.entries.len())
    }

    pub(super) fn execution(&self) -> Execution {
        let count = |is: fn(Deed) -> bool| self.entries.iter().filter(|entry| is(entry.deed)).count();
        let (exported, failed) = (count(Deed::is_written), count(Deed::is_failure));
        Execution {
            id: self.id,
            began: self.began,
            ended: self.ends,
            entitled: self.entitled,
            imported: self.entries.len(),
            exports: exported + failed + self.staged_deletes,
            exported,
            failed,
            failure: None,
        }
    }
}

/// What a cycle does with an object in scope, if it looks at it.
fn due(job: &Job, environment: &Environment, object: ObjectIndex) -> Option<Deed> {
    let (store, company) = (&job.store, &environment.company);
    // What is wrong in Active Directory is in nobody's way but of those who read it there.
    let from_ad = job.template_id.starts_with("AD2AAD");
    let flaw = company.flaw(object).filter(|_| from_ad);
    let is_matched = !from_ad || !company.has_flaw(object, Flaw::MatchEmpty);
    if job.template_id == "AD2AADPasswordHash" {
        // Who is not there gets no hash, and no other field is in the way of one.
        return match store.linked.has(object) {
            true => job.watermark_lost.then_some(Deed::Skip),
            false => (flaw.is_none() && is_matched).then_some(Deed::Create),
        };
    }
    if store.forgotten.has(object) && !job.watermark_lost {
        return None;
    }
    if !is_matched {
        let is_told = job.left.get(&object) == Some(&Deed::ImportSkipped);
        return (job.watermark_lost || !is_told).then_some(Deed::ImportSkipped);
    }
    let is_off = store.off.has(object);
    match (store.linked.has(object), flaw) {
        (false, Some(_)) => Some(Deed::Fail),
        (true, Some(_)) => Some(Deed::FailUpdate),
        (false, None) => Some(Deed::Create),
        (true, None) if store.escrows.has(object) => Some(Deed::Update),
        (true, None) if !is_off && !company.enabled(object) => Some(Deed::Disable),
        (true, None) if is_off && company.enabled(object) => Some(Deed::Enable),
        (true, None) => (job.watermark_lost || store.cut.has(object)).then_some(Deed::Skip),
    }
}

impl Execution {
    /// A cycle in which nothing had changed; `failed` objects still wait.
    pub(super) fn quiet(entitled: usize, failed: usize, at: Timestamp) -> Self {
        Self {
            id: Uuid::new_v4(),
            began: at,
            ended: at,
            entitled,
            imported: 0,
            exports: 0,
            exported: 0,
            failed,
            failure: None,
        }
    }
}

fn time_for(objects: usize, per_second: f64) -> Duration {
    if per_second <= 0.0 {
        return Duration::ZERO;
    }
    Duration::from_secs_f64(objects as f64 / per_second)
}
