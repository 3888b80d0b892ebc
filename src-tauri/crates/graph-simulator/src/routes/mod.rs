//! One file per resource; each answers the calls that are its own.

pub mod agents;
pub mod applications;
pub mod assignments;
mod beta_pair;
pub mod bulk_upload;
pub mod credentials;
pub mod directory_audits;
pub mod domains;
pub mod groups;
pub mod jobs;
mod known;
pub mod object_connections;
pub mod organization;
pub mod provisioning_log;
pub mod schema;
pub mod secrets;
pub mod service_principals;
pub mod sync_templates;
pub mod templates;
pub mod users;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::accounts::accounts;
use crate::audits;
use crate::call::{self, Call, Method, Query, Version};
use crate::clock::after;
use crate::feed;
use crate::identity::{self, Caller, CallerKind};
use crate::jobs::catch_up;
use crate::odata;
use crate::reply::Reply;
use crate::scenario::Variant;
use crate::tenant::Tenant;

type Route = fn(&Call<'_>, &mut Tenant) -> Option<Reply>;

const ROUTES: [Route; 18] = [
    organization::route,
    domains::route,
    templates::route,
    object_connections::route,
    credentials::route,
    jobs::route,
    bulk_upload::route,
    schema::route,
    secrets::route,
    sync_templates::route,
    assignments::route,
    service_principals::route,
    users::route,
    groups::route,
    applications::route,
    agents::route,
    provisioning_log::route,
    directory_audits::route,
];

/// Answers one Graph call of a caller who is known: permission, address, then the route.
pub fn answer(mut call: Call<'_>, tenant: &mut Tenant) -> Reply {
    catch_up(tenant, call.now);
    if let Some(refused) = identity::refusal(&call, tenant) {
        return refused;
    }
    if let Err(refused) = address_synchronization(&mut call, tenant) {
        return refused;
    }
    if let Some(refused) = odata::check::refusal(&call) {
        return refused;
    }
    let Some(reply) = ROUTES.iter().find_map(|route| route(&call, tenant)) else {
        return known::refusal(&call);
    };
    if reply.status < 300 {
        audits::note(&call, tenant);
    }
    reply
}

/// A call from inside, by an administrator who may do everything. `path` lies below the version; `Null` sends no body.
pub fn ask(tenant: &mut Tenant, method: Method, path: &str, body: &Value, now: Timestamp) -> Reply {
    let caller = Caller {
        kind: CallerKind::Delegated,
        tenant: tenant.id,
        client_id: Uuid::nil(),
        permissions: identity::granted(Variant::Fresh),
        has_role: true,
        person: accounts(tenant).into_iter().next(),
    };
    let body = if body.is_null() {
        Vec::new()
    } else {
        body.to_string().into_bytes()
    };
    let path = call::segments(path);
    let call = Call {
        method,
        version: Version::V1,
        route: call::route(&path),
        path,
        query: Query::default(),
        body: &body,
        now,
        caller: &caller,
        // The only media type that any call asks for.
        media: Some(feed::MEDIA),
        eventual: false,
        origin: "",
    };
    answer(call, tenant)
}

/// Below `/synchronization/` the configuration must be seen by now, and may still be settling (contract 3.7).
/// Its three addresses (service principal, application, `appId='…'`) become the first one, so routes know only that.
fn address_synchronization(call: &mut Call<'_>, tenant: &Tenant) -> Result<(), Reply> {
    let [kind @ ("serviceprincipals" | "applications"), id, "synchronization", ..] = call.segments()[..] else {
        return Ok(());
    };
    let app_id = id.strip_prefix("appid='").and_then(|rest| rest.strip_suffix('\''));
    let found = tenant
        .service_principals
        .iter()
        .filter(|found| found.deleted.is_none())
        .find(|found| match app_id {
            Some(app_id) => found.app_id == app_id,
            None if kind == "applications" => found.app_object_id == id,
            None => found.id == id,
        });
    // Another app may be asked for its jobs: it has none.
    let others = tenant.other_service_principals.iter();
    if found.is_none()
        && matches!(
            (call.method, call.segments().as_slice()),
            (Method::Get, [_, _, "synchronization", "jobs"])
        )
        && others.map(|other| &other["id"]).any(|other| other.as_str() == Some(id))
    {
        return Ok(());
    }
    let found = found
        .and_then(|found| tenant.visible_configuration(&found.id, call.now))
        .ok_or_else(|| Reply::not_found(&call.path[1]))?;

    if let Some(status) = tenant.switches.settling_status
        && call.method != Method::Get
        && call.now < after(found.created, tenant.timing.templates_listed)
    {
        return Err(Reply::sync_error_code(status, "ServicePrincipalNotReady", None));
    }
    let id = found.id.clone();
    call.route[0] = "serviceprincipals".to_owned();
    call.route[1].clone_from(&id);
    call.path[0] = "servicePrincipals".to_owned();
    call.path[1] = id;
    Ok(())
}
