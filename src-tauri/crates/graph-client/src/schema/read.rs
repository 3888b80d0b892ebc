//! Looking into a schema.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use super::outline::{Mapping as MappingAt, Object, Rule};
use super::spans::{self, Member, Span, is_null, member, members, value};
use super::{RawSchema, SchemaError};
use crate::models::{Directory, MetadataEntry};

/// Metadata of a rule: its objects can be provisioned on demand (contract 7.8).
const ON_DEMAND: &str = "supportsProvisionOnDemand";

/// Who is in scope, by distinguished name; both empty means everyone (contract 10.4).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScopeFilters {
    pub containers: Vec<String>,
    pub groups: Vec<String>,
}

/// Which source object becomes which target object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectMapping {
    pub name: Option<String>,
    pub source_object: String,
    pub target_object: String,
    pub enabled: bool,
}

/// One attribute mapping, as far as it is compared (contract 9.3).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mapping {
    #[serde(default)]
    pub target_attribute_name: Option<String>,
    #[serde(default)]
    pub source: Option<MappingSource>,
    #[serde(default)]
    pub default_value: Option<String>,
    #[serde(default)]
    pub flow_type: Option<String>,
    #[serde(default)]
    pub flow_behavior: Option<String>,
    #[serde(default)]
    pub matching_priority: Option<i64>,
}

/// Where the value comes from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct MappingSource {
    #[serde(default)]
    pub expression: Option<String>,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
    #[serde(default)]
    pub parameters: Value,
}

impl RawSchema {
    /// Changes with every write of anyone.
    pub fn version(&self) -> Option<String> {
        value(&self.text, member(&self.outline.root, "version")?)
    }

    /// The rule's id, as `provisionOnDemand` wants it.
    pub fn rule_id(&self) -> Result<String, SchemaError> {
        self.text_of_rule("id").ok_or(SchemaError::Missing("rule id"))
    }

    /// Id of the one rule that reads objects of this kind and can be asked for them on demand (contract 7.8); `None` where no rule says
    /// so. Names compare without case.
    ///
    /// # Errors
    /// Several rules say so, or the one that does has no id.
    pub fn on_demand_rule(&self, source_object: &str) -> Result<Option<String>, SchemaError> {
        let reads = |rule: &&Rule| {
            let objects = rule.list.iter().flatten().map(|object| self.read_object(object));
            let mut enabled = objects.filter(|object| object.enabled);
            enabled.any(|object| object.source_object.eq_ignore_ascii_case(source_object))
        };
        let found: Vec<&Rule> = self
            .rules()?
            .iter()
            .filter(reads)
            .filter(|rule| self.is_on_demand(rule))
            .collect();
        match found.as_slice() {
            [] => Ok(None),
            [rule] => {
                let id = self.text_of(&rule.members, "id");
                id.map(Some).ok_or(SchemaError::Missing("rule id"))
            }
            several => Err(SchemaError::NotOneRule(several.len())),
        }
    }

    fn is_on_demand(&self, rule: &Rule) -> bool {
        let metadata = member(&rule.members, "metadata").and_then(|span| value::<Vec<MetadataEntry>>(&self.text, span));
        metadata.into_iter().flatten().any(|entry| {
            let says_yes = entry.value.is_some_and(|value| value.eq_ignore_ascii_case("true"));
            says_yes && entry.key.eq_ignore_ascii_case(ON_DEMAND)
        })
    }

    /// Id of the directory that the rule reads from, looked up by its name (contract 10.1).
    pub fn rule_source_directory_id(&self) -> Result<String, SchemaError> {
        const MISSING: SchemaError = SchemaError::Missing("source directory");
        let source = self.text_of_rule("sourceDirectoryName").ok_or(MISSING)?;
        let directories = self.outline.directories.as_ref().map_err(|_| MISSING)?;
        let named = directories.iter().find(|directory| self.is(&directory.name, &source));
        let id = named.and_then(|directory| directory.id.clone());
        id.and_then(|id| value(&self.text, id)).ok_or(MISSING)
    }

    /// Who is in scope. Absent, null and empty filters all mean everyone.
    pub fn scope(&self) -> Result<ScopeFilters, SchemaError> {
        let rule = &self.rule()?.members;
        Ok(ScopeFilters {
            containers: self.filter(rule, "containerFilter", "includedContainers")?,
            groups: self.filter(rule, "groupFilter", "includedGroups")?,
        })
    }

    /// All object mappings of all rules.
    pub fn object_mappings(&self) -> Result<Vec<ObjectMapping>, SchemaError> {
        Ok(self.objects()?.map(|object| self.read_object(object)).collect())
    }

    fn read_object(&self, Object { members, .. }: &Object) -> ObjectMapping {
        ObjectMapping {
            name: self.text_of(members, "name"),
            source_object: self.text_of(members, "sourceObjectName").unwrap_or_default(),
            target_object: self.text_of(members, "targetObjectName").unwrap_or_default(),
            enabled: member(members, "enabled").is_none_or(|span| value(&self.text, span).unwrap_or(true)),
        }
    }

    /// All object mappings of all rules, each with all its attribute mappings.
    pub fn mapped_objects(&self) -> Result<Vec<(ObjectMapping, Vec<Mapping>)>, SchemaError> {
        let read = |object: &Object| {
            let mappings = attribute_mappings(object)?.iter();
            let mappings: Option<Vec<_>> = mappings.map(|mapping| self.read_mapping(mapping)).collect();
            let mappings = mappings.ok_or(SchemaError::Missing("attributeMappings"))?;
            Ok((self.read_object(object), mappings))
        };
        self.objects()?.map(read).collect()
    }

