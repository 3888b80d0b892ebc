//! Looking into a schema.

use serde::Deserialize;
use serde_json::Value;

use super::spans::{self, Member, Span, elements, is_null, member, members, value};
use super::{Object, RULES, RawSchema, SchemaError};
use crate::models::Directory;

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
        value(&self.text, member(&self.root, "version")?)
    }

    /// The rule's id, as `provisionOnDemand` wants it.
    pub fn rule_id(&self) -> Result<String, SchemaError> {
        self.text_of_rule("id").ok_or(SchemaError::Missing("rule id"))
    }

    /// Id of the directory that the rule reads from, looked up by its name (contract 10.1).
    pub fn rule_source_directory_id(&self) -> Result<String, SchemaError> {
        const MISSING: SchemaError = SchemaError::Missing("source directory");
        let source = self.text_of_rule("sourceDirectoryName").ok_or(MISSING)?;
        let directories = member(&self.root, "directories").ok_or(MISSING)?;
        for directory in elements(&self.text, directories).map_err(|_| MISSING)? {
            if self.text_at(&directory, "name").as_ref() == Some(&source) {
                return self.text_at(&directory, "id").ok_or(MISSING);
            }
        }
        Err(MISSING)
    }

    /// Who is in scope. Absent, null and empty filters all mean everyone.
    pub fn scope(&self) -> Result<ScopeFilters, SchemaError> {
        let rule = self.rule()?;
        Ok(ScopeFilters {
            containers: self.filter(rule, "containerFilter", "includedContainers")?,
            groups: self.filter(rule, "groupFilter", "includedGroups")?,
        })
    }

    /// All object mappings of all rules.
    pub fn object_mappings(&self) -> Result<Vec<ObjectMapping>, SchemaError> {
        Ok(self.objects()?.iter().map(|object| self.read_object(object)).collect())
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
            let mappings = self.attribute_mappings(object)?.into_iter();
            let mappings: Option<Vec<_>> = mappings.map(|span| value(&self.text, span)).collect();
            let mappings = mappings.ok_or(SchemaError::Missing("attributeMappings"))?;
            Ok((self.read_object(object), mappings))
        };
        self.objects()?.iter().map(read).collect()
    }

    /// The directory that the rule writes to, with its attributes as they were when the schema was made; `None` where it is not told.
    pub fn rule_target_directory(&self) -> Option<Directory> {
        let target = self.text_of_rule("targetDirectoryName")?;
        let directories = elements(&self.text, member(&self.root, "directories")?).ok()?;
        let mut named = directories.into_iter();
        let found = named.find(|directory| self.text_at(directory, "name").as_ref() == Some(&target))?;
        value(&self.text, found)
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
        Ok(self
            .attribute_mappings(object)?
            .into_iter()
            .filter(|span| self.targets(span, target_attribute))
            .filter_map(|span| value(&self.text, span))
            .collect())
    }

    /// The source objects that have a mapping to this target attribute, in whichever rule.
    pub fn objects_mapped_to(&self, target_attribute: &str) -> Result<Vec<String>, SchemaError> {
        let mut names = Vec::new();
        for object in self.objects()? {
            let mut mappings = self.attribute_mappings(object)?.into_iter();
            if mappings.any(|span| self.targets(&span, target_attribute)) {
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
        let mappings = self.attribute_mappings(object)?;
        Ok(mappings
            .iter()
            .filter(|span| self.targets(span, target_attribute))
            .count())
    }

    /// The members of the one rule.
    pub(super) fn rule(&self) -> Result<&[Member], SchemaError> {
        let found = self.rule.get_or_init(|| members(&self.text, self.rule_span()?));
        found.as_deref().map_err(Clone::clone)
    }

    pub(super) fn rule_span(&self) -> Result<Span, SchemaError> {
        match self.rules()? {
            [rule] => Ok(rule.clone()),
            rules => Err(SchemaError::NotOneRule(rules.len())),
        }
    }

    fn rules(&self) -> Result<&[Span], SchemaError> {
        let found = self.rules.get_or_init(|| {
            let rules = member(&self.root, RULES).ok_or(SchemaError::Missing(RULES))?;
            elements(&self.text, rules)
        });
        found.as_deref().map_err(Clone::clone)
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
        let found: Vec<&Object> = self.objects()?.iter().filter(is_between).collect();
        match found.as_slice() {
            [object] => Ok(object),
            found => Err(SchemaError::NotOneObjectMapping {
                source_object: source.to_owned(),
                target_object: target.to_owned(),
                count: found.len(),
            }),
        }
    }

    /// Absent and null lists are empty.
    pub(super) fn attribute_mappings(&self, object: &Object) -> Result<Vec<Span>, SchemaError> {
        self.list_in(&object.members, "attributeMappings")
    }

    /// Whether the attribute mapping at `span` writes this attribute.
    pub(super) fn targets(&self, span: &Span, attribute: &str) -> bool {
        self.text_at(span, "targetAttributeName")
            .is_some_and(|name| name.eq_ignore_ascii_case(attribute))
    }

    /// The object mappings of all rules.
    pub(super) fn objects(&self) -> Result<&[Object], SchemaError> {
        let found = self.objects.get_or_init(|| self.find_objects());
        found.as_deref().map_err(Clone::clone)
    }

    fn find_objects(&self) -> Result<Vec<Object>, SchemaError> {
        let mut found = Vec::new();
        let mut add = |rule: &[Member]| {
            for at in self.list_in(rule, "objectMappings")? {
                let members = members(&self.text, at.clone())?;
                found.push(Object { at, members });
            }
            Ok(())
        };
        match self.rules()? {
            [_] => add(self.rule()?)?,
            rules => rules
                .iter()
                .try_for_each(|rule| add(&members(&self.text, rule.clone())?))?,
        }
        Ok(found)
    }

    fn list_in(&self, object: &[Member], name: &'static str) -> Result<Vec<Span>, SchemaError> {
        match member(object, name) {
            Some(span) if !is_null(&self.text, &span) => {
                elements(&self.text, span).map_err(|_| SchemaError::Missing(name))
            }
            _ => Ok(Vec::new()),
        }
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
        self.text_of(self.rule().ok()?, name)
    }

    /// A text in the object at `span`, which is read for it alone.
    fn text_at(&self, span: &Span, name: &str) -> Option<String> {
        value(&self.text, spans::find(&self.text, span, name).ok()??)
    }

    fn text_of(&self, object: &[Member], name: &str) -> Option<String> {
        value(&self.text, member(object, name)?)
    }
}
