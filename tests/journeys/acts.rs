//! Acts on what runs: each does what it says and no more, and one that broke off goes on.

use std::time::Duration;

use journey_tests::causewayctl::Place;
use journey_tests::disturbed::all_happened;
use journey_tests::finished::{DOMAIN, clear_requests, nothing_written, requests};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

/// More side by side would only make the machine slower than the pauses of an act.
const AT_ONCE: usize = 4;

#[tokio::test]
async fn a_pause_and_a_start_send_that_and_nothing_else() {
    let (tenant, place) = running().await;
    let paused = place.run(&tenant, &["pause", "set-up.json", "--yes"]);
    paused.expect(0);
    paused.says("The synchronization is paused");
    paused.says("keep their access");
    assert_eq!(sent(&tenant).await, ["pause", "pause"]);
    assert_eq!(states(&tenant).await, ["Disabled Paused", "Disabled Paused"]);

    clear_requests(&tenant).await;
    let again = place.run(&tenant, &["pause", "--yes"]);
    again.expect(0);
    again.says("It was so already");
    nothing_written(&tenant).await;

    let started = place.run(&tenant, &["start", "--configuration", DOMAIN, "--yes"]);
    started.expect(0);
    started.says("goes on where it stopped");
    assert_eq!(sent(&tenant).await, ["start", "start"]);
    assert_eq!(states(&tenant).await, ["Active Active", "Active Active"]);
    assert!(owed(&place).is_empty(), "the journals of what is over are put away");
}

#[tokio::test]
async fn a_restart_wants_to_know_how_and_forgetting_pairs_the_tenants_name() {
    let (tenant, place) = running().await;
    place.run(&tenant, &["restart", "--yes"]).expect(2);
    for asked in [
        vec!["restart", "--how", "forget-pairs", "--yes"],
        vec!["restart", "--how", "forget-pairs", "--confirm", "contoso"],
        vec!["restart", "--how", "everybody"],
        vec!["pause"],
        vec!["pause", "--configuration", "emea.contoso.com", "--yes"],
    ] {
        place.run(&tenant, &asked).expect(2);
    }
    nothing_written(&tenant).await;
    let everybody = place.run(&tenant, &["restart", "--how", "everybody", "--yes"]);
    everybody.expect(0);
    everybody.says("looks at everybody again");
    let forgot = place.run(&tenant, &["restart", "--how", "forget-pairs", "--confirm", "Contoso"]);
    forgot.expect(0);
    forgot.says("All pairs are forgotten");
    assert_eq!(sent(&tenant).await, ["restart"; 4]);
    assert_eq!(states(&tenant).await, ["Active Active", "Active Active"]);
}

#[tokio::test]
async fn of_several_configurations_one_must_be_named() {
    let tenant = Tenant::start("contoso/duplicated").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let both = tenant.picture().await.configurations;
    let refused = place.run(&tenant, &["pause", "set-up.json", "--yes"]);
    refused.expect(2);
    refused.says("name one with --configuration");
    nothing_written(&tenant).await;
    let second = &both[1].id;
    place
        .run(&tenant, &["pause", "--configuration", second, "--yes"])
        .expect(0);
    let others = requests(&tenant).await.into_iter();
    let mut others = others.filter(|(method, path)| method != "GET" && !path.contains(second.as_str()));
    assert_eq!(others.next(), None);
}

#[tokio::test]
async fn a_program_hears_the_facts_and_the_report() {
    let (tenant, place) = running().await;
    let told = place.run(&tenant, &["pause", "--yes", "--output", "json"]);
    told.expect(0);
    let lines: Vec<Value> = told
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let report = lines.last().unwrap();
    assert_eq!((&report["event"], &report["exit"]), (&json!("report"), &json!(0)));
    assert_eq!(report["run"]["setup"]["act"], json!({ "is": "pause" }));
    assert_eq!(report["run"]["changesMade"], 1);
    let refused = place.run(&tenant, &["start", "--output", "json"]);
    refused.expect(2);
    assert!(refused.out.contains("\"event\":\"refused\""), "{}", refused.out);
}

/// Killed at every request, before it has its effect and after it.
#[tokio::test]
async fn whenever_a_pause_is_killed_the_next_one_ends_it() {
    killed_everywhere(Kind::Running, &["pause", "--yes"], &["Disabled Paused"; 2]).await;
}

/// The jobs rest, so that each tells whether its restart arrived: none is sent twice.
#[tokio::test]
async fn whenever_a_restart_of_what_is_stuck_is_killed_none_is_sent_twice() {
    let act = ["restart", "--how", "everybody", "--yes"];
    killed_everywhere(Kind::Stuck, &act, &["Active Active"; 2]).await;
}

