//! `…/synchronization/secrets` (contract 8): K1, K2.

use serde_json::{Value, json};

use crate::call::{Call, Method};
use crate::odata;
use crate::reply::Reply;
use crate::tenant::{AppKeyReads, SecretsMode, Tenant};

/// The 45 names of contract 8.2. A name in another case is unknown.
const KEYS: [&str; 45] = [
    "None",
    "UserName",
    "Password",
    "SecretToken",
    "AppKey",
    "BaseAddress",
    "ClientIdentifier",
    "ClientSecret",
    "SingleSignOnType",
    "Sandbox",
    "Url",
    "Domain",
    "ConsumerKey",
    "ConsumerSecret",
    "TokenKey",
    "TokenExpiration",
    "Oauth2AccessToken",
    "Oauth2AccessTokenCreationTime",
    "Oauth2RefreshToken",
    "SyncAll",
    "InstanceName",
    "Oauth2ClientId",
    "Oauth2ClientSecret",
    "CompanyId",
    "UpdateKeyOnSoftDelete",
    "SynchronizationSchedule",
    "SystemOfRecord",
    "SandboxName",
    "EnforceDomain",
    "SyncNotificationSettings",
    "SkipOutOfScopeDeletions",
    "Oauth2AuthorizationCode",
    "Oauth2RedirectUri",
    "ApplicationTemplateIdentifier",
    "Oauth2TokenExchangeUri",
    "Oauth2AuthorizationUri",
    "AuthenticationType",
    "Server",
    "PerformInboundEntitlementGrants",
    "HardDeletesEnabled",
    "SyncAgentCompatibilityKey",
    "SyncAgentADContainer",
    "ValidateDomain",
    "TestReferences",
    "ConnectionString",
];

/// Names whose values read back as `*`.
const CONFIDENTIAL: [&str; 11] = [
    "Password",
    "SecretToken",
    "ClientSecret",
    "ConsumerSecret",
    "TokenKey",
    "Oauth2AccessToken",
    "Oauth2RefreshToken",
    "Oauth2ClientSecret",
    "Oauth2AuthorizationCode",
    "ConnectionString",
    "SyncAgentCompatibilityKey",
];

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let ["serviceprincipals", id, "synchronization", "secrets"] = call.segments()[..] else {
        return None;
    };
    Some(match call.method {
        Method::Get => read(call, tenant, id),
        Method::Put => write(call, tenant, id).unwrap_or_else(|refused| refused),
        _ => Reply::sync_no_route(&format!("servicePrincipals('{id}')/synchronization/secrets")),
    })
}

/// What a new configuration holds before the first PUT.
#[must_use]
pub fn defaults(tenant: &Tenant) -> Vec<(String, String)> {
    if tenant.switches.no_default_secrets {
        return Vec::new();
    }
    let notification = json!({"Enabled": false, "DeleteThresholdEnabled": true, "DeleteThresholdValue": 500});
    vec![
        ("SyncNotificationSettings".to_owned(), notification.to_string()),
        ("SyncAll".to_owned(), "false".to_owned()),
    ]
}

fn read(call: &Call<'_>, tenant: &Tenant, id: &str) -> Reply {
    let app_key = tenant.switches.app_key_reads;
    let shown: Vec<Value> = tenant
        .configuration(id)
        .into_iter()
        .flat_map(|found| &found.secrets)
        .filter(|(key, _)| !(key == "AppKey" && app_key == AppKeyReads::Absent))
        .map(|(key, value)| {
            let masked = is_confidential(key) || (key == "AppKey" && app_key == AppKeyReads::Masked);
            json!({"key": key, "value": if masked { "*" } else { value }})
        })
        .collect();
    Reply::ok(odata::entity(
        call,
        &format!("servicePrincipals('{id}')/synchronization/secrets"),
        json!({"value": shown}),
    ))
}

fn write(call: &Call<'_>, tenant: &mut Tenant, id: &str) -> Result<Reply, Reply> {
    let body = call.json()?;
    let sent = body
        .get("value")
        .and_then(Value::as_array)
        .ok_or_else(|| Reply::error(400, "BadRequest", "Empty Payload. JSON content expected."))?;
    let sent = sent.iter().map(entry).collect::<Result<Vec<_>, Reply>>()?;
    let scenario = app_key_scenario(&sent);
    let smallest = tenant.switches.smallest_delete_threshold;
    let threshold = sent.iter().filter(|(key, _)| key == "SyncNotificationSettings");
    if threshold
        .filter_map(|(_, value)| delete_threshold(value))
        .any(|value| value < smallest)
    {
        return Err(Reply::sync_error_code(400, "InvalidNotificationSettings", None));
    }

    tenant.targets.store(&sent, call.now);
    let mode = tenant.secrets_mode;
    let Some(found) = tenant.configuration_mut(id) else {
        return Err(Reply::not_found(id));
    };
    found.secrets.retain(|(key, _)| {
        let again = sent.iter().any(|(name, _)| name == key);
        let kept_unsent = match mode {
            SecretsMode::Replace => false,
            SecretsMode::ReplaceKeepMasked => is_confidential(key),
            SecretsMode::Merge => true,
        };
        !again && kept_unsent
    });
    for (key, value) in sent.into_iter().filter(|(_, value)| !value.is_empty()) {
        found.secrets.retain(|(name, _)| *name != key);
        found.secrets.push((key, value));
    }
    if let Some(scenario) = scenario {
        raise_flags(call, tenant, &scenario);
    }
    Ok(Reply::no_content())
}

