//! Where a configuration is not as a set-up file and Microsoft's defaults have it. Looking only.

use app_core::{DriftAsked, DriftView, Problem, SessionHandle};
use tauri::State;

use crate::files::parse_setup;

/// Compares this configuration with Microsoft's defaults, and with a set-up where one is given.
#[tauri::command]
pub(crate) async fn drift(
    session: State<'_, SessionHandle>,
    configuration: String,
    setup: Option<String>,
) -> Result<DriftView, Problem> {
    let setup = setup.as_deref().map(parse_setup).transpose()?;
    let configuration = Some(configuration);
    session.drift(DriftAsked { setup, configuration }).await
}
