//! `…/jobs/validateCredentials` and `…/jobs/{job}/validateCredentials` (contract 7.7): J8.

use serde_json::Value;

use super::jobs::{job_of, not_known_yet, template_of};
use super::secrets::key_and_value;
use crate::call::{Call, Method};
use crate::gallery;
use crate::reply::Reply;
use crate::tenant::Tenant;

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let segments = call.segments();
    let (Method::Post, ["serviceprincipals", sp, "synchronization", "jobs", rest @ ..]) =
        (call.method, segments.as_slice())
    else {
        return None;
    };
    let answered = match rest {
        ["validatecredentials"] => validate(call, tenant, sp, None),
        [job, "validatecredentials"] => match not_known_yet(call, tenant, sp, job) {
            Some(unknown) => return Some(unknown),
            None => validate(call, tenant, sp, Some(job)),
        },
        _ => return None,
    };
    Some(answered.unwrap_or_else(|refused| refused))
}

fn validate(call: &Call<'_>, tenant: &mut Tenant, sp: &str, job: Option<&str>) -> Result<Reply, Reply> {
    let body = call.json()?;
    let configuration = tenant.configuration(sp).ok_or_else(|| Reply::not_found(sp))?;
    let connector = match job {
        Some(job) => gallery::job(&job_of(configuration, job)?.template_id),
        None => Some(template_of(call, tenant, sp, &body)?),
    };
    let given = match body["useSavedCredentials"].as_bool() {
        Some(true) => configuration.secrets.clone(),
        _ => credentials(&body)?,
    };
    let Some(connector) = connector.filter(|connector| connector.kind.has_target()) else {
        let kind = job.or_else(|| body["templateId"].as_str()).unwrap_or_default();
        return Err(Reply::not_implemented(&format!("validateCredentials of {kind}")));
    };
    match tenant.targets.test(connector, &given, call.now) {
        Ok(()) => Ok(Reply::no_content()),
        Err(failure) => Err(Reply::sync_error_code(400, &failure.code, Some(&failure.message))),
    }
}

fn credentials(body: &Value) -> Result<Vec<(String, String)>, Reply> {
    let sent = body["credentials"]
        .as_array()
        .ok_or_else(|| Reply::error(400, "BadRequest", "Empty Payload. JSON content expected."))?;
    let entry = |sent| key_and_value(sent).map(|(key, value)| (key.to_owned(), value.to_owned()));
    sent.iter().map(entry).collect()
}
