//! The columns of the file: what each of them is sent as, and which attribute of the directory it is for.

use std::collections::BTreeMap;

use people_file::{Meaning, Target};

use super::answers::{Column, Directory, Kind, Match, Sent};
use super::read::{LONGEST_HEADING, attribute, heading, is_heading};
use crate::people_feed::attributes;
use crate::setup_file::answers::{text, word};
use crate::setup_file::{Allowed, Found, Place, Source, nearest, shortened};

/// More columns are not in any file of HR.
pub(super) const MOST_COLUMNS: usize = 300;
/// More words are no status: the reader of the file stops at as many.
pub(super) const MOST_WORDS: usize = 500;
/// Longest name of an own field.
pub(super) const LONGEST_NAME: usize = 64;

/// What a word of the status column may mean.
pub(super) const MEANINGS: [(&str, Meaning); 3] = [
    ("here", Meaning::Here),
    ("left", Meaning::Left),
    ("leave-out", Meaning::LeaveOut),
];

pub(super) const KINDS: [(&str, Kind); 2] = [("text", Kind::Text), ("date", Kind::Date)];

/// What a column may be sent as. Numbers and sign-in names have answers of their own.
pub(super) fn known() -> impl Iterator<Item = Target> {
    let own = [Target::Number, Target::UserName];
    Target::ALL.iter().copied().filter(move |target| !own.contains(target))
}

/// What else the file says that decides what a column may be.
pub(super) struct Around<'a> {
    pub(super) directory: Directory,
    pub(super) matching: Option<&'a Match>,
    /// People are created and switched off.
    pub(super) creates: bool,
}

impl Around<'_> {
    pub(super) fn columns(&self, source: &mut Source<'_>, at: &Place) -> Option<Vec<Column>> {
        let all = source.fields(at)?.each();
        if all.len() > MOST_COLUMNS {
            let number = all.len();
            source.found(at, Found::Columns { number }, Allowed::Columns { most: MOST_COLUMNS });
            return None;
        }
        let mut columns: Vec<Column> = Vec::new();
        for (name, at) in all {
            if !is_heading(&name) {
                source.found(&at, Found::Heading, Allowed::Heading { most: LONGEST_HEADING });
            } else if let Some(column) = column(source, &at, name) {
                self.compare(source, &at, &column, &columns);
                columns.push(column);
            }
        }
        Some(columns)
    }

    /// What is wrong with a column beside the others.
    fn compare(&self, source: &mut Source<'_>, at: &Place, column: &Column, others: &[Column]) {
        let path = column.to.path();
        let attribute = self.attribute(column).unwrap_or_default();
        let same_target = |other: &&Column| other.to.path().eq_ignore_ascii_case(path);
        let same_attribute = |other: &&Column| {
            let theirs = self.attribute(other);
            theirs.is_some_and(|theirs| theirs.eq_ignore_ascii_case(attribute))
        };
        let number = self.matching.map(|matching| match &matching.attribute {
            Some(named) => named.as_str(),
            None => attributes::number_of(self.directory),
        });
        if let Some(other) = others.iter().find(same_target) {
            let heading = shortened(&other.heading);
            source.found(at, written(path), Allowed::TargetOnce { heading });
        } else if let Some(other) = others.iter().find(same_attribute) {
            let heading = shortened(&other.heading);
            source.found(at, written(attribute), Allowed::AttributeOnce { heading });
        } else if number.is_some_and(|number| number.eq_ignore_ascii_case(attribute)) {
            source.found(at, written(attribute), Allowed::OtherThanMatch);
        }
        if !self.creates && column.to.is(Target::Status) {
            source.found(at, written(path), Allowed::NobodySwitchedOff);
        }
        if !self.creates && column.to.is(Target::Manager) {
            source.found(at, written(path), Allowed::NoManagers);
        }
    }

    fn attribute<'c>(&self, column: &'c Column) -> Option<&'c str> {
        attributes::of(self.directory, column)
    }
}

/// A name that the answer stands for, where the file may say more.
fn written(name: &str) -> Found {
    Found::Written { text: shortened(name) }
}

