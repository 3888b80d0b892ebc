//! What the window may have opened by the system: the file it saved last, and pages of Microsoft.

use app_core::{Problem, SessionHandle};
use serde::Deserialize;
use tauri::{State, Url};

use super::demo::is_about_demo;
use crate::files::Files;
use crate::{Demo, SignInHistory, problems};

/// The documentation, and the admin center of each cloud.
const HOSTS: [&str; 4] = [
    "learn.microsoft.com",
    "entra.microsoft.com",
    "entra.microsoft.us",
    "entra.microsoftonline.cn",
];

/// What of a saved file is opened.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SavedPart {
    /// A page to read. A script is never opened, for a system may run it.
    Page,
    Folder,
}

/// Opens the file that was saved last, or the folder it lies in.
#[tauri::command]
pub(crate) fn open_saved(
    sign_in_history: State<'_, SignInHistory>,
    files: State<'_, Files>,
    part: SavedPart,
) -> Result<(), Problem> {
    let saved = files.last_saved();
    let wanted = saved.as_deref().and_then(|path| match part {
        SavedPart::Page => path.extension().is_some_and(|ending| ending == "html").then_some(path),
        SavedPart::Folder => path.parent(),
    });
    let address = wanted.and_then(|path| Url::from_file_path(path).ok());
    sign_in_history.show(&address.ok_or_else(|| problems::misunderstood("a file that was not saved"))?);
    Ok(())
}

/// Opens the page of the demo tenant on which a person of an app signs in to it, by object id of the app.
#[tauri::command]
pub(crate) async fn open_demo_app(
    sign_in_history: State<'_, SignInHistory>,
    demo: State<'_, Demo>,
    session: State<'_, SessionHandle>,
    app: String,
) -> Result<(), Problem> {
    if !is_about_demo(&session.view()) {
        return Err(problems::no_demo_tenant());
    }
    let page = demo.tenant().await?.provisioning_page(&app)?;
    sign_in_history.show(&page);
    Ok(())
}

/// Opens a page of Microsoft in the browser.
#[tauri::command]
pub(crate) fn open_page(sign_in_history: State<'_, SignInHistory>, address: Url) -> Result<(), Problem> {
    let is_known = address.scheme() == "https" && address.host_str().is_some_and(|host| HOSTS.contains(&host));
    if !is_known {
        return Err(problems::misunderstood("a page that is not one of Microsoft's"));
    }
    sign_in_history.show(&address);
    Ok(())
}
