//! Rows of the log as lines: for people, for programs, for spreadsheets.

use std::io::{self, Write};

use app_core::LogPage;
use app_core::log::{CsvRows, Filter, Group, Groups, LogRow, Outcome, ReadBack, Tally};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::told::{lasting, minute};
use crate::words::Words;

/// How rows are written.
pub(crate) enum Form {
    Text(Words),
    Json,
    Csv,
}

/// What is told of pages that come one after the other.
pub(crate) struct Told {
    form: Form,
    filter: Filter,
    /// Groups alone, without the rows.
    only_groups: bool,
    reaches_back: Option<SignedDuration>,
    groups: Groups,
    rows: u64,
}

impl Told {
    pub(crate) fn of(form: Form, filter: Filter, only_groups: bool, reaches_back: Option<SignedDuration>) -> Self {
        Self {
            form,
            filter,
            only_groups,
            reaches_back,
            groups: Groups::default(),
            rows: 0,
        }
    }

    pub(crate) fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        match self.form {
            Form::Csv if !self.only_groups => CsvRows::new(out).map(drop),
            _ => Ok(()),
        }
    }

    /// Writes the rows of a page that fit.
    pub(crate) fn page(&mut self, out: &mut dyn Write, page: &LogPage) -> io::Result<()> {
        for logged in &page.entries {
            let row = LogRow::of(&logged.entry);
            if !self.filter.fits(&row) {
                continue;
            }
            self.rows += 1;
            self.groups.add(&row);
            if self.only_groups {
                continue;
            }
            match &self.form {
                Form::Text(words) => lines(out, words, &row)?,
                Form::Json => line(out, &json!({ "event": "row", "row": row, "entry": logged.raw }))?,
                Form::Csv => CsvRows::further(&mut *out).row(&logged.entry)?,
            }
        }
        out.flush()
    }

    /// Writes what all of it comes to.
    pub(crate) fn end(&self, out: &mut dyn Write, read: ReadBack) -> io::Result<()> {
        let tally = self.groups.tally();
        if self.only_groups {
            for group in self.groups.worst_first() {
                match &self.form {
                    Form::Text(words) => group_lines(out, words, &group)?,
                    Form::Json | Form::Csv => line(out, &json!({ "event": "group", "group": group }))?,
                }
            }
        }
        match &self.form {
            Form::Text(words) => {
                writeln!(out, "{}", sentence(words, &tally, self.reaches_back))?;
                if read.unreadable > 0 {
                    writeln!(
                        out,
                        "{}",
                        words.count("cli.logs.unreadable", read.unreadable as u64, &[])
                    )?;
                }
            }
            Form::Json => {
                let end = json!({ "event": "log", "exit": Exit::Done.code(), "rows": self.rows, "read": read.entries,
                    "unreadable": read.unreadable, "tally": tally });
                line(out, &end)?;
            }
            Form::Csv => {}
        }
        out.flush()
    }
}

fn line(out: &mut dyn Write, value: &Value) -> io::Result<()> {
    writeln!(out, "{value}")
}

fn lines(out: &mut dyn Write, words: &Words, row: &LogRow) -> io::Result<()> {
    let said = |list: &str, name: &str| words.say(&format!("log.{list}.{name}"), &[]);
    let name = row
        .name
        .as_deref()
        .or(row.dn.as_deref())
        .or(row.source_id.as_deref())
        .unwrap_or("?");
    let name = match &row.address {
        Some(address) if address != name => format!("{name} ({address})"),
        _ => name.to_owned(),
    };
    let at = row.at.map_or_else(|| "?".to_owned(), minute);
    let values = [
        ("at", at.as_str()),
        ("outcome", &said("outcome", row.outcome.as_str())),
        ("action", &said("action", row.action.as_str())),
        ("kind", &said("kind", row.kind.as_str())),
        ("name", &name),
    ];
    writeln!(out, "{}", words.say("cli.logs.row", &values))?;
    match (row.outcome, &row.code) {
        (Outcome::Failed | Outcome::Warned | Outcome::Unknown, Some(code)) => {
            writeln!(out, "    {}", cause(words, row.cause.map(|cause| cause.as_str()), code))
        }
        _ => Ok(()),
    }
}

/// What a code says, in our words where there are any.
fn cause(words: &Words, cause: Option<&str>, code: &str) -> String {
    match cause {
        None => words.say("cli.logs.unknown-code", &[("code", code)]),
        Some(cause) => {
            let what = words.say(&format!("log.code.{cause}"), &[]);
            words.say("cli.logs.code", &[("code", code), ("what", &what)])
        }
    }
}

fn group_lines(out: &mut dyn Write, words: &Words, group: &Group) -> io::Result<()> {
    let outcome = words.say(&format!("log.outcome.{}", group.outcome.as_str()), &[]);
    let kind = words.say(&format!("log.kind.{}", group.kind.as_str()), &[]);
    let newest = group.newest.map_or_else(|| "?".to_owned(), minute);
    let names = group.names.join(", ");
    let values = [
        ("outcome", outcome.as_str()),
        ("kind", &kind),
        ("newest", &newest),
        ("names", &names),
    ];
    let said = match names.is_empty() {
        true => "cli.logs.nameless", // of what was left out the service often tells an id alone
        false => "cli.logs.group",
    };
    writeln!(out, "{}", words.count(said, group.count, &values))?;
    if let Some(code) = &group.code {
        writeln!(
            out,
            "    {}",
            cause(words, group.cause.map(|cause| cause.as_str()), code)
        )?;
    }
    match group.cause {
        Some(known) if matches!(group.outcome, Outcome::Failed | Outcome::Held) => {
            writeln!(out, "    {}", words.say(&format!("log.do.{}", known.as_str()), &[]))
        }
        _ => Ok(()),
    }
}

/// "Last 24 hours: 41 changed, 3 failed for one cause, 812 looked at and left."
fn sentence(words: &Words, tally: &Tally, reaches_back: Option<SignedDuration>) -> String {
    let causes = words.count("log.tally.causes", tally.causes, &[]);
    let parts = [
        ("changed", tally.changed),
        ("warned", tally.warned),
        ("failed", tally.failed),
        ("held", tally.held),
        ("skipped", tally.skipped),
        ("unknown", tally.unknown),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(outcome, count)| words.count(&format!("log.tally.{outcome}"), count, &[("causes", &causes)]))
        .collect();
    let parts = match parts.as_slice() {
        [] => words.say("log.tally.nothing", &[]),
        parts => parts.join(", "),
    };
    match reaches_back {
        None => words.say("log.tally.all", &[("parts", &parts)]),
        Some(back) => {
            let time = lasting(words, back);
            words.say("log.tally.last", &[("time", &time), ("parts", &parts)])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn the_sentence_counts_in_every_language() {
        let tally = Tally {
            changed: 41,
            failed: 3,
            causes: 1,
            skipped: 812,
            ..Tally::default()
        };
        let said = |language, tally: &Tally, back| sentence(&Words::new(language), tally, back);
        let day = Some(SignedDuration::from_hours(24));
        assert_eq!(
            said(Language::English, &tally, day),
            "Last 24 hours: 41 changed, 3 failed for 1 cause, 812 looked at and left."
        );
        let nothing = said(Language::Dutch, &Tally::default(), None);
        assert_eq!(nothing, "Alles wat Microsoft bewaart: geen regel.");
        let indonesian = said(Language::Indonesian, &tally, day);
        assert!(
            indonesian.contains("3 gagal karena 1 sebab") && !indonesian.contains("{{"),
            "{indonesian}"
        );
    }
}
