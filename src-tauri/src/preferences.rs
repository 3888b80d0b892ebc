//! How this person wants to see the window, in one small file that nothing depends on.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use app_core::view::Settings;
use app_core::{Problem, whole_file};
use serde_json::{Map, Value, json};

use crate::problems;

/// The settings, and the file they are kept in.
#[derive(Debug)]
pub struct Preferences {
    now: Mutex<Settings>,
    /// Absent where the system names no folder: then they end with the window.
    file: Option<PathBuf>,
}

impl Preferences {
    /// Reads them from this folder, where they were kept before. What cannot be read is set aside.
    #[must_use]
    pub fn open(folder: Option<&Path>) -> Self {
        let file = folder.map(|folder| folder.join("settings.json"));
        Self {
            now: Mutex::new(file.as_deref().map(read).unwrap_or_default()),
            file,
        }
    }

    /// As they are.
    #[must_use]
    pub fn now(&self) -> Settings {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes them, and keeps them for the next start.
    pub(crate) fn change(&self, settings: Settings) -> Result<(), Problem> {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = settings;
        let Some(file) = &self.file else { return Ok(()) };
        keep(file, settings).map_err(|error| problems::file(file, error))
    }

    /// What the page finds before its first script runs, so that it never shows itself in another way first.
    pub(crate) fn script(&self) -> String {
        format!(
            "Object.defineProperty(window, 'causewaySettings', {{ value: Object.freeze({}) }});",
            json!(self.now())
        )
    }
}

fn read(file: &Path) -> Settings {
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            if error.kind() != ErrorKind::NotFound {
                tracing::warn!(%error, "settings cannot be read");
            }
            return Settings::default();
        }
    };
    serde_json::from_slice(&bytes).unwrap_or_else(|error| {
        tracing::warn!(%error, "settings are damaged and set aside");
        let _ = fs::rename(file, file.with_extension("damaged.json")); // else they are written over
        Settings::default()
    })
}

/// What a later version added to the file stays in it.
fn keep(file: &Path, settings: Settings) -> io::Result<()> {
    let before = fs::read(file).ok();
    let before = before.and_then(|bytes| serde_json::from_slice::<Map<String, Value>>(&bytes).ok());
    let mut fields = before.unwrap_or_default();
    if let Value::Object(now) = json!(settings) {
        fields.extend(now);
    }
    whole_file::write_own(file, format!("{:#}\n", Value::Object(fields)).as_bytes())
}
