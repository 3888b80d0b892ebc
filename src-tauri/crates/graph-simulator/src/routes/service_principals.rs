//! `/servicePrincipals` (contract 6.2): A4–A7.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::applications::{app_roles, impersonation};
use crate::call::{Call, Method};
use crate::clock::{after, whole_seconds};
use crate::gallery;
use crate::odata;
use crate::reply::Reply;
use crate::tenant::apps::ENTERPRISE_APP;
use crate::tenant::{Configuration, Tenant};

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let reply = match (call.method, call.segments().as_slice()) {
        (Method::Get, ["serviceprincipals"]) => odata::collection(call, "servicePrincipals", listed(call, tenant), 100),
        (Method::Get, ["serviceprincipals", "$count"]) => {
            odata::count(call, &listed(call, tenant), |item, _| Cow::Borrowed(item))
        }
        (Method::Get, ["serviceprincipals", id]) => one(call, tenant, id),
        (Method::Patch, ["serviceprincipals", id]) => patch(call, tenant, id),
        (Method::Delete, ["serviceprincipals", id]) => delete(call, tenant, id),
        _ => return None,
    };
    Some(reply.unwrap_or_else(|refused| refused))
}

/// The body of one configuration's service principal.
#[must_use]
pub fn service_principal(found: &Configuration, tenant: &Tenant) -> Value {
    let tag = gallery::metadata_tag(&found.template_id);
    let mut tags = vec![ENTERPRISE_APP];
    if found.template_id == gallery::NON_GALLERY {
        tags.push("WindowsAzureActiveDirectoryCustomSingleSignOnApplication");
    }
    let mut names = vec![json!(found.app_id)];
    if found.template_id == gallery::CLOUD_SYNC {
        names.push(json!(
            "http://adapplicationregistry.onmicrosoft.com/adprovisioningtoaad/primary"
        ));
    }
    let mut body = json!({
        "id": found.id,
        "deletedDateTime": found.deleted.map(whole_seconds),
        "accountEnabled": true,
        "alternativeNames": [],
        "appDisplayName": found.display_name,
        "appDescription": null,
        "appId": found.app_id,
        "applicationTemplateId": found.template_id,
        "appOwnerOrganizationId": tenant.id,
        "appRoleAssignmentRequired": true,
        "createdDateTime": whole_seconds(found.created),
        "description": null,
        "disabledByMicrosoftStatus": null,
        "displayName": found.display_name,
        "homepage": format!("https://account.activedirectory.windowsazure.com:444/applications/default.aspx?metadata={tag}|ISV9.1|primary|z"),
        "loginUrl": null,
        "logoutUrl": null,
        "notes": null,
        "notificationEmailAddresses": [],
        "preferredSingleSignOnMode": null,
        "preferredTokenSigningKeyThumbprint": null,
        "replyUrls": gallery::reply_urls(&found.template_id),
        "servicePrincipalNames": names,
        "servicePrincipalType": "Application",
        "signInAudience": "AzureADMyOrg",
        "samlSingleSignOnSettings": null,
        "tags": tags,
        "tokenEncryptionKeyId": null,
        "verifiedPublisher": {"displayName": null, "verifiedPublisherId": null, "addedDateTime": null},
        "addIns": [],
        "appRoles": app_roles(found),
        "info": {"logoUrl": null, "marketingUrl": null, "privacyStatementUrl": null, "supportUrl": null, "termsOfServiceUrl": null},
        "keyCredentials": [],
        "oauth2PermissionScopes": impersonation(found),
        "passwordCredentials": [],
        "resourceSpecificApplicationPermissions": [],
    });
    if let Value::Object(members) = &mut body {
        members.extend(found.changes.clone());
    }
    body
}

/// What a list shows now: configurations appear in it later than by id (contract 3.7).
fn listed(call: &Call<'_>, tenant: &Tenant) -> Vec<Value> {
    let own = tenant
        .service_principals
        .iter()
        .filter(|found| found.deleted.is_none() && call.now >= after(found.created, tenant.timing.visible_in_list))
        .map(|found| service_principal(found, tenant));
    tenant.other_service_principals.iter().cloned().chain(own).collect()
}

fn one(call: &Call<'_>, tenant: &Tenant, id: &str) -> Result<Reply, Reply> {
    let own = visible(call, tenant, id).map(|found| service_principal(found, tenant));
    let found = own.or_else(|| {
        tenant
            .other_service_principals
            .iter()
            .find(|other| matches(id, other["id"].as_str(), other["appId"].as_str()))
            .cloned()
    });
    found
        .map(|body| Reply::ok(odata::entity(call, "servicePrincipals/$entity", body)))
        .ok_or_else(|| missing(call))
}

fn patch(call: &Call<'_>, tenant: &mut Tenant, id: &str) -> Result<Reply, Reply> {
    let Value::Object(mut body) = call.json()? else {
        return Err(Reply::error(
            400,
            "Request_BadRequest",
            "Unable to read JSON request payload.",
        ));
    };
    body.retain(|name, _| !name.starts_with('@'));
    if let Some(fixed) = ["id", "appId", "applicationTemplateId"]
        .into_iter()
        .find(|fixed| body.contains_key(*fixed))
    {
        return Err(Reply::error(
            400,
            "Request_BadRequest",
            &format!("Property '{fixed}' is read-only and cannot be set."),
        ));
    }
    let id = visible(call, tenant, id)
        .map(|found| found.id.clone())
        .ok_or_else(|| missing(call))?;
    if let Some(found) = tenant.configuration_mut(&id) {
        if let Some(name) = body.get("displayName").and_then(Value::as_str) {
            name.clone_into(&mut found.display_name);
        }
        found.changes.extend(body);
    }
    Ok(Reply::no_content())
}

/// Only the service principal goes; its application stays (contract 6.3).
fn delete(call: &Call<'_>, tenant: &mut Tenant, id: &str) -> Result<Reply, Reply> {
    let id = visible(call, tenant, id)
        .map(|found| found.id.clone())
        .ok_or_else(|| missing(call))?;
    if let Some(found) = tenant.configuration_mut(&id) {
        found.deleted = Some(call.now);
    }
    Ok(Reply::no_content())
}

fn visible<'t>(call: &Call<'_>, tenant: &'t Tenant, id: &str) -> Option<&'t Configuration> {
    let found = tenant
        .service_principals
        .iter()
        .find(|found| found.deleted.is_none() && matches(id, Some(&found.id), Some(&found.app_id)))?;
    tenant.visible_configuration(&found.id, call.now)
}

/// Is `asked` this object id, or `appid='…'` with this app id?
fn matches(asked: &str, id: Option<&str>, app_id: Option<&str>) -> bool {
    match asked.strip_prefix("appid='").and_then(|rest| rest.strip_suffix('\'')) {
        Some(wanted) => app_id == Some(wanted),
        None => id == Some(asked),
    }
}

fn missing(call: &Call<'_>) -> Reply {
    Reply::not_found(&call.path[1])
}
