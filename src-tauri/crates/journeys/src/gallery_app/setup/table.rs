//! The table beside a set-up file: a heading for each answer, a row for each instance. A secret stands in no table; a cell says where it is.

use std::io;

use graph_client::secrets::is_confidential;
use people_file::{FileError, Row, TextTable};

use super::Instance;
use super::answers::{Answers, Assignee, Assignment, Scope};
use super::credentials::{Credential, names, names_a_variable};
use super::listed::{Cell, Listed, Spot};
use super::read::{MOST_ASSIGNED, in_clear, is_good};
use crate::setup_file::answers::{LARGEST_THRESHOLD, is_mail, is_name};
use crate::setup_file::{Allowed, Found, Place, SetupError, Source, nearest, shortened};

/// What a column is, besides credentials.
pub(super) const NAME: &str = "name";
const KEY: &str = "key";
const NOTIFY: &str = "notify";
const GROUPS: &str = "groups";
const USERS: &str = "users";
const ROLE: &str = "role";
const SCOPE: &str = "scope";
const CONFIRM: &str = "confirmEveryone";
const THRESHOLD: &str = "threshold";
const START: &str = "start";

/// Before the name of a variable in a cell.
const OF_VARIABLE: &str = "env:";

/// The columns that a table can have besides credentials.
const COLUMNS: [&str; 10] = [NAME, KEY, NOTIFY, GROUPS, USERS, ROLE, SCOPE, CONFIRM, THRESHOLD, START];

/// A table without a row yet: the columns that most apps need.
pub const NEW_TABLE: &str = "name,key,BaseAddress,SecretToken,groups\n";

/// Between the groups and people of one cell.
const BETWEEN: char = '|';

/// The columns that a table can have.
pub(super) fn columns() -> impl Iterator<Item = &'static str> {
    COLUMNS.into_iter().chain(names())
}

/// Whether a cell says where a secret is, and is none itself.
pub(super) fn is_reference(text: &str) -> bool {
    text.starts_with(OF_VARIABLE) || Credential::of_word(text).is_some()
}

/// Reads the table that the file names; nothing where it cannot be read.
pub(super) fn read(source: &mut Source<'_>, at: &Place) -> Option<Vec<Listed>> {
    let is_beside = |name: &String| !name.is_empty() && !name.contains(['/', '\\']);
    let Some(name) = source.string(at).filter(is_beside) else {
        source.wrong(at, Allowed::TableFile);
        return None;
    };
    let Some(beside) = source.beside() else {
        source.found(at, Found::Table, Allowed::OneInstance);
        return None;
    };
    let text = match beside(&name) {
        Ok(text) => text,
        Err(error) => {
            source.found(at, unread(&error), Allowed::TableFile);
            return None;
        }
    };
    let read = Table::of(name, &text);
    read.mistakes.into_iter().for_each(|mistake| source.add(mistake));
    Some(read.listed)
}

fn unread(error: &io::Error) -> Found {
    match error.kind() {
        io::ErrorKind::NotFound => Found::FileMissing,
        io::ErrorKind::FileTooLarge => Found::FileTooLarge,
        io::ErrorKind::InvalidData => Found::FileNoText,
        _ => Found::FileUnread {
            cause: error.to_string(),
        },
    }
}

/// A table, as far as it was read.
pub(super) struct Table {
    name: String,
    /// What each column is, and as the table calls it; nothing where that is not known.
    pub(super) columns: Vec<(Option<&'static str>, String)>,
    /// Those below the headings, as they stand there.
    pub(super) rows: Vec<Row>,
    pub(super) listed: Vec<Listed>,
    pub(super) mistakes: Vec<SetupError>,
}

impl Table {
    pub(super) fn of(name: String, text: &str) -> Self {
        let mut read = Self {
            name,
            columns: Vec::new(),
            rows: Vec::new(),
            listed: Vec::new(),
            mistakes: Vec::new(),
        };
        let table = match TextTable::read(text) {
            Ok(table) => table,
            Err(error) => {
                read.wrong(row_of(&error), 0, Found::TooMuchForATable, Allowed::Table);
                return read;
            }
        };
        let mut rows = table.rows.into_iter();
        let headings = rows.next();
        match &headings {
            Some(headings) => read.headings(headings),
            None => read.wrong(1, 0, Found::Nothing, Allowed::Table),
        }
        let rows: Vec<Row> = rows.collect();
        read.listed = rows.iter().filter_map(|row| read.row(row)).collect();
        read.rows = rows;
        if let Some(row) = table.open_quote {
            read.wrong(row, 0, Found::OpenQuote, Allowed::ClosedQuote);
        } else if let Some(headings) = headings.filter(|_| read.rows.is_empty()) {
            read.wrong(headings.number, 0, Found::Instances { number: 0 }, Allowed::Table);
        }
        read
    }

