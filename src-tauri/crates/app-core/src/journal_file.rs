//! One journal per tenant, journey and name; a damaged one is set aside, never written over.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use graph_client::CloudKind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use step_engine::{Header, Journal, JournalError, Opened, RunState};

use crate::{state_dir, whole_file};

/// Longest encoded name that stands in a file name as it is.
const LONGEST_NAME: usize = 120;
/// Extension of the note beside a journal that names its holder.
const HOLDER: &str = "holder";

/// Where a journal lies and what it must be about.
#[derive(Debug, Clone)]
pub(crate) struct JournalFile {
    path: PathBuf,
    cloud: CloudKind,
    tenant: String,
    journey: &'static str,
    name: String,
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
        drop(serde_json::to_vec(&holder).map(|holder| whole_file::write(&note, &holder)));
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

impl JournalFile {
    pub(crate) fn new(state_dir: &Path, cloud: CloudKind, tenant: &str, journey: &'static str, name: &str) -> Self {
        let path = folder(state_dir, cloud, tenant).join(format!("{journey}--{}.jsonl", encoded(name)));
        Self {
            path,
            cloud,
            tenant: tenant.to_owned(),
            journey,
            name: name.to_owned(),
        }
    }

    /// Opens the journal or begins it. Locks it for this process.
    pub(crate) fn open(&self, setup: &serde_json::Value) -> Result<OpenedFile, JournalError> {
        let folder = self.path.parent().unwrap_or(&self.path);
        state_dir::make(folder).map_err(|source| self.trouble("make the folder of", source))?;
        let begin = || {
            Header::new(
                &self.tenant,
                self.cloud.as_str(),
                self.journey,
                &self.name,
                setup.clone(),
            )
        };
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
            name: self.name.clone(),
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
            && header.journey == self.journey
            && header.name == self.name
    }

    /// Takes the journal for this process, where there is one about this run.
    pub(crate) fn existing(&self) -> Result<Option<Opened>, JournalError> {
        if self.read()?.is_none() {
            return Ok(None);
        }
        let begin = || {
            Header::new(
                &self.tenant,
                self.cloud.as_str(),
                self.journey,
                &self.name,
                serde_json::Value::Null,
            )
        };
        Journal::open(&self.path, begin).map(|opened| Some(self.held(opened)))
    }

