use std::collections::BTreeMap;
use std::path::PathBuf;

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

/// The tests of a crate run in its folder.
#[test]
fn a_bare_name_lies_in_the_present_folder() {
    let name = format!("bare-name-{}", std::process::id());
    write(Path::new(&name), b"x").unwrap();
    assert_eq!(fs::read(&name).unwrap(), b"x");
    fs::remove_file(&name).unwrap();
}

/// Where another file would be written over, or a link would lead out of the folder.
#[cfg(unix)]
#[test]
fn a_link_is_replaced_and_never_followed() {
    use std::os::unix::fs::symlink;
    let place = tempfile::tempdir().unwrap();
    let of_others = place.path().join("of-others");
    fs::write(&of_others, "theirs").unwrap();
    let file = place.path().join("a.json");
    for target in [of_others.as_path(), Path::new("nowhere")] {
        symlink(target, &file).unwrap();
        write(&file, b"ours").unwrap();
        assert!(fs::symlink_metadata(&file).unwrap().is_file());
        assert_eq!(fs::read(&file).unwrap(), b"ours");
        fs::remove_file(&file).unwrap();
    }
    let next = WRITTEN.load(Ordering::Relaxed);
    for number in next..next + 50 {
        let beside = format!(".causeway-{}-{number}.part", std::process::id());
        symlink(&of_others, place.path().join(beside)).unwrap();
    }
    write(&file, b"ours").unwrap();
    assert_eq!(fs::read(&file).unwrap(), b"ours");
    assert_eq!(fs::read(&of_others).unwrap(), b"theirs");
    assert!(!place.path().join("nowhere").exists());
}

#[cfg(unix)]
#[test]
fn what_is_written_is_for_this_person_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("made");
    let file = folder.join("a.json");
    let modes = || [&folder, &file].map(|path| fs::metadata(path).unwrap().permissions().mode() & 0o777);
    write_own(&file, b"x").unwrap();
    assert_eq!(modes(), [0o700, 0o600]);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    write_own(&file, b"y").unwrap();
    // The folder was there before, and is whoever's made it.
    assert_eq!(modes(), [0o755, 0o600]);
}

#[cfg(unix)]
#[test]
fn what_somebody_named_is_followed_and_a_device_stays_one() {
    use std::os::unix::fs::{FileTypeExt as _, symlink};
    let place = tempfile::tempdir().unwrap();
    let (file, link) = (place.path().join("a.csv"), place.path().join("link"));
    fs::write(&file, "old").unwrap();
    symlink(&file, &link).unwrap();
    write_named(&link, |out| out.write_all(b"new")).unwrap();
    assert_eq!(fs::read(&file).unwrap(), b"new");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    write_named(&place.path().join("made"), |out| out.write_all(b"new")).unwrap();
    let socket = place.path().join("socket");
    let _open = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for no_file in [&socket, &place.path().to_owned()] {
        assert!(write_named(no_file, |out| out.write_all(b"new")).is_err());
    }
    assert!(fs::symlink_metadata(&socket).unwrap().file_type().is_socket());
}

/// A folder of the kernel in which nobody may make a file, whoever they are.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_is_an_error() {
    assert!(write(Path::new("/proc/causeway.setup.json"), b"x").is_err());
}

/// Content, and how much of it is sure to stay.
#[derive(Debug, Clone, Default)]
struct Kept {
    bytes: Vec<u8>,
    synced: bool,
}

/// What of the operation in which the disk fails still happens.
#[derive(Debug, Clone, Copy)]
enum Happens {
    Nothing,
    Half,
    All,
}

/// Names as programs see them and as the disk has them.
struct FailingFolder {
    seen: BTreeMap<PathBuf, Kept>,
    names_on_disk: Vec<BTreeMap<PathBuf, Kept>>,
    left: usize,
    happens: Happens,
}

