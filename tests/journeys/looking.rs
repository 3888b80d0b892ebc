//! Looking only reads: each way to look from the command line, at each tenant that there is something to operate in.

use std::process::Command;

use journey_tests::causewayctl::Place;
use journey_tests::finished::{DOMAIN, clear_requests, nothing_written};
use journey_tests::program;
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::json;

const LOOKS: &[&[&str]] = &[
    &["status", "--fail-on", "never"],
    &["check", "set-up.json"],
    &["metrics"],
    &["logs", "--since", "all", "--group"],
    &["why", "Koç"],
    &["drift", "set-up.json"],
];

/// The demo tenant names all it knows where it is asked for another.
fn variants() -> Vec<String> {
    let mut asked = Command::new(program::built("graph-simulator"));
    let refused = asked.args(["--scenario", "no/such"]).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    let (_, list) = said.split_once("and one of ").unwrap();
    let list = list.lines().next().unwrap();
    list.split(", ").map(str::to_owned).collect()
}

/// Every third tenant from this one on, so that three are looked at side by side.
async fn looks_from(first: usize) {
    let all = variants();
    assert!(all.len() > 40 && all.iter().any(|known| known == "healthy"), "{all:?}");
    for variant in all.iter().skip(first).step_by(3) {
        let name = format!("contoso/{variant}");
        let tenant = Tenant::start(&name).await;
        let place = Place::new(&tenant, DOMAIN, json!({}));
        clear_requests(&tenant).await;
        for look in LOOKS {
            let ended = place.run(&tenant, look);
            // What is found decides on the code; none of them is that of a crash.
            assert!((0..=6).contains(&ended.code), "{name} {look:?}: {ended:?}");
            assert!(!ended.err.contains("panicked"), "{name} {look:?}: {}", ended.err);
            let asked = nothing_written(&tenant).await;
            assert!(asked > 0, "{name} {look:?}");
        }
        let violations = tenant.control(Method::GET, "violations", None).await;
        assert_eq!(violations["start"], 0, "{name}: {violations}");
        assert_eq!(violations["restart"], 0, "{name}: {violations}");
    }
}

#[tokio::test]
async fn a_first_third_of_all_tenants_is_looked_at_and_nothing_written() {
    looks_from(0).await;
}

#[tokio::test]
async fn a_second_third_of_all_tenants_is_looked_at_and_nothing_written() {
    looks_from(1).await;
}

#[tokio::test]
async fn the_last_third_of_all_tenants_is_looked_at_and_nothing_written() {
    looks_from(2).await;
}
