//! What a job of Cloud Sync has brought to Microsoft Entra ID.

use jiff::Timestamp;

use super::{Job, Phase};
use crate::directory::ObjectIndex;

impl Job {
    /// Objects that are there by now because of this job, and whether their account is enabled.
    #[must_use]
    pub fn in_entra(&self, now: Timestamp) -> Vec<(ObjectIndex, bool)> {
        if self.template_id != "AD2AADProvisioning" {
            return Vec::new();
        }
        let store = self.store_by(now);
        let linked = store.linked.all().iter();
        linked.map(|&object| (object, !store.off.has(object))).collect()
    }

    /// Changes whenever others are there because of this job.
    pub(super) fn brought(&self) -> Option<(usize, usize, usize)> {
        (self.template_id == "AD2AADProvisioning").then(|| {
            let arrived = match &self.phase {
                Phase::Running(cycle) => cycle.completed(Timestamp::MAX),
                _ => 0,
            };
            (self.store.linked.all().len(), self.store.off.all().len(), arrived)
        })
    }

    /// Objects that this job has deleted there, and when.
    #[must_use]
    pub fn deleted_from_entra(&self) -> Vec<(ObjectIndex, Timestamp)> {
        let gone = self.store.deleted.iter().map(|(&object, &at)| (object, at));
        gone.filter(|_| self.template_id == "AD2AADProvisioning").collect()
    }
}
