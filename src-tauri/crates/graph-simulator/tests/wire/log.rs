//! The provisioning log (contract 13.1).

use graph_simulator::Options;
use graph_simulator::tenant::Switches;
use serde_json::Value;

use crate::client::{Tenant, instant, paced};
use crate::cloud_sync::CloudSync;

#[tokio::test]
async fn rows_come_late_and_tell_what_the_run_did() {
    let sync = CloudSync::prepare(paced("school")).await;
    sync.act("/start").await;
    sync.pass(3 + 3);
    assert!(sync.log("").await.is_empty());
    sync.pass(5);
    let rows = sync.log("").await;
    // Whom a cycle only looked at and left is no matter of its counts.
    let (written, left): (Vec<Value>, Vec<Value>) = rows
        .clone()
        .into_iter()
        .partition(|row| row["provisioningStatusInfo"]["status"] == "success");
    assert_eq!(left.len(), 15, "system accounts and groups");
    let status = sync.status().await;
    assert_eq!(
        Some(written.len() as u64),
        status["lastSuccessfulExecutionWithExports"]["countExported"].as_u64()
    );
    let times: Vec<&str> = rows
        .iter()
        .map(|row| row["activityDateTime"].as_str().unwrap())
        .collect();
    assert!(
        times.is_sorted_by(|newer, older| newer.len() != older.len() || newer >= older),
        "{times:?}"
    );

    let row = rows
        .iter()
        .find(|row| row["sourceIdentity"]["displayName"] == "<img src=x onerror=alert(1)>")
        .unwrap();
    assert_eq!(
        (&row["provisioningAction"], &row["provisioningStatusInfo"]["status"]),
        (&"create".into(), &"success".into())
    );
    let kinds: Vec<&str> = row["provisioningSteps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["provisioningStepType"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["import", "scoping", "matching", "processing", "export"]);
    let changed = row["modifiedProperties"].as_array().unwrap();
    assert!(
        changed
            .iter()
            .any(|property| property["displayName"] == "UserPrincipalName" && property["newValue"].is_string())
    );
}

#[tokio::test]
async fn filters_and_pages_of_a_busy_log() {
    let sync = CloudSync::prepare(instant("contoso")).await;
    sync.act("/start").await;
    let total = sync.log("").await.len();
    assert!(total > 850, "{total}");
    let failed = sync.log(" and provisioningStatusInfo/status eq 'failure'").await;
    assert_eq!(failed.len(), 2);
    assert_eq!(
        failed[0]["provisioningStatusInfo"]["errorInformation"]["errorCode"],
        "AttributeValueMustBeUnique"
    );
    assert_eq!(
        sync.log(" and sourceIdentity/identityType eq 'Contact'").await.len(),
        41
    );
    assert_eq!(
        sync.log(" and contains(targetIdentity/displayName,'Pilot')")
            .await
            .len(),
        1
    );
    let id = failed[0]["id"].as_str().unwrap();
    assert_eq!(sync.log(&format!(" and id eq '{id}'")).await.len(), 1);
    assert!(
        sync.log(" and activityDateTime ge 2099-01-01T00:00:00Z")
            .await
            .is_empty()
    );

    let mut link = Some(sync.tenant.url(&format!(
        "/auditLogs/provisioning?$top=400&$orderby=activityDateTime&$filter=jobId%20eq%20'{}'",
        sync.job
    )));
    let (mut ids, mut pages) = (std::collections::HashSet::new(), 0);
    while let Some(url) = link {
        let page: Value = sync
            .tenant
            .http
            .get(&url)
            .bearer_auth(&sync.tenant.token)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        ids.extend(
            page["value"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["id"].as_str().unwrap().to_owned()),
        );
        pages += 1;
        link = page["@odata.nextLink"].as_str().map(str::to_owned);
    }
    assert_eq!((ids.len(), pages), (total, total.div_ceil(400)));
}

#[tokio::test]
async fn refusals_of_the_log() {
    let tenant = Tenant::fresh().await;
    assert!(
        tenant
            .get("/auditLogs/provisioning?$filter=jobId%20eq%20'none'")
            .await
            .expect(200)["value"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    for bad in [
        "$filter=jobId",
        "$top=many",
        "$orderby=jobId",
        "$skiptoken=x",
        "$select=id",
        "$count=true",
        "$skip=1",
        "$filter=bogus%20eq%20'x'",
    ] {
        assert_eq!(
            tenant.get(&format!("/auditLogs/provisioning?{bad}")).await.status,
            400,
            "{bad}"
        );
    }
    let switches = Switches {
        no_premium_licence: true,
        ..Switches::default()
    };
    let free = Tenant::start(Options {
        switches,
        ..instant("school")
    })
    .await;
    let refused = free.get("/auditLogs/provisioning").await;
    assert_eq!(
        (refused.status, refused.code()),
        (403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant")
    );
}

#[tokio::test]
async fn a_configuration_of_long_ago_has_its_everyday_changes() {
    let tenant = Tenant::start(instant("contoso/configured")).await;
    let rows = tenant.get("/auditLogs/provisioning").await.expect(200);
    let rows = rows["value"].as_array().unwrap();
    let of = |action: &str, status: &str| {
        let fits =
            |row: &&Value| row["provisioningAction"] == action && row["provisioningStatusInfo"]["status"] == status;
        rows.iter().filter(fits).collect::<Vec<_>>()
    };
    let (updates, disabled, failed) = (
        of("update", "success"),
        of("disable", "success"),
        of("create", "failure"),
    );
    assert_eq!(updates.len() + disabled.len() + failed.len(), rows.len());
    assert!(
        updates.len() > 100 && disabled.len() > 5 && failed.len() > 5,
        "{}",
        rows.len()
    );
    let steps = |row: &Value| row["provisioningSteps"].clone();
    for row in &updates {
        let property = &row["modifiedProperties"][0];
        let changed = property["displayName"].as_str().unwrap();
        assert_ne!(property["oldValue"], property["newValue"], "{property}");
        let kind = row["sourceIdentity"]["identityType"].as_str().unwrap();
        let fitting: &[&str] = match kind {
            "Group" => &["Description", "Member"],
            "Contact" => &["TelephoneNumber", "Company"],
            "User" | "InetOrgPerson" => &["Title", "TelephoneNumber", "Department", "City", "Company"],
            other => panic!("no type of object is spelled {other}"),
        };
        for system in ["sourceSystem", "targetSystem"] {
            let id = row[system]["id"].as_str().unwrap();
            assert!(id.parse::<uuid::Uuid>().is_ok(), "{system} {id}");
        }
        assert!(fitting.contains(&changed), "{changed} of a {kind}");
        assert_eq!(steps(row)[0]["name"], "EntryImportUpdate");
        let told = steps(row)[0]["description"].as_str().unwrap().to_owned();
        assert!(
            told.contains(" change of type (Update) from Active Directory"),
            "{told}"
        );
    }
    for row in disabled {
        assert_eq!(
            (
                &row["modifiedProperties"][0]["displayName"],
                &row["modifiedProperties"][0]["newValue"]
            ),
            (&Value::from("AccountEnabled"), &Value::from("False"))
        );
        assert!(
            steps(row)[4]["description"]
                .as_str()
                .unwrap()
                .ends_with("was disabled in Microsoft Entra ID")
        );
    }
}
