//! What Graph refuses in a query or a change before it looks for anything: names that no type has, and advanced queries of the
//! directory without their header (aad-advanced-queries, query-parameters).

use serde_json::Value;

use super::entities::{self, EntityType};
use super::filter::Filter;
use crate::call::{Call, Method};
use crate::reply::Reply;

/// Query options that exist, without `$`.
const OPTIONS: [&str; 10] = [
    "filter",
    "select",
    "expand",
    "orderby",
    "top",
    "skip",
    "skiptoken",
    "count",
    "search",
    "format",
];

/// The most that a page of directory objects holds.
const LARGEST_PAGE: usize = 999;

/// The refusal this call gets for what it names, if any.
#[must_use]
pub(crate) fn refusal(call: &Call<'_>) -> Option<Reply> {
    let asked = entities::of(call)?;
    let checked = match call.method {
        Method::Get => query(call, asked),
        Method::Patch => change(call, asked),
        _ => Ok(()),
    };
    checked.err()
}

fn query(call: &Call<'_>, asked: &EntityType) -> Result<(), Reply> {
    for (name, _) in call.query.pairs() {
        if let Some(option) = name.strip_prefix('$')
            && !OPTIONS.contains(&option)
        {
            return Err(bad(&format!("The query parameter '{name}' is not supported.")));
        }
    }
    if let Some((name, _)) = call.query.pairs().find(|(name, _)| asked.refuses(name)) {
        return Err(bad(&format!("The query parameter '{name}' is not supported.")));
    }
    for name in list(call, "$select").filter(|name| *name != "*") {
        if !asked.has(first(name)) {
            return Err(bad(&format!(
                "Parsing OData Select and Expand failed: {}",
                unknown(name, asked)
            )));
        }
    }
    for name in list(call, "$expand").map(|name| name.split('(').next().unwrap_or(name).trim()) {
        if !asked.leads_to(first(name)) {
            return Err(bad(&format!(
                "Parsing OData Select and Expand failed: {}",
                unknown(name, asked)
            )));
        }
    }
    for order in list(call, "$orderby") {
        let name = order.split_whitespace().next().unwrap_or_default();
        if !asked.has(first(name)) {
            return Err(bad(&unknown(name, asked)));
        }
    }
    let filter = call
        .query
        .get("$filter")
        .map(Filter::parse)
        .transpose()
        .map_err(|problem| bad(&problem))?;
    if let Some(filter) = &filter
        && let Some(name) = filter.properties().into_iter().find(|name| !asked.has(first(name)))
    {
        return Err(bad(&format!("Invalid filter clause: {}", unknown(name, asked))));
    }
    page_size(call)?;
    if asked.directory {
        return advanced(call, asked, filter.as_ref());
    }
    match call.query.get("$search") {
        Some(_) => Err(bad("The query parameter '$search' is not supported.")),
        None => Ok(()),
    }
}

fn page_size(call: &Call<'_>) -> Result<(), Reply> {
    // What is no number is told by who reads it.
    match call.query.get("$top").and_then(|top| top.parse::<usize>().ok()) {
        Some(top) if top == 0 || (top > LARGEST_PAGE && call.segments().first() != Some(&"auditlogs")) => {
            Err(unsupported(&format!(
                "Invalid page size specified: '{top}'. Must be between 1 and {LARGEST_PAGE} inclusive."
            )))
        }
        _ => Ok(()),
    }
}

/// Some queries of directory objects want `ConsistencyLevel: eventual`, and all but `$search` want `$count=true` besides.
fn advanced(call: &Call<'_>, asked: &EntityType, filter: Option<&Filter>) -> Result<(), Reply> {
    if call.query.get("$search").is_some() && !call.eventual {
        return Err(unsupported(
            "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
        ));
    }
    let is_advanced = call.eventual && call.query.get("$count") == Some("true");
    if let Some(filter) = filter
        && let Some(name) = filter.unindexed(is_advanced)
    {
        return Err(unsupported(&format!(
            "Unsupported or invalid query filter clause specified for property '{name}' of resource '{}'.",
            asked.resource()
        )));
    }
    for order in list(call, "$orderby") {
        let name = order.split_whitespace().next().unwrap_or_default();
        let sorts = ["displayName", "createdDateTime"]
            .iter()
            .any(|own| own.eq_ignore_ascii_case(name));
        if !is_advanced || !sorts {
            return Err(unsupported("Sorting not supported for current query."));
        }
    }
    Ok(())
}

/// A change names what the type has, and nothing else.
fn change(call: &Call<'_>, asked: &EntityType) -> Result<(), Reply> {
    let Ok(Value::Object(members)) = serde_json::from_slice(call.body) else {
        return Ok(()); // told by who reads it
    };
    match members.keys().find(|name| !asked.takes(name)) {
        Some(name) => Err(bad(&format!(
            "The property '{name}' does not exist on type 'microsoft.graph.{}'. Make sure to only use property names that are defined by the type.",
            asked.name
        ))),
        None => Ok(()),
    }
}

/// The parts of an option that is a list. Commas inside brackets do not part them.
fn list<'c>(call: &'c Call<'_>, option: &str) -> impl Iterator<Item = &'c str> {
    let mut depth = 0_u32;
    call.query
        .get(option)
        .unwrap_or_default()
        .split(move |letter| {
            match letter {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            letter == ',' && depth == 0
        })
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

/// `status` of `status/code`.
fn first(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

fn unknown(name: &str, asked: &EntityType) -> String {
    let name = first(name);
    format!(
        "Could not find a property named '{name}' on type 'microsoft.graph.{}'.",
        asked.name
    )
}

fn bad(message: &str) -> Reply {
    Reply::error(400, "BadRequest", message)
}

fn unsupported(message: &str) -> Reply {
    Reply::error(400, "Request_UnsupportedQuery", message)
}
