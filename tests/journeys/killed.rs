//! The process is killed at every request of a set-up, before the request has its effect and after it. Running again ends in the same
//! tenant as an undisturbed run.

use journey_tests::causewayctl::Place;
use journey_tests::disturbed::{killed_at, killed_at_every_request};
use journey_tests::finished::{DOMAIN, PASSWORD_HASH, PROVISIONING, only_one, requests};
use journey_tests::tenant::Tenant;
use serde_json::json;

#[tokio::test]
async fn whenever_the_process_is_killed_the_next_run_ends_in_the_same_tenant() {
    let tenant = Tenant::start("contoso").await;
    Place::new(&tenant, DOMAIN, json!({})).apply(&tenant).expect(0);
    let undisturbed = tenant.picture().await.essence();
    let usual = requests(&tenant).await.len();
    assert!(usual >= 15, "a set-up of {usual} requests");
    killed_at_every_request(usual, &undisturbed, async |request, fault| {
        let tenant = Tenant::start("contoso").await;
        let place = Place::new(&tenant, DOMAIN, json!({}));
        let command = place.command(&tenant, &["apply", "set-up.json", "--yes"]);
        killed_at(&tenant, &place, command, (request, fault), usual).await;
        place.apply(&tenant).expect(0);
        let picture = tenant.picture().await;
        only_one(&picture, &[PASSWORD_HASH, PROVISIONING]);
        picture.essence()
    })
    .await;
}
