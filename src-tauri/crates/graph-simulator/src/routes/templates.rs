//! `/applicationTemplates` (contract 6.1, 6.2): A1, A2, A3.

use std::borrow::Cow;

use serde_json::json;
use uuid::Uuid;

use super::applications::application;
use super::beta_pair::beta;
use super::service_principals::service_principal;
use crate::accounts::Account;
use crate::call::{Call, Method, Version};
use crate::gallery::{self, AppTemplate};
use crate::identity::CallerKind;
use crate::odata;
use crate::reply::Reply;
use crate::tenant::{Configuration, Tenant};

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let beta = call.version == Version::Beta;
    let reply = match (call.method, call.segments().as_slice()) {
        (Method::Get, ["applicationtemplates"]) => {
            let listed: Vec<&AppTemplate> = gallery::listed(tenant.switches.gallery).collect();
            let body = |template: &&AppTemplate| template.to_json(beta, call.origin);
            let show = |page: Vec<_>| {
                page.iter()
                    .map(|template| odata::select(call, body(template)))
                    .collect()
            };
            odata::collection_of(
                call,
                "applicationTemplates",
                listed,
                100,
                |template, _| Cow::Owned(body(template)),
                show,
            )
        }
        (Method::Get, ["applicationtemplates", id]) => gallery::find(id)
            .map(|template| {
                Reply::ok(odata::entity(
                    call,
                    "applicationTemplates/$entity",
                    template.to_json(beta, call.origin),
                ))
            })
            .ok_or_else(|| Reply::not_found(id)),
        (Method::Post, ["applicationtemplates", id, "instantiate"]) => instantiate(call, tenant, id),
        _ => return None,
    };
    Some(reply.unwrap_or_else(|refused| refused))
}

fn instantiate(call: &Call<'_>, tenant: &mut Tenant, template: &str) -> Result<Reply, Reply> {
    let template = gallery::find(template).ok_or_else(|| Reply::not_found(template))?;
    let body = call.json()?;
    let name = body["displayName"]
        .as_str()
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| {
        Reply::error(
            400,
            "Request_BadRequest",
            "Invalid value specified for property 'displayName' of resource 'ApplicationTemplate'.",
        )
    })?;
    let caller = call.caller;
    let maker = caller.person.as_ref().map_or(caller.client_id, Account::object_id);
    let made = tenant.service_principals.iter().filter(|found| found.maker == maker);
    // Each is two objects.
    if tenant.switches.quota.is_some_and(|quota| 2 * made.count() + 2 > quota) {
        return Err(Reply::error(
            403,
            "Directory_QuotaExceeded",
            "The directory object quota limit for the Principal has been exceeded. Please ask your administrator to increase the quota limit or delete objects to reduce the used quota.",
        ));
    }
    let created = Configuration {
        id: Uuid::new_v4().to_string(),
        app_object_id: Uuid::new_v4().to_string(),
        app_id: Uuid::new_v4().to_string(),
        template_id: template.id.clone(),
        display_name: name.to_owned(),
        created: call.now,
        deleted: None,
        application_deleted: None,
        secrets: super::secrets::defaults(tenant),
        jobs: Vec::new(),
        maker,
        owner: (call.caller.kind == CallerKind::App).then_some(call.caller.client_id),
        changes: serde_json::Map::new(),
        roles_imported: false,
    };
    let mut halves =
        json!({"application": application(&created), "servicePrincipal": service_principal(&created, tenant)});
    if call.version == Version::Beta {
        halves = beta(halves);
    }
    tenant.service_principals.push(created);
    Ok(Reply::created(odata::entity(
        call,
        "microsoft.graph.applicationServicePrincipal",
        halves,
    )))
}
