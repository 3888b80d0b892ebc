//! Where journals lie.

use std::io;
use std::path::{Path, PathBuf};

use step_engine::atomic_file::{self, make_folder};

/// Identifier of the application, in the file system and in the keychain.
pub(crate) const NAME: &str = "app.causeway.desktop";

/// The folder of this application among the person's data; absent when the environment names no home.
#[must_use]
pub fn platform() -> Option<PathBuf> {
    data_folder(|name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    })
    .map(|folder| folder.join(NAME))
}

/// A folder of its own for a demo, whose tenant lives no longer than the process. Whoever asks removes it.
#[must_use]
pub fn temporary() -> PathBuf {
    std::env::temp_dir().join(format!("{NAME}.{}", uuid::Uuid::new_v4().simple()))
}

#[cfg(target_os = "windows")]
fn data_folder(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    variable("APPDATA")
}

#[cfg(target_os = "macos")]
fn data_folder(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    variable("HOME").map(|home| home.join("Library/Application Support"))
}

#[cfg(not(any(target_os = "windows", target_os = "macos")))]
fn data_folder(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    variable("XDG_DATA_HOME")
        .filter(|folder| folder.is_absolute())
        .or_else(|| variable("HOME").map(|home| home.join(".local/share")))
}

/// Makes this application's own folder for this person alone, also where it was made before with wider rights.
///
/// # Errors
/// It cannot be made, or its rights cannot be changed.
pub fn claim(folder: &Path) -> io::Result<()> {
    make_folder(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mut rights = folder.symlink_metadata()?.permissions();
        if folder.is_dir() && !folder.is_symlink() && rights.mode() & 0o022 != 0 {
            rights.set_mode(rights.mode() & !0o022);
            std::fs::set_permissions(folder, rights)?;
        }
    }
    Ok(())
}

/// Whether files can be written there, by trying. The folder is made where it is missing, as a run would make it.
pub(crate) fn writable(folder: &Path) -> io::Result<()> {
    claim(folder)?;
    let file = folder.join(format!("probe.{}", uuid::Uuid::new_v4().simple()));
    atomic_file::write(&file, b"")?;
    std::fs::remove_file(file)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_environment_names_the_folder() {
        let home = |name: &str| (name == "HOME").then(|| PathBuf::from("/home/a"));
        assert_eq!(data_folder(home), Some(PathBuf::from("/home/a/.local/share")));
        let xdg = |name: &str| match name {
            "XDG_DATA_HOME" => Some(PathBuf::from("/data")),
            other => home(other),
        };
        assert_eq!(data_folder(xdg), Some(PathBuf::from("/data")));
        let relative = |name: &str| {
            if name == "HOME" {
                home(name)
            } else {
                Some(PathBuf::from("data"))
            }
        };
        assert_eq!(data_folder(relative), Some(PathBuf::from("/home/a/.local/share")));
        assert_eq!(data_folder(|_| None), None);
    }

    #[test]
    fn a_folder_that_was_made_wider_is_claimed() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("own");
        std::fs::create_dir(&folder).unwrap();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o775)).unwrap();
        claim(&folder).unwrap();
        assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o755);
    }

    #[test]
    fn folders_are_for_this_person_alone() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("a/b");
        make_folder(&folder).unwrap();
        make_folder(&folder).unwrap();
        assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
