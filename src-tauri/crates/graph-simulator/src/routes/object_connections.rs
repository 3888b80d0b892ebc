//! `…/jobs/{id}/objectConnections/{id}`, beta only (synchronization objectConnection, get and delete).

use std::collections::HashMap;

use serde_json::json;

use super::jobs::job_of;
use crate::call::{Call, Method, Version};
use crate::feed::Connection;
use crate::odata;
use crate::reply::Reply;
use crate::tenant::{ConnectionPermission, Tenant};
use crate::users;

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let segments = call.segments();
    let [
        "serviceprincipals",
        sp,
        "synchronization",
        "jobs",
        job,
        "objectconnections",
        rest @ ..,
    ] = segments.as_slice()
    else {
        return None;
    };
    if call.version != Version::Beta {
        return None;
    }
    let answered = permitted(call, tenant).and_then(|()| match (call.method, rest) {
        (Method::Get, []) => Err(Reply::sync_error_code(
            400,
            "BadRequest",
            Some("Listing object connections is not supported. Name one by its id."),
        )),
        (Method::Get, [_]) => read(call, tenant, sp, job),
        (Method::Delete, [_]) => delete(call, tenant, sp, job),
        _ => Err(Reply::method_not_allowed()),
    });
    Some(answered.unwrap_or_else(|refused| refused))
}

/// Which permissions are wanted is a matter of the tenant's switch.
fn permitted(call: &Call<'_>, tenant: &Tenant) -> Result<(), Reply> {
    let family = match tenant.switches.connection_permission {
        ConnectionPermission::Metadata => "SynchronizationMetadata",
        ConnectionPermission::Synchronization => "Synchronization",
    };
    let (read, write) = (format!("{family}.Read.All"), format!("{family}.ReadWrite.All"));
    let permitted = match call.method {
        Method::Get => call.caller.has_any(&[&read, &write]),
        _ => call.caller.has_any(&[&write]),
    };
    if permitted { Ok(()) } else { Err(Reply::denied()) }
}

fn read(call: &Call<'_>, tenant: &Tenant, sp: &str, job: &str) -> Result<Reply, Reply> {
    let configuration = tenant.configuration(sp).ok_or_else(|| Reply::not_found(sp))?;
    let job = job_of(configuration, job)?;
    let asked = &call.path[6];
    let missing = || {
        let message = format!("No object connection was found for '{asked}'.");
        Reply::sync_error_code(404, "ObjectConnectionNotFound", Some(&message))
    };
    let context = format!(
        "servicePrincipals('{sp}')/synchronization/jobs('{}')/objectConnections/$entity",
        job.id
    );
    if job.is_fed() {
        let Connection { source, target } = job.feed.connection(asked).ok_or_else(missing)?;
        let people = users::present(tenant, call.now);
        let user = people.iter().find(|user| user.id(tenant) == target);
        let name = user.map(|user| user.show(tenant, &HashMap::new(), &["displayName"])["displayName"].clone());
        let body = json!({
            "objectId": asked, "sourceAnchor": source, "targetAnchor": target, "displayName": name, "objectTypeName": "User",
        });
        return Ok(Reply::ok(odata::entity(call, &context, body)));
    }
    let pair = job.pair(&tenant.company, asked).ok_or_else(missing)?;
    let (name, kind) = match job.source(pair.object) {
        Some(source) => (source.name.clone(), Some(source.kind())),
        None => {
            let class = tenant.company.class(pair.object);
            (
                tenant.company.display_name(pair.object),
                class.map(|class| class.target_name()),
            )
        }
    };
    let body = json!({
        "objectId": asked,
        "sourceAnchor": pair.source,
        "targetAnchor": pair.target,
        "displayName": name,
        "objectTypeName": kind,
    });
    Ok(Reply::ok(odata::entity(call, &context, body)))
}

/// Forgets the pair, also when there is none; nobody is deleted.
fn delete(call: &Call<'_>, tenant: &mut Tenant, sp: &str, job: &str) -> Result<Reply, Reply> {
    let company = tenant.company.clone();
    let configuration = tenant.configuration_mut(sp).ok_or_else(|| Reply::not_found(sp))?;
    job_of(configuration, job)?;
    let found = configuration
        .jobs
        .iter_mut()
        .find(|found| found.id.eq_ignore_ascii_case(job));
    if let Some(job) = found {
        if !job.is_idle() {
            return Err(Reply::sync_error_code(
                409,
                "SynchronizationJobIsActive",
                Some("Pause the synchronization job before you delete an object connection."),
            ));
        }
        if let Some(Connection { source, .. }) = job.feed.connection(&call.path[6]) {
            job.feed.cut(&source);
        }
        if let Some(pair) = job.pair(&company, &call.path[6]) {
            job.cut(&pair);
        }
    }
    Ok(Reply::no_content())
}
