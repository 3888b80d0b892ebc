//! What a job makes of people who are sent: they are created, changed, switched off or left as they are.

use serde_json::{Value, json};

use crate::client::{instant, paced};
use crate::feeds::{ENTERPRISE, Feed, direct, mapping, person, with};

#[tokio::test]
async fn somebody_new_is_created_as_mapped() {
    let feed = Feed::running(instant("contoso")).await;
    let new = with(
        person("E-77"),
        json!({
            "userName": "zoe.van.dijk@whatever.example",
            "emails": [{"value": "zoe@contoso.com", "type": "work"}],
            "phoneNumbers": [{"value": "+31 20 1", "type": "work"}, {"value": "+31 6 2", "type": "mobile"}, {"value": "+31 9", "type": "home"}],
            "addresses": [{"locality": "Utrecht"}, {"type": "work", "locality": "Delft"}],
            ENTERPRISE: {"department": "Logistics", "organization": "Contoso BV", "costCenter": "47"},
        }),
    );
    feed.send(&[new]).await;
    let user = feed.user("E-77").await;
    for (name, value) in [
        ("userPrincipalName", json!("zoe.van.dijk@contoso.com")),
        ("displayName", json!("New Person E-77")),
        ("givenName", json!("New")),
        ("surname", json!("Person E-77")),
        ("jobTitle", json!("Planner")),
        ("department", json!("Logistics")),
        ("city", json!("Delft")),
        ("businessPhones", json!(["+31 20 1"])),
        ("mobilePhone", json!("+31 6 2")),
        ("accountEnabled", json!(true)),
        // Exchange owns it, and nothing maps the company.
        ("mail", Value::Null),
        ("companyName", Value::Null),
        ("onPremisesSyncEnabled", Value::Null),
    ] {
        assert_eq!(user[name], value, "{name}");
    }
    assert!(user["createdDateTime"].is_string());
    Feed::is(feed.told("E-77").await, "create", "success", "");
    let id = user["id"].as_str().unwrap();
    for key in [id, "zoe.van.dijk@contoso.com", "ZOE.van.dijk@CONTOSO.com"] {
        assert_eq!(feed.tenant.get(&format!("/users/{key}")).await.expect(200)["id"], id);
    }
    let status = feed.seen().await["status"].clone();
    assert_eq!(status["code"], "Active");
    let run = &status["lastSuccessfulExecutionWithExports"];
    assert_eq!((&run["countImported"], &run["countExported"]), (&json!(1), &json!(1)));
    assert_eq!(status["synchronizedEntryCountByType"][0]["value"], 1);
}

#[tokio::test]
async fn a_change_writes_what_differs_and_the_same_again_nothing() {
    let feed = Feed::running(instant("contoso")).await;
    feed.send(&[person("1")]).await;
    feed.send(&[person("1")]).await;
    Feed::is(feed.told("1").await, "other", "skipped", "RedundantExport");
    feed.send(&[with(
        person("1"),
        json!({"title": "Lead", "userName": "new.person1@contoso.com"}),
    )])
    .await;
    Feed::is(feed.told("1").await, "update", "success", "");
    let rows = feed.rows("").await;
    let modified = &rows.last().unwrap()["modifiedProperties"];
    assert_eq!(
        *modified,
        json!([{"displayName": "jobTitle", "oldValue": "Planner", "newValue": "Lead"}])
    );
    assert_eq!(feed.user("1").await["jobTitle"], "Lead");
    // What is left out stays.
    let mut short = person("1");
    short.as_object_mut().unwrap().remove("title");
    feed.send(&[short]).await;
    Feed::is(feed.told("1").await, "other", "skipped", "RedundantExport");
}

#[tokio::test]
async fn who_has_left_is_switched_off_and_may_come_back() {
    let feed = Feed::running(instant("contoso")).await;
    feed.send(&[person("1")]).await;
    feed.send(&[with(person("1"), json!({"active": false}))]).await;
    Feed::is(feed.told("1").await, "disable", "success", "");
    assert_eq!(feed.user("1").await["accountEnabled"], false);
    feed.send(&[with(person("1"), json!({"active": false}))]).await;
    Feed::is(feed.told("1").await, "other", "skipped", "RedundantExport");
    feed.send(&[person("1")]).await;
    Feed::is(feed.told("1").await, "update", "success", "");
    assert_eq!(feed.user("1").await["accountEnabled"], true);
    // Somebody new who has left already becomes an account that is switched off.
    feed.send(&[with(person("2"), json!({"active": false}))]).await;
    Feed::is(feed.told("2").await, "create", "success", "");
    assert_eq!(feed.user("2").await["accountEnabled"], false);
}

