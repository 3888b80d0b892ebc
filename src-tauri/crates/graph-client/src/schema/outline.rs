//! Where the parts of a schema stand that are looked at and edited. One pass finds all of them.

use super::SchemaError;
use super::spans::{Member, Span, whole};
use crate::json_reader::{Odd, Reader};

const RULES: &str = "synchronizationRules";
const OBJECTS: &str = "objectMappings";
const MAPPINGS: &str = "attributeMappings";
const DIRECTORIES: &str = "directories";

/// Absent and `null` are an empty list; something else in its place, or in that of an element, makes it unusable.
pub(super) type List<T> = Result<Vec<T>, SchemaError>;

#[derive(Debug, Clone)]
pub(super) struct Outline {
    pub(super) root: Vec<Member>,
    pub(super) rules: List<Rule>,
    pub(super) directories: List<Directory>,
}

/// An object of the schema, and the list in it that matters.
#[derive(Debug, Clone)]
pub(super) struct Part<T> {
    pub(super) at: Span,
    pub(super) members: Vec<Member>,
    pub(super) list: List<T>,
}

/// A rule with its object mappings.
pub(super) type Rule = Part<Object>;

/// An object mapping with its attribute mappings.
pub(super) type Object = Part<Mapping>;

/// An attribute mapping, or what stands in its place.
#[derive(Debug, Clone)]
pub(super) struct Mapping {
    pub(super) at: Span,
    /// Name of the attribute it writes.
    pub(super) target: Option<Span>,
}

#[derive(Debug, Clone)]
pub(super) struct Directory {
    pub(super) at: Span,
    pub(super) id: Option<Span>,
    pub(super) name: Option<Span>,
}

impl Outline {
    /// # Errors
    /// The text is no JSON object with a list of rules.
    pub(super) fn of(text: &str) -> Result<Self, SchemaError> {
        let (mut root, mut rules, mut directories) = (Vec::new(), None, Ok(Vec::new()));
        whole(text, 0..text.len(), |reader| {
            reader.object(|reader, name| {
                let value = if name.is(RULES) {
                    let has_rules = reader.is_at_array();
                    let (value, found) = list(reader, RULES, rule)?;
                    rules = has_rules.then_some(found);
                    value
                } else if name.is(DIRECTORIES) {
                    let (value, found) = list(reader, DIRECTORIES, directory)?;
                    directories = found;
                    value
                } else {
                    reader.skip()?
                };
                root.push(Member::new(&name, value)?);
                Ok(())
            })
        })?;
        Ok(Self {
            root,
            rules: rules.ok_or(SchemaError::Missing(RULES))?,
            directories,
        })
    }
}

fn rule(reader: &mut Reader<'_>) -> Result<Option<Rule>, Odd> {
    part(reader, OBJECTS, object)
}

fn object(reader: &mut Reader<'_>) -> Result<Option<Object>, Odd> {
    part(reader, MAPPINGS, mapping)
}

fn mapping(reader: &mut Reader<'_>) -> Result<Option<Mapping>, Odd> {
    let (at, [target]) = named(reader, ["targetAttributeName"])?;
    Ok(Some(Mapping { at, target }))
}

fn directory(reader: &mut Reader<'_>) -> Result<Option<Directory>, Odd> {
    let (at, [id, name]) = named(reader, ["id", "name"])?;
    Ok(Some(Directory { at, id, name }))
}

/// Nothing when it is no object.
fn part<T>(
    reader: &mut Reader<'_>,
    of_list: &'static str,
    element: fn(&mut Reader<'_>) -> Result<Option<T>, Odd>,
) -> Result<Option<Part<T>>, Odd> {
    if !reader.is_at_object() {
        return reader.skip().map(|_| None);
    }
    let (mut members, mut in_it) = (Vec::new(), Ok(Vec::new()));
    let at = reader.object(|reader, name| {
        let value = if name.is(of_list) {
            let (value, found) = list(reader, of_list, element)?;
            in_it = found;
            value
        } else {
            reader.skip()?
        };
        members.push(Member::new(&name, value)?);
        Ok(())
    })?;
    let list = in_it;
    Ok(Some(Part { at, members, list }))
}

fn list<T>(
    reader: &mut Reader<'_>,
    name: &'static str,
    element: fn(&mut Reader<'_>) -> Result<Option<T>, Odd>,
) -> Result<(Span, List<T>), Odd> {
    if !reader.is_at_array() {
        let empty = reader.is_at_null().then(Vec::new);
        return Ok((reader.skip()?, empty.ok_or(SchemaError::Missing(name))));
    }
    let mut found = Some(Vec::new());
    let at = reader.array(|reader| {
        match (element(reader)?, &mut found) {
            (Some(element), Some(found)) => found.push(element),
            _ => found = None,
        }
        Ok(())
    })?;
    Ok((at, found.ok_or(SchemaError::Missing(name))))
}

/// Passes over a value. Where it is an object, the members with these names; of doubled ones the last counts.
fn named<const N: usize>(reader: &mut Reader<'_>, names: [&str; N]) -> Result<(Span, [Option<Span>; N]), Odd> {
    let mut found = [const { None }; N];
    if !reader.is_at_object() {
        return Ok((reader.skip()?, found));
    }
    let at = reader.object(|reader, name| {
        let value = reader.skip()?;
        if let Some(which) = names.iter().position(|wanted| name.is(wanted)) {
            found[which] = Some(value);
        }
        Ok(())
    })?;
    Ok((at, found))
}
