//! From nothing to the open window. The window comes first; the demo tenant starts when the first page asks for it.

use std::sync::Arc;
use std::time::Duration;

use app_core::{Session, SessionHandle, state_dir};
use tauri::async_runtime::block_on;
use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager as _, RunEvent, Runtime, Url, WebviewUrl, WebviewWindowBuilder, WindowEvent};
use tokio::time::timeout;

use crate::tauri_ui::WINDOW;
use crate::{Demo, Files, Preferences, SignInHistory, TauriUi, hear_drag};

/// What works when the window closes has this long to come to its end. A write that does not is in the journal all the same.
const LONGEST_END: Duration = Duration::from_secs(10);

/// Runs the application until its window is closed and returns its exit code.
pub(crate) fn open(demo: Demo) -> tauri::Result<i32> {
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| show(app)))
        .manage(demo)
        .manage(Files::of_this_process())
        .on_window_event(|window, event| {
            if let WindowEvent::DragDrop(event) = event {
                hear_drag(window.app_handle(), event);
            }
        })
        .setup(|app| {
            start_session(app);
            let folder = app.path().app_config_dir().ok();
            let preferences = Preferences::open(app.handle(), folder.as_deref());
            if let Some(notice) = preferences.notice() {
                app.state::<SessionHandle>().notice(notice);
            }
            app.manage(preferences);
            app.manage(SignInHistory::open(folder.as_deref(), Arc::new(app_core::open_browser)));
            open_window(app)?;
            Ok(())
        });
    let app = crate::with_commands(builder).build(crate::context())?;
    Ok(app.run_return(|app, event| {
        if let RunEvent::Exit = event {
            let ended = block_on(async { timeout(LONGEST_END, end(app)).await });
            if ended.is_err() {
                tracing::warn!("the window closed in the middle of a write");
            }
        }
    }))
}

fn start_session(app: &App) {
    let ui = Arc::new(TauriUi::new(app.handle().clone()));
    let folder = app.state::<Demo>().folder().to_owned();
    // The session lives as a task, so it is opened inside the runtime.
    let session = block_on(async { Session::open(folder.clone(), ui) });
    let own = state_dir::platform();
    // The web view keeps its data in the same folder and would make it with whatever rights the system gives.
    if let Some(Err(error)) = own.as_deref().map(state_dir::claim) {
        tracing::warn!(%error, "the folder for journals is not for this person alone");
    }
    session.list_unfinished(own.into_iter().chain([folder]).collect());
    app.manage(session);
}

fn open_window(app: &App) -> tauri::Result<()> {
    #[cfg_attr(
        not(target_os = "linux"),
        expect(unused_variables, reason = "other systems choose by themselves")
    )]
    let window = WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::default())
        .title("Causeway")
        .inner_size(1180.0, 780.0)
        .min_inner_size(960.0, 640.0)
        .zoom_hotkeys_enabled(true)
        .devtools(cfg!(debug_assertions))
        .initialization_script(app.state::<Preferences>().script())
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_document_title_changed(|window, title| {
            if let Err(error) = window.set_title(&title) {
                tracing::warn!(%error, "the window keeps its title");
            }
        })
        .build()?;
    #[cfg(target_os = "linux")]
    crate::webview_rendering::fit(&window)?;
    Ok(())
}

/// Stops what works on the tenant before the tenant goes: a write that is under way comes to its end, whatever it is part of.
pub async fn end<R: Runtime>(app: &AppHandle<R>) {
    let session = app.state::<SessionHandle>();
    session.stop_run();
    session.end_of_work().await;
    app.state::<Demo>().end().await;
}

/// A second start brings the open window to the front.
fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        let shown = window.unminimize().and_then(|()| window.set_focus());
        if let Err(error) = shown {
            tracing::warn!(%error, "the window stays where it is");
        }
    }
}

/// The page never leaves the files of this application, by whatever link or script.
fn is_own_page(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) => true,
        // Windows has no schemes of its own in a web view.
        ("http", Some("tauri.localhost")) => cfg!(windows),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_files_are_pages() {
        let allowed = |url: &str| is_own_page(&url.parse().unwrap());
        assert!(allowed("tauri://localhost/index.html"));
        for other in [
            "https://example.com/",
            "http://localhost/",
            "http://tauri.localhost.evil.example/",
            "tauri://evil.example/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:blank",
        ] {
            assert!(!allowed(other), "{other}");
        }
    }
}
