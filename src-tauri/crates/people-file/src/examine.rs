//! A whole file, read once, with everything that must be settled before it is sent.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use serde::Serialize;

use crate::dates::{DateOrder, Dates};
use crate::names;
use crate::people::{Entry, People, Where};
use crate::problem::{Code, Problem, Problems, Weight};
use crate::row::Row;
use crate::status::{Meaning, StatusWord, Words};
use crate::table::Kind;
use crate::{Fate, FileError, Mapping, PeopleFile, Repeats, Seen, Target, cells};

/// People between two words to somebody who waits: some milliseconds.
const EACH: u64 = 5_000;

/// Microsoft's page on planning HR provisioning lists what a sign-in name may hold beside letters and digits.
const SIGN_IN_SIGNS: &str = "'.-_!#^~@";

/// Everything about a file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Examined {
    pub seen: Seen,
    /// People whose row is whole.
    pub people: u64,
    /// As the words are proposed.
    pub here: u64,
    pub left: u64,
    /// In the order in which they first stand in the file.
    pub words: Vec<StatusWord>,
    /// What the dates show; absent when there are none, or none shows it.
    pub dates: Option<DateOrder>,
    pub problems: Vec<Problem>,
}

/// What a person has settled about a file before it is examined.
#[derive(Clone, Copy)]
pub struct Settled<'s> {
    /// What each word of the status column means; another word is not known. Without such a column everybody works there.
    pub words: &'s HashMap<String, Meaning>,
    /// The column whose cells people sign in by, where they are not made of names.
    pub sign_in: Option<usize>,
    /// Whether a row is left out, whatever stands in it.
    pub leaves_out: &'s dyn Fn(&Row) -> bool,
    /// Which of the rows with one number counts.
    pub repeats: Repeats,
}

impl std::fmt::Debug for Settled<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut settled = formatter.debug_struct("Settled");
        settled.field("sign_in", &self.sign_in).finish_non_exhaustive()
    }
}

impl Examined {
    /// Reads the file to its end, with meanings of its status words as they are proposed. `told` is the order of day and month when a
    /// person or set-up says it.
    ///
    /// # Errors
    /// The file cannot be read to its end, or changed since it was opened.
    pub fn of(file: &PeopleFile, mapping: &Mapping, told: Option<DateOrder>) -> Result<Self, FileError> {
        Self::of_while(file, mapping, told, |_| ControlFlow::Continue(()))
    }

    /// The same for somebody who waits: `goes_on` is told now and then how many people were read. What it stops is told as far as it was
    /// read.
    ///
    /// # Errors
    /// Those of [`Examined::of`].
    pub fn of_while(
        file: &PeopleFile,
        mapping: &Mapping,
        told: Option<DateOrder>,
        goes_on: impl FnMut(u64) -> ControlFlow<()>,
    ) -> Result<Self, FileError> {
        Self::read(file, Work::new(mapping, None), mapping, told, goes_on)
    }

    /// The same where it is settled what the words mean and how people sign in.
    ///
    /// # Errors
    /// Those of [`Examined::of`].
    pub fn settled(
        file: &PeopleFile,
        mapping: &Mapping,
        told: Option<DateOrder>,
        settled: Settled<'_>,
    ) -> Result<Self, FileError> {
        let work = Work::new(mapping, Some(settled));
        Self::read(file, work, mapping, told, |_| ControlFlow::Continue(()))
    }

    fn read(
        file: &PeopleFile,
        mut work: Work<'_>,
        mapping: &Mapping,
        told: Option<DateOrder>,
        mut goes_on: impl FnMut(u64) -> ControlFlow<()>,
    ) -> Result<Self, FileError> {
        let mut problems = Problems::default();
        work.headings(file, &mut problems);
        for (place, column) in mapping.columns.iter().enumerate() {
            if let Fate::Unclear { .. } = column.fate {
                problems.add(Code::ColumnUnclear, Weight::Warns, Some(file.header_row()), Some(place));
            }
        }
        let seen = file.rows(&mut problems, |row, problems| {
            work.person(row, problems);
            match work.people.is_multiple_of(EACH) {
                true => goes_on(work.people),
                false => ControlFlow::Continue(()),
            }
        })?;
        if work.people == 0 {
            problems.add(Code::NoPeople, Weight::Blocks, None, None);
        }
        let dates = work.dates.order();
        work.managers_by_name(&mut problems);
        work.dates.judge(told, &mut problems);
        let repeats = work.settled.map(|settled| settled.repeats).unwrap_or_default();
        work.all.judge(work.at, repeats, &mut problems);
        Ok(Self {
            seen,
            people: work.people,
            here: work.words.people(Meaning::Here),
            left: work.words.people(Meaning::Left),
            words: work.words.list,
            dates,
            problems: problems.into_list(),
        })
    }

