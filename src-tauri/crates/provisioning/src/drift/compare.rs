//! A job's mappings beside those of its template.

use std::cell::LazyCell;

use graph_client::models::Directory;
use graph_client::{Mapping, ObjectMapping, RawSchema, SchemaError};

use super::{MappingChange, MappingDrift, MappingPart, MappingSide};

/// What is not as the template has it, by object mapping in the template's order and then by name.
///
/// # Errors
/// One of the two is not built as the contract says.
pub fn mappings(job: &RawSchema, template: &RawSchema) -> Result<Vec<MappingDrift>, SchemaError> {
    let (is, should) = (objects(job)?, objects(template)?);
    let mut found = Vec::new();
    let directory = LazyCell::new(|| job.rule_target_directory());
    let is_new = |target: &str, attribute: &str| {
        let directory: Option<&Directory> = directory.as_ref();
        directory.is_some_and(|directory| !directory.has_attribute(target, attribute))
    };
    for object in &should {
        match is.iter().find(|other| other.is_same_as(object)) {
            None => found.push(object.drift(MappingChange::Missing)),
            Some(other) => found.extend(object.compare(other, is_new)),
        }
    }
    let added = is
        .iter()
        .filter(|object| !should.iter().any(|known| known.is_same_as(object)));
    found.extend(added.map(|object| object.drift(MappingChange::Added)));
    Ok(found)
}

/// An object mapping with its attribute mappings.
struct Mapped {
    object: ObjectMapping,
    mappings: Vec<Mapping>,
}

fn objects(schema: &RawSchema) -> Result<Vec<Mapped>, SchemaError> {
    let objects = schema.mapped_objects()?.into_iter();
    Ok(objects.map(|(object, mappings)| Mapped { object, mappings }).collect())
}

impl Mapped {
    fn is_same_as(&self, other: &Self) -> bool {
        self.object
            .source_object
            .eq_ignore_ascii_case(&other.object.source_object)
            && self
                .object
                .target_object
                .eq_ignore_ascii_case(&other.object.target_object)
    }

    fn drift(&self, change: MappingChange) -> MappingDrift {
        MappingDrift {
            source_object: self.object.source_object.clone(),
            target_object: self.object.target_object.clone(),
            attribute: None,
            change,
            parts: Vec::new(),
            is: None,
            should: None,
        }
    }

    /// This is the template's. `is_new` tells of a target object and attribute whether the job's own directory lacks it.
    fn compare(&self, is: &Self, is_new: impl Fn(&str, &str) -> bool) -> Vec<MappingDrift> {
        let mut found = Vec::new();
        match (is.object.enabled, self.object.enabled) {
            (false, true) => found.push(self.drift(MappingChange::SwitchedOff)),
            (true, false) => found.push(self.drift(MappingChange::SwitchedOn)),
            _ => {}
        }
        let mut left: Vec<&Mapping> = is.mappings.iter().collect();
        let mut unmatched = Vec::new();
        for should in &self.mappings {
            let same = left
                .iter()
                .position(|is| targets_same(is, should) && parts(is, should).is_empty());
            match same {
                Some(place) => drop(left.remove(place)),
                None => unmatched.push(should),
            }
        }
        let about = |mapping: &Mapping| MappingDrift {
            attribute: mapping.target_attribute_name.clone(),
            ..self.drift(MappingChange::Changed)
        };
        let mut of_attributes = Vec::new();
        for should in unmatched {
            let side = Some(MappingSide::from(should));
            let other = left.iter().position(|is| targets_same(is, should));
            of_attributes.push(match other.map(|place| left.remove(place)) {
                Some(is) => MappingDrift {
                    parts: parts(is, should),
                    is: Some(is.into()),
                    should: side,
                    ..about(should)
                },
                None => {
                    let attribute = should.target_attribute_name.as_deref().unwrap_or_default();
                    let is_new = is_new(&self.object.target_object, attribute);
                    MappingDrift {
                        change: if is_new {
                            MappingChange::NewDefault
                        } else {
                            MappingChange::Missing
                        },
                        should: side,
                        ..about(should)
                    }
                }
            });
        }
        let added = left.into_iter().filter(|mapping| !is_of_hashes(mapping));
        of_attributes.extend(added.map(|mapping| MappingDrift {
            change: MappingChange::Added,
            is: Some(mapping.into()),
            ..about(mapping)
        }));
        of_attributes.sort_by(|one, other| one.attribute.cmp(&other.attribute));
        found.extend(of_attributes);
        found
    }
}

