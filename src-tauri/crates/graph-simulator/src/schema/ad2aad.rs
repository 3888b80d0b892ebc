//! The default schema of AD2AADProvisioning (contract 10, Appendix B and C).

use serde_json::{Value, json};

use super::tables::{self, Attribute};
use super::{ACTIVE_DIRECTORY_ID, ENTRA_ID, filters};

pub(super) const RULE_ID: &str = "6c409270-f78a-4bc6-af23-7cf3ab6482fe";
const MATCHING: &str = "OnPremisesObjectIdentifier";
const AD_OBJECTS: [&str; 4] = ["contact", "group", "inetOrgPerson", "user"];
const ENTRA_OBJECTS: [&str; 4] = ["Contact", "Group", "User", "SyncCredentialsChangeItem"];

/// A technical object of the real schema: the union of the AD types.
const UNION_OBJECT: &str = "?-AF5CEBF5-81E9-4A85-9DA7-2277F1A6CBEF-?";

/// Name, source, target, attribute mappings.
const MAPPINGS: [(&str, &str, &str, &str); 4] = [
    (
        "Provision Active Directory contacts",
        "contact",
        "Contact",
        include_str!("data/contact.mappings"),
    ),
    (
        "Provision Active Directory groups",
        "group",
        "Group",
        include_str!("data/group.mappings"),
    ),
    (
        "Provision Active Directory inetOrgPersons",
        "inetOrgPerson",
        "User",
        include_str!("data/user.mappings"),
    ),
    (
        "Provision Active Directory users",
        "user",
        "User",
        include_str!("data/user.mappings"),
    ),
];

pub(super) fn schema() -> Value {
    json!({"synchronizationRules": [rule()], "directories": [active_directory(), entra()]})
}

fn rule() -> Value {
    let mut mappings: Vec<Value> = MAPPINGS
        .iter()
        .map(|(name, source, target, table)| {
            object_mapping(
                json!(name),
                source,
                target,
                tables::mappings(table, MATCHING),
                filters::scope(source),
            )
        })
        .collect();
    mappings.push(object_mapping(
        Value::Null,
        "",
        "SyncCredentialsChangeItem",
        Vec::new(),
        Value::Null,
    ));
    json!({
        "editable": true,
        "id": RULE_ID,
        "name": "AD2AADProvisioning",
        "priority": 1,
        "sourceDirectoryName": "Active Directory",
        "targetDirectoryName": "Microsoft Entra ID",
        "containerFilter": null,
        "groupFilter": null,
        "metadata": [
            {"key": "defaultSourceObjectMappings", "value": default_source_object_mappings()},
            {"key": "supportsProvisionOnDemand", "value": "true"},
        ],
        "objectMappings": mappings,
    })
}

fn object_mapping(name: Value, source: &str, target: &str, mappings: Vec<Value>, scope: Value) -> Value {
    let nameless = name.is_null();
    let mut metadata = vec![
        json!({"key": "IsCustomerDefined", "value": "false"}),
        json!({"key": "DisableMonitoringForChanges", "value": "false"}),
        json!({"key": "Disposition", "value": "\"Normal\""}),
        json!({"key": "ExcludeFromReporting", "value": "false"}),
        json!({"key": "EscrowBehavior", "value": "\"Default\""}),
        json!({"key": "Unsynchronized", "value": if nameless { "true" } else { "false" }}),
    ];
    if !nameless {
        metadata.push(json!({"key": "OriginalJoiningProperty", "value": MATCHING}));
    }
    json!({
        "enabled": !nameless,
        "flowTypes": if nameless { "None" } else { "Add, Update, Delete" },
        "name": name,
        "sourceObjectName": source,
        "targetObjectName": target,
        "attributeMappings": mappings,
        "scope": scope,
        "metadata": metadata,
    })
}

/// The old defaults the service keeps as JSON inside a string: PascalCase keys, enums as numbers (contract 10.1).
fn default_source_object_mappings() -> String {
    let entries = AD_OBJECTS
        .iter()
        .map(|name| default_source_object_mapping(json!(name), name));
    let nameless = default_source_object_mapping(Value::Null, "");
    Value::Array(entries.chain([nameless]).collect()).to_string()
}

fn default_source_object_mapping(name: Value, object: &str) -> Value {
    let matching = json!({
        "DefaultValue": null, "ExportMissingReferences": false, "FlowBehavior": 0, "FlowType": 0, "MatchingPriority": 1,
        "Source": null, "TargetAttributeName": "objectGUID",
    });
    let metadata = |key: &str, value: &str| json!({"Key": key, "Value": value});
    json!({
        "AttributeMappings": if name.is_null() { json!([]) } else { json!([matching]) },
        "Enabled": false,
        "FlowTypes": 7,
        "Metadata": [
            metadata("IsCustomerDefined", "false"),
            metadata("DisableMonitoringForChanges", "false"),
            metadata("Disposition", "\"Normal\""),
            metadata("ExcludeFromReporting", "false"),
            metadata("EscrowBehavior", "\"Default\""),
            metadata("Unsynchronized", if name.is_null() { "true" } else { "false" }),
            metadata("OriginalJoiningProperty", "objectGUID"),
        ],
        "Name": null,
        "Scope": filters::scope_in_metadata(object),
        "SourceObjectName": null,
        "TargetObjectName": name,
    })
}

