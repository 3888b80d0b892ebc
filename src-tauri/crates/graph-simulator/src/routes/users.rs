//! `/users` and those who were deleted, to be read only (contract 6.3; user, onPremisesProvisioningError).

use std::borrow::Cow;
use std::collections::HashMap;

use uuid::Uuid;

use crate::call::{Call, Method, Version};
use crate::odata::{self, Filter, entities};
use crate::reply::Reply;
use crate::tenant::Tenant;
use crate::users::{self, User};

/// What v1.0 shows unasked; beta shows everything.
const UNASKED: &str = "businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName id";

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let reply = match (call.method, call.segments().as_slice()) {
        (Method::Get, ["users"]) => list(call, tenant, users::present(tenant, call.now)),
        (Method::Get, ["users", "$count"]) => {
            let people = users::present(tenant, call.now);
            let (written, names) = (users::written(tenant, &people, call.now), every_name());
            odata::count(call, people.iter().map(|user| user.show(tenant, &written, &names)))
        }
        (Method::Get, ["users", id]) => one(call, tenant, id, users::present(tenant, call.now), "users/$entity"),
        (Method::Get, ["directory", "deleteditems", "user"]) => list(call, tenant, users::deleted(tenant, call.now)),
        (Method::Get, ["directory", "deleteditems", id]) => {
            let gone = users::deleted(tenant, call.now);
            // Whoever is no user may still be an application.
            return one(call, tenant, id, gone, "directoryObjects/$entity").ok();
        }
        _ => return None,
    };
    Some(reply.unwrap_or_else(|refused| refused))
}

fn list(call: &Call<'_>, tenant: &Tenant, people: Vec<User>) -> Result<Reply, Reply> {
    let filter = call.query.get("$filter").and_then(|text| Filter::parse(text).ok());
    let named = filter.iter().flat_map(Filter::properties);
    if let Some(name) = named
        .map(first)
        .find(|name| name.eq_ignore_ascii_case("onPremisesProvisioningErrors"))
    {
        let message =
            format!("Unsupported or invalid query filter clause specified for property '{name}' of resource 'User'.");
        return Err(Reply::error(400, "Request_UnsupportedQuery", &message));
    }
    // Who was written when is told by the whole log: it is read for those who are shown, and for all only where the query asks.
    let asks_when = [
        filter.iter().flat_map(Filter::properties).collect::<Vec<_>>(),
        call.query.get("$orderby").into_iter().collect(),
    ];
    let asks_when = asks_when
        .concat()
        .iter()
        .any(|name| name.to_ascii_lowercase().contains("datetime"));
    let all = if asks_when {
        users::written(tenant, &people, call.now)
    } else {
        HashMap::new()
    };
    odata::collection_of(
        call,
        "users",
        people,
        100,
        |user, names| Cow::Owned(user.show(tenant, &all, names)),
        |page| {
            let (names, written) = (shown(call), users::written(tenant, &page, call.now));
            page.iter().map(|user| user.show(tenant, &written, &names)).collect()
        },
    )
}

fn one(call: &Call<'_>, tenant: &Tenant, asked: &str, people: Vec<User>, context: &str) -> Result<Reply, Reply> {
    let id = asked.parse::<Uuid>().ok();
    let found = people.into_iter().find(|user| match id {
        Some(id) => user.id(tenant) == id,
        None => user.sign_in_name(tenant).eq_ignore_ascii_case(asked),
    });
    let Some(user) = found else {
        return Err(Reply::not_found(call.path.last().map_or(asked, String::as_str)));
    };
    let written = users::written(tenant, std::slice::from_ref(&user), call.now);
    let body = user.show(tenant, &written, &shown(call));
    Ok(Reply::ok(odata::entity(call, context, body)))
}

/// The properties an answer shows, spelled as the type has them.
fn shown(call: &Call<'_>) -> Vec<&'static str> {
    let every = every_name();
    match (call.query.get("$select"), call.version) {
        (Some(wanted), _) if !wanted.trim().is_empty() => {
            let wanted: Vec<&str> = wanted.split(',').map(|name| first(name.trim())).collect();
            let is_wanted = |name: &&'static str| {
                wanted
                    .iter()
                    .any(|wanted| *wanted == "*" || wanted.eq_ignore_ascii_case(name))
            };
            every.into_iter().filter(is_wanted).collect()
        }
        (_, Version::V1) => UNASKED.split(' ').collect(),
        (_, Version::Beta) => every,
    }
}

fn every_name() -> Vec<&'static str> {
    entities::USER.names().collect()
}

fn first(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}
