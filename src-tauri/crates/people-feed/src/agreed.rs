//! What each cell of a row becomes, as a person has agreed to it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::tz::TimeZone;
use people_file::{DateOrder, Meaning, Row, Target, day, is_nobody};

use crate::{Digest, Person};

/// The columns of a file, and how they are read.
#[derive(Debug, Clone)]
pub struct Agreed {
    /// Which column each target is taken from.
    pub columns: BTreeMap<Target, usize>,
    /// The column whose cells people sign in by, where it is another than that of [`Target::UserName`].
    pub sign_in: Option<usize>,
    /// What each word of the status column means. Without such a column everybody in the file works there.
    pub words: HashMap<String, Meaning>,
    pub dates: Option<DateOrder>,
    /// Where a day begins.
    pub zone: TimeZone,
    /// Sign-in names and addresses, in lower case, of those who are never switched off: whoever sends, and who is told of trouble.
    pub own: HashSet<String>,
}

/// Why a row cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    NoNumber,
    /// Nobody said what the word of its status means.
    StatusWord,
    /// The cell is no date, or may be two.
    Date(Target),
}

/// What became of a row.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made of each of a million rows, and none is kept"
)]
pub enum Taken<'r> {
    Person(Person<'r>),
    /// Somebody who is not to be sent, by number.
    LeftOut(&'r str),
    Unfit(Unfit),
}

impl Agreed {
    /// Takes what a row says of a person.
    #[must_use]
    pub fn take<'r>(&self, row: &'r Row) -> Taken<'r> {
        let cell = |target: Target| self.columns.get(&target).map_or("", |column| row.cell(*column));
        let number = cell(Target::Number);
        if number.is_empty() {
            return Taken::Unfit(Unfit::NoNumber);
        }
        let meaning = match self.columns.get(&Target::Status) {
            None => Some(Meaning::Here),
            Some(column) => self.words.get(row.cell(*column)).copied(),
        };
        let active = match meaning {
            None => return Taken::Unfit(Unfit::StatusWord),
            Some(Meaning::LeaveOut) => return Taken::LeftOut(number),
            Some(Meaning::Here) => true,
            Some(Meaning::Left) => false,
        };
        let mut person = Person::new(row.number, active);
        for (target, column) in &self.columns {
            let cell = row.cell(*column);
            let value = match target {
                Target::Status | Target::Prefix => continue,
                Target::Manager if is_nobody(cell) => continue,
                target if target.is_date() && !cell.is_empty() => match self.midnight(cell) {
                    Some(date) => Cow::Owned(date),
                    None => return Taken::Unfit(Unfit::Date(*target)),
                },
                _ => Cow::Borrowed(cell),
            };
            person.set(*target, value);
        }
        let prefix = cell(Target::Prefix);
        if !prefix.is_empty() {
            person.set(Target::FamilyName, joined(&[prefix, cell(Target::FamilyName)]));
        }
        if person.get(Target::UserName).is_empty()
            && let Some(column) = self.sign_in
        {
            person.set(Target::UserName, Cow::Borrowed(row.cell(column)));
        }
        if person.get(Target::FullName).is_empty() {
            let first = [Target::GivenName, Target::PreferredName].map(cell);
            let first = first.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
            person.set(Target::FullName, joined(&[first, prefix, cell(Target::FamilyName)]));
        }
        Taken::Person(person)
    }

    /// What a day is sent as: its first moment where the company is.
    fn midnight(&self, cell: &str) -> Option<String> {
        let start = day(cell, self.dates)?.to_zoned(self.zone.clone()).ok()?;
        Some(start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }

    /// Whether it is somebody who is never switched off.
    pub(crate) fn is_own(&self, person: &Person<'_>) -> bool {
        !self.own.is_empty()
            && [Target::UserName, Target::Email]
                .iter()
                .any(|target| self.own.contains(&person.get(*target).to_lowercase()))
    }

    /// Stands for what is sent of people and how it is read, whatever the columns are called and wherever they stand.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut words: Vec<_> = self.words.iter().collect();
        words.sort_unstable();
        let mut parts = vec![format!("{:?} {:?}", self.dates, self.zone.iana_name())];
        parts.extend(self.columns.keys().map(|target| target.as_str().to_owned()));
        for (word, meaning) in words {
            parts.extend([word.clone(), meaning.as_str().to_owned()]);
        }
        Digest::of_parts(parts.iter().map(String::as_str))
    }
}

fn joined<'r>(parts: &[&'r str]) -> Cow<'r, str> {
    let mut filled = parts.iter().filter(|part| !part.is_empty());
    match (filled.next(), filled.next()) {
        (None, _) => Cow::Borrowed(""),
        (Some(only), None) => Cow::Borrowed(only),
        _ => {
            let filled: Vec<_> = parts.iter().filter(|part| !part.is_empty()).copied().collect();
            Cow::Owned(filled.join(" "))
        }
    }
}