fn targets_same(one: &Mapping, other: &Mapping) -> bool {
    let name = |mapping: &Mapping| mapping.target_attribute_name.as_deref().map(str::to_ascii_lowercase);
    name(one) == name(other)
}

/// The mapping by which password hashes come. No template has it: it is part of setting them up (contract 10.5).
fn is_of_hashes(mapping: &Mapping) -> bool {
    let target = mapping.target_attribute_name.as_deref().unwrap_or_default();
    let source = mapping.source.as_ref().and_then(|source| source.expression.as_deref());
    target.eq_ignore_ascii_case("CredentialData") && source == Some("[PasswordHash]")
}

/// What differs. What is left out means the same as Microsoft's default.
fn parts(is: &Mapping, should: &Mapping) -> Vec<MappingPart> {
    let differs = [
        (MappingPart::Source, source(is) != source(should)),
        (MappingPart::DefaultValue, default_value(is) != default_value(should)),
        (MappingPart::Flow, flow(is) != flow(should)),
        (MappingPart::Matching, matching(is) != matching(should)),
    ];
    let differing = differs.into_iter().filter(|(_, differs)| *differs);
    differing.map(|(part, _)| part).collect()
}

/// Kind and expression; the parameters say the same as the expression. A source without one is told by its name.
fn source(mapping: &Mapping) -> Option<(String, &str)> {
    let source = mapping.source.as_ref()?;
    let kind = source.kind.as_deref().unwrap_or("Attribute").to_ascii_lowercase();
    let text = source
        .expression
        .as_deref()
        .or(source.name.as_deref())
        .unwrap_or_default();
    Some((kind, text.trim()))
}

fn default_value(mapping: &Mapping) -> &str {
    mapping.default_value.as_deref().unwrap_or_default()
}

fn flow(mapping: &Mapping) -> (String, String) {
    let word = |word: &Option<String>, usual: &str| word.as_deref().unwrap_or(usual).to_ascii_lowercase();
    let behavior = word(&mapping.flow_behavior, "FlowWhenChanged");
    (word(&mapping.flow_type, "Always"), behavior)
}

fn matching(mapping: &Mapping) -> i64 {
    mapping.matching_priority.unwrap_or_default()
}

