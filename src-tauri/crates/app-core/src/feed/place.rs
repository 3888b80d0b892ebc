//! Where the state of feeds lies: `feeds/{cloud}/{tenant}`, with the calls of the tenant, and below it a folder for each feed.

use std::path::{Path, PathBuf};

use ::people_feed::{FeedError, Header, Ledger, Outbox};
use graph_client::{CloudKind, UploadMeter};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use step_engine::{JournalError, atomic_file, private};

use super::{FeedRefusal, FeedResult, Finding, FindingCode};
use crate::Problem;
use crate::journal_file::{encoded, kind_of, make_private_folder_of};

const FORMAT: u64 = 1;

const LEDGER: &str = "ledger.jsonl";

/// How the names of notes of requests end.
const BATCHES: &str = ".batches.jsonl";

/// The folder of a feed.
#[derive(Debug, Clone)]
pub(super) struct Place {
    tenant: PathBuf,
    folder: PathBuf,
}

/// Where a sending stands, beside its outbox and the notes of its requests.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RunNote {
    /// Version of the format.
    #[serde(rename = "run")]
    format: u64,
    pub(super) phase: Phase,
    pub(super) header: Header,
    /// [`Outbox::sum`] of the outbox that it is about: beside another one it says nothing.
    outbox: String,
    pub(super) people: u32,
    pub(super) pilot: u32,
    pub(super) pilot_is_over: bool,
    /// Those whom the service has accepted, and of whom the log had no word when it was last read.
    pub(super) waiting: u64,
    /// By the service's time, before the first was sent.
    pub(super) since: Timestamp,
}

/// What is left to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Phase {
    /// Somebody in the outbox is not decided.
    Sending,
    /// The log has not said of everybody what became of them.
    Following,
}

impl RunNote {
    pub(super) fn new(header: Header, outbox: &Outbox, pilot: u32, since: Timestamp) -> Self {
        Self {
            format: FORMAT,
            phase: Phase::Sending,
            header,
            outbox: outbox.sum().to_owned(),
            people: outbox.people(),
            pilot,
            pilot_is_over: pilot == 0,
            waiting: 0,
            since,
        }
    }
}

impl Place {
    pub(super) fn of(state_dir: &Path, cloud: CloudKind, tenant: &str, service_principal: &str) -> Self {
        let tenant = folder_of(state_dir, cloud, tenant);
        Self {
            folder: tenant.join(encoded(service_principal)),
            tenant,
        }
    }

    /// Of each feed of a tenant.
    pub(super) fn all(state_dir: &Path, cloud: CloudKind, tenant: &str) -> Vec<Self> {
        let tenant = folder_of(state_dir, cloud, tenant);
        let entries = std::fs::read_dir(&tenant).into_iter().flatten().flatten();
        let folders = entries.map(|entry| entry.path()).filter(|path| path.is_dir());
        folders
            .map(|folder| Self {
                tenant: tenant.clone(),
                folder,
            })
            .collect()
    }

