//! One row of the log about somebody whom a sender sent (contract 13.1, 14.4). It is written out when somebody reads it.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Record;
use super::flat::Flat;
use super::plan::Plan;
use super::target::Target;
use super::verdict::{Change, Deed, Outcome, Verdict};
use crate::jobs::Environment;
use crate::log::{Head, by_the_service};

/// The cycle that a row is of.
#[derive(Debug)]
pub(super) struct Origin {
    job_id: String,
    service_principal: String,
    service_principal_name: String,
    app_id: String,
    cycle_id: Uuid,
    source_object: String,
    target_object: String,
    matched: String,
    target: Target,
}

/// What was done about one record.
#[derive(Debug)]
pub(crate) struct Row {
    id: Uuid,
    pub(crate) at: Timestamp,
    origin: Arc<Origin>,
    change_id: Uuid,
    record: Arc<Record>,
    deed: Deed,
    outcome: Outcome,
    /// Id and name of the account in the target, where there is one.
    object: Option<(Uuid, String)>,
    changes: Vec<Change>,
    in_scope: bool,
    /// The job had met the person before.
    was_met: bool,
}

impl Origin {
    pub(super) fn new(job_id: &str, environment: &Environment, cycle_id: Uuid, plan: &Plan, target: Target) -> Self {
        let matched = plan.matching();
        Self {
            job_id: job_id.to_owned(),
            service_principal: environment.service_principal.clone(),
            service_principal_name: environment.service_principal_name.clone(),
            app_id: environment.app_id.clone(),
            cycle_id,
            source_object: plan.source_object.clone(),
            target_object: plan.target_object.clone(),
            matched: matched
                .first()
                .map_or_else(String::new, |mapping| mapping.target.clone()),
            target,
        }
    }
}

impl Row {
    pub(super) fn of(
        origin: &Arc<Origin>,
        record: &Arc<Record>,
        verdict: Verdict,
        name: Option<String>,
        was_met: bool,
        change_id: Uuid,
        at: Timestamp,
    ) -> Self {
        Self {
            id: Uuid::new_v4(),
            at,
            origin: Arc::clone(origin),
            change_id,
            record: Arc::clone(record),
            deed: verdict.deed,
            outcome: verdict.outcome,
            object: verdict.object.zip(name),
            changes: verdict.changes,
            in_scope: verdict.in_scope,
            was_met,
        }
    }

    pub(crate) fn job_id(&self) -> &str {
        &self.origin.job_id
    }

    pub(crate) fn cycle_id(&self) -> Uuid {
        self.origin.cycle_id
    }