/// Does its value read back as `*`?
#[must_use]
pub fn is_confidential(key: &str) -> bool {
    CONFIDENTIAL.contains(&key)
}

/// Is it one of the names the service knows?
#[must_use]
pub fn is_key(name: &str) -> bool {
    KEYS.contains(&name)
}

/// Key and value of one sent entry. A name in another case is no name (contract 8.1).
///
/// # Errors
/// 400 for what is no entry, 500 for a name that is not known.
pub fn key_and_value(sent: &Value) -> Result<(&str, &str), Reply> {
    let malformed = || Reply::error(400, "BadRequest", "Empty Payload. JSON content expected.");
    let key = sent.get("key").and_then(Value::as_str).ok_or_else(malformed)?;
    if !is_key(key) {
        let message = format!("Requested value '{key}' was not found.");
        return Err(Reply::error(500, "InternalError", &message));
    }
    match sent.get("value") {
        Some(Value::String(value)) => Ok((key, value)),
        Some(Value::Null) | None => Ok((key, "")),
        Some(_) => Err(malformed()),
    }
}

/// One sent entry, checked as the back end does.
fn entry(sent: &Value) -> Result<(String, String), Reply> {
    let (key, value) = key_and_value(sent)?;
    let problem = match key {
        "SyncNotificationSettings" => (!is_notification(value)).then_some("InvalidNotificationSettings"),
        "Domain" => (!has_text(value, "domain")).then_some("InvalidDomainSettings"),
        "AppKey" => (!matches!(
            text(value, "appKeyScenario").as_deref(),
            Some("AD2AADProvisioning" | "AD2AADPasswordHash")
        ))
        .then_some("InvalidAppKey"),
        _ => None,
    };
    match problem {
        // Zendesk and its like have a plain domain name here; only the JSON form has rules.
        Some("InvalidDomainSettings") if !value.is_empty() && !value.trim_start().starts_with(['{', '[', '"']) => {
            Ok((key.to_owned(), value.to_owned()))
        }
        Some(code) => Err(Reply::sync_error_code(400, code, None)),
        None => Ok((key.to_owned(), value.to_owned())),
    }
}

/// An object whose known members have their types; `{}` and unknown members are fine (contract 8.1, 8.3).
fn is_notification(value: &str) -> bool {
    let Ok(Value::Object(members)) = serde_json::from_str(value) else {
        return false;
    };
    members.iter().all(|(name, value)| match name.as_str() {
        "Enabled" | "DeleteThresholdEnabled" | "HumanResourcesLookaheadQueryEnabled" => value.is_boolean(),
        "Recipients" => value.is_string() || value.is_null(),
        "DeleteThresholdValue" => value.as_u64().is_some_and(|threshold| threshold > 0),
        _ => true,
    })
}

fn delete_threshold(notification: &str) -> Option<u64> {
    let parsed: Value = serde_json::from_str(notification).ok()?;
    parsed["DeleteThresholdValue"].as_u64()
}

fn text(value: &str, member: &str) -> Option<String> {
    let parsed: Value = serde_json::from_str(value).ok()?;
    parsed.get(member)?.as_str().map(str::to_owned)
}

fn has_text(value: &str, member: &str) -> bool {
    text(value, member).is_some_and(|found| !found.trim().is_empty())
}

fn app_key_scenario(sent: &[(String, String)]) -> Option<String> {
    let (_, value) = sent.iter().rev().find(|(key, _)| key == "AppKey")?;
    text(value, "appKeyScenario")
}

/// `AppKey` raises flags of the tenant and never lowers one (contract 8.3, 10.5); not while the 72 hours run.
fn raise_flags(call: &Call<'_>, tenant: &mut Tenant, scenario: &str) {
    if tenant.organization.locked_until.is_none_or(|until| call.now >= until) {
        tenant.organization.sync_enabled = Some(true);
    }
    if scenario == "AD2AADPasswordHash" {
        tenant.synchronization["features"]["passwordSyncEnabled"] = json!(true);
    }
}
