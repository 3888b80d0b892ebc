//! A process that ends badly leaves nothing behind.

use std::path::PathBuf;
use std::process::Stdio;

use journey_tests::causewayctl::Place;
use journey_tests::finished::DOMAIN;
use journey_tests::processes;
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn no_core_dump_is_left() {
    let tenant = Tenant::start("contoso").await;
    let never = json!({ "fault": "/*/oauth2/v2.0/token=slow:600" });
    tenant.control(Method::POST, "faults", Some(never)).await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let mut child = place
        .command(&tenant, &["plan", "set-up.json"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let process = PathBuf::from(format!("/proc/{}", child.id()));
    while !processes::dumps_no_core(&process) {
        assert!(child.try_wait().unwrap().is_none(), "it ended with its core dumps on");
        tokio::task::yield_now().await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
