//! What a job remembers of objects (contract 7.3, 7.6).

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::cycle::Cycle;
use super::restart::RestartScope;
use crate::directory::ObjectIndex;
use crate::log::{Deed, Entry};

/// Its pairs and its failures.
#[derive(Debug, Clone, Default)]
pub(super) struct Store {
    /// What the target holds because of this job.
    pub(super) linked: Objects,
    /// The connector data store: the pairs the job has known since it was last reset. Deletes do not shorten it.
    pub(super) known: Objects,
    /// Who is tied to the account of somebody else.
    pub(super) astray: BTreeMap<ObjectIndex, ObjectIndex>,
    /// They failed, and every cycle tries them again.
    pub(super) escrows: Objects,
    /// They failed, and nobody tries them before every object is looked at.
    pub(super) forgotten: Objects,
    /// Their pairs were cut, and wait to be matched anew.
    pub(super) cut: Objects,
    /// Accounts of the target that are disabled.
    pub(super) off: Objects,
    /// Objects that were deleted from the target, and when.
    pub(super) deleted: BTreeMap<ObjectIndex, Timestamp>,
}

impl Store {
    /// What a restart makes it forget.
    pub(super) fn forget(&mut self, scope: RestartScope) {
        if scope.has(RestartScope::ESCROWS) {
            self.drop_escrows();
        }
        if scope.has(RestartScope::CONNECTOR_DATA_STORE) {
            self.known = Objects::default();
            self.astray.clear();
        }
    }

    /// The failures are tried no more.
    pub(super) fn drop_escrows(&mut self) {
        let escrows = std::mem::take(&mut self.escrows);
        self.forgotten.insert(escrows.0);
    }

    /// Of one pair nothing is known any more.
    pub(super) fn cut(&mut self, object: ObjectIndex) {
        self.known.remove(&[object]);
        self.astray.remove(&object);
        self.cut.insert(vec![object]);
    }

    /// It failed, whether or not it is tried again.
    pub(super) fn fails(&self, object: ObjectIndex) -> bool {
        self.escrows.has(object) || self.forgotten.has(object)
    }

    /// Objects that left the scope do not fail any more, but for those that cannot be deleted.
    pub(super) fn keep_failures_of(&mut self, scope: &[ObjectIndex]) {
        let linked = &self.linked;
        self.escrows
            .0
            .retain(|object| scope.binary_search(object).is_ok() || linked.has(*object));
        self.forgotten.keep(scope);
    }

    /// Brings it to where a cycle is by then.
    pub(super) fn apply(&mut self, cycle: &Cycle, now: Timestamp) {
        let is_enabled = |object| cycle.disabled.binary_search(&object).is_err();
        self.note(&cycle.entries[..cycle.completed(now)], is_enabled, now);
    }

    /// What was done, in any order; `is_enabled` tells of those who are new.
    pub(super) fn note(&mut self, done: &[Entry], is_enabled: impl Fn(ObjectIndex) -> bool, at: Timestamp) {
        let of = |deeds: &[Deed]| -> Vec<ObjectIndex> {
            let fitting = done.iter().filter(|entry| deeds.contains(&entry.deed));
            fitting.map(|entry| entry.object).collect()
        };
        let deleted = of(&[Deed::Delete]);
        let failed = of(&[Deed::Fail, Deed::FailUpdate, Deed::RefusedDelete]);
        let created = of(&[Deed::Create]);
        let written = of(&[Deed::Create, Deed::Update, Deed::Disable, Deed::Enable, Deed::Skip]);
        for object in &created {
            self.deleted.remove(object);
        }
        self.deleted.extend(deleted.iter().map(|&object| (object, at)));
        let off = created.iter().copied().filter(|&object| !is_enabled(object));
        self.off.insert(off.chain(of(&[Deed::Disable])).collect());
        self.off.remove(&of(&[Deed::Enable, Deed::Delete]));
        self.linked.remove(&deleted);
        self.linked.insert(created);
        self.known.insert(written.clone());
        for objects in [&deleted, &written] {
            self.escrows.remove(objects);
            self.forgotten.remove(objects);
            self.cut.remove(objects);
        }
        self.forgotten.remove(&failed);
        self.escrows.insert(failed);
    }
}

/// Objects, each once, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Objects(Vec<ObjectIndex>);

impl Objects {
    pub(super) fn has(&self, object: ObjectIndex) -> bool {
        self.0.binary_search(&object).is_ok()
    }

    pub(super) fn all(&self) -> &[ObjectIndex] {
        &self.0
    }

    pub(super) fn insert(&mut self, objects: Vec<ObjectIndex>) {
        if objects.is_empty() {
            return;
        }
        self.0.extend(objects);
        self.0.sort_unstable();
        self.0.dedup();
    }

    /// Keeps those that are among `objects`, which are in order.
    pub(super) fn keep(&mut self, objects: &[ObjectIndex]) {
        self.0.retain(|object| objects.binary_search(object).is_ok());
    }

    fn remove(&mut self, objects: &[ObjectIndex]) {
        if objects.is_empty() || self.0.is_empty() {
            return;
        }
        let mut gone = objects.to_vec();
        gone.sort_unstable();
        self.0.retain(|object| gone.binary_search(object).is_err());
    }
}
