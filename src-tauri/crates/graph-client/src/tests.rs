//! Whatever an answer holds, reading it ends in a value or an error.

use hostile_input::{broken, broken_text, inputs, text, value};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::models::{
    Agents, ApplicationTemplate, DeletedItem, Directory, Domain, FilterOperator, Function, Instantiated, Job,
    JobTemplate, OnDemandResult, OnPremisesSynchronization, Organization, ParsedExpression, ProvisioningEntry,
    ServicePrincipal,
};
use crate::{RawSchema, ScopeFilters, Secret, Secrets};

macro_rules! body {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/fixtures/graph/", $name, ".json"))
    };
}

#[derive(Deserialize)]
struct List<T> {
    value: Vec<T>,
}

/// One of a kind, and a list of them.
fn both<T: DeserializeOwned>(bytes: &[u8]) -> Vec<T> {
    let one = serde_json::from_slice::<T>(bytes).ok();
    let list = serde_json::from_slice::<List<T>>(bytes).ok();
    one.into_iter()
        .chain(list.into_iter().flat_map(|list| list.value))
        .collect()
}

/// Reads the bytes as everything that Graph may answer, and asks what is asked of it.
fn read(bytes: &[u8]) {
    for job in both::<Job>(bytes) {
        let _ = (
            job.is_of_template("AD2AADProvisioning"),
            job.is_running(),
            job.is_in_quarantine(),
        );
        let _ = (job.last_execution(), job.setting("x"));
    }
    for entry in both::<ProvisioningEntry>(bytes) {
        let _ = (entry.action(), entry.status().and_then(|status| status.error()));
    }
    for agents in both::<Agents>(bytes) {
        let _ = (agents.domains().count(), agents.active().count());
    }
    for directory in both::<Directory>(bytes) {
        let _ = directory.has_attribute("user", "mailNickName");
    }
    both::<ApplicationTemplate>(bytes);
    both::<DeletedItem>(bytes);
    both::<Domain>(bytes);
    both::<FilterOperator>(bytes);
    both::<Function>(bytes);
    both::<Instantiated>(bytes);
    both::<JobTemplate>(bytes);
    both::<OnPremisesSynchronization>(bytes);
    both::<Organization>(bytes);
    both::<ParsedExpression>(bytes);
    both::<ServicePrincipal>(bytes);
}

const BODIES: &[&str] = &[
    body!("agents"),
    body!("application-templates"),
    body!("deleted-items"),
    body!("discover"),
    body!("domains"),
    body!("error"),
    body!("filter-operators"),
    body!("functions"),
    body!("instantiated"),
    body!("jobs"),
    body!("on-premises-synchronization"),
    body!("organization"),
    body!("parse-expression"),
    body!("provisioning-log"),
    body!("service-principals"),
    body!("templates"),
];

#[test]
fn the_bodies_that_are_broken_below_can_be_read_whole() {
    fn some<T: DeserializeOwned>(body: &str) {
        assert!(!both::<T>(body.as_bytes()).is_empty(), "{body}");
    }
    some::<Agents>(body!("agents"));
    some::<ApplicationTemplate>(body!("application-templates"));
    some::<DeletedItem>(body!("deleted-items"));
    some::<Directory>(body!("discover"));
    some::<Domain>(body!("domains"));
    some::<FilterOperator>(body!("filter-operators"));
    some::<Function>(body!("functions"));
    some::<Instantiated>(body!("instantiated"));
    some::<Job>(body!("jobs"));
    some::<OnPremisesSynchronization>(body!("on-premises-synchronization"));
    some::<Organization>(body!("organization"));
    some::<ParsedExpression>(body!("parse-expression"));
    some::<ProvisioningEntry>(body!("provisioning-log"));
    some::<ServicePrincipal>(body!("service-principals"));
    some::<JobTemplate>(body!("templates"));
    some::<Secret>(body!("secrets"));
    assert!(on_demand(body!("provision-on-demand").as_bytes()).is_some());
    assert!(RawSchema::parse(body!("schema").to_owned()).unwrap().scope().is_ok());
}

#[derive(Deserialize)]
struct KeyAndValue {
    key: String,
    value: Option<String>,
}

fn on_demand(bytes: &[u8]) -> Option<OnDemandResult> {
    let answer: KeyAndValue = serde_json::from_slice(bytes).ok()?;
    OnDemandResult::unwrap(&answer.key, answer.value.as_deref()).ok()
}

/// The two texts of an answer about one person.
fn texts_on_demand() -> [String; 2] {
    let answer: KeyAndValue = serde_json::from_str(body!("provision-on-demand")).unwrap();
    [answer.key, answer.value.unwrap()]
}

