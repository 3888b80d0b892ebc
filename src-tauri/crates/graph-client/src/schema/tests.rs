//! Edits leave every byte alone but their own.

use serde_json::{Value, json};

use super::{RawSchema, SchemaError, ScopeFilters};

/// Odd on purpose: escapes, numbers, unknown enum members, doubled names, blanks.
const ODD: &str = r#"{ "@odata.context" : "https:\/\/x",
 "version":"Date:2026-01-01T00:00:00Z, ActivityId:1", "number": 1.0, "huge": 1e400, "minus": -0,
 "synchronizationRules" : [ {"id":"6c409270","name":"\u00e9\/","priority":1.50, "sourceDirectoryName":"Active\u0020Directory",
  "containerFilter":null,"metadata":[{"key":"k","value":"{\"A\":1}"}],
  "objectMappings":[
   {"name":"Provision users","sourceObjectName":"user","targetObjectName":"User","flowTypes":"Add, Update, Sublimate",
    "attributeMappings":[ {"targetAttributeName":"City","source":{"expression":"Trim([l])","name":"Trim","type":"Function","parameters":[1.0]},"x":"\ud83d\ude00"} ,
     {"targetAttributeName":"CredentialData","source":{"expression":"[Old]"}} , {"targetAttributeName":"Mail"},
     {"targetAttributeName":"credentialdata","defaultValue":""} ], "later":1e400},
   {"sourceObjectName":"inetOrgPerson","targetObjectName":"User","attributeMappings":[]},
   {"sourceObjectName":"group","targetObjectName":"Group","attributeMappings":null,"enabled":false},
   {"sourceObjectName":"contact","targetObjectName":"Contact"},
   {"sourceObjectName":"","targetObjectName":"SyncCredentialsChangeItem","name":null}
  ]} ] ,
 "directories":[{"id":"66e4","name":"Microsoft Entra ID"},{"id":"ba5b","name":"Active Directory"}], "version":"2.0" }"#;

fn odd() -> RawSchema {
    RawSchema::parse(ODD.to_owned()).unwrap()
}

fn credential() -> Value {
    json!({"defaultValue": null, "targetAttributeName": "CredentialData",
        "source": {"expression": "[PasswordHash]", "name": "PasswordHash", "type": "Attribute", "parameters": []}})
}

