//! A table of instances of one app, and what is done with its rows.

use app_core::view::{RowsChosen, RowsDeed, RunView, ShownRows, TableAsked, TableChange, TableRows, WantedRows};
use app_core::{Problem, SessionHandle, setup_file};
use tauri::{Runtime, State, WebviewWindow};

use crate::file_names::suggested;
use crate::files::{Files, Way, on_disk};
use crate::problems;

/// Changes the table. A secret in it is in memory alone, and nothing gives it back to the window.
#[tauri::command]
pub(crate) async fn change_app_table(session: State<'_, SessionHandle>, change: TableChange) -> Result<(), Problem> {
    session.change_table(change).await
}

/// Takes the rows of the file that the person chooses or has dropped; false when that is none.
#[tauri::command]
pub(crate) async fn choose_app_table<R: Runtime>(
    window: WebviewWindow<R>,
    files: State<'_, Files>,
    session: State<'_, SessionHandle>,
    way: Way,
) -> Result<bool, Problem> {
    let Some(path) = files.open_text_table(&window, way).await? else {
        return Ok(false);
    };
    let text = on_disk(path, setup_file::table).await?;
    session.take_table(text).await.map(|()| true)
}

/// Rows of the table.
#[tauri::command]
pub(crate) async fn app_table_rows(session: State<'_, SessionHandle>, asked: TableAsked) -> Result<TableRows, Problem> {
    session.table_rows(asked).await
}

/// Saves a table without rows, to be filled in with a spreadsheet; the path, or `None`. What separates its cells is a matter of the
/// country that the spreadsheet is set to.
#[tauri::command]
pub(crate) async fn save_empty_app_table<R: Runtime>(
    window: WebviewWindow<R>,
    files: State<'_, Files>,
    session: State<'_, SessionHandle>,
    separator: char,
) -> Result<Option<String>, Problem> {
    let text = session.empty_table(separator).await?;
    files
        .save(&window, &suggested(&app_name(&session), ".csv"), text.into_bytes())
        .await
}

/// Begins to look what would change in the rows of the table that this set-up names.
#[tauri::command]
pub(crate) async fn plan_rows(session: State<'_, SessionHandle>, setup: String) -> Result<(), Problem> {
    session.work_on_rows(setup, RowsDeed::Plan, RowsChosen::All).await
}

/// Begins to set these rows up, and with `start` to start them.
#[tauri::command]
pub(crate) async fn apply_rows(
    session: State<'_, SessionHandle>,
    setup: String,
    start: bool,
    chosen: RowsChosen,
) -> Result<(), Problem> {
    let deed = if start { RowsDeed::Start } else { RowsDeed::Prepare };
    session.work_on_rows(setup, deed, chosen).await
}

/// Begins no other row; those at work come to their end.
#[tauri::command]
pub(crate) fn end_rows(session: State<'_, SessionHandle>) {
    session.end_rows();
}

/// Rows as they stand.
#[tauri::command]
pub(crate) async fn shown_rows(session: State<'_, SessionHandle>, asked: WantedRows) -> Result<ShownRows, Problem> {
    session.shown_rows(asked).await
}

/// Every step of one row.
#[tauri::command]
pub(crate) async fn row_run(session: State<'_, SessionHandle>, number: usize) -> Result<Option<RunView>, Problem> {
    session.row_run(number).await
}

/// Saves what came of each row where the person says; the path, or `None`.
#[tauri::command]
pub(crate) async fn save_row_results<R: Runtime>(
    window: WebviewWindow<R>,
    files: State<'_, Files>,
    session: State<'_, SessionHandle>,
) -> Result<Option<String>, Problem> {
    let results = session.row_results().await?;
    let text = results.ok_or_else(|| problems::misunderstood("results of no rows"))?;
    files
        .save(
            &window,
            &suggested(&app_name(&session), ".results.csv"),
            text.into_bytes(),
        )
        .await
}

/// The app's name; empty while none is chosen.
fn app_name(session: &SessionHandle) -> String {
    let entry = session.view().gallery.and_then(|gallery| gallery.entry);
    entry.map(|entry| entry.row.name).unwrap_or_default()
}
