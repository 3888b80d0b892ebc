//! Every command of the window. A command posts a message to the session and is answered at once; the work tells of itself in
//! the view.

use app_core::{AppView, Problem, SessionHandle, Setup};
use serde_json::Value;
use tauri::State;

use crate::Demo;

/// The newest view, for a window that has just been opened or reloaded.
#[tauri::command]
pub(crate) fn app_view(session: State<'_, SessionHandle>) -> AppView {
    session.view()
}

/// Every answer as recommended for the demo tenant, in the form of the set-up file.
#[tauri::command]
pub(crate) fn recommended_setup(demo: State<'_, Demo>) -> Result<Value, Problem> {
    Ok(demo.recommended_setup()?.to_value())
}

/// Whether these answers, the text of a set-up file, can be used. Sends nothing.
#[tauri::command]
pub(crate) fn check_setup(setup: &str) -> Result<(), Problem> {
    parsed(setup).map(|_| ())
}

/// Begins to look what these answers would change; the plan grows in the view.
#[tauri::command]
pub(crate) async fn plan(session: State<'_, SessionHandle>, setup: String) -> Result<(), Problem> {
    session.plan(parsed(&setup)?).await
}

/// Sets up what these answers say, or goes on with it.
#[tauri::command]
pub(crate) async fn start_run(session: State<'_, SessionHandle>, setup: String) -> Result<(), Problem> {
    session.start_run(parsed(&setup)?).await
}

/// Ends the run; a write that is being made comes to its end first.
#[tauri::command]
pub(crate) fn stop_run(session: State<'_, SessionHandle>) {
    session.stop_run();
}

fn parsed(setup: &str) -> Result<Setup, Problem> {
    Setup::parse(setup).map_err(|error| Problem::from(&error))
}
