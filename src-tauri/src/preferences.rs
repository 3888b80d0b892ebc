//! How this person wants to see the window, in the settings file of the store plugin.
//!
//! Only Rust uses the plugin: the capability grants the web view none of its commands. The plugin writes the file in
//! place, so what must survive a power cut is not kept here.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use app_core::view::{Note, Settings};
use app_core::{Problem, atomic_file};
use serde_json::{Map, Value, json};
use tauri::{AppHandle, Runtime};
use tauri_plugin_store::{Store, StoreExt as _};

use crate::problems;

/// The settings, and the file they are kept in.
#[derive(Debug)]
pub struct Preferences {
    now: Mutex<Settings>,
    /// Absent where the system names no folder: then they end with the window.
    file: Option<PathBuf>,
    /// Where a damaged file went when these were opened.
    set_aside: Option<PathBuf>,
}

impl Preferences {
    /// Reads them from this folder. A file that cannot be read as settings is renamed to `settings.damaged.json`.
    #[must_use]
    pub fn open<R: Runtime>(app: &AppHandle<R>, folder: Option<&Path>) -> Self {
        let file = folder.map(|folder| folder.join("settings.json"));
        let set_aside = file.as_deref().and_then(set_damaged_aside);
        let kept = file.as_deref().filter(|file| file.exists());
        let now = kept.and_then(|file| {
            let store = open_store(app, file);
            let store = store.inspect_err(|error| tracing::warn!(%error, "settings cannot be read"));
            let store = store.ok()?;
            let fields: Map<String, Value> = store.entries().into_iter().collect();
            store.close_resource();
            serde_json::from_value(Value::Object(fields)).ok()
        });
        Self {
            now: Mutex::new(now.unwrap_or_default()),
            file,
            set_aside,
        }
    }

    /// As they are.
    #[must_use]
    pub fn now(&self) -> Settings {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells that the file was damaged, if it was.
    pub(crate) fn notice(&self) -> Option<Note> {
        self.set_aside.as_deref().map(|file| Note {
            code: "settings-set-aside".to_owned(),
            values: [("file".to_owned(), file.display().to_string())].into(),
        })
    }

    /// Changes them, and keeps them for the next start. Fields that a later version added stay in the file.
    pub(crate) fn change<R: Runtime>(&self, app: &AppHandle<R>, settings: Settings) -> Result<(), Problem> {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = settings;
        let Some(file) = &self.file else { return Ok(()) };
        set_damaged_aside(file);
        if !fs::symlink_metadata(file).is_ok_and(|place| place.is_file()) {
            // The plugin would make a file and a folder that other users can read, and follow a link.
            atomic_file::write_own(file, b"{}").map_err(|error| problems::file(file, error))?;
        }
        let store = open_store(app, file).map_err(|error| problems::file(file, error))?;
        if let Value::Object(fields) = json!(settings) {
            fields.into_iter().for_each(|(field, value)| store.set(field, value));
        }
        let saved = store.save();
        store.close_resource();
        saved.map_err(|error| problems::file(file, error))
    }

    /// What the page finds before its first script runs, so that it never shows itself in another way first.
    pub(crate) fn script(&self) -> String {
        format!(
            "Object.defineProperty(window, 'causewaySettings', {{ value: Object.freeze({}) }});",
            json!(self.now())
        )
    }
}

/// The plugin writes every open store when the window closes. Settings are written only when they change, so each use
/// closes the store again.
fn open_store<R: Runtime>(app: &AppHandle<R>, file: &Path) -> tauri_plugin_store::Result<Arc<Store<R>>> {
    app.store_builder(file).disable_auto_save().build()
}

/// The plugin reads a damaged file as an empty one and would write over it.
fn set_damaged_aside(file: &Path) -> Option<PathBuf> {
    let damage = match fs::read(file) {
        Ok(bytes) => serde_json::from_slice::<Settings>(&bytes).err()?,
        Err(error) => {
            if error.kind() != ErrorKind::NotFound {
                tracing::warn!(%error, "settings cannot be read");
            }
            return None;
        }
    };
    tracing::warn!(error = %damage, "settings are damaged and set aside");
    let aside = file.with_extension("damaged.json");
    let moved = fs::rename(file, &aside);
    let moved = moved.inspect_err(|error| tracing::warn!(%error, "damaged settings stay where they are"));
    moved.ok().map(|()| aside)
}
