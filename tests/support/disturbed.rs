//! One set-up that something goes wrong with, run again until it is done, beside one that nothing happened to.

use std::io::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::causewayctl::{Ended, Place};
use crate::finished::{DOMAIN, PASSWORD_HASH, PROVISIONING, only_one};
use crate::tenant::{Picture, Tenant};

/// More side by side would only make the machine slower than the pauses of the journey.
const AT_ONCE: usize = 4;
/// A set-up that is not done after so many runs does not recover.
const MOST_RUNS: usize = 4;
/// Longer than any lag of these tests.
const LAGS_ARE_OVER: u64 = 30;

/// What is wrong with the tenant, and whether the process is killed when it happens.
#[derive(Debug, Clone)]
pub struct Case {
    /// A fault of the simulator, with the request it is for.
    pub fault: String,
    /// The process is killed once the fault has begun.
    pub killed: bool,
}

/// How one case ended.
#[derive(Debug)]
enum Outcome {
    /// The request never came: another order of steps needed fewer.
    NotMet,
    /// Done after so many runs, the first of which ended like this.
    Done { runs: usize, first: i32 },
}

/// Runs every case in a tenant of its own with these lags, compares each with an undisturbed run, and tells the figures.
pub async fn all_end_alike(name: &str, lags: Option<&str>, cases: Vec<Case>) {
    let began = Instant::now();
    let tenant = tenant(lags).await;
    applied(&Place::new(&tenant, DOMAIN, json!({})), &tenant)
        .await
        .expect(0);
    let undisturbed = settled(&tenant).await;
    let undisturbed = undisturbed.essence();
    let places = tokio::sync::Semaphore::new(AT_ONCE);
    let total = cases.len();
    let runs = cases.into_iter().map(|case| {
        let (places, undisturbed) = (&places, &undisturbed);
        async move {
            let _place = places.acquire().await.expect("it stays open");
            disturbed(&case, lags, undisturbed)
                .await
                .map_err(|why| format!("{case:?}: {why}"))
        }
    });
    let (mut not_met, mut again, mut failed, mut codes) = (0, 0, Vec::new(), std::collections::BTreeMap::new());
    for outcome in futures::future::join_all(runs).await {
        match outcome {
            Ok(Outcome::NotMet) => not_met += 1,
            Ok(Outcome::Done { runs, first }) => {
                again += usize::from(runs > 1);
                *codes.entry(first).or_insert(0_usize) += 1;
            }
            Err(why) => failed.push(why),
        }
    }
    let figures = format!(
        "{name}: {total} cases, {not_met} not met, {again} run again, exit codes of the first run {codes:?}, {} differ, {:.0} s",
        failed.len(),
        began.elapsed().as_secs_f64()
    );
    // Past the capture of the test harness: the figures are what this run is for.
    writeln!(std::io::stderr(), "{figures}").expect("somebody reads");
    assert!(failed.is_empty(), "{figures}\n{}", failed.join("\n"));
    assert!(not_met * 4 < total, "{figures}: hardly anything happened");
}

/// How many requests an undisturbed set-up makes, sign-in among them.
pub async fn requests_of_a_set_up(lags: Option<&str>) -> usize {
    let tenant = tenant(lags).await;
    tenant.control(Method::DELETE, "requests", None).await;
    applied(&Place::new(&tenant, DOMAIN, json!({})), &tenant)
        .await
        .expect(0);
    let log = tenant.control(Method::GET, "requests", None).await;
    log["requests"].as_array().expect("a list").len()
}

async fn disturbed(case: &Case, lags: Option<&str>, undisturbed: &Value) -> Result<Outcome, String> {
    let tenant = tenant(lags).await;
    let script = json!({ "fault": case.fault });
    tenant.control(Method::POST, "faults", Some(script)).await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let mut last = if case.killed {
        killed(&place, &tenant).await
    } else {
        applied(&place, &tenant).await
    };
    let first = last.code;
    let met = all_happened(&tenant).await;
    tenant.control(Method::DELETE, "faults", None).await;
    let mut runs = 1;
    while last.code != 0 {
        if runs == MOST_RUNS {
            return Err(format!(
                "exit {} after {runs} runs: {}{}",
                last.code, last.out, last.err
            ));
        }
        last = applied(&place, &tenant).await;
        runs += 1;
    }
    let picture = settled(&tenant).await;
    if picture.essence() != *undisturbed {
        return Err(format!("another tenant: {:?}", summary(&picture)));
    }
    only_one(&picture, &[PASSWORD_HASH, PROVISIONING]);
    Ok(if met {
        Outcome::Done { runs, first }
    } else {
        Outcome::NotMet
    })
}

