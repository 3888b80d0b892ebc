//! Sending people: what would be sent, who is behind its counts, the sending itself.

use app_core::view::{FeedGroup, FeedPeople};
use app_core::{Problem, SessionHandle};
use tauri::State;

use crate::files::parse_setup;

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
