//! What people take away: pages as HTML, the report of a run as JSON.

use app_core::{Problem, SessionHandle, report};
use serde::Deserialize;
use tauri::{Runtime, State, WebviewWindow};

use crate::file_names::suggested;
use crate::files::Files;
use crate::problems;

/// A page that can be taken away.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SavedPage {
    Plan,
    Report,
}

/// Saves a page where the person says; the path, or `None`.
#[tauri::command]
pub(crate) async fn save_page<R: Runtime>(
    window: WebviewWindow<R>,
    files: State<'_, Files>,
    session: State<'_, SessionHandle>,
    page: SavedPage,
    html: String,
) -> Result<Option<String>, Problem> {
    let ending = match page {
        SavedPage::Plan => ".plan.html",
        SavedPage::Report => ".report.html",
    };
    let name = suggested(&run_name(&session), ending);
    files.save(&window, &name, html.into_bytes()).await
}

/// Saves the report of the run where the person says; the path, or `None`.
#[tauri::command]
pub(crate) async fn save_report<R: Runtime>(
    window: WebviewWindow<R>,
    files: State<'_, Files>,
    session: State<'_, SessionHandle>,
) -> Result<Option<String>, Problem> {
    let report = report::json(&session.view()).ok_or_else(|| problems::misunderstood("a report of no run"))?;
    let text = format!("{report:#}\n");
    let name = suggested(&run_name(&session), ".report.json");
    files.save(&window, &name, text.into_bytes()).await
}

/// The configuration's name; empty while there is no run.
fn run_name(session: &SessionHandle) -> String {
    session.view().run.map(|run| run.name).unwrap_or_default()
}
