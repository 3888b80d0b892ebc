//! Reading a journal: its lines folded into a state.

use std::path::Path;

use crate::journal::FORMAT;
use crate::{Fact, Header, Illegal, Journal, JournalError, RunState, private};

/// What a journal holds, without the journal.
#[derive(Debug)]
pub struct Record {
    /// What the run is about.
    pub header: Header,
    /// Its facts so far, folded.
    pub state: RunState,
}

impl Journal {
    /// What the journal at `path` holds. Takes no lock and changes nothing; a last line without its end is left out, be it torn by
    /// a crash or still being written.
    ///
    /// # Errors
    /// [`JournalError::File`], [`JournalError::NotPrivate`], [`JournalError::Damaged`] (also for a file without a whole line), [`JournalError::TooNew`].
    pub fn read(path: &Path) -> Result<Record, JournalError> {
        let bytes = private::read(path)?;
        let (header, state) = replay(path, &bytes[..whole_lines(&bytes)])?;
        Ok(Record { header, state })
    }
}

/// How many of these bytes are whole lines. JSON has no NUL: where one stands the power failed before the disk had been given what
/// belongs there, so nothing from there on was ever settled.
pub(crate) fn whole_lines(bytes: &[u8]) -> usize {
    let written = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let last = bytes[..written].iter().rposition(|byte| *byte == b'\n');
    last.map_or(0, |at| at + 1)
}

pub(crate) fn replay(path: &Path, bytes: &[u8]) -> Result<(Header, RunState), JournalError> {
    let damaged = |line: usize, source: Box<dyn std::error::Error + Send + Sync>| JournalError::Damaged {
        path: path.to_owned(),
        line,
        source,
    };
    let mut lines = bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .enumerate();
    let (_, first) = lines.next().ok_or_else(|| damaged(1, "it is empty".into()))?;
    let header: Header = serde_json::from_slice(first).map_err(|error| damaged(1, error.into()))?;
    if header.format > FORMAT {
        return Err(JournalError::TooNew {
            path: path.to_owned(),
            format: header.format,
        });
    }
    let mut state = RunState::default();
    for (at, line) in lines {
        let fact: Fact = serde_json::from_slice(line).map_err(|error| damaged(at + 1, error.into()))?;
        state
            .apply(&fact)
            .map_err(|error: Illegal| damaged(at + 1, error.into()))?;
    }
    Ok((header, state))
}
