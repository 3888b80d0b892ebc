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

/// Values that `in` takes.
const LONGEST_LIST: usize = 15;

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let reply = match (call.method, call.segments().as_slice()) {
        (Method::Get, ["users"]) => list(call, tenant, users::present(tenant, call.now)),
        (Method::Get, ["users", "$count"]) => short_lists(call).and_then(|()| {
            let people = users::present(tenant, call.now);
            let written = users::written(tenant, &people, call.now);
            odata::count(call, &people, |user, names| {
                Cow::Owned(user.show(tenant, &written, names))
            })
        }),
        (Method::Get, ["users", id, "manager"]) => manager(call, tenant, id),
        (Method::Get, ["me"]) => match &call.caller.person {
            Some(person) => one(
                call,
                tenant,
                &person.address,
                users::present(tenant, call.now),
                "users/$entity",
            ),
            None => Err(Reply::error(
                400,
                "BadRequest",
                "/me request is only valid with delegated authentication flow.",
            )),
        },
        (Method::Get, ["users", id]) => one(call, tenant, id, users::present(tenant, call.now), "users/$entity"),
        (Method::Get, ["directory", "deleteditems", "user"]) => list(call, tenant, users::deleted(tenant, call.now)),
        (Method::Post, ["directory", "deleteditems", id, "restore"]) => return restore(call, tenant, id),
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
    short_lists(call)?;
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
    let Some(user) = find(tenant, asked, &people) else {
        return Err(Reply::not_found(call.path.last().map_or(asked, String::as_str)));
    };
    let written = users::written(tenant, std::slice::from_ref(user), call.now);
    let body = user.show(tenant, &written, &shown(call));
    Ok(Reply::ok(odata::entity(call, context, body)))
}

/// Whoever is there with this object id or sign-in name.
pub(super) fn find_user(call: &Call<'_>, tenant: &Tenant, asked: &str) -> Option<User> {
    find(tenant, asked, &users::present(tenant, call.now)).cloned()
}

/// By object id, else by sign-in name.
fn find<'p>(tenant: &Tenant, asked: &str, people: &'p [User]) -> Option<&'p User> {
    let id = asked.parse::<Uuid>().ok();
    people.iter().find(|user| match id {
        Some(id) => user.id(tenant) == id,
        None => user.sign_in_name(tenant).eq_ignore_ascii_case(asked),
    })
}

/// Whom a feed made the manager: nobody else has one here.
fn manager(call: &Call<'_>, tenant: &Tenant, asked: &str) -> Result<Reply, Reply> {
    let people = users::present(tenant, call.now);
    let of = find(tenant, asked, &people).ok_or_else(|| Reply::not_found(&call.path[1]))?;
    let id = of.account(tenant).and_then(|account| account.manager);
    let manager = people.iter().find(|user| Some(user.id(tenant)) == id);
    let manager = manager.ok_or_else(|| Reply::not_found("manager"))?;
    let mut body = manager.show(tenant, &HashMap::new(), &shown(call));
    body["@odata.type"] = "#microsoft.graph.user".into();
    Ok(Reply::ok(odata::entity(call, "directoryObjects/$entity", body)))
}

/// Of users whom a feed, or somebody else's hand, has deleted; `None`: it is no user.
fn restore(call: &Call<'_>, tenant: &mut Tenant, asked: &str) -> Option<Reply> {
    let id = asked.parse::<Uuid>().ok()?;
    let gone = users::deleted(tenant, call.now);
    let user = gone.into_iter().find(|user| user.id(tenant) == id)?;
    user.account(tenant)?;
    if !call.caller.has_any(&[
        "User.ReadWrite.All",
        "User.DeleteRestore.All",
        "Directory.ReadWrite.All",
    ]) {
        return Some(Reply::denied());
    }
    let mut restored = user;
    restored.deleted = None;
    let name = restored.sign_in_name(tenant);
    if find(tenant, &name, &users::present(tenant, call.now)).is_some() {
        let message = "Another object with the same value for property userPrincipalName already exists.";
        return Some(Reply::error(409, "Request_MultipleObjectsWithSameKeyValue", message));
    }
    tenant.accounts.entry(id).deleted = None;
    let mut body = restored.show(tenant, &HashMap::new(), &shown(call));
    body["@odata.type"] = "#microsoft.graph.user".into();
    Some(Reply::ok(odata::entity(call, "directoryObjects/$entity", body)))
}

/// A list of values to compare with has its length.
fn short_lists(call: &Call<'_>) -> Result<(), Reply> {
    let filter = call.query.get("$filter").and_then(|text| Filter::parse(text).ok());
    match filter.map_or(0, |filter| filter.longest_list()) {
        length if length > LONGEST_LIST => Err(Reply::error(
            400,
            "Request_UnsupportedQuery",
            &format!(
                "Too many child clauses specified in search filter expression containing 'OR' operators: {length}. Max allowed: {LONGEST_LIST}."
            ),
        )),
        _ => Ok(()),
    }
}

/// The properties an answer shows, spelled as the type has them.
pub(super) fn shown(call: &Call<'_>) -> Vec<&'static str> {
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
