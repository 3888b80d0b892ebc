//! One person: who is meant, and why she was skipped. Looking only.

use app_core::people::{FoundPerson, PeopleFound};
use app_core::{PersonAsked, PersonView, Problem, SessionHandle, WhyAsked};
use tauri::State;

/// Everybody who may be meant. `ask` lets the sign-in be asked for the permissions that this takes.
#[tauri::command]
pub(crate) async fn find_person(
    session: State<'_, SessionHandle>,
    text: String,
    ask: bool,
) -> Result<PeopleFound, Problem> {
    let at_hand = Vec::new();
    session.find_person(PersonAsked { text, at_hand, ask }).await
}

/// Why she was skipped.
#[tauri::command]
pub(crate) async fn why(
    session: State<'_, SessionHandle>,
    person: FoundPerson,
    ask: bool,
) -> Result<PersonView, Problem> {
    let setup = None;
    session.why(WhyAsked { person, setup, ask }).await
}
