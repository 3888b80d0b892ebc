//! One journal per tenant and run; a damaged one is set aside, never written over.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use graph_client::CloudKind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use step_engine::{Header, Journal, JournalError, Opened, RunState, private};

use crate::atomic_file;
use crate::run_key::RunKey;
use crate::view::Note;

/// Longest encoded name that stands in a file name as it is.
const LONGEST_NAME: usize = 120;
/// Tenant, kind of cloud, `runs` and the state folder itself.
const FOLDERS: usize = 4;
/// Extension of the note beside a journal that names its holder.
const HOLDER: &str = "holder";

/// Where a journal lies and what it must be about.
#[derive(Debug, Clone)]
pub(crate) struct JournalFile {
    path: PathBuf,
    cloud: CloudKind,
    tenant: String,
    tenant_name: Option<String>,
    key: RunKey,
}

/// Which process holds a journal, and since when. It goes with the hold; a process that was killed leaves it behind, so it counts only
/// while the journal is locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Holder {
    pub(crate) process: u32,
    pub(crate) since: Timestamp,
}

impl Holder {
    /// The holder of the locked journal at `path`, where it could be noted.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(path.with_extension(HOLDER)).ok()?).ok()
    }

    /// Notes this process as the holder of the locked file at `path`; the result is where. The lock alone decides: without the note a
    /// person learns less, and nothing else changes.
    pub(crate) fn note(path: &Path) -> PathBuf {
        let holder = Self {
            process: std::process::id(),
            since: Timestamp::now(),
        };
        let note = path.with_extension(HOLDER);
        drop(serde_json::to_vec(&holder).map(|holder| atomic_file::write_fleeting(&note, &holder)));
        note
    }
}

/// An open journal, and what became of the damaged one that lay there before.
pub(crate) struct OpenedFile {
    pub(crate) opened: Opened,
    pub(crate) set_aside: Option<SetAside>,
}

/// A damaged journal under its new name.
#[derive(Debug)]
pub(crate) struct SetAside {
    /// Name of what it was about.
    pub(crate) name: String,
    /// Where it lies.
    pub(crate) file: String,
}

impl SetAside {
    /// What a person is told of it.
    pub(crate) fn note(self) -> Note {
        Note {
            code: "journal-set-aside".to_owned(),
            values: [("name", self.name), ("file", self.file)]
                .map(|(name, value)| (name.to_owned(), value))
                .into(),
        }
    }
}

/// Makes the folder of a file below the state folder, and refuses one that others could change.
pub(crate) fn make_private_folder_of(path: &Path) -> Result<(), JournalError> {
    folders_must_be_private(path)?;
    atomic_file::make_folder(path.parent().unwrap_or(path)).map_err(|source| JournalError::File {
        doing: "make the folder of",
        path: path.to_owned(),
        source,
    })?;
    folders_must_be_private(path)
}

/// Looks at the folders from that of a journal up to the state folder.
fn folders_must_be_private(path: &Path) -> Result<(), JournalError> {
    path.ancestors().skip(1).take(FOLDERS).try_for_each(private::folder)
}

impl JournalFile {
    pub(crate) fn new(state_dir: &Path, cloud: CloudKind, tenant: &str, key: RunKey) -> Self {
        Self {
            path: folder(state_dir, cloud, tenant).join(key.file_name()),
            cloud,
            tenant: tenant.to_owned(),
            tenant_name: None,
            key,
        }
    }

    /// Notes the tenant's name in a journal that begins.
    pub(crate) fn of_tenant_named(mut self, name: Option<String>) -> Self {
        self.tenant_name = name;
        self
    }

    fn header(&self, setup: &serde_json::Value) -> Header {
        let key = &self.key;
        Header {
            what: key.what(),
            row: key.row.clone(),
            tenant_name: self.tenant_name.clone(),
            ..Header::new(
                &self.tenant,
                self.cloud.as_str(),
                &key.journey,
                &key.name,
                setup.clone(),
            )
        }
    }

    /// Opens the journal or begins it. Locks it for this process.
    pub(crate) fn open(&self, setup: &serde_json::Value) -> Result<OpenedFile, JournalError> {
        make_private_folder_of(&self.path)?;
        let begin = || self.header(setup);
        let opened = if self.has_no_whole_line()? {
            None
        } else {
            self.usable(Journal::open(&self.path, begin))?
        };
        if let Some(opened) = opened {
            return Ok(OpenedFile {
                opened: self.held(opened),
                set_aside: None,
            });
        }
        let set_aside = SetAside {
            name: self.key.name.clone(),
            file: self.set_aside()?.display().to_string(),
        };
        let opened = Journal::open(&self.path, begin)?;
        Ok(OpenedFile {
            opened: self.held(opened),
            set_aside: Some(set_aside),
        })
    }

    /// Tells whoever finds the journal held which process to look for, for as long as it is.
    fn held(&self, mut opened: Opened) -> Opened {
        opened.journal.let_go_with(Holder::note(&self.path));
        opened
    }

