//! Whom a cycle looks at and leaves: out of scope, filtered out by the agent, gone before they ever arrived. The log tells each once, and
//! again whenever everybody is looked at.

use super::Job;
use crate::directory::{Directory, Flaw, ObjectIndex};
use crate::log::{Deed, Entry};

impl Job {
    /// `scope` and `leaving`, those who are to be deleted, are in order; `held` ones of them stay.
    pub(super) fn left_aside(
        &mut self,
        company: &Directory,
        scope: &[ObjectIndex],
        leaving: &[ObjectIndex],
        held: bool,
    ) -> Vec<Entry> {
        let mut told = Vec::new();
        for object in company.indices() {
            let is_met = self.left.contains_key(&object) || self.store.fails(object);
            let deed = if scope.binary_search(&object).is_ok() {
                match company.has_flaw(object, Flaw::MatchEmpty) {
                    true => self.left.insert(object, Deed::ImportSkipped),
                    false => self.left.remove(&object),
                };
                continue;
            } else if !company.is_gone(object) {
                if company.is_excluded(object) {
                    Deed::LeftOut
                } else {
                    Deed::NotInScope
                }
            } else if is_met || leaving.binary_search(&object).is_ok() {
                Deed::NotActive
            } else {
                continue;
            };
            if leaving.binary_search(&object).is_ok() {
                // Its row is that of the delete.
                if !held {
                    self.left.insert(object, deed);
                }
                continue;
            }
            let before = self.left.insert(object, deed);
            if before != Some(deed) || (self.watermark_lost && deed != Deed::NotActive) {
                told.push(Entry { object, deed });
            }
        }
        told
    }
}
