//! Counts uploads of people for a whole day and together with other processes, in a file that all of them share. The window of five
//! seconds is kept by a gate of its own; what others sent is told to it.

use std::collections::HashMap;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::gate::{Blocked, Gate, Passed};
use super::pace::Pace;

/// The limit of uploads counts calls of this long (contract 14).
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A call of another process that is never told to be written counts as if it had been after as long as connecting may take.
const WRITTEN_WITHIN: Duration = Duration::from_secs(20);

const FORMAT: u64 = 1;

const CALLS: &str = "calls.jsonl";

/// The calls of one tenant, in two files of a folder: `calls.jsonl`, and `calls.lock` that is held while somebody looks and writes. Clones
/// count together.
#[derive(Clone)]
pub struct UploadMeter(Arc<Meter>);

struct Meter {
    folder: PathBuf,
    /// What calls of this one are known by.
    id: String,
    a_day: usize,
    gate: Gate,
    read: Mutex<Known>,
}

/// What was read of the file so far.
#[derive(Default)]
struct Known {
    /// Another first line means another file.
    head: Vec<u8>,
    offset: u64,
    /// When calls of the last day were made.
    calls: HashMap<String, Timestamp>,
    next: u64,
}

#[derive(Serialize, Deserialize)]
struct Head {
    calls: u64,
    file: Uuid,
}

/// Two of them stand for a call: one when it may be sent, one when all of it was written.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Written { call: String, written: Timestamp },
    Taken { call: String, at: Timestamp },
}

impl UploadMeter {
    /// The calls of a tenant, in a folder that is there and this person's alone; `a_day` of them at most. Lines of earlier days go.
    ///
    /// # Errors
    /// The files cannot be read or written, or are of a newer program.
    pub fn open(folder: &Path, a_day: usize) -> io::Result<Self> {
        let meter = Meter {
            folder: folder.to_owned(),
            id: Uuid::new_v4().simple().to_string(),
            a_day,
            gate: Gate::of_uploads(),
            read: Mutex::default(),
        };
        {
            let _held = meter.hold()?;
            let mut known = meter.read.lock().unwrap_or_else(PoisonError::into_inner);
            let lines = meter.news(&mut known)?;
            let past = Timestamp::now() - DAY;
            if lines.len() > known.calls.len().max(1_000) * 3 {
                meter.shorten(&lines, past)?;
                meter.news(&mut known)?;
            }
        }
        Ok(Self(Arc::new(meter)))
    }

    /// Whether anything was ever counted in a folder.
    #[must_use]
    pub fn is_begun(folder: &Path) -> bool {
        folder.join(CALLS).exists()
    }

    /// How many calls were made within the last day, by all who share the file, as far as it was read.
    #[must_use]
    pub fn today(&self) -> usize {
        let past = Timestamp::now() - DAY;
        let known = self.0.read.lock().unwrap_or_else(PoisonError::into_inner);
        known.calls.values().filter(|at| **at > past).count()
    }

    /// How many a day may have.
    #[must_use]
    pub fn a_day(&self) -> usize {
        self.0.a_day
    }

    pub(super) fn gate(&self) -> &Gate {
        &self.0.gate
    }

    /// Lets a call through where the day and all others leave room for it, and counts it.
    pub(super) fn pass(&self, pace: Pace) -> Result<Passed, Blocked> {
        let meter = &self.0;
        let _held = meter.hold()?;
        let mut known = meter.read.lock().unwrap_or_else(PoisonError::into_inner);
        meter.news(&mut known)?;
        let now = Timestamp::now();
        if known.calls.len() >= meter.a_day {
            let oldest = known.calls.values().min().copied().unwrap_or(now);
            return Err(Blocked::Day(oldest + DAY));
        }
        let mut passed = meter.gate.pass(pace)?;
        let call = format!("{}-{}", meter.id, known.next);
        known.next += 1;
        meter.add(&Line::Taken {
            call: call.clone(),
            at: now,
        })?;
        known.calls.insert(call.clone(), now);
        let told = Arc::clone(&self.0);
        passed.when_written(move || {
            let line = Line::Written {
                call,
                written: Timestamp::now(),
            };
            let _ = told.add(&line); // others count the call for longer
        });
        Ok(passed)
    }
}