    /// What is no heading, nor nearly one, is not repeated: without a row of headings it is a cell, which may hold a secret.
    fn headings(&mut self, row: &Row) {
        let known: Vec<&'static str> = columns().collect();
        let width = used(row);
        for column in 0..width {
            let heading = row.cell(column);
            let what = known.iter().copied().find(|known| plain(known) == plain(heading));
            let first = what.and_then(|what| self.place(what));
            let suggestion = nearest(heading, &known);
            let is_harmless = what.is_some() || suggestion.is_some();
            let shown = if is_harmless { shortened(heading) } else { String::new() };
            self.columns.push((what.filter(|_| first.is_none()), shown));
            if let Some(first) = first {
                let found = Found::HeadingAgain { column: first + 1 };
                self.wrong(row.number, column, found, Allowed::EachOnce);
            } else if what.is_none() {
                let allowed = Allowed::KnownHeading {
                    words: COLUMNS.to_vec(),
                };
                self.mistakes.push(SetupError {
                    suggestion,
                    ..self.cell(row.number, column).wrong(Found::UnknownHeading, allowed)
                });
            }
        }
        if self.place(NAME).is_none() {
            let text = NAME.to_owned();
            self.wrong(row.number, width, Found::Nothing, Allowed::Exactly { text });
        }
    }

    /// Nothing for a row that cannot be one; what else is wrong in it is told all the same.
    fn row(&mut self, row: &Row) -> Option<Listed> {
        let number = self.columns.len();
        let width = used(row).max(row.len().min(number));
        if width != number {
            let found = Found::Cells { number: width };
            self.wrong(row.number, width.min(number), found, Allowed::AsManyCells { number });
            return None;
        }
        let name = self.name(row, NAME);
        if self.text(row, NAME).is_none() {
            self.wrong(row.number, self.place(NAME)?, Found::Nothing, Allowed::Name);
        }
        let key = self.name(row, KEY);
        let answers = self.answers(row);
        let name = name?;
        Some(Listed {
            place: Spot::Table {
                name: self.cell(row.number, self.place(NAME)?),
                key: self.place(KEY).map(|column| self.cell(row.number, column)),
            },
            instance: Instance {
                key: key.unwrap_or_else(|| name.clone()),
                name,
                answers,
            },
        })
    }

    fn answers(&mut self, row: &Row) -> Answers {
        // As Excel writes them.
        let flag = |text: &str| match text.to_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        let threshold = |text: &str| {
            let number = text.parse().ok();
            number.filter(|number| (1..=LARGEST_THRESHOLD).contains(number))
        };
        let scope = |text: &str| match text {
            "assigned" => Some(Scope::Assigned),
            "everyone" => Some(Scope::Everyone),
            _ => None,
        };
        let mail = |text: &str| is_mail(text).then(|| text.to_owned());
        let scopes = Allowed::OneOf {
            words: vec!["assigned", "everyone"],
        };
        let numbers = Allowed::Number {
            least: 1,
            most: LARGEST_THRESHOLD,
        };
        let confirmed = self.read(row, CONFIRM, flag, Allowed::TrueOrFalse);
        let scope = self.read(row, SCOPE, scope, scopes);
        if scope == Some(Scope::Everyone) && confirmed != Some(true) {
            let text = "everyone".to_owned();
            self.wrong_in(row, SCOPE, Found::Written { text }, Allowed::ConfirmedEveryone);
        }
        Answers {
            scope,
            notify: self.read(row, NOTIFY, mail, Allowed::MailAddress).map(Some),
            accidental_deletes: self.read(row, THRESHOLD, threshold, numbers).map(Some),
            start: self.read(row, START, flag, Allowed::TrueOrFalse),
            credentials: names()
                .filter_map(|key| Some((key, self.credential(row, key)?)))
                .collect(),
            assign: self.assign(row),
            ..Answers::default()
        }
    }