/// The definition of Active Directory.
pub(super) fn active_directory() -> Value {
    let table = tables::objects(include_str!("data/active-directory.attributes"));
    let attributes = |name: &str| {
        table
            .iter()
            .find(|(found, _)| *found == name)
            .map(|(_, attributes)| attributes.as_slice())
            .unwrap_or_default()
    };
    let mut objects: Vec<Value> = AD_OBJECTS
        .iter()
        .map(|name| {
            let same_as = if *name == "inetOrgPerson" { "user" } else { name };
            object(name, attributes(same_as), &AD_OBJECTS, [true, true, true, true])
        })
        .collect();
    objects.push(object(
        UNION_OBJECT,
        &union(&table),
        &AD_OBJECTS,
        [false, true, false, false],
    ));
    json!({
        "id": ACTIVE_DIRECTORY_ID,
        "name": "Active Directory",
        "discoverabilities": "AttributeNames, AttributeDataTypes, AttributeReadOnly",
        "discoveryDateTime": null,
        "readOnly": false,
        "version": "2.0",
        "objects": objects,
    })
}

fn entra() -> Value {
    let table = tables::objects(include_str!("data/entra.attributes"));
    let attributes = |name: &str| {
        table
            .iter()
            .find(|(found, _)| *found == name)
            .map(|(_, attributes)| attributes.as_slice())
            .unwrap_or_default()
    };
    // The real schema lists User twice.
    let names = ["Contact", "Group", "User", "User", "SyncCredentialsChangeItem"];
    let objects: Vec<Value> = names
        .iter()
        .map(|name| {
            let same_as = if *name == "SyncCredentialsChangeItem" {
                "User"
            } else {
                name
            };
            object(name, attributes(same_as), &ENTRA_OBJECTS, [true, true, false, true])
        })
        .collect();
    json!({
        "id": ENTRA_ID,
        "name": "Microsoft Entra ID",
        "discoverabilities": "AttributeNames, AttributeDataTypes",
        "discoveryDateTime": null,
        "readOnly": true,
        "version": "2.0",
        "objects": objects,
    })
}

/// Soft deletion, hard deletion (an enum value the metadata does not list), connector storage, synchronize all.
fn object(name: &str, attributes: &[Attribute], referenced: &[&str], [soft, hard, stored, all]: [bool; 4]) -> Value {
    let flag = |key: &str, value: bool| json!({"key": key, "value": value.to_string()});
    json!({
        "name": name,
        "supportedApis": if name == UNION_OBJECT { json!([]) } else { json!([name]) },
        "attributes": attributes.iter().map(|attribute| attribute.to_json(referenced)).collect::<Vec<_>>(),
        "metadata": [
            flag("IsSoftDeletionSupported", soft),
            flag("IsHardDeletionSupported", hard),
            flag("ConnectorDataStorageRequired", stored),
            flag("IsSynchronizeAllSupported", all),
        ],
    })
}

fn union(table: &[(&str, Vec<Attribute>)]) -> Vec<Attribute> {
    let mut attributes: Vec<Attribute> = Vec::new();
    for attribute in table.iter().flat_map(|(_, attributes)| attributes) {
        if !attributes.iter().any(|known| known.name == attribute.name) {
            attributes.push(attribute.clone());
        }
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(directory: &Value) -> Vec<(String, usize)> {
        let objects = directory["objects"].as_array().unwrap().iter();
        objects
            .map(|o| {
                (
                    o["name"].as_str().unwrap().to_owned(),
                    o["attributes"].as_array().unwrap().len(),
                )
            })
            .collect()
    }

    #[test]
    fn it_has_the_frame_of_a_live_schema() {
        let schema = schema();
        let rule = &schema["synchronizationRules"][0];
        let mappings: Vec<(Option<&str>, usize)> = rule["objectMappings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| (m["name"].as_str(), m["attributeMappings"].as_array().unwrap().len()))
            .collect();
        assert_eq!(
            mappings,
            [
                (Some("Provision Active Directory contacts"), 89),
                (Some("Provision Active Directory groups"), 63),
                (Some("Provision Active Directory inetOrgPersons"), 137),
                (Some("Provision Active Directory users"), 137),
                (None, 0),
            ]
        );
        let ad = objects(&schema["directories"][0]);
        assert_eq!(
            ad.iter().map(|(_, count)| *count).collect::<Vec<_>>(),
            [135, 69, 146, 146, 156]
        );
        let entra = objects(&schema["directories"][1]);
        assert_eq!(
            entra.iter().map(|(_, count)| *count).collect::<Vec<_>>(),
            [94, 65, 146, 146, 146]
        );
        assert_eq!(entra.iter().filter(|(name, _)| name == "User").count(), 2);
    }

    #[test]
    fn every_expression_was_read_and_each_mapping_matches_once() {
        for mapping in schema()["synchronizationRules"][0]["objectMappings"]
            .as_array()
            .unwrap()
        {
            let mappings = mapping["attributeMappings"].as_array().unwrap();
            assert!(mappings.iter().all(|m| m["source"].is_object()), "{}", mapping["name"]);
            let matching = mappings.iter().filter(|m| m["matchingPriority"] == 1).count();
            assert_eq!(matching, usize::from(!mapping["name"].is_null()));
        }
    }

    #[test]
    fn the_metadata_string_is_json_of_about_twelve_kilobytes() {
        let text = default_source_object_mappings();
        let entries: Vec<Value> = serde_json::from_str(&text).unwrap();
        assert_eq!(entries.len(), 5);
        assert!((9_000..16_000).contains(&text.len()), "{}", text.len());
    }
}
