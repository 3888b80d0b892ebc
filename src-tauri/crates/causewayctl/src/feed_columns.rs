//! `feed-columns`: what each column of a file of people seems to be, as a set-up file would say it. Writes nothing, asks nobody.

use std::path::Path;

use app_core::view::TenantView;
use people_file::{
    Column, DateOrder, Examined, Fate, FileError, Kind, Mapping, Meaning, PeopleFile, Problem, Target, Told, Weight,
};
use serde_json::{Map, Value, json};

use crate::arguments::Arguments;
use crate::exit::Exit;
use crate::reporter::{Refusal, Reporter};
use crate::table;
use crate::terminal::harmless;
use crate::words::Words;

/// Rows of a problem that are named in a line.
const ROWS: usize = 10;

const NO_TENANT: Option<&TenantView> = None;

pub(crate) fn propose(arguments: &Arguments, words: &Words, path: &Path) -> Result<Exit, Refusal> {
    let mut reporter = arguments.reporter(words, None);
    match read(path) {
        Ok(found) => Ok(found.tell(words, path, reporter.as_mut())),
        Err(error) => refused(words, &error, reporter.as_mut()),
    }
}

fn read(path: &Path) -> Result<Found, FileError> {
    let file = PeopleFile::open(path, &Told::default())?;
    let mapping = Mapping::propose(&file)?;
    let examined = Examined::of(&file, &mapping, None)?;
    Ok(Found {
        file,
        mapping,
        examined,
    })
}

/// The file is no table, or cannot be read.
pub(crate) fn refused(words: &Words, error: &FileError, reporter: &mut dyn Reporter) -> Result<Exit, Refusal> {
    let exit = match error {
        FileError::Open(_) | FileError::NotRegular | FileError::UnknownEncoding | FileError::NoSheet => Exit::Usage,
        FileError::Read(_) | FileError::Changed => Exit::Failed,
        _ => Exit::Blocked,
    };
    let values: Map<String, Value> = error
        .values()
        .into_iter()
        .map(|(name, value)| (name.to_owned(), json!(value)))
        .collect();
    let event = json!({ "event": "refused", "exit": exit.code(), "code": error.code(), "values": values });
    reporter.result(NO_TENANT, &[sentence_of(words, error)], event);
    Ok(exit)
}

fn sentence_of(words: &Words, error: &FileError) -> String {
    let values: Vec<(&str, String)> = error
        .values()
        .into_iter()
        .map(|(name, value)| match name {
            "instead" => (name, words.say(&format!("peopleFile.instead.{value}"), &[])),
            _ => (name, value),
        })
        .collect();
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.say(&format!("peopleFile.file.{}", error.code()), &values)
}

/// What is wrong, of how many, and where.
pub(crate) fn problem_line(words: &Words, problem: &Problem, column: &str) -> String {
    let first = problem.places.first();
    let mut values: Vec<(&str, &str)> = vec![("column", column)];
    values.extend(
        first
            .iter()
            .flat_map(|place| &place.values)
            .map(|(name, value)| (*name, value.as_str())),
    );
    let said = words.say(&format!("peopleFile.problem.{}", problem.code.as_str()), &values);
    let mark = if problem.weight == Weight::Blocks { "!" } else { "-" };
    let rows: Vec<String> = problem
        .places
        .iter()
        .filter_map(|place| Some(place.row?.to_string()))
        .take(ROWS)
        .collect();
    if rows.is_empty() {
        return format!("{mark} {said}");
    }
    let more = if problem.count > rows.len() as u64 { ", …" } else { "" };
    let rows = words.count(
        "peopleFile.rows",
        problem.count,
        &[("rows", &format!("{}{more}", rows.join(", ")))],
    );
    format!("{mark} {said} {rows}")
}

struct Found {
    file: PeopleFile,
    mapping: Mapping,
    examined: Examined,
}

