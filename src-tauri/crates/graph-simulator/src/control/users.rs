//! Somebody else's hand in the cloud: users are made, changed and deleted there, and no feed knows of it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::read;
use crate::tenant::Tenant;
use crate::users;

/// Attributes as schemas call them; null clears one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Wanted {
    /// Of somebody who is there.
    id: Option<Uuid>,
    #[serde(default)]
    values: BTreeMap<String, Option<String>>,
    #[serde(default)]
    managed_by_ad: bool,
}

/// `None` when there is no such route.
pub(super) fn answer(
    method: &str,
    route: &[&str],
    tenant: &mut Tenant,
    now: Timestamp,
    body: &[u8],
) -> Option<Result<Value, String>> {
    Some(match (method, route) {
        ("POST", []) => read(body).and_then(|wanted| write(tenant, now, wanted)),
        ("DELETE", [id]) => known(tenant, now, id.parse().ok()).map(|id| {
            tenant.accounts.entry(id).deleted = Some(now);
            Value::Null
        }),
        _ => return None,
    })
}

fn write(tenant: &mut Tenant, now: Timestamp, wanted: Wanted) -> Result<Value, String> {
    let (id, created) = match wanted.id {
        Some(_) => (known(tenant, now, wanted.id)?, None),
        None => (Uuid::new_v4(), Some(now)),
    };
    let account = tenant.accounts.entry(id);
    account.created = account.created.or(created);
    account.is_managed_by_ad |= wanted.managed_by_ad;
    account.values.extend(wanted.values);
    Ok(json!({"id": id}))
}

fn known(tenant: &Tenant, now: Timestamp, id: Option<Uuid>) -> Result<Uuid, String> {
    let mut present = users::present(tenant, now).into_iter().map(|user| user.id(tenant));
    let found = present.find(|present| Some(*present) == id);
    found.ok_or_else(|| "nobody has this id".to_owned())
}
