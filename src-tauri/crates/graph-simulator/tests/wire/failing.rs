//! Objects that cannot be written: who they are, who is tried again, and when they are too many (contract 7.3, 7.4, 7.6).

use serde_json::{Value, json};

use crate::client::instant;
use crate::cloud_sync::CloudSync;

/// A contoso whose first round has ended; two people of it fail.
async fn in_step() -> CloudSync {
    let sync = CloudSync::prepare(instant("contoso")).await;
    sync.act("/start").await;
    sync
}

async fn break_people(sync: &CloudSync, count: u32, flaw: &str) {
    sync.control("POST", "/people/break", json!({"count": count, "flaw": flaw}))
        .await;
}

async fn escrowed(sync: &CloudSync) -> Value {
    sync.status().await["lastExecution"]["countEscrowed"].clone()
}

#[tokio::test]
async fn each_cause_of_a_failure_has_its_code_and_old_pairs_fail_as_updates() {
    let sync = in_step().await;
    break_people(&sync, 5, "fieldEmpty").await;
    break_people(&sync, 3, "domainUnknown").await;
    assert_eq!(escrowed(&sync).await, 10);
    for (code, count) in [("MandatoryFieldsMissing", 5), ("InvalidDomain", 3)] {
        let failed = sync
            .log(" and provisioningAction eq 'update' and provisioningStatusInfo/status eq 'failure'")
            .await;
        let of_code = failed
            .iter()
            .filter(|row| row["provisioningStatusInfo"]["errorInformation"]["errorCode"] == code);
        let of_code: Vec<&Value> = of_code.collect();
        let mut people: Vec<&str> = of_code
            .iter()
            .map(|row| row["sourceIdentity"]["id"].as_str().unwrap())
            .collect();
        people.sort_unstable();
        people.dedup();
        assert_eq!(people.len(), count, "{code}");
        assert_eq!(of_code[0]["provisioningSteps"][4]["details"]["ErrorCode"], code);
        assert_ne!(of_code[0]["targetIdentity"]["id"], "");
    }
    let run = sync.status().await["lastSuccessfulExecutionWithExports"].clone();
    assert_eq!((&run["countExports"], &run["countExported"]), (&json!(10), &json!(0)));
}

#[tokio::test]
async fn a_restart_of_the_failures_alone_forgets_them_and_one_that_looks_at_everybody_does_not() {
    let sync = in_step().await;
    assert_eq!(
        (escrowed(&sync).await, sync.in_target("user to User").await),
        (json!(2), 782)
    );

    sync.restart("Escrows").await.expect(204);
    sync.pass(1);
    assert_eq!(escrowed(&sync).await, 0);
    sync.control("POST", "/people/mend", Value::Null).await;
    assert_eq!(sync.in_target("user to User").await, 782, "nobody tries them");

    sync.restart("Watermark, Escrows, QuarantineState").await.expect(204);
    assert_eq!(
        (escrowed(&sync).await, sync.in_target("user to User").await),
        (json!(0), 784)
    );
}

#[tokio::test]
async fn what_still_fails_is_tried_again_by_itself() {
    let sync = in_step().await;
    break_people(&sync, 5, "fieldEmpty").await;
    assert_eq!(escrowed(&sync).await, 7);
    sync.control("POST", "/people/mend", Value::Null).await;
    assert_eq!(
        (escrowed(&sync).await, sync.in_target("user to User").await),
        (json!(0), 784)
    );
}

#[tokio::test]
async fn too_many_failures_are_told_by_one_of_three_thresholds() {
    for (threshold, reason) in [
        (json!(null), "EncounteredEscrowProportionThreshold"),
        (json!("base"), "EncounteredBaseEscrowThreshold"),
        (json!("total"), "EncounteredTotalEscrowThreshold"),
        (json!("proportion"), "EncounteredEscrowProportionThreshold"),
    ] {
        let mut sync = in_step().await;
        sync.control(
            "PATCH",
            "/switches",
            json!({"switches": {"escrowThreshold": threshold}}),
        )
        .await;
        break_people(&sync, 420, "fieldEmpty").await;
        let status = sync.status().await;
        assert_eq!(
            (&status["code"], &status["quarantine"]["reason"]),
            (&json!("Quarantine"), &json!(reason))
        );
        let run = &status["lastExecution"];
        assert_eq!((&run["state"], &run["countEscrowed"]), (&json!("Failed"), &json!(422)));
        assert!(run["countEntitled"].as_u64() > Some(800), "{run}");

        // A start without a repair leads back; the attempts go on until one finds the repair.
        sync.act("/start").await;
        assert_eq!(sync.status().await["quarantine"]["reason"], reason);
        sync.pass(7 * 3600);
        sync.sign_in_again().await;
        assert_eq!(sync.status().await["quarantine"]["seriesCount"], 2);
        sync.control("POST", &format!("/jobs/{}/repair", sync.job), Value::Null)
            .await;
        sync.pass(24 * 3600);
        sync.sign_in_again().await;
        let status = sync.status().await;
        assert_eq!(
            (&status["code"], &status["quarantine"]),
            (&json!("Active"), &Value::Null)
        );
    }
}

#[tokio::test]
async fn too_many_failures_in_the_first_round_are_dropped_and_the_job_pauses_itself() {
    let sync = CloudSync::prepare(instant("contoso")).await;
    break_people(&sync, 420, "fieldEmpty").await;
    sync.act("/start").await;
    let job = sync.tenant.get(&sync.path("")).await.expect(200);
    let status = &job["status"];
    assert_eq!(
        (&status["code"], &status["escrowsPruned"], &job["schedule"]["state"]),
        (&json!("Paused"), &json!(true), &json!("Disabled"))
    );
    assert_eq!(status["quarantine"], Value::Null);

    sync.control("POST", &format!("/jobs/{}/repair", sync.job), Value::Null)
        .await;
    sync.act("/start").await;
    assert_eq!(sync.status().await["escrowsPruned"], false);
    assert!(
        sync.in_target("user to User").await < 400,
        "who was dropped is not tried"
    );
    sync.restart("Watermark, Escrows, QuarantineState").await.expect(204);
    assert_eq!(sync.in_target("user to User").await, 784);
}

#[tokio::test]
async fn counts_by_type_fall_only_when_the_connector_data_store_is_reset() {
    let sync = in_step().await;
    sync.control("POST", "/people/remove", json!({"count": 50})).await;
    assert_eq!(
        (sync.count("user to User").await, sync.in_target("user to User").await),
        (782, 732)
    );
    sync.restart("Watermark, Escrows, QuarantineState").await.expect(204);
    assert_eq!(sync.count("user to User").await, 782);
    sync.restart("Full").await.expect(204);
    assert_eq!(sync.count("user to User").await, 732);
}

#[tokio::test]
async fn a_pair_that_was_forgotten_is_not_deleted() {
    let sync = in_step().await;
    let secrets = json!({"DeleteThresholdEnabled": false});
    sync.secrets(secrets).await;
    sync.restart("ConnectorDataStore").await.expect(204);
    sync.control("POST", "/people/remove", json!({"count": 50})).await;
    assert_eq!(sync.in_target("user to User").await, 782);
}

#[tokio::test]
async fn the_enterprise_crosses_the_total() {
    let sync = CloudSync::prepare(instant("enterprise")).await;
    sync.act("/start").await;
    break_people(&sync, 41_000, "fieldEmpty").await;
    assert_eq!(
        sync.status().await["quarantine"]["reason"],
        "EncounteredTotalEscrowThreshold"
    );
}