impl Found {
    fn tell(&self, words: &Words, path: &Path, reporter: &mut dyn Reporter) -> Exit {
        let exit = if self.examined.is_blocked() {
            Exit::Blocked
        } else {
            Exit::Done
        };
        let Examined {
            people,
            seen,
            here,
            left,
            ..
        } = &self.examined;
        let read = json!({ "event": "read", "people": people, "rows": seen.rows, "footers": seen.footers, "here": here, "left": left });
        reporter.result(NO_TENANT, &[self.summary(words)], read);
        for problem in &self.examined.problems {
            let event = json!({
                "event": "problem", "code": problem.code, "weight": problem.weight, "count": problem.count,
                "column": self.heading(problem.column), "places": problem.places,
            });
            let column = self.heading(problem.column).unwrap_or_default();
            reporter.result(NO_TENANT, &[problem_line(words, problem, column)], event);
        }
        let why: Vec<_> = self.mapping.columns.iter().map(|column| json!(column)).collect();
        let set_up = self.set_up(path);
        let mut lines = vec![String::new()];
        lines.extend(self.columns(words));
        lines.extend(self.status(words));
        lines.push(String::new());
        lines.extend(format!("{set_up:#}").lines().map(harmless));
        reporter.result(
            NO_TENANT,
            &lines,
            json!({ "event": "columns", "exit": exit.code(), "proposal": set_up, "why": why }),
        );
        exit
    }

    fn heading(&self, column: Option<usize>) -> Option<&str> {
        Some(self.mapping.columns.get(column?)?.heading.as_str())
    }

    /// What the file is.
    fn summary(&self, words: &Words) -> String {
        let row = self.file.header_row().to_string();
        let count = words.count("peopleFile.people", self.examined.people, &[]);
        match self.file.kind() {
            Kind::Text {
                encoding, separator, ..
            } => {
                let separator = match separator {
                    '\t' => words.say("peopleFile.tab", &[]),
                    other => other.to_string(),
                };
                let values = [
                    ("people", count.as_str()),
                    ("separator", &separator),
                    ("encoding", &encoding.name()),
                    ("row", &row),
                ];
                words.say("peopleFile.is-text", &values)
            }
            Kind::Sheet { sheet, .. } => words.say(
                "peopleFile.is-sheet",
                &[("people", &count), ("sheet", sheet), ("row", &row)],
            ),
        }
    }

    /// A line for each column: its heading, what it is proposed to be, and why.
    fn columns(&self, words: &Words) -> Vec<String> {
        let heading = |key: &str| words.say(&format!("peopleFile.columns.{key}"), &[]);
        let mut rows = vec![vec![heading("heading"), heading("goes-to"), heading("why")]];
        for column in &self.mapping.columns {
            let target = column
                .target
                .map(|target| words.say(&format!("peopleFile.target.{}", target.as_str()), &[]));
            let name = harmless(&column.heading);
            rows.push(vec![
                name,
                target.unwrap_or_else(|| "-".to_owned()),
                self.why(words, column),
            ]);
        }
        table::lines(&rows)
    }

    fn why(&self, words: &Words, column: &Column) -> String {
        let Some(reason) = column.reason else {
            return words.say("peopleFile.fate.unknown", &[]);
        };
        let way = words.say(&format!("peopleFile.way.{}", reason.way.as_str()), &[]);
        let cells = words.say(&format!("peopleFile.cells.{}", reason.cells.as_str()), &[]);
        let found = words.say("peopleFile.found", &[("way", &way), ("cells", &cells)]);
        let (key, other) = match column.fate {
            Fate::Proposed | Fate::Unknown => return found,
            Fate::Contradicted => ("contradicted", None),
            Fate::Beaten { by } => ("beaten", Some(by)),
            Fate::Unclear { with } => ("unclear", Some(with)),
        };
        let target = words.say(&format!("peopleFile.target.{}", reason.target.as_str()), &[]);
        let other = self.heading(other).unwrap_or_default();
        words.say(
            &format!("peopleFile.fate.{key}"),
            &[("target", &target), ("other", other), ("cells", &cells)],
        )
    }

    /// Every word of the status column, with how many have it and whom.
    fn status(&self, words: &Words) -> Vec<String> {
        if self.examined.words.is_empty() {
            return Vec::new();
        }
        let heading = |key: &str| words.say(&format!("peopleFile.status.{key}"), &[]);
        let mut rows = vec![vec![
            heading("word"),
            heading("people"),
            heading("means"),
            heading("such-as"),
        ]];
        for word in &self.examined.words {
            let means = word.meaning.map_or("ask", Meaning::as_str);
            rows.push(vec![
                harmless(&word.word),
                word.count.to_string(),
                words.say(&format!("peopleFile.meaning.{means}"), &[]),
                harmless(&word.names.join("; ")),
            ]);
        }
        std::iter::once(String::new()).chain(table::lines(&rows)).collect()
    }

