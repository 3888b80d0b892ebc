//! `/groups` and their direct members, to be read only (group, group-list-members).

use std::borrow::Cow;

use uuid::Uuid;

use super::users::shown;
use crate::call::{Call, Method};
use crate::groups::{self, Group, Member};
use crate::odata::{self, entities};
use crate::reply::Reply;
use crate::tenant::Tenant;

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let reply = match (call.method, call.segments().as_slice()) {
        (Method::Get, ["groups"]) => list(call, tenant),
        (Method::Get, ["groups", "$count"]) => {
            let found = groups::present(tenant, call.now);
            odata::count(call, &found, |group, names| Cow::Owned(group.show(tenant, names)))
        }
        (Method::Get, ["groups", id]) => group(call, tenant, id).map(|found| {
            let body = found.show(tenant, &every_name());
            Reply::ok(odata::entity(call, "groups/$entity", body))
        }),
        (Method::Get, ["groups", id, "members", rest @ ..]) => match rest {
            [] | ["user" | "group" | "$count"] => members(call, tenant, id, rest.first().copied()),
            _ => return None,
        },
        _ => return None,
    };
    Some(reply.unwrap_or_else(|refused| refused))
}

fn group(call: &Call<'_>, tenant: &Tenant, asked: &str) -> Result<Group, Reply> {
    let id = asked.parse::<Uuid>().ok();
    let found = id.and_then(|id| groups::find(tenant, id, call.now));
    found.ok_or_else(|| Reply::not_found(&call.path[1]))
}

fn list(call: &Call<'_>, tenant: &Tenant) -> Result<Reply, Reply> {
    odata::collection_of(
        call,
        "groups",
        groups::present(tenant, call.now),
        100,
        |group, names| Cow::Owned(group.show(tenant, names)),
        |page| {
            let whole = page.into_iter().map(|group| group.show(tenant, &every_name()));
            whole.map(|body| odata::select(call, body)).collect()
        },
    )
}

/// `only`: a type that the address casts to, or `$count`.
fn members(call: &Call<'_>, tenant: &Tenant, id: &str, only: Option<&str>) -> Result<Reply, Reply> {
    let mut members = group(call, tenant, id)?.members(tenant, call.now);
    members.retain(|member| match only {
        Some("user") => matches!(member, Member::User(_)),
        Some("group") => matches!(member, Member::Group(_)),
        _ => true,
    });
    if only == Some("$count") {
        return odata::count(call, &members, |member, names| Cow::Owned(member.show(tenant, names)));
    }
    // Filters on members are advanced queries, whatever they ask (group-list-members).
    if call.query.get("$filter").is_some() && !(call.eventual && call.query.get("$count") == Some("true")) {
        return Err(Reply::error(
            400,
            "Request_UnsupportedQuery",
            "The specified filter to the reference property query is currently not supported.",
        ));
    }
    let show = |page: Vec<Member>| {
        let body = |member: &Member| {
            let mut body = match member {
                Member::User(_) => member.show(tenant, &shown(call)),
                Member::Group(_) => odata::select(call, member.show(tenant, &every_name())),
            };
            if let Some(members) = body.as_object_mut() {
                members.shift_insert(0, "@odata.type".to_owned(), member.type_name().into());
            }
            body
        };
        page.iter().map(body).collect()
    };
    odata::collection_of(
        call,
        "directoryObjects",
        members,
        100,
        |member, names| Cow::Owned(member.show(tenant, names)),
        show,
    )
}

fn every_name() -> Vec<&'static str> {
    entities::GROUP.names().collect()
}
