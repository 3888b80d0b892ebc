//! Rows about people who were sent, as a real one looks.

use serde_json::{Value, json};

use crate::client::{instant, paced};
use crate::feeds::{ENTERPRISE, Feed, person, with};

fn steps(row: &Value) -> Vec<(String, String, String)> {
    let steps = row["provisioningSteps"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    steps
        .map(|step| {
            (
                text(&step["name"]),
                text(&step["provisioningStepType"]),
                text(&step["status"]),
            )
        })
        .collect()
}

#[tokio::test]
async fn who_is_already_right_has_the_row_that_was_seen() {
    let feed = Feed::running(instant("contoso")).await;
    feed.send(&[person("1222")]).await;
    feed.send(&[person("1222")]).await;
    let rows = feed.rows("").await;
    let row = &rows[1];
    assert_eq!(row["provisioningAction"], "other");
    assert_eq!(
        row["provisioningStatusInfo"],
        json!({"status": "skipped", "errorInformation": null})
    );
    assert_eq!(
        row["initiatedBy"],
        json!({"id": "", "displayName": "Azure AD Provisioning Service", "initiatorType": "system"})
    );
    let principal = feed.principal.rsplit('/').next().unwrap();
    assert_eq!(row["servicePrincipal"], json!({"id": principal, "displayName": "HR"}));
    assert_eq!(
        (&row["sourceIdentity"]["id"], &row["jobId"]),
        (&json!("1222"), &json!(feed.job))
    );
    let expected = [
        ("EntryImportUpdate", "import", "success"),
        ("EntryImport", "matching", "success"),
        ("EntrySynchronizationScoping", "scoping", "success"),
        ("EntrySynchronizationSkip", "processing", "skipped"),
    ];
    let expected = expected.map(|(name, kind, status)| (name.to_owned(), kind.to_owned(), status.to_owned()));
    assert_eq!(steps(row), expected);
    assert_eq!(row["provisioningSteps"][3]["details"]["SkipReason"], "RedundantExport");
    let imported = &row["provisioningSteps"][0]["details"];
    for (name, value) in [
        ("externalId", "1222"),
        ("active", "True"),
        ("name.givenName", "New"),
        (&*format!("{ENTERPRISE}:department"), "Logistics"),
    ] {
        assert_eq!(imported[name], value, "{name}");
    }
    assert_eq!(rows[0]["provisioningSteps"][0]["name"], "EntryImportAdd");
    assert_ne!(rows[0]["cycleId"], rows[1]["cycleId"]);
    assert_ne!(rows[0]["changeId"], rows[1]["changeId"]);
}

#[tokio::test]
async fn a_failure_says_why_and_a_creation_what() {
    let feed = Feed::running(instant("contoso")).await;
    feed.send(&[person("1"), with(person("2"), json!({"userName": "new.person1@x"}))])
        .await;
    let rows = feed.rows("").await;
    let properties = rows[0]["modifiedProperties"].as_array().unwrap();
    let changed = |name: &str| {
        properties
            .iter()
            .find(|property| property["displayName"] == name)
            .unwrap()
    };
    assert_eq!(
        changed("jobTitle"),
        &json!({"displayName": "jobTitle", "oldValue": null, "newValue": "Planner"})
    );
    assert_eq!(changed("employeeId")["newValue"], "1");
    assert_eq!(steps(&rows[0]).last().unwrap().0, "EntryExportAdd");
    let error = &rows[1]["provisioningStatusInfo"]["errorInformation"];
    assert_eq!(
        (&error["errorCode"], &error["errorCategory"]),
        (&json!("EntryConflict"), &json!("failure"))
    );
    assert!(error["reason"].as_str().unwrap().contains("userPrincipalName"));
    assert_eq!(rows[1]["targetIdentity"]["id"], "");
}

#[tokio::test]
async fn rows_come_late() {
    let feed = Feed::running(paced("contoso")).await;
    feed.pass(20);
    feed.upload(&[person("1")]).await.expect(202);
    feed.pass(11);
    assert_eq!(feed.users("employeeId eq '1'").await.len(), 1, "it is done");
    assert_eq!(feed.rows("").await.len(), 0, "and not told yet");
    feed.pass(10);
    assert_eq!(feed.rows("").await.len(), 1);
}

#[tokio::test]
async fn rows_are_filtered_ordered_and_paged() {
    let feed = Feed::running(instant("contoso")).await;
    let people: Vec<Value> = (0..50).map(|number| person(&format!("{number:03}"))).collect();
    feed.send(&people).await;
    feed.send(&[with(person("007"), json!({"active": false}))]).await;
    let row = &feed.rows(" and sourceIdentity/id eq '007'").await[0];
    for (filter, count) in [
        ("sourceIdentity/id eq '007'".to_owned(), 2),
        ("sourceIdentity/displayName eq 'New Person 007'".to_owned(), 2),
        ("provisioningAction eq 'disable'".to_owned(), 1),
        (
            "provisioningAction eq 'create' and provisioningStatusInfo/status eq 'success'".to_owned(),
            50,
        ),
        (format!("changeId eq '{}'", row["changeId"].as_str().unwrap()), 1),
        (format!("cycleId eq '{}'", row["cycleId"].as_str().unwrap()), 50),
        (
            format!(
                "targetIdentity/id eq '{}'",
                row["targetIdentity"]["id"].as_str().unwrap()
            ),
            2,
        ),
        (
            format!("activityDateTime gt {}", row["activityDateTime"].as_str().unwrap()),
            1,
        ),
        ("sourceSystem/displayName eq 'API'".to_owned(), 51),
        ("sourceIdentity/id eq '7'".to_owned(), 0),
    ] {
        assert_eq!(feed.rows(&format!(" and {filter}")).await.len(), count, "{filter}");
    }
    let mut link = format!("/auditLogs/provisioning?$top=20&$filter=jobId%20eq%20'{}'", feed.job);
    let (mut seen, mut pages) = (Vec::new(), 0);
    loop {
        let page = feed.tenant.get(&link).await.expect(200);
        pages += 1;
        seen.extend(
            page["value"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["id"].to_string()),
        );
        let Some(next) = page["@odata.nextLink"].as_str() else {
            break;
        };
        let at = next.find("/v1.0/").unwrap();
        link = next[at..].to_owned();
        // New rows do not move the pages that follow.
        feed.pass(1);
        feed.send(&[person("new")]).await;
    }
    let total = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((pages, total, seen.len()), (3, 51, 51));
    let beta = feed
        .tenant
        .get(&format!(
            "/beta/auditLogs/provisioning?$top=1&$filter=jobId%20eq%20'{}'",
            feed.job
        ))
        .await
        .expect(200);
    assert!(beta["value"][0]["action"].is_string());
}

#[tokio::test]
async fn another_job_has_its_own_rows() {
    let feed = Feed::running(instant("contoso")).await;
    feed.send(&[person("1")]).await;
    let first = feed.job.clone();
    let other = Feed::inside(feed.tenant, "API2AAD").await;
    other.act("/start").await;
    other.send(&[person("1")]).await;
    Feed::is(other.told("1").await, "other", "skipped", "RedundantExport");
    assert_eq!(other.rows("").await.len(), 1);
    let filter = format!("/auditLogs/provisioning?$filter=jobId%20eq%20'{first}'");
    let rows = other.tenant.get(&filter).await.expect(200);
    assert_eq!(rows["value"].as_array().unwrap().len(), 1);
}
