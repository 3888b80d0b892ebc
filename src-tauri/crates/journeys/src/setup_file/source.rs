//! The text of a set-up file: where its values stand, and every mistake in it.

use std::collections::BTreeMap;
use std::io;

use graph_client::spans::{self, Member, Span};
use serde::de::IgnoredAny;

use super::mistake::{Allowed, Found, SetupError};
use super::suggestion::nearest;

/// Longest text out of a file that an error shows, in characters.
const LONGEST: usize = 80;
/// More mistakes than a person corrects in one go are not collected: finding the line of each takes a walk through the text.
const MOST_MISTAKES: usize = 100;

/// A value of the file.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Path of its field, such as `scope.ous[2]`; empty for the whole file.
    pub(crate) path: String,
    span: Span,
}

impl Place {
    /// Where a field of this object would stand.
    pub(crate) fn inside(&self, field: &str) -> Self {
        Self {
            path: under(&self.path, field),
            span: self.span.clone(),
        }
    }
}

/// How the text of a file beside the set-up file is had, by its name.
pub(crate) type Beside<'b> = &'b dyn Fn(&str) -> io::Result<String>;

/// A text that is read, and what is wrong with it so far.
pub(crate) struct Source<'t> {
    text: &'t str,
    /// Absent where the text is no file, so that nothing stands beside it.
    beside: Option<Beside<'t>>,
    mistakes: Vec<SetupError>,
}

impl<'t> Source<'t> {
    /// # Errors
    /// The text is no JSON.
    pub(crate) fn new(text: &'t str, beside: Option<Beside<'t>>) -> Result<Self, Vec<SetupError>> {
        match serde_json::from_str::<IgnoredAny>(text) {
            Ok(_) => Ok(Self {
                text,
                beside,
                mistakes: Vec::new(),
            }),
            Err(error) => Err(vec![SetupError {
                table: None,
                line: u32::try_from(error.line()).unwrap_or(u32::MAX).max(1),
                column: u32::try_from(error.column()).unwrap_or(u32::MAX).max(1),
                field: "(file)".to_owned(),
                found: if error.is_eof() { Found::CutOff } else { Found::NotJson },
                allowed: Allowed::Json,
                suggestion: None,
            }]),
        }
    }

    pub(crate) fn whole(&self) -> Place {
        let before = self.text.len() - self.text.trim_start().len();
        Place {
            path: String::new(),
            span: before..self.text.trim_end().len(),
        }
    }

    /// The mistakes in the order of the file, when there are any; those of a table follow.
    pub(crate) fn mistakes(mut self) -> Vec<SetupError> {
        let place = |one: &SetupError, other: &SetupError| {
            let by_file = one.table.cmp(&other.table);
            by_file.then((one.line, one.column).cmp(&(other.line, other.column)))
        };
        self.mistakes.sort_by(place);
        self.mistakes
    }

