//! What each cell of a row becomes, as a person has agreed to it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::tz::TimeZone;
use people_file::{DateOrder, Meaning, Repeats, Row, Target, day, is_nobody};

use crate::{Digest, LeaveOut, Person};

/// A field that only this company has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Below [`crate::EXTENSION`].
    pub name: String,
    /// The columns it is made of.
    pub columns: Vec<usize>,
    /// Its cells are days.
    pub is_date: bool,
}

/// The columns of a file, and how they are read. Without any it sends nobody.
#[derive(Debug, Clone)]
pub struct Agreed {
    /// Which column each target is taken from.
    pub columns: BTreeMap<Target, usize>,
    /// The columns of targets that are made of several, joined by a blank; these count, and not the one above.
    pub joined: BTreeMap<Target, Vec<usize>>,
    /// Fields that only this company has.
    pub fields: Vec<Field>,
    /// The column whose cells people sign in by, where it is another than that of [`Target::UserName`].
    pub sign_in: Option<usize>,
    /// What stands behind the `@` where such a cell does not say it.
    pub domain: Option<String>,
    /// Rows are left out to which one of these fits.
    pub leave_out: Vec<LeaveOut>,
    /// Which of the rows with one number counts.
    pub repeats: Repeats,
    /// What is told to be empty where it is, so that it is cleared; of everything else nothing is said then.
    pub clears: Vec<Target>,
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
    /// The same of a field that only this company has, by its place.
    FieldDate(usize),
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
    /// Whether a row is left out, whatever else stands in it.
    #[must_use]
    pub fn leaves_out(&self, row: &Row) -> bool {
        self.leave_out.iter().any(|rule| rule.fits(row))
    }

    /// Takes what a row says of a person.
    #[must_use]
    pub fn take<'r>(&'r self, row: &'r Row) -> Taken<'r> {
        let cell = |target: Target| self.columns.get(&target).map_or("", |column| row.cell(*column));
        let number = cell(Target::Number);
        if self.leaves_out(row) {
            return Taken::LeftOut(number);
        }
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
        person.clear(&self.clears);
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
        for (target, columns) in &self.joined {
            person.set(*target, joined(columns.iter().map(|column| row.cell(*column))));
        }
        for (place, field) in self.fields.iter().enumerate() {
            let value = joined(field.columns.iter().map(|column| row.cell(*column)));
            let value = match self.midnight(&value).filter(|_| field.is_date) {
                Some(date) => Cow::Owned(date),
                None if field.is_date && !value.is_empty() => return Taken::Unfit(Unfit::FieldDate(place)),
                None => value,
            };
            person.set_field(&field.name, value);
        }
        let prefix = cell(Target::Prefix);
        if !prefix.is_empty() && !self.joined.contains_key(&Target::FamilyName) {
            person.set(
                Target::FamilyName,
                joined([prefix, cell(Target::FamilyName)].into_iter()),
            );
        }
        self.sign_in(row, &mut person);
        if person.get(Target::FullName).is_empty() {
            let first = [Target::GivenName, Target::PreferredName].map(|target| person.get(target));
            let first = first.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
            let whole = joined([first, person.get(Target::FamilyName)].into_iter()).into_owned();
            person.set(Target::FullName, Cow::Owned(whole));
        }
        Taken::Person(person)
    }

    /// What somebody is called in a row, whatever becomes of it.
    #[must_use]
    pub fn name_of(&self, row: &Row) -> String {
        let cell = |target: Target| self.columns.get(&target).map_or("", |column| row.cell(*column));
        let part = |target: Target| match self.joined.get(&target) {
            Some(columns) => joined(columns.iter().map(|column| row.cell(*column))),
            None if target == Target::FamilyName => joined([cell(Target::Prefix), cell(target)].into_iter()),
            None => Cow::Borrowed(cell(target)),
        };
        let whole = part(Target::FullName);
        if !whole.is_empty() {
            return whole.into_owned();
        }
        let first = [Target::GivenName, Target::PreferredName].map(part);
        let first = first.iter().find(|name| !name.is_empty());
        let parts = [first.map_or("", |name| name.as_ref()), &part(Target::FamilyName)];
        joined(parts.into_iter()).into_owned()
    }

    fn sign_in<'r>(&self, row: &'r Row, person: &mut Person<'r>) {
        if person.get(Target::UserName).is_empty()
            && let Some(column) = self.sign_in
        {
            person.set(Target::UserName, Cow::Borrowed(row.cell(column)));
        }
        let name = person.get(Target::UserName);
        if let Some(domain) = &self.domain
            && !name.is_empty()
            && !name.contains('@')
        {
            let whole = format!("{name}@{domain}");
            person.set(Target::UserName, Cow::Owned(whole));
        }
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
        parts.extend(
            self.joined
                .iter()
                .map(|(target, columns)| format!("{} {}", target.as_str(), columns.len())),
        );
        parts.extend(
            self.fields
                .iter()
                .map(|field| format!("{} {}", field.name, field.is_date)),
        );
        parts.extend(self.domain.clone());
        for (word, meaning) in words {
            parts.extend([word.clone(), meaning.as_str().to_owned()]);
        }
        Digest::of_parts(parts.iter().map(String::as_str))
    }
}

/// What is filled of these, with blanks between.
fn joined<'r>(parts: impl Iterator<Item = &'r str>) -> Cow<'r, str> {
    let filled: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    match filled[..] {
        [] => Cow::Borrowed(""),
        [only] => Cow::Borrowed(only),
        _ => Cow::Owned(filled.join(" ")),
    }
}
