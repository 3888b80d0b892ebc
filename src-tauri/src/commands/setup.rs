//! The answers: recommended, checked, opened and saved.

use app_core::{Problem, SessionHandle, Setup};
use serde_json::Value;
use tauri::{Runtime, State, WebviewWindow};

use crate::file_names::suggested;
use crate::files::{self, Files, parse_setup};
use crate::problems;

/// Every answer as recommended for this domain in the connected tenant, in the form of the set-up file.
#[tauri::command]
pub(crate) fn recommended_setup(session: State<'_, SessionHandle>, domain: &str) -> Result<Value, Problem> {
    let tenant = session.view().tenant.ok_or_else(problems::not_signed_in)?;
    let setup = Setup::recommended(&tenant.domain, domain).map_err(Problem::from)?;
    Ok(setup.to_value())
}

/// Reads the text of a set-up file and refuses answers that cannot be used. Sends nothing.
#[tauri::command]
pub(crate) fn read_setup(setup: &str) -> Result<Value, Problem> {
    parse_setup(setup).map(|setup| setup.to_value())
}

/// Reads the set-up file that the person chooses; `None` when that is none.
#[tauri::command]
pub(crate) async fn open_setup<R: Runtime>(
    window: WebviewWindow<R>,
    files: State<'_, Files>,
) -> Result<Option<Value>, Problem> {
    let opened = files.open_setup(&window).await?;
    Ok(opened.map(|setup| setup.to_value()))
}

/// Saves these answers where the person says; the path, or `None`.
#[tauri::command]
pub(crate) async fn save_setup<R: Runtime>(
    window: WebviewWindow<R>,
    files: State<'_, Files>,
    setup: String,
) -> Result<Option<String>, Problem> {
    let setup = parse_setup(&setup)?;
    let text = format!("{:#}\n", setup.to_value());
    files
        .save(&window, &suggested(setup.name(), files::SETUP), text.into_bytes())
        .await
}
