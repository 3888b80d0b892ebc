//! What the schema of a feed's job becomes: the changes that the set-up names, and nothing else (contract 9, 14.4).
//!
//! The object is the one that the mapping's `sourceObjectName` names, in the directory that its rule names.

mod change;
mod document;
mod source;

use graph_client::{Mapping, RawSchema, SchemaError};
use people_file::Target;
use serde_json::{Value, json};

use super::attributes::{PLACE, SIGN_IN_NAME, USER_NAME};
use super::setup::{Column, Directory, Setup};
use crate::setup_file::nearest;

pub use change::{Change, What};
use document::{Attributes, Document, place, text};
use source::Source;

/// What everybody's number is sent as.
const NUMBER: &str = "externalId";
/// A mapping that is used for new accounts alone.
const AT_FIRST: &str = "ObjectAddOnly";

/// How a schema stands to a set-up.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    /// What is to be written, in this order: JSON Pointers and values.
    edits: Vec<(String, Value)>,
    /// The same for people.
    pub(crate) changes: Vec<Change>,
    /// Mappings that are other than wanted and are left alone: somebody else decided so, and the set-up does not list them.
    pub(crate) stays: Vec<Change>,
}

/// Why a schema cannot become what is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It is not built as a schema of a feed is.
    Schema(SchemaError),
    /// The directory has no such attribute; the one that was probably meant.
    UnknownAttribute(String, Option<String>),
    /// The job does not say how empty fields clear their attributes.
    CannotClear(String),
}

impl From<SchemaError> for Trouble {
    fn from(error: SchemaError) -> Self {
        Self::Schema(error)
    }
}

impl Wanted {
    /// Compares a schema with a set-up. In a schema that is `new` nobody has decided anything yet.
    pub(crate) fn of(schema: &RawSchema, setup: &Setup, new: bool) -> Result<Self, Trouble> {
        Work::new(schema, setup, new)?.all()
    }

    /// What can be said before there is a schema: which attributes will take which field.
    pub(crate) fn without_schema(setup: &Setup) -> Self {
        let mut wanted = Self::default();
        wanted.tells(What::Matching, setup.match_attribute(), "", "1");
        for (attribute, source) in setup.mapped() {
            wanted.tells(What::Mapping, &attribute, "", &source);
        }
        wanted.tells(What::Deeds, "flowTypes", "", deeds(setup));
        for field in setup.clear_when_empty() {
            wanted.tells(What::Clearing, field, "", "true");
        }
        wanted
    }

    /// Nothing is to be written.
    pub(crate) fn is_met(&self) -> bool {
        self.edits.is_empty()
    }

    /// The schema with all that is to be written.
    ///
    /// # Errors
    /// It is another schema than the one that was compared.
    pub(crate) fn written(&self, schema: &RawSchema) -> Result<RawSchema, SchemaError> {
        self.edits.iter().try_fold(schema.clone(), |schema, (pointer, value)| {
            schema.with_value(pointer, value)
        })
    }

    fn tells(&mut self, what: What, name: &str, found: &str, wanted: &str) {
        self.changes.push(Change::new(what, name, found, wanted));
    }
}

/// What the feed may do. It never deletes: who has left is switched off.
fn deeds(setup: &Setup) -> &'static str {
    if setup.only_enriches() { "Update" } else { "Add,Update" }
}

struct Work<'a> {
    setup: &'a Setup,
    new: bool,
    /// Of the object mapping.
    pointer: String,
    deeds: String,
    mappings: Vec<Value>,
    source: Attributes,
    target: Attributes,
    wanted: Wanted,
}

impl<'a> Work<'a> {
    fn new(schema: &RawSchema, setup: &'a Setup, new: bool) -> Result<Self, Trouble> {
        let mut document: Document =
            serde_json::from_str(schema.as_str()).map_err(|error| SchemaError::NotJson(error.to_string()))?;
        let (rule, object) = place(&document).ok_or(SchemaError::Missing("mapping of people"))?;
        let rules = &mut document.synchronization_rules;
        let (from, to) = (
            rules[rule].source_directory_name.take(),
            rules[rule].target_directory_name.take(),
        );
        let found = &mut rules[rule].object_mappings.as_mut().into_iter().flatten().nth(object);
        let found = found.as_mut().ok_or(SchemaError::Missing("mapping of people"))?;
        let (source, target) = (found.source_object_name.take(), found.target_object_name.take());
        let (deeds, mappings) = (found.flow_types.take(), found.attribute_mappings.take());
        let source = Attributes::of(&mut document, from.as_deref(), source.as_deref());
        Ok(Self {
            setup,
            new,
            pointer: format!("/synchronizationRules/{rule}/objectMappings/{object}"),
            deeds: deeds.unwrap_or_default(),
            mappings: mappings.unwrap_or_default(),
            source: source.ok_or(SchemaError::Missing("object that the feed sends"))?,
            // What is not told of the target is not checked.
            target: Attributes::of(&mut document, to.as_deref(), target.as_deref()).unwrap_or_default(),
            wanted: Wanted::default(),
        })
    }