#[tokio::test]
async fn a_restart_of_what_runs_whose_answer_is_lost_is_not_sent_again_within_the_hour() {
    let (tenant, place) = running().await;
    let act = ["restart", "--how", "everybody", "--yes"];
    killed(
        &tenant,
        &place,
        &act,
        "POST /servicePrincipals/*/synchronization/jobs/*/restart#1=slow:60:after",
    )
    .await;
    let journals = owed(&place);
    assert_eq!(journals.len(), 1, "{journals:?}");
    clear_requests(&tenant).await;
    let unknown = place.run(&tenant, &act);
    unknown.expect(1);
    unknown.says("It is not known yet whether the restart arrived");
    nothing_written(&tenant).await;

    // An hour later somebody who asks again wants another one, and is told of the doubt.
    let later = json!({ "seconds": 3600 });
    tenant.control(Method::POST, "time", Some(later)).await;
    let again = place.run(&tenant, &act);
    again.expect(0);
    again.says("nobody knows whether it arrived");
    assert_eq!(sent(&tenant).await, ["restart", "restart"]);
    assert!(owed(&place).is_empty());
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Running,
    /// Its agents were silent when it was last tried, and answer again.
    Stuck,
}

async fn of_kind(kind: Kind) -> (Tenant, Place) {
    let (tenant, place) = running().await;
    if let Kind::Stuck = kind {
        tenant.control(Method::POST, "agents/all/stop", None).await;
        tenant
            .control(Method::POST, "time", Some(json!({ "seconds": 60 })))
            .await;
        assert_eq!(states(&tenant).await, ["Active Quarantine"; 2]);
        tenant.control(Method::POST, "agents/all/start", None).await;
        clear_requests(&tenant).await;
    }
    (tenant, place)
}

async fn running() -> (Tenant, Place) {
    let tenant = Tenant::start("contoso/configured").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    tenant
        .control(Method::POST, "time", Some(json!({ "seconds": 60 })))
        .await;
    assert_eq!(states(&tenant).await, ["Active Active"; 2]);
    clear_requests(&tenant).await;
    (tenant, place)
}

async fn killed_everywhere(kind: Kind, act: &[&str], end: &[&str]) {
    let (tenant, place) = of_kind(kind).await;
    place.run(&tenant, act).expect(0);
    assert_eq!(states(&tenant).await, end);
    let undisturbed = sent(&tenant).await;
    let count = requests(&tenant).await.len();
    let places = tokio::sync::Semaphore::new(AT_ONCE);
    let cases = (1..=count).flat_map(|request| [(request, "slow:60"), (request, "slow:60:after")]);
    let runs = cases.map(|(request, fault)| {
        let (places, undisturbed) = (&places, &undisturbed);
        async move {
            let _place = places.acquire().await.expect("it stays open");
            let (tenant, place) = of_kind(kind).await;
            let killed = killed(&tenant, &place, act, &format!("/**#{request}={fault}")).await;
            if !killed {
                return false;
            }
            let again = place.run(&tenant, act);
            assert_eq!(again.code, 0, "{request} {fault}: {}{}", again.out, again.err);
            assert_eq!(states(&tenant).await, end, "{request} {fault}");
            assert!(owed(&place).is_empty(), "{request} {fault}");
            // What was sent before it had its effect was sent in vain.
            let in_vain = usize::from(fault == "slow:60");
            let writes = sent(&tenant).await.len();
            assert!(
                writes <= undisturbed.len() + in_vain,
                "{request} {fault}: {writes} writes"
            );
            true
        }
    });
    let killed = futures::future::join_all(runs).await;
    let met = killed.iter().filter(|killed| **killed).count();
    assert!(met * 4 > killed.len() * 3, "{met} of {} were killed", killed.len());
}

/// Runs the act and kills it once the fault has begun. `false` where it ended before: how often a change is read back differs from run
/// to run.
async fn killed(tenant: &Tenant, place: &Place, act: &[&str], fault: &str) -> bool {
    tenant
        .control(Method::POST, "faults", Some(json!({ "fault": fault })))
        .await;
    let mut child = tokio::process::Command::from(place.command(tenant, act))
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("causewayctl starts");
    while !all_happened(tenant).await {
        let ended = tokio::time::timeout(Duration::from_millis(5), child.wait()).await;
        if ended.is_ok() {
            tenant.control(Method::DELETE, "faults", None).await;
            return false;
        }
    }
    let _ = child.kill().await; // it may have ended without the answer it did not need
    tenant.control(Method::DELETE, "faults", None).await;
    true
}

/// What was asked of jobs besides reading, in order.
async fn sent(tenant: &Tenant) -> Vec<String> {
    let all = requests(tenant).await.into_iter();
    all.filter(|(method, _)| method != "GET")
        .map(|(_, path)| path.rsplit('/').next().unwrap().to_owned())
        .collect()
}

/// Schedule and code of every job.
async fn states(tenant: &Tenant) -> Vec<String> {
    let picture = tenant.picture().await;
    let jobs = picture.configurations.iter().flat_map(|found| &found.jobs);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    jobs.map(|job| {
        let state = text(&job.json["schedule"]["state"]);
        format!("{state} {}", text(&job.json["status"]["code"]))
    })
    .collect()
}

/// Journals of acts that are not over.
fn owed(place: &Place) -> Vec<String> {
    fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .flat_map(|entry| {
                let path = entry.path();
                if path.is_dir() { files(&path) } else { vec![path] }
            })
            .collect()
    }
    let names = files(&place.path().join("state"));
    let names = names
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned());
    names
        .filter(|name| name.starts_with("steering+act") && name.ends_with(".jsonl") && !name.contains(".over-"))
        .collect()
}
