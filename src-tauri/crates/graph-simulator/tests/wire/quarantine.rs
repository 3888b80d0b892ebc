//! Quarantine by the test's hand and by what happens (contract 7.4).

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::client::{instant, paced};
use crate::cloud_sync::CloudSync;

fn time(of: &Value) -> Timestamp {
    of.as_str().unwrap().parse().unwrap()
}

async fn in_step() -> CloudSync {
    let sync = CloudSync::prepare(instant("contoso")).await;
    sync.act("/start").await;
    sync
}

#[tokio::test]
async fn every_reason_and_code_can_be_had() {
    let sync = in_step().await;
    for (reason, code, told) in [
        ("EncounteredBaseEscrowThreshold", None, "EncounteredBaseEscrowThreshold"),
        (
            "EncounteredTotalEscrowThreshold",
            None,
            "EncounteredTotalEscrowThreshold",
        ),
        (
            "EncounteredEscrowProportionThreshold",
            None,
            "EncounteredEscrowProportionThreshold",
        ),
        ("Unknown", None, "Unknown"),
        ("QuarantinedOnDemand", None, "QuarantinedOnDemand"),
        ("TooManyDeletes", None, "TooManyDeletes"),
        ("IngestionInterrupted", None, "IngestionInterrupted"),
        ("NobodyKnows", None, "NobodyKnows"),
        ("EncounteredQuarantineException", Some("TimeOut"), "TimeOut"),
        (
            "EncounteredQuarantineException",
            Some("SalesforceInvalidCredentials"),
            "SalesforceInvalidCredentials",
        ),
    ] {
        sync.impose(json!({"reason": reason, "code": code, "sticky": true}))
            .await;
        let status = sync.status().await;
        let quarantine = &status["quarantine"];
        assert_eq!(
            (&status["code"], &quarantine["reason"], &quarantine["error"]["code"]),
            (&json!("Quarantine"), &json!(reason), &json!(told))
        );
        assert_eq!(status["lastExecution"]["error"]["code"], told);
        assert_eq!(quarantine["seriesCount"], 1);
    }
}

#[tokio::test]
async fn a_quarantine_keeps_its_counts() {
    let sync = in_step().await;
    let before = sync.status().await["lastExecution"].clone();
    sync.impose(json!({"code": "TimeOut", "sticky": true})).await;
    let run = sync.status().await["lastExecution"].clone();
    assert_eq!(
        (&run["state"], &run["countEntitled"]),
        (&json!("Failed"), &before["countEntitled"])
    );
    assert_eq!(run["countEscrowed"], 2);
}

