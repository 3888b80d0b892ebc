//! Where things stand in a JSON text. Reads structure only, never values.

use serde::Deserialize;

use super::SchemaError;
use crate::json_reader::{Name, Odd, Reader, wrong};

pub use crate::json_reader::Span;

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
    pub(super) fn new(name: &Name<'_>, value: Span) -> Result<Self, Odd> {
        Ok(Self {
            name: name.read()?.into_owned(),
            whole: name.start..value.end,
            value,
        })
    }

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
    let mut found = Vec::new();
    whole(text, span, |reader| {
        reader.object(|reader, name| {
            found.push(Member::new(&name, reader.skip()?)?);
            Ok(())
        })
    })?;
    Ok(found)
}

/// The elements of the array at `span`.
///
/// # Errors
/// It is no array.
pub fn elements(text: &str, span: Span) -> Result<Vec<Span>, SchemaError> {
    let mut found = Vec::new();
    whole(text, span, |reader| {
        reader.array(|reader| {
            found.push(reader.skip()?);
            Ok(())
        })
    })?;
    Ok(found)
}

/// Reads the value at `span`; behind it nothing may stand.
pub(super) fn whole<'t, T>(
    text: &'t str,
    span: Span,
    read: impl FnOnce(&mut Reader<'t>) -> Result<T, Odd>,
) -> Result<T, SchemaError> {
    let mut reader = Reader::new(text, span.clone());
    let read = read(&mut reader).and_then(|read| reader.end().map(|()| read));
    read.map_err(|Odd| SchemaError::NotJson(wrong(&text[span])))
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
        let parts = elements(text, found[0].value.clone()).unwrap();
        assert_eq!(&text[parts[0].clone()], "1.0");
        let inner = members(text, parts[1].clone()).unwrap();
        assert_eq!(&text[inner[0].value.clone()], r#""\u00e9""#);
    }

    #[test]
    fn what_is_no_object_is_an_error() {
        for odd in ["", "[]", "null", "{\"a\":}", "{} x", "{\"a\":1"] {
            assert!(members(odd, 0..odd.len()).is_err(), "{odd}");
        }
        assert!(elements("{}", 0..2).is_err());
    }
}
