//! The parts of OData that provisioning clients use: `$filter`, `$search`, `$orderby`, `$select`, `$top`, `$skip` and paging.

pub(crate) mod check;
pub(crate) mod entities;
pub(crate) mod filter;
mod search;

use std::borrow::Cow;
use std::cmp::Reverse;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

pub use filter::{Case, Filter};

use crate::call::Call;
use crate::reply::{Body, Reply};
use entities::EntityType;
use search::Search;

/// The collection answer for `items`: `$filter`, `$search`, `$orderby`, `$top`, `$skip` and `$select` applied, `page` items at a time with `@odata.nextLink` (contract 3.6).
///
/// # Errors
/// 400 for a filter or number that cannot be read.
pub fn collection(call: &Call<'_>, context: &str, items: Vec<Value>, page: usize) -> Result<Reply, Reply> {
    let show = |page: Vec<Value>| page.into_iter().map(|item| select(call, item)).collect();
    collection_of(call, context, items, page, |item, _| Cow::Borrowed(item), show)
}

/// The same for items of which few are shown: `look` gives what a query names of one, `show` the bodies of a page.
///
/// # Errors
/// As [`collection`].
pub fn collection_of<T>(
    call: &Call<'_>,
    context: &str,
    items: Vec<T>,
    page: usize,
    look: impl for<'i> Fn(&'i T, &[&str]) -> Cow<'i, Value>,
    show: impl FnOnce(Vec<T>) -> Vec<Value>,
) -> Result<Reply, Reply> {
    let asked = entities::of(call);
    let is_directory = asked.is_some_and(|asked| asked.directory);
    let case = case_of(asked);
    let mut kept = items;
    if let Some(text) = call.query.get("$filter") {
        let filter = Filter::parse(text).map_err(|problem| Reply::error(400, "BadRequest", &problem))?;
        let names = spelled(asked, filter.properties());
        kept.retain(|item| filter.matches(&look(item, &names), case));
    }
    if let Some(text) = call.query.get("$search") {
        let search = Search::read(text, asked.map(EntityType::searchable).unwrap_or_default())?;
        let names = search.properties();
        kept.retain(|item| search.finds(&look(item, &names)));
    }
    order(call, &mut kept, |item, name| {
        let item = look(item, &spelled(asked, vec![name]));
        let found = filter::look_up(&item, name, None);
        found.and_then(Value::as_str).unwrap_or_default().to_lowercase()
    });
    let found = kept.len();
    let asked_for = number(call, "$top")?;
    let size = asked_for.unwrap_or(page);
    let start = match call.query.get("$skiptoken") {
        Some(token) => skip_of(token).ok_or_else(|| {
            Reply::error(
                400,
                "Directory_ExpiredPageToken",
                "The specified page token value has expired and is not supported anymore.",
            )
        })?,
        None => number(call, "$skip")?.unwrap_or(0),
    };
    let mut answer = Map::new();
    answer.insert(
        "@odata.context".to_owned(),
        json!(call.context(&selected(call, context))),
    );
    // For objects of the directory counting is an advanced query; asked for in another way it is passed over.
    let counts = call.eventual || !is_directory;
    if counts && call.query.get("$count") == Some("true") {
        answer.insert("@odata.count".to_owned(), json!(found));
    }
    let more = start + size < found;
    if more {
        answer.insert("@odata.nextLink".to_owned(), json!(next_link(call, start + size)));
    }
    let shown = show(kept.into_iter().skip(start).take(size).collect());
    answer.insert("value".to_owned(), Value::Array(shown));
    Ok(Reply::ok(Value::Object(answer)))
}

/// How values of this type are compared.
fn case_of(asked: Option<&EntityType>) -> Case {
    match asked {
        Some(asked) if asked.folds_case() => Case::Folded,
        _ => Case::Mixed,
    }
}

/// Names of a query as their type spells them.
fn spelled<'n>(asked: Option<&EntityType>, names: Vec<&'n str>) -> Vec<&'n str> {
    let Some(asked) = asked else { return names };
    let first = |name: &'n str| name.split('/').next().unwrap_or(name);
    let own = |name: &'n str| {
        asked
            .names()
            .find(|own| own.eq_ignore_ascii_case(first(name)))
            .unwrap_or(name)
    };
    names.into_iter().map(own).collect()
}

