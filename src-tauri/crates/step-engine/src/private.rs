//! Files and folders that are one person's alone. A journal decides what is deleted, so one that others can write is no journal.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

use crate::JournalError;

/// Why a file or folder is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPrivate {
    /// It leads to another place.
    #[error("it is a link")]
    Link,
    /// A folder, a pipe or a device stands in the place of a file.
    #[error("it is not a regular file")]
    NotAFile,
    /// A file stands in the place of a folder.
    #[error("it is not a folder")]
    NotAFolder,
    /// Neither this user nor the system's administrator owns it. Looked at on Unix only.
    #[error("it belongs to another user")]
    OfOthers,
    /// Its mode lets a group or everyone write. Looked at on Unix only.
    #[error("others may write to it")]
    Writable,
}

/// Opens a file of this person's own. The last part of the path is no link, and a pipe is not waited for.
///
/// # Errors
/// [`JournalError::NotPrivate`], and [`JournalError::File`] with `doing`.
pub fn open(options: &mut OpenOptions, path: &Path, doing: &'static str) -> Result<File, JournalError> {
    let not_private = |source| JournalError::NotPrivate {
        path: path.to_owned(),
        source,
    };
    let failed = |source| JournalError::File {
        doing,
        path: path.to_owned(),
        source,
    };
    let file = match follow_no_link(options).open(path) {
        Ok(file) => file,
        Err(error) => {
            let is_link = path.symlink_metadata().is_ok_and(|found| found.is_symlink());
            return Err(if is_link {
                not_private(NotPrivate::Link)
            } else {
                failed(error)
            });
        }
    };
    let found = file.metadata().map_err(failed)?;
    if found.is_symlink() {
        return Err(not_private(NotPrivate::Link));
    }
    if !found.is_file() {
        return Err(not_private(NotPrivate::NotAFile));
    }
    of_this_person(&found).map_err(not_private)?;
    Ok(file)
}

/// The bytes of a file of this person's own.
///
/// # Errors
/// Those of [`open`].
pub fn read(path: &Path) -> Result<Vec<u8>, JournalError> {
    let mut bytes = Vec::new();
    let mut file = open(OpenOptions::new().read(true), path, "read")?;
    file.read_to_end(&mut bytes).map_err(|source| JournalError::File {
        doing: "read",
        path: path.to_owned(),
        source,
    })?;
    Ok(bytes)
}

/// Whether a folder is this person's own. One that is not there is.
///
/// # Errors
/// [`JournalError::NotPrivate`], and [`JournalError::File`] when it cannot be looked at.
pub fn folder(path: &Path) -> Result<(), JournalError> {
    let here = Path::new(".");
    let looked = if path.as_os_str().is_empty() { here } else { path };
    let found = match looked.symlink_metadata() {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => {
            return Err(JournalError::File {
                doing: "look at the folder of",
                path: path.to_owned(),
                source,
            });
        }
    };
    let refused = if found.is_symlink() {
        Err(NotPrivate::Link)
    } else if found.is_dir() {
        of_this_person(&found)
    } else {
        Err(NotPrivate::NotAFolder)
    };
    refused.map_err(|source| JournalError::NotPrivate {
        path: path.to_owned(),
        source,
    })
}

#[cfg(unix)]
fn of_this_person(found: &Metadata) -> Result<(), NotPrivate> {
    use std::os::unix::fs::MetadataExt as _;
    const OTHERS_WRITE: u32 = 0o022;
    // As ssh does: what the administrator owns is as safe as the system itself.
    if ![0, nix::unistd::geteuid().as_raw()].contains(&found.uid()) {
        return Err(NotPrivate::OfOthers);
    }
    if found.mode() & OTHERS_WRITE != 0 {
        return Err(NotPrivate::Writable);
    }
    Ok(())
}

#[cfg(not(unix))]
fn of_this_person(_: &Metadata) -> Result<(), NotPrivate> {
    Ok(())
}

#[cfg(unix)]
fn follow_no_link(options: &mut OpenOptions) -> &mut OpenOptions {
    use nix::fcntl::OFlag;
    use std::os::unix::fs::OpenOptionsExt as _;
    options.custom_flags((OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK).bits())
}

#[cfg(windows)]
fn follow_no_link(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::windows::fs::OpenOptionsExt as _;
    /// Opens the link itself, which then shows as one.
    const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
    options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT)
}

#[cfg(not(any(unix, windows)))]
fn follow_no_link(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    fn refusal(result: Result<impl std::fmt::Debug, JournalError>) -> NotPrivate {
        match result {
            Err(JournalError::NotPrivate { source, .. }) => source,
            other => panic!("{other:?}"),
        }
    }

    fn allow(path: &Path, mode: u32) {
        assert!(fs::set_permissions(path, fs::Permissions::from_mode(mode)).is_ok());
    }

    #[test]
    fn a_file_is_taken_only_from_its_own_place() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        fs::write(at("own"), "ours").unwrap();
        allow(&at("own"), 0o644);
        assert_eq!(read(&at("own")).unwrap(), b"ours");

        symlink(at("own"), at("link")).unwrap();
        assert_eq!(refusal(read(&at("link"))), NotPrivate::Link);
        symlink(at("absent"), at("dangling")).unwrap();
        let mut create = OpenOptions::new();
        create.append(true).create(true);
        assert_eq!(refusal(open(&mut create, &at("dangling"), "open")), NotPrivate::Link);
        assert!(!at("absent").exists());

        assert_eq!(refusal(read(place.path())), NotPrivate::NotAFile);
        nix::unistd::mkfifo(&at("pipe"), nix::sys::stat::Mode::S_IRWXU).unwrap();
        assert_eq!(refusal(read(&at("pipe"))), NotPrivate::NotAFile);

        for mode in [0o620, 0o602] {
            allow(&at("own"), mode);
            assert_eq!(refusal(read(&at("own"))), NotPrivate::Writable, "{mode:o}");
        }
    }

    #[test]
    fn a_folder_is_taken_only_where_others_cannot_write() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        folder(&at("absent")).unwrap();
        fs::create_dir(at("own")).unwrap();
        allow(&at("own"), 0o755);
        folder(&at("own")).unwrap();
        symlink(at("own"), at("link")).unwrap();
        assert_eq!(refusal(folder(&at("link"))), NotPrivate::Link);
        for mode in [0o775, 0o777, 0o1777] {
            allow(&at("own"), mode);
            assert_eq!(refusal(folder(&at("own"))), NotPrivate::Writable, "{mode:o}");
        }
        fs::write(at("file"), "").unwrap();
        assert_eq!(refusal(folder(&at("file"))), NotPrivate::NotAFolder);
    }

    /// Only the administrator can give a file away; elsewhere there is nothing to look at.
    #[test]
    fn what_belongs_to_another_user_is_refused() {
        if !nix::unistd::geteuid().is_root() {
            return;
        }
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("theirs");
        fs::write(&file, "").unwrap();
        for path in [&file, place.path()] {
            std::os::unix::fs::chown(path, Some(65_534), None).unwrap();
        }
        assert_eq!(refusal(read(&file)), NotPrivate::OfOthers);
        assert_eq!(refusal(folder(place.path())), NotPrivate::OfOthers);
    }
}
