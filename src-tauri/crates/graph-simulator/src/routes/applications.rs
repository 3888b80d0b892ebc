//! `/applications` and what was deleted (contract 6.3): A7, A8.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::service_principals::service_principal;
use crate::call::{Call, Method};
use crate::clock::{after, whole_seconds};
use crate::gallery::{self, Role};
use crate::odata;
use crate::reply::Reply;
use crate::tenant::{Configuration, Tenant};

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let reply = match (call.method, call.segments().as_slice()) {
        (Method::Get, ["applications", rest @ ..]) if matches!(rest, [] | ["$count"]) => {
            let listed = tenant
                .service_principals
                .iter()
                .filter(|found| found.application_deleted.is_none());
            let listed: Vec<Value> = listed
                .filter(|found| call.now >= after(found.created, tenant.timing.visible_in_list))
                .map(application)
                .collect();
            match rest {
                [] => odata::collection(call, "applications", listed, 100),
                _ => odata::count(call, &listed, |item, _| Cow::Borrowed(item)),
            }
        }
        (Method::Get, ["applications", id]) => match position(call, tenant, id) {
            Some(at) => Ok(Reply::ok(odata::entity(
                call,
                "applications/$entity",
                application(&tenant.service_principals[at]),
            ))),
            None => Err(Reply::not_found(id)),
        },
        (Method::Delete, ["applications", id]) => match position(call, tenant, id) {
            Some(at) => {
                let found = &mut tenant.service_principals[at];
                found.application_deleted = Some(call.now);
                found.deleted = found.deleted.or(Some(call.now));
                Ok(Reply::no_content())
            }
            None => Err(Reply::not_found(id)),
        },
        (
            Method::Get,
            [
                "directory",
                "deleteditems",
                kind @ ("application" | "serviceprincipal" | "group"),
            ],
        ) => {
            let context = match *kind {
                "application" => "applications",
                "serviceprincipal" => "servicePrincipals",
                _ => "groups",
            };
            odata::collection(call, context, deleted(tenant, kind), 100)
        }
        (Method::Get, ["directory", "deleteditems", id]) => match deleted_half(tenant, id) {
            Some((at, half)) => Ok(Reply::ok(odata::entity(
                call,
                "directoryObjects/$entity",
                half.body(&tenant.service_principals[at], tenant),
            ))),
            None => Err(Reply::not_found(id)),
        },
        (Method::Delete, ["directory", "deleteditems", id]) => purge(tenant, id, call.now),
        (Method::Post, ["directory", "deleteditems", id, "restore"]) => restore(call, tenant, id),
        _ => return None,
    };
    Some(reply.unwrap_or_else(|refused| refused))
}

/// The body of one configuration's application.
#[must_use]
pub fn application(found: &Configuration) -> Value {
    let tag = gallery::metadata_tag(&found.template_id);
    json!({
        "id": found.app_object_id,
        "deletedDateTime": found.application_deleted.map(whole_seconds),
        "appId": found.app_id,
        "applicationTemplateId": found.template_id,
        "createdDateTime": whole_seconds(found.created),
        "displayName": found.display_name,
        "description": null,
        "groupMembershipClaims": null,
        "identifierUris": [],
        "isDeviceOnlyAuthSupported": null,
        "isFallbackPublicClient": false,
        "signInAudience": "AzureADMyOrg",
        "tags": [],
        "defaultRedirectUri": null,
        "samlMetadataUrl": null,
        "optionalClaims": null,
        "addIns": [],
        "api": {"acceptMappedClaims": null, "knownClientApplications": [], "requestedAccessTokenVersion": null, "oauth2PermissionScopes": impersonation(found), "preAuthorizedApplications": []},
        "appRoles": app_roles(found),
        "info": {"logoUrl": null, "marketingUrl": null, "privacyStatementUrl": null, "supportUrl": null, "termsOfServiceUrl": null},
        "keyCredentials": [],
        "parentalControlSettings": {"countriesBlockedForMinors": [], "legalAgeGroupRule": "Allow"},
        "passwordCredentials": [],
        "publicClient": {"redirectUris": []},
        "publisherDomain": null,
        "requiredResourceAccess": [],
        "tokenEncryptionKeyId": null,
        "verifiedPublisher": {"displayName": null, "verifiedPublisherId": null, "addedDateTime": null},
        "web": {"homePageUrl": format!("https://account.activedirectory.windowsazure.com:444/applications/default.aspx?metadata={tag}|ISV9.1|primary|z"), "redirectUris": gallery::reply_urls(&found.template_id), "logoutUrl": null, "implicitGrantSettings": {"enableIdTokenIssuance": true, "enableAccessTokenIssuance": false}},
    })
}

