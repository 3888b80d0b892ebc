//! What the service refuses in a schema (contract 9.1–9.3): the first thing wrong, by name.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::expression::Function;
use super::is_operator;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Schema {
    pub(super) synchronization_rules: Vec<Rule>,
    pub(super) directories: Option<Vec<DirectoryDefinition>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule {
    pub(super) id: Option<String>,
    name: Option<String>,
    source_directory_name: Option<String>,
    target_directory_name: Option<String>,
    pub(super) container_filter: Option<ContainerFilter>,
    pub(super) group_filter: Option<GroupFilter>,
    #[serde(default)]
    pub(super) object_mappings: Vec<ObjectMapping>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContainerFilter {
    #[serde(default)]
    pub(super) included_containers: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct GroupFilter {
    #[serde(default)]
    pub(super) included_groups: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ObjectMapping {
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) enabled: bool,
    flow_types: Option<String>,
    pub(super) source_object_name: Option<String>,
    target_object_name: Option<String>,
    scope: Option<Filter>,
    #[serde(default)]
    pub(super) attribute_mappings: Vec<AttributeMapping>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Filter {
    groups: Option<Vec<FilterGroup>>,
    input_filter_groups: Option<Vec<FilterGroup>>,
    category_filter_groups: Option<Vec<FilterGroup>>,
}

#[derive(Debug, Deserialize)]
struct FilterGroup {
    #[serde(default)]
    clauses: Vec<Clause>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Clause {
    operator_name: String,
    source_operand_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AttributeMapping {
    pub(super) target_attribute_name: String,
    #[serde(default)]
    pub(super) matching_priority: i32,
    flow_type: Option<String>,
    flow_behavior: Option<String>,
    source: Option<Source>,
}

#[derive(Debug, Deserialize)]
struct Source {
    name: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    parameters: Vec<Parameter>,
}

#[derive(Debug, Deserialize)]
struct Parameter {
    value: Option<Source>,
}

#[derive(Debug, Deserialize)]
pub(super) struct DirectoryDefinition {
    name: String,
    #[serde(default)]
    objects: Vec<ObjectDefinition>,
}

#[derive(Debug, Deserialize)]
struct ObjectDefinition {
    name: String,
    #[serde(default)]
    attributes: Vec<AttributeDefinition>,
}

#[derive(Debug, Deserialize)]
struct AttributeDefinition {
    name: String,
    #[serde(rename = "type")]
    kind: String,
}

const FLOW_TYPES: [&str; 5] = [
    "Always",
    "ObjectAddOnly",
    "MultiValueAddOnly",
    "ValueAddOnly",
    "AttributeAddOnly",
];
const FLOW_BEHAVIORS: [&str; 2] = ["FlowWhenChanged", "FlowAlways"];
const OBJECT_FLOW_TYPES: [&str; 4] = ["None", "Add", "Update", "Delete"];
const ATTRIBUTE_TYPES: [&str; 6] = ["String", "Integer", "Reference", "Binary", "Boolean", "DateTime"];

/// Object types of a directory, each with its attributes in lower case.
type Objects<'a> = HashMap<&'a str, HashSet<String>>;

/// Refuses what the service refuses. A schema without directories is taken as it is: they are deleted then.
pub(super) fn check(schema: &Schema) -> Result<(), String> {
    let Some(directories) = &schema.directories else {
        return Ok(());
    };
    let mut known: HashMap<&str, Objects<'_>> = HashMap::new();
    for directory in directories {
        let objects = known.entry(directory.name.as_str()).or_default();
        for object in &directory.objects {
            for attribute in &object.attributes {
                one_of(&attribute.kind, &ATTRIBUTE_TYPES, || {
                    format!("type of attribute '{}'", attribute.name)
                })?;
            }
            let names = object
                .attributes
                .iter()
                .map(|attribute| attribute.name.to_ascii_lowercase());
            objects.entry(object.name.as_str()).or_default().extend(names);
        }
    }
    schema
        .synchronization_rules
        .iter()
        .try_for_each(|rule| check_rule(rule, &known))
}

fn check_rule(rule: &Rule, known: &HashMap<&str, Objects<'_>>) -> Result<(), String> {
    let label = rule.name.as_deref().unwrap_or_default();
    let directory = |name: &Option<String>| {
        let name = name.as_deref().unwrap_or_default();
        known.get(name).ok_or_else(|| {
            format!("The synchronization rule '{label}' refers to the directory '{name}', which is not defined.")
        })
    };
    let (source, target) = (
        directory(&rule.source_directory_name)?,
        directory(&rule.target_directory_name)?,
    );
    rule.object_mappings
        .iter()
        .try_for_each(|mapping| check_object(mapping, source, target))
}

fn check_object(mapping: &ObjectMapping, sources: &Objects<'_>, targets: &Objects<'_>) -> Result<(), String> {
    let label = mapping.name.as_deref().unwrap_or_default();
    for flow in mapping.flow_types.as_deref().unwrap_or("None").split(',') {
        one_of(flow.trim(), &OBJECT_FLOW_TYPES, || {
            format!("flowTypes of the object mapping '{label}'")
        })?;
    }
    if mapping.attribute_mappings.is_empty() {
        return Ok(());
    }
    let object = |objects: &Objects<'_>, name: &Option<String>| {
        let name = name.as_deref().unwrap_or_default();
        objects
            .get(name)
            .cloned()
            .ok_or_else(|| format!("The object mapping '{label}' refers to the object '{name}', which is not defined."))
    };
    let (source, target) = (
        object(sources, &mapping.source_object_name)?,
        object(targets, &mapping.target_object_name)?,
    );
    check_scope(mapping, &source, label)?;
    mapping
        .attribute_mappings
        .iter()
        .try_for_each(|attribute| check_attribute(attribute, &source, &target, label))
}

fn check_scope(mapping: &ObjectMapping, source: &HashSet<String>, label: &str) -> Result<(), String> {
    let Some(scope) = &mapping.scope else { return Ok(()) };
    let groups = [&scope.groups, &scope.input_filter_groups, &scope.category_filter_groups];
    for clause in groups.into_iter().flatten().flatten().flat_map(|group| &group.clauses) {
        if !is_operator(&clause.operator_name) {
            return Err(format!(
                "The scope of '{label}' uses the operator '{}', which does not exist.",
                clause.operator_name
            ));
        }
        if !source.contains(&clause.source_operand_name.to_ascii_lowercase()) {
            return Err(format!(
                "The scope of '{label}' uses the attribute '{}', which is not defined.",
                clause.source_operand_name
            ));
        }
    }
    Ok(())
}

fn check_attribute(
    mapping: &AttributeMapping,
    source: &HashSet<String>,
    target: &HashSet<String>,
    label: &str,
) -> Result<(), String> {
    let name = &mapping.target_attribute_name;
    if !target.contains(&name.to_ascii_lowercase()) {
        return Err(format!("The target attribute '{name}' in '{label}' is not defined."));
    }
    one_of(mapping.flow_type.as_deref().unwrap_or("Always"), &FLOW_TYPES, || {
        format!("flowType of '{name}'")
    })?;
    one_of(
        mapping.flow_behavior.as_deref().unwrap_or("FlowWhenChanged"),
        &FLOW_BEHAVIORS,
        || format!("flowBehavior of '{name}'"),
    )?;
    mapping
        .source
        .as_ref()
        .map_or(Ok(()), |expression| check_source(expression, source, name))
}

fn check_source(expression: &Source, attributes: &HashSet<String>, target: &str) -> Result<(), String> {
    let name = expression.name.as_deref().unwrap_or_default();
    match expression.kind.as_str() {
        "Attribute" if !attributes.contains(&name.to_ascii_lowercase()) => {
            return Err(format!(
                "The mapping of '{target}' uses the source attribute '{name}', which is not defined."
            ));
        }
        "Function" if Function::find(name).is_none() => {
            return Err(format!(
                "The mapping of '{target}' uses the function '{name}', which does not exist."
            ));
        }
        "Attribute" | "Constant" | "Function" => {}
        other => return Err(format!("'{other}' is no value for the source type of '{target}'.")),
    }
    expression
        .parameters
        .iter()
        .filter_map(|parameter| parameter.value.as_ref())
        .try_for_each(|inner| check_source(inner, attributes, target))
}

fn one_of(value: &str, allowed: &[&str], what: impl FnOnce() -> String) -> Result<(), String> {
    if allowed.contains(&value) {
        Ok(())
    } else {
        Err(format!("'{value}' is no value for the {}.", what()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::schema::{Document, default_document};

    fn refusal(change: impl FnOnce(&mut Value)) -> String {
        let mut schema: Value =
            serde_json::from_slice(&default_document("AD2AADProvisioning", false).render("c", "i", "v")).unwrap();
        change(&mut schema);
        Document::read(schema.to_string().as_bytes()).expect_err("refused")
    }

    fn users(schema: &mut Value) -> &mut Value {
        &mut schema["synchronizationRules"][0]["objectMappings"][3]
    }

    #[test]
    fn the_first_thing_wrong_is_named() {
        assert!(
            refusal(|s| users(s)["attributeMappings"][1]["targetAttributeName"] = json!("Alais")).contains("'Alais'")
        );
        assert!(
            refusal(|s| users(s)["attributeMappings"][1]["source"]["name"] = json!("mailNick")).contains("'mailNick'")
        );
        assert!(refusal(|s| users(s)["attributeMappings"][0]["source"]["name"] = json!("Iff")).contains("'Iff'"));
        assert!(refusal(|s| users(s)["attributeMappings"][0]["flowType"] = json!("always")).contains("'always'"));
        assert!(refusal(|s| users(s)["flowTypes"] = json!("Add,Remove")).contains("'Remove'"));
        assert!(
            refusal(|s| users(s)["scope"]["inputFilterGroups"][0]["clauses"][0]["operatorName"] = json!("IS"))
                .contains("'IS'")
        );
        assert!(refusal(|s| s["synchronizationRules"][0]["sourceDirectoryName"] = json!("AD")).contains("'AD'"));
        assert!(refusal(|s| *s = json!({"value": []})).contains("synchronizationRules"));
        assert!(refusal(|s| users(s)["attributeMappings"] = json!("none")).contains("column"));
    }
}
