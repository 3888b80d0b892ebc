//! How the window is shown.

use app_core::Problem;
use app_core::view::Settings;
use tauri::{AppHandle, Runtime, State};

use crate::Preferences;

/// The settings as they are.
#[tauri::command]
pub(crate) fn settings(preferences: State<'_, Preferences>) -> Settings {
    preferences.now()
}

/// Changes the settings and keeps them for the next start.
#[tauri::command]
pub(crate) async fn change_settings<R: Runtime>(
    app: AppHandle<R>,
    preferences: State<'_, Preferences>,
    settings: Settings,
) -> Result<(), Problem> {
    preferences.change(&app, settings)
}