fn column(source: &mut Source<'_>, at: &Place, heading: String) -> Option<Column> {
    if !source.raw(at).starts_with('{') {
        let target = known_target(source, at)?;
        if target == Target::Status {
            needs_values(source, at);
            return None;
        }
        return Some(Column {
            heading,
            to: Sent::Known(target),
            join: Vec::new(),
            target: None,
            values: BTreeMap::new(),
        });
    }
    let mut fields = source.fields(at)?;
    let target = fields.optional(source, "target", |source, at| Some(attribute(source, at)));
    let kind = fields.optional(source, "kind", |source, at| {
        Some((word(source, at, &KINDS), at.clone()))
    });
    let to = fields.required(source, "to", |source, at| match target {
        None => known_target(source, at).map(Sent::Known),
        Some(_) => own_or_known(source, at, kind.as_ref().and_then(|(kind, _)| *kind)),
    });
    let join = fields.optional(source, "join", |source, at| Some((headings(source, at), at.clone())));
    let words = fields.optional(source, "values", |source, at| Some((values(source, at), at.clone())));
    fields.none_left(source);
    let to = to?;
    if let Some((Some(kind), at)) = &kind
        && *kind != to.kind()
    {
        source.wrong(at, Allowed::KindOfTarget);
    }
    let is_of_one = to.kind() == Kind::Date || to.is(Target::Status) || to.is(Target::Manager);
    if let Some((_, at)) = join.as_ref().filter(|_| is_of_one) {
        source.found(at, Found::SeveralColumns, Allowed::OneColumn);
    }
    let values = match (to.is(Target::Status), words) {
        (true, Some((values, _))) => values?,
        (true, None) => {
            needs_values(source, at);
            return None;
        }
        (false, Some((_, at))) => {
            source.found(&at, Found::Answer, Allowed::OnlyStatusWords);
            return None;
        }
        (false, None) => BTreeMap::new(),
    };
    Some(Column {
        heading,
        to,
        join: join.and_then(|(join, _)| join).unwrap_or_default(),
        target: target.flatten(),
        values,
    })
}

fn needs_values(source: &mut Source<'_>, at: &Place) {
    source.wrong(at, Allowed::StatusWords);
}

fn known_target(source: &mut Source<'_>, at: &Place) -> Option<Target> {
    let found = source.string(at);
    if let Some(target) = known().find(|target| found.as_deref() == Some(target.path())) {
        return Some(target);
    }
    let own = match found.as_deref() {
        Some("externalId") => Allowed::NumberUnderMatch,
        Some("userName") => Allowed::NameUnderUserName,
        _ => Allowed::Target,
    };
    let names: Vec<&str> = known().map(Target::path).collect();
    source.wrong_word(at, own, &names);
    None
}

/// A field that names its attribute may be one of its own.
fn own_or_known(source: &mut Source<'_>, at: &Place, kind: Option<Kind>) -> Option<Sent> {
    let found = source.string(at).unwrap_or_default();
    let is_taken = ["externalId", "userName"].contains(&found.as_str());
    if is_taken || known().any(|target| target.path() == found) {
        return known_target(source, at).map(Sent::Known);
    }
    let names: Vec<&str> = Target::ALL.iter().map(|target| target.path()).collect();
    // A slip of case or a letter would send the field under a name that nothing reads.
    if nearest(&found, &names).is_some() {
        return known_target(source, at).map(Sent::Known);
    }
    let name = text(source, at, Allowed::OwnField, is_field)?;
    Some(Sent::Own {
        name,
        kind: kind.unwrap_or(Kind::Text),
    })
}

fn is_field(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.len() <= LONGEST_NAME
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

fn headings(source: &mut Source<'_>, at: &Place) -> Option<Vec<String>> {
    const LEAST: usize = 2;
    const MOST: usize = 9;
    let places = source
        .elements(at)
        .filter(|places| (LEAST..=MOST).contains(&places.len()));
    let Some(places) = places else {
        let allowed = Allowed::Headings {
            least: LEAST,
            most: MOST,
        };
        source.wrong(at, allowed);
        return None;
    };
    let all: Vec<Option<String>> = places.iter().map(|at| heading(source, at)).collect();
    all.into_iter().collect()
}

fn values(source: &mut Source<'_>, at: &Place) -> Option<BTreeMap<String, Meaning>> {
    let all = source.fields(at)?.each();
    if all.is_empty() || all.len() > MOST_WORDS {
        let number = all.len();
        source.found(
            at,
            Found::Words { number },
            Allowed::MeaningOfWords { most: MOST_WORDS },
        );
        return None;
    }
    let meant = all
        .into_iter()
        .map(|(name, at)| Some((name, word(source, &at, &MEANINGS)?)));
    let meant: Vec<Option<(String, Meaning)>> = meant.collect();
    meant.into_iter().collect()
}
