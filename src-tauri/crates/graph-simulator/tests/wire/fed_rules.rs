//! Managers, scope, clearing values, the guard against deletions, and deletes.

use graph_simulator::{Options, Switches};
use serde_json::{Value, json};

use crate::client::{instant, paced};
use crate::feeds::{ENTERPRISE, Feed, MEDIA, bulk, direct, mapping, person, source, with};

fn under(number: &str, manager: &str) -> Value {
    with(
        person(number),
        json!({ENTERPRISE: {"department": "Logistics", "manager": {"value": manager, "displayName": "ignored"}}}),
    )
}

impl Feed {
    async fn manager(&self, number: &str) -> Option<Value> {
        let user = self.user(number).await;
        let path = format!("/users/{}/manager?$select=id,employeeId", user["id"].as_str().unwrap());
        let answer = self.tenant.get(&path).await;
        (answer.status == 200).then(|| answer.body["employeeId"].clone())
    }
}

#[tokio::test]
async fn a_manager_is_set_at_the_end_whatever_the_order() {
    let feed = Feed::running(paced("contoso")).await;
    feed.upload(&[under("1", "2"), person("2"), under("3", "3")])
        .await
        .expect(202);
    feed.pass(60);
    assert_eq!(feed.manager("1").await, Some(json!("2")));
    assert_eq!(feed.manager("3").await, Some(json!("3")), "nobody forbids that");
    assert_eq!(feed.manager("2").await, None);
    let rows = feed.rows(" and sourceIdentity/id eq '1'").await;
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["changeId"], rows[1]["changeId"], "one change in two rows");
    assert_ne!(rows[0]["id"], rows[1]["id"]);
    assert_eq!(rows[1]["provisioningAction"], "update");
    assert_eq!(rows[1]["modifiedProperties"][0]["displayName"], "manager");
    let steps = rows[1]["provisioningSteps"].as_array().unwrap();
    assert!(
        steps
            .iter()
            .any(|step| step["provisioningStepType"] == "referenceResolution")
    );
    feed.send(&[under("1", "2")]).await;
    Feed::is(feed.told("1").await, "other", "skipped", "RedundantExport");
    feed.send(&[under("1", "3")]).await;
    assert_eq!(feed.manager("1").await, Some(json!("3")));
}

#[tokio::test]
async fn a_manager_who_comes_later_is_waited_for_and_one_of_another_feed_is_not_known() {
    let feed = Feed::running(instant("contoso")).await;
    feed.send(&[under("1", "9")]).await;
    Feed::is(feed.told("1").await, "create", "success", "");
    assert_eq!(feed.manager("1").await, None);
    // The number of somebody who is in the tenant, and whom this job never met.
    feed.other(json!({"userPrincipalName": "nine@contoso.com", "displayName": "Nine", "employeeId": "9"}))
        .await;
    feed.send(&[person("2")]).await;
    assert_eq!(feed.manager("1").await, None);
    feed.send(&[with(person("9"), json!({"userName": "nine@contoso.com"}))])
        .await;
    assert_eq!(feed.manager("1").await, Some(json!("9")));
}

fn only(department: &str) -> Value {
    let clause = json!({"operatorName": "EQUALS", "sourceOperandName": format!("{ENTERPRISE}:department"), "targetOperand": {"values": [department]}});
    json!({"groups": [{"name": "d", "clauses": [clause]}], "inputFilterGroups": [], "categoryFilterGroups": []})
}

#[tokio::test]
async fn who_is_out_of_scope_is_passed_over_and_who_leaves_it_is_switched_off() {
    let feed = Feed::running(instant("contoso")).await;
    feed.reschema(|schema| schema["synchronizationRules"][0]["objectMappings"][0]["scope"] = only("Logistics"))
        .await;
    let elsewhere = |number: &str| with(person(number), json!({ENTERPRISE: {"department": "Sales"}}));
    feed.send(&[person("1"), person("2"), elsewhere("3")]).await;
    Feed::is(feed.told("3").await, "other", "skipped", "NotEffectivelyEntitled");
    let rows = feed.rows(" and sourceIdentity/id eq '3'").await;
    let scoping = &rows[0]["provisioningSteps"][2];
    assert_eq!(scoping["details"]["Scoping filter evaluation passed"], "False");
    feed.send(&[elsewhere("1")]).await;
    Feed::is(feed.told("1").await, "disable", "success", "");
    assert_eq!(feed.user("1").await["accountEnabled"], false);
    feed.secrets(json!([{"key": "SkipOutOfScopeDeletions", "value": "True"}, {"key": "SyncNotificationSettings", "value": "{\"Recipients\":\"o@contoso.com\"}"}])).await;
    feed.send(&[elsewhere("2")]).await;
    Feed::is(feed.told("2").await, "other", "skipped", "NotEffectivelyEntitled");
    assert_eq!(feed.user("2").await["accountEnabled"], true);
}

