//! Where the state of feeds lies: `feeds/{cloud}/{tenant}`, with the calls of the tenant, and below it a folder for each feed.

use std::path::{Path, PathBuf};

use ::people_feed::{FeedError, Header, Ledger, Outbox};
use graph_client::{CloudKind, UploadMeter};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use step_engine::{JournalError, atomic_file, private};

use super::FeedResult;
use crate::Problem;
use crate::journal_file::{encoded, kind_of, make_private_folder_of};

const FORMAT: u64 = 1;

/// The folder of a feed.
#[derive(Debug, Clone, PartialEq)]
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
    pub(super) people: u32,
    pub(super) pilot: u32,
    pub(super) pilot_is_over: bool,
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
    pub(super) fn new(header: Header, people: u32, pilot: u32, since: Timestamp) -> Self {
        Self {
            format: FORMAT,
            phase: Phase::Sending,
            header,
            people,
            pilot,
            pilot_is_over: pilot == 0,
            since,
        }
    }
}

impl Place {
    pub(super) fn of(state_dir: &Path, cloud: CloudKind, tenant: &str, service_principal: &str) -> Self {
        let tenant = Self::feeds(state_dir)
            .join(kind_of(cloud))
            .join(encoded(&tenant.to_lowercase()));
        Self {
            folder: tenant.join(encoded(service_principal)),
            tenant,
        }
    }

    /// Below it lie folders by kind of cloud, in each of them one by tenant, and in that one by feed.
    pub(super) fn feeds(state_dir: &Path) -> PathBuf {
        state_dir.join("feeds")
    }

    /// What may be the folder of a feed.
    pub(super) fn at(folder: &Path) -> Option<Self> {
        Some(Self {
            tenant: folder.parent()?.to_owned(),
            folder: folder.to_owned(),
        })
    }

    /// The answers with which was sent last.
    pub(super) fn feed(&self) -> PathBuf {
        self.folder.join("feed.json")
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
        self.folder.join("ledger.jsonl")
    }

    pub(super) fn outbox(&self) -> PathBuf {
        self.folder.join("outbox.bin")
    }

    pub(super) fn batches(&self, run: u64) -> PathBuf {
        self.folder.join(format!("run-{run}.batches.jsonl"))
    }

    pub(super) fn note(&self) -> PathBuf {
        self.folder.join("run.json")
    }

    /// The calls of the tenant; `a_day` of them at most.
    pub(super) fn meter(&self, a_day: usize) -> Result<UploadMeter, Problem> {
        UploadMeter::open(&self.tenant, a_day).map_err(|error| Problem::not_kept(&self.tenant, &error))
    }

    /// Who was sent before, and with what. Through a job that was made anew nobody was.
    pub(super) fn read_ledger(&self, header: &Header) -> FeedResult<Option<Ledger>> {
        match Ledger::read(&self.ledger(), header) {
            Err(FeedError::Foreign { what: "job", .. }) => Ok(None),
            read => Ok(read?),
        }
    }

    /// Where the last sending to this job stands; nothing where all that was left to do is done.
    pub(super) fn read_note(&self, header: &Header) -> FeedResult<Option<RunNote>> {
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
        Ok(Some(note).filter(|note| note.header.job == header.job))
    }

    pub(super) fn write_note(&self, note: &RunNote) -> FeedResult<()> {
        let path = self.note();
        let bytes = serde_json::to_vec(note).map_err(std::io::Error::other);
        let written = bytes.and_then(|bytes| atomic_file::write(&path, &bytes));
        Ok(written.map_err(|error| Problem::not_kept(&path, &error))?)
    }

    /// All that was left to do of the last sending is done, or given up.
    pub(super) fn end(&self) -> FeedResult<()> {
        Outbox::delete_at(&self.outbox())?;
        remove(&self.note())
    }

    /// The notes of a sending that was followed to its end.
    pub(super) fn remove_batches(&self, run: u64) -> FeedResult<()> {
        remove(&self.batches(run))
    }
}

fn remove(path: &Path) -> FeedResult<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Problem::not_kept(path, &error).into()),
        _ => Ok(()),
    }
}
