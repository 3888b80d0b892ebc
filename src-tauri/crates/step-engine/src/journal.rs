//! The journal: one file per run, a header line and then one fact a line, appended and flushed to disk.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::journal_read::replay;
use crate::kept_lines::{Found, Lines};
use crate::{Event, Fact, NotPrivate, RunState, before_image, clock};

pub(crate) const FORMAT: u32 = 1;

/// What a run is about; the first line of its journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// Version of the file format; 1.
    #[serde(rename = "journal")]
    pub format: u32,
    /// Tenant id; a run is resumed only there.
    pub tenant: String,
    /// Which cloud.
    pub cloud: String,
    /// Which journey.
    pub journey: String,
    /// Name of what is set up.
    pub name: String,
    /// What was done, such as `removal`; absent for a set-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// Which row of its table, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// The tenant's name when the run first began; for lists that are shown before a sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_name: Option<String>,
    /// The answers, without secrets.
    pub setup: Value,
    /// When the run first began.
    pub began: Timestamp,
    /// Version of the program that began it.
    pub version: String,
}

impl Header {
    /// The header of a run that begins now.
    #[must_use]
    pub fn new(tenant: &str, cloud: &str, journey: &str, name: &str, setup: Value) -> Self {
        Self {
            format: FORMAT,
            tenant: tenant.to_owned(),
            cloud: cloud.to_owned(),
            journey: journey.to_owned(),
            name: name.to_owned(),
            what: None,
            row: None,
            tenant_name: None,
            setup,
            began: clock::now(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// Why a journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The file system refused.
    #[error("could not {doing} the journal {}", path.display())]
    File {
        /// What was being done.
        doing: &'static str,
        /// Which file.
        path: PathBuf,
        /// The refusal.
        #[source]
        source: io::Error,
    },
    /// Others may have written it, or it leads to another place.
    #[error("the journal is not taken from {}", path.display())]
    NotPrivate {
        /// Which file or folder.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: NotPrivate,
    },
    /// Another process works on this run.
    #[error("another process holds the journal {}", path.display())]
    Held {
        /// Which file.
        path: PathBuf,
    },
    /// A line that is not the last one cannot be read, or the order of facts is impossible.
    #[error("line {line} of the journal {} is damaged", path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
        /// What is wrong with it.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A newer program wrote it.
    #[error("the journal {} has format {format}, newer than this program knows", path.display())]
    TooNew {
        /// Which file.
        path: PathBuf,
        /// Its format.
        format: u32,
    },
    /// The thread that writes is gone.
    #[error("the journal can no longer be written")]
    Broken,
}

/// An open journal. Facts are written by a thread of its own.
#[derive(Debug)]
pub struct Journal {
    state: Mutex<Writing>,
    /// Absent for one that is kept nowhere.
    path: Option<PathBuf>,
    /// A file that means something only while this process holds the journal.
    note: Option<PathBuf>,
}

#[derive(Debug)]
struct Writing {
    seq: u64,
    /// Absent where nothing is kept.
    lines: Option<Lines>,
}

/// A journal with what it held.
#[derive(Debug)]
pub struct Opened {
    /// The journal, locked for this process.
    pub journal: Journal,
    /// What the run is about.
    pub header: Header,
    /// Its facts so far, folded.
    pub state: RunState,
}

impl Journal {
    /// Opens the journal at `path`, in a folder that is there, or begins it with `header`. A last line that was torn by a crash is dropped.
    ///
    /// # Errors
    /// [`JournalError`]; the file is never changed when it cannot be understood.
    pub fn open(path: &Path, header: impl FnOnce() -> Header) -> Result<Opened, JournalError> {
        let found = Found::open(path)?;
        let (kept, state) = match found.lines() {
            [] => (None, RunState::default()),
            lines => {
                let (header, state) = replay(path, lines)?;
                (Some(header), state)
            }
        };
        let (header, first) = match kept {
            Some(kept) => (kept, None),
            None => {
                let header = header();
                let line = serde_json::to_string(&header).map_err(|error| JournalError::File {
                    doing: "begin",
                    path: path.to_owned(),
                    source: error.into(),
                })?;
                (header, Some(line))
            }
        };
        let lines = found.go_on(first.as_deref())?;
        Ok(Opened {
            journal: Self::of(lines, path.to_owned(), state.last_seq()),
            header,
            state,
        })
    }

    /// A journal that is kept nowhere, for plans and toy runs.
    #[must_use]
    pub fn in_memory() -> Self {
        Self {
            path: None,
            note: None,
            state: Mutex::new(Writing { seq: 0, lines: None }),
        }
    }

    /// A journal that goes on after fact `seq`.
    pub(crate) fn of(lines: Lines, path: PathBuf, seq: u64) -> Self {
        Self {
            path: Some(path),
            note: None,
            state: Mutex::new(Writing {
                seq,
                lines: Some(lines),
            }),
        }
    }

    /// Deletes this file when the journal is let go, before anybody else can take it.
    pub fn let_go_with(&mut self, note: PathBuf) {
        self.note = Some(note);
    }

    /// Numbers and dates an event and hands it to the writer.
    ///
    /// `told` hears the fact before the next one gets its number, so that whoever folds sees them in order.
    pub(crate) fn record(&self, event: Event, told: impl FnOnce(&Fact)) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.seq += 1;
        let fact = Fact {
            seq: state.seq,
            at: clock::now(),
            event,
        };
        if let Some(lines) = &state.lines
            && let Ok(line) = serde_json::to_string(&fact)
        {
            lines.add(line);
        }
        told(&fact);
    }

    /// Keeps a text beside the journal, unless it is there already. The file's name; nothing for a journal that is kept nowhere.
    pub(crate) fn keep(&self, name: &str, text: &str) -> Result<Option<String>, JournalError> {
        let Some(path) = &self.path else { return Ok(None) };
        let place = before_image::place(path, name);
        before_image::keep(&place, text).map_err(|source| JournalError::File {
            doing: "keep a file beside",
            path: path.clone(),
            source,
        })?;
        Ok(place.file_name().map(|name| name.to_string_lossy().into_owned()))
    }

    /// Waits until all recorded facts are on disk.
    pub(crate) async fn settled(&self) -> Result<(), JournalError> {
        let settled = {
            let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.lines.as_ref().map(Lines::settled)
        };
        match settled {
            Some(settled) => settled.await,
            None => Ok(()),
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        // Before its lines: with the last of them the lock may be gone, and the file be the next holder's.
        if let Some(note) = &self.note {
            let _ = std::fs::remove_file(note); // a note that stays says nothing once the journal is free
        }
    }
}

/// Shared by the engine and the steps of one run.
pub(crate) type SharedJournal = Arc<Journal>;
