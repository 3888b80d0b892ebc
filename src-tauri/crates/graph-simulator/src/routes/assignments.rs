//! `/servicePrincipals/{id}/appRoleAssignedTo` and `appRoleAssignments` of users, groups and service principals (contract row A9).

use serde_json::Value;
use uuid::Uuid;

use super::users::find_user;
use crate::assignments::{Principal, Refusal, Resource};
use crate::call::{Call, Method};
use crate::clock::after;
use crate::odata;
use crate::reply::Reply;
use crate::tenant::Tenant;

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let reply = match (call.method, call.segments().as_slice()) {
        (Method::Get, ["serviceprincipals", app, "approleassignedto"]) => list_of_app(call, tenant, app),
        (Method::Get, ["serviceprincipals", app, "approleassignedto", _]) => one(call, tenant, app),
        (Method::Post, ["serviceprincipals", app, "approleassignedto"]) => give(call, tenant, app),
        (Method::Delete, ["serviceprincipals", app, "approleassignedto", _]) => take(call, tenant, app),
        (
            Method::Get,
            [
                kind @ ("users" | "groups" | "serviceprincipals"),
                id,
                "approleassignments",
            ],
        ) => list_of_principal(call, tenant, kind, id),
        _ => return None,
    };
    Some(reply.unwrap_or_else(|refused| refused))
}

fn resource(call: &Call<'_>, tenant: &Tenant, id: &str) -> Result<Resource, Reply> {
    Resource::find(tenant, id, call.now).ok_or_else(|| Reply::not_found(id))
}

fn list_of_app(call: &Call<'_>, tenant: &Tenant, app: &str) -> Result<Reply, Reply> {
    let app = resource(call, tenant, app)?;
    let listed = tenant.assignments.of_app(&app.id);
    let listed = listed.map(|found| found.to_json(&app.name)).collect();
    let context = format!("servicePrincipals('{}')/appRoleAssignedTo", app.id);
    odata::collection(call, &context, listed, 100)
}

fn one(call: &Call<'_>, tenant: &Tenant, app: &str) -> Result<Reply, Reply> {
    let app = resource(call, tenant, app)?;
    // Case counts in the ids of assignments.
    let id = &call.path[3];
    let mut known = tenant.assignments.of_app(&app.id);
    let found = known
        .find(|found| found.is_called(id))
        .ok_or_else(|| Reply::not_found(id))?;
    let context = format!("servicePrincipals('{}')/appRoleAssignedTo/$entity", app.id);
    Ok(Reply::ok(odata::entity(call, &context, found.to_json(&app.name))))
}

fn give(call: &Call<'_>, tenant: &mut Tenant, app: &str) -> Result<Reply, Reply> {
    let bad = |message: &str| Reply::error(400, "Request_BadRequest", message);
    let body = call.json()?;
    let app = resource(call, tenant, app)?;
    let id = |name: &str| {
        let found = body[name].as_str().and_then(|id| id.parse::<Uuid>().ok());
        found.ok_or_else(|| {
            bad(&format!(
                "Invalid value specified for property '{name}' of resource 'AppRoleAssignment'."
            ))
        })
    };
    let (principal, of, role) = (id("principalId")?, id("resourceId")?, id("appRoleId")?);
    if of.to_string() != app.id {
        return Err(bad(
            "The resourceId does not match the service principal of the request.",
        ));
    }
    let settles = tenant
        .configuration(&app.id)
        .is_some_and(|found| call.now < after(found.created, tenant.timing.assignable));
    let principal = Principal::find(tenant, principal, call.now).filter(|_| !settles);
    let principal = principal.ok_or_else(|| bad("Not a valid reference update."))?;
    let given = tenant.assignments.give(&app, &principal, role, call.now);
    let given = given.map_err(|refusal| match refusal {
        Refusal::NoSuchRole => bad(&format!(
            "Permission being assigned was not found on application '{}'.",
            app.id
        )),
        Refusal::ThereAlready => bad("Permission being assigned already exists on the object"),
        Refusal::TooMany => Reply::error(
            403,
            "Directory_QuotaExceeded",
            "The principal has reached the maximum number of app role assignments (1500).",
        ),
    })?;
    let context = format!("servicePrincipals('{}')/appRoleAssignedTo/$entity", app.id);
    Ok(Reply::created(odata::entity(call, &context, given.to_json(&app.name))))
}

fn take(call: &Call<'_>, tenant: &mut Tenant, app: &str) -> Result<Reply, Reply> {
    let app = resource(call, tenant, app)?;
    match tenant.assignments.take(&app.id, &call.path[3]) {
        true => Ok(Reply::no_content()),
        false => Err(Reply::not_found(&call.path[3])),
    }
}

fn list_of_principal(call: &Call<'_>, tenant: &Tenant, kind: &str, asked: &str) -> Result<Reply, Reply> {
    let missing = || Reply::not_found(&call.path[1]);
    let id = match (kind, asked.parse::<Uuid>()) {
        ("users", _) => find_user(call, tenant, asked).map(|user| user.id(tenant)),
        (_, Ok(id)) => Principal::find(tenant, id, call.now).map(|_| id),
        (_, Err(_)) => None,
    };
    let id = id.ok_or_else(missing)?;
    // An app that is not there, or not seen yet, shows in no list.
    let shown = tenant.assignments.of_principal(id).filter_map(|found| {
        let app = Resource::find(tenant, &found.resource, call.now)?;
        Some(found.to_json(&app.name))
    });
    let shown: Vec<Value> = shown.collect();
    odata::collection(
        call,
        &format!("{}('{id}')/appRoleAssignments", call.path[0]),
        shown,
        100,
    )
}
