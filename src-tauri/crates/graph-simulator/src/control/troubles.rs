//! What stands in a job's way.

use std::sync::Arc;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::read;
use crate::jobs::{Job, Trouble, catch_up};
use crate::tenant::Tenant;

/// A reason of contract 7.4 (or one that nobody knows), and a code of contract 15.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Impose {
    reason: Option<String>,
    code: Option<String>,
    /// When the first cycle failed; now when it is missing.
    since: Option<Timestamp>,
    /// Until it is repaired, every attempt fails.
    #[serde(default)]
    sticky: bool,
}

/// Distinguished names of somebody, and of whoever has the account instead.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tie {
    who: String,
    to: String,
}

/// `None` when there is no such route.
pub(super) fn answer(
    method: &str,
    route: &[&str],
    tenant: &mut Tenant,
    now: Timestamp,
    body: &[u8],
) -> Option<Result<Value, String>> {
    let (id, answered) = match (method, route) {
        ("POST", [id, "quarantine"]) => (id, read(body).and_then(|wanted| impose(tenant, id, wanted, now))),
        ("POST", [id, "repair"]) => (id, repair(tenant, id)),
        ("POST", [id, "tie"]) => (id, read(body).and_then(|wanted| tie(tenant, id, &wanted))),
        _ => return None,
    };
    Some(answered.and_then(|found| found.ok_or_else(|| format!("no job {id:?}"))))
}

/// As if it had happened then; what would have followed until now follows.
fn impose(tenant: &mut Tenant, id: &str, wanted: Impose, now: Timestamp) -> Result<Option<Value>, String> {
    let since = wanted.since.unwrap_or(now);
    if since > now {
        return Err("since lies in the future".to_owned());
    }
    let trouble = Trouble::new(wanted.reason.as_deref(), wanted.code.as_deref(), wanted.sticky);
    let Some(job) = job(tenant, id) else {
        return Ok(None);
    };
    job.impose(trouble, since);
    tenant.log.end_job_at(id, since);
    catch_up(tenant, now);
    Ok(Some(Value::Null))
}

fn repair(tenant: &mut Tenant, id: &str) -> Result<Option<Value>, String> {
    let Some(job) = job(tenant, id) else {
        return Ok(None);
    };
    if job.repair() {
        Arc::make_mut(&mut tenant.company).mend_people();
    }
    Ok(Some(Value::Null))
}

/// A wrong match of long ago.
fn tie(tenant: &mut Tenant, id: &str, wanted: &Tie) -> Result<Option<Value>, String> {
    let company = Arc::clone(&tenant.company);
    let find = |name: &str| company.find(name).ok_or_else(|| format!("nobody is {name:?}"));
    let (who, to) = (find(&wanted.who)?, find(&wanted.to)?);
    let Some(job) = job(tenant, id) else {
        return Ok(None);
    };
    match job.lead_astray(who, to) {
        true => Ok(Some(Value::Null)),
        false => Err("the job knows one of them not".to_owned()),
    }
}

fn job<'t>(tenant: &'t mut Tenant, id: &str) -> Option<&'t mut Job> {
    let kept = tenant
        .service_principals
        .iter_mut()
        .filter(|found| found.deleted.is_none());
    kept.flat_map(|found| &mut found.jobs)
        .find(|job| job.id.eq_ignore_ascii_case(id))
}