    /// `provisioningAction`.
    pub(crate) fn action(&self) -> &'static str {
        match (self.deed, &self.outcome) {
            (_, Outcome::Held) => "stagedDelete",
            (Deed::Create, _) => "create",
            (Deed::Update, _) => "update",
            (Deed::Disable, _) => "disable",
            (Deed::Delete, _) => "delete",
            (Deed::Pass, _) => "other",
        }
    }

    /// `provisioningStatusInfo/status`.
    pub(crate) fn status(&self) -> &'static str {
        match self.outcome {
            Outcome::Done => "success",
            Outcome::Failed(_) => "failure",
            Outcome::Skipped(_) | Outcome::Held => "skipped",
        }
    }

    pub(crate) fn head(&self, tenant_id: &str) -> Value {
        self.summary(tenant_id).to_be_filtered()
    }

    pub(crate) fn row(&self, tenant_id: &str, beta: bool) -> Value {
        let property =
            |change: &Change| json!({"displayName": change.attribute, "oldValue": change.old, "newValue": change.new});
        let modified = self.changes.iter().map(property).collect();
        self.summary(tenant_id).to_row(self.steps(), modified, beta)
    }

    fn summary<'h>(&'h self, tenant_id: &'h str) -> Head<'h> {
        let origin = &*self.origin;
        let number = &self.record.external_id;
        let name = self
            .record
            .data
            .get("displayName")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let (id, target_name) = match &self.object {
            Some((id, name)) => (id.to_string(), name.as_str()),
            None => (String::new(), ""),
        };
        // Only of failures; a real row that was skipped has null (errors are told by their step).
        let error = match &self.outcome {
            Outcome::Failed(problem) => {
                json!({"errorCode": problem.code, "reason": problem.reason, "additionalDetails": null, "errorCategory": "failure", "recommendedAction": null})
            }
            Outcome::Done | Outcome::Skipped(_) | Outcome::Held => Value::Null,
        };
        Head {
            id: self.id,
            at: self.at,
            tenant_id,
            job_id: &origin.job_id,
            cycle_id: origin.cycle_id,
            change_id: self.change_id,
            action: self.action(),
            status: self.status(),
            duration_in_milliseconds: 120 + u64::from(self.id.as_bytes()[0]),
            initiated_by: by_the_service(),
            service_principal: &origin.service_principal,
            service_principal_name: &origin.service_principal_name,
            app_id: &origin.app_id,
            source_system: "API",
            target_system: origin.target.name(),
            source: json!({"id": number, "displayName": name, "identityType": origin.source_object, "details": {"externalId": number}}),
            target: json!({"id": id, "displayName": target_name, "identityType": origin.target_object, "details": {}}),
            error,
        }
    }

    /// Import, matching, scoping, and what was done or why it was not.
    fn steps(&self) -> Value {
        let step = |name: &str, kind: &str, status: &str, description: String, details: Value| json!({"name": name, "provisioningStepType": kind, "status": status, "description": description, "details": details});
        let (target, number) = (self.origin.target.name(), &self.record.external_id);
        let told = format!("User '{number}'");
        let change = if self.was_met { "Update" } else { "Add" };
        let flat = Flat::of(&self.record.data);
        let imported: Map<String, Value> = flat
            .names()
            .map(|(name, value)| (name.to_owned(), json!(value)))
            .collect();
        let is_reference = matches!(self.changes.as_slice(), [Change { attribute, .. }] if attribute == "manager");
        let mut steps = vec![step(
            &format!("EntryImport{change}"),
            "import",
            "success",
            format!("Received {told} change of type ({change}) from API"),
            Value::Object(imported),
        )];
        let was_found = self.object.is_some() && self.deed != Deed::Create;
        steps.push(step(
            "EntryImport",
            "matching",
            "success",
            format!("Find matching {told} in {target}"),
            json!({"Matching attribute": self.origin.matched, "Matches found": if was_found { "1" } else { "0" }}),
        ));
        let flag = |value: bool| if value { "True" } else { "False" };
        steps.push(step(
            "EntrySynchronizationScoping",
            "scoping",
            "success",
            "Determine if user in scope by evaluating against each scoping filter".to_owned(),
            json!({"Active in the source system": "True", "Scoping filter evaluation passed": flag(self.in_scope)}),
        ));
        let verb = match self.deed {
            Deed::Create => "Add",
            Deed::Delete => "Delete",
            Deed::Update | Deed::Disable | Deed::Pass => "Update",
        };
        if is_reference {
            let text = format!("Resolved the manager of {told}");
            steps.push(step(
                "EntrySynchronizationReference",
                "referenceResolution",
                "success",
                text,
                json!({}),
            ));
        }
        steps.push(match &self.outcome {
            Outcome::Skipped(why) => {
                let text = format!("{told} was skipped");
                step(
                    "EntrySynchronizationSkip",
                    "processing",
                    "skipped",
                    text,
                    json!({"SkipReason": why}),
                )
            }
            Outcome::Held => {
                let details = json!({"SkipReason": "AccidentalDeletionPrevention"});
                step(
                    &format!("EntryExport{verb}"),
                    "export",
                    "skipped",
                    format!("{told} was skipped"),
                    details,
                )
            }
            Outcome::Failed(problem) => {
                let details = json!({"ErrorCode": problem.code, "Reason": problem.reason});
                let text = format!("{told} could not be written to {target}");
                step(&format!("EntryExport{verb}"), "export", "failure", text, details)
            }
            Outcome::Done => {
                let happened = match self.deed {
                    Deed::Create => "was created",
                    Deed::Disable => "was disabled",
                    Deed::Delete => "was deleted",
                    Deed::Update | Deed::Pass => "was updated",
                };
                step(
                    &format!("EntryExport{verb}"),
                    "export",
                    "success",
                    format!("{told} {happened} in {target}"),
                    json!({}),
                )
            }
        });
        Value::Array(steps)
    }
}
