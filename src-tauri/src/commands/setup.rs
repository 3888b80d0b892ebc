//! The answers: recommended, checked, opened and saved.

use app_core::{Journey, Problem, SessionHandle, Setup};
use serde_json::{Map, Value};
use tauri::{Runtime, State, WebviewWindow};

use crate::file_names::suggested;
use crate::files::{self, Files, Way, parse_setup};
use crate::problems;

/// Every answer in the connected tenant, in the form of the set-up file, where these are given already: as it is on what is there, else
/// as recommended.
#[tauri::command]
pub(crate) async fn recommended_setup(
    session: State<'_, SessionHandle>,
    journey: Journey,
    answers: Map<String, Value>,
) -> Result<Value, Problem> {
    let tenant = session.view().tenant.ok_or_else(problems::not_signed_in)?;
    let setup = Setup::begun(journey, &tenant.domain, answers).map_err(Problem::from)?;
    Ok(session.as_it_is(setup).await?.to_value())
}

/// Reads the text of a set-up file and refuses answers that cannot be used. What it leaves out is as it is in the tenant.
#[tauri::command]
pub(crate) async fn read_setup(session: State<'_, SessionHandle>, setup: String) -> Result<Value, Problem> {
    complete(&session, parse_setup(&setup)?).await
}

/// Reads the set-up file that the person chooses or has dropped; `None` when that is none.
#[tauri::command]
pub(crate) async fn open_setup<R: Runtime>(
    window: WebviewWindow<R>,
    session: State<'_, SessionHandle>,
    files: State<'_, Files>,
    way: Way,
) -> Result<Option<Value>, Problem> {
    match files.open_setup(&window, way).await? {
        Some(setup) => complete(&session, setup).await.map(Some),
        None => Ok(None),
    }
}

/// Every answer, for the page that shows them; before there is a tenant, as a new configuration gets them.
async fn complete(session: &SessionHandle, setup: Setup) -> Result<Value, Problem> {
    let complete = match session.view().tenant {
        Some(_) => session.as_it_is(setup).await?,
        None => setup.completed(),
    };
    Ok(complete.to_value())
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
