//! Two guards against a wave of deletes, the job's and the tenant's, and how small they may be.

use graph_simulator::{Options, Switches};
use serde_json::{Value, json};

use crate::begun::{Begun, code};
use crate::client::instant;
use crate::cloud_sync::CloudSync;

#[tokio::test]
async fn the_tenants_guard_refuses_what_the_jobs_lets_pass_until_it_is_raised() {
    let begun = Begun::at("tenant-guard").await;
    let job = begun.main();
    assert_eq!(code(job), ("Active", "Active"));
    assert_eq!(job["status"]["lastExecution"]["countEscrowed"], 37 + 60);
    let refused = begun
        .rows("provisioningAction eq 'delete' and provisioningStatusInfo/status eq 'failure'")
        .await;
    let people: std::collections::HashSet<&str> = refused
        .iter()
        .map(|row| row["sourceIdentity"]["id"].as_str().unwrap())
        .collect();
    assert_eq!(people.len(), 60);
    assert_eq!(
        refused[0]["provisioningStatusInfo"]["errorInformation"]["errorCode"],
        "AccidentalDeletionPrevention"
    );
    let of = |id: &str| format!("/users/{id}");
    let one = refused[0]["targetIdentity"]["id"].as_str().unwrap().to_owned();
    begun.tenant.get(&of(&one)).await.expect(200);

    let guard = begun
        .tenant
        .get("/directory/onPremisesSynchronization")
        .await
        .expect(200)["value"][0]
        .clone();
    let path = format!("/directory/onPremisesSynchronization/{}", guard["id"].as_str().unwrap());
    let raised = json!({"accidentalDeletionPrevention": {"synchronizationPreventionType": "enabledForCount", "alertThreshold": 60}});
    begun
        .tenant
        .patch(&path, json!({"configuration": raised}))
        .await
        .expect(204);
    assert_eq!(begun.tenant.get(&of(&one)).await.status, 404);
}

#[tokio::test]
async fn a_sender_that_fell_silent_leaves_cloud_sync_alone() {
    let begun = Begun::at("no-data").await;
    assert_eq!(code(begun.main()), ("Active", "Active"));
    let job = begun.job("API2AAD");
    assert_eq!(code(job), ("Quarantine", "Active"));
    assert_eq!(job["status"]["quarantine"]["reason"], "IngestionInterrupted");
    assert_eq!(begun.hours_since(&job["status"]["quarantine"]["seriesBegan"]), 48);
}

#[tokio::test]
async fn a_threshold_of_one_is_taken_or_refused() {
    for (smallest, status) in [(0, 204), (1, 204), (2, 400)] {
        let switches = Switches {
            smallest_delete_threshold: smallest,
            ..Switches::default()
        };
        let sync = CloudSync::prepare(Options {
            switches,
            ..instant("school")
        })
        .await;
        let secret = json!({"DeleteThresholdEnabled": true, "DeleteThresholdValue": 1}).to_string();
        let body = json!({"value": [{"key": "SyncNotificationSettings", "value": secret}]});
        let secrets = format!("{}/synchronization/secrets", sync.principal);
        assert_eq!(sync.tenant.put(&secrets, body).await.status, status);
        let tenant = sync.tenant.simulator.connection().tenant;
        let guard = json!({"accidentalDeletionPrevention": {"synchronizationPreventionType": "enabledForCount", "alertThreshold": 1}});
        let path = format!("/directory/onPremisesSynchronization/{tenant}");
        let patched = sync.tenant.patch(&path, json!({"configuration": guard})).await;
        assert_eq!(patched.status, status);
    }
}

#[tokio::test]
async fn accounts_that_are_disabled_count_as_much_as_deleted_ones_and_are_held_with_them() {
    let sync = CloudSync::prepare(instant("contoso")).await;
    sync.secrets(json!({"DeleteThresholdEnabled": true, "DeleteThresholdValue": 10}))
        .await;
    sync.act("/start").await;
    sync.control("POST", "/people/disable", json!({"count": 4})).await;
    let disabled = sync.log(" and provisioningAction eq 'disable'").await;
    assert_eq!(disabled.len(), 4);
    let id = disabled[0]["targetIdentity"]["id"].as_str().unwrap();
    let user = sync
        .tenant
        .get(&format!("/users/{id}?$select=accountEnabled"))
        .await
        .expect(200);
    assert_eq!(user["accountEnabled"], false);

    sync.control("POST", "/people/remove", json!({"count": 6})).await;
    sync.log("").await;
    sync.control("POST", "/people/disable", json!({"count": 5})).await;
    sync.control("POST", "/people/remove", json!({"count": 5})).await;
    let held = sync.log(" and provisioningAction eq 'stagedDelete'").await;
    assert_eq!(held.len(), 10);
    assert_eq!(sync.status().await["quarantine"]["reason"], "TooManyDeletes");
    let inactive = |row: &&Value| row["provisioningSteps"][1]["details"]["Active in the source system"] == "False";
    assert_eq!(held.iter().filter(inactive).count(), 10);

    sync.restart("ForceDeletes").await.expect(204);
    assert_eq!(sync.log(" and provisioningAction eq 'disable'").await.len(), 9);
    sync.control("POST", "/people/disable", json!({"count": 9, "disabled": false}))
        .await;
    let enabled = sync
        .log(" and provisioningAction eq 'update' and provisioningStatusInfo/status eq 'success'")
        .await;
    assert_eq!(enabled.len(), 9);
    assert_eq!(enabled[0]["modifiedProperties"][0]["newValue"], "True");
}

#[tokio::test]
async fn only_a_full_round_notices_that_a_unit_was_renamed() {
    let sync = CloudSync::prepare(instant("contoso")).await;
    sync.secrets(json!({"DeleteThresholdEnabled": false})).await;
    let unit = "OU=Staff,DC=corp,DC=contoso,DC=com";
    sync.change_rule(|rule| rule["containerFilter"] = json!({"includedContainers": [unit]}))
        .await;
    sync.act("/start").await;
    let people = sync.in_target("user to User").await;
    assert!(people > 700, "{people}");
    sync.control("POST", "/people/rename-ou", json!({"unit": unit, "name": "Crew, all"}))
        .await;
    sync.control("POST", "/people/disable", json!({"count": 1})).await;
    assert_eq!(
        sync.in_target("user to User").await,
        people,
        "a round with news, and nobody leaves"
    );
    let row = sync.log(" and provisioningAction eq 'disable'").await.remove(0);
    let dn = row["sourceIdentity"]["details"]["DistinguishedName"].as_str().unwrap();
    assert!(dn.ends_with(",OU=Crew\\, all,DC=corp,DC=contoso,DC=com"), "{dn}");

    sync.restart("Watermark, Escrows, QuarantineState").await.expect(204);
    assert_eq!(
        sync.in_target("user to User").await,
        0,
        "everybody is out of scope by now"
    );
}
