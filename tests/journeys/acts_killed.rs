//! Acts that break off: killed at every request, and at every change before it has its effect and after it. Going on ends as an act
//! that nothing disturbed, and no restart is sent twice.

use std::time::Duration;

use journey_tests::acts::{Kind, Pair, all_are_over, end, held, of_kind, owed, parts, removed_unnamed, running, sent};
use journey_tests::causewayctl::{Ended, Place};
use journey_tests::disturbed::all_happened;
use journey_tests::finished::{DOMAIN, clear_requests, nothing_written, requests};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

/// More side by side would only make the machine slower than the pauses of an act.
const AT_ONCE: usize = 4;
const RESTART: &str = "POST /servicePrincipals/*/synchronization/jobs/*/restart";

#[tokio::test]
async fn whenever_a_pause_is_killed_the_next_one_ends_it() {
    killed_everywhere(Kind::Running, &["pause", "--yes"]).await;
}

/// The jobs rest, so that each tells whether its restart arrived: none is sent twice.
#[tokio::test]
async fn whenever_a_restart_of_what_is_stuck_is_killed_none_is_sent_twice() {
    let act = ["restart", "--how", "everybody", "--yes"];
    killed_everywhere(Kind::Stuck, &act).await;
}

#[tokio::test]
async fn whenever_letting_deletes_go_is_killed_they_go_once() {
    let (tenant, _place) = of_kind(Kind::Held).await;
    let count = held(&tenant).await.to_string();
    killed_everywhere(Kind::Held, &["deletes", "allow", &count, "--yes"]).await;
}

#[tokio::test]
async fn whenever_keeping_is_killed_the_guard_is_put_back() {
    killed_everywhere(Kind::HeldAndBack, &["deletes", "keep", "--yes"]).await;
}

#[tokio::test]
async fn whenever_raising_the_guard_is_killed_it_is_put_back() {
    killed_everywhere(Kind::Held, &["deletes", "raise-once", "--yes"]).await;
}

/// 399 are left of 600 that were held, fewer than the guard lets through.
#[tokio::test]
async fn whenever_letting_what_is_left_go_is_killed_nobody_unnamed_is_removed() {
    killed_everywhere(Kind::HeldPartial, &["deletes", "allow", "600", "--yes"]).await;
}

#[tokio::test]
async fn whenever_raising_the_guard_for_what_is_left_is_killed_it_is_put_back() {
    killed_everywhere(Kind::HeldPartial, &["deletes", "raise-once", "--yes"]).await;
}

#[tokio::test]
async fn whenever_keeping_what_is_left_is_killed_it_stays_held() {
    killed_everywhere(Kind::HeldPartial, &["deletes", "keep", "--yes"]).await;
}

#[tokio::test]
async fn whenever_switching_writeback_off_is_killed_the_next_one_ends_it() {
    killed_everywhere(Kind::WithExchange, &["exchange-off", "--yes"]).await;
}

#[tokio::test]
async fn whenever_pausing_hashes_is_killed_the_next_one_ends_it() {
    killed_everywhere(Kind::Running, &["hashes", "pause", "--yes"]).await;
}

#[tokio::test]
async fn whenever_taking_hashes_out_is_killed_the_next_one_ends_it() {
    killed_everywhere(Kind::Running, &["hashes", "take-out", "--confirm", "Contoso"]).await;
}

/// Where it ends before, what is tied again is the right pair, and no job stays paused.
#[tokio::test]
async fn whenever_forgetting_a_pair_is_killed_the_next_one_ends_it() {
    let (tenant, _place) = of_kind(Kind::WrongPair).await;
    let pair = Pair::of_anybody(&tenant).await;
    killed_everywhere(Kind::WrongPair, &["forget-pair", &pair.source, "--yes"]).await;
}

#[tokio::test]
async fn whenever_a_removal_is_killed_the_next_one_ends_it() {
    let act = [
        "remove",
        "--configuration",
        DOMAIN,
        "--confirm",
        "Contoso",
        "--confirm",
        DOMAIN,
    ];
    killed_everywhere(Kind::WithExchange, &act).await;
}

#[tokio::test]
async fn a_lost_answer_to_a_restart_of_what_runs_is_found_in_the_audit_log() {
    let (tenant, place) = running().await;
    let act = ["restart", "--how", "everybody", "--yes"];
    killed(&tenant, &place, &act, &format!("{RESTART}#1=slow:60:after")).await;
    clear_requests(&tenant).await;
    let known = place.run(&tenant, &act);
    known.expect(0);
    assert_eq!(sent(&tenant).await, ["restart"], "the other job alone");
    assert!(owed(&place).is_empty());
}

