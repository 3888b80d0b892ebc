//! Everything in the tenant that provisions.

use super::TenantState;
use crate::Problem;
use crate::apps_look::{AppsAsked, AppsLook};
use crate::looks;

impl TenantState {
    /// What becomes of it is in the view.
    pub(crate) fn apps(&mut self, asked: AppsAsked) {
        let client = self.context.client();
        let file = looks::file(&self.state_dir, client.cloud().kind(), client.tenant(), "apps.json");
        if let Some((number, work)) = self.apps.asked(asked, &self.context, &self.sender, file) {
            self.spawn(work, move |broken| {
                AppsLook::broke_off(number, Problem::broke_off("asking the apps", &broken)).into()
            });
        }
    }
}
