//! A file of lines that one process holds. A thread of its own appends to it and brings it to the disk.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::journal_read::whole_lines;
use crate::journal_writer::{self, Disk, Line};
use crate::{JournalError, private};

/// The file as it lies there, locked for this process and unchanged.
#[derive(Debug)]
pub struct Found {
    path: PathBuf,
    file: File,
    bytes: Vec<u8>,
    whole: usize,
}

impl Found {
    /// Takes the file at `path`, in a folder that is there. One that is not there is made.
    ///
    /// # Errors
    /// [`JournalError::File`], [`JournalError::NotPrivate`], [`JournalError::Held`].
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = private::open(&mut options, path, "open")?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(JournalError::Held { path: path.to_owned() }),
            Err(TryLockError::Error(source)) => return Err(failed(path, "lock")(source)),
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed(path, "read"))?;
        Ok(Self {
            whole: whole_lines(&bytes),
            path: path.to_owned(),
            file,
            bytes,
        })
    }

    /// The whole lines in it. What a crash tore off is none.
    #[must_use]
    pub fn lines(&self) -> &[u8] {
        &self.bytes[..self.whole]
    }

    /// Cuts off what was torn, and puts `first` on the disk as the first line of a file that has none.
    ///
    /// # Errors
    /// [`JournalError::File`].
    pub fn go_on(mut self, first: Option<&str>) -> Result<Lines, JournalError> {
        if self.whole < self.bytes.len() {
            self.file
                .set_len(self.whole as u64)
                .and_then(|()| self.file.seek(SeekFrom::End(0)))
                .map_err(failed(&self.path, "shorten"))?;
        }
        if let Some(first) = first {
            self.file
                .append(format!("{first}\n").as_bytes())
                .and_then(|()| self.file.sync_all())
                .and_then(|()| sync_folder(&self.path))
                .map_err(failed(&self.path, "begin"))?;
        }
        Ok(Lines::on(self.file, self.path))
    }
}

/// The file while lines are added to it. Dropping it lets the writer finish, so that the file is whole and its lock free.
#[derive(Debug)]
pub struct Lines {
    path: PathBuf,
    lines: Option<mpsc::Sender<Line>>,
    writer: Option<JoinHandle<()>>,
}

impl Lines {
    pub(crate) fn on(disk: impl Disk, path: PathBuf) -> Self {
        let (lines, writer) = journal_writer::start(disk);
        Self {
            path,
            lines: Some(lines),
            writer: Some(writer),
        }
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Hands a line to the writer. Whether it came to the disk says [`Lines::settled`].
    pub fn add(&self, line: String) {
        if let Some(lines) = &self.lines {
            let _ = lines.send(Line::Fact(line)); // a writer that is gone shows in `settled`
        }
    }

    /// Waits until all lines that were added before are on the disk.
    ///
    /// # Errors
    /// [`JournalError::File`], [`JournalError::Broken`].
    pub fn settled(&self) -> impl Future<Output = Result<(), JournalError>> + Send + 'static + use<> {
        let (done, settled) = oneshot::channel();
        let asked = self.lines.as_ref().map(|lines| lines.send(Line::Settled(done)));
        let path = self.path.clone();
        async move {
            if !matches!(asked, Some(Ok(()))) {
                return Err(JournalError::Broken);
            }
            let settled = settled.await.map_err(|_| JournalError::Broken)?;
            settled.map_err(|refusal| failed(&path, "write")(io::Error::new(refusal.kind(), refusal)))
        }
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        self.lines = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join(); // a writer that panicked has nothing left to finish
        }
    }
}

fn failed(path: &Path, doing: &'static str) -> impl FnOnce(io::Error) -> JournalError {
    move |source| JournalError::File {
        doing,
        path: path.to_owned(),
        source,
    }
}

/// A new file's name is on disk only once its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), crate::atomic_file::sync_names)
}