async fn tenant(lags: Option<&str>) -> Tenant {
    let mut options = vec!["--timing", "instant"];
    if let Some(lags) = lags {
        options.extend(["--lag", lags]);
    }
    Tenant::start_with("contoso", &options).await
}

/// The picture once everything created shows in every list.
async fn settled(tenant: &Tenant) -> Picture {
    let later = json!({ "seconds": LAGS_ARE_OVER });
    tenant.control(Method::POST, "time", Some(later)).await;
    tenant.picture().await
}

/// `apply` without holding up the other cases.
pub async fn applied(place: &Place, tenant: &Tenant) -> Ended {
    let command = place.command(tenant, &["apply", "set-up.json", "--yes"]);
    let output = tokio::process::Command::from(command).output().await;
    output.expect("causewayctl starts").into()
}

/// `apply`, killed once the script of faults has been played.
async fn killed(place: &Place, tenant: &Tenant) -> Ended {
    let mut child = tokio::process::Command::from(place.command(tenant, &["apply", "set-up.json", "--yes"]))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("causewayctl starts");
    while !all_happened(tenant).await {
        let ended = tokio::time::timeout(Duration::from_millis(5), child.wait()).await;
        if ended.is_ok() {
            break;
        }
    }
    let _ = child.start_kill(); // it may have ended without the answer it did not need
    let ended = child.wait_with_output().await.expect("it ended");
    ended.into()
}

/// The script of faults has been played.
pub async fn all_happened(tenant: &Tenant) -> bool {
    let left = tenant.control(Method::GET, "faults", None).await;
    left["faults"].as_array().expect("a list").is_empty()
}

fn summary(picture: &Picture) -> Vec<(&str, Vec<&str>)> {
    let each = picture.configurations.iter();
    each.map(|found| (found.name.as_str(), found.templates())).collect()
}

/// Kills a run at every request of it, before the request has its effect and after it, and compares what comes of running again with an
/// undisturbed run. `killed_and_run_again` is given the request, from 1, and the fault.
pub async fn killed_at_every_request<T: PartialEq + std::fmt::Debug>(
    requests: usize,
    undisturbed: &T,
    killed_and_run_again: impl AsyncFn(usize, &'static str) -> T,
) {
    let places = tokio::sync::Semaphore::new(AT_ONCE);
    let cases = (1..=requests).flat_map(|request| [(request, "slow:60"), (request, "slow:60:after")]);
    let runs = cases.map(|(request, fault)| {
        let (places, killed_and_run_again) = (&places, &killed_and_run_again);
        async move {
            let _place = places.acquire().await.expect("it stays open");
            let ended = killed_and_run_again(request, fault).await;
            assert_eq!(&ended, undisturbed, "killed at request {request} ({fault})");
        }
    });
    futures::future::join_all(runs).await;
}

/// Runs a command and kills it once it waits for the answer to this request. One that ends before must have been near its end: how often
/// a change is read back differs from run to run. `usual` is how many requests it takes undisturbed.
pub async fn killed_at(
    tenant: &Tenant,
    place: &Place,
    command: std::process::Command,
    (request, fault): (usize, &str),
    usual: usize,
) {
    let fault = json!({ "fault": format!("/**#{request}={fault}") });
    tenant.control(Method::POST, "faults", Some(fault)).await;
    let said = place.path().join("said.txt");
    let file = std::fs::File::create(&said).expect("a file");
    let mut child = tokio::process::Command::from(command)
        .stdout(file.try_clone().expect("a file"))
        .stderr(file)
        .spawn()
        .expect("causewayctl starts");
    while !all_happened(tenant).await {
        let ended = tokio::time::timeout(Duration::from_millis(5), child.wait()).await;
        if ended.is_ok() {
            let said = std::fs::read_to_string(&said).expect("a file");
            let near_the_end = request + 6 >= usual;
            assert!(
                near_the_end || all_happened(tenant).await,
                "the run ended before request {request}: {said}"
            );
            break;
        }
    }
    let _ = child.kill().await; // it may have ended without the answer it did not need
    tenant.control(Method::DELETE, "faults", None).await;
}
