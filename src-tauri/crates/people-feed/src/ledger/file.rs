//! The file of a ledger: a header, a line for each person, and a last line by which a change or a torn end is noticed.

use std::borrow::Cow;
use std::fs::OpenOptions;
use std::io::{self, BufRead, BufReader, Read as _, Write};
use std::path::Path;

use aws_lc_rs::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};
use step_engine::{JournalError, private};

use super::{Header, Known, Ledger, State};
use crate::digest::hex;
use crate::own_file::write_whole;
use crate::{Digest, FeedError};

/// A number has 64 KiB at most, which escapes make longer.
const LONGEST_LINE: u64 = 1024 * 1024;

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
        let ledger = Self::load(path)?;
        match ledger.as_ref().and_then(|ledger| of.differs(&ledger.header)) {
            None => Ok(ledger),
            Some(what) => Err(FeedError::Foreign {
                path: path.to_owned(),
                what,
            }),
        }
    }

    /// The ledger at `path`, whatever feed it tells of. `None` where none is there. Nothing is changed.
    ///
    /// # Errors
    /// It cannot be read, is damaged or of a newer program.
    pub fn load(path: &Path) -> Result<Option<Self>, FeedError> {
        let file = match private::open(OpenOptions::new().read(true), path, "open") {
            Ok(file) => file,
            Err(JournalError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let damaged = |what: String| FeedError::Damaged {
            path: path.to_owned(),
            what,
        };
        let ledger = parse(BufReader::new(file));
        ledger.map(Some).map_err(|wrong| match wrong {
            Wrong::Io(source) => FeedError::Own(JournalError::File {
                doing: "read",
                path: path.to_owned(),
                source,
            }),
            Wrong::Newer(format) => FeedError::TooNew {
                path: path.to_owned(),
                format,
            },
            Wrong::Torn => damaged("its end is missing".to_owned()),
            Wrong::Changed => damaged("its last line does not fit the others".to_owned()),
            Wrong::Line(line) => damaged(format!("line {line} makes no sense")),
        })
    }

    /// Puts it at `path`, whole or not at all.
    ///
    /// # Errors
    /// The file system refuses; what was there before is there still.
    pub fn write(&self, path: &Path) -> Result<(), FeedError> {
        Ok(write_whole(path, |out| self.write_to(out))?)
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
    Io(io::Error),
    Newer(u64),
    Torn,
    Changed,
    /// From 1.
    Line(usize),
}

/// Reads line by line: a million of them have 60 MB.
fn parse(mut file: impl BufRead) -> Result<Ledger, Wrong> {
    let mut next = |line: &mut Vec<u8>| {
        line.clear();
        file.by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', line)
            .map_err(Wrong::Io)
    };
    let mut line = Vec::new();
    next(&mut line)?;
    // Before anything else: another format may end in another way.
    if let Ok(Version { ledger: format }) = serde_json::from_slice(&line)
        && format != Header::FORMAT
    {
        return Err(Wrong::Newer(format));
    }
    let mut ledger = Ledger::new(serde_json::from_slice(&line).map_err(|_| Wrong::Line(1))?);
    let mut context = Context::new(&SHA256);
    context.update(&line);
    let mut following = Vec::new();
    next(&mut line)?;
    let mut at = 2;
    // The line that nothing follows is the last.
    while next(&mut following)? > 0 {
        let read: Line<'_> = serde_json::from_slice(&line).map_err(|_| Wrong::Line(at))?;
        let known = Known {
            number: &read.n,
            digest: Digest::read(read.d).ok_or(Wrong::Line(at))?,
            state: read.s,
            run: read.r,
        };
        ledger.push(known).ok_or(Wrong::Line(at))?;
        context.update(&line);
        std::mem::swap(&mut line, &mut following);
        at += 1;
    }
    let last: Last = serde_json::from_slice(&line).map_err(|_| Wrong::Torn)?;
    let is_whole = line.ends_with(b"\n");
    match (last.people, last.sha256) == (ledger.len(), hex(context.finish().as_ref())) {
        true if is_whole => Ok(ledger),
        true => Err(Wrong::Torn),
        false => Err(Wrong::Changed),
    }
}
