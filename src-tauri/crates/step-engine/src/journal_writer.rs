//! The thread that brings lines of a journal to the disk, several at a time when they come quickly.

use std::fs::File;
use std::io::{self, Write as _};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

/// What a journal asks of its file.
pub(crate) trait Disk: Send + 'static {
    /// Adds bytes at the end. After an error any part of them may be there.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Returns when everything that was added stays, even if the power fails.
    fn sync(&mut self) -> io::Result<()>;
}

impl Disk for File {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }
}

/// What the writer is told.
#[derive(Debug)]
pub(crate) enum Line {
    Fact(String),
    /// Asks whether all lines before this one are on disk.
    Settled(oneshot::Sender<Settled>),
}

/// Whether lines are on disk, or the first refusal. Several may ask about the same one.
pub(crate) type Settled = Result<(), Arc<io::Error>>;

/// Starts the writer; it ends when nobody can send it lines any more. After a refusal it writes nothing more: what follows a line
/// that is torn could not be read.
pub(crate) fn start(mut disk: impl Disk) -> (mpsc::Sender<Line>, JoinHandle<()>) {
    let (lines, received) = mpsc::channel();
    let writer = std::thread::spawn(move || {
        let mut settled: Settled = Ok(());
        while let Ok(first) = received.recv() {
            let (mut text, mut waiting) = (String::new(), Vec::new());
            for line in std::iter::once(first).chain(received.try_iter()) {
                match line {
                    Line::Fact(fact) => {
                        text.push_str(&fact);
                        text.push('\n');
                    }
                    Line::Settled(done) => waiting.push(done),
                }
            }
            if settled.is_ok() && !text.is_empty() {
                settled = disk
                    .append(text.as_bytes())
                    .and_then(|()| disk.sync())
                    .map_err(Arc::new);
            }
            for done in waiting {
                let _ = done.send(settled.clone()); // nobody waits any more: nothing to tell
            }
        }
    });
    (lines, writer)
}

#[cfg(test)]
mod tests;
