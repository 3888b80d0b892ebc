//! The tenants of whoever looks after several.

use app_core::view::CloudName;
use app_core::{How, KnownAccount, OtherTenant, Problem, Reach, SessionHandle, SignInRequest};
use tauri::State;

use crate::demo::Demo;
use crate::problems;
use crate::sign_in_history::SignInHistory;

/// Looks at every tenant that can be looked at without asking anybody: those of the demo, or those that somebody signed in to before.
#[tauri::command]
pub(crate) async fn watch_tenants(
    demo: State<'_, Demo>,
    sign_in_history: State<'_, SignInHistory>,
    session: State<'_, SessionHandle>,
) -> Result<(), Problem> {
    let tenants = if is_demo(&session) {
        demo.tenants().await?
    } else {
        known(&sign_in_history)
            .into_iter()
            .filter_map(|known| of_known(known, &sign_in_history))
            .collect()
    };
    session.watch_tenants(tenants);
    Ok(())
}

/// Nobody sees them any more.
#[tauri::command]
pub(crate) fn unwatch_tenants(session: State<'_, SessionHandle>) {
    session.unwatch_tenants();
}

/// Makes this one of them the tenant everything is about.
#[tauri::command]
pub(crate) async fn open_tenant(
    demo: State<'_, Demo>,
    sign_in_history: State<'_, SignInHistory>,
    session: State<'_, SessionHandle>,
    tenant: String,
) -> Result<(), Problem> {
    if is_demo(&session) {
        return demo.open(&session, &tenant).await;
    }
    let known = known(&sign_in_history);
    let known = known.into_iter().find(|known| known.tenant.to_string() == tenant);
    let request = request(known.ok_or_else(problems::not_signed_in)?, &sign_in_history);
    session
        .begin_sign_in(request.ok_or_else(problems::not_signed_in)?)
        .await
}

fn is_demo(session: &SessionHandle) -> bool {
    session
        .view()
        .tenant
        .is_none_or(|tenant| tenant.cloud == CloudName::Demo)
}

/// One of those who signed in to each tenant before, the newest.
fn known(sign_in_history: &SignInHistory) -> Vec<KnownAccount> {
    let mut once: Vec<KnownAccount> = Vec::new();
    for known in sign_in_history.known() {
        if known.cloud != CloudName::Demo && once.iter().all(|other| other.tenant != known.tenant) {
            once.push(known);
        }
    }
    once
}

fn of_known(known: KnownAccount, sign_in_history: &SignInHistory) -> Option<OtherTenant> {
    let name = if known.tenant_name.is_empty() {
        &known.address
    } else {
        &known.tenant_name
    };
    Some(OtherTenant {
        id: known.tenant.to_string(),
        cloud: known.cloud,
        name: name.clone(),
        reach: Reach::SignIn(Box::new(request(known, sign_in_history)?)),
    })
}

fn request(known: KnownAccount, sign_in_history: &SignInHistory) -> Option<SignInRequest> {
    let (cloud, tenant, client) = (known.cloud, Some(known.tenant.to_string()), known.client);
    let place = sign_in_history.lasting(None);
    SignInRequest::to_microsoft(cloud, tenant, client, How::AsBefore(known), place)
}
