//! `…/synchronization/jobs` (contract 7): J1–J7 and J9.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::call::{Call, Method};
use crate::clock::after;
use crate::gallery::{self, JobTemplate, Kind};
use crate::jobs::{Environment, Job, RestartScope, provision_in_app, provision_on_demand};
use crate::odata;
use crate::reply::Reply;
use crate::tenant::{Configuration, Tenant};

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let segments = call.segments();
    let ["serviceprincipals", sp, "synchronization", "jobs", rest @ ..] = segments.as_slice() else {
        return None;
    };
    if let [job, ..] = rest
        && let Some(unknown) = not_known_yet(call, tenant, sp, job)
    {
        return Some(unknown);
    }
    let answered = match (call.method, rest) {
        (Method::Get, []) => list(call, tenant, sp),
        (Method::Post, []) => create(call, tenant, sp),
        (Method::Get, [job]) => read(call, tenant, sp, job),
        (Method::Delete, [job]) => delete(call, tenant, sp, job),
        (Method::Post, [job, "start"]) => change(call, tenant, sp, job, |job, now, tenant| {
            job.start(now, &tenant.timing);
            None
        }),
        (Method::Post, [job, "pause"]) => change(call, tenant, sp, job, |job, _, _| {
            job.pause();
            None
        }),
        (Method::Post, [job, "restart"]) => restart(call, tenant, sp, job),
        (Method::Post, [job, "provisionondemand"]) => on_demand(call, tenant, sp, job),
        _ => return None,
    };
    Some(answered.unwrap_or_else(|refused| refused))
}

/// Of a service principal that is there; none where nobody set up provisioning.
fn list(call: &Call<'_>, tenant: &Tenant, sp: &str) -> Result<Reply, Reply> {
    let bodies: Vec<Value> = match tenant.configuration(sp) {
        None => Vec::new(),
        Some(configuration) => {
            let environment = Environment::of(tenant, configuration);
            let jobs = configuration.jobs.iter();
            let listed = jobs.filter(|job| call.now >= after(job.created, tenant.timing.job_listed));
            listed.map(|job| shown(job, &environment, tenant, call.now)).collect()
        }
    };
    odata::collection(
        call,
        &format!("servicePrincipals('{sp}')/synchronization/jobs"),
        bodies,
        100,
    )
}

fn create(call: &Call<'_>, tenant: &mut Tenant, sp: &str) -> Result<Reply, Reply> {
    let template = template_of(call, tenant, sp, &call.json()?)?;
    let conflicts = tenant.switches.duplicate_job_conflicts;
    let (id, null_flow_member) = (tenant.id, tenant.switches.null_flow_member);
    let configuration = tenant.configuration_mut(sp).ok_or_else(|| Reply::not_found(sp))?;
    if conflicts && configuration.jobs.iter().any(|job| job.template_id == template.id) {
        return Err(Reply::sync_error_code(
            409,
            "JobAlreadyExists",
            Some("A job of this template exists already."),
        ));
    }
    let job = Job::new(&template.id, id, null_flow_member, call.now);
    configuration.jobs.push(job);
    let configuration = tenant.configuration(sp).ok_or_else(|| Reply::not_found(sp))?;
    let environment = Environment::of(tenant, configuration);
    let body = configuration
        .jobs
        .last()
        .map(|job| shown(job, &environment, tenant, call.now))
        .unwrap_or_default();
    Ok(Reply::created(odata::entity(call, &entity_context(sp), body)))
}

/// The job template that a body names, once templates are there.
pub(super) fn template_of(
    call: &Call<'_>,
    tenant: &Tenant,
    sp: &str,
    body: &Value,
) -> Result<&'static JobTemplate, Reply> {
    let wanted = body["templateId"]
        .as_str()
        .ok_or_else(|| Reply::error(400, "BadRequest", "The property 'templateId' is missing."))?;
    let offered = tenant.job_templates(sp, call.now);
    if offered.is_empty() {
        return Err(Reply::sync_error_code(
            404,
            "TemplateNotFound",
            Some("The synchronization templates of this service principal are not available yet."),
        ));
    }
    offered.iter().find(|offered| offered.id == wanted).ok_or_else(|| {
        Reply::error(
            400,
            "BadRequest",
            &format!("The template '{wanted}' does not exist for this service principal."),
        )
    })
}

fn read(call: &Call<'_>, tenant: &Tenant, sp: &str, job: &str) -> Result<Reply, Reply> {
    let configuration = tenant.configuration(sp).ok_or_else(|| Reply::not_found(sp))?;
    let job = job_of(configuration, job)?;
    let environment = Environment::of(tenant, configuration);
    Ok(Reply::ok(odata::entity(
        call,
        &entity_context(sp),
        shown(job, &environment, tenant, call.now),
    )))
}

fn delete(call: &Call<'_>, tenant: &mut Tenant, sp: &str, job: &str) -> Result<Reply, Reply> {
    change(call, tenant, sp, job, |job, now, _| job.end(now))?;
    if let Some(configuration) = tenant.configuration_mut(sp) {
        let is_gone = |found: &mut Job| found.id.eq_ignore_ascii_case(job);
        let gone: Vec<Job> = configuration.jobs.extract_if(.., is_gone).collect();
        tenant
            .left_behind
            .extend(gone.iter().flat_map(|job| job.in_entra(call.now)));
    }
    Ok(Reply::no_content())
}

