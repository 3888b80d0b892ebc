//! The file of a ledger: a header, a line for each person, and a last line by which a change or a torn end is noticed.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use aws_lc_rs::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};
use step_engine::{JournalError, atomic_file, private};

use super::{Header, Known, Ledger, State};
use crate::digest::{hex, sha256};
use crate::{Digest, FeedError};

#[derive(Deserialize)]
struct Version {
    ledger: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    #[serde(borrow)]
    n: Cow<'a, str>,
    #[serde(borrow)]
    d: &'a str,
    s: State,
    r: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Last {
    people: usize,
    /// Of all bytes before this line, in hexadecimal.
    sha256: String,
}

impl Ledger {
    /// The ledger at `path`, which tells of the tenant, application and job of this header. `None` where none is there. Nothing is changed.
    ///
    /// # Errors
    /// It cannot be read, is damaged or of a newer program, or tells of something else.
    pub fn read(path: &Path, of: &Header) -> Result<Option<Self>, FeedError> {
        let bytes = match private::read(path) {
            Ok(bytes) => bytes,
            Err(JournalError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let damaged = |what: String| FeedError::Damaged {
            path: path.to_owned(),
            what,
        };
        let ledger = parse(&bytes).map_err(|wrong| match wrong {
            Wrong::Newer(format) => FeedError::TooNew {
                path: path.to_owned(),
                format,
            },
            Wrong::Torn => damaged("its end is missing".to_owned()),
            Wrong::Changed => damaged("its last line does not fit the others".to_owned()),
            Wrong::Line(line) => damaged(format!("line {line} makes no sense")),
        })?;
        match of.differs(&ledger.header) {
            None => Ok(Some(ledger)),
            Some(what) => Err(FeedError::Foreign {
                path: path.to_owned(),
                what,
            }),
        }
    }

    /// Puts it at `path`, whole or not at all.
    ///
    /// # Errors
    /// The file system refuses; what was there before is there still.
    pub fn write(&self, path: &Path) -> Result<(), FeedError> {
        let failed = |source| JournalError::File {
            doing: "write",
            path: path.to_owned(),
            source,
        };
        if let Some(folder) = path.parent() {
            atomic_file::make_folder(folder).map_err(failed)?;
        }
        atomic_file::write_with(path, |out| self.write_to(out)).map_err(failed)?;
        Ok(())
    }

    fn write_to(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut context = Context::new(&SHA256);
        let mut line = serde_json::to_vec(&self.header)?;
        line.push(b'\n');
        for known in self.people() {
            if line.len() > 64 * 1024 {
                context.update(&line);
                out.write_all(&line)?;
                line.clear();
            }
            known.write(&mut line)?;
        }
        context.update(&line);
        out.write_all(&line)?;
        let last = Last {
            people: self.len(),
            sha256: hex(context.finish().as_ref()),
        };
        writeln!(out, "{}", serde_json::to_string(&last)?)
    }
}

impl Known<'_> {
    fn write(&self, out: &mut Vec<u8>) -> io::Result<()> {
        let mut digest = [0; 22];
        self.digest.write(&mut digest);
        out.extend_from_slice(br#"{"n":"#);
        serde_json::to_writer(&mut *out, self.number)?;
        out.extend_from_slice(br#","d":""#);
        out.extend_from_slice(&digest);
        out.extend_from_slice(br#"","s":""#);
        out.push(self.state.letter());
        writeln!(out, r#"","r":{}}}"#, self.run)
    }
}

enum Wrong {
    Newer(u64),
    Torn,
    Changed,
    /// From 1.
    Line(usize),
}

fn parse(bytes: &[u8]) -> Result<Ledger, Wrong> {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    // Before anything else: another format may end in another way.
    if let Ok(Version { ledger: format }) = serde_json::from_slice(first)
        && format != Header::FORMAT
    {
        return Err(Wrong::Newer(format));
    }
    let whole = bytes.strip_suffix(b"\n").ok_or(Wrong::Torn)?;
    let start = whole.iter().rposition(|byte| *byte == b'\n').ok_or(Wrong::Torn)? + 1;
    let last: Last = serde_json::from_slice(&whole[start..]).map_err(|_| Wrong::Torn)?;
    if sha256(&bytes[..start]) != last.sha256 {
        return Err(Wrong::Changed);
    }
    let mut lines = bytes[..start - 1].split(|byte| *byte == b'\n').zip(1..);
    let (first, _) = lines.next().ok_or(Wrong::Line(1))?;
    let mut ledger = Ledger::new(serde_json::from_slice(first).map_err(|_| Wrong::Line(1))?);
    ledger.entries.reserve(last.people.min(bytes.len() / 40));
    for (line, at) in lines {
        let read: Line<'_> = serde_json::from_slice(line).map_err(|_| Wrong::Line(at))?;
        let known = Known {
            number: &read.n,
            digest: Digest::read(read.d).ok_or(Wrong::Line(at))?,
            state: read.s,
            run: read.r,
        };
        ledger.push(known).ok_or(Wrong::Line(at))?;
    }
    if ledger.len() == last.people {
        Ok(ledger)
    } else {
        Err(Wrong::Changed)
    }
}
