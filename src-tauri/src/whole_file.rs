//! A file is there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

/// Two files that are written at the same time do not meet.
static WRITTEN: AtomicU32 = AtomicU32::new(0);

/// Writes beside the file first, and puts it in its place when all of it is on the disk.
///
/// # Errors
/// The folder takes no file; the old content is untouched then.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let beside = path.with_file_name(format!(".causeway-{}-{number}.part", std::process::id()));
    let written = put(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside); // it may never have been made
    }
    written
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_lies_beside_it() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("a.json");
        write(&file, b"long content").unwrap();
        write(&file, b"short").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"short");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_cannot_be_put_in_its_place_leaves_nothing_behind() {
        let place = tempfile::tempdir().unwrap();
        let taken = place.path().join("folder");
        fs::create_dir(&taken).unwrap();
        fs::write(taken.join("kept"), "x").unwrap();
        assert!(write(&taken, b"x").is_err());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
        assert!(taken.join("kept").is_file());
        assert!(write(&place.path().join("nowhere/a"), b"x").is_err());
    }
}