    fn assign(&mut self, row: &Row) -> Option<Vec<Assignment>> {
        let role = self.name(row, ROLE);
        let mut assign = Vec::new();
        for (column, who) in [
            (GROUPS, Assignee::Group as fn(String) -> Assignee),
            (USERS, Assignee::User),
        ] {
            let named = self.text(row, column).into_iter().flat_map(|text| text.split(BETWEEN));
            for one in named.map(str::trim) {
                if is_name(one) {
                    assign.push(Assignment {
                        who: who(one.to_owned()),
                        role: role.clone(),
                    });
                } else {
                    self.wrong_in(row, column, Found::NotShown, Allowed::NamesInCell);
                }
            }
        }
        let number = assign.len();
        if number > MOST_ASSIGNED {
            let column = self.place(GROUPS).or_else(|| self.place(USERS))?;
            let allowed = Allowed::Assignments { most: MOST_ASSIGNED };
            self.wrong(row.number, column, Found::Names { number }, allowed);
        }
        (number > 0).then_some(assign)
    }

    fn credential(&mut self, row: &Row, key: &'static str) -> Option<Credential> {
        let text = self.text(row, key)?;
        if let Some(variable) = text.strip_prefix(OF_VARIABLE) {
            let credential = names_a_variable(variable).then(|| Credential::Env(variable.to_owned()));
            if credential.is_none() {
                self.wrong_in(row, key, Found::NotShown, Allowed::CellReference);
            }
            return credential;
        }
        let credential = Credential::of_word(text).or_else(|| {
            let is_value = !is_confidential(key) && is_good(key, text);
            is_value.then(|| Credential::Clear(text.to_owned()))
        });
        if credential.is_none() {
            let allowed = if is_confidential(key) {
                Allowed::CellReference
            } else {
                in_clear(key)
            };
            self.wrong_in(row, key, Found::NotShown, allowed);
        }
        credential
    }

    fn name(&mut self, row: &Row, what: &str) -> Option<String> {
        self.read(row, what, |text| is_name(text).then(|| text.to_owned()), Allowed::Name)
    }

    /// The answer of a cell; nothing where the cell is empty or wrong. What stands in it is never repeated: in a row that slipped by a
    /// cell, secrets stand in columns that are for none.
    fn read<T>(&mut self, row: &Row, what: &str, read: impl Fn(&str) -> Option<T>, allowed: Allowed) -> Option<T> {
        let answer = read(self.text(row, what)?);
        if answer.is_none() {
            self.wrong_in(row, what, Found::NotShown, allowed);
        }
        answer
    }

    fn wrong_in(&mut self, row: &Row, what: &str, found: Found, allowed: Allowed) {
        if let Some(column) = self.place(what) {
            self.wrong(row.number, column, found, allowed);
        }
    }

    fn wrong(&mut self, row: u64, column: usize, found: Found, allowed: Allowed) {
        self.mistakes.push(self.cell(row, column).wrong(found, allowed));
    }

    fn text<'r>(&self, row: &'r Row, what: &str) -> Option<&'r str> {
        let text = row.cell(self.place(what)?);
        (!text.is_empty()).then_some(text)
    }

    fn place(&self, what: &str) -> Option<usize> {
        self.columns.iter().position(|(known, _)| *known == Some(what))
    }

    fn cell(&self, row: u64, column: usize) -> Cell {
        let heading = self.columns.get(column).map(|(_, heading)| heading.clone());
        Cell {
            table: self.name.clone(),
            row,
            column: column + 1,
            heading: heading
                .filter(|heading| !heading.is_empty())
                .unwrap_or_else(|| "(table)".to_owned()),
        }
    }
}

/// Where a table became too large to be one.
fn row_of(error: &FileError) -> u64 {
    match error {
        FileError::CellTooLarge { row, .. }
        | FileError::QuoteTooLong { row, .. }
        | FileError::RowTooLarge { row, .. }
        | FileError::RowTooWide { row, .. } => *row,
        _ => 1,
    }
}

/// The cells up to the last in which something stands.
fn used(row: &Row) -> usize {
    let cells: Vec<&str> = row.cells().collect();
    cells
        .iter()
        .rposition(|cell| !cell.is_empty())
        .map_or(0, |last| last + 1)
}

/// A heading without what people write otherwise: case, blanks, `_` and `-`.
fn plain(heading: &str) -> String {
    let letters = heading.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '_' | '-'));
    letters.flat_map(char::to_lowercase).collect()
}