    /// The directory that the rule writes to, with its attributes as they were when the schema was made; `None` where it is not told.
    pub fn rule_target_directory(&self) -> Option<Directory> {
        self.directory_of_rule("targetDirectoryName")
    }

    /// The same for the directory that the rule reads from.
    pub fn rule_source_directory(&self) -> Option<Directory> {
        self.directory_of_rule("sourceDirectoryName")
    }

    fn directory_of_rule(&self, which: &str) -> Option<Directory> {
        let name = self.text_of_rule(which)?;
        let mut directories = self.outline.directories.as_ref().ok()?.iter();
        let found = directories.find(|directory| self.is(&directory.name, &name))?;
        value(&self.text, found.at.clone())
    }

    /// The attribute mappings to one target attribute; names compare without case.
    /// The object mapping must be there exactly once.
    pub fn mappings(
        &self,
        source_object: &str,
        target_object: &str,
        target_attribute: &str,
    ) -> Result<Vec<Mapping>, SchemaError> {
        let object = self.object_mapping(source_object, target_object)?;
        Ok(attribute_mappings(object)?
            .iter()
            .filter(|mapping| self.targets(mapping, target_attribute))
            .filter_map(|mapping| self.read_mapping(mapping))
            .collect())
    }

    /// The source objects that have a mapping to this target attribute, in whichever rule.
    pub fn objects_mapped_to(&self, target_attribute: &str) -> Result<Vec<String>, SchemaError> {
        let mut names = Vec::new();
        for object in self.objects()? {
            let mut mappings = attribute_mappings(object)?.iter();
            if mappings.any(|mapping| self.targets(mapping, target_attribute)) {
                names.push(self.text_of(&object.members, "sourceObjectName").unwrap_or_default());
            }
        }
        Ok(names)
    }

    /// How many attribute mappings there are to one target attribute.
    pub fn mapping_count(
        &self,
        source_object: &str,
        target_object: &str,
        target_attribute: &str,
    ) -> Result<usize, SchemaError> {
        let object = self.object_mapping(source_object, target_object)?;
        let mappings = attribute_mappings(object)?.iter();
        Ok(mappings
            .filter(|mapping| self.targets(mapping, target_attribute))
            .count())
    }

    /// The one rule.
    pub(super) fn rule(&self) -> Result<&Rule, SchemaError> {
        match self.rules()? {
            [rule] => Ok(rule),
            rules => Err(SchemaError::NotOneRule(rules.len())),
        }
    }

    fn rules(&self) -> Result<&[Rule], SchemaError> {
        self.outline.rules.as_deref().map_err(Clone::clone)
    }

    /// The one object mapping between the two; names compare without case.
    pub(super) fn object_mapping(&self, source: &str, target: &str) -> Result<&Object, SchemaError> {
        let is_between = |Object { members, .. }: &&Object| {
            let is = |name, wanted: &str| {
                self.text_of(members, name)
                    .is_some_and(|name| name.eq_ignore_ascii_case(wanted))
            };
            is("sourceObjectName", source) && is("targetObjectName", target)
        };
        let found: Vec<&Object> = self.objects()?.filter(is_between).collect();
        match found.as_slice() {
            [object] => Ok(object),
            found => Err(SchemaError::NotOneObjectMapping {
                source_object: source.to_owned(),
                target_object: target.to_owned(),
                count: found.len(),
            }),
        }
    }

    /// Whether the attribute mapping writes this attribute.
    pub(super) fn targets(&self, mapping: &MappingAt, attribute: &str) -> bool {
        let target = mapping.target.clone().and_then(|target| value(&self.text, target));
        target.is_some_and(|name: Cow<'_, str>| name.eq_ignore_ascii_case(attribute))
    }

    /// The object mappings of all rules.
    pub(super) fn objects(&self) -> Result<impl Iterator<Item = &Object>, SchemaError> {
        let lists = self.rules()?.iter().map(|rule| rule.list.as_deref());
        let lists: Vec<&[Object]> = lists.collect::<Result<_, _>>().map_err(Clone::clone)?;
        Ok(lists.into_iter().flatten())
    }

    fn read_mapping(&self, mapping: &MappingAt) -> Option<Mapping> {
        value(&self.text, mapping.at.clone())
    }

    fn filter(&self, rule: &[Member], filter: &'static str, list: &str) -> Result<Vec<String>, SchemaError> {
        let Some(span) = member(rule, filter).filter(|span| !is_null(&self.text, span)) else {
            return Ok(Vec::new());
        };
        let inside = members(&self.text, span).map_err(|_| SchemaError::Missing(filter))?;
        match member(&inside, list) {
            Some(span) => spans::value::<Option<Vec<String>>>(&self.text, span)
                .map(Option::unwrap_or_default)
                .ok_or(SchemaError::Missing(filter)),
            None => Ok(Vec::new()),
        }
    }

    fn text_of_rule(&self, name: &str) -> Option<String> {
        self.text_of(&self.rule().ok()?.members, name)
    }

    fn text_of(&self, object: &[Member], name: &str) -> Option<String> {
        value(&self.text, member(object, name)?)
    }

    /// Whether this text stands there.
    fn is(&self, at: &Option<Span>, text: &str) -> bool {
        let found = at.clone().and_then(|at| value::<String>(&self.text, at));
        found.as_deref() == Some(text)
    }
}

pub(super) fn attribute_mappings(object: &Object) -> Result<&[MappingAt], SchemaError> {
    object.list.as_deref().map_err(Clone::clone)
}
