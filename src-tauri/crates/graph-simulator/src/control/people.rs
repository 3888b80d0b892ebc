//! Who is in the directory, and what happens to them.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::read;
use crate::call::Query;
use crate::directory::{Class, Directory, Flaw};
use crate::tenant::Tenant;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Count {
    count: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Break {
    count: usize,
    flaw: Flaw,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    count: usize,
    from: Option<String>,
    to: String,
}

/// `None` when there is no such route.
pub(super) fn answer(
    method: &str,
    route: &[&str],
    tenant: &mut Tenant,
    query: &Query,
    body: &[u8],
) -> Option<Result<Value, String>> {
    if (method, route) == ("GET", &[]) {
        return Some(Ok(list(tenant, query)));
    }
    Some(match (method, route) {
        ("POST", ["remove"]) => {
            read(body).map(|Count { count }| json!({"removed": people(tenant).remove_people(count)}))
        }
        ("POST", ["add"]) => read(body).map(|Count { count }| json!({"added": people(tenant).add_people(count)})),
        ("POST", ["break"]) => {
            read(body).map(|Break { count, flaw }| json!({"broken": people(tenant).break_people(count, flaw)}))
        }
        ("POST", ["mend"]) => Ok(json!({"mended": people(tenant).mend_people()})),
        ("POST", ["move"]) => read(body)
            .map(|Move { count, from, to }| json!({"moved": people(tenant).move_people(count, from.as_deref(), &to)})),
        _ => return None,
    })
}

fn people(tenant: &mut Tenant) -> &mut Directory {
    Arc::make_mut(&mut tenant.company)
}

/// At most `limit` (10) whose name holds `search`.
fn list(tenant: &Tenant, query: &Query) -> Value {
    let company = &tenant.company;
    let limit = query.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(10);
    let found = company.search(query.get("search").unwrap_or_default(), limit);
    let shown = found.into_iter().map(|index| {
        json!({
            "displayName": company.display_name(index),
            "distinguishedName": company.distinguished_name(index),
            "objectTypeName": company.class(index).map(Class::source_name),
        })
    });
    json!({"people": shown.collect::<Vec<_>>()})
}
