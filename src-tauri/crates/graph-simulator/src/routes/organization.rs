//! `/organization` and `/directory/onPremisesSynchronization` (contract 5.1, 5.2): T1, T2, T4, T5.

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::call::{Call, Method, Version};
use crate::clock::{after, whole_seconds};
use crate::odata;
use crate::reply::Reply;
use crate::tenant::Tenant;

/// After it was switched off, synchronization cannot be switched on again for this long.
const LOCK: Duration = Duration::from_secs(72 * 3600);

/// What a change may set (organization-update).
const CHANGEABLE: [&str; 7] = [
    "marketingNotificationEmails",
    "onPremisesSyncEnabled",
    "preferredLanguage",
    "privacyProfile",
    "securityComplianceNotificationMails",
    "securityComplianceNotificationPhones",
    "technicalNotificationMails",
];

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    use Method::{Get, Patch};
    let id = tenant.id.to_string();
    let reply = match (call.method, call.segments().as_slice()) {
        (Get, ["organization"]) => odata::collection(call, "organization", vec![shown(call, tenant)], 100),
        (Get, ["organization", wanted]) if *wanted == id => Ok(Reply::ok(odata::entity(
            call,
            "organization/$entity",
            shown(call, tenant),
        ))),
        (Patch, ["organization", wanted]) if *wanted == id => patch_organization(call, tenant),
        (Get, ["directory", "onpremisessynchronization"]) => odata::collection(
            call,
            "directory/onPremisesSynchronization",
            vec![tenant.synchronization.clone()],
            100,
        ),
        (Get, ["directory", "onpremisessynchronization", wanted]) if *wanted == id => Ok(Reply::ok(odata::entity(
            call,
            "directory/onPremisesSynchronization/$entity",
            tenant.synchronization.clone(),
        ))),
        (Patch, ["directory", "onpremisessynchronization", wanted]) if *wanted == id => {
            patch_synchronization(call, tenant)
        }
        (Get | Patch, ["organization", other] | ["directory", "onpremisessynchronization", other]) => {
            Err(Reply::not_found(other))
        }
        _ => return None,
    };
    Some(reply.unwrap_or_else(|refused| refused))
}

/// As far as the caller may see it: with `User.Read` alone everything but id, names and domains is null (organization-get).
fn shown(call: &Call<'_>, tenant: &Tenant) -> Value {
    const ALL: [&str; 4] = [
        "Organization.Read.All",
        "Organization.ReadWrite.All",
        "Directory.Read.All",
        "Directory.ReadWrite.All",
    ];
    let mut body = organization(tenant, call.version);
    if let (false, Value::Object(members)) = (call.caller.has_any(&ALL), &mut body) {
        let hidden = |name: &str| !matches!(name, "id" | "displayName" | "verifiedDomains");
        for (_, value) in members.iter_mut().filter(|(name, _)| hidden(name)) {
            *value = Value::Null;
        }
    }
    body
}

fn organization(tenant: &Tenant, version: Version) -> Value {
    let verified: Vec<Value> = tenant
        .domains
        .iter()
        .filter(|domain| domain["isVerified"] == true)
        .map(|domain| {
            json!({"capabilities": "Email, OfficeCommunicationsOnline", "isDefault": domain["isDefault"], "isInitial": domain["isInitial"],
                "name": domain["id"], "type": domain["authenticationType"]})
        })
        .collect();
    let state = &tenant.organization;
    let mut body = json!({
        "id": tenant.id,
        "deletedDateTime": null,
        "businessPhones": ["+31 20 555 0100"],
        "city": "Utrecht",
        "country": null,
        "countryLetterCode": "NL",
        "createdDateTime": "2016-05-09T09:30:00Z",
        "defaultUsageLocation": null,
        "displayName": tenant.names.display_name,
        "marketingNotificationEmails": [],
        "mobileDeviceManagementAuthority": null,
        "onPremisesLastSyncDateTime": state.last_sync.map(whole_seconds),
        "onPremisesSyncEnabled": state.sync_enabled,
        "partnerTenantType": null,
        "postalCode": "3511 AA",
        "preferredLanguage": "en",
        "securityComplianceNotificationMails": [],
        "securityComplianceNotificationPhones": [],
        "state": null,
        "street": "Kade 1",
        "technicalNotificationMails": [format!("it@{}", tenant.names.verified_domain)],
        "tenantType": "AAD",
        "assignedPlans": [
            {"assignedDateTime": "2025-01-10T08:00:00Z", "capabilityStatus": "Enabled", "service": "AADPremiumService", "servicePlanId": "41781fb2-bc02-4b7c-bd55-b576c07bb09d"},
            {"assignedDateTime": "2025-01-10T08:00:00Z", "capabilityStatus": "Enabled", "service": "exchange", "servicePlanId": "efb87545-963c-4e0d-99df-69c6916d9eb0"}
        ],
        "provisionedPlans": [{"capabilityStatus": "Enabled", "provisioningStatus": "Success", "service": "exchange"}],
        "privacyProfile": null,
        "verifiedDomains": verified,
    });
    if let Value::Object(members) = &mut body {
        if version == Version::Beta {
            members.insert("directorySizeQuota".to_owned(), json!({"used": 1204, "total": 300_000}));
            members.insert("isMultipleDataLocationsForServicesEnabled".to_owned(), Value::Null);
            members.insert(
                "onPremisesLastPasswordSyncDateTime".to_owned(),
                json!(state.last_password_sync.map(whole_seconds)),
            );
            members.insert("onPremisesApplicationLastSyncDateTime".to_owned(), Value::Null);
            members.insert("certificateConnectorSetting".to_owned(), Value::Null);
        }
        members.extend(state.changes.clone());
    }
    body
}