impl FailingFolder {
    fn with(path: &Path, old: &[u8], left: usize, happens: Happens) -> Self {
        let content = Kept {
            bytes: old.to_vec(),
            synced: true,
        };
        let seen = BTreeMap::from([(path.to_owned(), content)]);
        Self {
            names_on_disk: vec![seen.clone()],
            seen,
            left,
            happens,
        }
    }

    fn works(&mut self) -> (Happens, io::Result<()>) {
        self.left = self.left.saturating_sub(1);
        match self.left {
            0 => {
                let happens = std::mem::replace(&mut self.happens, Happens::Nothing);
                (happens, Err(io::ErrorKind::StorageFull.into()))
            }
            _ => (Happens::All, Ok(())),
        }
    }

    /// Names changed; the disk may have these or any it had since they last were made sure of.
    fn changed(&mut self) {
        self.names_on_disk.push(self.seen.clone());
    }

    /// Everything that the file may hold once the power is back; `None` when it is not there.
    fn after_a_power_cut(&self, path: &Path) -> Vec<Option<Vec<u8>>> {
        let contents = self.names_on_disk.iter().map(|names| names.get(path));
        contents
            .flat_map(|content| match content {
                None => vec![None],
                Some(content) if content.synced => vec![Some(content.bytes.clone())],
                Some(content) => vec![
                    Some(Vec::new()),
                    Some(content.bytes[..content.bytes.len() / 2].to_vec()),
                ],
            })
            .collect()
    }
}

impl Folder for FailingFolder {
    fn put(&mut self, path: &Path, content: Content<'_>) -> io::Result<()> {
        let mut bytes = Vec::new();
        content(&mut bytes)?;
        let (happens, result) = self.works();
        let length = match happens {
            Happens::Nothing => return result,
            Happens::Half => bytes.len() / 2,
            Happens::All => bytes.len(),
        };
        let bytes = bytes[..length].to_vec();
        self.seen.insert(path.to_owned(), Kept { bytes, synced: false });
        self.changed();
        result
    }

    fn sync(&mut self, path: &Path) -> io::Result<()> {
        let (happens, result) = self.works();
        if matches!(happens, Happens::All) {
            for names in self.names_on_disk.iter_mut().chain([&mut self.seen]) {
                if let Some(content) = names.get_mut(path) {
                    content.synced = true;
                }
            }
        }
        result
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let (happens, result) = self.works();
        if matches!(happens, Happens::All) {
            let content = self.seen.remove(from).ok_or(io::ErrorKind::NotFound)?;
            self.seen.insert(to.to_owned(), content);
            self.changed();
        }
        result
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.seen.remove(path);
        self.changed();
        Ok(())
    }

    fn sync_names(&mut self, _: &Path) -> io::Result<()> {
        let (happens, result) = self.works();
        if matches!(happens, Happens::All) {
            self.names_on_disk = vec![self.seen.clone()];
        }
        result
    }
}

#[test]
fn wherever_the_disk_fails_the_file_is_the_old_one_or_the_new_one() {
    let path = Path::new("place/a.json");
    let (old, new): (&[u8], &[u8]) = (b"old content", b"new content, longer");
    let mut failures = 0;
    for happens in [Happens::Nothing, Happens::Half, Happens::All] {
        for left in 1.. {
            let mut folder = FailingFolder::with(path, old, left, happens);
            let written = write_on(&mut folder, path, &mut |out| out.write_all(new));
            let found = folder.after_a_power_cut(path);
            if written.is_ok() {
                assert_eq!(found, [Some(new.to_vec())], "what was reported as written stays");
                break;
            }
            failures += 1;
            for found in found {
                let found = found.unwrap();
                assert!(
                    found == old || found == new,
                    "{:?} at {left}: {:?}",
                    happens,
                    String::from_utf8_lossy(&found)
                );
            }
            let beside = folder.seen.keys().filter(|name| *name != path).count();
            assert_eq!(beside, 0, "{happens:?} at {left}");
        }
    }
    assert_eq!(failures, 12);
}
