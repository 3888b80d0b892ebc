//! Editing a schema by cutting into its text, so that everything else survives byte for byte.

use serde_json::{Value, json};

use super::outline::Object;
use super::read::attribute_mappings;
use super::spans::{Span, elements, is_null, member, members};
use super::{RawSchema, SchemaError, ScopeFilters};

/// A part of the text and what takes its place.
struct Cut {
    at: Span,
    put: String,
}

impl RawSchema {
    /// The schema with these filters. A filter that already says so keeps its bytes, and so
    /// do unknown members of a filter.
    pub fn with_scope(&self, scope: &ScopeFilters) -> Result<Self, SchemaError> {
        let now = self.scope()?;
        let mut edited = self.clone();
        if now.containers != scope.containers {
            let names = json!(scope.containers);
            edited = edited.with_filter("containerFilter", "includedContainers", &names)?;
        }
        if now.groups != scope.groups {
            let names = json!(scope.groups);
            edited = edited.with_filter("groupFilter", "includedGroups", &names)?;
        }
        Ok(edited)
    }

    /// The schema in which `mapping` is the only one to its target attribute for each of these source objects: it takes the place of
    /// the first, further ones go, and where there is none it is added at the end.
    pub fn with_single_mapping(
        &self,
        source_objects: &[&str],
        target_object: &str,
        mapping: &Value,
    ) -> Result<Self, SchemaError> {
        let attribute = mapping
            .get("targetAttributeName")
            .and_then(Value::as_str)
            .ok_or(SchemaError::NoTargetAttribute)?;
        let put = mapping.to_string();
        let mut cuts = Vec::new();
        for source in source_objects {
            let object = self.object_mapping(source, target_object)?;
            cuts.extend(self.single_mapping(object, attribute, &put)?);
        }
        cuts.sort_by_key(|cut| cut.at.start);
        self.cut(cuts)
    }

    /// The schema without any mapping to this target attribute, of whichever object.
    pub fn without_mappings(&self, target_attribute: &str) -> Result<Self, SchemaError> {
        let mut cuts = Vec::new();
        for object in self.objects()? {
            let mappings = attribute_mappings(object)?;
            let goes = mappings.iter().map(|mapping| self.targets(mapping, target_attribute));
            let goes: Vec<bool> = goes.collect();
            let first_to_stay = goes.iter().position(|goes| !goes).unwrap_or(mappings.len());
            // Those before the first that stays go with what is between, each further one with the comma before it.
            if let (1.., Some(first), Some(last)) = (first_to_stay, mappings.first(), mappings.last()) {
                let end = mappings.get(first_to_stay).map_or(last.at.end, |stays| stays.at.start);
                cuts.push(drop_text(first.at.start..end));
            }
            let further = (first_to_stay + 1..mappings.len()).filter(|&index| goes[index]);
            cuts.extend(further.map(|index| drop_text(mappings[index - 1].at.end..mappings[index].at.end)));
        }
        cuts.sort_by_key(|cut| cut.at.start);
        self.cut(cuts)
    }

    /// The schema with this value at a JSON Pointer (RFC 6901). Its last part may be a member that is not there yet, or `-` for a new
    /// last element; everything before it must be there.
    pub fn with_value(&self, pointer: &str, value: &Value) -> Result<Self, SchemaError> {
        const MISSING: SchemaError = SchemaError::Missing("place to write to");
        let put = value.to_string();
        let (above, last) = pointer.rsplit_once('/').ok_or(MISSING)?;
        let mut at = 0..self.text.len();
        for part in above.split('/').skip(1) {
            let inside = match members(&self.text, at.clone()) {
                Ok(inside) => member(&inside, &unescaped(part)),
                Err(_) => part.parse().ok().and_then(|index: usize| {
                    let elements = elements(&self.text, at.clone()).ok()?;
                    elements.into_iter().nth(index)
                }),
            };
            at = inside.ok_or(MISSING)?;
        }
        let cut = match elements(&self.text, at.clone()) {
            Err(_) => self.set(&at, &unescaped(last), put)?,
            Ok(elements) if last == "-" => match elements.last() {
                Some(last) => insert(last.end, format!(",{put}")),
                None => Cut {
                    at,
                    put: format!("[{put}]"),
                },
            },
            Ok(elements) => {
                let index: usize = last.parse().map_err(|_| MISSING)?;
                let at = elements.into_iter().nth(index).ok_or(MISSING)?;
                Cut { at, put }
            }
        };
        self.cut(vec![cut])
    }

    fn single_mapping(&self, object: &Object, attribute: &str, put: &str) -> Result<Vec<Cut>, SchemaError> {
        let mappings = attribute_mappings(object)?;
        let present: Vec<usize> = (0..mappings.len())
            .filter(|&index| self.targets(&mappings[index], attribute))
            .collect();
        Ok(match (present.split_first(), mappings.last()) {
            (Some((&first, further)), _) => {
                let replaced = Cut {
                    at: mappings[first].at.clone(),
                    put: put.to_owned(),
                };
                // Each further one goes with the comma before it.
                let dropped = further
                    .iter()
                    .map(|&index| drop_text(mappings[index - 1].at.end..mappings[index].at.end));
                std::iter::once(replaced).chain(dropped).collect()
            }
            (None, Some(last)) => vec![insert(last.at.end, format!(",{put}"))],
            (None, None) => vec![self.set(&object.at, "attributeMappings", format!("[{put}]"))?],
        })
    }

    fn with_filter(&self, filter: &'static str, list: &'static str, names: &Value) -> Result<Self, SchemaError> {
        let rule = self.rule()?;
        let cut = match member(&rule.members, filter) {
            Some(span) if is_null(&self.text, &span) => Cut {
                at: span,
                put: json!({ list: names }).to_string(),
            },
            Some(span) => self.set(&span, list, names.to_string())?,
            None => self.set(&rule.at, filter, json!({ list: names }).to_string())?,
        };
        self.cut(vec![cut])
    }

    /// Sets one member of the object at `object`; a new one comes last.
    fn set(&self, object: &Span, name: &str, put: String) -> Result<Cut, SchemaError> {
        let present = members(&self.text, object.clone())?;
        Ok(match (member(&present, name), present.last()) {
            (Some(at), _) => Cut { at, put },
            (None, Some(last)) => insert(last.value.end, format!(",{}:{put}", json!(name))),
            (None, None) => Cut {
                at: object.clone(),
                put: format!("{{{}:{put}}}", json!(name)),
            },
        })
    }

    /// The text with all cuts made; they are in order and do not overlap.
    fn cut(&self, cuts: Vec<Cut>) -> Result<Self, SchemaError> {
        let mut edited = String::with_capacity(self.text.len() + 1_024);
        let mut from = 0;
        for Cut { at, put } in cuts {
            edited.push_str(&self.text[from..at.start]);
            edited.push_str(&put);
            from = at.end;
        }
        edited.push_str(&self.text[from..]);
        Self::parse(edited)
    }
}

/// A part of a JSON Pointer as the name it stands for.
fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}

fn drop_text(at: Span) -> Cut {
    Cut { at, put: String::new() }
}

fn insert(at: usize, put: String) -> Cut {
    Cut { at: at..at, put }
}
