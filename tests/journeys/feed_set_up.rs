//! One people feed, from nothing to a job that waits for people.

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::{clear_requests, requests};
use journey_tests::searched::{TOKEN, has_none_of};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Map, Value, json};

pub(crate) const NAME: &str = "HR to Entra";
const HIRED: &str = "urn:ietf:params:scim:schemas:extension:causeway:1.0:User:HireDate";

/// A set-up of a feed with these answers besides.
pub(crate) fn place(tenant: &Tenant, answers: &Value) -> Place {
    let mut file = json!({
        "causeway": 1, "journey": "people-feed", "tenant": tenant.text("tenant"), "name": NAME, "notify": ["ops@contoso.com"],
        "match": { "column": "Personeelsnummer" },
        "columns": {
            "Afdeling": "department",
            "Werkgever": "organization",
            "Datum in dienst": { "to": "HireDate", "kind": "date", "target": "employeeHireDate" },
            "Status": { "to": "active", "values": { "In dienst": "here", "Uit dienst": "left" } },
        },
        "userName": { "rule": "first.last", "domain": "contoso.com" },
    });
    for (field, answer) in answers.as_object().expect("answers by field") {
        file[field] = answer.clone();
    }
    Place::with(&file)
}

pub(crate) fn apply(tenant: &Tenant, place: &Place) -> Ended {
    place.run(tenant, &["apply", "set-up.json", "--yes"])
}

/// The feeds of the tenant: name, jobs and settings, without ids and times, each with the schema of its first job.
pub(crate) async fn feeds(tenant: &Tenant) -> Vec<Value> {
    let list = tenant.get("/v1.0/servicePrincipals").await;
    let mut feeds = Vec::new();
    for app in list["value"].as_array().expect("a list") {
        if app["displayName"] != NAME {
            continue;
        }
        let path = format!(
            "/v1.0/servicePrincipals/{}/synchronization",
            app["id"].as_str().expect("an id")
        );
        let listed = tenant.get(&format!("{path}/jobs")).await;
        let listed = listed["value"].as_array().expect("a list");
        let jobs: Vec<Value> = listed
            .iter()
            .map(|job| json!({ "template": job["templateId"], "state": job["schedule"]["state"] }))
            .collect();
        let stored = tenant.get(&format!("{path}/secrets")).await;
        let stored = stored["value"].as_array().expect("a list").iter();
        let settings: Map<String, Value> = stored
            .map(|entry| (entry["key"].as_str().expect("a key").to_owned(), entry["value"].clone()))
            .collect();
        let mut changed = Value::Null;
        if let Some(job) = listed.first() {
            let id = job["id"].as_str().expect("an id");
            let schema = tenant.get(&format!("{path}/jobs/{id}/schema")).await;
            let template = job["templateId"].as_str().expect("a template");
            let fresh = tenant.get(&format!("{path}/templates/{template}/schema")).await;
            changed = json!(differences(&fresh, &schema));
        }
        feeds.push(json!({ "jobs": jobs, "settings": settings, "changed": changed }));
    }
    feeds
}

/// Where two documents differ, and what stands there in the second. Ids and times of the whole differ always.
fn differences(one: &Value, other: &Value) -> Map<String, Value> {
    let mut found = Map::new();
    for part in ["synchronizationRules", "directories"] {
        compare(&one[part], &other[part], part, &mut found);
    }
    found
}

fn compare(one: &Value, other: &Value, at: &str, found: &mut Map<String, Value>) {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let names: std::collections::BTreeSet<_> = one.keys().chain(other.keys()).collect();
            for name in names {
                let [one, other] = [one, other].map(|object| object.get(name).unwrap_or(&Value::Null));
                compare(one, other, &format!("{at}/{name}"), found);
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            for index in 0..one.len().max(other.len()) {
                let [one, other] = [one, other].map(|array| array.get(index).unwrap_or(&Value::Null));
                compare(one, other, &format!("{at}/{index}"), found);
            }
        }
        _ if one == other => {}
        _ => {
            found.insert(at.to_owned(), other.clone());
        }
    }
}