    /// Of the feed: the name of its folder.
    pub(super) fn id(&self) -> String {
        let name = self.folder.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Makes the folder for this person alone.
    pub(super) fn make(&self) -> Result<(), JournalError> {
        make_private_folder_of(&self.folder)?;
        atomic_file::make_folder(&self.folder).map_err(|source| JournalError::File {
            doing: "make",
            path: self.folder.clone(),
            source,
        })?;
        private::folder(&self.folder)
    }

    pub(super) fn ledger(&self) -> PathBuf {
        self.folder.join(LEDGER)
    }

    pub(super) fn outbox(&self) -> PathBuf {
        self.folder.join("outbox.bin")
    }

    pub(super) fn batches(&self, run: u64) -> PathBuf {
        self.folder.join(format!("run-{run}{BATCHES}"))
    }

    fn note(&self) -> PathBuf {
        self.folder.join("run.json")
    }

    /// The ledgers of the tenant's other feeds that can be read.
    pub(super) fn other_ledgers(&self) -> impl Iterator<Item = Ledger> {
        let folders = std::fs::read_dir(&self.tenant).into_iter().flatten().flatten();
        let others = folders.map(|entry| entry.path()).filter(|path| *path != self.folder);
        others.filter_map(|folder| Ledger::load(&folder.join(LEDGER)).ok().flatten())
    }

    /// How many calls the tenant had within the last day from this computer; none where none was counted.
    pub(super) fn today(&self) -> usize {
        let counted = UploadMeter::is_begun(&self.tenant);
        let meter = counted
            .then(|| UploadMeter::open(&self.tenant, usize::MAX).ok())
            .flatten();
        meter.map_or(0, |meter| meter.today())
    }

    /// The calls of the tenant; `a_day` of them at most.
    pub(super) fn meter(&self, a_day: usize) -> Result<UploadMeter, Problem> {
        UploadMeter::open(&self.tenant, a_day).map_err(|error| Problem::not_kept(&self.tenant, &error))
    }

    /// Who was sent before, and with what. Through a job that was made anew nobody was.
    pub(super) fn read_ledger(&self, header: &Header) -> FeedResult<Option<Ledger>> {
        match Ledger::read(&self.ledger(), header) {
            Err(FeedError::Foreign { what: "job", .. }) => Ok(None),
            Err(FeedError::Damaged { path, .. } | FeedError::Foreign { path, .. }) => Err(FeedRefusal::Finding(
                Finding::of_file(FindingCode::LedgerUnusable, &path),
            )),
            read => Ok(read?),
        }
    }

    /// Where the last sending to this job stands; nothing where all that was left to do is done.
    pub(super) fn read_note(&self, header: &Header) -> FeedResult<Option<RunNote>> {
        Ok(self.any_note()?.filter(|note| note.header.job == header.job))
    }

    /// The same, through whatever job.
    pub(super) fn any_note(&self) -> FeedResult<Option<RunNote>> {
        let path = self.note();
        let bytes = match private::read(&path) {
            Ok(bytes) => bytes,
            Err(JournalError::File { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let note: RunNote = serde_json::from_slice(&bytes).map_err(|error| JournalError::Damaged {
            path: path.clone(),
            line: error.line(),
            source: "it makes no sense".into(),
        })?;
        if note.format != FORMAT {
            let format = note.format;
            return Err(FeedError::TooNew { path, format }.into());
        }
        Ok(Some(note))
    }

    pub(super) fn write_note(&self, note: &RunNote) -> FeedResult<()> {
        let path = self.note();
        let bytes = serde_json::to_vec(note).map_err(std::io::Error::other);
        let written = bytes.and_then(|bytes| atomic_file::write(&path, &bytes));
        Ok(written.map_err(|error| Problem::not_kept(&path, &error))?)
    }

    /// The sending to this job that broke off. A note and an outbox of two sendings, between which a process was killed, are none: of
    /// the one everybody is decided, and of the other nobody was sent.
    pub(super) fn unfinished(&self, header: &Header) -> FeedResult<Option<(RunNote, Outbox)>> {
        let Some(note) = self.read_note(header)?.filter(|note| note.phase == Phase::Sending) else {
            return Ok(None);
        };
        let outbox = Outbox::open(&self.outbox())?.filter(|outbox| outbox.sum() == note.outbox);
        Ok(outbox.map(|outbox| (note, outbox)))
    }

    /// All that was left to do of the last sending is done, or given up.
    pub(super) fn end(&self) -> FeedResult<()> {
        Outbox::delete_at(&self.outbox())?;
        remove(&self.note())?;
        self.tidy(None)
    }

    /// Removes what sendings that are over left behind: an outbox, and the notes of requests except those of this one.
    pub(super) fn tidy(&self, last: Option<u64>) -> FeedResult<()> {
        Outbox::delete_at(&self.outbox())?;
        let kept = last.map(|last| self.batches(last));
        for entry in std::fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            let is_notes = name
                .to_string_lossy()
                .strip_prefix("run-")
                .is_some_and(|rest| rest.ends_with(BATCHES));
            if is_notes && Some(&path) != kept.as_ref() {
                remove(&path)?;
            }
        }
        Ok(())
    }
}

fn folder_of(state_dir: &Path, cloud: CloudKind, tenant: &str) -> PathBuf {
    let cloud = state_dir.join("feeds").join(kind_of(cloud));
    cloud.join(encoded(&tenant.to_lowercase()))
}

fn remove(path: &Path) -> FeedResult<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Problem::not_kept(path, &error).into()),
        _ => Ok(()),
    }
}
