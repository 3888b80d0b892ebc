//! What the schema of a job says about people, read when a round begins.

use serde_json::Value;

use super::flat::Flat;
use super::scope::Filter;
use crate::schema::NULL_FLOW_MEMBER;
use crate::schema::expression::{EvaluationError, Expression, Input};

/// The object mapping by which a round works; without one nobody has anything to be matched by.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) source_object: String,
    pub(super) target_object: String,
    pub(super) adds: bool,
    pub(super) updates: bool,
    pub(super) deletes: bool,
    /// Who fails it and came before is disabled.
    pub(super) scope: Filter,
    /// Who fails one of these is not read at all.
    pub(super) read: [Filter; 2],
    pub(super) mappings: Vec<Mapping>,
}

/// One attribute of the target.
#[derive(Debug)]
pub(super) struct Mapping {
    pub(super) target: String,
    source: Source,
    flow: Flow,
    default: Option<String>,
    /// 0: not one to match by.
    pub(super) priority: u64,
    /// Both gates are open: what is empty or left out clears the target.
    pub(super) clears: bool,
}

#[derive(Debug)]
enum Source {
    Attribute(String),
    Constant(String),
    Function(Option<Expression>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    Always,
    AtCreation,
    WhereEmpty,
}

/// A mapping that gives nothing because it cannot be evaluated.
#[derive(Debug)]
pub(super) struct Unevaluated {
    pub(super) target: String,
    pub(super) why: String,
}

impl Plan {
    /// The first object mapping that is enabled and has something to match by.
    pub(super) fn of(schema: &Value, has_null_flow: bool) -> Option<Self> {
        let rules = schema["synchronizationRules"].as_array()?;
        let objects = rules.iter().flat_map(|rule| {
            let mappings = rule["objectMappings"].as_array().into_iter().flatten();
            mappings.map(move |mapping| (rule, mapping))
        });
        let matches = |mapping: &Value| {
            let mut attributes = mapping["attributeMappings"].as_array().into_iter().flatten();
            attributes.any(|attribute| attribute["matchingPriority"].as_u64().unwrap_or(0) > 0)
        };
        let mut running = objects.filter(|(_, mapping)| mapping["enabled"] == true && matches(mapping));
        let (rule, mapping) = running.next()?;
        let definitions = definitions(schema, rule, mapping);
        let flows = mapping["flowTypes"].as_str().unwrap_or_default();
        let has = |flow: &str| flows.split(',').any(|known| known.trim() == flow);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let scope = &mapping["scope"];
        let attributes = mapping["attributeMappings"].as_array()?.iter();
        Some(Self {
            source_object: text(&mapping["sourceObjectName"]),
            target_object: text(&mapping["targetObjectName"]),
            adds: has("Add"),
            updates: has("Update"),
            deletes: has("Delete"),
            scope: Filter::of(&scope["groups"]),
            read: ["inputFilterGroups", "categoryFilterGroups"].map(|kind| Filter::of(&scope[kind])),
            mappings: attributes
                .map(|mapping| Mapping::of(mapping, &definitions, has_null_flow))
                .collect(),
        })
    }

    /// The mappings to match by, the first first.
    pub(super) fn matching(&self) -> Vec<&Mapping> {
        let mut matching: Vec<&Mapping> = self.mappings.iter().filter(|mapping| mapping.priority > 0).collect();
        matching.sort_by_key(|mapping| mapping.priority);
        matching
    }
}

/// Attribute definitions of the source object, by the names the rule and the mapping have for them.
fn definitions<'s>(schema: &'s Value, rule: &Value, mapping: &Value) -> Vec<&'s Value> {
    let named = |of: &'s Value, list: &str, name: &Value| -> Option<&'s Value> {
        of[list].as_array()?.iter().find(|found| found["name"] == *name)
    };
    let directory = named(schema, "directories", &rule["sourceDirectoryName"]);
    let object = directory.and_then(|directory| named(directory, "objects", &mapping["sourceObjectName"]));
    let attributes = object.and_then(|object| object["attributes"].as_array());
    attributes.into_iter().flatten().collect()
}

impl Mapping {
    fn of(mapping: &Value, definitions: &[&Value], has_null_flow: bool) -> Self {
        let (source, text) = (&mapping["source"], |value: &Value| {
            value.as_str().unwrap_or_default().to_owned()
        });
        let name = text(&source["name"]);
        let source = match source["type"].as_str() {
            Some("Attribute") => Source::Attribute(name),
            Some("Constant") => Source::Constant(name),
            _ => Source::Function(Expression::parse(&text(&source["expression"])).ok()),
        };
        let opens = |definition: &&&Value| {
            let is_named = matches!(&source, Source::Attribute(name) if definition["name"] == **name);
            is_named && definition["flowNullValues"] == true && definition["multivalued"] != true
        };
        let clears =
            has_null_flow && mapping[NULL_FLOW_MEMBER] == true && definitions.iter().any(|found| opens(&found));
        Self {
            target: text(&mapping["targetAttributeName"]),
            source,
            flow: match mapping["flowType"].as_str() {
                Some("ObjectAddOnly") => Flow::AtCreation,
                Some("AttributeAddOnly" | "ValueAddOnly" | "MultiValueAddOnly") => Flow::WhereEmpty,
                _ => Flow::Always,
            },
            default: mapping["defaultValue"].as_str().map(str::to_owned),
            priority: mapping["matchingPriority"].as_u64().unwrap_or(0),
            clears,
        }
    }

    /// What it gives of a record; an empty text that is mapped as it stands is given, too.
    pub(super) fn value(&self, record: &Flat, input: &Input) -> Result<Option<String>, Unevaluated> {
        let unevaluated = |why: String| Unevaluated {
            target: self.target.clone(),
            why,
        };
        match &self.source {
            Source::Attribute(name) => Ok(record.first(name).map(str::to_owned)),
            Source::Constant(value) => Ok(Some(value.clone())),
            Source::Function(Some(expression)) => {
                let values = expression.evaluate(input);
                let values = values.map_err(|problem: EvaluationError| unevaluated(problem.to_string()))?;
                Ok(values.into_iter().next())
            }
            Source::Function(None) => Err(unevaluated("The expression cannot be read.".to_owned())),
        }
    }

    /// Does it take one attribute as it stands?
    pub(super) fn is_direct(&self) -> bool {
        matches!(self.source, Source::Attribute(_))
    }

    /// Does it clear the target because of what the record lacks?
    pub(super) fn clears_for(&self, record: &Flat) -> bool {
        matches!(&self.source, Source::Attribute(name) if self.clears && record.has_part_of(name))
    }

    /// What a new object gets where the record has nothing.
    pub(super) fn default(&self) -> Option<&str> {
        self.default.as_deref().filter(|default| !default.is_empty())
    }

    /// Does it flow to an object that is there, and has this value now?
    pub(super) fn flows_over(&self, now: Option<&str>) -> bool {
        match self.flow {
            Flow::Always => true,
            Flow::AtCreation => false,
            Flow::WhereEmpty => now.is_none_or(str::is_empty),
        }
    }
}
