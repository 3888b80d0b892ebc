//! Several set-ups in one call: side by side, each for itself, one picture at the end.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// Domains of one tenant; every set-up has a configuration, settings and jobs of its own.
const DOMAINS: [&str; 4] = [
    "a.contoso.example",
    "b.contoso.example",
    "c.contoso.example",
    "d.contoso.example",
];

/// A place with a folder of set-ups for these domains, among other files.
fn folder(tenant: &Tenant, domains: &[&str]) -> Place {
    let place = Place::new(tenant, "unused.example", json!({}));
    let folder = place.path().join("setups/deep");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("notes.json"), "{}").unwrap();
    for domain in domains {
        let setup = json!({ "causeway": 1, "journey": "cloud-sync", "tenant": tenant.text("tenant"), "domain": domain,
            // No agent of this tenant serves these domains.
            "start": false });
        let letter = &domain[..1];
        std::fs::write(folder.join(format!("{letter}.setup.json")), setup.to_string()).unwrap();
    }
    place
}

fn lines(ended: &Ended) -> Vec<Value> {
    ended
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

async fn configured(tenant: &Tenant) -> Vec<String> {
    let mut names: Vec<_> = tenant
        .picture()
        .await
        .configurations
        .into_iter()
        .map(|found| found.name)
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_folder_is_applied_side_by_side_and_a_bad_file_stops_nobody() {
    let tenant = Tenant::start("contoso").await;
    let place = folder(&tenant, &DOMAINS);
    std::fs::write(place.path().join("setups/bad.setup.json"), "{").unwrap();

    let ended = place.run(&tenant, &["apply", "setups", "--yes"]);
    ended.expect(2);
    assert_eq!(configured(&tenant).await, DOMAINS);
    for letter in ["a", "b", "c", "d"] {
        ended.says(&format!("[{letter}] ✓ Password hashes are sent along"));
    }
    ended.says("causewayctl: [bad] ");
    ended.says("bad.setup.json:1:1: (file): found a file that ends in the middle of its JSON");
    let table: Vec<&str> = ended.out.lines().rev().take(8).collect();
    assert_eq!(table[0], "4 of 5 set-ups came to a good end.");
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(table[2])[..3], ["d", "d.contoso.example", "done"]);
    assert_eq!(words(table[6]), ["bad", "-", "wrong", "set-up", "-"]);

    let again = place.run(
        &tenant,
        &["apply", "setups/deep", "--yes", "--at-once", "1", "--output", "json"],
    );
    again.expect(0);
    let summary = lines(&again).pop().unwrap();
    let changes: Vec<_> = summary["setups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|setup| &setup["changes"])
        .collect();
    assert_eq!(changes, [0, 0, 0, 0]);
    assert_eq!(configured(&tenant).await, DOMAINS);
}

#[tokio::test]
async fn every_json_line_names_its_setup_and_no_more_than_the_bound_run_at_once() {
    let tenant = Tenant::start("contoso").await;
    let place = folder(&tenant, &DOMAINS);
    let ended = place.run(
        &tenant,
        &["apply", "setups", "--yes", "--at-once", "2", "--output", "json"],
    );
    ended.expect(0);
    let mut lines = lines(&ended);
    let summary = lines.pop().unwrap();
    assert_eq!((&summary["event"], &summary["exit"]), (&json!("summary"), &json!(0)));
    assert_eq!(summary["setups"][0]["domain"], DOMAINS[0]);

    let (mut under_way, mut most) = (std::collections::BTreeSet::new(), 0);
    for line in &lines {
        let setup = line["setup"].as_str().unwrap_or_else(|| panic!("{line}"));
        if line["event"] == "report" {
            under_way.remove(setup);
        } else {
            under_way.insert(setup);
            most = most.max(under_way.len());
        }
    }
    assert_eq!(most, 2, "side by side, and no more");
}

#[tokio::test]
async fn plan_and_status_look_at_all_and_write_nothing() {
    let tenant = Tenant::start("contoso").await;
    let place = folder(&tenant, &DOMAINS[..2]);
    let plan = place.run(
        &tenant,
        &["plan", "setups/deep/a.setup.json", "setups/deep/b.setup.json"],
    );
    plan.expect(0);
    plan.says("[b] + Create the configuration");
    plan.says("2 of 2 set-ups came to a good end.");
    let status = place.run(&tenant, &["status", "setups"]);
    status.expect(3);
    status.says("[a] There is no configuration for a.contoso.example");
    status.says("2 set-ups looked at: 2 stuck or missing,");
    journey_tests::finished::nothing_written(&tenant).await;
}

#[tokio::test]
async fn trouble_of_one_is_its_own_and_the_worst_exit_code_counts() {
    let tenant = Tenant::start("contoso").await;
    let place = folder(&tenant, &DOMAINS[..3]);
    let deep = place.path().join("setups/deep");
    let elsewhere =
        json!({ "causeway": 1, "journey": "cloud-sync", "tenant": "fabrikam.example", "domain": "fabrikam.example" });
    std::fs::write(deep.join("elsewhere.setup.json"), elsewhere.to_string()).unwrap();
    // One of the three meets a server that fails for good.
    let fault = "POST /applicationTemplates/*/instantiate#1=403";
    tenant
        .control(Method::POST, "faults", Some(json!({ "fault": fault })))
        .await;

    let ended = place.run(&tenant, &["apply", "setups", "--yes", "--output", "json"]);
    let summary = lines(&ended).pop().unwrap();
    let mut exits: Vec<u64> = summary["setups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|setup| setup["exit"].as_u64().unwrap())
        .collect();
    exits.sort_unstable();
    assert_eq!(exits, [0, 0, 3, 4], "{summary}");
    ended.expect(4);
    assert_eq!(configured(&tenant).await.len(), 2);
}

#[tokio::test]
async fn what_does_not_go_with_several_is_refused() {
    let tenant = Tenant::start("contoso").await;
    let place = folder(&tenant, &DOMAINS[..2]);
    place
        .run(&tenant, &["apply", "setups"])
        .says("look at them with plan, then add --yes");
    place.run(&tenant, &["apply", "setups"]).expect(2);
    place
        .run(&tenant, &["plan", "setups", "--tenant", "contoso.onmicrosoft.com"])
        .expect(2);
    place.run(&tenant, &["plan", "setups", "--at-once", "0"]).expect(2);
    std::fs::create_dir(place.path().join("empty")).unwrap();
    place.run(&tenant, &["plan", "empty"]).says("holds no set-up file");
    journey_tests::finished::nothing_written(&tenant).await;
}

#[cfg(unix)]
#[tokio::test]
async fn ctrl_c_stops_all_begins_no_other_and_the_next_call_finishes() {
    let tenant = Tenant::start_with("contoso", &["--timing", "instant", "--latency-ms", "400"]).await;
    let place = folder(&tenant, &DOMAINS);
    let arguments = ["apply", "setups", "--yes", "--at-once", "2", "--output", "json"];
    let mut child = place
        .command(&tenant, &arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Two are in the middle of their work as soon as both have a configuration.
    while begun(&tenant).await < 2 {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it was stopped");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let interrupted = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupted.success());
    let ended: Ended = child.wait_with_output().unwrap().into();
    ended.expect(130);
    let summary = lines(&ended).pop().unwrap();
    let setups = summary["setups"].as_array().unwrap().iter();
    let exits: Vec<_> = setups.map(|setup| setup["exit"].as_i64().unwrap()).collect();
    // One of the two under way may have come to its end just before.
    assert!(
        exits[..2].contains(&130) && exits[..2].iter().all(|exit| [0, 130].contains(exit)),
        "{summary}"
    );
    assert_eq!(exits[2..], [130, 130], "{summary}");
    assert_eq!(configured(&tenant).await.len(), 2, "no other was begun");

    place.run(&tenant, &["apply", "setups", "--yes"]).expect(0);
    assert_eq!(configured(&tenant).await, DOMAINS);
}

/// How many configurations there are.
#[cfg(unix)]
async fn begun(tenant: &Tenant) -> usize {
    let state = tenant.control(Method::GET, "state", None).await;
    state["configurations"].as_array().expect("a list").len()
}

/// Answers every request on a connection that stays open, and counts the connections and the requests.
async fn refuses_sign_ins(listener: TcpListener, connections: Arc<AtomicUsize>, requests: Arc<AtomicUsize>) {
    const REFUSED: &str = r#"{"error":"invalid_client","error_description":"AADSTS7000215: no"}"#;
    let answer = format!(
        "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{REFUSED}",
        REFUSED.len()
    );
    while let Ok((mut stream, _)) = listener.accept().await {
        connections.fetch_add(1, Ordering::SeqCst);
        let (answer, requests) = (answer.clone(), Arc::clone(&requests));
        tokio::spawn(async move {
            let mut heard = Vec::new();
            while stream.read_buf(&mut heard).await.is_ok_and(|read| read > 0) {
                // The form of a sign-in is the only body, and this is in it once.
                if heard.windows(10).any(|part| part == b"grant_type") {
                    heard.clear();
                    requests.fetch_add(1, Ordering::SeqCst);
                    stream.write_all(answer.as_bytes()).await.unwrap();
                }
            }
        });
    }
}

/// Several tenants of one cloud share its connections; each with a client of its own opens at least one more.
#[tokio::test]
async fn many_tenants_of_a_cloud_share_its_connections() {
    const TENANTS: usize = 12;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let (connections, requests) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    tokio::spawn(refuses_sign_ins(
        listener,
        Arc::clone(&connections),
        Arc::clone(&requests),
    ));
    let folder = tempfile::tempdir().unwrap();
    for number in 0..TENANTS {
        let tenant = format!("00000000-0000-4000-8000-{number:012}");
        let setup =
            json!({ "causeway": 1, "journey": "cloud-sync", "tenant": tenant, "domain": format!("d{number}.example") });
        std::fs::write(folder.path().join(format!("{number}.setup.json")), setup.to_string()).unwrap();
    }
    let mut command = tokio::process::Command::new(journey_tests::program::built("causewayctl"));
    command.args([
        "status",
        ".",
        "--at-once",
        "1",
        "--state-dir",
        "state",
        "--cloud",
        "custom",
    ]);
    command.args(["--graph-url", &origin, "--login-url", &origin]);
    command.current_dir(folder.path()).env_clear();
    command.env("AZURE_CLIENT_ID", "00000000-0000-4000-8000-00000000000a");
    command.env("AZURE_CLIENT_SECRET", "a-secret-of-nobody");
    let ended: Ended = command.output().await.unwrap().into();
    ended.expect(4);
    let counted = [&requests, &connections].map(|count| count.load(Ordering::SeqCst));
    assert!(
        counted[0] >= TENANTS && counted[1] < TENANTS / 2,
        "{counted:?}: {}",
        ended.out
    );
}
