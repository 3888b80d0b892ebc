//! The process is killed at every request of the set-up of an app, before the request has its effect and after it. Running again ends in
//! the same tenant as an undisturbed run.

use std::time::Duration;

use journey_tests::disturbed::all_happened;
use journey_tests::finished::requests;
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

use crate::gallery::{TOKEN_OF_APP, apps, command, is_set_up, place};

/// More side by side would only make the machine slower than the pauses of the journey.
const AT_ONCE: usize = 4;
const APPLY: &[&str] = &["apply", "set-up.json", "--yes"];

#[tokio::test]
async fn whenever_the_process_is_killed_the_next_run_ends_in_the_same_tenant() {
    let tenant = Tenant::start("contoso").await;
    let ended = command(&tenant, &place(&tenant, json!({})), Some(TOKEN_OF_APP), APPLY)
        .output()
        .expect("causewayctl starts");
    assert!(ended.status.success());
    let undisturbed = apps(&tenant).await;
    is_set_up(&undisturbed);
    // Those of the look at the end are not the run's.
    let all = requests(&tenant).await;
    let count = all.iter().rposition(|(method, _)| method != "GET").expect("a write") + 1;
    assert!(count >= 10, "a set-up of {count} requests: {all:?}");

    let places = tokio::sync::Semaphore::new(AT_ONCE);
    let cases = (1..=count).flat_map(|request| [(request, "slow:60"), (request, "slow:60:after")]);
    let runs = cases.map(|(request, fault)| {
        let (places, undisturbed) = (&places, &undisturbed);
        async move {
            let _place = places.acquire().await.expect("it stays open");
            let ended = killed_and_run_again(request, fault).await;
            assert_eq!(&ended, undisturbed, "killed at request {request} ({fault})");
        }
    });
    futures::future::join_all(runs).await;
}

async fn killed_and_run_again(request: usize, fault: &str) -> Vec<Value> {
    let tenant = Tenant::start("contoso").await;
    let fault = json!({ "fault": format!("/**#{request}={fault}") });
    tenant.control(Method::POST, "faults", Some(fault)).await;
    let place = place(&tenant, json!({}));
    let said = std::fs::File::create(place.path().join("said.txt")).expect("a file");
    let mut child = tokio::process::Command::from(command(&tenant, &place, Some(TOKEN_OF_APP), APPLY))
        .stdout(said.try_clone().expect("a file"))
        .stderr(said)
        .spawn()
        .expect("causewayctl starts");
    while !all_happened(&tenant).await {
        if tokio::time::timeout(Duration::from_millis(5), child.wait())
            .await
            .is_ok()
        {
            // How often a change is read back differs from run to run, so the last requests may never come.
            break;
        }
    }
    let _ = child.kill().await; // it may have ended without the answer it did not need
    tenant.control(Method::DELETE, "faults", None).await;
    let ended = command(&tenant, &place, Some(TOKEN_OF_APP), APPLY)
        .output()
        .expect("causewayctl starts");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned() + &String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{said}");
    let apps = apps(&tenant).await;
    is_set_up(&apps);
    apps
}