/// The one rule of a schema whose rule is this text.
fn with_rule(rule: &str) -> RawSchema {
    RawSchema::parse(format!(r#"{{"synchronizationRules":[{rule}],"z":1.0}}"#)).unwrap()
}

fn scope(containers: &[&str], groups: &[&str]) -> ScopeFilters {
    let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    ScopeFilters {
        containers: owned(containers),
        groups: owned(groups),
    }
}

#[test]
fn facts_are_read() {
    let schema = odd();
    assert_eq!(
        schema.version().as_deref(),
        Some("2.0"),
        "of doubled names the last counts"
    );
    assert_eq!(schema.rule_id().unwrap(), "6c409270");
    assert_eq!(schema.rule_source_directory_id().unwrap(), "ba5b");
    assert_eq!(schema.scope().unwrap(), ScopeFilters::default());
    let objects = schema.object_mappings().unwrap();
    let shown: Vec<_> = objects
        .iter()
        .map(|object| (object.source_object.as_str(), object.enabled))
        .collect();
    assert_eq!(
        shown,
        [
            ("user", true),
            ("inetOrgPerson", true),
            ("group", false),
            ("contact", true),
            ("", true)
        ]
    );
    assert_eq!(
        format!("{schema:?}"),
        format!("RawSchema {{ version: Some(\"2.0\"), bytes: {} }}", ODD.len())
    );
}

#[test]
fn mappings_are_found_without_case() {
    let schema = odd();
    let found = schema.mappings("USER", "user", "CREDENTIALDATA").unwrap();
    assert_eq!(found.len(), 2);
    let source = found[0].source.as_ref().unwrap();
    assert_eq!(source.expression.as_deref(), Some("[Old]"));
    assert_eq!(found[1].default_value.as_deref(), Some(""));
    assert_eq!(schema.mapping_count("user", "User", "CredentialData").unwrap(), 2);
    for kind in ["inetOrgPerson", "group", "contact"] {
        let target = schema.object_mappings().unwrap();
        let target = target.iter().find(|object| object.source_object == kind).unwrap();
        let count = schema.mapping_count(kind, &target.target_object, "CredentialData");
        assert_eq!(count, Ok(0), "{kind}");
    }
}

#[test]
fn the_first_mapping_is_replaced_and_further_ones_go() {
    let schema = odd();
    let edited = schema.with_single_mapping(&["user"], "User", &credential()).unwrap();
    assert_eq!(edited.mapping_count("user", "User", "CredentialData").unwrap(), 1);
    let expected = ODD
        .replace(
            r#"{"targetAttributeName":"CredentialData","source":{"expression":"[Old]"}}"#,
            &credential().to_string(),
        )
        .replace(
            ",\n     {\"targetAttributeName\":\"credentialdata\",\"defaultValue\":\"\"}",
            "",
        );
    assert_eq!(edited.as_str(), expected);
    let again = edited.with_single_mapping(&["user"], "User", &credential()).unwrap();
    assert_eq!(again, edited);
}

#[test]
fn several_object_mappings_are_edited_at_once_as_one_after_the_other() {
    let kinds = ["inetOrgPerson", "user"];
    let at_once = odd().with_single_mapping(&kinds, "User", &credential()).unwrap();
    let one = odd().with_single_mapping(&["user"], "User", &credential()).unwrap();
    let both = one.with_single_mapping(&["inetOrgPerson"], "User", &credential());
    assert_eq!(at_once, both.unwrap());
}

#[test]
fn a_mapping_is_added_wherever_the_list_begins() {
    let mapping = credential().to_string();
    for (kind, target, was, is) in [
        (
            "inetOrgPerson",
            "User",
            r#""User","attributeMappings":[]"#,
            format!(r#""User","attributeMappings":[{mapping}]"#),
        ),
        (
            "group",
            "Group",
            r#""attributeMappings":null"#,
            format!(r#""attributeMappings":[{mapping}]"#),
        ),
        (
            "contact",
            "Contact",
            r#""Contact"}"#,
            format!(r#""Contact","attributeMappings":[{mapping}]}}"#),
        ),
    ] {
        let edited = odd().with_single_mapping(&[kind], target, &credential()).unwrap();
        assert_eq!(edited.as_str(), ODD.replacen(was, &is, 1), "{kind}");
        assert_eq!(edited.mapping_count(kind, target, "CredentialData"), Ok(1));
    }
    let schema = odd();
    let mut phone = credential();
    phone["targetAttributeName"] = json!("Phone");
    let edited = schema.with_single_mapping(&["user"], "User", &phone).unwrap();
    let end = r#"{"targetAttributeName":"credentialdata","defaultValue":""}"#;
    assert_eq!(edited.as_str(), ODD.replace(end, &format!("{end},{phone}")));
}

#[test]
fn filters_are_set_in_every_state() {
    let wanted = scope(&["OU=Sales,DC=x"], &[]);
    let list = r#"["OU=Sales,DC=x"]"#;
    for (before, after) in [
        (
            r#"{}"#,
            format!(r#"{{"containerFilter":{{"includedContainers":{list}}}}}"#),
        ),
        (
            r#"{ "a" : 1 }"#,
            format!(r#"{{ "a" : 1,"containerFilter":{{"includedContainers":{list}}} }}"#),
        ),
        (
            r#"{"containerFilter":null,"b":2}"#,
            format!(r#"{{"containerFilter":{{"includedContainers":{list}}},"b":2}}"#),
        ),
        (
            r#"{"containerFilter":{}}"#,
            format!(r#"{{"containerFilter":{{"includedContainers":{list}}}}}"#),
        ),
        (
            r#"{"containerFilter":{"includedContainers":null}}"#,
            format!(r#"{{"containerFilter":{{"includedContainers":{list}}}}}"#),
        ),
        (
            r#"{"containerFilter":{ "new":1e400, "includedContainers":[ "OU=\u00e9" ] }}"#,
            format!(r#"{{"containerFilter":{{ "new":1e400, "includedContainers":{list} }}}}"#),
        ),
    ] {
        let edited = with_rule(before).with_scope(&wanted).unwrap();
        assert_eq!(edited, with_rule(&after), "{before}");
        assert_eq!(edited.scope().unwrap(), wanted);
    }
}

#[test]
fn both_filters_change_at_once_and_back_to_everyone() {
    let schema = with_rule(r#"{"groupFilter":{"includedGroups":["CN=A"]}}"#);
    let both = scope(&["OU=\"q\"", "OU=é"], &["CN=B"]);
    let edited = schema.with_scope(&both).unwrap();
    assert_eq!(edited.scope().unwrap(), both);
    let everyone = edited.with_scope(&ScopeFilters::default()).unwrap();
    assert_eq!(everyone.scope().unwrap(), ScopeFilters::default());
}

#[test]
fn what_is_right_already_keeps_its_bytes() {
    let text = r#"{"containerFilter":{ "includedContainers" : [ "OU=\u00e9" ] },"groupFilter":{"includedGroups":[]}}"#;
    let schema = with_rule(text);
    let same = schema.with_scope(&scope(&["OU=é"], &[])).unwrap();
    assert_eq!(same, schema);
    let odd = odd();
    assert_eq!(odd.with_scope(&ScopeFilters::default()).unwrap(), odd);
}

#[test]
fn what_is_not_as_agreed_is_an_error_and_no_guess() {
    let user = |count| SchemaError::NotOneObjectMapping {
        source_object: "user".to_owned(),
        target_object: "User".to_owned(),
        count,
    };
    let two = r#"{"objectMappings":[{"sourceObjectName":"user","targetObjectName":"User"},{"sourceObjectName":"User","targetObjectName":"user"}]}"#;
    let count = |schema: &RawSchema| schema.mapping_count("user", "User", "x");
    assert_eq!(count(&with_rule(two)), Err(user(2)));
    assert_eq!(count(&with_rule("{}")), Err(user(0)));
    assert_eq!(count(&with_rule(r#"{"objectMappings":null}"#)), Err(user(0)));
    assert!(count(&with_rule(r#"{"objectMappings":5}"#)).is_err());
    assert!(count(&with_rule("null")).is_err());
    assert_eq!(with_rule("{},{}").scope(), Err(SchemaError::NotOneRule(2)));
    assert!(with_rule(r#"{"groupFilter":[]}"#).scope().is_err());
    assert!(
        with_rule(r#"{"groupFilter":{"includedGroups":"CN=A"}}"#)
            .scope()
            .is_err()
    );
    assert!(with_rule("{}").rule_source_directory_id().is_err());
    let nameless = odd().with_single_mapping(&["user"], "User", &json!({"source": {}}));
    assert_eq!(nameless, Err(SchemaError::NoTargetAttribute));
    for odd in [
        "",
        "[]",
        "{}",
        r#"{"synchronizationRules":{}}"#,
        r#"{"synchronizationRules":[]"#,
    ] {
        assert!(RawSchema::parse(odd.to_owned()).is_err(), "{odd}");
    }
}

#[test]
fn mappings_that_are_no_objects_are_left_alone() {
    let schema = with_rule(
        r#"{"objectMappings":[{"sourceObjectName":"user","targetObjectName":"User","attributeMappings":[null, 5 ,"CredentialData"]}]}"#,
    );
    let edited = schema.with_single_mapping(&["user"], "User", &credential()).unwrap();
    let list = format!(r#"[null, 5 ,"CredentialData",{}]"#, credential());
    assert!(edited.as_str().contains(&list), "{}", edited.as_str());
}

fn uploaded(schema: RawSchema) -> String {
    String::from_utf8(schema.into_upload().bytes().into()).unwrap()
}

#[test]
fn only_annotations_of_the_root_are_left_out_of_an_upload() {
    let upload = uploaded(odd());
    let rest = ODD.split_once("\"https:\\/\\/x\",\n ").unwrap().1;
    assert!(upload.starts_with("{\"version\":\"Date:"));
    let normal: Value = serde_json::from_str(&upload.replace("1e400", "1")).unwrap();
    let expected: Value = serde_json::from_str(&format!("{{{}", rest.replace("1e400", "1"))).unwrap();
    assert_eq!(normal, expected);
    assert!(upload.contains(r#""number": 1.0,"huge": 1e400,"minus": -0,"#));
    let only = RawSchema::parse(r#"{"a@odata.type":1,"synchronizationRules":[{"@odata.id":"x"}]}"#.to_owned());
    assert_eq!(
        uploaded(only.unwrap()),
        r#"{"synchronizationRules":[{"@odata.id":"x"}]}"#
    );
}

#[test]
fn mappings_to_an_attribute_go_and_leave_a_list() {
    let gone = odd().without_mappings("CREDENTIALDATA").unwrap();
    let expected = ODD
        .replace(
            " ,\n     {\"targetAttributeName\":\"CredentialData\",\"source\":{\"expression\":\"[Old]\"}}",
            "",
        )
        .replace(
            ",\n     {\"targetAttributeName\":\"credentialdata\",\"defaultValue\":\"\"}",
            "",
        );
    assert_eq!(gone.as_str(), expected);
    assert_eq!(gone.objects_mapped_to("CredentialData").unwrap(), [""; 0]);
    assert_eq!(odd().objects_mapped_to("CredentialData").unwrap(), ["user"]);
    assert_eq!(gone.without_mappings("CredentialData").unwrap(), gone);

    let (a, b) = (r#"{"targetAttributeName":"A"}"#, r#"{"targetAttributeName":"B"}"#);
    for (before, after) in [
        (vec![a], vec![]),
        (vec![a, a], vec![]),
        (vec![a, b], vec![b]),
        (vec![a, a, b, a, a, b, b, a], vec![b, b, b]),
        (vec![b, a], vec![b]),
        (vec![], vec![]),
    ] {
        let mapped = |mappings: &[&str]| {
            let mappings = mappings.join(" , ");
            with_rule(&format!(
                r#"{{"objectMappings":[{{"sourceObjectName":"u","attributeMappings":[ {mappings} ]}}]}}"#
            ))
        };
        let edited = mapped(&before).without_mappings("a").unwrap();
        assert_eq!(
            edited.as_str().replace(' ', ""),
            mapped(&after).as_str().replace(' ', ""),
            "{before:?}"
        );
        let whole: Value = serde_json::from_str(edited.as_str()).unwrap();
        assert_eq!(whole["z"], json!(1.0));
    }
}

#[test]
fn a_value_is_set_at_its_place_and_nowhere_else() {
    let schema = odd();
    let edited = |pointer: &str, value: Value| {
        let edited = schema
            .with_value(pointer, &value)
            .map(|edited| edited.as_str().to_owned());
        edited.map(|edited| edited.replacen(&value.to_string(), "(new)", 1))
    };
    let object = "/synchronizationRules/0/objectMappings";
    let replaced = edited(&format!("{object}/0/flowTypes"), json!("Add")).unwrap();
    assert_eq!(replaced, ODD.replacen("\"Add, Update, Sublimate\"", "(new)", 1));
    let added = edited(&format!("{object}/3/a~1b"), json!(7.5)).unwrap();
    assert_eq!(added, ODD.replacen("\"Contact\"}", "\"Contact\",\"a/b\":(new)}", 1));
    let last = edited(&format!("{object}/0/attributeMappings/-"), json!({"x": 1})).unwrap();
    assert_eq!(
        last,
        ODD.replacen("\"defaultValue\":\"\"}", "\"defaultValue\":\"\"},(new)", 1)
    );
    let first = edited(&format!("{object}/1/attributeMappings/-"), json!({"x": 1})).unwrap();
    assert_eq!(
        first,
        ODD.replacen("\"attributeMappings\":[]", "\"attributeMappings\":[(new)]", 1)
    );
    for nowhere in [
        "",
        "version",
        "/a/b",
        "/synchronizationRules/1/x",
        "/synchronizationRules/x",
        "/version/x",
    ] {
        assert!(schema.with_value(nowhere, &json!(1)).is_err(), "{nowhere}");
    }
}

#[test]
fn the_rule_for_people_on_demand_says_that_it_is() {
    let rule = |id: &str, source: &str, rest: Value| {
        let mut rule = json!({ "id": id, "objectMappings": [{ "sourceObjectName": source, "targetObjectName": "x" }] });
        rule.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        rule
    };
    let says = |value: &str| json!({ "metadata": [{ "key": "other", "value": "true" }, { "key": "SupportsProvisionOnDemand", "value": value }] });
    let asked = |rules: &[Value]| {
        let schema = RawSchema::parse(json!({ "synchronizationRules": rules }).to_string()).unwrap();
        schema.on_demand_rule("User")
    };
    let people = rule("03f7d90d#V2", "user", says("True"));
    let roles = rule("5c0f", "role", says("true"));
    assert_eq!(
        asked(&[roles.clone(), people.clone()]),
        Ok(Some("03f7d90d#V2".to_owned()))
    );
    let silent = rule("a", "User", json!({ "metadata": null }));
    let no = rule("b", "User", says("false"));
    let off = rule(
        "c",
        "x",
        json!({ "metadata": says("true")["metadata"], "objectMappings": [{ "sourceObjectName": "User", "enabled": false }] }),
    );
    assert_eq!(asked(&[roles, silent, no, off]), Ok(None));
    assert_eq!(asked(&[people.clone(), people]), Err(SchemaError::NotOneRule(2)));
    let nameless = json!({ "objectMappings": [{ "sourceObjectName": "User" }], "metadata": says("true")["metadata"] });
    assert_eq!(asked(&[nameless]), Err(SchemaError::Missing("rule id")));
}
