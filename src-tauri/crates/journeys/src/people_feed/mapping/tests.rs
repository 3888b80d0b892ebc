use serde_json::{Value, json};

use super::*;

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const HIRED: &str = "urn:ietf:params:scim:schemas:extension:causeway:1.0:User:HireDate";

/// A schema as Microsoft makes it for a new job of feeds into Entra ID.
fn fresh() -> Value {
    let mapping = |target: &str, kind: &str, expression: &str| {
        let name = expression.trim_matches(['[', ']']);
        json!({ "targetAttributeName": target, "matchingPriority": i32::from(target == "employeeId"), "flowType": "Always",
            "source": { "expression": expression, "name": name, "type": kind, "parameters": [] } })
    };
    let department = format!("[{ENTERPRISE}:department]");
    let manager = format!("[{ENTERPRISE}:manager]");
    let mappings = [
        mapping("employeeId", "Attribute", "[externalId]"),
        mapping(
            "userPrincipalName",
            "Function",
            "Join(\"\", [userName], \"@\", DefaultDomain())",
        ),
        mapping(
            "accountEnabled",
            "Function",
            "Switch([active], , \"False\", \"False\", \"True\", \"True\")",
        ),
        mapping("department", "Attribute", &department),
        mapping("manager", "Attribute", &manager),
    ];
    let attributes = |names: &[&str]| -> Vec<Value> {
        let each = names
            .iter()
            .map(|name| json!({ "name": name, "type": "String", "flowNullValues": false }));
        each.collect()
    };
    let sent = attributes(&[
        "externalId",
        "userName",
        "active",
        &format!("{ENTERPRISE}:department"),
        &format!("{ENTERPRISE}:manager"),
        &format!("{ENTERPRISE}:organization"),
    ]);
    let known = attributes(&[
        "employeeId",
        "userPrincipalName",
        "accountEnabled",
        "department",
        "manager",
        "companyName",
        "employeeHireDate",
        "mail",
    ]);
    json!({
        "synchronizationRules": [{
            "sourceDirectoryName": "API", "targetDirectoryName": "Microsoft Entra ID",
            "objectMappings": [{
                "sourceObjectName": ENTERPRISE, "targetObjectName": "User", "enabled": true, "flowTypes": "Add, Update, Delete",
                "attributeMappings": mappings,
            }],
        }],
        "directories": [
            { "name": "API", "objects": [{ "name": ENTERPRISE, "attributes": sent }] },
            { "name": "Microsoft Entra ID", "objects": [{ "name": "User", "attributes": known }] },
        ],
    })
}

fn setup(answers: Value) -> Setup {
    let mut file = json!({ "causeway": 1, "journey": "people-feed", "tenant": "contoso.com", "name": "HR", "notify": ["a@b.nl"],
        "match": { "column": "Nr" } });
    for (name, answer) in answers.as_object().unwrap() {
        file[name] = answer.clone();
    }
    match crate::Setup::parse(&file.to_string()).unwrap() {
        crate::Setup::PeopleFeed(setup) => setup,
        _ => panic!("another journey"),
    }
}

fn columns() -> Setup {
    setup(json!({ "columns": {
        "Afdeling": "department",
        "Werkgever": "organization",
        "Chef": "manager",
        "In dienst": { "to": "HireDate", "kind": "date", "target": "employeeHireDate" },
        "Status": { "to": "active", "values": { "A": "here" } },
    } }))
}

fn raw(schema: &Value) -> RawSchema {
    RawSchema::parse(schema.to_string()).unwrap()
}

fn of(schema: &Value, setup: &Setup, new: bool) -> Wanted {
    Wanted::of(&raw(schema), setup, new).unwrap()
}

fn written(schema: &Value, setup: &Setup, new: bool) -> Value {
    let written = of(schema, setup, new).written(&raw(schema)).unwrap();
    serde_json::from_str(written.as_str()).unwrap()
}

fn told(wanted: &Wanted) -> Vec<(What, &str)> {
    wanted
        .changes
        .iter()
        .map(|change| (change.what, change.name.as_str()))
        .collect()
}

