//! The schema of API-driven jobs, as far as sources tell it.

use graph_simulator::{Options, Switches};
use serde_json::{Value, json};

use crate::client::instant;
use crate::feeds::{ENTERPRISE, Feed};

async fn schema(options: Options, template: &str) -> Value {
    let feed = Feed::prepare(options, template).await;
    feed.tenant.get(&feed.path("/schema")).await.expect(200)
}

fn target<'s>(schema: &'s Value, name: &str) -> &'s Value {
    let mappings = &schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
    let mut mappings = mappings.as_array().unwrap().iter();
    mappings
        .find(|mapping| mapping["targetAttributeName"] == name)
        .unwrap_or(&Value::Null)
}

#[tokio::test]
async fn names_matching_pair_and_actions_are_those_of_the_pages() {
    for (template, directory, matching) in [
        ("API2AAD", "Microsoft Entra ID", "employeeId"),
        ("API2AD", "Active Directory", "employeeID"),
    ] {
        let schema = schema(instant("contoso"), template).await;
        let rule = &schema["synchronizationRules"][0];
        let mapping = &rule["objectMappings"][0];
        assert_eq!(
            (&rule["sourceDirectoryName"], &rule["targetDirectoryName"]),
            (&json!("API"), &json!(directory))
        );
        assert_eq!(mapping["name"], format!("Provision API {ENTERPRISE}s"));
        assert_eq!(mapping["sourceObjectName"], ENTERPRISE);
        assert_eq!(mapping["flowTypes"], "Add,Update,Delete");
        let pair = target(&schema, matching);
        assert_eq!(
            (&pair["matchingPriority"], &pair["source"]["name"]),
            (&json!(1), &json!("externalId"))
        );
        let source = &schema["directories"][0];
        assert_eq!(
            (&source["name"], &source["objects"][0]["name"]),
            (&json!("API"), &json!(ENTERPRISE))
        );
        for attribute in source["objects"][0]["attributes"].as_array().unwrap() {
            assert_eq!(attribute["flowNullValues"], false, "{attribute}");
        }
    }
}

#[tokio::test]
async fn the_sign_in_name_gets_the_domain_of_the_tenant_and_company_is_not_mapped() {
    let schema = schema(instant("contoso"), "API2AAD").await;
    let name = target(&schema, "userPrincipalName");
    assert!(
        name["source"]["expression"]
            .as_str()
            .unwrap()
            .contains("DefaultDomain()")
    );
    for absent in ["companyName", "employeeType", "employeeOrgData.costCenter"] {
        assert_eq!(*target(&schema, absent), Value::Null, "{absent}");
    }
}

#[tokio::test]
async fn a_schema_can_be_put_back_with_more_attributes_and_comes_back_by_delete() {
    let feed = Feed::prepare(instant("contoso"), "API2AAD").await;
    let path = feed.path("/schema");
    let mut schema = feed.tenant.get(&path).await.expect(200);
    let mut own = schema["directories"][0]["objects"][0]["attributes"][3].clone();
    own["name"] = json!("urn:contoso:employee:HireDate");
    let attributes = schema["directories"][0]["objects"][0]["attributes"].as_array_mut();
    attributes.unwrap().push(own);
    let mappings = &mut schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
    mappings.as_array_mut().unwrap().push(json!({
        "targetAttributeName": "employeeHireDate", "matchingPriority": 0, "flowType": "Always", "flowBehavior": "FlowWhenChanged",
        "source": {"type": "Attribute", "name": "urn:contoso:employee:HireDate", "expression": "[urn:contoso:employee:HireDate]", "parameters": []},
    }));
    feed.tenant.put(&path, schema).await.expect(204);
    let now = feed.tenant.get(&path).await.expect(200);
    assert_eq!(
        target(&now, "employeeHireDate")["source"]["name"],
        "urn:contoso:employee:HireDate"
    );
    feed.tenant.delete(&path).await.expect(204);
    let now = feed.tenant.get(&path).await.expect(200);
    assert_eq!(*target(&now, "employeeHireDate"), Value::Null);
}

#[tokio::test]
async fn the_gate_of_the_mapping_is_shown_by_switch_only() {
    let switches = Switches {
        null_flow_member: true,
        ..Switches::default()
    };
    let with = Options {
        switches,
        ..instant("contoso")
    };
    for (options, expected) in [(instant("contoso"), None), (with, Some(&json!(false)))] {
        let schema = schema(options, "API2AAD").await;
        assert_eq!(target(&schema, "department").get("flowNullValues"), expected);
    }
}
