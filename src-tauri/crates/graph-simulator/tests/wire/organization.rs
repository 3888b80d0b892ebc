//! Tenant flags and domains.

use std::time::Duration;

use serde_json::json;

use crate::client::{Tenant, instant};

#[tokio::test]
async fn the_flag_goes_from_never_to_on() {
    let tenant = Tenant::fresh().await;
    let list = tenant.get("/organization").await.expect(200);
    let organization = &list["value"][0];
    assert_eq!(list["value"].as_array().unwrap().len(), 1);
    assert!(organization["onPremisesSyncEnabled"].is_null());
    let names: Vec<&str> = organization["verifiedDomains"]
        .as_array()
        .unwrap()
        .iter()
        .map(|domain| domain["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["contoso.com", "contoso.onmicrosoft.com"]);

    let path = format!("/organization/{}", organization["id"].as_str().unwrap());
    tenant
        .patch(&path, json!({"onPremisesSyncEnabled": true}))
        .await
        .expect(204);
    tenant
        .patch(&path, json!({"onPremisesSyncEnabled": true}))
        .await
        .expect(204);
    assert_eq!(tenant.get(&path).await.expect(200)["onPremisesSyncEnabled"], true);
    tenant
        .patch(&path, json!({"onPremisesSyncEnabled": "yes"}))
        .await
        .expect(400);
    tenant
        .patch("/organization/00000000-0000-4000-8000-000000000000", json!({}))
        .await
        .expect(404);
    assert!(
        tenant.get("/beta/organization").await.expect(200)["value"][0]
            .get("directorySizeQuota")
            .is_some()
    );
}

#[tokio::test]
async fn switched_off_it_stays_off_for_72_hours() {
    let tenant = Tenant::start(instant("contoso/configured")).await;
    let path = format!("/organization/{}", tenant.simulator.connection().tenant);
    tenant
        .patch(&path, json!({"onPremisesSyncEnabled": false}))
        .await
        .expect(204);
    assert_eq!(
        tenant
            .patch(&path, json!({"onPremisesSyncEnabled": true}))
            .await
            .expect(400)["error"]["code"],
        "Request_BadRequest"
    );
    tenant.simulator.advance(Duration::from_secs(72 * 3600));
    let mut tenant = tenant;
    tenant.token = tenant.sign_in().await.expect(200)["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    tenant
        .patch(&path, json!({"onPremisesSyncEnabled": true}))
        .await
        .expect(204);
}

#[tokio::test]
async fn the_variants_of_the_flag() {
    let on = json!({"onPremisesSyncEnabled": true});
    for (scenario, v1, beta) in [
        ("sync-flag-off", 204, 204),
        ("sync-flag-locked", 400, 400),
        ("sync-flag-v1-read-only", 400, 204),
    ] {
        let tenant = Tenant::start(instant(scenario)).await;
        let path = format!("/organization/{}", tenant.simulator.connection().tenant);
        let before = tenant.get(&path).await.expect(200)["onPremisesSyncEnabled"].clone();
        assert_eq!(
            before,
            if scenario == "sync-flag-v1-read-only" {
                json!(null)
            } else {
                json!(false)
            }
        );
        tenant.patch(&path, on.clone()).await.expect(v1);
        tenant.patch(&format!("/beta{path}"), on.clone()).await.expect(beta);
    }
}

#[tokio::test]
async fn synchronization_features_are_merged() {
    let tenant = Tenant::fresh().await;
    let list = tenant.get("/directory/onPremisesSynchronization").await.expect(200);
    let before = &list["value"][0];
    assert_eq!(before["features"].as_object().unwrap().len(), 20);
    assert_eq!(before["features"]["passwordSyncEnabled"], false);
    let path = format!(
        "/directory/onPremisesSynchronization/{}",
        before["id"].as_str().unwrap()
    );
    let change = json!({"features": {"passwordSyncEnabled": true}, "configuration": {"accidentalDeletionPrevention": {"synchronizationPreventionType": "disabled"}}});
    tenant.patch(&path, change).await.expect(204);
    let after = tenant.get(&path).await.expect(200);
    assert_eq!(after["features"]["passwordSyncEnabled"], true);
    assert_eq!(after["features"]["softMatchOnUpnEnabled"], true);
    assert_eq!(
        after["configuration"]["accidentalDeletionPrevention"],
        json!({"synchronizationPreventionType": "disabled", "alertThreshold": 500})
    );
    tenant
        .patch(&path, json!({"features": {"makeItFast": true}}))
        .await
        .expect(400);
    tenant
        .patch(&path, json!({"features": {"passwordSyncEnabled": "yes"}}))
        .await
        .expect(400);
}

#[tokio::test]
async fn one_domain_is_not_verified() {
    for (scenario, unverified) in [
        ("school", "linden-alumni.example"),
        ("contoso", "contoso-retail.com"),
        ("enterprise", "fabrikam-labs.com"),
    ] {
        let tenant = Tenant::start(instant(scenario)).await;
        let list = tenant.get("/domains").await.expect(200);
        let open: Vec<&str> = list["value"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|domain| domain["isVerified"] == false)
            .map(|domain| domain["id"].as_str().unwrap())
            .collect();
        assert_eq!(open, [unverified]);
        assert_eq!(
            tenant.get(&format!("/domains/{unverified}")).await.expect(200)["isVerified"],
            false
        );
        tenant.get("/domains/nowhere.example").await.expect(404);
    }
}