#[tokio::test]
async fn who_is_filtered_before_reading_is_never_switched_off() {
    let feed = Feed::running(instant("contoso")).await;
    feed.send(&[person("1")]).await;
    feed.reschema(|schema| {
        let mut scope = only("Sales");
        scope["inputFilterGroups"] = scope["groups"].take();
        scope["groups"] = json!([]);
        schema["synchronizationRules"][0]["objectMappings"][0]["scope"] = scope;
    })
    .await;
    feed.send(&[with(person("1"), json!({"active": false}))]).await;
    Feed::is(feed.told("1").await, "other", "skipped", "NotEffectivelyEntitled");
    assert_eq!(feed.user("1").await["accountEnabled"], true);
}

fn with_gates() -> Options {
    let switches = Switches {
        null_flow_member: true,
        ..Switches::default()
    };
    Options {
        switches,
        ..instant("contoso")
    }
}

fn open(schema: &mut Value, attribute: &str, target: &str, gates: [bool; 2]) {
    source(schema, attribute)["flowNullValues"] = json!(gates[0]);
    mapping(schema, target)["flowNullValues"] = json!(gates[1]);
}

#[tokio::test]
async fn only_both_gates_together_clear_a_value() {
    for gates in [[false, false], [true, false], [false, true], [true, true]] {
        let feed = Feed::running(with_gates()).await;
        feed.reschema(|schema| {
            open(schema, "title", "jobTitle", gates);
            open(schema, "name.givenName", "givenName", gates);
            open(schema, "addresses[type eq \"work\"].locality", "city", gates);
        })
        .await;
        let full = with(
            person("1"),
            json!({"addresses": [{"type": "work", "locality": "Delft", "country": "Netherlands"}]}),
        );
        let cleared = gates == [true, true];
        for absent in [json!(null), json!(""), json!("left out")] {
            feed.send(std::slice::from_ref(&full)).await;
            assert_eq!(feed.user("1").await["jobTitle"], "Planner");
            let mut short = full.clone();
            short["title"] = absent.clone();
            if absent == "left out" {
                short.as_object_mut().unwrap().remove("title");
            }
            feed.send(&[short]).await;
            let now = feed.user("1").await["jobTitle"].clone();
            let expected = match (cleared, &absent) {
                (true, _) => Value::Null,
                // An empty text flows as it is.
                (false, Value::String(text)) if text.is_empty() => json!(""),
                (false, _) => json!("Planner"),
            };
            assert_eq!(now, expected, "{gates:?} {absent}");
        }
        // A child that is left out counts where its complex attribute is there.
        let mut short = person("1");
        short["name"] = json!({"familyName": "Person 1"});
        feed.send(&[short]).await;
        let user = feed.user("1").await;
        let expected = if cleared { Value::Null } else { json!("New") };
        assert_eq!(
            (&user["givenName"], &user["city"]),
            (&expected, &json!("Delft")),
            "{gates:?}"
        );
    }
}

#[tokio::test]
async fn without_the_member_the_gate_of_the_source_alone_does_nothing() {
    let feed = Feed::running(instant("contoso")).await;
    feed.reschema(|schema| open(schema, "title", "jobTitle", [true, true]))
        .await;
    feed.send(&[person("1")]).await;
    feed.send(&[with(person("1"), json!({"title": null}))]).await;
    assert_eq!(feed.user("1").await["jobTitle"], "Planner");
}

