//! Files beside a journal: how something was before a run changed it. Whole or not there at all, for this person alone.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Where it is kept.
pub(crate) fn place(journal: &Path, name: &str) -> PathBuf {
    let harmless = |c: char| {
        if c.is_ascii_alphanumeric() || "-_.".contains(c) {
            c
        } else {
            '_'
        }
    };
    let name: String = name.chars().map(harmless).collect();
    journal.with_extension(format!("before-{name}.json"))
}

/// Writes it unless it is there: what was before the first change is what counts.
pub(crate) fn keep(place: &Path, text: &str) -> io::Result<()> {
    if place.exists() {
        return Ok(());
    }
    let beside = place.with_extension(format!("{}.part", std::process::id()));
    let written = write(&beside, text).and_then(|()| fs::rename(&beside, place));
    if written.is_err() {
        let _ = fs::remove_file(&beside); // it may never have been made
    }
    written
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let _ = fs::remove_file(path); // a crash may have left it; a link is not followed
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn the_first_picture_stays_and_is_for_this_person_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(&folder.path().join("cloud-sync--a.b.jsonl"), "schema-x/../y");
        assert_eq!(place, folder.path().join("cloud-sync--a.b.before-schema-x_.._y.json"));
        keep(&place, "first").unwrap();
        keep(&place, "second").unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "first");
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_link_beside_it_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let of_others = folder.path().join("of-others");
        fs::write(&of_others, "theirs").unwrap();
        let place = place(&folder.path().join("a.jsonl"), "schema");
        let beside = place.with_extension(format!("{}.part", std::process::id()));
        std::os::unix::fs::symlink(&of_others, beside).unwrap();
        keep(&place, "ours").unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "ours");
        assert_eq!(fs::read_to_string(&of_others).unwrap(), "theirs");
    }
}