impl From<&Mapping> for MappingSide {
    fn from(mapping: &Mapping) -> Self {
        let source = mapping.source.as_ref();
        Self {
            expression: source.and_then(|source| source.expression.clone().or_else(|| source.name.clone())),
            default_value: mapping.default_value.clone().filter(|value| !value.is_empty()),
            flow_type: mapping.flow_type.clone(),
            flow_behavior: mapping.flow_behavior.clone(),
            matching: matching(mapping),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn mapping(target: &str, expression: &str) -> Value {
        json!({ "targetAttributeName": target, "matchingPriority": 0, "flowType": "Always", "flowBehavior": "FlowWhenChanged",
            "defaultValue": null, "source": { "type": "Attribute", "expression": expression } })
    }

    fn object(source: &str, mappings: &[Value]) -> Value {
        json!({ "sourceObjectName": source, "targetObjectName": "User", "enabled": true, "attributeMappings": mappings })
    }

    fn schema(objects: &[Value]) -> RawSchema {
        let attributes = ["Mail", "Department", "City", "CredentialData"].map(|name| json!({ "name": name }));
        let schema = json!({
            "synchronizationRules": [{ "targetDirectoryName": "Entra", "objectMappings": objects }],
            "directories": [{ "name": "Entra", "objects": [{ "name": "User", "attributes": attributes }] }],
        });
        RawSchema::parse(schema.to_string()).unwrap()
    }

    /// `attribute change parts`, a line each.
    fn told(job: &[Value], template: &[Value]) -> Vec<String> {
        let found = mappings(&schema(job), &schema(template)).unwrap();
        let told = found.into_iter().map(|drift| {
            let name = drift.attribute.unwrap_or(drift.source_object);
            format!("{name} {:?} {:?}", drift.change, drift.parts)
        });
        told.collect()
    }

    fn with(mut mapping: Value, name: &str, value: Value) -> Value {
        mapping[name] = value;
        mapping
    }

    #[test]
    fn every_kind_of_change_is_told_and_nothing_else() {
        let (mail, department, city) = (
            mapping("Mail", "[mail]"),
            mapping("Department", "[department]"),
            mapping("City", "Trim([l])"),
        );
        let template = [object("user", &[mail.clone(), department.clone(), city.clone()])];
        let of = |mappings: &[Value]| told(&[object("user", mappings)], &template);
        assert_eq!(
            of(&[city.clone(), mail.clone(), department.clone()]),
            [""; 0],
            "order says nothing"
        );
        assert_eq!(of(&[mail.clone(), city.clone()]), ["Department Missing []"]);
        let own = mapping("Title", "[title]");
        assert_eq!(
            of(&[mail.clone(), own, department.clone(), city.clone()]),
            ["Title Added []"]
        );
        for (name, value, parts) in [
            (
                "source",
                json!({ "type": "Attribute", "expression": "[otherMail]" }),
                "[Source]",
            ),
            (
                "source",
                json!({ "type": "Constant", "expression": "[mail]" }),
                "[Source]",
            ),
            ("source", Value::Null, "[Source]"),
            ("flowType", json!("ObjectAddOnly"), "[Flow]"),
            ("flowBehavior", json!("FlowAlways"), "[Flow]"),
            ("defaultValue", json!("x"), "[DefaultValue]"),
            ("matchingPriority", json!(1), "[Matching]"),
        ] {
            let changed = with(mail.clone(), name, value);
            assert_eq!(
                of(&[changed, department.clone(), city.clone()]),
                [format!("Mail Changed {parts}")]
            );
        }
    }

    #[test]
    fn what_is_spelled_in_another_way_says_the_same() {
        let template = [object("user", &[mapping("Mail", "[mail]")])];
        for (name, value) in [
            ("targetAttributeName", json!("mail")),
            ("defaultValue", json!("")),
            ("flowType", Value::Null),
            ("flowBehavior", json!("flowwhenchanged")),
            ("matchingPriority", Value::Null),
            (
                "source",
                json!({ "type": "attribute", "expression": " [mail] ", "parameters": [1] }),
            ),
        ] {
            let job = object("user", &[with(mapping("Mail", "[mail]"), name, value)]);
            assert_eq!(told(&[job], &template), [""; 0], "{name}");
        }
        let case = with(
            object("USER", &[mapping("Mail", "[mail]")]),
            "targetObjectName",
            json!("user"),
        );
        assert_eq!(told(&[case], &template), [""; 0]);
    }

    #[test]
    fn a_default_that_the_directory_of_the_job_does_not_know_is_new() {
        let template = [object(
            "user",
            &[mapping("EmployeeHireDate", "[x]"), mapping("City", "[l]")],
        )];
        let job = [object("user", &[])];
        assert_eq!(
            told(&job, &template),
            ["City Missing []", "EmployeeHireDate NewDefault []"]
        );
    }

    #[test]
    fn hashes_are_part_of_the_set_up_and_doubles_of_them_are_not() {
        let (template, hashes) = ([object("user", &[])], mapping("CredentialData", "[PasswordHash]"));
        assert_eq!(told(&[object("user", &[hashes])], &template), [""; 0]);
        let other = mapping("CredentialData", "[unicodePwd]");
        assert_eq!(
            told(&[object("user", &[other])], &template),
            ["CredentialData Added []"]
        );
        let mail = mapping("Mail", "[mail]");
        let (once, twice) = (
            object("user", std::slice::from_ref(&mail)),
            object("user", &[mail.clone(), mail]),
        );
        assert_eq!(told(&[twice], &[once]), ["Mail Added []"]);
    }

    #[test]
    fn whole_object_mappings_are_told_as_such() {
        let (user, group) = (object("user", &[]), object("group", &[mapping("Mail", "[mail]")]));
        let both = [user.clone(), group.clone()];
        assert_eq!(told(std::slice::from_ref(&user), &both), ["group Missing []"]);
        assert_eq!(told(&both, std::slice::from_ref(&user)), ["group Added []"]);
        let off = with(group.clone(), "enabled", json!(false));
        assert_eq!(told(&[user.clone(), off.clone()], &both), ["group SwitchedOff []"]);
        assert_eq!(told(&both, &[user, off]), ["group SwitchedOn []"]);
    }

    #[test]
    fn what_cannot_be_read_is_no_difference() {
        let job = schema(&[object("user", &[json!({ "targetAttributeName": 5 })])]);
        let error = mappings(&job, &schema(&[])).unwrap_err();
        assert_eq!(error, SchemaError::Missing("attributeMappings"));
    }
}
