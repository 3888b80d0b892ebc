//! Where things stand in a JSON text. Reads structure only, never values.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::SchemaError;
use crate::redacted_error::redacted_error;

/// Where something stands, in bytes from the beginning of the text.
pub type Span = Range<usize>;
pub(super) type Spans = Vec<Span>;

/// One member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name, read.
    pub name: String,
    /// Its value.
    pub value: Span,
    /// From the opening quote of the name to the end of the value.
    pub whole: Span,
}

impl Member {
    /// `@odata.context`, `directories@odata.context` and the like.
    pub(super) fn is_annotation(&self) -> bool {
        self.name.contains("@odata.")
    }
}

/// The members of the object at `span`, doubled names included, in their order.
///
/// # Errors
/// It is no object.
pub fn members(text: &str, span: Span) -> Result<Vec<Member>, SchemaError> {
    let Members(found) = parse(&text[span.clone()])?;
    let mut end = span.start + text[span.clone()].find('{').map_or(0, |brace| brace + 1);
    Ok(found
        .into_iter()
        .map(|(name, raw)| {
            let value = span_of(text, raw.get());
            let between = &text[end..value.start];
            let start = end + between.find('"').unwrap_or(0);
            end = value.end;
            Member {
                name,
                whole: start..value.end,
                value,
            }
        })
        .collect())
}

/// The value of one member of the object at `span`; of doubled names the last one counts. Keeps nothing of the others.
pub(super) fn find(text: &str, span: &Span, name: &str) -> Result<Option<Span>, SchemaError> {
    let mut reader = serde_json::Deserializer::from_str(&text[span.clone()]);
    let found = Find(name).deserialize(&mut reader);
    let found = found.and_then(|found| reader.end().map(|()| found));
    let found = found.map_err(|error| SchemaError::NotJson(redacted_error(&error)))?;
    Ok(found.map(|raw| span_of(text, raw.get())))
}

/// The elements of the array at `span`.
///
/// # Errors
/// It is no array.
pub fn elements(text: &str, span: Span) -> Result<Vec<Span>, SchemaError> {
    let Elements(found) = parse(&text[span])?;
    Ok(found.into_iter().map(|raw| span_of(text, raw.get())).collect())
}

/// The value of a member; of doubled names the last one counts, as readers of JSON do.
pub(super) fn member(members: &[Member], name: &str) -> Option<Span> {
    members
        .iter()
        .rfind(|member| member.name == name)
        .map(|member| member.value.clone())
}

/// The value at `span`, read as `T`; `None` when it is something else.
#[must_use]
pub fn value<'a, T: Deserialize<'a>>(text: &'a str, span: Span) -> Option<T> {
    serde_json::from_str(&text[span]).ok()
}

pub(super) fn is_null(text: &str, span: &Span) -> bool {
    &text[span.clone()] == "null"
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, SchemaError> {
    serde_json::from_str(text).map_err(|error| SchemaError::NotJson(redacted_error(&error)))
}

/// Where `part`, which is a slice of `text`, begins and ends in it.
fn span_of(text: &str, part: &str) -> Span {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    start..start + part.len()
}

struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut found = Vec::new();
                while let Some(member) = map.next_entry()? {
                    found.push(member);
                }
                Ok(Members(found))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// Looks for one member.
struct Find<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for Find<'_> {
    type Value = Option<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Find<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(is_it) = map.next_key_seed(Is(self.0))? {
            if is_it {
                found = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Compares a name without keeping it.
struct Is<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for Is<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Is<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<bool, E> {
        Ok(name == self.0)
    }
}

struct Elements<'a>(Vec<&'a RawValue>);

impl<'de> Deserialize<'de> for Elements<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Array;
        impl<'de> Visitor<'de> for Array {
            type Value = Elements<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut found = Vec::new();
                while let Some(element) = seq.next_element()? {
                    found.push(element);
                }
                Ok(Elements(found))
            }
        }
        deserializer.deserialize_seq(Array)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_point_at_the_text() {
        let text = r#" { "a" : [ 1.0 , {"x":"\u00e9"} ] ,"b":1e400, "a" : null } "#;
        let found = members(text, 0..text.len()).unwrap();
        let shown: Vec<_> = found
            .iter()
            .map(|member| {
                (
                    member.name.as_str(),
                    &text[member.value.clone()],
                    &text[member.whole.clone()],
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("a", r#"[ 1.0 , {"x":"\u00e9"} ]"#, r#""a" : [ 1.0 , {"x":"\u00e9"} ]"#),
                ("b", "1e400", r#""b":1e400"#),
                ("a", "null", r#""a" : null"#),
            ]
        );
        assert_eq!(&text[member(&found, "a").unwrap()], "null");
        let at = |name| find(text, &(0..text.len()), name).map(|found| found.map(|span| &text[span]));
        assert_eq!(
            (at("a"), at("b"), at("c")),
            (Ok(Some("null")), Ok(Some("1e400")), Ok(None))
        );
        let parts = elements(text, found[0].value.clone()).unwrap();
        assert_eq!(&text[parts[0].clone()], "1.0");
        let inner = members(text, parts[1].clone()).unwrap();
        assert_eq!(&text[inner[0].value.clone()], r#""\u00e9""#);
    }

    #[test]
    fn what_is_no_object_is_an_error() {
        for odd in ["", "[]", "null", "{\"a\":}", "{} x", "{\"a\":1"] {
            assert!(members(odd, 0..odd.len()).is_err(), "{odd}");
            assert!(find(odd, &(0..odd.len()), "a").is_err(), "{odd}");
        }
        assert!(elements("{}", 0..2).is_err());
    }
}