/// `/$count`: a number as text.
///
/// # Errors
/// 400 without `ConsistencyLevel: eventual` (aad-advanced-queries), or for a filter that cannot be read.
pub fn count(call: &Call<'_>, items: impl IntoIterator<Item = Value>) -> Result<Reply, Reply> {
    if !call.eventual {
        let message = "$count is not currently supported.";
        return Err(Reply::error(400, "Request_BadRequest", message));
    }
    let filter = call.query.get("$filter").map(Filter::parse).transpose();
    let filter = filter.map_err(|problem| Reply::error(400, "BadRequest", &problem))?;
    let found = items.into_iter().filter(|item| {
        filter
            .as_ref()
            .is_none_or(|filter| filter.matches(item, case_of(entities::of(call))))
    });
    Ok(Reply::new(
        200,
        Body::Raw {
            media: "text/plain",
            bytes: found.count().to_string().into_bytes().into(),
        },
    ))
}

/// One entity as an answer, with its `@odata.context` first and `$select` applied.
#[must_use]
pub fn entity(call: &Call<'_>, context: &str, item: Value) -> Value {
    let mut answer = Map::new();
    answer.insert(
        "@odata.context".to_owned(),
        json!(call.context(&selected(call, context))),
    );
    if let Value::Object(members) = select(call, item) {
        answer.extend(members);
    }
    Value::Object(answer)
}

/// The context with the properties that were selected, as `servicePrincipals(id,displayName)/$entity`.
fn selected(call: &Call<'_>, context: &str) -> String {
    let Some(wanted) = call.query.get("$select").filter(|wanted| !wanted.trim().is_empty()) else {
        return context.to_owned();
    };
    let names: Vec<&str> = wanted.split(',').map(str::trim).collect();
    match context.strip_suffix("/$entity") {
        Some(set) => format!("{set}({})/$entity", names.join(",")),
        None => format!("{context}({})", names.join(",")),
    }
}

/// Sorts by `$orderby`: texts without case, what is missing first. `key` is the value of a property.
fn order<T>(call: &Call<'_>, items: &mut [T], key: impl Fn(&T, &str) -> String) {
    let orders: Vec<&str> = call.query.get("$orderby").unwrap_or_default().split(',').collect();
    // Sorting keeps the order of equals, so the first property is sorted by last.
    for order in orders.into_iter().rev() {
        let mut words = order.split_whitespace();
        let Some(name) = words.next() else { continue };
        let falls = words
            .next()
            .is_some_and(|direction| direction.eq_ignore_ascii_case("desc"));
        if falls {
            items.sort_by_cached_key(|item| Reverse(key(item, name)));
        } else {
            items.sort_by_cached_key(|item| key(item, name));
        }
    }
}

/// Keeps the members named by `$select`.
#[must_use]
pub fn select(call: &Call<'_>, item: Value) -> Value {
    match (call.query.get("$select"), item) {
        (Some(wanted), Value::Object(members)) => {
            let wanted: Vec<&str> = wanted.split(',').map(str::trim).collect();
            Value::Object(
                members
                    .into_iter()
                    .filter(|(name, _)| wanted.iter().any(|keep| keep.eq_ignore_ascii_case(name)))
                    .collect(),
            )
        }
        (_, item) => item,
    }
}

fn number(call: &Call<'_>, option: &str) -> Result<Option<usize>, Reply> {
    match call.query.get(option) {
        Some(text) => text.parse().map(Some).map_err(|_| Reply::error(400, "BadRequest", &format!("Invalid value '{text}' for {option} query option found. The {option} query option requires a non-negative integer value."))),
        None => Ok(None),
    }
}

fn next_link(call: &Call<'_>, skip: usize) -> String {
    link_with_token(call, &URL_SAFE_NO_PAD.encode(format!("skip:{skip}")))
}

/// The address of the call again with this `$skiptoken`.
#[must_use]
pub fn link_with_token(call: &Call<'_>, token: &str) -> String {
    let mut link = format!("{}/{}/{}?", call.origin, call.version.name(), call.path.join("/"));
    for (name, value) in call
        .query
        .pairs()
        .filter(|(name, _)| !matches!(*name, "$skip" | "$skiptoken"))
    {
        link.push_str(&format!("{name}={}&", percent_encode(value)));
    }
    link.push_str(&format!("$skiptoken={token}"));
    link
}

fn skip_of(token: &str) -> Option<usize> {
    let decoded = URL_SAFE_NO_PAD.decode(token).ok()?;
    std::str::from_utf8(&decoded).ok()?.strip_prefix("skip:")?.parse().ok()
}

/// Percent-encodes everything that has a meaning in a query.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'~'
            | b','
            | b'/'
            | b'('
            | b')'
            | b'\''
            | b':' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
