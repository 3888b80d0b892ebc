//! The columns of the file: what each of them is sent as, and which attribute of the directory it is for.

use std::collections::BTreeMap;

use people_file::{Meaning, Target};

use super::answers::{Column, Directory, Kind, Match, Sent};
use super::read::{LONGEST_HEADING, attribute, heading, is_heading};
use crate::people_feed::attributes;
use crate::setup_file::answers::{text, word};
use crate::setup_file::{Place, Source, nearest};

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
            source.found(
                at,
                &format!("{} columns", all.len()),
                &format!("at most {MOST_COLUMNS}"),
            );
            return None;
        }
        let mut columns: Vec<Column> = Vec::new();
        for (name, at) in all {
            if !is_heading(&name) {
                let allowed = format!("the heading of a column, of 1 to {LONGEST_HEADING} characters");
                source.found(&at, "another heading", &allowed);
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
            let allowed = format!("each target once; {} has this one", shown(&other.heading));
            source.found(at, path, &allowed);
        } else if let Some(other) = others.iter().find(same_attribute) {
            let allowed = format!("each attribute once; {} is for the same", shown(&other.heading));
            source.found(at, attribute, &allowed);
        } else if number.is_some_and(|number| number.eq_ignore_ascii_case(attribute)) {
            source.found(at, attribute, "another attribute: people are matched by this one");
        }
        if !self.creates && column.to.is(Target::Status) {
            source.found(at, path, "another target: with \"onlyEnrich\" nobody is switched off");
        }
        if !self.creates && column.to.is(Target::Manager) {
            let allowed = "another target: Microsoft finds managers only among people whom the feed created";
            source.found(at, path, allowed);
        }
    }

    fn attribute<'c>(&self, column: &'c Column) -> Option<&'c str> {
        attributes::of(self.directory, column)
    }
}

/// A heading in a mistake, which is one line.
fn shown(heading: &str) -> String {
    let plain = heading.chars().filter(|letter| !letter.is_control());
    format!("\"{}\"", plain.take(60).collect::<String>())
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
        source.wrong(at, "the kind that this target has; kinds are for fields of your own");
    }
    let is_of_one = to.kind() == Kind::Date || to.is(Target::Status) || to.is(Target::Manager);
    if let Some((_, at)) = join.as_ref().filter(|_| is_of_one) {
        source.found(at, "several columns", "nothing: this target is made of one column");
    }
    let values = match (to.is(Target::Status), words) {
        (true, Some((values, _))) => values?,
        (true, None) => {
            needs_values(source, at);
            return None;
        }
        (false, Some((_, at))) => {
            source.found(&at, "values", "nothing: only the words of \"active\" are told apart");
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
    let allowed = "\"active\" with what each word of the column means, such as \
                   {\"to\": \"active\", \"values\": {\"In dienst\": \"here\", \"Uit dienst\": \"left\"}}";
    source.wrong(at, allowed);
}

fn known_target(source: &mut Source<'_>, at: &Place) -> Option<Target> {
    let found = source.string(at);
    if let Some(target) = known().find(|target| found.as_deref() == Some(target.path())) {
        return Some(target);
    }
    let own = match found.as_deref() {
        Some("externalId") => "another target: the column of the number stands under \"match\"",
        Some("userName") => "another target: how people sign in stands under \"userName\"",
        _ => "a target such as \"department\"; a field of your own needs \"target\", the attribute that it is for",
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
    let allowed = "a target, or the name of a field of your own: a letter, then letters, digits and _";
    let name = text(source, at, allowed, is_field)?;
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
    let places = source.elements(at).filter(|places| (2..=9).contains(&places.len()));
    let Some(places) = places else {
        source.wrong(at, "a list of 2 to 9 headings");
        return None;
    };
    let all: Vec<Option<String>> = places.iter().map(|at| heading(source, at)).collect();
    all.into_iter().collect()
}

fn values(source: &mut Source<'_>, at: &Place) -> Option<BTreeMap<String, Meaning>> {
    let all = source.fields(at)?.each();
    if all.is_empty() || all.len() > MOST_WORDS {
        let allowed = format!("what each word of the column means, for 1 to {MOST_WORDS} words");
        source.found(at, &format!("{} words", all.len()), &allowed);
        return None;
    }
    let meant = all
        .into_iter()
        .map(|(name, at)| Some((name, word(source, &at, &MEANINGS)?)));
    let meant: Vec<Option<(String, Meaning)>> = meant.collect();
    meant.into_iter().collect()
}
