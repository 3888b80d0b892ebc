//! Reading a file that a person named, such as a set-up: nothing that never ends, waits for a writer or fills the memory.

use std::fs::OpenOptions;
use std::io::{self, Read as _};
use std::path::Path;

/// A set-up has some hundred bytes, and some more for every organizational unit.
pub const MOST: u64 = 1024 * 1024;

/// The bytes of a regular file of at most [`MOST`] bytes. A link to one is followed.
///
/// # Errors
/// It is something else or larger, or the file system refuses.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_up_to(path, MOST)
}

/// The same for a file of at most so many bytes.
///
/// # Errors
/// Those of [`read`].
pub(crate) fn read_up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    // Before it is opened as well: opening alone can have effects on a device.
    must_be_small(&path.metadata()?, most)?;
    let mut options = OpenOptions::new();
    options.read(true);
    // A pipe that takes the file's place meanwhile is not waited for.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, nix::fcntl::OFlag::O_NONBLOCK.bits());
    let file = options.open(path)?;
    must_be_small(&file.metadata()?, most)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(too_large(most));
    }
    Ok(bytes)
}

fn must_be_small(found: &std::fs::Metadata, most: u64) -> io::Result<()> {
    if !found.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    if found.len() > most {
        return Err(too_large(most));
    }
    Ok(())
}

fn too_large(most: u64) -> io::Error {
    let mebibytes = most / (1024 * 1024);
    io::Error::new(
        io::ErrorKind::FileTooLarge,
        format!("it is larger than {mebibytes} MiB"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    fn refusal(path: &Path) -> String {
        read(path).unwrap_err().to_string()
    }

    #[test]
    fn a_file_of_the_largest_size_is_read_and_no_larger_one() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a");
        let file = File::create(&path).unwrap();
        file.set_len(MOST).unwrap();
        assert_eq!(read(&path).unwrap().len() as u64, MOST);
        file.set_len(MOST + 1).unwrap();
        assert_eq!(refusal(&path), "it is larger than 1 MiB");
        file.set_len(1 << 40).unwrap();
        assert_eq!(refusal(&path), "it is larger than 1 MiB");
        assert_eq!(refusal(place.path()), "it is not a regular file");
    }

    #[cfg(unix)]
    #[test]
    fn what_never_ends_is_not_begun() {
        let place = tempfile::tempdir().unwrap();
        let pipe = place.path().join("pipe");
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
        for path in [pipe.as_path(), Path::new("/dev/zero"), Path::new("/dev/null")] {
            assert_eq!(refusal(path), "it is not a regular file", "{path:?}");
        }
    }
}