    /// How files beside this one are read; `None` where there is no file.
    pub(crate) fn beside(&self) -> Option<Beside<'t>> {
        self.beside
    }

    /// As it is written.
    pub(crate) fn raw(&self, at: &Place) -> &'t str {
        &self.text[at.span.clone()]
    }

    pub(crate) fn bool(&self, at: &Place) -> Option<bool> {
        spans::value(self.text, at.span.clone())
    }

    pub(crate) fn number(&self, at: &Place) -> Option<u64> {
        spans::value(self.text, at.span.clone())
    }

    pub(crate) fn string(&self, at: &Place) -> Option<String> {
        spans::value(self.text, at.span.clone())
    }

    pub(crate) fn elements(&self, at: &Place) -> Option<Vec<Place>> {
        let spans = spans::elements(self.text, at.span.clone()).ok()?;
        let places = spans.into_iter().enumerate().map(|(place, span)| Place {
            path: format!("{}[{place}]", at.path),
            span,
        });
        Some(places.collect())
    }

    /// The fields of an object; a value that is none is a mistake, and so is a name that stands there twice.
    pub(crate) fn fields(&mut self, at: &Place) -> Option<Fields> {
        let Ok(members) = spans::members(self.text, at.span.clone()) else {
            let path = if at.path.is_empty() { "(file)" } else { &at.path };
            self.tell(at.span.start, path, self.written(at), Allowed::Object, None);
            return None;
        };
        let mut left: Vec<Member> = Vec::new();
        let mut firsts = BTreeMap::new();
        for member in members {
            let Some(&first) = firsts.get(&member.name) else {
                firsts.insert(member.name.clone(), member.whole.start);
                left.push(member);
                continue;
            };
            let (line, _) = self.position(first);
            let path = under(&at.path, &shortened(&member.name));
            let found = Found::FieldAgain { line };
            self.tell(member.whole.start, &path, found, Allowed::EachFieldOnce, None);
        }
        Some(Fields {
            at: at.clone(),
            asked: Vec::new(),
            left,
        })
    }

    /// A wrong answer.
    pub(crate) fn wrong(&mut self, at: &Place, allowed: Allowed) {
        self.found(at, self.written(at), allowed);
    }

    /// A wrong answer where one of these words may stand; the one that was probably meant.
    pub(crate) fn wrong_word(&mut self, at: &Place, allowed: Allowed, words: &[&str]) -> Option<String> {
        let meant = self.string(at).and_then(|found| nearest(&found, words));
        self.tell(at.span.start, &at.path, self.written(at), allowed, meant.clone());
        meant
    }

    /// A wrong answer whose field may be a misspelled one of those that were asked for.
    pub(crate) fn wrong_field(&mut self, at: &Place, fields: &Fields, allowed: Allowed) {
        let meant = fields
            .left
            .first()
            .and_then(|member| nearest(&member.name, &fields.asked));
        self.tell(at.span.start, &at.path, self.written(at), allowed, meant);
    }

    /// A wrong answer, with what was found where that is not what the file says.
    pub(crate) fn found(&mut self, at: &Place, found: Found, allowed: Allowed) {
        self.tell(at.span.start, &at.path, found, allowed, None);
    }

    /// A field that is not there and must be.
    pub(crate) fn missing(&mut self, object: &Place, field: &str, allowed: Allowed) {
        self.found(&object.inside(field), Found::Nothing, allowed);
    }

    fn written(&self, at: &Place) -> Found {
        Found::Written {
            text: shortened(self.raw(at)),
        }
    }

    fn tell(&mut self, at: usize, path: &str, found: Found, allowed: Allowed, suggestion: Option<String>) {
        if self.is_full() {
            return;
        }
        let (line, column) = self.position(at);
        self.add(SetupError {
            table: None,
            line,
            column,
            field: path.to_owned(),
            found,
            allowed,
            suggestion,
        });
    }

    /// One that was found elsewhere, such as in a table beside the file.
    pub(crate) fn add(&mut self, mistake: SetupError) {
        if !self.is_full() {
            self.mistakes.push(mistake);
        }
    }

    fn is_full(&self) -> bool {
        self.mistakes.len() == MOST_MISTAKES
    }

    /// Line and column from 1, in characters.
    fn position(&self, at: usize) -> (u32, u32) {
        let before = &self.text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let small = |number| u32::try_from(number).unwrap_or(u32::MAX);
        (small(line), small(column))
    }
}

/// The fields of one object that were not asked for yet.
pub(crate) struct Fields {
    at: Place,
    asked: Vec<&'static str>,
    left: Vec<Member>,
}

impl Fields {
    /// How many there are besides those asked for.
    pub(crate) fn count(&self) -> usize {
        self.left.len()
    }

    /// Reads a field that must be there; nothing when it is wrong.
    pub(crate) fn required<T>(
        &mut self,
        source: &mut Source<'_>,
        field: &'static str,
        check: impl FnOnce(&mut Source<'_>, &Place) -> Option<T>,
    ) -> Option<T> {
        if let Some(place) = self.take(field) {
            return check(source, &place);
        }
        source.missing(&self.at, field, Allowed::Required);
        None
    }

    /// Reads a field; nothing when it is left out or wrong.
    pub(crate) fn optional<T>(
        &mut self,
        source: &mut Source<'_>,
        field: &'static str,
        check: impl FnOnce(&mut Source<'_>, &Place) -> Option<T>,
    ) -> Option<T> {
        check(source, &self.take(field)?)
    }

    /// Every field that was not asked for, where the names are up to the file.
    pub(crate) fn each(self) -> Vec<(String, Place)> {
        let at = self.at;
        let named = self.left.into_iter().map(|member| {
            let path = at.inside(&shortened(&member.name)).path;
            let span = member.value;
            (member.name, Place { path, span })
        });
        named.collect()
    }

    /// What was never asked for is unknown. Its value is not shown: it may be a secret.
    pub(crate) fn none_left(self, source: &mut Source<'_>) {
        for member in self.left.iter().take(MOST_MISTAKES) {
            let path = under(&self.at.path, &shortened(&member.name));
            let meant = nearest(&member.name, &self.asked);
            source.tell(
                member.whole.start,
                &path,
                Found::UnknownField,
                Allowed::KnownField,
                meant,
            );
        }
    }

    fn take(&mut self, field: &'static str) -> Option<Place> {
        self.asked.push(field);
        let at = self.left.iter().position(|member| member.name == field)?;
        Some(Place {
            path: under(&self.at.path, field),
            span: self.left.remove(at).value,
        })
    }
}

fn under(path: &str, field: &str) -> String {
    if path.is_empty() {
        field.to_owned()
    } else {
        format!("{path}.{field}")
    }
}

/// What a file says, in a form that leaves an error one readable line.
pub(crate) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
