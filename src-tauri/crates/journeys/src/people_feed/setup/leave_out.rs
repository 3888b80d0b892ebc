//! Rules by which rows are left out: a column, one way to compare its cells, and the words that they are compared with.

use people_feed::Compared;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::answers::LeaveOut;
use super::read::{LONGEST_HEADING, MOST_LISTED, heading, listed};
use super::schema::{self, object};
use crate::setup_file::answers::text;
use crate::setup_file::{Allowed, Place, Source};

/// A rule has one of these.
const WAYS: [(&str, Compared); 3] = [
    ("is", Compared::Is),
    ("isNot", Compared::IsNot),
    ("contains", Compared::Contains),
];

pub(super) fn read(source: &mut Source<'_>, at: &Place) -> Option<Vec<LeaveOut>> {
    listed(source, at, |source, at| {
        let mut fields = source.fields(at)?;
        let column = fields.required(source, "column", heading);
        let mut told = Vec::new();
        for (name, compared) in WAYS {
            told.extend(fields.optional(source, name, |source, at| Some((compared, words(source, at, compared)))));
        }
        fields.none_left(source);
        if told.is_empty() {
            source.missing(at, WAYS[0].0, Allowed::OneComparison);
        } else if told.len() > 1 {
            source.wrong(at, Allowed::OneComparison);
        }
        let (compared, words) = told.pop().filter(|_| told.is_empty())?;
        Some(LeaveOut {
            column: column?,
            compared,
            words: words?,
        })
    })
}

/// Without a word nothing is different from all of them, and everything contains an empty one: both would leave everybody out.
fn words(source: &mut Source<'_>, at: &Place, compared: Compared) -> Option<Vec<String>> {
    let contains = compared == Compared::Contains;
    let words = listed(source, at, |source, at| {
        let allowed = Allowed::CellText { most: LONGEST_HEADING };
        let fits = |cell: &str| cell.chars().count() <= LONGEST_HEADING && !(contains && cell.is_empty());
        text(source, at, allowed, fits)
    })?;
    if words.is_empty() && compared != Compared::Is {
        source.wrong(at, Allowed::OneWord);
        return None;
    }
    Some(words)
}

/// As the file has it.
pub(super) fn written(rule: &LeaveOut) -> Value {
    let way = WAYS.iter().find(|(_, compared)| *compared == rule.compared);
    let way = way.map(|(name, _)| ((*name).to_owned(), json!(rule.words)));
    let column = ("column".to_owned(), json!(rule.column));
    std::iter::once(column).chain(way).collect::<Map<_, _>>().into()
}

pub(super) fn schema(_: &mut SchemaGenerator) -> Schema {
    let words = |compared: Compared| {
        let mut word = json!({ "type": "string", "maxLength": LONGEST_HEADING });
        let mut words = json!({ "type": "array", "maxItems": MOST_LISTED, "uniqueItems": true });
        if compared != Compared::Is {
            words["minItems"] = json!(1);
        }
        if compared == Compared::Contains {
            word["minLength"] = json!(1);
        }
        words["items"] = word;
        words
    };
    let mut answers = json!({ "column": schema::heading() });
    for (name, compared) in WAYS {
        answers[name] = words(compared);
    }
    answers["is"]["description"] = json!("Rows are left out in which the cell is one of these.");
    answers["isNot"]["description"] = json!("In place of is: rows are left out in which the cell is none of these.");
    answers["contains"]["description"] =
        json!("In place of is: rows are left out in which one of these stands in the cell.");
    let mut rule = object(&["column"], &answers);
    rule["oneOf"] = WAYS.iter().map(|(name, _)| json!({ "required": [name] })).collect();
    schema::schema(json!({ "type": "array", "maxItems": MOST_LISTED, "items": rule, "default": [] }))
}