#[track_caller]
pub(crate) fn is_set_up(feeds: &[Value]) {
    let [feed] = feeds else {
        panic!("one feed, not {feeds:#?}");
    };
    assert_eq!(feed["jobs"], json!([{ "template": "API2AAD", "state": "Active" }]));
    let settings = feed["settings"]["SyncNotificationSettings"].as_str().expect("a text");
    let settings: Value = serde_json::from_str(settings).expect("JSON");
    assert_eq!(settings["Recipients"], "ops@contoso.com");
    assert_eq!(
        (&settings["Enabled"], &settings["DeleteThresholdValue"]),
        (&json!(true), &json!(500))
    );
    let changed = feed["changed"].as_object().expect("changes");
    let object = "synchronizationRules/0/objectMappings/0";
    let mapping = |source: &str, target: &str| {
        json!({
            "defaultValue": null, "exportMissingReferences": false, "flowBehavior": "FlowWhenChanged", "flowType": "Always",
            "matchingPriority": 0, "targetAttributeName": target,
            "source": { "expression": format!("[{source}]"), "name": source, "type": "Attribute", "parameters": [] },
        })
    };
    // The third mapping is that of the sign-in name, and 18 are the template's.
    let (mut places, mut added): (Vec<&str>, Vec<&Value>) = (Vec::new(), Vec::new());
    for (at, value) in changed {
        if at.starts_with(&format!("{object}/attributeMappings/2/")) {
            places.push(&at[object.len() + "/attributeMappings/2/".len()..]);
        } else {
            added.push(value);
        }
    }
    assert!(
        places.contains(&"flowType") && places.contains(&"source/expression"),
        "{changed:#?}"
    );
    assert!(
        places
            .iter()
            .all(|place| place.starts_with("source/") || *place == "flowType"),
        "{changed:#?}"
    );
    let organization = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization";
    let field = json!({
        "anchor": false, "caseExact": false, "defaultValue": null, "flowNullValues": false, "multivalued": false,
        "mutability": "ReadWrite", "name": HIRED, "required": false, "type": "String", "apiExpressions": [], "metadata": [],
        "referencedObjects": [],
    });
    let expected = [
        field,
        mapping(organization, "companyName"),
        mapping(HIRED, "employeeHireDate"),
        json!("Add,Update"),
    ];
    assert_eq!(added.len(), expected.len(), "{changed:#?}");
    for one in &expected {
        assert!(added.contains(&one), "{one} is not in {changed:#?}");
    }
}

async fn writes(tenant: &Tenant) -> Vec<(String, String)> {
    let mut sent = requests(tenant).await;
    sent.retain(|(method, _)| method != "GET");
    sent
}

#[tokio::test]
async fn a_feed_is_set_up_from_nothing_and_a_second_run_writes_nothing() {
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, &json!({}));
    let planned = place.run(&tenant, &["plan", "set-up.json"]);
    planned.expect(0);
    for said in [
        "An app named HR to Entra is created",
        "A job is created: People to Microsoft Entra ID",
        "ops@contoso.com hears when the synchronization gets stuck",
        "People are recognised by employeeId",
        "userPrincipalName takes [userName]",
        "employeeHireDate takes [urn:ietf:params:scim:schemas:extension:causeway:1.0:User:HireDate]",
        "The feed may create and change accounts and never deletes one",
    ] {
        planned.says(said);
    }
    assert_eq!(writes(&tenant).await, []);
    assert_eq!(feeds(&tenant).await, [""; 0]);
    apply(&tenant, &place).expect(0);
    is_set_up(&feeds(&tenant).await);

    // Where the journal knows of the first run, and where none does.
    for place in [&place, &self::place(&tenant, &json!({}))] {
        clear_requests(&tenant).await;
        apply(&tenant, place).expect(0);
        assert_eq!(writes(&tenant).await, []);
    }
    let status = place.run(&tenant, &["status", "set-up.json"]);
    status.expect(0);
    status.says(NAME);
    place.run(&tenant, &["drift", "set-up.json"]).expect(0);
    let export = place.run(&tenant, &["export", "set-up.json"]);
    export.expect(0);
    let written: Value = serde_json::from_str(&export.out).expect("JSON");
    assert_eq!(written["columns"]["Afdeling"], "department");
    place.run(&tenant, &["export", "set-up.json", "--as", "curl"]).expect(2);
    has_none_of(place.path(), &[TOKEN, tenant.text("clientSecret")], 3);
}