fn restart(call: &Call<'_>, tenant: &mut Tenant, sp: &str, job: &str) -> Result<Reply, Reply> {
    let body = if call.body.is_empty() {
        Value::Null
    } else {
        call.json()?
    };
    let scope = RestartScope::read(&body).map_err(|name| {
        Reply::sync_error_code(
            400,
            "InvalidResetScope",
            Some(&format!("Requested value '{name}' was not found.")),
        )
    })?;
    change(call, tenant, sp, job, |job, now, tenant| {
        job.restart(scope, now, &tenant.timing)
    })
}

/// Changes a job; when that stopped a cycle, the log ends where the cycle was.
fn change(
    call: &Call<'_>,
    tenant: &mut Tenant,
    sp: &str,
    job: &str,
    deed: impl FnOnce(&mut Job, Timestamp, &Tenant) -> Option<uuid::Uuid>,
) -> Result<Reply, Reply> {
    let mut jobs = take_jobs(tenant, sp)?;
    let found = jobs.iter_mut().find(|found| found.id.eq_ignore_ascii_case(job));
    let stopped = found.map(|found| deed(found, call.now, tenant));
    give_back(tenant, sp, jobs);
    match stopped {
        Some(cycle) => {
            if let Some(cycle) = cycle {
                tenant.log.cut(cycle, call.now);
            }
            Ok(Reply::no_content())
        }
        None => Err(no_job(job)),
    }
}

fn on_demand(call: &Call<'_>, tenant: &mut Tenant, sp: &str, job: &str) -> Result<Reply, Reply> {
    let request = call.json()?;
    if !request["parameters"].is_array() {
        return Err(Reply::error(400, "BadRequest", "Empty Payload. JSON content expected."));
    }
    let configuration = tenant.configuration(sp).ok_or_else(|| Reply::not_found(sp))?;
    let asked = job_of(configuration, job)?;
    let kind = gallery::job(&asked.template_id).map(|template| template.kind);
    match (asked.template_id.as_str(), kind) {
        ("AD2AADProvisioning", _) => {}
        _ if asked.sends() => {}
        // Roles never are, nor people whom senders bring (provision-on-demand).
        ("API2AAD" | "API2AD", _) | (_, Some(Kind::Roles)) => {
            return Err(Reply::sync_error_code(400, "ProvisionOnDemandNotSupported", None));
        }
        (other, _) => return Err(Reply::not_implemented(&format!("provisionOnDemand of {other} jobs"))),
    }
    let environment = Environment::of(tenant, configuration);
    let mut jobs = take_jobs(tenant, sp)?;
    let done = jobs
        .iter_mut()
        .find(|found| found.id.eq_ignore_ascii_case(job))
        .map(|found| match found.sends() {
            true => provision_in_app(found, &environment, tenant, call.caller, &request, call.now),
            false => provision_on_demand(found, &environment, &mut tenant.log, call.caller, &request, call.now),
        });
    give_back(tenant, sp, jobs);
    let delay = tenant.timing.on_demand;
    match done {
        Some(Ok((key, value))) => {
            let body = json!({"@odata.context": "https://syncfabric.windowsazure.com/api/$metadata#microsoft.synchronization.stringKeyStringValuePair", "key": key, "value": value});
            Ok(Reply::ok(body).after(delay))
        }
        Some(Err((code, message))) => Err(Reply::sync_error_code(400, &code, Some(&message)).after(delay)),
        None => Err(no_job(job)),
    }
}

fn take_jobs(tenant: &mut Tenant, sp: &str) -> Result<Vec<Job>, Reply> {
    tenant
        .configuration_mut(sp)
        .map(|found| std::mem::take(&mut found.jobs))
        .ok_or_else(|| Reply::not_found(sp))
}

fn give_back(tenant: &mut Tenant, sp: &str, jobs: Vec<Job>) {
    if let Some(configuration) = tenant.configuration_mut(sp) {
        configuration.jobs = jobs;
    }
}

fn shown(job: &Job, environment: &Environment, tenant: &Tenant, now: Timestamp) -> Value {
    job.to_json(environment, tenant.switches.internal_template_id, now)
}

fn entity_context(sp: &str) -> String {
    format!("servicePrincipals('{sp}')/synchronization/jobs/$entity")
}

/// The answer while a new job is known by no address.
pub(super) fn not_known_yet(call: &Call<'_>, tenant: &Tenant, sp: &str, id: &str) -> Option<Reply> {
    let job = job_of(tenant.configuration(sp)?, id).ok()?;
    (call.now < after(job.created, tenant.timing.job_by_id)).then(|| no_job(id))
}

/// The job of a configuration by id, or the back end's 404.
pub(super) fn job_of<'t>(configuration: &'t Configuration, id: &str) -> Result<&'t Job, Reply> {
    configuration
        .jobs
        .iter()
        .find(|job| job.id.eq_ignore_ascii_case(id))
        .ok_or_else(|| no_job(id))
}

pub(super) fn no_job(id: &str) -> Reply {
    Reply::sync_error_code(404, "JobNotFound", Some(&format!("The job '{id}' does not exist.")))
}
