//! `…/jobs/{job}/schema` and `…/templates/{id}/schema` (contract 9): S2's schema, C1–C7.

use std::sync::Arc;

use serde_json::{Value, json};

use super::jobs::{job_of, no_job, not_known_yet};
use crate::call::{Call, Method};
use crate::clock::after;
use crate::jobs::agent_failure;
use crate::reply::Reply;
use crate::scenario::Variant;
use crate::schema::{self, Document};
use crate::tenant::{Configuration, Tenant};

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let segments = call.segments();
    let [
        "serviceprincipals",
        sp,
        "synchronization",
        kind @ ("jobs" | "templates"),
        id,
        "schema",
        rest @ ..,
    ] = segments.as_slice()
    else {
        return None;
    };
    let of_job = *kind == "jobs";
    if of_job && let Some(unknown) = not_known_yet(call, tenant, sp, id) {
        return Some(unknown);
    }
    let answered = match (call.method, rest) {
        (Method::Get, []) if of_job => read(call, tenant, sp, id),
        (Method::Get, []) => read_template(call, tenant, sp, id),
        (Method::Put, []) if of_job => replace(call, tenant, sp, id),
        (Method::Delete, []) if of_job => restore(call, tenant, sp, id),
        (Method::Get, ["functions"]) => Ok(collection(call, "functions", schema::functions_json())),
        (Method::Get, ["filteroperators"]) => Ok(collection(call, "filterOperators", schema::operators_json())),
        (Method::Post, ["parseexpression"]) => parse(call, tenant),
        (Method::Post, ["directories", directory, "discover"]) => discover(call, tenant, sp, directory),
        _ => Err(Reply::sync_no_route(&format!(
            "servicePrincipals('{sp}')/synchronization/{kind}('{}')/schema",
            call.path[4]
        ))),
    };
    Some(answered.unwrap_or_else(|refused| refused))
}

fn read(call: &Call<'_>, tenant: &mut Tenant, sp: &str, id: &str) -> Result<Reply, Reply> {
    let readable_after = tenant.timing.schema_readable;
    let context = call.context(&format!(
        "servicePrincipals('{sp}')/synchronization/jobs('{}')/schema/$entity",
        call.path[4]
    ));
    let configuration = tenant.configuration_mut(sp).ok_or_else(|| Reply::not_found(sp))?;
    let job = configuration
        .jobs
        .iter_mut()
        .find(|job| job.id.eq_ignore_ascii_case(id))
        .ok_or_else(|| no_job(id))?;
    if call.now < after(job.created, readable_after) {
        return Err(Reply::sync_error_code(
            404,
            "SchemaNotFound",
            Some("The schema of this job is not available yet."),
        ));
    }
    Ok(Reply::raw_json(job.schema_text(&context)))
}

fn read_template(call: &Call<'_>, tenant: &Tenant, sp: &str, id: &str) -> Result<Reply, Reply> {
    let offered = tenant.job_templates(sp, call.now);
    let template = offered
        .iter()
        .find(|offered| offered.id.eq_ignore_ascii_case(id))
        .ok_or_else(|| Reply::sync_error_code(404, "TemplateNotFound", None))?;
    let context = call.context(&format!(
        "servicePrincipals('{sp}')/synchronization/templates('{}')/schema/$entity",
        template.id
    ));
    let null_flow_member = tenant.switches.null_flow_member;
    let text = schema::default_document(&template.id, null_flow_member).render(&context, &template.id, "2.0");
    Ok(Reply::raw_json(text.into()))
}

fn replace(call: &Call<'_>, tenant: &mut Tenant, sp: &str, id: &str) -> Result<Reply, Reply> {
    let configuration = tenant.configuration(sp).ok_or_else(|| Reply::not_found(sp))?;
    job_of(configuration, id)?;
    if call.body.is_empty() {
        return Err(Reply::error(400, "BadRequest", "Empty Payload. JSON content expected."));
    }
    let document =
        Document::read(call.body).map_err(|problem| Reply::sync_error_code(400, "SchemaInvalid", Some(&problem)))?;
    let doubled = document.rules.iter().find_map(|rule| rule.doubled.as_deref());
    if let Some(target) = doubled.filter(|_| tenant.switches.duplicate_mapping_conflicts) {
        let message = format!("The target attribute '{target}' is mapped more than once.");
        return Err(Reply::sync_error_code(409, "DuplicateAttributeMapping", Some(&message)));
    }
    change(tenant, sp, id, |job| job.replace_schema(Arc::new(document), call.now))
}

fn restore(call: &Call<'_>, tenant: &mut Tenant, sp: &str, id: &str) -> Result<Reply, Reply> {
    change(tenant, sp, id, |job| job.restore_schema(call.now))
}

fn change(tenant: &mut Tenant, sp: &str, id: &str, deed: impl FnOnce(&mut crate::jobs::Job)) -> Result<Reply, Reply> {
    let configuration = tenant.configuration_mut(sp).ok_or_else(|| Reply::not_found(sp))?;
    let job = configuration
        .jobs
        .iter_mut()
        .find(|job| job.id.eq_ignore_ascii_case(id))
        .ok_or_else(|| no_job(id))?;
    deed(job);
    Ok(Reply::no_content())
}

fn collection(call: &Call<'_>, of: &str, value: Value) -> Reply {
    Reply::ok(json!({"@odata.context": call.context(of), "value": value}))
}

fn parse(call: &Call<'_>, tenant: &Tenant) -> Result<Reply, Reply> {
    let request = call.json()?;
    let mut answer = schema::parse_expression(&request, &tenant.names.verified_domain, call.now);
    answer["@odata.context"] = json!(call.context("microsoft.graph.parseExpressionResponse"));
    Ok(Reply::ok(answer))
}

/// Asks the agent of the configuration's domain (contract 9.7).
fn discover(call: &Call<'_>, tenant: &Tenant, sp: &str, directory: &str) -> Result<Reply, Reply> {
    if !directory.eq_ignore_ascii_case(schema::ACTIVE_DIRECTORY_ID) {
        let message = format!("The directory '{directory}' is not in the schema, or cannot be discovered.");
        return Err(Reply::sync_error_code(404, "DirectoryNotFound", Some(&message)));
    }
    let domain = tenant.configuration(sp).and_then(Configuration::domain);
    let delay = tenant.timing.discover;
    if let Some(failure) = agent_failure(tenant, domain.as_deref()) {
        return Err(Reply::sync_error_code(400, &failure.code, Some(&failure.message)).after(delay));
    }
    let exchange = tenant.scenario.variant != Variant::NoExchangeSchema;
    let context = call.context("microsoft.graph.directoryDefinition");
    let found = schema::discovered(exchange, &context, call.now);
    Ok(Reply::raw_json(found.into_bytes().into()).after(delay))
}