    /// The parts of a set-up file that the file itself shows. A word that nobody knows is `ask`, which no set-up takes.
    fn set_up(&self, path: &Path) -> Value {
        let dates = self.examined.dates.map_or("auto", DateOrder::as_str);
        let mut file = json!({ "path": path.display().to_string() });
        match self.file.kind() {
            Kind::Text {
                encoding, separator, ..
            } => {
                file["encoding"] = json!(encoding);
                file["delimiter"] = json!(separator);
            }
            Kind::Sheet { sheet, .. } => file["sheet"] = json!(sheet),
        }
        file["headerRow"] = json!(self.file.header_row());
        file["dates"] = json!(dates);
        let of_target = |target| self.heading(self.mapping.of_target(target));
        let mut columns = Map::new();
        for column in &self.mapping.columns {
            if let Some(target) = column.target
                && let Some(value) = self.column(target, &column.heading)
            {
                columns.insert(column.heading.clone(), value);
            }
        }
        let mut set_up = json!({ "file": file });
        if let Some(number) = of_target(Target::Number) {
            set_up["match"] = json!({ "column": number, "attribute": "employeeId" });
        }
        set_up["columns"] = Value::Object(columns);
        let named = of_target(Target::GivenName).is_some() && of_target(Target::FamilyName).is_some();
        set_up["userName"] = match self.heading(self.mapping.sign_in()) {
            Some(column) => json!({ "rule": "column", "column": column }),
            None if named => json!({ "rule": "first.last" }),
            None => json!({ "rule": "number" }),
        };
        set_up
    }

    fn column(&self, target: Target, heading: &str) -> Option<Value> {
        let to = target.path();
        Some(match target {
            // These stand under names of their own.
            Target::Number | Target::UserName => return None,
            Target::Prefix if self.mapping.of_target(Target::FamilyName).is_some() => return None,
            Target::FamilyName => match self.heading(self.mapping.of_target(Target::Prefix)) {
                Some(prefix) => json!({ "to": to, "join": [prefix, heading] }),
                None => json!(to),
            },
            Target::HireDate => json!({ "to": to, "kind": "date", "target": "employeeHireDate" }),
            Target::LeaveDate => json!({ "to": to, "kind": "date", "target": "employeeLeaveDateTime" }),
            Target::Status => {
                let words = self.examined.words.iter();
                let values: Map<String, Value> = words
                    .map(|word| (word.word.clone(), json!(word.meaning.map_or("ask", Meaning::as_str))))
                    .collect();
                json!({ "to": to, "values": values })
            }
            _ => json!(to),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;
    use people_file::{Code, Evidence, Instead, Way};

    #[test]
    fn every_code_has_words_in_every_language() {
        for language in Language::ALL {
            let words = Words::new(language);
            let must = |key: String| assert!(words.find(&key).is_some(), "{language:?} lacks {key}");
            Code::ALL
                .iter()
                .for_each(|code| must(format!("peopleFile.problem.{}", code.as_str())));
            Target::ALL
                .iter()
                .for_each(|target| must(format!("peopleFile.target.{}", target.as_str())));
            Evidence::ALL
                .iter()
                .for_each(|cells| must(format!("peopleFile.cells.{}", cells.as_str())));
            Way::ALL
                .iter()
                .for_each(|way| must(format!("peopleFile.way.{}", way.as_str())));
            Instead::ALL
                .iter()
                .for_each(|instead| must(format!("peopleFile.instead.{}", instead.as_str())));
            for meaning in ["here", "left", "leave-out", "ask"] {
                must(format!("peopleFile.meaning.{meaning}"));
            }
        }
    }

    #[test]
    fn every_error_is_a_whole_sentence() {
        let cause = || std::io::Error::other("Cause");
        let errors = [
            FileError::Open(cause()),
            FileError::Read(cause()),
            FileError::NotRegular,
            FileError::TooLarge { bytes: 5, most: 4 },
            FileError::Empty,
            FileError::NotTable(Instead::Json),
            FileError::UnknownEncoding,
            FileError::NoSheet,
            FileError::NoHeader,
            FileError::CellTooLarge {
                row: 1,
                column: 2,
                most: 3,
            },
            FileError::QuoteTooLong {
                row: 1,
                column: 2,
                most: 3,
            },
            FileError::RowTooLarge { row: 1, most: 3 },
            FileError::RowTooWide { row: 1, most: 3 },
            FileError::TooManyRows { most: 3 },
            FileError::UnpackedTooLarge { most: 3 },
            FileError::Changed,
        ];
        for language in Language::ALL {
            for error in &errors {
                let said = sentence_of(&Words::new(language), error);
                assert!(
                    said.ends_with('.') && !said.starts_with("peopleFile"),
                    "{language:?}: {said}"
                );
            }
        }
    }
}
