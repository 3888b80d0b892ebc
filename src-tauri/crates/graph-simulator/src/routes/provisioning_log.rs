//! `/auditLogs/provisioning` (contract 13.1): L1.

use serde_json::{Map, Value, json};

use crate::call::{Call, Method, Version};
use crate::log::{Cursor, LogQuery};
use crate::odata::{self, Filter};
use crate::reply::Reply;
use crate::scenario::Variant;
use crate::tenant::Tenant;

/// Rows without `$top`; there is no further page then.
const UNASKED: usize = 1000;

/// Rows a page holds at most.
const LARGEST: usize = 1000;

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    match (call.method, call.segments().as_slice()) {
        (Method::Get, ["auditlogs", "provisioning"]) => Some(read(call, tenant).unwrap_or_else(|refused| refused)),
        _ => None,
    }
}

fn read(call: &Call<'_>, tenant: &Tenant) -> Result<Reply, Reply> {
    if tenant.scenario.variant == Variant::LogClosed {
        return Err(Reply::denied());
    }
    if !tenant.has_premium() && !tenant.switches.log_without_licence {
        let message = "Neither tenant is B2C or tenant doesn't have premium license";
        return Err(Reply::error(
            403,
            "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
            message,
        ));
    }
    let bad = |problem: &str| Reply::error(400, "BadRequest", problem);
    let filter = call
        .query
        .get("$filter")
        .map(Filter::parse)
        .transpose()
        .map_err(|problem| bad(&problem))?;
    let top = call
        .query
        .get("$top")
        .map(str::parse::<usize>)
        .transpose()
        .map_err(|_| bad("$top is not a number."))?;
    let oldest_first = match call
        .query
        .get("$orderby")
        .map(|order| order.trim().to_ascii_lowercase())
    {
        None => false,
        Some(order) => match order.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["activitydatetime"] | ["activitydatetime", "asc"] => true,
            ["activitydatetime", "desc"] => false,
            _ => return Err(bad("The log can be ordered by activityDateTime only.")),
        },
    };
    let from = match call.query.get("$skiptoken") {
        Some(token) => Cursor::read(token).ok_or_else(|| bad("The $skiptoken is not valid."))?,
        None => Cursor {
            as_of: call.now.checked_sub(tenant.timing.log_delay).unwrap_or(call.now),
            passed: 0,
        },
    };
    let page = tenant.log.read(&LogQuery {
        filter: filter.as_ref(),
        oldest_first,
        size: top.map_or(UNASKED, |top| top.clamp(1, LARGEST)),
        from,
        days: if tenant.has_premium() { 30 } else { 7 },
        tenant_id: &tenant.id.to_string(),
        beta: call.version == Version::Beta,
    });
    let mut answer = Map::new();
    answer.insert(
        "@odata.context".to_owned(),
        json!(call.context("auditLogs/provisioning")),
    );
    if let Some(next) = page.next.filter(|_| top.is_some()) {
        answer.insert(
            "@odata.nextLink".to_owned(),
            json!(odata::link_with_token(call, &next.token())),
        );
    }
    answer.insert("value".to_owned(), page.rows.into());
    Ok(Reply::ok(Value::Object(answer)))
}
