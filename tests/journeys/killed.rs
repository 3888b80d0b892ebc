//! The process is killed at every request of a set-up, before the request has its effect and after it. Running again ends in the same
//! tenant as an undisturbed run.

use std::time::Duration;

use journey_tests::causewayctl::Place;
use journey_tests::disturbed::all_happened;
use journey_tests::finished::{DOMAIN, PASSWORD_HASH, PROVISIONING, only_one};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

/// More side by side would only make the machine slower than the pauses of the journey.
const AT_ONCE: usize = 4;

#[tokio::test]
async fn whenever_the_process_is_killed_the_next_run_ends_in_the_same_tenant() {
    let tenant = Tenant::start("contoso").await;
    Place::new(&tenant, DOMAIN, json!({})).apply(&tenant).expect(0);
    let undisturbed = tenant.picture().await.essence();
    let count = journey_tests::finished::requests(&tenant).await.len();
    assert!(count >= 15, "a set-up of {count} requests");

    let places = tokio::sync::Semaphore::new(AT_ONCE);
    let cases = (1..=count).flat_map(|request| [(request, "slow:60"), (request, "slow:60:after")]);
    let runs = cases.map(|(request, fault)| {
        let (places, undisturbed) = (&places, &undisturbed);
        async move {
            let _place = places.acquire().await.expect("it stays open");
            let ended = killed_and_run_again(request, fault, count).await;
            assert_eq!(&ended, undisturbed, "killed at request {request} ({fault})");
        }
    });
    futures::future::join_all(runs).await;
}

async fn killed_and_run_again(request: usize, fault: &str, usual: usize) -> Value {
    let tenant = Tenant::start("contoso").await;
    tenant
        .control(
            Method::POST,
            "faults",
            Some(json!({ "fault": format!("/**#{request}={fault}") })),
        )
        .await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let said = std::fs::File::create(place.path().join("said.txt")).expect("a file");
    let mut child = tokio::process::Command::from(place.command(&tenant, &["apply", "set-up.json", "--yes"]))
        .stdout(said.try_clone().expect("a file"))
        .stderr(said)
        .spawn()
        .expect("causewayctl starts");
    while !all_happened(&tenant).await {
        if tokio::time::timeout(Duration::from_millis(5), child.wait())
            .await
            .is_ok()
        {
            // A run does not wait for the tenant's name, and how often a change is read back differs from run to run.
            let said = std::fs::read_to_string(place.path().join("said.txt")).expect("a file");
            let near_the_end = request + 6 >= usual;
            assert!(
                near_the_end || all_happened(&tenant).await,
                "the run ended before request {request}: {said}"
            );
            return tenant.picture().await.essence();
        }
    }
    let _ = child.kill().await; // it may have ended without the answer it did not need
    tenant.control(Method::DELETE, "faults", None).await;
    place.apply(&tenant).expect(0);
    let picture = tenant.picture().await;
    only_one(&picture, &[PASSWORD_HASH, PROVISIONING]);
    picture.essence()
}
