//! `…/synchronization/templates` (contract 7.1): S1, and S2 without the schema.

use serde_json::Value;

use crate::call::{Call, Method};
use crate::odata;
use crate::reply::Reply;
use crate::tenant::Tenant;

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    let (Method::Get, ["serviceprincipals", id, "synchronization", "templates", rest @ ..]) =
        (call.method, &call.segments()[..])
    else {
        return None;
    };
    let context = format!("servicePrincipals('{id}')/synchronization/templates");
    let app = tenant.configuration(id)?.app()?;
    let templates = tenant.job_templates(id, call.now);
    match rest {
        [] => {
            let bodies: Vec<Value> = templates.iter().map(|template| template.to_json(app)).collect();
            Some(odata::collection(call, &context, bodies, 100).unwrap_or_else(|refused| refused))
        }
        [wanted] => Some(
            match templates
                .iter()
                .find(|template| template.id.eq_ignore_ascii_case(wanted))
            {
                Some(template) => Reply::ok(odata::entity(
                    call,
                    &format!("{context}/$entity"),
                    template.to_json(app),
                )),
                None => Reply::sync_error_code(404, "TemplateNotFound", None),
            },
        ),
        _ => None,
    }
}