fn patch_organization(call: &Call<'_>, tenant: &mut Tenant) -> Result<Reply, Reply> {
    let mut body = object(call)?;
    body.retain(|name, _| !name.contains('@'));
    if let Some(fixed) = body.keys().find(|name| !CHANGEABLE.contains(&name.as_str())) {
        return Err(bad_request(&format!(
            "Property '{fixed}' is read-only and cannot be set."
        )));
    }
    let flag = match body.remove("onPremisesSyncEnabled") {
        None => None,
        Some(Value::Bool(on)) => Some(on),
        Some(_) => {
            return Err(bad_request(
                "Cannot convert a primitive value to the expected type 'Edm.Boolean'. See the inner exception for more details.",
            ));
        }
    };
    let state = &mut tenant.organization;
    if let Some(on) = flag {
        if state.v1_read_only && call.version == Version::V1 {
            return Err(bad_request(
                "Property 'onPremisesSyncEnabled' is read-only and cannot be set.",
            ));
        }
        if on && state.sync_enabled != Some(true) && state.locked_until.is_some_and(|until| call.now < until) {
            return Err(bad_request(
                "Directory synchronization is being deactivated for this company. Try again later.",
            ));
        }
        if !on && state.sync_enabled == Some(true) {
            state.locked_until = Some(after(call.now, LOCK));
        }
        state.sync_enabled = Some(on);
    }
    state.changes.append(&mut body);
    Ok(Reply::no_content())
}

/// Merges a partial `features` and `configuration`; a name nobody knows is an error and changes nothing.
fn patch_synchronization(call: &Call<'_>, tenant: &mut Tenant) -> Result<Reply, Reply> {
    let mut changed = tenant.synchronization.clone();
    for (name, value) in object(call)? {
        match (name.as_str(), value) {
            ("features", Value::Object(features)) => merge(&mut changed["features"], features, |value| {
                value.is_boolean() || value.is_null()
            })?,
            ("configuration", Value::Object(configuration)) => {
                merge(&mut changed["configuration"], configuration, |_| true)?
            }
            ("id" | "@odata.type" | "@odata.context", _) => {}
            (other, _) => return Err(bad_request(&format!("Property '{other}' cannot be set."))),
        }
    }
    let threshold = &changed["configuration"]["accidentalDeletionPrevention"]["alertThreshold"];
    if threshold
        .as_u64()
        .is_some_and(|threshold| threshold < tenant.switches.smallest_delete_threshold)
    {
        return Err(bad_request(
            "Invalid value specified for property 'alertThreshold' of resource 'OnPremisesDirectorySynchronization'.",
        ));
    }
    tenant.synchronization = changed;
    Ok(Reply::no_content())
}

fn merge(into: &mut Value, members: Map<String, Value>, allowed: fn(&Value) -> bool) -> Result<(), Reply> {
    for (name, value) in members.into_iter().filter(|(name, _)| !name.starts_with('@')) {
        match into.get_mut(&name) {
            Some(known) if allowed(&value) => match (known, value) {
                (Value::Object(inner), Value::Object(members)) => inner.extend(members),
                (known, value) => *known = value,
            },
            _ => {
                return Err(bad_request(&format!(
                    "Invalid value specified for property '{name}' of resource 'OnPremisesDirectorySynchronization'."
                )));
            }
        }
    }
    Ok(())
}

fn object(call: &Call<'_>) -> Result<Map<String, Value>, Reply> {
    match call.json()? {
        Value::Object(members) => Ok(members),
        _ => Err(bad_request("Unable to read JSON request payload.")),
    }
}

fn bad_request(message: &str) -> Reply {
    Reply::error(400, "Request_BadRequest", message)
}
