//! The file itself: a regular one, of a size that can be read, and the same from beginning to end.

use std::fmt;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{Read as _, Seek as _};
use std::path::{Path, PathBuf};

use crate::FileError;

/// A million people with 24 columns have about 220 MB.
pub const MOST_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// Enough to see letters, separator and headings.
const HEAD: u64 = 1024 * 1024;

/// What a file looked like when it was opened, so that a change is noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    modified: Option<std::time::SystemTime>,
}

impl Stamp {
    fn of(found: &Metadata) -> Self {
        Self {
            bytes: found.len(),
            modified: found.modified().ok(),
        }
    }
}

pub(crate) struct Source {
    path: PathBuf,
    stamp: Stamp,
    pub(crate) head: Vec<u8>,
}

/// Without what is in the file.
impl fmt::Debug for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Source")
            .field("stamp", &self.stamp)
            .finish_non_exhaustive()
    }
}

impl Source {
    /// Looks at the beginning. A link to a regular file is followed.
    pub(crate) fn open(path: &Path) -> Result<Self, FileError> {
        // Before it is opened as well: opening alone can have effects on a device.
        usable(&path.metadata().map_err(FileError::Open)?)?;
        let file = open(path)?;
        let found = file.metadata().map_err(FileError::Open)?;
        usable(&found)?;
        let mut head = Vec::new();
        file.take(HEAD).read_to_end(&mut head).map_err(FileError::Read)?;
        Ok(Self {
            path: path.to_owned(),
            stamp: Stamp::of(&found),
            head,
        })
    }

    /// From its beginning, as long as it is still the file that was opened.
    pub(crate) fn read(&self) -> Result<File, FileError> {
        let file = open(&self.path)?;
        self.unchanged(&file)?;
        Ok(file)
    }

    pub(crate) fn read_from(&self, place: u64) -> Result<File, FileError> {
        let mut file = self.read()?;
        file.seek(std::io::SeekFrom::Start(place)).map_err(FileError::Read)?;
        Ok(file)
    }

    /// Asked again at the end: whoever still writes the file has changed it by then.
    pub(crate) fn unchanged(&self, file: &File) -> Result<(), FileError> {
        let found = file.metadata().map_err(FileError::Read)?;
        let at_path = self.path.metadata().map_err(FileError::Read)?;
        let same = [&found, &at_path].iter().all(|found| Stamp::of(found) == self.stamp);
        if same { Ok(()) } else { Err(FileError::Changed) }
    }

    /// Whether the head is the whole file.
    pub(crate) fn is_head_all(&self) -> bool {
        self.head.len() as u64 == self.stamp.bytes
    }
}

fn open(path: &Path) -> Result<File, FileError> {
    let mut options = OpenOptions::new();
    options.read(true);
    // A pipe that takes the file's place meanwhile is not waited for.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, nix::fcntl::OFlag::O_NONBLOCK.bits());
    options.open(path).map_err(FileError::Open)
}

fn usable(found: &Metadata) -> Result<(), FileError> {
    if !found.is_file() {
        return Err(FileError::NotRegular);
    }
    match found.len() {
        0 => Err(FileError::Empty),
        bytes if bytes > MOST_BYTES => Err(FileError::TooLarge {
            bytes,
            most: MOST_BYTES,
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_kinds_are_looked_at_before_anything_is_read() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a.csv");
        let file = File::create(&path).unwrap();
        let code = |path: &Path| Source::open(path).unwrap_err().code();
        assert_eq!(code(&path), "file-empty");
        file.set_len(MOST_BYTES + 1).unwrap();
        assert_eq!(code(&path), "file-too-large");
        assert_eq!(code(place.path()), "file-not-regular");
        assert_eq!(code(&place.path().join("none")), "file-open");
    }

    #[cfg(unix)]
    #[test]
    fn what_never_ends_is_not_begun_and_a_link_is_followed() {
        let place = tempfile::tempdir().unwrap();
        let pipe = place.path().join("pipe");
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
        for path in [pipe.as_path(), Path::new("/dev/zero"), Path::new("/dev/null")] {
            assert_eq!(Source::open(path).unwrap_err().code(), "file-not-regular", "{path:?}");
        }
        let (path, link) = (place.path().join("a.csv"), place.path().join("newest.csv"));
        std::fs::write(&path, "a,b").unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert_eq!(Source::open(&link).unwrap().head, b"a,b");
    }

    #[test]
    fn a_file_that_grows_or_vanishes_is_noticed() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a.csv");
        std::fs::write(&path, "a,b\n1,2\n").unwrap();
        let source = Source::open(&path).unwrap();
        let file = source.read().unwrap();
        std::fs::write(&path, "a,b\n1,2\n3,4\n").unwrap();
        assert_eq!(source.unchanged(&file).unwrap_err().code(), "file-changed");
        assert_eq!(source.read().unwrap_err().code(), "file-changed");
        std::fs::remove_file(&path).unwrap();
        assert_eq!(source.read().unwrap_err().code(), "file-open");
        assert_eq!(source.unchanged(&file).unwrap_err().code(), "file-read");
    }
}