    fn all(mut self) -> Result<Wanted, Trouble> {
        self.matching()?;
        self.sign_in_names()?;
        for column in self.setup.columns() {
            self.column(column)?;
        }
        if let Some(ou) = self.setup.ou() {
            self.maps(PLACE, &Source::constant(ou), Some(AT_FIRST), false)?;
        }
        self.deeds();
        for field in self.setup.clear_when_empty() {
            self.clears(field)?;
        }
        Ok(self.wanted)
    }

    fn matching(&mut self) -> Result<(), Trouble> {
        // Whoever set up a feed that is at work may have chosen another pair; left out, it stays.
        if !self.new && !self.setup.names_match_attribute() {
            return Ok(());
        }
        let attribute = self.setup.match_attribute();
        self.maps(attribute, &Source::attribute(NUMBER), None, true)?;
        for index in 0..self.mappings.len() {
            let priority = self.mappings[index]["matchingPriority"].as_i64().unwrap_or(0);
            let name = text(&self.mappings[index], "targetAttributeName");
            let wanted = i64::from(name.eq_ignore_ascii_case(attribute));
            if priority != wanted {
                self.set(index, "matchingPriority", json!(wanted));
                let (found, wanted) = (priority.to_string(), wanted.to_string());
                self.wanted.tells(What::Matching, &name, &found, &wanted);
            }
        }
        Ok(())
    }

    /// The sender makes whole sign-in names, and people who are there keep theirs. Where only details are filled in none is sent, and
    /// whoever is switched off stays so.
    fn sign_in_names(&mut self) -> Result<(), Trouble> {
        self.maps(
            SIGN_IN_NAME,
            &Source::attribute(USER_NAME),
            Some(AT_FIRST),
            self.setup.only_enriches(),
        )?;
        if self.setup.only_enriches() {
            let status = match self.setup.directory() {
                Directory::Entra => "accountEnabled",
                Directory::ActiveDirectory => "accountDisabled",
            };
            if let Some(index) = self.index_of(status) {
                self.flows(index, status, AT_FIRST);
            }
        }
        Ok(())
    }

    fn column(&mut self, column: &Column) -> Result<(), Trouble> {
        let Some(attribute) = self.setup.attribute(column) else {
            return Ok(());
        };
        if column.to.is(Target::Status) {
            // Microsoft's own expression turns the status into the switch of the account.
            return match self.index_of(attribute) {
                Some(_) => Ok(()),
                None => Err(SchemaError::Missing("mapping of the switch of accounts").into()),
            };
        }
        let sent = Setup::source_attribute(column);
        self.maps(attribute, &Source::attribute(&sent), None, false)
    }

    fn deeds(&mut self) {
        let wanted = deeds(self.setup);
        let set = |deeds: &str| {
            let each = deeds.split(',').map(|deed| deed.trim().to_lowercase());
            each.filter(|deed| !deed.is_empty())
                .collect::<std::collections::BTreeSet<_>>()
        };
        if set(&self.deeds) != set(wanted) {
            self.wanted
                .edits
                .push((format!("{}/flowTypes", self.pointer), json!(wanted)));
            let found = std::mem::take(&mut self.deeds);
            self.wanted.tells(What::Deeds, "flowTypes", &found, wanted);
        }
    }

    /// Both gates are opened: that of the field, and that of the mapping (clear-attribute-values). The name of the second is not
    /// published, so the schema must show it.
    fn clears(&mut self, field: &str) -> Result<(), Trouble> {
        let cannot = || Trouble::CannotClear(field.to_owned());
        let column = self.setup.columns().iter().find(|column| column.to.path() == field);
        let attribute = column
            .and_then(|column| self.setup.attribute(column))
            .ok_or_else(cannot)?;
        let index = self.index_of(attribute).ok_or_else(cannot)?;
        let members = self.mappings.iter().filter_map(Value::as_object).flatten();
        let is_gate = |(name, value): &(&String, &Value)| name.to_lowercase().contains("null") && value.is_boolean();
        let mut gates = members.filter(is_gate);
        let gate = gates.next().map(|(name, _)| name.clone()).ok_or_else(cannot)?;
        let source = text(&self.mappings[index]["source"], "name");
        let of_source = |attribute: &Value| text(attribute, "name").eq_ignore_ascii_case(&source);
        let place = self.source.all.iter().position(of_source).ok_or_else(cannot)?;
        let is_open = self.source.all[place]["flowNullValues"] == true;
        if is_open && self.mappings[index][&gate] == true {
            return Ok(());
        }
        if !is_open {
            let pointer = format!("{}/{place}/flowNullValues", self.source.pointer);
            self.wanted.edits.push((pointer, json!(true)));
        }
        self.set(index, &gate, json!(true));
        self.wanted.tells(What::Clearing, field, "false", "true");
        Ok(())
    }

