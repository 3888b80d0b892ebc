//! The provisioning log and what is read of it.

use app_core::log::{Filter, Held, LogEntry, Marks, Timeline};
use app_core::view::{LogPeriod, LogRows};
use app_core::{LogForm, Problem, SessionHandle, Target};
use tauri::{Runtime, State, WebviewWindow};

use crate::file_names::suggested;
use crate::files::Files;
use crate::problems;

/// Begins to read the log of these jobs, the newest row first.
#[tauri::command]
pub(crate) async fn open_log(
    session: State<'_, SessionHandle>,
    target: Target,
    period: LogPeriod,
) -> Result<(), Problem> {
    session.open_log(target, period).await
}

/// Ends that reading; what was read stays.
#[tauri::command]
pub(crate) fn stop_log(session: State<'_, SessionHandle>) {
    session.stop_log();
}

/// Only such rows are wanted from here on.
#[tauri::command]
pub(crate) async fn filter_log(session: State<'_, SessionHandle>, filter: Filter) -> Result<(), Problem> {
    session.filter_log(filter).await
}

/// The rows that are wanted, from one place of the list on.
#[tauri::command]
pub(crate) async fn log_rows(session: State<'_, SessionHandle>, from: usize, count: usize) -> Result<LogRows, Problem> {
    session.log_rows(from, count).await
}

/// What was done between these times, of the rows of the period. The window knows where its days begin.
#[tauri::command]
pub(crate) async fn log_timeline(session: State<'_, SessionHandle>, marks: Vec<String>) -> Result<Timeline, Problem> {
    let times: Result<Vec<_>, _> = marks.iter().map(|mark| mark.parse()).collect();
    let marks = times.ok().and_then(|times| Marks::of(&times));
    let marks = marks.ok_or_else(|| problems::misunderstood("times that are none, do not rise, or are too many"))?;
    session.log_timeline(marks).await
}

/// All that Microsoft wrote of one row.
#[tauri::command]
pub(crate) async fn log_entry(session: State<'_, SessionHandle>, id: String) -> Result<Option<LogEntry>, Problem> {
    session.log_entry(&id).await
}

/// Everything that the delete guard holds back in this job since then.
#[tauri::command]
pub(crate) async fn held_deletes(
    session: State<'_, SessionHandle>,
    job: String,
    since: Option<String>,
) -> Result<Held, Problem> {
    let since = since.map(|since| since.parse()).transpose();
    let since = since.map_err(|_| problems::misunderstood("a time that is none"))?;
    session.held_deletes(&job, since).await
}

/// Saves the rows that are wanted where the person says; the path, or `None`.
#[tauri::command]
pub(crate) async fn save_log<R: Runtime>(
    window: WebviewWindow<R>,
    files: State<'_, Files>,
    session: State<'_, SessionHandle>,
    form: LogForm,
) -> Result<Option<String>, Problem> {
    let export = session.log_export().await?;
    let export = export.ok_or_else(|| problems::misunderstood("a log that was not read"))?;
    let ending = match form {
        LogForm::Csv => ".log.csv",
        LogForm::Steps => ".log-steps.csv",
        LogForm::JsonLines => ".log.jsonl",
    };
    let name = session.view().log.map(|log| log.target.name).unwrap_or_default();
    let write = move |out: &mut dyn std::io::Write| export.write(form, out);
    files.save_with(&window, &suggested(&name, ending), write).await
}
