//! A file is there whole or not at all, even if the power fails or the disk is full. It is for this person alone, and a link that
//! stands in its place is replaced, not followed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Two files that are written at the same time do not meet.
static WRITTEN: AtomicU32 = AtomicU32::new(0);

/// Writes beside the file first, and puts it in its place when all of it is on the disk. When this returns the file stays.
///
/// # Errors
/// The folder takes no file; the old content is untouched then.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_with(path, |out| out.write_all(bytes))
}

/// The same for a file that means nothing once the computer has stopped: the disk is not waited for.
///
/// # Errors
/// Those of [`write`].
pub fn write_fleeting(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut folder = Real {
        fleeting: true,
        ..Real::default()
    };
    write_on(&mut folder, path, &mut |out| out.write_all(bytes))
}

/// The same for content that is made while it is written.
///
/// # Errors
/// Those of [`write`], and what making the content fails with.
pub fn write_with(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut content = Some(content);
    // A file that is not made takes nothing of it.
    write_on(&mut Real::default(), path, &mut |out| {
        content.take().map_or(Ok(()), |content| content(out))
    })
}

/// The same for a file of the application's own, whose folder may not be there yet.
///
/// # Errors
/// Those of [`write`], and the folder cannot be made.
pub fn write_own(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    write(path, bytes)
}

/// The same for a file that somebody named on a command line: a link leads to the file that is meant.
///
/// # Errors
/// Those of [`write_with`], and what stands there is no file, such as a device or a folder.
pub fn write_named(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(there) if !there.is_file() => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "what stands there is no file",
        )),
        Ok(_) => write_with(&fs::canonicalize(path)?, content),
        Err(_) => write_with(path, content),
    }
}

/// Writes what a file is to hold.
type Content<'a> = &'a mut dyn FnMut(&mut dyn Write) -> io::Result<()>;

/// What is asked of the file system, in this order.
trait Folder {
    /// A new file with this content, or part of it after an error. What is there already stays, and is an error.
    fn put(&mut self, path: &Path, content: Content<'_>) -> io::Result<()>;
    /// That file stays.
    fn sync(&mut self, path: &Path) -> io::Result<()>;
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    fn remove(&mut self, path: &Path) -> io::Result<()>;
    /// Names in it stay as they are now.
    fn sync_names(&mut self, folder: &Path) -> io::Result<()>;
}

fn write_on(folder: &mut impl Folder, path: &Path, content: Content<'_>) -> io::Result<()> {
    let mut beside = next_beside(path);
    let mut put = folder.put(&beside, content);
    // A crash has left it, or somebody has laid a link there to have another file written over.
    while matches!(&put, Err(error) if error.kind() == io::ErrorKind::AlreadyExists) {
        beside = next_beside(path);
        put = folder.put(&beside, content);
    }
    let placed = put
        .and_then(|()| folder.sync(&beside))
        .and_then(|()| folder.rename(&beside, path));
    if placed.is_err() {
        let _ = folder.remove(&beside); // it may never have been made
    }
    // A bare name lies in the present folder.
    let around = path.parent().filter(|around| !around.as_os_str().is_empty());
    placed.and_then(|()| folder.sync_names(around.unwrap_or(Path::new("."))))
}

/// A name that this process has not used before.
fn next_beside(path: &Path) -> PathBuf {
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    path.with_file_name(format!(".causeway-{}-{number}.part", std::process::id()))
}

/// The file system.
#[derive(Default)]
struct Real {
    /// What was put there last: errors of the disk are told to who wrote it.
    put: Option<File>,
    /// Nothing is brought to the disk.
    fleeting: bool,
}

impl Folder for Real {
    fn put(&mut self, path: &Path, content: Content<'_>) -> io::Result<()> {
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = BufWriter::new(self.put.insert(options.open(path)?));
        content(&mut out)?;
        out.flush()
    }

    fn sync(&mut self, _: &Path) -> io::Result<()> {
        // Closed here: some systems rename no file that is open.
        let put = self.put.take().filter(|_| !self.fleeting);
        put.map_or(Ok(()), |file| file.sync_all())
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.put = None;
        fs::remove_file(path)
    }

    fn sync_names(&mut self, folder: &Path) -> io::Result<()> {
        if self.fleeting { Ok(()) } else { sync_names(folder) }
    }
}

/// Makes a folder and those above it, for this person alone. They stay even if the power fails: a journal is no use in a folder
/// that is gone.
///
/// # Errors
/// It cannot be made.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    let missing = folder.ancestors().take_while(|folder| !folder.exists());
    let above: Vec<&Path> = missing.filter_map(Path::parent).collect();
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let named = |folder: &&Path| !folder.as_os_str().is_empty();
    above.into_iter().filter(named).try_for_each(sync_names)
}

/// Makes sure that names in the folder stay as they are now.
#[cfg(unix)]
pub(crate) fn sync_names(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_names(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests;
