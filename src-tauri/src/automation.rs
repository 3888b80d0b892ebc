//! What a test that drives the window is told and may decide. Only with the feature `automation`, which what people install is built
//! without.

use std::error::Error;
use std::ffi::OsString;
use std::path::PathBuf;

use graph_simulator::Connection;

/// Whether a test drives the window. Nobody can press the buttons of a native dialog then.
pub(crate) fn drives() -> bool {
    cfg!(feature = "automation") && std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true")
}

/// The folder that stands for every choice in a dialog.
pub(crate) fn files_folder() -> Option<PathBuf> {
    variable("CAUSEWAY_FILES_FOLDER").map(PathBuf::from)
}

/// Tells where the demo tenant is, so that the test can look at it by its own calls.
pub(crate) fn tell_place(place: &Connection) -> Result<(), Box<dyn Error>> {
    if let Some(file) = variable("CAUSEWAY_DEMO_CONNECTION_FILE") {
        app_core::atomic_file::write(&PathBuf::from(file), &serde_json::to_vec(place)?)?;
    }
    Ok(())
}

fn variable(name: &str) -> Option<OsString> {
    if drives() { std::env::var_os(name) } else { None }
}
