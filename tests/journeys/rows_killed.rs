//! The process is killed in the middle of many rows. Running again ends with one app, one job and the right token for each of them.

use std::process::Stdio;

use journey_tests::causewayctl::Place;
use journey_tests::searched::{TOKEN, has_none_of};
use journey_tests::table::{apps, are_whole, command, place, run};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::json;

const ROWS: usize = 24;
const APPLY: [&str; 3] = ["apply", "set-up.json", "--yes"];

/// Begins a run and kills it when the tenant has got so many requests more.
async fn killed_after(tenant: &Tenant, place: &Place, requests: usize) {
    let fault = json!({ "fault": format!("/**#{requests}=slow:60") });
    tenant.control(Method::POST, "faults", Some(fault)).await;
    let mut child = tokio::process::Command::from(command(tenant, place, ROWS, &APPLY))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("causewayctl starts");
    while !journey_tests::disturbed::all_happened(tenant).await {
        if child.try_wait().expect("it is ours").is_some() {
            break;
        }
        tokio::task::yield_now().await;
    }
    let _ = child.kill().await; // it may have ended
    tenant.control(Method::DELETE, "faults", None).await;
}

#[tokio::test]
async fn whenever_many_rows_are_killed_the_next_run_doubles_nothing_and_swaps_nothing() {
    let tenant = Tenant::start_with("contoso", &["--timing", "instant", "--lag", "list=2,object=1,job=1"]).await;
    let place = place(&tenant, ROWS);
    for requests in [15, 40, 70, 90, 120] {
        killed_after(&tenant, &place, requests).await;
    }
    run(&place, command(&tenant, &place, ROWS, &APPLY)).expect(0);
    are_whole(&apps(&tenant).await, 0..ROWS);
    has_none_of(place.path(), &["sentinel-of-row", TOKEN, "Bearer "], ROWS);
}
