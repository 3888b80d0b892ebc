//! Whom a job has met: the externalId of the source and the account in the target, each of one.

use std::collections::BTreeMap;

use uuid::Uuid;

#[derive(Debug, Default)]
pub(super) struct Pairs {
    by_source: BTreeMap<String, Uuid>,
    by_target: BTreeMap<Uuid, String>,
}

impl Pairs {
    pub(super) fn target(&self, source: &str) -> Option<Uuid> {
        self.by_source.get(source).copied()
    }

    pub(super) fn source(&self, target: Uuid) -> Option<&str> {
        self.by_target.get(&target).map(String::as_str)
    }

    pub(super) fn tie(&mut self, source: &str, target: Uuid) {
        self.cut(source);
        self.by_source.insert(source.to_owned(), target);
        self.by_target.insert(target, source.to_owned());
    }

    pub(super) fn cut(&mut self, source: &str) {
        if let Some(target) = self.by_source.remove(source) {
            self.by_target.remove(&target);
        }
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn len(&self) -> usize {
        self.by_source.len()
    }
}
