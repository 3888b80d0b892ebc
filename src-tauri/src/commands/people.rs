//! The file of people: chosen, read as it is told, and looked into.

use app_core::view::{PeopleLeaveOut, PeopleLeftOut, PeopleNames, PeopleNaming, PeoplePerson, PeopleTable, PeopleTold};
use app_core::{PeopleTarget, Problem, SessionHandle};
use tauri::{Runtime, State, WebviewWindow};

use super::demo::is_about_demo;
use crate::files::{Files, Way};
use crate::{Demo, problems};

/// Begins to read the file that the person chooses or has dropped; false when that is none.
#[tauri::command]
pub(crate) async fn choose_people_file<R: Runtime>(
    window: WebviewWindow<R>,
    files: State<'_, Files>,
    session: State<'_, SessionHandle>,
    way: Way,
) -> Result<bool, Problem> {
    let Some(path) = files.open_table(&window, way).await? else {
        return Ok(false);
    };
    session.look_at_people(path).await.map(|()| true)
}

/// Begins to read what the HR department of the demo tenant exports, in the language of the window, with its mistake or `mended`.
#[tauri::command]
pub(crate) async fn sample_people_file(
    demo: State<'_, Demo>,
    session: State<'_, SessionHandle>,
    language: String,
    mended: bool,
) -> Result<(), Problem> {
    if !is_about_demo(&session.view()) {
        return Err(problems::no_demo_tenant());
    }
    let path = demo.hr_file(&language, mended).await?;
    session.look_at_people(path).await
}

/// Begins to read the same file anew, as this says.
#[tauri::command]
pub(crate) async fn read_people_file(session: State<'_, SessionHandle>, told: PeopleTold) -> Result<(), Problem> {
    session.read_people(told).await
}

/// Its columns and status words, as far as they are known.
#[tauri::command]
pub(crate) async fn people_table(session: State<'_, SessionHandle>) -> Result<PeopleTable, Problem> {
    session.people_table().await
}

/// The first person from this one on, of whom `lacking` is not told.
#[tauri::command]
pub(crate) async fn person_of_file(
    session: State<'_, SessionHandle>,
    from: u64,
    lacking: Option<PeopleTarget>,
) -> Result<Option<PeoplePerson>, Problem> {
    session.person_of_file(from, lacking).await
}

/// Who of the file would be left out by these rules.
#[tauri::command]
pub(crate) async fn left_out_of_file(
    session: State<'_, SessionHandle>,
    rules: Vec<PeopleLeaveOut>,
) -> Result<PeopleLeftOut, Problem> {
    session.left_out_of_file(rules).await
}

/// What the people of the file would sign in by.
#[tauri::command]
pub(crate) async fn names_of_file(
    session: State<'_, SessionHandle>,
    naming: PeopleNaming,
) -> Result<PeopleNames, Problem> {
    session.names_of_file(naming).await
}
