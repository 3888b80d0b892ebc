//! The gallery, whoever can be assigned to one of its apps, and what is typed for a set-up of one.

use app_core::view::{Assignable, GalleryAsked, GalleryEntry, GalleryRows, TypedCredential};
use app_core::{Problem, SecretText, SessionHandle};
use tauri::State;

/// Begins to read the gallery; how far it is grows in the view.
#[tauri::command]
pub(crate) async fn open_gallery(session: State<'_, SessionHandle>) -> Result<(), Problem> {
    session.open_gallery().await
}

/// Apps of the gallery by what was typed.
#[tauri::command]
pub(crate) async fn gallery_rows(
    session: State<'_, SessionHandle>,
    asked: GalleryAsked,
) -> Result<GalleryRows, Problem> {
    session.gallery_rows(asked).await
}

/// One app, by the id of its template.
#[tauri::command]
pub(crate) async fn gallery_entry(
    session: State<'_, SessionHandle>,
    template: String,
) -> Result<GalleryEntry, Problem> {
    session.gallery_entry(template).await
}

/// People and groups whose name begins so. The sign-in is asked for the permissions that this takes.
#[tauri::command]
pub(crate) async fn find_assignable(
    session: State<'_, SessionHandle>,
    text: String,
) -> Result<Vec<Assignable>, Problem> {
    session.find_assignable(text).await
}

/// How many accounts the tenant has.
#[tauri::command]
pub(crate) async fn count_people(session: State<'_, SessionHandle>) -> Result<u64, Problem> {
    session.count_people().await
}

/// Keeps a value that was typed, in memory alone. Nothing gives it back to the window.
#[tauri::command]
pub(crate) async fn keep_credential(
    session: State<'_, SessionHandle>,
    credential: TypedCredential,
    value: String,
) -> Result<(), Problem> {
    session.keep_credential(credential, SecretText::new(value)).await
}

/// Forgets every such value.
#[tauri::command]
pub(crate) async fn forget_credentials(session: State<'_, SessionHandle>) -> Result<(), Problem> {
    session.forget_credentials().await
}
