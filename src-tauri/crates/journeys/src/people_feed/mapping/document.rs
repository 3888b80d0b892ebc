//! As much of a schema as is looked at. Where rules, objects and directories stand, and what Microsoft calls them, is not relied on.

use serde::Deserialize;
use serde_json::Value;

/// As far as a schema is looked at; everything else stays text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Document {
    pub(super) synchronization_rules: Vec<Rule>,
    #[serde(default)]
    directories: Vec<DirectoryOf>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule {
    pub(super) source_directory_name: Option<String>,
    pub(super) target_directory_name: Option<String>,
    pub(super) object_mappings: Option<Vec<ObjectMapping>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ObjectMapping {
    pub(super) source_object_name: Option<String>,
    pub(super) target_object_name: Option<String>,
    enabled: Option<bool>,
    pub(super) flow_types: Option<String>,
    pub(super) attribute_mappings: Option<Vec<Value>>,
}

#[derive(Deserialize)]
pub(super) struct DirectoryOf {
    name: Option<String>,
    objects: Option<Vec<Object>>,
}

#[derive(Deserialize)]
pub(super) struct Object {
    name: Option<String>,
    attributes: Option<Vec<Value>>,
}

/// An object of a directory: where its attributes stand, and their definitions.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) pointer: String,
    pub(super) all: Vec<Value>,
}

impl Attributes {
    pub(super) fn of(document: &mut Document, directory: Option<&str>, object: Option<&str>) -> Option<Self> {
        let place = document
            .directories
            .iter()
            .position(|found| found.name.as_deref() == directory)?;
        let objects = document.directories[place].objects.as_mut()?;
        let is_named = |found: &Object| {
            found
                .name
                .as_deref()
                .is_some_and(|name| object.is_some_and(|object| object.eq_ignore_ascii_case(name)))
        };
        let inside = objects.iter().position(is_named)?;
        Some(Self {
            pointer: format!("/directories/{place}/objects/{inside}/attributes"),
            all: objects[inside].attributes.take().unwrap_or_default(),
        })
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().filter_map(|attribute| attribute["name"].as_str())
    }

    /// As the schema spells it.
    pub(super) fn named(&self, wanted: &str) -> Option<&str> {
        self.names().find(|name| name.eq_ignore_ascii_case(wanted))
    }
}

/// Rule and object mapping that people go by: the one that takes their number, else the only one.
pub(super) fn place(document: &Document) -> Option<(usize, usize)> {
    let rules = document.synchronization_rules.iter().enumerate();
    let all: Vec<(usize, usize, &ObjectMapping)> = rules
        .flat_map(|(place, rule)| {
            let objects = rule.object_mappings.iter().flatten().enumerate();
            objects.map(move |(inside, object)| (place, inside, object))
        })
        .filter(|(.., object)| object.enabled != Some(false))
        .collect();
    let takes_number = |object: &ObjectMapping| {
        let mut sources = object
            .attribute_mappings
            .iter()
            .flatten()
            .map(|mapping| &mapping["source"]);
        sources.any(|source| text(source, "expression").contains("[externalId]"))
    };
    let of_people: Vec<_> = all.iter().filter(|(.., object)| takes_number(object)).collect();
    match (of_people.as_slice(), all.as_slice()) {
        ([(rule, object, _)], _) | ([], [(rule, object, _)]) => Some((*rule, *object)),
        _ => None,
    }
}

pub(super) fn text(object: &Value, member: &str) -> String {
    object[member].as_str().unwrap_or_default().to_owned()
}