#[tokio::test]
async fn people_of_the_company_are_matched_by_their_number() {
    let feed = Feed::running(instant("feed-fresh")).await;
    let before = feed.users("startswith(employeeId,'1')").await;
    assert_eq!(before.len(), 812);
    let somebody = &before[100];
    let number = somebody["employeeId"].as_str().unwrap();
    let sent = with(
        person(number),
        json!({"userName": somebody["userPrincipalName"], "displayName": somebody["displayName"], "title": "Something else"}),
    );
    feed.send(&[sent]).await;
    Feed::is(feed.told(number).await, "update", "success", "");
    let now = feed.user(number).await;
    assert_eq!(
        (&now["id"], &now["jobTitle"]),
        (&somebody["id"], &json!("Something else"))
    );
    assert_eq!(
        feed.users("startswith(employeeId,'1')").await.len(),
        812,
        "nobody was created"
    );
    let rows = feed.rows("").await;
    assert_eq!(rows[0]["targetIdentity"]["id"], somebody["id"]);
}

#[tokio::test]
async fn sign_in_names_are_unique_and_valid() {
    let feed = Feed::running(instant("contoso")).await;
    feed.reschema(|schema| mapping(schema, "userPrincipalName")["source"] = direct("userName"))
        .await;
    feed.send(&[person("1")]).await;
    for (place, (name, code)) in [
        ("new.person1@contoso.com", "EntryConflict"),
        ("NEW.Person1@contoso.com", "EntryConflict"),
        ("sanne.devries@contoso.com", "EntryConflict"),
        ("somebody@contoso-retail.com", "InvalidDomain"),
        ("somebody@nowhere.example", "InvalidDomain"),
        ("", "AzureActiveDirectoryInvalidUserPrincipalName"),
        (" ", "AzureActiveDirectoryInvalidUserPrincipalName"),
        ("some body@contoso.com", "AzureActiveDirectoryInvalidUserPrincipalName"),
        ("josé@contoso.com", "AzureActiveDirectoryInvalidUserPrincipalName"),
        ("@contoso.com", "AzureActiveDirectoryInvalidUserPrincipalName"),
        ("nobody", "AzureActiveDirectoryInvalidUserPrincipalName"),
        ("a@b@contoso.com", "InvalidDomain"),
    ]
    .into_iter()
    .enumerate()
    {
        let number = format!("x{place}");
        feed.send(&[with(person(&number), json!({"userName": name}))]).await;
        Feed::is(feed.told(&number).await, "create", "failure", code);
        assert!(
            feed.users(&format!("employeeId eq '{number}'")).await.is_empty(),
            "{name}"
        );
    }
    // Whoever takes it back may have it.
    feed.send(&[with(person("1"), json!({"userName": "other.name@contoso.com"}))])
        .await;
    feed.send(&[with(person("2"), json!({"userName": "new.person1@contoso.com"}))])
        .await;
    Feed::is(feed.told("2").await, "create", "success", "");
}

#[tokio::test]
async fn what_cannot_be_matched_or_written_is_told_with_its_code() {
    let feed = Feed::running(instant("contoso")).await;
    feed.other(json!({"userPrincipalName": "one@contoso.com", "displayName": "One", "employeeId": "twice"}))
        .await;
    feed.other(json!({"userPrincipalName": "two@contoso.com", "displayName": "Two", "employeeId": "TWICE"}))
        .await;
    let mut unnamed = person("unnamed");
    unnamed.as_object_mut().unwrap().remove("displayName");
    for (number, sent, expected) in [
        (
            "twice",
            person("twice"),
            ("update", "failure", "DuplicateTargetEntries"),
        ),
        (
            "12345678901234567",
            person("12345678901234567"),
            ("create", "failure", "InvalidPropertyValue"),
        ),
        (
            "1234567890123456",
            person("1234567890123456"),
            ("create", "success", ""),
        ),
        (" ", with(person(" "), json!({})), ("other", "skipped", "ImportSkipped")),
        ("a'b", person("a'b"), ("update", "failure", "InvalidMatchingValue")),
        ("unnamed", unnamed, ("create", "failure", "MissingValues")),
        (
            "long",
            with(person("long"), json!({"title": "x".repeat(129)})),
            ("create", "failure", "InvalidPropertyValue"),
        ),
    ] {
        feed.send(&[sent]).await;
        let (action, status, code) = expected;
        Feed::is(feed.told(number).await, action, status, code);
    }
    // Another spelling of a number is another person of the source, who matches the same account.
    feed.send(&[person("ab"), person("AB")]).await;
    Feed::is(feed.told("AB").await, "update", "failure", "DuplicateSourceEntries");
    assert_eq!(feed.users("employeeId eq 'ab'").await.len(), 1);
}

#[tokio::test]
async fn an_expression_that_cannot_be_evaluated_stops_the_person() {
    let feed = Feed::running(instant("contoso")).await;
    let number =
        json!({"type": "Function", "name": "Left", "expression": "Left([title], [displayName])", "parameters": []});
    feed.reschema(|schema| mapping(schema, "jobTitle")["source"] = number)
        .await;
    feed.send(&[person("1")]).await;
    Feed::is(feed.told("1").await, "create", "failure", "AttributeMappingFailed");
}

