//! Whether somebody may be told to have left by their number alone, which leaves out all else that is known of them, or without the name
//! that they sign in by.

use graph_client::{Mapping, ObjectMapping, RawSchema, SchemaError};

/// What a mapping is built with that passes over nothing.
const GUARD: &str = "IgnoreFlowIfNullOrEmpty(";

/// What the record of a leaver holds.
const SENT: [&str; 2] = ["accountEnabled", "accountDisabled"];

/// Whether the schema of a job proves that what is left out clears nothing and makes nothing of it: no attribute lets nothing flow, and
/// every mapping is the pair that people are matched by, the switch itself, a plain copy, a constant, one that is used for new accounts
/// alone, or one that passes over nothing.
///
/// # Errors
/// It is not built as a schema is.
pub fn short_is_harmless(schema: &RawSchema) -> Result<bool, SchemaError> {
    let Some(source) = schema.rule_source_directory() else {
        return Ok(false);
    };
    let lets_nothing_flow = |object: &ObjectMapping| {
        let mut named = source
            .objects
            .iter()
            .filter(|known| known.name.eq_ignore_ascii_case(&object.source_object))
            .peekable();
        named.peek().is_none()
            || named
                .flat_map(|known| &known.attributes)
                .any(|attribute| attribute.flow_null_values)
    };
    let objects = schema.mapped_objects()?;
    let mut enabled = objects.iter().filter(|(object, _)| object.enabled);
    Ok(enabled.all(|(object, mappings)| !lets_nothing_flow(object) && mappings.iter().all(is_harmless)))
}

/// Whether the schema of a job proves that a record of somebody who is there may lack what they sign in by: nothing is made of a name that
/// is left out.
///
/// # Errors
/// It is not built as a schema is.
pub fn nameless_is_harmless(schema: &RawSchema) -> Result<bool, SchemaError> {
    let objects = schema.mapped_objects()?;
    let enabled = objects.iter().filter(|(object, _)| object.enabled);
    let mut of_names = enabled.flat_map(|(_, mappings)| mappings).filter(|mapping| {
        let target = mapping.target_attribute_name.as_deref().unwrap_or_default();
        target.eq_ignore_ascii_case("userPrincipalName")
    });
    Ok(of_names.all(is_harmless))
}

fn is_harmless(mapping: &Mapping) -> bool {
    let target = mapping.target_attribute_name.as_deref().unwrap_or_default();
    let source = mapping.source.as_ref();
    let kind = source.and_then(|source| source.kind.as_deref()).unwrap_or_default();
    let expression = source
        .and_then(|source| source.expression.as_deref())
        .unwrap_or_default();
    mapping.matching_priority.is_some_and(|priority| priority > 0)
        || SENT.iter().any(|sent| sent.eq_ignore_ascii_case(target))
        || mapping.flow_type.as_deref() == Some("ObjectAddOnly")
        || ["Attribute", "Constant"]
            .iter()
            .any(|plain| plain.eq_ignore_ascii_case(kind))
        || expression.trim_start().starts_with(GUARD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn harmless(null_flow: Value, mapping: Value) -> bool {
        let schema = json!({
            "synchronizationRules": [{
                "id": "r", "sourceDirectoryName": "API", "targetDirectoryName": "Entra",
                "objectMappings": [{
                    "sourceObjectName": "User", "targetObjectName": "User", "enabled": true,
                    "attributeMappings": [
                        {"targetAttributeName": "employeeId", "matchingPriority": 1, "source": {"type": "Function", "expression": "Trim([externalId])"}},
                        {"targetAttributeName": "accountEnabled", "source": {"type": "Function", "expression": "Switch([active], , \"True\", \"True\")"}},
                        mapping,
                    ],
                }],
            }],
            "directories": [{"id": "d", "name": "API", "objects": [{"name": "User", "attributes": [{"name": "title", "flowNullValues": null_flow}]}]}],
        });
        short_is_harmless(&RawSchema::parse(schema.to_string()).unwrap()).unwrap()
    }

    fn mapping(kind: &str, expression: &str) -> Value {
        json!({"targetAttributeName": "jobTitle", "flowType": "Always", "source": {"type": kind, "expression": expression}})
    }

    #[test]
    fn nothing_may_flow_and_nothing_may_be_made_of_nothing() {
        for null_flow in [json!(false), json!(null)] {
            assert!(harmless(null_flow, mapping("Attribute", "[title]")));
        }
        assert!(!harmless(json!(true), mapping("Attribute", "[title]")));
        let joined = "Join(\" \", [title], [department])";
        for (kind, expression, expected) in [
            ("Constant", "NL", true),
            ("Function", joined, false),
            ("Function", "IgnoreFlowIfNullOrEmpty([title])", true),
            ("", "[title]", false),
            ("Odd", "", false),
        ] {
            assert_eq!(
                harmless(json!(false), mapping(kind, expression)),
                expected,
                "{kind} {expression}"
            );
        }
        let mut at_first = mapping("Function", joined);
        at_first["flowType"] = json!("ObjectAddOnly");
        assert!(harmless(json!(false), at_first));
    }

    #[test]
    fn what_a_schema_does_not_tell_is_not_proven() {
        let text =
            json!({"synchronizationRules": [{"sourceDirectoryName": "API", "objectMappings": []}], "directories": []});
        assert_eq!(
            short_is_harmless(&RawSchema::parse(text.to_string()).unwrap()),
            Ok(false)
        );
    }
}
