//! What was seen before of a tenant, so that a look can tell since when something is so, what changed since the last visit, and which
//! agent is not there any more, and which settings stood. A line is written when a look finds a change; no line names a person.

mod acknowledged;
mod known;
mod settings;
mod taken_in;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use graph_client::CloudKind;
use jiff::{SignedDuration, Timestamp};

use crate::atomic_file;
use crate::journal_file::encoded;
use crate::small_file;
use crate::status::TenantStatus;
use crate::view::Note;

use acknowledged::Acknowledged;
use known::{Known, Line};
use settings::Baseline;

pub use known::{Change, News, Turn};
pub use settings::StoodSetting;
pub(crate) use settings::{Changed, Standing};
pub use taken_in::TakenIn;

/// A file that has grown to this is halved. It is smaller than what is read, with room for the lines of one look.
const MOST: usize = 900 * 1024;

/// A look after so long a pause is another visit.
const ANOTHER_VISIT: SignedDuration = SignedDuration::from_hours(4);

/// What was seen of one tenant.
#[derive(Debug)]
pub(crate) struct Looks {
    file: PathBuf,
    acknowledged: PathBuf,
    remembered: Mutex<Option<Remembered>>,
}

#[derive(Debug, Default)]
struct Remembered {
    /// As it was at the end of the visit before.
    before: Known,
    /// When that began.
    last_visit: Option<Timestamp>,
    now: Known,
    last_look: Option<Timestamp>,
    acknowledged: Acknowledged,
    /// By configuration, of those whose settings were compared in this visit.
    baselines: BTreeMap<String, Baseline>,
    /// Nothing more is written: what is there cannot be read.
    closed: bool,
    /// It was told that nothing could be kept.
    told: bool,
}

impl Looks {
    /// Nothing is read before the first look.
    pub(crate) fn of(state_dir: &Path, cloud: CloudKind, tenant: &str) -> Self {
        let kept = |what| file(state_dir, cloud, tenant, what);
        Self {
            file: kept("jsonl"),
            acknowledged: kept("acknowledged.json"),
            remembered: Mutex::default(),
        }
    }

    /// [`Looks::take_in`] beside the tasks that must not block.
    pub(crate) async fn recall(self: Arc<Self>, status: &mut TenantStatus) -> Option<Note> {
        let mut seen = status.clone();
        let told = tokio::task::spawn_blocking(move || {
            let note = self.take_in(&mut seen);
            (seen, note)
        });
        let (seen, note) = told.await.ok()?;
        *status = seen;
        note
    }

    /// Adds to a look at the whole tenant what only earlier looks know, and keeps what changed. The note tells what went wrong with
    /// the files. It reads and writes files and blocks.
    fn take_in(&self, status: &mut TenantStatus) -> Option<Note> {
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let (remembered, damage) = self.opened(&mut remembered);
        let mut lines = Vec::new();
        let last = remembered.last_look.replace(status.at);
        if last.is_none_or(|last| status.at.duration_since(last) > ANOTHER_VISIT) {
            remembered.last_visit = remembered.now.last_visit;
            remembered.before = remembered.now.clone();
            lines.push(Line::Visit { at: status.at });
        }
        lines.extend(remembered.now.changes(status));
        lines.iter().for_each(|line| remembered.now.apply(line));
        remembered.now.tell(status);
        status.news = remembered.last_visit.map(|since| News {
            since,
            changes: remembered.before.turns(&remembered.now),
        });
        let dropped = remembered.acknowledged.tell(status);
        damage.or(self.keep(remembered, &lines, dropped))
    }

    /// What the file holds, read once; the note tells of damage.
    fn opened<'a>(&self, remembered: &'a mut Option<Remembered>) -> (&'a mut Remembered, Option<Note>) {
        match remembered {
            Some(known) => (known, None),
            none => {
                let (read, damage) = self.read();
                (none.insert(read), damage)
            }
        }
    }

    /// Writes the lines, and the acknowledgements where they changed. The first failure is told.
    fn keep(&self, remembered: &mut Remembered, lines: &[Line], acknowledged: bool) -> Option<Note> {
        let kept = match remembered.closed {
            true => Ok(()),
            false => self.add(lines, &remembered.now).and_then(|()| match acknowledged {
                true => remembered.acknowledged.write(&self.acknowledged),
                false => Ok(()),
            }),
        };
        let lost = kept.err().filter(|_| !std::mem::replace(&mut remembered.told, true));
        lost.map(|error| not_kept(&self.file, &error))
    }

    /// Keeps that somebody knows of how a configuration stands, until then; `None` forgets that. It blocks.
    ///
    /// # Errors
    /// It cannot be kept.
    pub(crate) fn acknowledge(&self, found: &crate::ConfigurationStatus, until: Option<Timestamp>) -> io::Result<()> {
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let remembered = remembered.get_or_insert_with(|| self.read().0);
        remembered.acknowledged.set(found, until);
        remembered.acknowledged.write(&self.acknowledged)
    }

    /// Where that is kept.
    pub(crate) fn acknowledged_file(&self) -> &Path {
        &self.acknowledged
    }

    fn read(&self) -> (Remembered, Option<Note>) {
        let mut remembered = Remembered {
            acknowledged: Acknowledged::read(&self.acknowledged),
            ..Remembered::default()
        };
        let text = match small_file::read(&self.file) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (remembered, None),
            Err(error) => {
                remembered.closed = true;
                return (remembered, Some(note("looks-not-read", &self.file, &error.to_string())));
            }
        };
        let mut broken = 0_usize;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match serde_json::from_str::<Line>(line) {
                Ok(line) => remembered.now.apply(&line),
                Err(_) => broken += 1,
            }
        }
        let damage = (broken > 0).then(|| note("looks-damaged", &self.file, &broken.to_string()));
        (remembered, damage)
    }

    /// Lines of others, and those that could not be read, stay as they are.
    fn add(&self, lines: &[Line], now: &Known) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let mut bytes = match small_file::read(&self.file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            read => read?,
        };
        if bytes.len() > MOST {
            let half = bytes.len() / 2;
            let end = bytes[half..].iter().position(|byte| *byte == b'\n');
            let kept = bytes.split_off(end.map_or(bytes.len(), |end| half + end + 1));
            bytes = written(&now.lines())?;
            bytes.extend(kept);
        }
        if bytes.last().is_some_and(|byte| *byte != b'\n') {
            bytes.push(b'\n');
        }
        bytes.extend(written(lines)?);
        atomic_file::write_own(&self.file, &bytes)
    }
}

/// Where this is kept of what was seen of a tenant.
pub(crate) fn file(state_dir: &Path, cloud: CloudKind, tenant: &str, what: &str) -> PathBuf {
    let folder = state_dir.join("looks").join(cloud.as_str());
    folder.join(format!("{}.{what}", encoded(tenant)))
}

/// What was seen could not be kept.
pub(crate) fn not_kept(file: &Path, error: &io::Error) -> Note {
    note("looks-not-kept", file, &error.to_string())
}

fn written(lines: &[Line]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut bytes, line)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

fn note(code: &str, file: &Path, cause: &str) -> Note {
    Note {
        code: code.to_owned(),
        values: [("file", file.display().to_string()), ("cause", cause.to_owned())]
            .map(|(name, value)| (name.to_owned(), value))
            .into(),
    }
}

#[cfg(test)]
mod tests;