#[tokio::test]
async fn a_new_person_gets_defaults_and_nothing_else_for_what_is_left_out() {
    let feed = Feed::running(with_gates()).await;
    feed.reschema(|schema| {
        open(schema, "title", "jobTitle", [true, true]);
        mapping(schema, "jobTitle")["defaultValue"] = json!("Colleague");
        mapping(schema, "department")["flowType"] = json!("ObjectAddOnly");
    })
    .await;
    let mut short = person("1");
    short.as_object_mut().unwrap().remove("title");
    feed.send(&[short]).await;
    assert_eq!(feed.user("1").await["jobTitle"], "Colleague");
    feed.send(&[with(person("1"), json!({ENTERPRISE: {"department": "Sales"}}))])
        .await;
    assert_eq!(feed.user("1").await["department"], "Logistics", "at creation only");
}

#[tokio::test]
async fn too_many_who_leave_at_once_are_held_until_somebody_says_so() {
    let feed = Feed::running(instant("contoso")).await;
    feed.notify(json!({"DeleteThresholdEnabled": true, "DeleteThresholdValue": 3}))
        .await;
    let numbers = ["1", "2", "3", "4"];
    let people: Vec<Value> = numbers.iter().map(|number| person(number)).collect();
    let left = |number: &str| with(person(number), json!({"active": false}));
    feed.send(&people).await;
    feed.send(&[left("1"), left("2")]).await;
    assert_eq!(feed.seen().await["status"]["code"], "Active", "below the threshold");
    feed.send(&[person("1"), person("2")]).await;
    feed.upload(&[
        left("1"),
        left("2"),
        left("3"),
        with(person("4"), json!({"title": "Lead"})),
    ])
    .await
    .expect(202);
    feed.pass(60);
    let status = feed.seen().await["status"].clone();
    assert_eq!(
        (&status["code"], &status["quarantine"]["reason"]),
        (&json!("Quarantine"), &json!("TooManyDeletes"))
    );
    for number in ["1", "2", "3"] {
        Feed::is(
            feed.told(number).await,
            "stagedDelete",
            "skipped",
            "AccidentalDeletionPrevention",
        );
        assert_eq!(feed.user(number).await["accountEnabled"], true);
    }
    assert_eq!(
        feed.user("4").await["jobTitle"],
        "Lead",
        "what harms nobody goes through"
    );
    feed.restart("ForceDeletes").await;
    feed.pass(60);
    for number in ["1", "2", "3"] {
        Feed::is(feed.told(number).await, "disable", "success", "");
        assert_eq!(feed.user(number).await["accountEnabled"], false);
    }
    assert_eq!(feed.seen().await["status"]["code"], "Active");
}

#[tokio::test]
async fn a_delete_is_soft_and_can_be_undone() {
    let switches = Switches {
        bulk_deletes_are_staged: true,
        ..Switches::default()
    };
    let feed = Feed::running(Options {
        switches,
        ..instant("contoso")
    })
    .await;
    feed.send(&[person("1"), person("2")]).await;
    let id = feed.user("1").await["id"].as_str().unwrap().to_owned();
    let mut body = bulk(&[person("1"), person("nobody")]);
    for operation in body["Operations"].as_array_mut().unwrap() {
        operation["method"] = json!("DELETE");
    }
    feed.raw(Some(MEDIA), body.to_string()).await.expect(202);
    feed.pass(60);
    Feed::is(feed.told("1").await, "delete", "success", "");
    Feed::is(feed.told("nobody").await, "other", "skipped", "NotEffectivelyEntitled");
    assert!(feed.users("employeeId eq '1'").await.is_empty());
    let gone = feed
        .tenant
        .get("/directory/deletedItems/microsoft.graph.user?$select=id,userPrincipalName,deletedDateTime")
        .await
        .expect(200);
    let gone = gone["value"].as_array().unwrap();
    assert_eq!((gone.len(), &gone[0]["id"]), (1, &json!(id)));
    assert!(
        gone[0]["userPrincipalName"]
            .as_str()
            .unwrap()
            .ends_with("new.person1@contoso.com")
    );
    assert_ne!(
        gone[0]["userPrincipalName"], "new.person1@contoso.com",
        "the name is free"
    );
    let restore = format!("/directory/deletedItems/{id}/restore");
    feed.tenant.post(&restore, json!({})).await.expect(200);
    assert_eq!(feed.user("1").await["id"], *id);
    assert_eq!(feed.tenant.post(&restore, json!({})).await.status, 404);

    let second = feed.user("2").await["id"].as_str().unwrap().to_owned();
    feed.control("DELETE", &format!("/users/{second}"), Value::Null).await;
    feed.send(&[with(person("2"), json!({"title": "Lead"}))]).await;
    Feed::is(feed.told("2").await, "update", "failure", "InvalidAnchor");
    feed.pass(31 * 86_400);
    let mut again = feed;
    again.tenant.use_token(false, None).await;
    let gone = again
        .tenant
        .get("/directory/deletedItems/microsoft.graph.user")
        .await
        .expect(200);
    assert_eq!(gone["value"].as_array().unwrap().len(), 0, "gone for good");
}