#[tokio::test]
async fn what_a_run_created_is_taken_away_again() {
    let tenant = Tenant::start("contoso").await;
    let place = place(&tenant, &json!({}));
    apply(&tenant, &place).expect(0);
    let removed = place.run(&tenant, &["remove", "set-up.json", "--confirm", "Contoso"]);
    removed.expect(0);
    assert_eq!(feeds(&tenant).await, [""; 0]);
}

#[tokio::test]
async fn another_column_is_one_more_change_and_a_decision_of_somebody_else_stays() {
    let tenant = Tenant::start("contoso").await;
    apply(&tenant, &place(&tenant, &json!({}))).expect(0);
    let before = feeds(&tenant).await;
    let columns = json!({
        "Afdeling": { "to": "department", "target": "companyName" },
        "Functie": "title",
        "Kostenplaats": "costCenter",
        "Status": { "to": "active", "values": { "In dienst": "here" } },
    });
    let another = place(&tenant, &json!({ "columns": columns }));
    let planned = another.run(&tenant, &["plan", "set-up.json"]);
    planned.says("employeeOrgData.costCenter takes");
    planned.says("companyName takes [urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization] and not");
    apply(&tenant, &another).expect(0);
    let after = feeds(&tenant).await;
    let more = |feeds: &[Value]| feeds[0]["changed"].as_object().expect("changes").len();
    assert_eq!(more(&after), more(&before) + 1, "{after:#?}");
}

#[tokio::test]
async fn two_feeds_of_one_name_are_not_told_apart() {
    let tenant = Tenant::start("contoso").await;
    apply(&tenant, &place(&tenant, &json!({}))).expect(0);
    let list = tenant.get("/v1.0/servicePrincipals").await;
    let ours = list["value"].as_array().expect("a list");
    let ours = ours.iter().find(|app| app["displayName"] == NAME).expect("the feed");
    let template = ours["applicationTemplateId"].as_str().expect("an id");
    let path = format!("/v1.0/applicationTemplates/{template}/instantiate");
    let twin = json!({ "displayName": NAME.to_lowercase() });
    let (status, _) = tenant.call(Method::POST, &path, Some(twin)).await;
    assert_eq!(status, 201);
    clear_requests(&tenant).await;
    let twice = apply(&tenant, &place(&tenant, &json!({})));
    twice.expect(3);
    twice.says("2 apps are called HR to Entra");
    assert_eq!(writes(&tenant).await, []);
    let third = apply(&tenant, &place(&tenant, &json!({ "name": "Contractors" })));
    third.expect(0);
    third.says("The tenant has feeds of this kind already: 2");
}

#[tokio::test]
async fn a_feed_into_active_directory_knows_its_domain_and_the_place_of_accounts() {
    let tenant = Tenant::start("contoso").await;
    let ou = "OU=Staff,DC=corp,DC=contoso,DC=com";
    let answers = json!({ "target": "ad", "ou": ou, "columns": { "Afdeling": "department" }, "start": false });
    let place = place(&tenant, &answers);
    apply(&tenant, &place).expect(0);
    let feeds = feeds(&tenant).await;
    assert_eq!(feeds[0]["jobs"], json!([{ "template": "API2AD", "state": "Disabled" }]));
    let settings = &feeds[0]["settings"];
    assert_eq!(settings["Domain"], json!({ "domain": "corp.contoso.com" }).to_string());
    assert_eq!(settings["SyncAgentADContainer"], ou);
    let changed = feeds[0]["changed"].as_object().expect("changes");
    let place_of_accounts = changed
        .values()
        .find(|value| value["targetAttributeName"] == "parentDistinguishedName");
    assert_eq!(
        place_of_accounts.expect("a mapping")["flowType"],
        "ObjectAddOnly",
        "{changed:#?}"
    );
    clear_requests(&tenant).await;
    apply(&tenant, &place).expect(0);
    assert_eq!(writes(&tenant).await, []);
}