/// What the changes of [`columns`] make of a fresh schema, by hand.
fn expected(mut schema: Value, rule: usize, source: usize) -> Value {
    let object = &mut schema["synchronizationRules"][rule]["objectMappings"][0];
    object["flowTypes"] = json!("Add,Update");
    let mappings = object["attributeMappings"].as_array_mut().unwrap();
    mappings[1]["source"] =
        json!({ "expression": "[userName]", "name": "userName", "type": "Attribute", "parameters": [] });
    mappings[1]["flowType"] = json!("ObjectAddOnly");
    for (target, name) in [
        ("companyName", format!("{ENTERPRISE}:organization")),
        ("employeeHireDate", HIRED.to_owned()),
    ] {
        mappings.push(json!({
            "defaultValue": null, "exportMissingReferences": false, "flowBehavior": "FlowWhenChanged", "flowType": "Always",
            "matchingPriority": 0, "targetAttributeName": target,
            "source": { "expression": format!("[{name}]"), "name": name, "type": "Attribute", "parameters": [] },
        }));
    }
    let attributes = &mut schema["directories"][source]["objects"][0]["attributes"];
    attributes.as_array_mut().unwrap().push(json!({
        "anchor": false, "caseExact": false, "defaultValue": null, "flowNullValues": false, "multivalued": false,
        "mutability": "ReadWrite", "name": HIRED, "required": false, "type": "String", "apiExpressions": [], "metadata": [],
        "referencedObjects": [],
    }));
    schema
}

#[test]
fn a_fresh_schema_gets_the_named_changes_and_no_other() {
    let wanted = of(&fresh(), &columns(), true);
    assert_eq!(
        told(&wanted),
        [
            (What::Mapping, "userPrincipalName"),
            (What::Flow, "userPrincipalName"),
            (What::Mapping, "companyName"),
            (What::Field, HIRED),
            (What::Mapping, "employeeHireDate"),
            (What::Deeds, "flowTypes"),
        ]
    );
    let after = written(&fresh(), &columns(), true);
    assert_eq!(after, expected(fresh(), 0, 0));
    for new in [true, false] {
        let again = of(&after, &columns(), new);
        assert!(
            again.is_met() && again.changes.is_empty() && again.stays.is_empty(),
            "{again:?}"
        );
    }
}

#[test]
fn where_things_stand_and_what_they_are_called_does_not_matter() {
    let mut schema = fresh();
    let other = json!({ "sourceDirectoryName": "X", "targetDirectoryName": "Y", "objectMappings": [
        { "sourceObjectName": "Group", "targetObjectName": "Group", "attributeMappings": [] }] });
    schema["synchronizationRules"].as_array_mut().unwrap().insert(0, other);
    schema["synchronizationRules"][1]["objectMappings"][0]["sourceObjectName"] = json!("Worker");
    schema["directories"].as_array_mut().unwrap().reverse();
    let objects = &mut schema["directories"][1]["objects"];
    objects[0]["name"] = json!("Worker");
    let wanted = expected(schema.clone(), 1, 1);
    assert_eq!(written(&schema, &columns(), true), wanted);
}

#[test]
fn what_somebody_decided_stays_until_the_set_up_lists_it() {
    let mut schema = fresh();
    let mappings = schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"]
        .as_array_mut()
        .unwrap();
    mappings[3]["source"] = json!({ "type": "Constant", "name": "HR", "expression": "\"HR\"", "parameters": [] });
    let wanted = of(&schema, &columns(), false);
    let stays: Vec<_> = wanted
        .stays
        .iter()
        .map(|stays| (stays.name.as_str(), stays.found.as_str()))
        .collect();
    let sign_in = "Join(\"\", [userName], \"@\", DefaultDomain())";
    assert_eq!(stays, [("userPrincipalName", sign_in), ("department", "\"HR\"")]);
    let listed = setup(json!({ "columns": { "Afdeling": "department" }, "replaceMappings": ["Department"] }));
    let wanted = of(&schema, &listed, false);
    assert_eq!(told(&wanted)[0], (What::Mapping, "department"));
    assert_eq!(wanted.changes[0].found, "\"HR\"");
    let after = written(&schema, &listed, false);
    let department = &after["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"][3];
    assert_eq!(department["source"]["expression"], format!("[{ENTERPRISE}:department]"));
}