    /// Something must be settled by a person.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.problems.iter().any(|problem| problem.weight == Weight::Blocks)
    }
}

struct Work<'s> {
    settled: Option<Settled<'s>>,
    targets: Vec<(Target, usize)>,
    /// For each column, whether it is sent.
    sent: Vec<bool>,
    column: BTreeMap<Target, usize>,
    at: Where,
    names_managers: bool,
    people: u64,
    words: Words,
    dates: Dates,
    all: People,
    /// Folded whole names and whose they are; and the managers that are given by name.
    full_names: HashMap<String, Option<u64>>,
    manager_names: BTreeMap<String, u64>,
}

impl<'s> Work<'s> {
    fn new(mapping: &Mapping, settled: Option<Settled<'s>>) -> Self {
        let column = mapping.targets();
        let sent = mapping.columns.iter().map(|column| column.target.is_some()).collect();
        let get = |target: Target| column.get(&target).copied();
        Self {
            settled,
            targets: column.iter().map(|(target, column)| (*target, *column)).collect(),
            sent,
            at: Where {
                number: get(Target::Number),
                sign_in: settled.map_or_else(|| mapping.sign_in(), |settled| settled.sign_in),
                manager: get(Target::Manager),
            },
            names_managers: mapping.names_managers(),
            people: 0,
            words: Words::default(),
            dates: Dates::default(),
            all: People::default(),
            full_names: HashMap::new(),
            manager_names: BTreeMap::new(),
            column,
        }
    }

    fn headings(&self, file: &PeopleFile, problems: &mut Problems) {
        let row = Some(file.header_row());
        let mut first: HashMap<String, usize> = HashMap::new();
        for (place, heading) in file.columns().iter().enumerate() {
            if heading.is_empty() {
                problems.add(Code::HeaderBlank, Weight::Warns, row, Some(place));
                continue;
            }
            if let Some(other) = first.insert(cells::folded(heading), place) {
                let weight = if self.sent[place] || self.sent[other] {
                    Weight::Blocks
                } else {
                    Weight::Warns
                };
                problems.add_with(Code::HeaderTwice, weight, row, Some(place), &[("other", &(other + 1))]);
            }
        }
        if self.at.number.is_none() {
            problems.add(Code::NumberUnknown, Weight::Blocks, None, None);
        }
        if self.settled.is_none() && !self.column.contains_key(&Target::Status) {
            problems.add(
                Code::StatusColumnUnknown,
                Code::StatusColumnUnknown.weight(),
                None,
                None,
            );
        }
        if matches!(file.kind(), Kind::Sheet { from_1904: true, .. })
            && self.column.keys().any(|target| target.is_date())
        {
            problems.add(Code::Date1904, Weight::Warns, None, None);
        }
    }

    fn person(&mut self, row: &Row, problems: &mut Problems) {
        if self.settled.is_some_and(|settled| (settled.leaves_out)(row)) {
            return;
        }
        self.people += 1;
        for (column, code) in &row.found {
            let weight = if self.sent[*column] {
                code.weight()
            } else {
                Weight::Warns
            };
            problems.add(*code, weight, Some(row.number), Some(*column));
        }
        let meaning = match self.column.get(&Target::Status) {
            Some(column) => {
                let name = || name_of(&self.column, row);
                let settled = self.settled.map(|settled| settled.words);
                let found = self.words.see(row.cell(*column), settled, name);
                if found.is_none() {
                    problems.add(Code::StatusUnknown, Weight::Blocks, Some(row.number), Some(*column));
                }
                found
            }
            None => None,
        };
        for (target, column) in &self.targets {
            let cell = row.cell(*column);
            if let Some(code) = wrong(*target, cell) {
                problems.add(code, code.weight(), Some(row.number), Some(*column));
            }
            if target.is_date() && !cell.is_empty() {
                self.dates.see(cell, row.number, *column, problems);
            }
        }
        self.required(row, meaning, problems);
        let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        let manager = cell(self.at.manager);
        let manager = if names::is_nobody(manager) { "" } else { manager };
        if self.names_managers {
            self.remember_names(row);
            if !manager.is_empty() {
                *self.manager_names.entry(cells::folded(manager)).or_default() += 1;
            }
        }
        let number = self.at.number.map_or("", |column| row.whole_cell(column));
        if number.trim().is_empty() {
            return;
        }
        let name = |target: Target| cell(self.column.get(&target).copied());
        self.all.add(&Entry {
            row: row.number,
            number,
            names: match name(Target::FullName) {
                "" => [name(Target::GivenName), name(Target::FamilyName)],
                whole => [whole, ""],
            },
            meaning,
            sign_in: cell(self.at.sign_in),
            manager: if self.names_managers { "" } else { manager },
        });
    }