#[tokio::test]
async fn an_attribute_that_is_not_there_stops_everything_before_the_start() {
    let tenant = Tenant::start("contoso").await;
    let wrong = json!({ "columns": { "X": { "to": "Unit", "target": "companyNam" } } });
    let stopped = apply(&tenant, &place(&tenant, &wrong));
    stopped.expect(3);
    stopped.says("Perhaps companyName is meant");
    assert_eq!(feeds(&tenant).await[0]["jobs"][0]["state"], "Disabled");
    apply(&tenant, &place(&tenant, &json!({}))).expect(0);
    is_set_up(&feeds(&tenant).await);
}

#[tokio::test]
async fn the_application_that_sends_is_permitted_once() {
    let tenant = Tenant::start("contoso").await;
    let list = tenant.get("/v1.0/servicePrincipals").await;
    let all = list["value"].as_array().expect("a list");
    let sender = all
        .iter()
        .find(|app| app["displayName"] == "Time sheets")
        .expect("an application");
    let unknown = json!({ "uploader": "5c1a8c4e-3f61-4c8e-9a55-1f9f0d6a7e21" });
    let stopped = apply(&tenant, &place(&tenant, &unknown));
    stopped.expect(3);
    stopped.says("knows no application with the client id 5c1a8c4e");
    assert_eq!(writes(&tenant).await, []);

    let place = place(&tenant, &json!({ "uploader": sender["appId"] }));
    let planned = place.run(&tenant, &["plan", "set-up.json"]);
    planned.says("Time sheets is permitted SynchronizationData-User.Upload");
    assert_eq!(writes(&tenant).await, []);
    apply(&tenant, &place).expect(0);
    let id = sender["id"].as_str().expect("an id");
    let given = tenant
        .get(&format!("/v1.0/servicePrincipals/{id}/appRoleAssignments"))
        .await;
    let roles: std::collections::BTreeSet<&str> = given["value"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["appRoleId"].as_str().expect("an id"))
        .collect();
    let expected = [
        "091937d3-3e38-47a1-8649-b2f99d3035f1",
        "db31e92a-b9ea-4d87-bf6a-75a37a9ca35a",
    ];
    assert_eq!(roles, expected.into());
    clear_requests(&tenant).await;
    apply(&tenant, &place).expect(0);
    assert_eq!(writes(&tenant).await, []);
}

#[tokio::test]
async fn a_mistake_of_the_file_sends_nothing() {
    let tenant = Tenant::start("contoso").await;
    clear_requests(&tenant).await;
    for (answers, said) in [
        (json!({ "notify": [] }), "notify"),
        (json!({ "userName": { "rule": "first-last" } }), "first.last"),
        (
            json!({ "file": { "dates": ["day-first", "month-first"] } }),
            "file.dates",
        ),
        (
            json!({ "onlyEnrich": true, "leavers": { "by": "absence" } }),
            "onlyEnrich",
        ),
        (json!({ "columns": { "A": "departmnt" } }), "did you mean department"),
        (
            json!({ "columns": { "A": { "to": "active", "values": { "Uit": "gone" } } } }),
            "columns.A.values.Uit",
        ),
        (json!({ "target": "ad" }), "ou"),
        (json!({ "sendTo": "me" }), "sendTo"),
    ] {
        let place = place(&tenant, &answers);
        let ended = apply(&tenant, &place);
        ended.expect(2);
        ended.says(said);
    }
    assert_eq!(requests(&tenant).await, []);
}
