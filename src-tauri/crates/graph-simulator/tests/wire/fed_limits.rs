//! What mappings of a feed cannot do, and a feed beside others that write.

use serde_json::{Value, json};

use crate::client::{Tenant, instant};
use crate::feeds::{ENTERPRISE, Feed, direct, mapping, person, with};

async fn parsed(feed: &Feed, expression: &str) -> Value {
    let path = feed.path("/schema/parseExpression");
    let answer = feed
        .tenant
        .post(&path, json!({"expression": expression}))
        .await
        .expect(200);
    answer["parsedExpression"].clone()
}

#[tokio::test]
async fn a_random_part_is_of_digits_and_made_once_where_the_mapping_says_so() {
    let feed = Feed::running(instant("contoso")).await;
    // As the FAQ has it.
    let faq = r#"Join("", Replace([userName], , "(?<Suffix>@(.)*)", "Suffix", "", , ), RandomString(3, 3, 0, 0, 0, ), "@", DefaultDomain())"#;
    let source = parsed(&feed, faq).await;
    feed.reschema(|schema| {
        let name = mapping(schema, "userPrincipalName");
        name["source"] = source;
        name["flowType"] = json!("ObjectAddOnly");
    })
    .await;
    feed.send(&[person("1")]).await;
    let name = feed.user("1").await["userPrincipalName"].as_str().unwrap().to_owned();
    let random = name
        .strip_prefix("new.person1")
        .and_then(|rest| rest.strip_suffix("@contoso.com"));
    let random = random.unwrap_or_else(|| panic!("{name}"));
    assert!(
        random.len() == 3 && random.chars().all(|letter| letter.is_ascii_digit()),
        "{name}"
    );
    feed.send(&[person("1")]).await;
    Feed::is(feed.told("1").await, "other", "skipped", "RedundantExport");
    feed.reschema(|schema| mapping(schema, "userPrincipalName")["flowType"] = json!("Always"))
        .await;
    let mut names = std::collections::HashSet::new();
    for _ in 0..8 {
        feed.send(&[person("1")]).await;
        names.insert(feed.user("1").await["userPrincipalName"].to_string());
    }
    assert!(names.len() > 1, "every sending renames");
}

#[tokio::test]
async fn a_manager_is_named_by_an_attribute_alone() {
    let feed = Feed::running(instant("contoso")).await;
    let under = with(person("1"), json!({ENTERPRISE: {"manager": {"value": " 2 "}}}));
    let source = parsed(&feed, &format!("Trim([{ENTERPRISE}:manager])")).await;
    feed.reschema(|schema| mapping(schema, "manager")["source"] = source)
        .await;
    feed.send(&[person("2"), under]).await;
    let id = feed.user("1").await["id"].as_str().unwrap().to_owned();
    assert_eq!(feed.tenant.get(&format!("/users/{id}/manager")).await.status, 404);
}

#[tokio::test]
async fn extension_attributes_match_nobody_and_another_attribute_may() {
    let feed = Feed::running(instant("contoso")).await;
    feed.reschema(|schema| mapping(schema, "employeeId")["targetAttributeName"] = json!("extensionAttribute3"))
        .await;
    feed.send(&[person("1")]).await;
    Feed::is(feed.told("1").await, "update", "failure", "InvalidMatchingValue");
    feed.reschema(|schema| {
        let pair = mapping(schema, "extensionAttribute3");
        pair["targetAttributeName"] = json!("employeeId");
        pair["matchingPriority"] = json!(2);
        let name = mapping(schema, "userPrincipalName");
        name["matchingPriority"] = json!(1);
        name["source"] = direct("userName");
    })
    .await;
    let id = feed
        .other(json!({"userPrincipalName": "new.person7@contoso.com", "displayName": "Seven"}))
        .await;
    feed.send(&[person("7")]).await;
    Feed::is(feed.told("7").await, "update", "success", "");
    assert_eq!(
        feed.user("7").await["id"],
        *id,
        "found by the name, and given the number"
    );
}

#[tokio::test]
async fn what_others_write_between_two_rounds_counts() {
    let feed = Feed::running(instant("contoso")).await;
    feed.send(&[person("1")]).await;
    let id = feed.user("1").await["id"].as_str().unwrap().to_owned();
    feed.control(
        "POST",
        "/users",
        json!({"id": id, "values": {"userPrincipalName": "moved@contoso.com"}}),
    )
    .await;
    feed.send(&[with(person("2"), json!({"userName": "new.person1@contoso.com"}))])
        .await;
    Feed::is(feed.told("2").await, "create", "success", "");
    feed.send(&[person("1")]).await;
    Feed::is(feed.told("1").await, "update", "failure", "EntryConflict");

    let (principal, job) = (feed.principal.clone(), feed.job.clone());
    let other = Feed::inside(feed.tenant, "API2AAD").await;
    other.act("/start").await;
    other
        .send(&[with(person("3"), json!({"userName": "three@contoso.com"}))])
        .await;
    let first = Feed {
        principal,
        job,
        ..other
    };
    first
        .send(&[with(person("4"), json!({"userName": "three@contoso.com"}))])
        .await;
    Feed::is(first.told("4").await, "create", "failure", "EntryConflict");
}

#[tokio::test]
async fn whom_cloud_sync_brings_is_found_and_left_alone() {
    let feed = Feed::inside(Tenant::start(instant("contoso/healthy")).await, "API2AAD").await;
    feed.act("/start").await;
    let synced = &feed.users("startswith(employeeId,'10')").await[5];
    assert_eq!(synced["onPremisesSyncEnabled"], true);
    let number = synced["employeeId"].as_str().unwrap();
    feed.send(&[person(number)]).await;
    let code = "AzureActiveDirectoryCannotUpdateObjectsOriginatedInExternalService";
    Feed::is(feed.told(number).await, "update", "failure", code);
    let gone = feed.control("POST", "/people/remove", json!({"count": 1})).await;
    assert_eq!(gone["removed"], 1);
    feed.pass(60);
    feed.send(&[person("1")]).await;
    Feed::is(feed.told("1").await, "create", "success", "");
}
