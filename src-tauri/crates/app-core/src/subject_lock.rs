//! What set-ups work on, such as one domain of a tenant, is one piece of work, whatever they are called: a second process that would
//! change it is turned away.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use graph_client::CloudKind;
use journeys::Subject;
use step_engine::{JournalError, private};

use crate::journal_file::{self, Holder};

/// Held while something about the subject changes. Let go of when it is dropped, or by the system when the process ends.
#[derive(Debug)]
pub(crate) struct SubjectLock {
    _file: File,
    note: PathBuf,
}

impl SubjectLock {
    /// Takes the subject in the tenant with this id. The file that is locked stays; another process may be about to lock it.
    pub(crate) fn take(
        state_dir: &Path,
        cloud: CloudKind,
        tenant: &str,
        subject: Subject<'_>,
    ) -> Result<Self, JournalError> {
        let folder = journal_file::folder(state_dir, cloud, &tenant.to_lowercase());
        let path = folder.join(format!(
            "{}--{}.lock",
            subject.kind,
            journal_file::encoded(&subject.name.to_lowercase())
        ));
        journal_file::make_private_folder_of(&path)?;
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = private::open(&mut options, &path, "open")?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(JournalError::Held { path }),
            Err(fs::TryLockError::Error(source)) => {
                let doing = "lock";
                return Err(JournalError::File { doing, path, source });
            }
        }
        let note = Holder::note(&path);
        Ok(Self { _file: file, note })
    }
}

impl Drop for SubjectLock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.note); // without it a person learns less
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_held_however_it_is_spelled_and_others_are_free() {
        let place = tempfile::tempdir().unwrap();
        let take = |tenant, name| {
            let subject = Subject { kind: "domain", name };
            SubjectLock::take(place.path(), CloudKind::Custom, tenant, subject)
        };
        let held = take("2b6d", "corp.contoso.com").unwrap();
        let Err(JournalError::Held { path }) = take("2B6D", "CORP.Contoso.com") else {
            panic!("taken twice");
        };
        assert_eq!(Holder::of(&path).unwrap().process, std::process::id());
        take("2b6d", "sales.contoso.com").unwrap();
        take("3b6d", "corp.contoso.com").unwrap();
        drop(held);
        assert_eq!(Holder::of(&path), None, "the note goes with the hold");
        take("2b6d", "corp.contoso.com").unwrap();
    }
}
