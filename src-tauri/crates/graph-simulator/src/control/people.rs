//! Who is in the directory, and what happens to them.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::read;
use crate::call::Query;
use crate::directory::{Class, Directory, Flaw, Whom};
use crate::tenant::Tenant;

/// So many of them, or one by distinguished name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    count: Option<usize>,
    who: Option<String>,
    /// Of `break`.
    flaw: Option<Flaw>,
    /// Of `move`.
    from: Option<String>,
    to: Option<String>,
    /// Of `disable`: false enables them again.
    disabled: Option<bool>,
}

impl People {
    fn whom(&self) -> Result<Whom, String> {
        match (self.count, &self.who) {
            (Some(count), None) => Ok(Whom::Some(count)),
            (None, Some(who)) => Ok(Whom::One(who.clone())),
            _ => Err("either `count` or `who` says whom it is about".to_owned()),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    unit: String,
    name: String,
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
    let happening = match (method, route) {
        ("POST", [happening]) => *happening,
        _ => return None,
    };
    Some(match happening {
        "mend" => Ok(json!({"mended": people(tenant).mend_people()})),
        "rename-ou" => read(body).and_then(|Rename { unit, name }| match people(tenant).rename_unit(&unit, &name) {
            true => Ok(Value::Null),
            false => Err(format!("no unit {unit:?}")),
        }),
        "remove" | "add" | "break" | "move" | "disable" => {
            read(body).and_then(|asked| happens(people(tenant), happening, &asked))
        }
        _ => return None,
    })
}

fn happens(company: &mut Directory, happening: &str, asked: &People) -> Result<Value, String> {
    let (whom, missing) = (asked.whom()?, |what: &str| format!("`{what}` is missing"));
    let (done, count) = match happening {
        "remove" => ("removed", company.remove_people(whom)),
        "add" => ("added", company.add_people(whom)),
        "disable" => ("disabled", company.disable_people(whom, asked.disabled.unwrap_or(true))),
        "break" => {
            let flaw = asked.flaw.ok_or_else(|| missing("flaw"))?;
            ("broken", company.break_people(whom, flaw))
        }
        _ => {
            let to = asked.to.as_deref().ok_or_else(|| missing("to"))?;
            ("moved", company.move_people(whom, asked.from.as_deref(), to))
        }
    };
    match (&asked.who, count) {
        (Some(who), 0) => Err(format!("nobody is {who:?}")),
        _ => Ok(json!({done: count})),
    }
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
