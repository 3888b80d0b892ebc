//! Files that are dragged over the window. The page hears that there are some and never which: what was dropped lies here, and the
//! page on which it was dropped asks for it as for a file that is chosen.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use app_core::Problem;
use serde::Serialize;
use tauri::{AppHandle, DragDropEvent, Emitter as _, EventTarget, Manager as _, Runtime};

use crate::Files;
use crate::problems;
use crate::tauri_ui::WINDOW;

const DRAGGED: &str = "file_dragged";

/// What the page hears.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
enum Dragged {
    Over,
    Left,
    Dropped,
}

/// What was dropped last, until it is asked for or something else is dragged over the window.
#[derive(Debug, Default)]
pub(crate) struct Dropped(Mutex<Vec<PathBuf>>);

impl Dropped {
    fn set(&self, paths: Vec<PathBuf>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = paths;
    }

    /// The one file; `None` when nothing was dropped.
    pub(crate) fn take(&self) -> Result<Option<PathBuf>, Problem> {
        let mut dropped = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut paths = std::mem::take(&mut *dropped).into_iter();
        match (paths.next(), paths.len()) {
            (one, 0) => Ok(one),
            (_, others) => Err(problems::several_files(others + 1)),
        }
    }
}

/// Takes note of what is dragged over the window, and tells the page that it is.
pub fn hear_drag<R: Runtime>(app: &AppHandle<R>, event: &DragDropEvent) {
    let files = app.state::<Files>();
    let told = match event {
        DragDropEvent::Enter { paths, .. } if are_files(paths) => {
            files.dropped.set(Vec::new());
            Dragged::Over
        }
        DragDropEvent::Drop { paths, .. } if are_files(paths) => {
            files.dropped.set(paths.clone());
            Dragged::Dropped
        }
        DragDropEvent::Drop { .. } | DragDropEvent::Leave => Dragged::Left,
        _ => return,
    };
    if let Err(error) = app.emit_to(EventTarget::webview_window(WINDOW), DRAGGED, told) {
        tracing::warn!(%error, "the window was not told of what is dragged over it");
    }
}

/// A link of a page comes as a path as well, and as one that leads from nowhere.
fn are_files(paths: &[PathBuf]) -> bool {
    !paths.is_empty() && paths.iter().map(PathBuf::as_path).all(Path::is_absolute)
}
