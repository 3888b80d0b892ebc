//! The port to the window.

use app_core::{AppView, UiPort};
use tauri::{AppHandle, Emitter as _, EventTarget, Runtime};

/// Label of the one window.
pub(crate) const WINDOW: &str = "main";

const CHANGED: &str = "app_view_changed";

/// Shows views in the window. The session sends at most ten a second, and always the last one.
#[derive(Debug)]
pub struct TauriUi<R: Runtime>(AppHandle<R>);

impl<R: Runtime> TauriUi<R> {
    /// The window of this application; it need not be open yet.
    #[must_use]
    pub fn new(app: AppHandle<R>) -> Self {
        Self(app)
    }
}

impl<R: Runtime> UiPort for TauriUi<R> {
    fn publish(&self, view: AppView) {
        if let Err(error) = self.0.emit_to(EventTarget::webview_window(WINDOW), CHANGED, view) {
            tracing::warn!(%error, "the window was not told"); // it asks when it opens
        }
    }
}
