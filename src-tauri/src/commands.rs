//! Every command of the window. A command posts a message to the session and is answered at once; the work tells of itself in
//! the view.

use app_core::{AppView, Problem, SessionHandle};
use tauri::State;

use crate::Demo;

/// The newest view, for a window that has just been opened or reloaded.
#[tauri::command]
pub(crate) fn app_view(session: State<'_, SessionHandle>) -> AppView {
    session.view()
}

/// Sets up Cloud Sync on the demo tenant with the recommended answers, or goes on with it.
#[tauri::command]
pub(crate) async fn start_run(session: State<'_, SessionHandle>, demo: State<'_, Demo>) -> Result<(), Problem> {
    session.start_run(demo.recommended_setup()?).await
}

/// Ends the run; a write that is being made comes to its end first.
#[tauri::command]
pub(crate) fn stop_run(session: State<'_, SessionHandle>) {
    session.stop_run();
}
