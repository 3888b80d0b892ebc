//! `/auditLogs/directoryAudits` (contract 13.2): L2, what provisioning writes there.

use std::time::Duration;

use serde_json::Value;

use crate::audits::Audit;
use crate::call::{Call, Method};
use crate::odata;
use crate::reply::Reply;
use crate::scenario::Variant;
use crate::tenant::Tenant;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Lines of a page without `$top`.
const PAGE: usize = 1000;

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let answered = match (call.method, call.segments().as_slice()) {
        (Method::Get, ["auditlogs", "directoryaudits"]) => list(call, tenant),
        (Method::Get, ["auditlogs", "directoryaudits", id]) => one(call, tenant, id),
        _ => return None,
    };
    Some(answered.unwrap_or_else(|refused| refused))
}

fn list(call: &Call<'_>, tenant: &Tenant) -> Result<Reply, Reply> {
    odata::collection(call, "auditLogs/directoryAudits", lines(call, tenant)?, PAGE)
}

fn one(call: &Call<'_>, tenant: &Tenant, id: &str) -> Result<Reply, Reply> {
    let is_asked_for = |line: &Value| line["id"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(id));
    let found = lines(call, tenant)?
        .into_iter()
        .find(is_asked_for)
        .ok_or_else(|| Reply::not_found(id))?;
    Ok(Reply::ok(odata::entity(
        call,
        "auditLogs/directoryAudits/$entity",
        found,
    )))
}

/// What can be seen by now, newest first.
fn lines(call: &Call<'_>, tenant: &Tenant) -> Result<Vec<Value>, Reply> {
    if tenant.scenario.variant == Variant::LogClosed {
        return Err(Reply::denied());
    }
    let kept = if tenant.has_premium() { DAY * 30 } else { DAY * 7 };
    let until = call.now.checked_sub(tenant.timing.log_delay).unwrap_or(call.now);
    let since = call.now.checked_sub(kept).unwrap_or(call.now);
    let mut shown: Vec<_> = tenant
        .audits
        .iter()
        .filter(|line| since <= line.at && line.at <= until)
        .collect();
    shown.sort_by_key(|line| std::cmp::Reverse(line.at));
    Ok(shown.into_iter().map(Audit::to_json).collect())
}