impl fmt::Debug for UploadMeter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadMeter")
            .field("folder", &self.0.folder)
            .field("a_day", &self.0.a_day)
            .finish_non_exhaustive()
    }
}

impl Meter {
    fn file(&self) -> PathBuf {
        self.folder.join(CALLS)
    }

    /// Nobody else looks or writes until this is dropped. It takes as long as others take for some lines.
    fn hold(&self) -> io::Result<File> {
        let lock = own().read(true).write(true).open(self.folder.join("calls.lock"))?;
        lock.lock()?;
        Ok(lock)
    }

    /// Reads what was added since the last look, and counts it.
    fn news(&self, known: &mut Known) -> io::Result<Vec<Line>> {
        let mut file = own().read(true).append(true).open(self.file())?;
        if file.metadata()?.len() == 0 {
            self.begin(&mut file)?;
        }
        let mut head = vec![0; known.head.len()];
        file.seek(SeekFrom::Start(0))?;
        let same = !known.head.is_empty() && file.read_exact(&mut head).is_ok() && head == known.head;
        if !same {
            *known = Known {
                next: known.next,
                ..Known::default()
            };
        }
        file.seek(SeekFrom::Start(known.offset))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        // The power failed while a line was written.
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        if whole < bytes.len() {
            file.set_len(known.offset + whole as u64)?;
        }
        let mut lines = bytes[..whole].split_inclusive(|byte| *byte == b'\n');
        if known.offset == 0
            && let Some(first) = lines.next()
        {
            let head: Head = serde_json::from_slice(first)?;
            if head.calls != FORMAT {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "a newer program counts uploads",
                ));
            }
            known.head = first.to_vec();
        }
        known.offset += whole as u64;
        // A line that makes no sense counts nothing.
        let lines = lines.filter_map(|line| serde_json::from_slice(line).ok());
        let lines: Vec<Line> = lines.collect();
        self.count(&lines, known);
        Ok(lines)
    }

    fn count(&self, lines: &[Line], known: &mut Known) {
        let (now, clock) = (Timestamp::now(), Instant::now());
        // A call from the future was made by a clock that was set back since: it counts as one of now.
        let since = |at: Timestamp| clock.checked_sub(age(now, at)).unwrap_or(clock);
        for line in lines {
            let (call, at, sure) = match line {
                Line::Taken { call, at } => {
                    known.calls.insert(call.clone(), *at);
                    (call, since(*at) + WRITTEN_WITHIN, false)
                }
                Line::Written { call, written } => (call, since(*written), true),
            };
            if !call.starts_with(&self.id) {
                self.gate.note(call.clone(), at, sure, Pace::default());
            }
        }
        known.calls.retain(|_, at| *at > now - DAY);
    }

    fn begin(&self, file: &mut File) -> io::Result<()> {
        let head = Head {
            calls: FORMAT,
            file: Uuid::new_v4(),
        };
        file.write_all(format!("{}\n", serde_json::to_string(&head)?).as_bytes())
    }

    fn add(&self, line: &Line) -> io::Result<()> {
        let mut file = own().append(true).open(self.file())?;
        file.write_all(format!("{}\n", serde_json::to_string(line)?).as_bytes())
    }

    /// Replaces the file by one without what is past. Whoever else has read it notices the other first line.
    fn shorten(&self, lines: &[Line], past: Timestamp) -> io::Result<()> {
        let beside = self.folder.join(format!("calls.{}.part", self.id));
        let mut file = own().write(true).truncate(true).open(&beside)?;
        self.begin(&mut file)?;
        for line in lines.iter().filter(|line| line.taken().is_some_and(|at| at > past)) {
            file.write_all(format!("{}\n", serde_json::to_string(line)?).as_bytes())?;
        }
        drop(file);
        std::fs::rename(beside, self.file())
    }
}

impl Line {
    fn taken(&self) -> Option<Timestamp> {
        match self {
            Self::Taken { at, .. } => Some(*at),
            Self::Written { .. } => None,
        }
    }
}

fn age(now: Timestamp, at: Timestamp) -> Duration {
    // More than the window, and no more than a clock can tell.
    Duration::try_from(now.duration_since(at))
        .unwrap_or_default()
        .min(Duration::from_secs(60))
}

/// Files for this person alone.
fn own() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests;
