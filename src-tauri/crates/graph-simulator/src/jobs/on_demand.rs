//! One person on demand (contract 7.8). For Cloud Sync the scoping filters do not count, and it really writes.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Environment, Job};
use crate::directory::{Class, Directory, Flaw, ObjectIndex};
use crate::identity::Caller;
use crate::log::{Deed, Entry, LoggedRun, ProvisioningLog, modified, received, weighed, written};

/// Provisions the first subject of the request; the answer's `key` and `value` are JSON as text.
///
/// # Errors
/// Code and message of the service's refusal: agent, rule or object not there.
pub fn provision_on_demand(
    job: &mut Job,
    environment: &Environment,
    log: &mut ProvisioningLog,
    caller: &Caller,
    request: &Value,
    now: Timestamp,
) -> Result<(String, String), (Cow<'static, str>, String)> {
    let parameters = &request["parameters"][0];
    let subject = &parameters["subjects"][0];
    let dn = subject["objectId"].as_str().unwrap_or_default();
    known_rule(job, request)?;
    if let Some(failure) = environment.failure(job, now) {
        return Err((failure.code, failure.message));
    }
    let kind = subject["objectTypeName"].as_str().unwrap_or_default();
    let company = &environment.company;
    let found = company.find(dn).filter(|&object| {
        company
            .class(object)
            .is_some_and(|class| class.source_name().eq_ignore_ascii_case(kind))
    });
    let Some(object) = found else {
        return Err((
            "EntryNotFound".into(),
            format!("No {kind} '{dn}' was found in Active Directory."),
        ));
    };
    let deed = match (job.store.linked.has(object), company.flaw(object)) {
        _ if company.has_flaw(object, Flaw::MatchEmpty) => Deed::ImportSkipped,
        (true, Some(_)) => Deed::FailUpdate,
        (true, None) => Deed::Skip,
        (false, Some(_)) => Deed::Fail,
        (false, None) => Deed::Create,
    };
    let is_enabled = |object| company.enabled(object);
    job.store.note(&[Entry { object, deed }], is_enabled, now);
    log.add(LoggedRun::on_demand(
        job,
        environment,
        caller,
        Entry { object, deed },
        now,
    ));
    Ok((
        key(company, object, deed).to_string(),
        value(company, object, deed, now).to_string(),
    ))
}

/// Is the rule that a request names one of the job's schema?
///
/// # Errors
/// It is not.
pub(super) fn known_rule(job: &Job, request: &Value) -> Result<(), (Cow<'static, str>, String)> {
    let rule = request["parameters"][0]["ruleId"].as_str().unwrap_or_default();
    if job.schema.rules.iter().any(|known| known.id.eq_ignore_ascii_case(rule)) {
        return Ok(());
    }
    Err((
        "SynchronizationRuleNotFound".into(),
        format!("The rule '{rule}' does not exist in the schema of this job."),
    ))
}

fn key(company: &Directory, object: ObjectIndex, deed: Deed) -> Value {
    let flaw = company.flaw(object);
    match deed {
        Deed::Skip => json!({
            "result": "Skipped",
            "details": {"errorCode": "RedundantExport", "errorMessage": "The state of the user in both the source and target systems already match."},
        }),
        Deed::ImportSkipped => json!({
            "result": "Skipped",
            "details": {"errorCode": Flaw::MatchEmpty.code(), "errorMessage": Flaw::MatchEmpty.reason()},
        }),
        Deed::Fail | Deed::FailUpdate => json!({
            "result": "Failure",
            "details": {"errorCode": flaw.map(Flaw::code), "errorMessage": flaw.map(Flaw::reason)},
        }),
        _ => json!({"result": "Success", "details": {}}),
    }
}