#[tokio::test]
async fn who_belongs_to_active_directory_is_not_written() {
    let feed = Feed::running(instant("contoso")).await;
    let values =
        json!({"userPrincipalName": "new.person1@contoso.com", "displayName": "New Person 1", "employeeId": "1"});
    let id = feed.other(values).await;
    feed.control("POST", "/users", json!({"id": id, "managedByAd": true}))
        .await;
    assert_eq!(feed.user("1").await["onPremisesSyncEnabled"], true);
    let code = "AzureActiveDirectoryCannotUpdateObjectsOriginatedInExternalService";
    for sent in [person("1"), with(person("1"), json!({"active": false}))] {
        feed.send(&[sent]).await;
        let (action, status, told) = feed.told("1").await;
        assert_eq!((status.as_str(), told.as_str()), ("failure", code), "{action}");
    }
    assert_eq!(feed.user("1").await["jobTitle"], Value::Null);
    let same = json!({"schemas": [ENTERPRISE], "externalId": "1", "userName": "new.person1@x", "displayName": "New Person 1", "active": true});
    feed.send(&[same]).await;
    Feed::is(feed.told("1").await, "other", "skipped", "RedundantExport");
}

#[tokio::test]
async fn mail_is_told_as_changed_and_is_not() {
    let feed = Feed::running(instant("contoso")).await;
    let sent = with(
        person("1"),
        json!({"emails": [{"type": "work", "value": "one@contoso.com"}]}),
    );
    feed.send(&[person("1")]).await;
    for _ in 0..2 {
        feed.send(std::slice::from_ref(&sent)).await;
        Feed::is(feed.told("1").await, "update", "success", "");
        assert_eq!(feed.user("1").await["mail"], Value::Null);
    }
    let rows = feed.rows("").await;
    assert_eq!(rows.last().unwrap()["modifiedProperties"][0]["displayName"], "mail");
}

#[tokio::test]
async fn who_is_refused_is_tried_again_and_comes_through_when_nothing_is_in_the_way() {
    let mut feed = Feed::running(paced("contoso")).await;
    let holder = feed
        .other(json!({"userPrincipalName": "new.person1@contoso.com", "displayName": "Holder"}))
        .await;
    feed.send(&[person("1")]).await;
    Feed::is(feed.told("1").await, "create", "failure", "EntryConflict");
    assert_eq!(feed.seen().await["status"]["lastExecution"]["countEscrowed"], 1);
    let tries = feed.rows("").await.len();
    assert!(tries > 1, "{tries}");
    let free = json!({"id": holder, "values": {"userPrincipalName": "holder@contoso.com"}});
    feed.control("POST", "/users", free).await;
    feed.wait(3_600).await;
    Feed::is(feed.told("1").await, "create", "success", "");
    assert_eq!(feed.seen().await["status"]["lastExecution"]["countEscrowed"], 0);
    feed.wait(3 * 86_400).await;
    assert_eq!(
        feed.rows(" and provisioningStatusInfo/status eq 'success'").await.len(),
        1
    );
}

#[tokio::test]
async fn who_stays_refused_is_tried_ever_more_rarely() {
    let mut feed = Feed::running(instant("contoso")).await;
    feed.send(&[person("12345678901234567")]).await;
    feed.wait(30 * 86_400 - 1_000).await;
    let rows = feed.rows("").await.len();
    assert!((30..60).contains(&rows), "{rows}");
}

#[tokio::test]
async fn the_last_word_about_somebody_counts_and_the_order_is_that_of_sending() {
    let feed = Feed::running(paced("contoso")).await;
    let titled = |title: &str| with(person("1"), json!({"title": title}));
    feed.upload(&[titled("a"), titled("b")]).await.expect(202);
    feed.upload(&[titled("c"), person("2"), titled("d")]).await.expect(202);
    feed.pass(60);
    assert_eq!(feed.user("1").await["jobTitle"], "d");
    let rows = feed.rows(" and sourceIdentity/id eq '1'").await;
    let actions: Vec<&str> = rows
        .iter()
        .map(|row| row["provisioningAction"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["create", "update", "update", "update"]);
}

#[tokio::test]
async fn an_app_that_may_not_create_or_change_passes_over() {
    let feed = Feed::running(instant("contoso")).await;
    feed.send(&[person("1")]).await;
    let allow = |flows: &'static str| {
        move |schema: &mut Value| schema["synchronizationRules"][0]["objectMappings"][0]["flowTypes"] = json!(flows)
    };
    feed.reschema(allow("Update")).await;
    feed.send(&[person("2"), with(person("1"), json!({"title": "Lead"}))])
        .await;
    Feed::is(feed.told("2").await, "other", "skipped", "NotEffectivelyEntitled");
    Feed::is(feed.told("1").await, "update", "success", "");
    feed.reschema(allow("Add")).await;
    feed.send(&[person("3"), with(person("1"), json!({"active": false}))])
        .await;
    Feed::is(feed.told("3").await, "create", "success", "");
    Feed::is(feed.told("1").await, "other", "skipped", "NotEffectivelyEntitled");
}
