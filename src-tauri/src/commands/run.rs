//! What is looked at and what is changed.

use app_core::{Act, AppView, Journey, Problem, SessionHandle, Steering, Target, Timestamp, Watched};
use tauri::State;

use crate::files::parse_setup;

/// The newest view, for a window that has just been opened or reloaded.
#[tauri::command]
pub(crate) fn app_view(session: State<'_, SessionHandle>) -> AppView {
    session.view()
}

/// Begins to look at what must be so before this is set up; what is found grows in the view.
#[tauri::command]
pub(crate) async fn check_tenant(session: State<'_, SessionHandle>, journey: Journey) -> Result<(), Problem> {
    session.check_tenant(journey).await
}

/// Begins to look what these answers would change; the plan grows in the view.
#[tauri::command]
pub(crate) async fn plan(session: State<'_, SessionHandle>, setup: String) -> Result<(), Problem> {
    session.plan(parse_setup(&setup)?).await
}

/// Sets up what these answers say, or goes on with it.
#[tauri::command]
pub(crate) async fn start_run(session: State<'_, SessionHandle>, setup: String) -> Result<(), Problem> {
    session.start_run(parse_setup(&setup)?).await
}

/// Begins to look what a removal would take away of what the run of these answers created.
#[tauri::command]
pub(crate) async fn plan_removal(session: State<'_, SessionHandle>, setup: String) -> Result<(), Problem> {
    session.plan_removal(parse_setup(&setup)?).await
}

/// Takes away what the run of these answers created. `typed` is the tenant's name as the person typed it.
#[tauri::command]
pub(crate) async fn remove_created(
    session: State<'_, SessionHandle>,
    setup: String,
    typed: String,
) -> Result<(), Problem> {
    session.remove(parse_setup(&setup)?, &typed).await
}

/// Begins to look what this act would do to these jobs.
#[tauri::command]
pub(crate) async fn plan_act(session: State<'_, SessionHandle>, act: Act, target: Target) -> Result<(), Problem> {
    session.plan_act(Steering { act, target }).await
}

/// Carries this act out, or goes on with it. `typed` is what the person typed of what the act asks for, in order.
#[tauri::command]
pub(crate) async fn begin_act(
    session: State<'_, SessionHandle>,
    act: Act,
    target: Target,
    typed: Vec<String>,
) -> Result<(), Problem> {
    session.begin_act(Steering { act, target }, typed).await
}

/// Ends the run; a write that is being made comes to its end first.
#[tauri::command]
pub(crate) fn stop_run(session: State<'_, SessionHandle>) {
    session.stop_run();
}

/// Ends the present pause of whatever waits.
#[tauri::command]
pub(crate) fn look_now(session: State<'_, SessionHandle>) {
    session.look_now();
}

/// Whether one person can be tried with these answers now.
#[tauri::command]
pub(crate) async fn may_try(session: State<'_, SessionHandle>, setup: String) -> Result<(), Problem> {
    session.may_try(parse_setup(&setup)?).await
}

/// Begins to provision one person, by distinguished name, or for an app by sign-in name or object id. This writes.
#[tauri::command]
pub(crate) async fn try_person(
    session: State<'_, SessionHandle>,
    setup: String,
    person: String,
) -> Result<(), Problem> {
    session.try_person(parse_setup(&setup)?, &person).await
}

/// Looks at what runs for this set-up, now and again and again.
#[tauri::command]
pub(crate) async fn watch_setup(session: State<'_, SessionHandle>, setup: String) -> Result<(), Problem> {
    session.watch_status(parse_setup(&setup)?).await
}

/// The same for everything that exists in the tenant.
#[tauri::command]
pub(crate) async fn watch_tenant(session: State<'_, SessionHandle>) -> Result<(), Problem> {
    session.watch_status(Watched::Tenant).await
}

/// Nobody sees any more what is watched.
#[tauri::command]
pub(crate) fn unwatch(session: State<'_, SessionHandle>) {
    session.unwatch_status();
}

/// Keeps that somebody knows of a configuration that needs somebody, until this time (RFC 3339) or until it stands otherwise.
#[tauri::command]
pub(crate) async fn acknowledge(
    session: State<'_, SessionHandle>,
    configuration: String,
    until: Option<Timestamp>,
) -> Result<(), Problem> {
    session.acknowledge(configuration, until).await
}