/// Without the audit log nothing tells of it.
#[tokio::test]
async fn a_restart_of_what_runs_whose_answer_is_lost_is_not_sent_again_within_the_hour() {
    let (tenant, place) = running().await;
    let act = ["restart", "--how", "everybody", "--yes"];
    killed(&tenant, &place, &act, &format!("{RESTART}#1=slow:60:after")).await;
    let journals = owed(&place);
    assert_eq!(journals.len(), 1, "{journals:?}");
    clear_requests(&tenant).await;
    let closed = json!({ "fault": "GET /auditLogs/directoryAudits#1x9=403" });
    tenant.control(Method::POST, "faults", Some(closed)).await;
    let unknown = place.run(&tenant, &act);
    unknown.expect(1);
    unknown.says("The answer to the restart got lost");
    nothing_written(&tenant).await;

    // An hour later somebody who asks again wants another one, and is told of the doubt.
    let later = json!({ "seconds": 3700 });
    tenant.control(Method::POST, "time", Some(later)).await;
    let again = place.run(&tenant, &act);
    again.expect(0);
    again.says("nobody knows whether it arrived");
    assert_eq!(sent(&tenant).await, ["restart", "restart"]);
    assert!(owed(&place).is_empty());
}

/// Kills the act at every request. A change is always met; how often it is read back differs from run to run, so a look may not be.
async fn killed_everywhere(kind: Kind, act: &[&str]) {
    let (tenant, place) = of_kind(kind).await;
    let unnamed = removed_unnamed(&tenant).await;
    clear_requests(&tenant).await;
    let ended = place.run(&tenant, act);
    let all = requests(&tenant).await;
    let undisturbed = Undisturbed {
        writes: sent(&tenant).await.len(),
        tied: tied(kind, &tenant).await,
        end: end(&tenant).await,
        parts: parts(&tenant).await,
        unnamed: removed_unnamed(&tenant).await,
        code: ended.code,
        owed: owed(&place).len(),
    };
    assert_eq!(undisturbed.unnamed, unnamed, "nobody is removed who was not named");
    let moments = |change: String| ["slow:60", "slow:60:after"].map(|moment| (change.clone(), moment, true));
    let changes = changes(&all).into_iter().flat_map(moments);
    // A look has no effect to be killed after.
    let looks = (1..=all.len()).map(|number| (format!("/**#{number}"), "slow:60", false));
    let places = tokio::sync::Semaphore::new(AT_ONCE);
    let runs = changes.chain(looks).map(|(request, moment, is_met)| {
        let (places, undisturbed) = (&places, &undisturbed);
        async move {
            let _place = places.acquire().await.expect("it stays open");
            let met = killed_once(kind, act, &request, moment, undisturbed).await;
            assert!(met || !is_met, "{request} {moment} was not met");
        }
    });
    futures::future::join_all(runs).await;
}

/// How the act ends when nothing happens to it.
struct Undisturbed {
    writes: usize,
    /// What the wrong pair became.
    tied: Option<String>,
    end: (Vec<String>, Value, usize),
    parts: Value,
    unnamed: usize,
    code: i32,
    owed: usize,
}

/// Kills the act at this request and goes on with it. `false` where it came to its end before, or beside the request that waits.
async fn killed_once(kind: Kind, act: &[&str], request: &str, moment: &str, undisturbed: &Undisturbed) -> bool {
    let (tenant, place) = of_kind(kind).await;
    let killed = killed(&tenant, &place, act, &format!("{request}={moment}")).await;
    if !killed || sent(&tenant).await.len() == undisturbed.writes && all_are_over(&place) {
        return false;
    }
    let mut again = tokio::process::Command::from(place.command(&tenant, act));
    let again: Ended = again.output().await.expect("causewayctl starts").into();
    assert_eq!(
        again.code, undisturbed.code,
        "{request} {moment}: {}{}",
        again.out, again.err
    );
    assert_eq!(tied(kind, &tenant).await, undisturbed.tied, "{request} {moment}");
    assert_eq!(end(&tenant).await, undisturbed.end, "{request} {moment}");
    assert_eq!(parts(&tenant).await, undisturbed.parts, "{request} {moment}");
    assert_eq!(
        removed_unnamed(&tenant).await,
        undisturbed.unnamed,
        "{request} {moment}"
    );
    assert_eq!(owed(&place).len(), undisturbed.owed, "{request} {moment}");
    // What was sent before it had its effect was sent in vain.
    let in_vain = usize::from(moment == "slow:60");
    let writes = sent(&tenant).await.len();
    assert!(
        writes <= undisturbed.writes + in_vain,
        "{request} {moment}: {writes} writes"
    );
    true
}

/// What the person is tied to whose pair was wrong, where there is one.
async fn tied(kind: Kind, tenant: &Tenant) -> Option<String> {
    match kind {
        Kind::WrongPair => Pair::of_anybody(tenant).await.tied_to(tenant).await,
        _ => None,
    }
}

/// Each change of the act as the simulator's faults name a request: by method, path with `*` for ids, and number.
fn changes(requests: &[(String, String)]) -> Vec<String> {
    let mut met = std::collections::BTreeMap::new();
    let changes = requests.iter().filter(|(method, _)| method != "GET");
    let named = changes.map(|(method, path)| {
        let mut after_id = "";
        let parts = path
            .trim_start_matches("/v1.0")
            .trim_start_matches("/beta")
            .split('/')
            .map(|part| {
                let is_id = ["servicePrincipals", "jobs", "applications", "objectConnections"].contains(&after_id);
                after_id = part;
                if is_id { "*" } else { part }
            });
        let request = format!("{method} {}", parts.collect::<Vec<_>>().join("/"));
        let number = met.entry(request.clone()).or_insert(0);
        *number += 1;
        format!("{request}#{number}")
    });
    named.collect()
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
