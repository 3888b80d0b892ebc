//! Everything in the tenant that provisions. Looking only.

use app_core::{AppsAsked, Problem, SessionHandle};
use tauri::State;

/// Asks the apps of the tenant for their jobs, or ends that.
#[tauri::command]
pub(crate) async fn apps(session: State<'_, SessionHandle>, asked: AppsAsked) -> Result<(), Problem> {
    session.apps(asked).await
}
