//! Signing people in and out.

use std::collections::BTreeMap;

use app_core::view::{CloudName, Note};
use app_core::{How, KnownAccount, Problem, SessionHandle, SignInRequest, SignInWay, Surroundings, microsoft_cloud};
use tauri::State;

use crate::{Demo, SignInHistory, problems};

/// Longer than any domain.
const LONGEST: usize = 253;

/// Begins to sign somebody in. `tenant` is its id or a domain; the demo tenant knows its own, and its application.
#[tauri::command]
pub(crate) async fn begin_sign_in(
    demo: State<'_, Demo>,
    sign_in_history: State<'_, SignInHistory>,
    session: State<'_, SessionHandle>,
    cloud: CloudName,
    tenant: Option<String>,
    client_id: String,
    way: SignInWay,
) -> Result<(), Problem> {
    let how = How::Anew(way);
    let request = if cloud == CloudName::Demo {
        demo.sign_in_request(how, &sign_in_history).await?
    } else {
        let tenant = tenant.filter(|tenant| tenant.len() <= LONGEST && !tenant.is_empty());
        let client = client_id.parse().map_err(problems::misunderstood)?;
        SignInRequest::to_microsoft(cloud, tenant, client, how, sign_in_history.lasting(None)).ok_or_else(no_cloud)?
    };
    session.begin_sign_in(request).await
}

/// Goes on as somebody who signed in before; nobody is asked if what the keychain holds is still good.
#[tauri::command]
pub(crate) async fn continue_sign_in(
    demo: State<'_, Demo>,
    sign_in_history: State<'_, SignInHistory>,
    session: State<'_, SessionHandle>,
    account: KnownAccount,
) -> Result<(), Problem> {
    let known = sign_in_history
        .known()
        .into_iter()
        .find(|known| known.is_same(&account));
    let known = known.ok_or_else(problems::not_signed_in)?;
    let request = if known.cloud == CloudName::Demo {
        demo.sign_in_request(How::AsBefore(known), &sign_in_history).await?
    } else {
        let (cloud, tenant, client) = (known.cloud, Some(known.tenant.to_string()), known.client);
        let how = How::AsBefore(known);
        SignInRequest::to_microsoft(cloud, tenant, client, how, sign_in_history.lasting(None)).ok_or_else(no_cloud)?
    };
    session.begin_sign_in(request).await
}

/// Lets whoever is signed in do so again; nothing that is known or done is lost.
#[tauri::command]
pub(crate) async fn sign_in_again(session: State<'_, SessionHandle>) -> Result<(), Problem> {
    session.sign_in_again().await
}

/// Asks whoever is signed in for the permission to read agents; answers when it is granted.
#[tauri::command]
pub(crate) async fn allow_agents(session: State<'_, SessionHandle>) -> Result<(), Problem> {
    session.allow_agents().await
}

/// Ends the attempt under way, or takes the refusal of the last one away.
#[tauri::command]
pub(crate) async fn cancel_sign_in(session: State<'_, SessionHandle>) -> Result<(), Problem> {
    session.cancel_sign_in();
    Ok(())
}

/// The address somebody is waited for at, to be copied. It holds no secret.
#[tauri::command]
pub(crate) async fn sign_in_page(session: State<'_, SessionHandle>) -> Result<String, Problem> {
    session.sign_in_page().await.map(Into::into)
}

/// Opens that address in the browser, once more.
#[tauri::command]
pub(crate) async fn open_sign_in_page(
    sign_in_history: State<'_, SignInHistory>,
    session: State<'_, SessionHandle>,
) -> Result<(), Problem> {
    sign_in_history.show(&session.sign_in_page().await?);
    Ok(())
}

/// Who signed in before, newest first; of demo tenants only the one that runs. Asks no keychain.
#[tauri::command]
pub(crate) async fn known_accounts(
    demo: State<'_, Demo>,
    sign_in_history: State<'_, SignInHistory>,
    session: State<'_, SessionHandle>,
) -> Result<Vec<KnownAccount>, Problem> {
    if sign_in_history.has_dropped() {
        session.notice(Note {
            code: "sign-ins-dropped".to_owned(),
            values: BTreeMap::new(),
        });
    }
    let mut known = sign_in_history.known();
    if known.iter().any(|known| known.cloud == CloudName::Demo) {
        let tenant = demo.tenant().await?;
        known.retain(|known| known.cloud != CloudName::Demo || (tenant.is_of(known) && demo.outlives_the_window()));
    }
    Ok(known)
}

/// Where an administrator approves the application for the tenant.
#[tauri::command]
pub(crate) async fn admin_consent_link(
    cloud: CloudName,
    tenant: Option<String>,
    client_id: String,
) -> Result<String, Problem> {
    let client = client_id.parse().map_err(problems::misunderstood)?;
    let cloud = microsoft_cloud(cloud).ok_or_else(no_cloud)?;
    app_core::admin_consent_link(&cloud, tenant.as_deref(), client).await
}

/// What of this computer takes part in a sign-in to this cloud.
#[tauri::command]
pub(crate) async fn surroundings(cloud: CloudName) -> Result<Surroundings, Problem> {
    let cloud = microsoft_cloud(cloud).ok_or_else(no_cloud)?;
    Ok(Surroundings::of(&cloud))
}

fn no_cloud() -> Problem {
    problems::misunderstood("not a cloud of Microsoft's")
}

/// Leaves the tenant and removes what is kept of the sign-in; refused while a run works on it.
#[tauri::command]
pub(crate) async fn sign_out(session: State<'_, SessionHandle>) -> Result<(), Problem> {
    session.sign_out().await
}