    fn required(&self, row: &Row, meaning: Option<Meaning>, problems: &mut Problems) {
        let missing = |column: Option<usize>| column.filter(|column| row.cell(*column).is_empty());
        if let Some(column) = missing(self.at.number) {
            problems.add(Code::NumberMissing, Weight::Blocks, Some(row.number), Some(column));
        }
        // Whoever has left gets no account by this file.
        if let Some(column) = missing(self.at.sign_in).filter(|_| meaning != Some(Meaning::Left)) {
            problems.add(Code::SignInMissing, Weight::Blocks, Some(row.number), Some(column));
        }
        let last_name = match (self.column.get(&Target::FamilyName), self.column.get(&Target::FullName)) {
            (Some(column), _) => Some((*column, !row.cell(*column).is_empty())),
            (None, Some(column)) => Some((*column, row.cell(*column).contains([' ', ',']))),
            (None, None) => None,
        };
        if let Some((column, false)) = last_name {
            problems.add(Code::NoLastName, Weight::Warns, Some(row.number), Some(column));
        }
    }

    fn remember_names(&mut self, row: &Row) {
        let cell = |target: Target| self.column.get(&target).map_or("", |column| row.cell(*column));
        let mut names = vec![name_of(&self.column, row)];
        for first in [Target::PreferredName, Target::GivenName].map(cell) {
            if !first.is_empty() {
                names.push(format!("{first} {}", cell(Target::FamilyName)));
                names.push(format!("{}, {first}", cell(Target::FamilyName)));
            }
        }
        for name in names {
            let whose = self.full_names.entry(cells::folded(&name)).or_insert(Some(row.number));
            if *whose != Some(row.number) {
                *whose = None;
            }
        }
    }

    /// They can be turned into numbers where each name is one person's.
    fn managers_by_name(&self, problems: &mut Problems) {
        if self.manager_names.is_empty() {
            return;
        }
        let unique = self
            .manager_names
            .keys()
            .filter(|name| self.full_names.get(*name).is_some_and(Option::is_some));
        let values: [(&'static str, &dyn ToString); 2] =
            [("names", &self.manager_names.len()), ("unique", &unique.count())];
        problems.add_with(Code::ManagerNames, Weight::Blocks, None, self.at.manager, &values);
    }
}

/// The whole name of a person, as the file gives it.
fn name_of(columns: &BTreeMap<Target, usize>, row: &Row) -> String {
    let cell = |target: &Target| columns.get(target).map_or("", |column| row.cell(*column));
    let whole = cell(&Target::FullName);
    if !whole.is_empty() {
        return whole.to_owned();
    }
    let parts = [Target::GivenName, Target::Prefix, Target::FamilyName].map(|target| cell(&target));
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What is wrong with a cell by itself.
fn wrong(target: Target, cell: &str) -> Option<Code> {
    let first = cell.bytes().next()?;
    let is_number = matches!(target, Target::Number | Target::Manager);
    match first {
        b'#' if cells::is_error(cell) => return Some(Code::CellError),
        b'=' | b'+' | b'-' | b'@' if !target.is_date() && cells::is_formula(cell) => return Some(Code::Formula),
        b'0'..=b'9' if (is_number || target == Target::CostCenter) && cells::is_rounded(cell) => {
            return Some(Code::NumberRounded);
        }
        _ => {}
    }
    let is_special = |byte: u8| !(byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let is_unfit = |letter: char| !(letter.is_ascii_alphanumeric() || SIGN_IN_SIGNS.contains(letter));
    match target {
        Target::Number if cell.len() > target.most() && cell.chars().count() > target.most() => Some(Code::NumberLong),
        Target::Number if cell.bytes().any(is_special) => Some(Code::NumberSpecial),
        Target::UserName if cell.chars().any(is_unfit) => Some(Code::SignInChars),
        Target::Manager | Target::Status | Target::Number => None,
        _ if cell.len() > target.most() && cell.chars().count() > target.most() => Some(Code::TooLong),
        _ => None,
    }
}