/// The one permission every instantiated app offers: to be used in the name of the person who signs in.
#[must_use]
pub fn impersonation(found: &Configuration) -> Value {
    let name = &found.display_name;
    json!([{
        "adminConsentDescription": format!("Allow the application to access {name} on behalf of the signed-in user."),
        "adminConsentDisplayName": format!("Access {name}"),
        "id": Uuid::new_v5(&Uuid::NAMESPACE_OID, found.app_id.as_bytes()),
        "isEnabled": true,
        "type": "User",
        "userConsentDescription": format!("Allow the application to access {name} on your behalf."),
        "userConsentDisplayName": format!("Access {name}"),
        "value": "user_impersonation",
    }])
}

/// `appRoles` of both halves.
#[must_use]
pub fn app_roles(found: &Configuration) -> Value {
    found.roles().iter().map(Role::to_json).collect()
}

fn position(call: &Call<'_>, tenant: &Tenant, id: &str) -> Option<usize> {
    let app_id = id.strip_prefix("appid='").and_then(|rest| rest.strip_suffix('\''));
    tenant.service_principals.iter().position(|found| {
        found.application_deleted.is_none()
            && call.now >= after(found.created, tenant.timing.visible_by_id)
            && app_id.map_or(found.app_object_id == id, |app_id| found.app_id == app_id)
    })
}

/// One of the two objects of a configuration.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Application,
    ServicePrincipal,
}

impl Half {
    fn type_name(self) -> &'static str {
        match self {
            Self::Application => "#microsoft.graph.application",
            Self::ServicePrincipal => "#microsoft.graph.servicePrincipal",
        }
    }

    fn body(self, found: &Configuration, tenant: &Tenant) -> Value {
        match self {
            Self::Application => application(found),
            Self::ServicePrincipal => service_principal(found, tenant),
        }
    }
}

fn deleted(tenant: &Tenant, kind: &str) -> Vec<Value> {
    let half = match kind {
        "application" => Half::Application,
        "serviceprincipal" => Half::ServicePrincipal,
        _ => return Vec::new(),
    };
    let gone = |found: &&Configuration| {
        if half == Half::Application {
            found.application_deleted.is_some()
        } else {
            found.deleted.is_some()
        }
    };
    tenant
        .service_principals
        .iter()
        .filter(gone)
        .map(|found| half.body(found, tenant))
        .collect()
}

fn deleted_half(tenant: &Tenant, id: &str) -> Option<(usize, Half)> {
    tenant
        .service_principals
        .iter()
        .enumerate()
        .find_map(|(at, found)| match () {
            () if found.application_deleted.is_some() && found.app_object_id == id => Some((at, Half::Application)),
            () if found.deleted.is_some() && found.id == id => Some((at, Half::ServicePrincipal)),
            () => None,
        })
}

/// For good; with the application goes the whole configuration.
fn purge(tenant: &mut Tenant, id: &str, now: Timestamp) -> Result<Reply, Reply> {
    let (at, _) = deleted_half(tenant, id).ok_or_else(|| Reply::not_found(id))?;
    let gone = tenant.service_principals.remove(at);
    tenant
        .left_behind
        .extend(gone.jobs.iter().flat_map(|job| job.in_entra(now)));
    tenant.assignments.forget_app(&gone.id);
    Ok(Reply::no_content())
}

/// A restored application brings its service principal back.
fn restore(call: &Call<'_>, tenant: &mut Tenant, id: &str) -> Result<Reply, Reply> {
    let (at, half) = deleted_half(tenant, id).ok_or_else(|| Reply::not_found(id))?;
    let found = &mut tenant.service_principals[at];
    found.deleted = None;
    found.application_deleted = None;
    let mut body = half.body(&tenant.service_principals[at], tenant);
    if let Value::Object(members) = &mut body {
        members.shift_insert(0, "@odata.type".to_owned(), json!(half.type_name()));
    }
    Ok(Reply::ok(odata::entity(call, "directoryObjects/$entity", body)))
}