#[tokio::test]
async fn what_began_long_ago_has_had_its_attempts() {
    let mut sync = in_step().await;
    sync.pass(40 * 86_400);
    sync.sign_in_again().await;
    let now = time(&sync.control("GET", "/time", Value::Null).await["now"]);
    let since = |days: i64| {
        now.checked_sub(Duration::from_secs(86_400 * days.unsigned_abs()))
            .unwrap()
    };
    sync.impose(json!({"code": "TimeOut", "sticky": true, "since": since(20)}))
        .await;
    let status = sync.status().await;
    let quarantine = &status["quarantine"];
    // 0, 6, 12 and 24 hours, then days 2 to 20.
    assert_eq!(quarantine["seriesCount"], 4 + 19);
    assert_eq!(time(&quarantine["seriesBegan"]), since(20));
    assert_eq!(time(&quarantine["currentBegan"]), now);
    assert!(time(&status["steadyStateLastAchievedTime"]) <= since(20));
    assert!(
        sync.log(&format!(" and activityDateTime gt {}", since(19)))
            .await
            .is_empty()
    );

    sync.impose(json!({"code": "TimeOut", "sticky": true, "since": since(33)}))
        .await;
    let job = sync.tenant.get(&sync.path("")).await.expect(200);
    assert_eq!(
        (&job["status"]["code"], &job["schedule"]["state"]),
        (&json!("Paused"), &json!("Disabled"))
    );
    assert_eq!(time(&job["status"]["quarantine"]["seriesBegan"]), since(33));
    let later = sync
        .tenant
        .control(
            reqwest::Method::POST,
            &format!("/jobs/{}/quarantine", sync.job),
            json!({"since": "2999-01-01T00:00:00Z"}),
        )
        .await;
    assert_eq!(later.status, 400);
    assert_eq!(
        sync.tenant
            .control(reqwest::Method::POST, "/jobs/none/repair", Value::Null)
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn trouble_that_sticks_ends_with_a_repair_and_other_trouble_at_the_next_attempt() {
    let mut sync = in_step().await;
    sync.impose(json!({"code": "AzureDirectoryServiceServerBusy"})).await;
    sync.pass(6 * 3600);
    sync.sign_in_again().await;
    assert_eq!(sync.status().await["code"], "Active");

    sync.impose(json!({"code": "AzureDirectoryServiceServerBusy", "sticky": true}))
        .await;
    sync.act("/start").await;
    assert_eq!(
        sync.status().await["code"],
        "Quarantine",
        "a start without a repair leads back"
    );
    sync.control("POST", &format!("/jobs/{}/repair", sync.job), Value::Null)
        .await;
    assert_eq!(sync.status().await["code"], "Quarantine", "nobody has tried again yet");
    sync.pass(6 * 3600);
    sync.sign_in_again().await;
    let status = sync.status().await;
    assert_eq!(
        (&status["code"], &status["quarantine"]),
        (&json!("Active"), &Value::Null)
    );
}

#[tokio::test]
async fn a_pause_keeps_what_held_the_job_back() {
    let sync = in_step().await;
    sync.impose(json!({"code": "TimeOut", "sticky": true})).await;
    sync.act("/pause").await;
    let job = sync.tenant.get(&sync.path("")).await.expect(200);
    assert_eq!(
        (&job["status"]["code"], &job["schedule"]["state"]),
        (&json!("Paused"), &json!("Disabled"))
    );
    assert_eq!(job["status"]["quarantine"]["error"]["code"], "TimeOut");
}

#[tokio::test]
async fn held_deletes_tell_who_is_gone_from_who_was_moved() {
    let sync = CloudSync::prepare(instant("contoso")).await;
    sync.secrets(json!({"DeleteThresholdEnabled": true, "DeleteThresholdValue": 30}))
        .await;
    sync.control("POST", "/people/move", json!({"count": 20, "to": "Sales"}))
        .await;
    let containers = |names: &[&str]| {
        let dns: Vec<String> = names
            .iter()
            .map(|name| format!("OU={name},DC=corp,DC=contoso,DC=com"))
            .collect();
        json!({"includedContainers": dns})
    };
    sync.change_rule(|rule| rule["containerFilter"] = containers(&["Staff", "Sales"]))
        .await;
    sync.act("/start").await;
    assert_eq!(sync.status().await["code"], "Active");
    // While it is paused, both wait for the same round.
    sync.act("/pause").await;
    sync.control("POST", "/people/remove", json!({"count": 15})).await;
    sync.change_rule(|rule| rule["containerFilter"] = containers(&["Staff"]))
        .await;
    sync.act("/start").await;

    let status = sync.status().await;
    assert_eq!(status["quarantine"]["reason"], "TooManyDeletes");
    let run = &status["lastExecution"];
    assert_eq!(
        (&run["countExports"], &run["countExported"]),
        (&json!(37), &json!(0)),
        "with two people who fail as before"
    );
    let rows = sync.log(" and provisioningAction eq 'stagedDelete'").await;
    let of = |active: &str, passed: &str| {
        let details = json!({"Active in the source system": active, "Scoping filter evaluation passed": passed});
        rows.iter()
            .filter(|row| row["provisioningSteps"][1]["details"] == details)
            .count()
    };
    assert_eq!((of("False", "True"), of("True", "False"), rows.len()), (15, 20, 35));
}

#[tokio::test]
async fn a_round_under_way_began_after_the_last_one_ended() {
    let sync = CloudSync::prepare(paced("contoso")).await;
    sync.act("/start").await;
    sync.pass(5);
    let first = sync.status().await["lastExecution"].clone();
    assert!(first["timeEnded"].as_str().unwrap().starts_with("0001"), "{first}");
    assert!(time(&first["timeBegan"]) > Timestamp::UNIX_EPOCH);
    sync.pass(60);
    let ended = sync.status().await["lastExecution"].clone();
    assert!(time(&ended["timeEnded"]) >= time(&ended["timeBegan"]));

    sync.restart("Watermark").await.expect(204);
    sync.pass(5);
    let again = sync.status().await["lastExecution"].clone();
    assert!(time(&again["timeBegan"]) > time(&again["timeEnded"]), "{again}");
    assert_eq!(
        (&again["timeEnded"], &again["state"]),
        (&ended["timeEnded"], &ended["state"])
    );
    assert_ne!(again["activityIdentifier"], ended["activityIdentifier"]);
}

#[tokio::test]
async fn the_last_password_sync_moves_while_hashes_run() {
    let mut sync = in_step().await;
    let read = async |sync: &CloudSync| {
        sync.tenant.get("/beta/organization").await.expect(200)["value"][0]["onPremisesLastPasswordSyncDateTime"]
            .clone()
    };
    assert_eq!(read(&sync).await, Value::Null);
    sync.job = sync.create("AD2AADPasswordHash").await.expect(201)["id"]
        .as_str()
        .unwrap()
        .to_owned();
    sync.act("/start").await;
    let first = read(&sync).await;
    sync.pass(3000);
    let later = read(&sync).await;
    assert!(time(&later) > time(&first), "{first} {later}");
    sync.act("/pause").await;
    sync.pass(300);
    assert_eq!(read(&sync).await, later);
}

#[tokio::test]
async fn a_month_passes_with_its_rounds_and_rows() {
    let mut sync = in_step().await;
    sync.pass(30 * 86_400);
    sync.sign_in_again().await;
    let rows = sync.log("").await;
    let updates = rows.iter().filter(|row| row["provisioningAction"] == "update").count();
    // Six an hour, ten hours a working day.
    assert!(updates > 600, "{updates}");
    let status = sync.status().await;
    let now = time(&sync.control("GET", "/time", Value::Null).await["now"]);
    assert_eq!(time(&status["steadyStateLastAchievedTime"]), now);
}