    /// What the journal holds, where there is one about this run. Takes nothing and changes nothing.
    pub(crate) fn read(&self) -> Result<Option<RunState>, JournalError> {
        match Journal::read(&self.path) {
            Ok(record) => Ok(self.is_about(&record.header).then_some(record.state)),
            Err(JournalError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Puts the journal away under another name, where there is one: what it tells of is over.
    pub(crate) fn put_away(&self) -> Result<(), JournalError> {
        let stamp = Timestamp::now().strftime("%Y%m%dT%H%M%S%.3fZ").to_string();
        match fs::rename(&self.path, self.path.with_extension(format!("removed-{stamp}.jsonl"))) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(source) => Err(self.trouble("put away", source)),
        }
    }

    pub(crate) fn is_at(&self, path: &Path) -> bool {
        self.path == path
    }

    /// Text without a line end is no journal and would be taken for a header that a crash tore. So would a line with a NUL in it.
    fn has_no_whole_line(&self) -> Result<bool, JournalError> {
        match fs::read(&self.path) {
            Ok(bytes) => {
                let line_end = bytes.iter().find(|byte| matches!(byte, b'\n' | 0));
                Ok(!bytes.is_empty() && line_end != Some(&b'\n'))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(self.trouble("read", source)),
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
    let kind = match cloud {
        CloudKind::Demo => "demo",
        CloudKind::Custom => "custom",
        CloudKind::Global | CloudKind::UsGov | CloudKind::UsGovDod | CloudKind::China => "real",
    };
    state_dir.join("runs").join(kind).join(encoded(tenant))
}

/// Text as part of a file name on every system: capitals too are written as numbers, since some systems do not tell them
/// from small letters.
pub(crate) fn encoded(text: &str) -> String {
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
    if encoded.len() > LONGEST_NAME {
        let id = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, text.as_bytes());
        encoded.truncate(LONGEST_NAME - 40);
        let _ = write!(encoded, "-{id}"); // writing to a String cannot fail
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use hostile_input::{inputs, text};
    use proptest::prelude::*;
    use serde_json::json;

    fn file(place: &Path) -> JournalFile {
        JournalFile::new(place, CloudKind::Custom, "t", "cloud-sync", "corp.contoso.com")
    }

    #[test]
    fn names_cannot_leave_their_folder_or_meet() {
        for (name, file) in [
            ("corp.contoso.com", "corp.contoso.com"),
            ("../../x", "%2e.%2f..%2fx"),
            ("A", "%41"),
            ("CON", "%43%4f%4e"),
            ("é b", "%c3%a9%20b"),
        ] {
            assert_eq!(encoded(name), file);
        }
        let (long, other) = (encoded(&"x".repeat(500)), encoded(&"x".repeat(501)));
        assert!(long.len() <= LONGEST_NAME && long != other);
    }

    proptest! {
        #![proptest_config(inputs(2_000))]

        #[test]
        fn no_name_leads_a_journal_out_of_its_folder(name in text(), tenant in text()) {
            let folder = folder(Path::new("s"), CloudKind::Demo, &tenant);
            let plain = folder.components().all(|part| matches!(part, std::path::Component::Normal(_)));
            prop_assert!(plain && (3..=4).contains(&folder.components().count()), "{folder:?}");
            let file = JournalFile::new(Path::new("s"), CloudKind::Demo, &tenant, "cloud-sync", &name);
            prop_assert_eq!(file.path.parent(), Some(folder.as_path()));
            prop_assert!(file.path.file_name().is_some_and(|name| name.len() < 255));
        }
    }

    #[test]
    fn demo_custom_and_real_runs_lie_apart() {
        let path = |cloud| JournalFile::new(Path::new("s"), cloud, "t", "cloud-sync", "n").path;
        assert_eq!(path(CloudKind::Demo), Path::new("s/runs/demo/t/cloud-sync--n.jsonl"));
        assert_eq!(
            path(CloudKind::Custom),
            Path::new("s/runs/custom/t/cloud-sync--n.jsonl")
        );
        assert_eq!(path(CloudKind::Global), path(CloudKind::China));
        assert_eq!(path(CloudKind::Global), Path::new("s/runs/real/t/cloud-sync--n.jsonl"));
    }

    #[test]
    fn damaged_and_foreign_journals_are_set_aside_whole() {
        let place = tempfile::tempdir().unwrap();
        let file = file(place.path());
        let header = json!({"journal": 1, "tenant": "another", "cloud": "custom", "journey": "cloud-sync",
            "name": "corp.contoso.com", "setup": {}, "began": "2026-01-01T00:00:00Z", "version": "1"});
        drop(file.open(&json!({})).unwrap());
        for bad in [
            "garbage".to_owned(),
            "gar\0bage\n".to_owned(),
            "garbage\n".to_owned(),
            format!("{header}\n"),
            format!("{header}\nx\n"),
        ] {
            fs::write(&file.path, &bad).unwrap();
            let reopened = file.open(&json!({})).unwrap();
            assert_eq!(reopened.opened.header.tenant, "t");
            let set_aside = reopened.set_aside.unwrap();
            assert_eq!(fs::read_to_string(set_aside.file).unwrap(), bad);
        }
    }

    #[test]
    fn a_held_journal_is_not_damaged_and_a_good_one_stays() {
        let place = tempfile::tempdir().unwrap();
        let file = file(place.path());
        let held = file.open(&json!({})).unwrap();
        assert!(matches!(file.open(&json!({})), Err(JournalError::Held { .. })));
        assert_eq!(Holder::of(&file.path).unwrap().process, std::process::id());
        drop(held);
        assert!(file.open(&json!({})).unwrap().set_aside.is_none());
    }

    #[test]
    fn the_note_of_a_holder_goes_with_the_hold() {
        let place = tempfile::tempdir().unwrap();
        let file = file(place.path());
        let note = file.path.with_extension(HOLDER);
        drop(file.open(&json!({})).unwrap());
        assert!(!note.exists());
        // What a killed process left is the next holder's from then on.
        fs::write(&note, r#"{"process":1,"since":"2026-01-01T00:00:00Z"}"#).unwrap();
        let held = file.existing().unwrap().unwrap();
        assert_eq!(Holder::of(&file.path).unwrap().process, std::process::id());
        assert!(matches!(file.open(&json!({})), Err(JournalError::Held { .. })));
        assert!(note.exists(), "who was refused takes nothing away");
        drop(held);
        assert!(!note.exists());
    }

    #[test]
    fn a_newer_programs_journal_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        let file = file(place.path());
        drop(file.open(&json!({})).unwrap());
        let newer = fs::read_to_string(&file.path)
            .unwrap()
            .replace("\"journal\":1", "\"journal\":2");
        fs::write(&file.path, &newer).unwrap();
        assert!(matches!(file.open(&json!({})), Err(JournalError::TooNew { .. })));
        assert_eq!(fs::read_to_string(&file.path).unwrap(), newer);
    }
}
