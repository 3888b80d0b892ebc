//! Files that people open and save. Which one is theirs to say, in a dialog of their system or by dropping it on the window.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use app_core::{Problem, Setup, atomic_file, setup_file, small_file};
use serde::Deserialize;
use tauri::async_runtime::spawn_blocking;
use tauri::{Runtime, WebviewWindow};
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder, FilePath};

use crate::dropped::Dropped;
use crate::{automation, problems};

/// Ending of a set-up file.
pub(crate) const SETUP: &str = ".setup.json";

/// Endings of files that HR programs write.
const TABLES: [&str; 4] = ["csv", "txt", "tsv", "xlsx"];

/// How a file is chosen.
#[derive(Debug)]
pub struct Files {
    choice: Choice,
    pub(crate) dropped: Dropped,
    last_saved: Mutex<Option<PathBuf>>,
}

/// How the person says which file is to be opened.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Way {
    Choose,
    Drop,
}

#[derive(Debug)]
enum Choice {
    /// By the person.
    Dialog,
    /// Always in this folder: to save under the suggested name, to open the newest of its kind.
    Folder(PathBuf),
    /// Nobody can choose.
    None,
}

impl Files {
    /// By the person, except where a test drives the window.
    #[must_use]
    pub fn of_this_process() -> Self {
        Self::chosen(match automation::files_folder() {
            Some(folder) => Choice::Folder(folder),
            None if automation::drives() => Choice::None,
            None => Choice::Dialog,
        })
    }

    /// Without asking, in this folder.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self::chosen(Choice::Folder(folder))
    }

    fn chosen(choice: Choice) -> Self {
        Self {
            choice,
            dropped: Dropped::default(),
            last_saved: Mutex::default(),
        }
    }

    /// Where the last file was saved since the start.
    pub(crate) fn last_saved(&self) -> Option<PathBuf> {
        let last = self.last_saved.lock().unwrap_or_else(PoisonError::into_inner);
        last.clone()
    }

    /// Saves these bytes; the path, or `None` when the person chose none.
    pub(crate) async fn save<R: Runtime>(
        &self,
        window: &WebviewWindow<R>,
        suggested: &str,
        bytes: Vec<u8>,
    ) -> Result<Option<String>, Problem> {
        self.save_with(window, suggested, move |out| out.write_all(&bytes))
            .await
    }

    /// The same for content that is made while it is written.
    pub(crate) async fn save_with<R: Runtime>(
        &self,
        window: &WebviewWindow<R>,
        suggested: &str,
        content: impl FnOnce(&mut dyn io::Write) -> io::Result<()> + Send + 'static,
    ) -> Result<Option<String>, Problem> {
        let chosen = match &self.choice {
            Choice::Dialog => {
                let (_, ending) = suggested.rsplit_once('.').unwrap_or_default();
                let dialog = dialog(window, &[ending]).set_file_name(suggested);
                asked(dialog, FileDialogBuilder::blocking_save_file).await
            }
            Choice::Folder(folder) => Some(folder.join(suggested)),
            Choice::None => None,
        };
        let Some(path) = chosen else { return Ok(None) };
        let shown = path.display().to_string();
        on_disk(path.clone(), move |path| atomic_file::write_with(path, content)).await?;
        *self.last_saved.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
        Ok(Some(shown))
    }

    /// Reads a set-up file; `None` when the person chose none.
    pub(crate) async fn open_setup<R: Runtime>(
        &self,
        window: &WebviewWindow<R>,
        way: Way,
    ) -> Result<Option<Setup>, Problem> {
        let is_setup = |name: &str| name.ends_with(SETUP);
        let Some(path) = self.open(window, way, &["json"], is_setup).await? else {
            return Ok(None);
        };
        let text = on_disk(path, setup_file::read).await?;
        parse_setup(&text).map(Some)
    }

    /// Where a file with a table lies; `None` when the person chose none.
    pub(crate) async fn open_table<R: Runtime>(
        &self,
        window: &WebviewWindow<R>,
        way: Way,
    ) -> Result<Option<PathBuf>, Problem> {
        let is_table = |name: &str| TABLES.iter().any(|ending| name.ends_with(&format!(".{ending}")));
        self.open(window, way, &TABLES, is_table).await
    }

    /// The same for a table that is a text.
    pub(crate) async fn open_text_table<R: Runtime>(
        &self,
        window: &WebviewWindow<R>,
        way: Way,
    ) -> Result<Option<PathBuf>, Problem> {
        // What was saved from here is no table.
        let is_table = |name: &str| name.ends_with(".csv") && !name.ends_with(".results.csv");
        self.open(window, way, &["csv", "txt"], is_table).await
    }

    async fn open<R: Runtime>(
        &self,
        window: &WebviewWindow<R>,
        way: Way,
        endings: &[&str],
        is_wanted: fn(&str) -> bool,
    ) -> Result<Option<PathBuf>, Problem> {
        if let Way::Drop = way {
            return self.dropped.take();
        }
        match &self.choice {
            Choice::Dialog => Ok(asked(dialog(window, endings), FileDialogBuilder::blocking_pick_file).await),
            Choice::Folder(folder) => on_disk(folder.clone(), move |folder| newest(folder, is_wanted)).await,
            Choice::None => Ok(None),
        }
    }
}

/// Answers in the form of a set-up file, from wherever they come.
pub(crate) fn parse_setup(text: &str) -> Result<Setup, Problem> {
    if text.len() as u64 > small_file::MOST {
        return Err(problems::misunderstood("a set-up of more than 1 MB"));
    }
    Setup::parse(text).map_err(Problem::from)
}

fn dialog<R: Runtime>(window: &WebviewWindow<R>, endings: &[&str]) -> FileDialogBuilder<R> {
    let dialog = window.dialog().file().set_parent(window).set_title("Causeway");
    // The patterns are their own name, in every language.
    let patterns: Vec<String> = endings.iter().map(|ending| format!("*.{ending}")).collect();
    dialog.add_filter(patterns.join(" "), endings)
}

/// Waits for the person on a thread that has nothing else to do.
async fn asked<R: Runtime>(
    dialog: FileDialogBuilder<R>,
    ask: fn(FileDialogBuilder<R>) -> Option<FilePath>,
) -> Option<PathBuf> {
    let chosen = spawn_blocking(move || ask(dialog)).await.ok().flatten();
    chosen.and_then(|path| path.into_path().ok())
}

/// Disks can be slow, and folders can lie on other machines.
pub(crate) async fn on_disk<T: Send + 'static>(
    path: PathBuf,
    work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
) -> Result<T, Problem> {
    let whose = path.clone();
    let done = spawn_blocking(move || work(&path)).await;
    // What a panic says may quote the file.
    let done = done.unwrap_or_else(|_| Err(io::Error::other("the work on it broke off")));
    done.map_err(|error| problems::file(&whose, error))
}

fn newest(folder: &Path, is_wanted: fn(&str) -> bool) -> io::Result<Option<PathBuf>> {
    let mut newest: Option<(SystemTime, PathBuf)> = None;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let changed = entry.metadata()?.modified()?;
        let is_newer = newest.as_ref().is_none_or(|(known, _)| *known < changed);
        if is_newer && is_wanted(&entry.file_name().to_string_lossy()) {
            newest = Some((changed, entry.path()));
        }
    }
    Ok(newest.map(|(_, path)| path))
}
