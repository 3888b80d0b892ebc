//! `…/jobs/{id}/bulkUpload` (contract 14.1–14.3): J10.

use super::jobs::no_job;
use crate::call::{Call, Method};
use crate::feed::{self, InvalidDataFormat};
use crate::identity;
use crate::odata::percent_encode;
use crate::reply::{Body, Reply};
use crate::tenant::Tenant;

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let segments = call.segments();
    let ["serviceprincipals", sp, "synchronization", "jobs", job, "bulkupload"] = segments.as_slice() else {
        return None;
    };
    Some(match call.method {
        Method::Post => store(call, tenant, sp, job).unwrap_or_else(|refused| refused),
        _ => Reply::method_not_allowed(),
    })
}

/// Also while the job is paused: the next cycle takes it.
fn store(call: &Call<'_>, tenant: &mut Tenant, sp: &str, job: &str) -> Result<Reply, Reply> {
    let takes_deletes = tenant.switches.bulk_deletes_are_staged;
    let configuration = tenant.configuration_mut(sp).ok_or_else(|| Reply::not_found(sp))?;
    if !identity::may_upload_to(call.caller, configuration.owner) {
        return Err(Reply::denied());
    }
    let mut jobs = configuration.jobs.iter_mut();
    let found = jobs.find(|found| found.id.eq_ignore_ascii_case(job));
    let found = found.ok_or_else(|| no_job(job))?;
    if !found.is_fed() {
        return Err(Reply::sync_error_code(
            400,
            "BulkUploadNotSupported",
            Some("Data can be uploaded to jobs of API-driven provisioning only."),
        ));
    }
    let records = feed::read(call.media, call.body, takes_deletes)
        .map_err(|InvalidDataFormat| Reply::error(400, "BadRequest", &InvalidDataFormat.to_string()))?;
    found.feed.stage(records);
    let filter = percent_encode(&format!("jobid eq '{}'", found.id));
    let location = format!(
        "{}/{}/auditLogs/provisioning/?$filter={filter}",
        call.origin,
        call.version.name()
    );
    Ok(Reply::new(202, Body::Empty).header("Location", location))
}
