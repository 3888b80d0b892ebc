//! One row of a job that reads Active Directory (contract 13.1).

use serde_json::{Value, json};

use super::head::{Head, by_the_service, capital};
use super::properties::modified;
use super::steps::steps;
use super::{Deed, Initiator, LoggedRun};
use crate::directory::Class;
use crate::identity::CallerKind;

impl LoggedRun {
    /// What filters look at, without the parts that take long to make.
    pub(super) fn head(&self, place: usize, tenant_id: &str) -> Value {
        match &self.sent {
            Some(sent) => self
                .sent_summary(sent, place, tenant_id)
                .map_or(Value::Null, |summary| summary.to_be_filtered()),
            None => self.summary(place, tenant_id).to_be_filtered(),
        }
    }

    /// The whole row.
    pub(super) fn row(&self, place: usize, tenant_id: &str, beta: bool) -> Value {
        if let Some(sent) = &self.sent {
            let summary = self.sent_summary(sent, place, tenant_id);
            let (steps, changes) = (self.sent_steps(sent, place), self.sent_changes(sent, place));
            return summary.map_or(Value::Null, |summary| summary.to_row(steps, changes, beta));
        }
        let entry = self.entries[place];
        let attributes = self.company.attributes(entry.object);
        self.summary(place, tenant_id).to_row(
            steps(&self.company, &attributes, entry),
            modified(&self.company, &attributes, entry, self.id_of(place, "change")),
            beta,
        )
    }

    fn summary<'h>(&'h self, place: usize, tenant_id: &'h str) -> Head<'h> {
        let entry = self.entries[place];
        let (object, company) = (entry.object, &self.company);
        let class = company.class(object).unwrap_or(Class::User);
        // The service never saw whom the agent left out.
        let is_known = entry.deed != Deed::LeftOut;
        let name = if is_known {
            company.display_name(object)
        } else {
            String::new()
        };
        let details = match is_known {
            true => json!({"DistinguishedName": company.distinguished_name(object)}),
            false => json!({}),
        };
        let source = json!({
            "id": company.object_guid(object), "displayName": name, "identityType": capital(class.source_name()), "details": details,
        });
        let target = match entry.deed.has_target() {
            true => {
                json!({"id": company.cloud_id(object), "displayName": name, "identityType": class.target_name(), "details": {}})
            }
            false => json!({"id": "", "displayName": "", "identityType": class.target_name(), "details": {}}),
        };
        let reason = entry.deed.reason(company.flaw(object));
        let systems = ["Active Directory", "Microsoft Entra ID"];
        self.head_of(place, tenant_id, systems, [source, target], reason)
    }

    /// A row's head by its two systems, what it is of in each, and code and reason where there is something to say.
    pub(super) fn head_of<'h>(
        &'h self,
        place: usize,
        tenant_id: &'h str,
        [source_system, target_system]: [&'h str; 2],
        [source, target]: [Value; 2],
        reason: Option<(&str, &str)>,
    ) -> Head<'h> {
        let entry = self.entries[place];
        let error = reason.map(|(code, reason)| {
            let category = if entry.deed.is_failure() { "failure" } else { "success" };
            json!({"errorCode": code, "reason": reason, "additionalDetails": null, "errorCategory": category, "recommendedAction": null})
        });
        Head {
            id: self.id_of(place, "row"),
            at: self.time_of(place),
            tenant_id,
            job_id: &self.job_id,
            cycle_id: self.cycle_id,
            change_id: self.id_of(place, "change"),
            action: entry.deed.action(),
            status: entry.deed.status(),
            duration_in_milliseconds: 180 + u64::from(entry.object) % 613,
            initiated_by: self.initiated_by(),
            service_principal: &self.service_principal,
            service_principal_name: &self.service_principal_name,
            app_id: &self.app_id,
            source_system,
            target_system,
            source,
            target,
            error: json!(error),
        }
    }

    fn initiated_by(&self) -> Value {
        match &self.initiator {
            Initiator::Service => by_the_service(),
            Initiator::Caller {
                id,
                kind: CallerKind::App,
            } => json!({"id": id, "displayName": "", "initiatorType": "application"}),
            Initiator::Caller {
                id,
                kind: CallerKind::Delegated,
            } => json!({"id": id, "displayName": "", "initiatorType": "user"}),
        }
    }
}
