//! What became of each person, as a table in a file: numbers and codes, and nothing else of them.

use std::path::{Path, PathBuf};

use app_core::csv::cell;
use app_core::{FeedEnd, PersonOutcome as Outcome, Timestamp, atomic_file};

use crate::reporter::Refusal;

/// One person and what became of them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'e> {
    pub(super) number: &'e str,
    pub(super) result: &'static str,
    pub(super) code: &'e str,
}

/// Everybody of a sending of whom something is known.
pub(super) fn lines(end: &FeedEnd) -> impl Iterator<Item = Line<'_>> {
    let heard = end.people.iter().map(|(number, outcome)| Line {
        number,
        result: result(outcome.as_ref()),
        code: match outcome {
            Some(Outcome::Refused { code }) => code,
            _ => "",
        },
    });
    let refused = end.refused.iter().map(|refused| Line {
        number: &refused.number,
        result: "not-taken",
        code: "",
    });
    refused.chain(heard)
}

/// The key of its words.
pub(super) fn result(outcome: Option<&Outcome>) -> &'static str {
    match outcome {
        None => "no-word",
        Some(Outcome::AlreadyRight) => "already-right",
        Some(Outcome::Done) => "done",
        Some(Outcome::CreatedOff) => "created-off",
        Some(Outcome::LeftOut) => "left-out",
        Some(Outcome::Refused { .. }) => "refused",
    }
}

/// Writes the table into a folder, whole or not at all: where it is.
pub(super) fn write(folder: &Path, end: &FeedEnd) -> Result<PathBuf, Refusal> {
    let at = Timestamp::now().strftime("%Y%m%d-%H%M%S").to_string();
    let file = folder.join(format!("feed-{at}.csv"));
    let written = std::fs::create_dir_all(folder).and_then(|()| {
        atomic_file::write_named(&file, |out| {
            writeln!(out, "number,result,code")?;
            for line in lines(end) {
                writeln!(out, "{},{},{}", cell(line.number), line.result, line.code)?;
            }
            Ok(())
        })
    });
    match written {
        Ok(()) => Ok(file),
        Err(error) => {
            let values = vec![("file", file.display().to_string()), ("cause", error.to_string())];
            Err(Refusal::Failed("cli.file-not-written", values))
        }
    }
}