    /// The attribute takes its value from there, with `flow` where that matters. `ours`: the feed could not work otherwise, whoever
    /// decided so before.
    fn maps(&mut self, attribute: &str, from: &Source, flow: Option<&str>, ours: bool) -> Result<(), Trouble> {
        let Some(index) = self.index_of(attribute) else {
            let name = self.known_attribute(attribute)?;
            let from = self.field(from);
            let mapping = json!({
                "defaultValue": null,
                "exportMissingReferences": false,
                "flowBehavior": "FlowWhenChanged",
                "flowType": flow.unwrap_or("Always"),
                "matchingPriority": 0,
                "targetAttributeName": name,
                "source": from.to_value(),
            });
            self.wanted.tells(What::Mapping, &name, "", &from.expression);
            self.wanted
                .edits
                .push((format!("{}/attributeMappings/-", self.pointer), mapping.clone()));
            self.mappings.push(mapping);
            return Ok(());
        };
        let mapping: Mapping = serde_json::from_value(self.mappings[index].clone())
            .map_err(|error| SchemaError::NotJson(error.to_string()))?;
        let name = mapping.target_attribute_name.clone().unwrap_or_default();
        let is_same = from.is_of(&mapping);
        let flows_so = flow.is_none_or(|flow| mapping.flow_type.as_deref() == Some(flow));
        if is_same && flows_so {
            return Ok(());
        }
        let listed = self.setup.replace_mappings().iter();
        let may = self.new || ours || listed.into_iter().any(|listed| listed.eq_ignore_ascii_case(attribute));
        let found = mapping.source.and_then(|source| source.expression).unwrap_or_default();
        if !may {
            let (found, wanted) = if is_same {
                (
                    mapping.flow_type.unwrap_or_default(),
                    flow.unwrap_or_default().to_owned(),
                )
            } else {
                (found, from.expression.clone())
            };
            self.wanted
                .stays
                .push(Change::new(What::Mapping, &name, &found, &wanted));
            return Ok(());
        }
        if !is_same {
            let from = self.field(from);
            self.set(index, "source", from.to_value());
            self.wanted.tells(What::Mapping, &name, &found, &from.expression);
        }
        if let Some(flow) = flow {
            self.flows(index, &name, flow);
        }
        Ok(())
    }

    fn flows(&mut self, index: usize, attribute: &str, flow: &str) {
        let found = text(&self.mappings[index], "flowType");
        if found != flow {
            self.set(index, "flowType", json!(flow));
            self.wanted.tells(What::Flow, attribute, &found, flow);
        }
    }

    /// The source as the schema spells it; a field that it does not know is added, as a text, which dates are too (contract 14.4).
    fn field(&mut self, from: &Source) -> Source {
        if from.kind != "Attribute" {
            return Source::constant(&from.name);
        }
        if let Some(known) = self.source.named(&from.name) {
            return Source::attribute(known);
        }
        let definition = json!({
            "anchor": false,
            "caseExact": false,
            "defaultValue": null,
            "flowNullValues": false,
            "multivalued": false,
            "mutability": "ReadWrite",
            "name": from.name,
            "required": false,
            "type": "String",
            "apiExpressions": [],
            "metadata": [],
            "referencedObjects": [],
        });
        self.wanted
            .edits
            .push((format!("{}/-", self.source.pointer), definition.clone()));
        self.wanted.tells(What::Field, &from.name, "", "String");
        self.source.all.push(definition);
        Source::attribute(&from.name)
    }

    /// An attribute that the directory has, as its schema spells it.
    fn known_attribute(&self, wanted: &str) -> Result<String, Trouble> {
        if self.target.all.is_empty() {
            return Ok(wanted.to_owned());
        }
        let names: Vec<&str> = self.target.names().collect();
        let unknown = || Trouble::UnknownAttribute(wanted.to_owned(), nearest(wanted, &names));
        self.target.named(wanted).map(str::to_owned).ok_or_else(unknown)
    }

    fn index_of(&self, attribute: &str) -> Option<usize> {
        let is_it = |mapping: &Value| text(mapping, "targetAttributeName").eq_ignore_ascii_case(attribute);
        self.mappings.iter().position(is_it)
    }

    fn set(&mut self, index: usize, member: &str, value: Value) {
        self.mappings[index][member] = value.clone();
        let pointer = format!("{}/attributeMappings/{index}/{member}", self.pointer);
        self.wanted.edits.push((pointer, value));
    }
}

#[cfg(test)]
mod tests;