#[tokio::test]
async fn active_directory_refuses_an_empty_text_and_needs_its_agent() {
    let feed = Feed::prepare(instant("contoso"), "API2AD").await;
    let settings = json!({"Enabled": true, "Recipients": "ops@contoso.com"}).to_string();
    let domain = json!({"domain": "corp.contoso.com"}).to_string();
    feed.secrets(json!([{"key": "SyncNotificationSettings", "value": settings}, {"key": "Domain", "value": domain}]))
        .await;
    feed.act("/start").await;
    feed.send(&[person("1"), with(person("2"), json!({"title": ""}))]).await;
    Feed::is(feed.told("1").await, "create", "success", "");
    Feed::is(feed.told("2").await, "create", "failure", "InvalidAttributeSyntax");
    assert!(
        feed.users("employeeId eq '1'").await.is_empty(),
        "it is not in the cloud"
    );
    let rows = feed.rows("").await;
    assert_eq!(rows[0]["targetSystem"]["displayName"], "Active Directory");
    feed.send(&[with(person("1"), json!({"active": false}))]).await;
    Feed::is(feed.told("1").await, "disable", "success", "");

    feed.control("POST", "/agents/all/stop", Value::Null).await;
    feed.send(&[person("3")]).await;
    let seen = feed.seen().await;
    assert_eq!(
        (&seen["staged"], &seen["status"]["code"]),
        (&json!(1), &json!("Quarantine"))
    );
}

#[tokio::test]
async fn without_a_mail_the_job_starts_into_quarantine_and_keeps_what_comes() {
    let feed = Feed::prepare(instant("contoso"), "API2AAD").await;
    feed.secrets(json!([{"key": "SyncNotificationSettings", "value": "{}"}]))
        .await;
    feed.act("/start").await;
    feed.send(&[person("1")]).await;
    let seen = feed.seen().await;
    assert_eq!(
        seen["status"]["quarantine"]["error"]["code"],
        "NotificationEmailMissing"
    );
    assert_eq!(seen["staged"], 1);
    feed.notify(json!({})).await;
    feed.act("/start").await;
    feed.pass(60);
    Feed::is(feed.told("1").await, "create", "success", "");
}

#[tokio::test]
async fn an_own_attribute_arrives_once_it_is_mapped() {
    let feed = Feed::running(instant("contoso")).await;
    let sent = with(
        person("1"),
        json!({"urn:contoso:employee": {"HireDate": "2026-03-01T00:00:00Z"}}),
    );
    feed.send(std::slice::from_ref(&sent)).await;
    assert_eq!(feed.user("1").await["employeeHireDate"], Value::Null);
    feed.reschema(|schema| {
        let mut own = source(schema, "title").clone();
        own["name"] = json!("urn:contoso:employee:HireDate");
        let attributes = schema["directories"][0]["objects"][0]["attributes"].as_array_mut();
        attributes.unwrap().push(own);
        let mut new = mapping(schema, "jobTitle").clone();
        new["targetAttributeName"] = json!("employeeHireDate");
        new["source"] = direct("urn:contoso:employee:HireDate");
        let mappings = &mut schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
        mappings.as_array_mut().unwrap().push(new);
    })
    .await;
    feed.send(&[sent]).await;
    assert_eq!(feed.user("1").await["employeeHireDate"], "2026-03-01T00:00:00Z");
}