/// What a mapping or a filter does not name.
fn without(schema: &RawSchema, mapped: &str) -> Option<Value> {
    let mut value: Value = serde_json::from_str(schema.as_str()).ok()?;
    for rule in value["synchronizationRules"].as_array_mut()? {
        let rule = rule.as_object_mut()?;
        rule.shift_remove("containerFilter");
        rule.shift_remove("groupFilter");
        let objects = rule.get_mut("objectMappings").and_then(Value::as_array_mut);
        let objects = objects.into_iter().flatten();
        for object in objects.filter_map(Value::as_object_mut) {
            let mut mappings = object.shift_remove("attributeMappings").unwrap_or_default();
            if let Some(mappings) = mappings.as_array_mut() {
                let is_mapped = |mapping: &Value| {
                    let target = mapping.get("targetAttributeName").and_then(Value::as_str);
                    target.is_some_and(|name| name.eq_ignore_ascii_case(mapped))
                };
                mappings.retain(|mapping| !is_mapped(mapping));
            }
            // Where there was no list, or null, the first mapping makes it.
            if !(mappings.is_null() || mappings == json!([])) {
                object.insert("attributeMappings".to_owned(), mappings);
            }
        }
    }
    Some(value)
}

fn scopes() -> impl Strategy<Value = ScopeFilters> {
    let names = || proptest::collection::vec(text(), 0..3);
    (names(), names()).prop_map(|(containers, groups)| ScopeFilters { containers, groups })
}

proptest! {
    #![proptest_config(inputs(500))]

    #[test]
    fn no_answer_is_too_odd_to_read(bytes in broken(BODIES)) {
        read(&bytes);
    }

    #[test]
    fn no_secret_is_too_odd_to_keep_and_a_mask_never_goes_out(
        bytes in broken(&[body!("secrets")]), key in text(), new in text(),
    ) {
        let mut secrets = Secrets(both::<Secret>(&bytes));
        let before = secrets.body();
        for secret in &secrets.0 {
            let _ = secret.value.as_ref().map(|value| (value.json(), value.is_same_as(&new)));
        }
        let count = |body: &Value| body["value"].as_array().unwrap().iter().filter(|entry| entry["value"] == "*").count();
        prop_assert_eq!(count(&before), 0);
        secrets.set(&key, new.clone());
        prop_assert_eq!(secrets.get(&key).map(|value| value.expose().to_owned()), Some(new));
        let others = |body: Value| -> Vec<Value> {
            body["value"].as_array().unwrap().iter().filter(|entry| entry["key"] != key).cloned().collect()
        };
        prop_assert_eq!(others(secrets.body()), others(before));
    }

    #[test]
    fn no_answer_about_a_person_is_too_odd_to_read(
        whole in broken(&[body!("provision-on-demand")]),
        (key, value) in {
            let [key, value] = texts_on_demand();
            (broken_text(&[key.as_str()]), broken_text(&[value.as_str()]))
        },
    ) {
        on_demand(&whole);
        let _ = OnDemandResult::unwrap(&key, Some(&value));
    }
}

// A schema is long, and its edits are read again and again.
proptest! {
    #![proptest_config(inputs(100))]

    #[test]
    fn no_schema_is_too_odd_to_read(schema in broken_text(&[body!("schema")])) {
        if let Ok(schema) = RawSchema::parse(schema) {
            let _ = (schema.version(), schema.rule_id(), schema.rule_source_directory_id(), schema.object_mappings());
            let _ = (schema.mappings("user", "User", "city"), schema.mapping_count("user", "User", "city"));
            let _ = (schema.scope(), format!("{schema:?}"));
            let _ = serde_json::from_slice::<Value>(&schema.into_upload().bytes());
        }
    }

    #[test]
    fn an_edit_of_a_schema_touches_nothing_else(
        schema in broken_text(&[body!("schema")]), scope in scopes(), name in text(), more in value(),
    ) {
        let Ok(schema) = RawSchema::parse(schema) else { return Ok(()) };
        let mapping = json!({ "targetAttributeName": name, "source": more });
        if let Ok(edited) = schema.with_single_mapping(&["user"], "User", &mapping) {
            prop_assert_eq!(edited.mapping_count("user", "User", &name), Ok(1));
            // A mapping that is nested too deep for the test to read again proves nothing.
            if let Some(rest) = without(&edited, &name) {
                prop_assert_eq!(Some(rest), without(&schema, &name));
            }
            let again = edited.with_single_mapping(&["user"], "User", &mapping).unwrap();
            prop_assert_eq!(again.as_str(), edited.as_str());
        }
        if let (Ok(before), Ok(edited)) = (schema.scope(), schema.with_scope(&scope)) {
            prop_assert_eq!(&edited.scope().unwrap(), &scope);
            prop_assert_eq!(without(&edited, ""), without(&schema, ""));
            // Undone, it says what it said; where nothing had to be added it is the same text.
            let undone = edited.with_scope(&before).unwrap();
            prop_assert_eq!(undone.scope().unwrap(), before);
            let again = undone.with_scope(&scope).unwrap();
            prop_assert_eq!(again.as_str(), edited.as_str());
        }
    }
}