#[test]
fn people_are_matched_by_one_attribute_which_stays_unless_it_is_named() {
    let mut schema = fresh();
    let mappings = &mut schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
    mappings[0]["matchingPriority"] = json!(2);
    mappings[1]["matchingPriority"] = json!(1);
    assert!(
        !told(&of(&schema, &columns(), false))
            .iter()
            .any(|(what, _)| *what == What::Matching)
    );
    let named = setup(json!({ "match": { "column": "Nr", "attribute": "employeeId" } }));
    let after = written(&schema, &named, false);
    let mappings = &after["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
    assert_eq!(
        (&mappings[0]["matchingPriority"], &mappings[1]["matchingPriority"]),
        (&json!(1), &json!(0))
    );
}

#[test]
fn who_only_enriches_creates_nobody_and_switches_nobody() {
    let enriching = setup(json!({ "onlyEnrich": true, "columns": { "Afdeling": "department" } }));
    let after = written(&fresh(), &enriching, false);
    let object = &after["synchronizationRules"][0]["objectMappings"][0];
    assert_eq!(object["flowTypes"], "Update");
    let mappings = &object["attributeMappings"];
    assert_eq!(
        (&mappings[1]["flowType"], &mappings[2]["flowType"]),
        (&json!("ObjectAddOnly"), &json!("ObjectAddOnly"))
    );
}

#[test]
fn an_empty_field_clears_only_where_the_schema_shows_how() {
    let clearing = setup(json!({ "columns": { "Afdeling": "department" }, "clearWhenEmpty": ["department"] }));
    let blocked = Wanted::of(&raw(&fresh()), &clearing, true).unwrap_err();
    assert_eq!(blocked, Trouble::CannotClear("department".to_owned()));
    let mut schema = fresh();
    let mappings = &mut schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
    mappings[0]["flowNullsToTarget"] = json!(false);
    let after = written(&schema, &clearing, true);
    let mappings = &after["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
    assert_eq!(
        (&mappings[3]["flowNullsToTarget"], &mappings[0]["flowNullsToTarget"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(
        after["directories"][0]["objects"][0]["attributes"][3]["flowNullValues"],
        true
    );
    assert!(of(&after, &clearing, true).is_met());
}

#[test]
fn an_attribute_that_the_directory_does_not_have_stops_it() {
    let wrong = setup(json!({ "columns": { "X": { "to": "Unit", "target": "companyNam" } } }));
    let told = Wanted::of(&raw(&fresh()), &wrong, true).unwrap_err();
    assert_eq!(
        told,
        Trouble::UnknownAttribute("companyNam".to_owned(), Some("companyName".to_owned()))
    );
}

#[test]
fn a_schema_without_a_mapping_of_people_is_not_touched() {
    for odd in [
        json!({ "synchronizationRules": [] }),
        json!({ "synchronizationRules": [{ "objectMappings": null }] }),
        json!({ "synchronizationRules": [{ "objectMappings": [{}, {}] }] }),
        json!({ "synchronizationRules": [{ "objectMappings": [{ "sourceObjectName": "User" }] }] }),
    ] {
        assert!(
            matches!(Wanted::of(&raw(&odd), &columns(), true), Err(Trouble::Schema(_))),
            "{odd}"
        );
    }
}

#[test]
fn accounts_of_active_directory_get_a_place_once() {
    let mut schema = fresh();
    schema["directories"][1]["objects"][0]["attributes"] = json!([]);
    let mappings = &mut schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
    mappings[0]["targetAttributeName"] = json!("employeeID");
    let ou = "OU=Staff,DC=corp,DC=contoso,DC=com";
    let after = written(&schema, &setup(json!({ "target": "ad", "ou": ou })), true);
    let mappings = after["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"]
        .as_array()
        .unwrap();
    let place = mappings.last().unwrap();
    assert_eq!(place["targetAttributeName"], "parentDistinguishedName");
    assert_eq!(
        (&place["source"]["type"], &place["flowType"]),
        (&json!("Constant"), &json!("ObjectAddOnly"))
    );
    assert_eq!(place["source"]["expression"], format!("\"{ou}\""));
}
