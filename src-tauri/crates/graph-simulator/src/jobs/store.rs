//! What a job remembers of objects (contract 7.3, 7.6).

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
    /// They failed, and every cycle tries them again.
    pub(super) escrows: Objects,
    /// They failed, and nobody tries them before every object is looked at.
    pub(super) forgotten: Objects,
}

impl Store {
    /// What a restart makes it forget.
    pub(super) fn forget(&mut self, scope: RestartScope) {
        if scope.has(RestartScope::ESCROWS) {
            self.drop_escrows();
        }
        if scope.has(RestartScope::CONNECTOR_DATA_STORE) {
            self.known = Objects::default();
        }
    }

    /// The failures are tried no more.
    pub(super) fn drop_escrows(&mut self) {
        let escrows = std::mem::take(&mut self.escrows);
        self.forgotten.insert(escrows.0);
    }

    /// Objects that left the scope do not fail any more.
    pub(super) fn keep_failures_of(&mut self, scope: &[ObjectIndex]) {
        self.escrows.keep(scope);
        self.forgotten.keep(scope);
    }

    /// Brings it to where a cycle is by then.
    pub(super) fn apply(&mut self, cycle: &Cycle, now: jiff::Timestamp) {
        self.note(&cycle.entries[..cycle.completed(now)]);
    }

    /// What was done, in any order.
    pub(super) fn note(&mut self, done: &[Entry]) {
        let of = |deeds: &[Deed]| -> Vec<ObjectIndex> {
            let fitting = done.iter().filter(|entry| deeds.contains(&entry.deed));
            fitting.map(|entry| entry.object).collect()
        };
        let deleted = of(&[Deed::Delete]);
        let failed = of(&[Deed::Fail, Deed::FailUpdate]);
        let written = of(&[Deed::Create, Deed::Update, Deed::Skip]);
        self.linked.remove(&deleted);
        self.linked.insert(of(&[Deed::Create]));
        self.known.insert(written.clone());
        for objects in [&deleted, &written] {
            self.escrows.remove(objects);
            self.forgotten.remove(objects);
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