/// PascalCase enum values, unlike the log; members without a value are left out as in the AD2AAD sample.
fn value(company: &Directory, object: ObjectIndex, deed: Deed, now: Timestamp) -> Value {
    let class = company.class(object);
    let name = company.display_name(object);
    let (status, action) = match deed {
        Deed::Skip | Deed::ImportSkipped => ("Skipped", "Other"),
        Deed::Fail => ("Failure", "Create"),
        Deed::FailUpdate => ("Failure", "Update"),
        _ => ("Success", "Create"),
    };
    let reportable = match class {
        Some(Class::Group) => name.clone(),
        Some(Class::Contact) => company.mail(object),
        _ => company.user_principal_name(object),
    };
    let mut status_info = json!({"status": status});
    if deed.is_failure() {
        status_info["errorCode"] = json!(company.flaw(object).map(Flaw::code));
        status_info["errorCategory"] = json!("Failure");
    }
    json!({
        "provisioningSteps": steps(company, object, deed, now),
        "modifiedProperties": properties(company, object, deed),
        "action": action,
        "changeId": Uuid::new_v4(),
        "startTime": now.to_string(),
        "endTime": now.to_string(),
        "reportableIdentifier": reportable,
        "statusInfo": status_info,
        "sourceIdentity": {"id": company.object_guid(object), "type": class.map(|class| class.source_name()), "displayName": name},
        "sourceSystem": {"name": "Active Directory"},
        "targetIdentity": {"id": company.cloud_id(object), "type": class.map(|class| class.target_name()), "displayName": name},
        "targetSystem": {"name": "Microsoft Entra ID"},
    })
}

fn properties(company: &Directory, object: ObjectIndex, deed: Deed) -> Value {
    let attributes = company.attributes(object);
    let mut properties = modified(company, &attributes, Entry { object, deed }, Uuid::nil());
    for property in properties.as_array_mut().into_iter().flatten() {
        if let Some(members) = property.as_object_mut() {
            members.retain(|_, value| !value.is_null());
        }
    }
    properties
}

fn steps(company: &Directory, object: ObjectIndex, deed: Deed, now: Timestamp) -> Value {
    let step = |step: &str, kind: &str, status: &str, details: Value| {
        let description = match kind {
            "Import" => received(company, object, deed),
            "Scoping" => weighed(company, object),
            _ => written(company, object, deed),
        };
        json!({"name": step, "type": kind, "status": status, "description": description, "timestamp": now.to_string(), "details": details})
    };
    let attributes: Map<String, Value> = imported(company, object);
    let scoping = json!({"Active in the source system": "True", "Scoping filter evaluation passed": "True"});
    if deed == Deed::ImportSkipped {
        let reason = json!({"SkipReason": Flaw::MatchEmpty.code()});
        return json!([
            step("EntryImportAdd", "Import", "Skipped", Value::Object(attributes)),
            step("EntrySynchronizationSkip", "Processing", "Skipped", reason),
        ]);
    }
    let export = match deed {
        Deed::Skip => step(
            "EntrySynchronizationSkip",
            "Export",
            "Skipped",
            json!({"SkipReason": "RedundantExport"}),
        ),
        Deed::Fail | Deed::FailUpdate => step(
            if deed == Deed::Fail {
                "EntryExportAdd"
            } else {
                "EntryExportUpdate"
            },
            "Export",
            "Failure",
            json!({"ErrorCode": company.flaw(object).map(Flaw::code)}),
        ),
        _ => step("EntryExportAdd", "Export", "Success", json!({})),
    };
    json!([
        step("EntryImportAdd", "Import", "Success", Value::Object(attributes)),
        step("EntryImport", "Import", "Success", json!({})),
        step("EntrySynchronizationScoping", "Scoping", "Success", scoping),
        export,
    ])
}

/// All attributes as text; some that are empty stand for the many that are, and one leaf is JSON again.
fn imported(company: &Directory, object: ObjectIndex) -> Map<String, Value> {
    let empty = [
        "adminDescription",
        "extensionAttribute1",
        "homePhone",
        "msExchArchiveName",
        "preferredLanguage",
    ];
    let replica =
        json!({"DirectoryContext": company.names.ad_domain, "UsnChanged": 48_000 + u64::from(object)}).to_string();
    let known = company
        .attributes(object)
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::String(value)));
    let empty = empty.into_iter().map(|name| (name.to_owned(), json!("")));
    known
        .chain(empty)
        .chain([("originatingReplicaToken".to_owned(), Value::String(replica))])
        .collect()
}
