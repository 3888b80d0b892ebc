//! What is not Graph and not sign-in: the gallery's logos, and the page of the admin center on which a person authorizes an app, as far
//! as the demo tenant has one.

use jiff::Timestamp;

use crate::authority::{Authority, knows, pages};
use crate::call::Query;
use crate::gallery::{self, Kind};
use crate::reply::{Body, Reply};
use crate::tenant::Tenant;

/// A request below the host.
#[derive(Debug)]
pub(crate) struct Visit<'v> {
    post: bool,
    path: &'v [&'v str],
    query: &'v Query,
    body: &'v [u8],
    now: Timestamp,
}

impl<'v> Visit<'v> {
    /// `path` are the segments in lower case.
    pub(crate) fn new(post: bool, path: &'v [&'v str], query: &'v Query, body: &'v [u8], now: Timestamp) -> Self {
        Self {
            post,
            path,
            query,
            body,
            now,
        }
    }
}

/// `/app-logo/{key}_215.png` and `/{tenant}/app-provisioning/{service principal}`; `None` for any other address.
pub(crate) fn answer(visit: &Visit<'_>, tenant: &mut Tenant, authority: &Authority) -> Option<Reply> {
    match visit.path {
        ["app-logo", file] if !visit.post => {
            let key = file.strip_suffix("_215.png")?;
            let picture = Body::Raw {
                media: "image/png",
                bytes: gallery::picture(key).into(),
            };
            Some(Reply::new(200, picture).header("Cache-Control", "max-age=86400"))
        }
        [named, "app-provisioning", id] if knows(tenant, named) => {
            let form = Query::parse(&String::from_utf8_lossy(visit.body));
            let given = visit.query.get("ticket").or(form.get("ticket"));
            if !authority.is_ticket(given.unwrap_or_default()) {
                return Some(pages::ticket(&format!("/{}", visit.path.join("/")), visit.query));
            }
            Some(provisioning(visit, tenant, authority, id))
        }
        _ => None,
    }
}

fn provisioning(visit: &Visit<'_>, tenant: &mut Tenant, authority: &Authority, id: &str) -> Reply {
    let Some(found) = tenant.configuration(id) else {
        return pages::no_app();
    };
    let name = found.display_name.clone();
    let mut jobs = found.app().into_iter().flat_map(|app| &app.jobs);
    let is_open = jobs.any(|job| job.kind == Kind::OAuth);
    if !is_open {
        return pages::not_by_sign_in(&name);
    }
    if visit.post {
        tenant.authorize(id, visit.now);
        return pages::authorized(&name);
    }
    let is_done = tenant
        .configuration(id)
        .is_some_and(|found| found.secret("Oauth2AccessToken").is_some());
    pages::authorize(&format!("/{}", visit.path.join("/")), &name, &authority.ticket, is_done)
}
