//! `/domains` (contract 5.3): T3.

use crate::call::{Call, Method};
use crate::odata;
use crate::reply::Reply;
use crate::tenant::Tenant;

pub fn route(call: &Call<'_>, tenant: &mut Tenant) -> Option<Reply> {
    match (call.method, call.segments().as_slice()) {
        (Method::Get, ["domains"]) => {
            Some(odata::collection(call, "domains", tenant.domains.clone(), 100).unwrap_or_else(|refused| refused))
        }
        (Method::Get, ["domains", name]) => Some(match tenant.domains.iter().find(|domain| domain["id"] == *name) {
            Some(domain) => Reply::ok(odata::entity(call, "domains/$entity", domain.clone())),
            None => Reply::not_found(name),
        }),
        _ => None,
    }
}
