//! The provisioning log in the terminal, against the log that the tenant itself shows.

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::{DOMAIN, clear_requests, nothing_written};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

async fn tenant_of(scenario: &str) -> (Tenant, Place) {
    let tenant = Tenant::start(scenario).await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    (tenant, place)
}

/// Lines of this event.
fn told(ended: &Ended, event: &str) -> Vec<Value> {
    let lines = ended
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["event"] == event).collect()
}

/// Rows that the tenant itself shows with this filter.
async fn rows(tenant: &Tenant, filter: &str) -> Vec<Value> {
    let path = format!("/v1.0/auditLogs/provisioning?$orderby=activityDateTime desc&$filter={filter}");
    tenant.get(&path).await["value"].as_array().unwrap().clone()
}

#[tokio::test]
async fn what_failed_is_what_the_tenant_says_failed() {
    let (tenant, place) = tenant_of("contoso/healthy").await;
    let failed = rows(&tenant, "provisioningStatusInfo/status eq 'failure'").await;
    assert!(failed.len() > 50, "more than the first page: {}", failed.len());
    clear_requests(&tenant).await;
    tenant.control(Method::DELETE, "violations", None).await;
    let logs = |more: &[&str]| {
        let ended = place.run(&tenant, &[&["logs", "--since", "all", "--failed"], more].concat());
        ended.expect(0);
        ended
    };
    let as_json = logs(&["--output", "json"]);
    let own: Vec<_> = told(&as_json, "row").iter().map(|line| line["entry"].clone()).collect();
    assert_eq!(own, failed);
    let end = &told(&as_json, "log")[0];
    assert_eq!(
        (&end["rows"], &end["tally"]["failed"]),
        (&json!(failed.len()), &json!(failed.len()))
    );
    let groups = told(&logs(&["--group", "--output", "json"]), "group");
    let counted: u64 = groups.iter().map(|line| line["group"]["count"].as_u64().unwrap()).sum();
    assert_eq!(counted, failed.len() as u64);
    nothing_written(&tenant).await;
    let violations = tenant.control(Method::GET, "violations", None).await;
    assert_eq!(violations["log"], 0, "{violations}");
}

#[tokio::test]
async fn a_file_has_what_was_asked_for_and_people_read_sentences() {
    let (tenant, place) = tenant_of("contoso/healthy").await;
    let failed = rows(&tenant, "provisioningStatusInfo/status eq 'failure'").await;
    let name = failed[0]["sourceIdentity"]["displayName"].as_str().unwrap();
    let of_person = failed.iter().filter(|row| row["sourceIdentity"]["displayName"] == name);
    let asked = [
        "logs",
        "set-up.json",
        "--since",
        "all",
        "--failed",
        "--person",
        &name.to_uppercase(),
    ];
    let said = place.run(&tenant, &asked);
    said.expect(0);
    said.says(name);
    said.says("failed: ");
    assert!(!said.out.contains("log."), "{}", said.out);
    place
        .run(&tenant, &[&asked[..], &["--csv", "--out", "rows.csv"]].concat())
        .expect(0);
    let file = std::fs::read_to_string(place.path().join("rows.csv")).unwrap();
    assert_eq!(file.lines().count(), 1 + of_person.count(), "{file}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(place.path().join("rows.csv"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "rows are about people");
    }
    place.run(&tenant, &["logs", "--out", "nowhere/rows"]).expect(1);
    place.run(&tenant, &["logs", "--follow", "--out", "rows"]).expect(2);
}

#[tokio::test]
async fn a_closed_log_is_no_failure_of_ours() {
    for (scenario, code) in [
        ("contoso/free-licence", "log-needs-premium"),
        ("contoso/log-closed", "reading-not-allowed"),
    ] {
        let (tenant, place) = tenant_of(scenario).await;
        let ended = place.run(&tenant, &["logs", "--output", "json", "--out", "rows"]);
        ended.expect(3);
        assert_eq!(told(&ended, "refused")[0]["problem"]["code"], code, "{scenario}");
        assert!(!place.path().join("rows").exists(), "{scenario}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn who_follows_hears_each_row_once_until_it_is_enough() {
    use journey_tests::causewayctl::UnderWay;
    let (tenant, place) = tenant_of("contoso/healthy").await;
    let mut following = UnderWay::begin(place.command(&tenant, &["logs", "--since", "7d", "--follow"]));
    following.until(|line| line["event"] == "row");
    let before = rows(&tenant, "activityDateTime ge 2020-01-01T00:00:00Z").await[0]["id"].clone();
    let three = json!({ "count": 3 });
    tenant.control(Method::POST, "people/add", Some(three)).await;
    let later = json!({ "seconds": 2_400 });
    tenant.control(Method::POST, "time", Some(later)).await;
    let newest = rows(&tenant, "activityDateTime ge 2020-01-01T00:00:00Z").await[0]["id"].clone();
    assert_ne!(before, newest);
    following.until(|line| line["entry"]["id"] == newest);
    following.interrupt();
    let ended = following.end();
    ended.expect(0);
    let mut ids: Vec<_> = told(&ended, "row")
        .iter()
        .map(|line| line["entry"]["id"].to_string())
        .collect();
    let came = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), came, "none comes twice");
    let violations = tenant.control(Method::GET, "violations", None).await;
    assert_eq!(violations["log"], 0, "{violations}");
}
