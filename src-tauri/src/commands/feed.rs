//! Sending people: what would be sent, who is behind its counts, the sending itself.

use app_core::csv::cell;
use app_core::view::{FeedGroup, FeedPeople, FeedPerson};
use app_core::{Problem, SessionHandle};
use tauri::{Runtime, State, WebviewWindow};

use crate::file_names::suggested;
use crate::files::{Files, parse_setup};

/// Begins to look what would be sent of the file that was chosen. `leavers` is how many people may leave, as it was typed.
#[tauri::command]
pub(crate) async fn show_sending(
    session: State<'_, SessionHandle>,
    setup: String,
    leavers: Option<u64>,
) -> Result<(), Problem> {
    session.show_sending(parse_setup(&setup)?, leavers).await
}

/// Twenty of those behind a count, after so many others.
#[tauri::command]
pub(crate) async fn people_behind(
    session: State<'_, SessionHandle>,
    group: FeedGroup,
    why: Option<String>,
    from: usize,
) -> Result<FeedPeople, Problem> {
    session.people_behind(group, why, from).await
}

/// Saves everybody behind a count as a table where the person says; the path, or `None`.
#[tauri::command]
pub(crate) async fn save_people<R: Runtime>(
    window: WebviewWindow<R>,
    files: State<'_, Files>,
    session: State<'_, SessionHandle>,
    group: FeedGroup,
    why: Option<String>,
) -> Result<Option<String>, Problem> {
    let found = session.everybody_behind(group, why).await?;
    let name = session.view().feed.map(|feed| feed.name).unwrap_or_default();
    let table = move |out: &mut dyn std::io::Write| {
        // By this mark spreadsheets know how the letters are written.
        writeln!(out, "\u{FEFF}number,name,signInName,row")?;
        for FeedPerson {
            number,
            name,
            sign_in,
            row,
        } in &found.people
        {
            let sign_in = sign_in.as_deref().unwrap_or_default();
            let row = Some(row)
                .filter(|row| **row > 0)
                .map(u64::to_string)
                .unwrap_or_default();
            writeln!(out, "{},{},{},{row}", cell(number), cell(name), cell(sign_in))?;
        }
        Ok(())
    };
    files.save_with(&window, &suggested(&name, ".people.csv"), table).await
}

/// Sends what the page showed: `look` is its name in the view.
#[tauri::command]
pub(crate) async fn send_people(session: State<'_, SessionHandle>, setup: String, look: String) -> Result<(), Problem> {
    session.send_shown(parse_setup(&setup)?, look).await
}

/// Goes on with the sending that broke off.
#[tauri::command]
pub(crate) async fn go_on_sending(
    session: State<'_, SessionHandle>,
    setup: String,
    waits: bool,
) -> Result<(), Problem> {
    session.go_on_sending(parse_setup(&setup)?, waits).await
}

/// Gives up the sending that broke off. `typed` is the feed's name as the person typed it.
#[tauri::command]
pub(crate) async fn give_up_sending(
    session: State<'_, SessionHandle>,
    setup: String,
    typed: String,
) -> Result<(), Problem> {
    session.give_up_sending(parse_setup(&setup)?, typed).await
}
