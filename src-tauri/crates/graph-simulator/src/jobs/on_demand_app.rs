//! One person or group on demand, brought to an app (contract 7.8): only those who are assigned, and it really writes.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::on_demand::known_rule;
use super::sources::{Source, entitled};
use super::{Environment, Job};
use crate::gallery::Kind;
use crate::groups::{self, Member};
use crate::identity::Caller;
use crate::log::{Deed, Entry, LoggedRun, capital};
use crate::tenant::Tenant;
use crate::users;

/// Members that may be named with a group.
const MOST_MEMBERS: usize = 5;

type Refusal = (Cow<'static, str>, String);

/// Provisions the first subject of the request; the answer's `key` and `value` are JSON as text.
///
/// # Errors
/// Code and message of the service's refusal. Codes of what is not printed anywhere are ours.
pub fn provision_in_app(
    job: &mut Job,
    environment: &Environment,
    tenant: &mut Tenant,
    caller: &Caller,
    request: &Value,
    now: Timestamp,
) -> Result<(String, String), Refusal> {
    known_rule(job, request)?;
    let subject = &request["parameters"][0]["subjects"][0];
    let members = subject["links"]["members"].as_array().map_or(0, Vec::len);
    if members > MOST_MEMBERS {
        let message = format!("At most {MOST_MEMBERS} members of a group can be provisioned on demand.");
        return Err(("TooManyMembers".into(), message));
    }
    // OAuth apps allow one connection at a time (provision-on-demand).
    if environment.kind() == Some(Kind::OAuth) && !job.is_idle() {
        let message = "Provisioning of this application must be stopped before one person is provisioned on demand.";
        return Err(("JobMustBeStopped".into(), message.to_owned()));
    }
    if let Some(failure) = environment.failure(job, now) {
        return Err((failure.code, failure.message));
    }
    let (asked, kind) = (&subject["objectId"], &subject["objectTypeName"]);
    let source = find(tenant, environment, asked, kind, now).ok_or_else(|| {
        let message = format!(
            "No {} {asked} was found in Microsoft Entra ID.",
            kind.as_str().unwrap_or_default()
        );
        ("EntryNotFound".into(), message)
    })?;
    let is_entitled = entitled(tenant, environment, now).iter().any(|one| one.id == source.id);
    let sources = std::sync::Arc::make_mut(&mut job.sources);
    let object = sources.meet(vec![source.clone()])[0];
    let deed = match is_entitled {
        true => job.due_in_app(object).unwrap_or(Deed::Skip),
        false if job.store.linked.has(object) && !job.store.off.has(object) && !source.is_group => Deed::Disable,
        false => Deed::NotInScope,
    };
    let entry = Entry { object, deed };
    job.store.note(&[entry], |_| true, now);
    let application = environment.application();
    let run = LoggedRun::on_demand(job, environment, caller, entry, now).to_app(&job.sources, application);
    tenant.log.add(run);
    Ok((
        key(&source, deed).to_string(),
        value(&source, deed, application, &job.id, now).to_string(),
    ))
}

fn find(tenant: &Tenant, environment: &Environment, asked: &Value, kind: &Value, now: Timestamp) -> Option<Source> {
    let id: Uuid = asked.as_str()?.parse().ok()?;
    let member = match kind.as_str()?.to_ascii_lowercase().as_str() {
        "user" => {
            let people = users::present(tenant, now);
            Member::User(people.into_iter().find(|user| user.id(tenant) == id)?)
        }
        "group" => Member::Group(groups::find(tenant, id, now)?),
        _ => return None,
    };
    Some(Source::of(&member, tenant, &environment.service_principal))
}

fn result(deed: Deed) -> &'static str {
    match deed {
        _ if deed.is_failure() => "Failure",
        _ if deed.is_written() => "Success",
        _ => "Skipped",
    }
}

fn key(source: &Source, deed: Deed) -> Value {
    let skipped = |code: &str, message: &str| json!({"errorCode": code, "errorMessage": message});
    let details = match deed {
        Deed::Skip => skipped(
            "RedundantExport",
            "The state of the user in both the source and target systems already match.",
        ),
        Deed::NotInScope | Deed::NotActive => skipped(
            "NotEffectivelyEntitled",
            "The user is not assigned to the application, or not active.",
        ),
        _ if deed.is_failure() => {
            let told = source.refusal.as_ref();
            json!({"errorCode": told.map(|told| &told.code), "errorMessage": told.map(|told| &told.reason)})
        }
        _ => json!({}),
    };
    json!({"result": result(deed), "details": details})
}

/// PascalCase enum values, unlike the log; members without a value are null as in the sample of an app.
fn value(source: &Source, deed: Deed, application: &str, job: &str, now: Timestamp) -> Value {
    // For groups the sample has nothing in it.
    if source.is_group {
        return json!({});
    }
    let mut steps = source.steps(deed, application, "type");
    for step in steps.as_array_mut().into_iter().flatten() {
        for name in ["type", "status"] {
            step[name] = capital(step[name].as_str().unwrap_or_default()).into();
        }
        step["timestamp"] = now.to_string().into();
    }
    let (told, target) = (
        source.refusal.as_ref().filter(|_| deed.is_failure()),
        deed.has_target().then(|| source.id_in_app(job)),
    );
    json!({
        "provisioningSteps": steps,
        "modifiedProperties": source.changes(deed),
        "action": capital(deed.action()),
        "changeId": Uuid::new_v4(),
        "startTime": now.to_string(),
        "endTime": now.to_string(),
        "reportableIdentifier": source.address,
        "statusInfo": {
            "status": result(deed), "errorCode": told.map(|told| &told.code), "reason": told.map(|told| &told.reason),
            "additionalDetails": null, "errorCategory": told.map(|_| "Failure"), "recommendedAction": null,
        },
        "sourceIdentity": {"id": source.id, "type": source.kind(), "displayName": source.name, "details": null},
        "sourceSystem": {"id": null, "name": "Azure Active Directory", "details": null},
        "targetIdentity": {"id": target, "type": source.kind(), "displayName": source.name, "details": null},
        "targetSystem": {"id": null, "name": application, "details": null},
    })
}