    /// `None` when the file must be set aside: it is damaged, or it is about something else.
    fn usable(&self, opened: Result<Opened, JournalError>) -> Result<Option<Opened>, JournalError> {
        match opened {
            Ok(opened) => Ok(self.is_about(&opened.header).then_some(opened)),
            Err(JournalError::Damaged { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether a journal with this header belongs here.
    pub(crate) fn is_about(&self, header: &Header) -> bool {
        header.tenant.eq_ignore_ascii_case(&self.tenant)
            && header.cloud == self.cloud.as_str()
            && RunKey::of_header(header).as_ref() == Some(&self.key)
    }

    /// Takes the journal for this process, where there is one about this run.
    pub(crate) fn existing(&self) -> Result<Option<Opened>, JournalError> {
        if self.read()?.is_none() {
            return Ok(None);
        }
        let begin = || self.header(&serde_json::Value::Null);
        Journal::open(&self.path, begin).map(|opened| Some(self.held(opened)))
    }

    /// What the journal holds, where there is one about this run. Takes nothing and changes nothing.
    pub(crate) fn read(&self) -> Result<Option<RunState>, JournalError> {
        self.must_be_private()?;
        match Journal::read(&self.path) {
            Ok(record) => Ok(self.is_about(&record.header).then_some(record.state)),
            Err(JournalError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Puts the journal away under another name, where there is one: what it tells of is over. `why` becomes part of the name.
    pub(crate) fn put_away(&self, why: &str) -> Result<(), JournalError> {
        let stamp = Timestamp::now().strftime("%Y%m%dT%H%M%S%.3fZ").to_string();
        match fs::rename(&self.path, self.path.with_extension(format!("{why}-{stamp}.jsonl"))) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(source) => Err(self.trouble("put away", source)),
        }
    }

    fn must_be_private(&self) -> Result<(), JournalError> {
        folders_must_be_private(&self.path)
    }

    pub(crate) fn is_private(&self) -> bool {
        self.must_be_private().is_ok()
    }

    pub(crate) fn file_name(&self) -> OsString {
        self.path.file_name().unwrap_or_default().to_owned()
    }

    pub(crate) fn is_at(&self, path: &Path) -> bool {
        self.path == path
    }

    /// Text without a line end is no journal and would be taken for a header that a crash tore. So would a line with a NUL in it.
    fn has_no_whole_line(&self) -> Result<bool, JournalError> {
        match private::read(&self.path) {
            Ok(bytes) => {
                let line_end = bytes.iter().find(|byte| matches!(byte, b'\n' | 0));
                Ok(!bytes.is_empty() && line_end != Some(&b'\n'))
            }
            Err(JournalError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn set_aside(&self) -> Result<PathBuf, JournalError> {
        let stamp = Timestamp::now().strftime("%Y%m%dT%H%M%S%.3fZ").to_string();
        let aside = self.path.with_extension(format!("damaged-{stamp}.jsonl"));
        fs::rename(&self.path, &aside).map_err(|source| self.trouble("set aside", source))?;
        Ok(aside)
    }

    fn trouble(&self, doing: &'static str, source: io::Error) -> JournalError {
        JournalError::File {
            doing,
            path: self.path.clone(),
            source,
        }
    }
}

/// Where the journals of a tenant lie.
pub(crate) fn folder(state_dir: &Path, cloud: CloudKind, tenant: &str) -> PathBuf {
    runs(state_dir).join(kind_of(cloud)).join(encoded(tenant))
}

/// The folder of tenants of such a cloud.
pub(crate) fn kind_of(cloud: CloudKind) -> &'static str {
    match cloud {
        CloudKind::Demo => "demo",
        CloudKind::Custom => "custom",
        CloudKind::Global | CloudKind::UsGov | CloudKind::UsGovDod | CloudKind::China => "real",
    }
}

/// Below it lie folders by kind of cloud, and in each of them one by tenant.
pub(crate) fn runs(state_dir: &Path) -> PathBuf {
    state_dir.join("runs")
}

/// Text as part of a file name on every system: capitals too are written as numbers, since some systems do not tell them
/// from small letters.
pub(crate) fn encoded(text: &str) -> String {
    encoded_within(text, LONGEST_NAME)
}

/// The same in at most so many bytes, which are more than 40.
pub(crate) fn encoded_within(text: &str, most: usize) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => encoded.push(char::from(byte)),
            b'.' if !encoded.is_empty() => encoded.push('.'),
            _ => {
                let _ = write!(encoded, "%{byte:02x}"); // writing to a String cannot fail
            }
        }
    }
    if encoded.len() > most {
        let id = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, text.as_bytes());
        encoded.truncate(most - 40);
        let _ = write!(encoded, "-{id}"); // writing to a String cannot fail
    }
    encoded
}

#[cfg(test)]
mod tests;
