//! Acts on what runs: each does what it says and no more.

use journey_tests::acts::{
    Kind, audited, end, held, of_kind, owed, pass, remove_people, removed_unnamed, running, sent, states,
    synchronization,
};
use journey_tests::causewayctl::Place;
use journey_tests::finished::{DOMAIN, PROVISIONING, clear_requests, nothing_written, requests};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

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

#[tokio::test]
async fn held_deletes_go_when_their_number_is_the_confirmed_one() {
    let (tenant, place) = of_kind(Kind::Held).await;
    let count = held(&tenant).await;
    for number in [count - 1, count + 1] {
        let refused = place.run(&tenant, &["deletes", "allow", &number.to_string(), "--yes"]);
        refused.expect(3);
        refused.says(&format!("{count} removals are held back now"));
    }
    let number = count.to_string();
    place.run(&tenant, &["deletes", "allow", &number]).expect(2);
    nothing_written(&tenant).await;
    let act = ["deletes", "allow", &number, "--yes"];
    place.run(&tenant, &act).expect(0);
    assert_eq!(sent(&tenant).await, ["restart"]);
    assert_eq!(
        end(&tenant).await,
        (vec!["Active Active".to_owned(); 2], json!(500), count)
    );
    let again = place.run(&tenant, &act);
    again.expect(0);
    again.says("No removals are held back");
    assert_eq!(sent(&tenant).await.len(), 1);
}

#[tokio::test]
async fn who_is_back_is_kept_and_the_guard_is_put_back() {
    let (tenant, place) = of_kind(Kind::HeldAndBack).await;
    let kept = place.run(&tenant, &["deletes", "keep", "--yes"]);
    kept.expect(0);
    kept.says("The delete guard is back");
    assert_eq!(sent(&tenant).await, ["secrets", "restart", "secrets"]);
    assert_eq!(end(&tenant).await, (vec!["Active Active".to_owned(); 2], json!(500), 0));
}

/// A hundred are fewer than the guard lets through: a restart alone would remove them unasked.
#[tokio::test]
async fn who_is_not_back_stays_held_and_the_guard_stays_tight_until_somebody_decides() {
    let (tenant, place) = of_kind(Kind::HeldAndBack).await;
    remove_people(&tenant, 100).await;
    let kept = place.run(&tenant, &["deletes", "keep", "--yes"]);
    kept.expect(3);
    kept.says("removals are still held back: 100");
    assert_eq!(sent(&tenant).await, ["secrets", "restart"]);
    let (states, guard, gone) = end(&tenant).await;
    assert_eq!((states[1].as_str(), guard, gone), ("Active Quarantine", json!(1), 0));
    assert_eq!(owed(&place).len(), 1);
    let status = place.run(&tenant, &["status", "--fail-on", "never"]);
    status.says("The delete guard may still stand where this put it");
    // What the guard was is in the journal of the act, and in no other folder.
    let elsewhere = Place::new(&tenant, DOMAIN, json!({}));
    for decides in ["keep", "raise-once"] {
        let refused = elsewhere.run(&tenant, &["deletes", decides, "--yes"]);
        refused.expect(3);
        refused.says("has set the delete guard to 1 and not put it back");
    }

    let other = place.run(&tenant, &["deletes", "raise-once", "--yes"]);
    other.expect(3);
    other.says("The delete guard is not back yet");
    place.run(&tenant, &["deletes", "allow", "100", "--yes"]).expect(0);
    let restored = place.run(&tenant, &["deletes", "keep", "--yes"]);
    restored.expect(0);
    assert_eq!(sent(&tenant).await, ["secrets", "restart", "restart", "secrets"]);
    assert_eq!(
        end(&tenant).await,
        (vec!["Active Active".to_owned(); 2], json!(500), 100)
    );
    assert!(owed(&place).is_empty());
}

#[tokio::test]
async fn a_guard_that_is_raised_once_lets_what_is_held_go_and_is_put_back() {
    let (tenant, place) = of_kind(Kind::Held).await;
    let count = held(&tenant).await;
    let raised = place.run(&tenant, &["deletes", "raise-once", "--yes"]);
    raised.expect(0);
    raised.says(&format!("set to {} for one round", count + 1));
    assert_eq!(sent(&tenant).await, ["secrets", "restart", "secrets"]);
    assert_eq!(
        end(&tenant).await,
        (vec!["Active Active".to_owned(); 2], json!(500), count)
    );
}

const WRITES_SETTINGS: &str = "Update provisioning setting or credentials";
const RESTARTS: &str = "Enable/restart provisioning configuration";

#[tokio::test]
async fn what_is_left_of_held_deletes_is_kept_though_the_guard_would_let_it_go() {
    let left = decide_on_what_is_left(&["keep", "--yes"], 3).await;
    assert_eq!(left.audits, [WRITES_SETTINGS, RESTARTS]);
    assert_eq!((left.removed, left.guard), (0, json!(1)));
}

#[tokio::test]
async fn a_guard_that_is_raised_once_lets_go_what_is_left_and_nobody_else() {
    let left = decide_on_what_is_left(&["raise-once", "--yes"], 0).await;
    assert_eq!(left.audits, [WRITES_SETTINGS, RESTARTS, WRITES_SETTINGS]);
    assert_eq!((left.removed, left.guard), (399, json!(500)));
}

#[tokio::test]
async fn letting_held_deletes_go_removes_what_is_left_and_nobody_else() {
    let left = decide_on_what_is_left(&["allow", "600", "--yes"], 0).await;
    assert_eq!(left.audits, [RESTARTS]);
    assert_eq!((left.removed, left.guard), (399, json!(500)));
}

/// What came of a decision.
struct Decided {
    /// What the audit log tells of.
    audits: Vec<String>,
    removed: usize,
    guard: Value,
}

/// Decides on 600 held deletes of which 399 are left, fewer than the guard lets through. Nobody goes who was not named.
async fn decide_on_what_is_left(way: &[&str], code: i32) -> Decided {
    let (tenant, place) = of_kind(Kind::HeldPartial).await;
    let (_, guard, gone) = end(&tenant).await;
    assert_eq!((held(&tenant).await, guard), (600, json!(500)));
    let (unnamed, lines) = (removed_unnamed(&tenant).await, audited(&tenant).await.len());
    place.run(&tenant, &[&["deletes"], way].concat()).expect(code);
    let audits = audited(&tenant).await.split_off(lines);
    let (_, guard, gone_now) = end(&tenant).await;
    assert_eq!(removed_unnamed(&tenant).await, unnamed);
    assert_eq!(owed(&place).is_empty(), code == 0);
    Decided {
        audits,
        removed: gone_now - gone,
        guard,
    }
}

#[tokio::test]
async fn a_guard_that_the_service_does_not_take_so_small_is_the_next_and_that_is_said() {
    let (tenant, place) = of_kind(Kind::HeldAndBack).await;
    let refused = json!({ "fault": "PUT /servicePrincipals/*/synchronization/secrets#1=400" });
    tenant.control(Method::POST, "faults", Some(refused)).await;
    let kept = place.run(&tenant, &["deletes", "keep", "--yes"]);
    kept.expect(0);
    kept.says("Microsoft does not take 1 as the delete guard, so it stands at 2");
    assert_eq!(sent(&tenant).await, ["secrets", "secrets", "restart", "secrets"]);
    assert_eq!(end(&tenant).await, (vec!["Active Active".to_owned(); 2], json!(500), 0));
    assert!(owed(&place).is_empty());
}

/// The number changes between the look and the act.
#[tokio::test]
async fn deletes_that_became_more_since_they_were_shown_do_not_go() {
    let (tenant, place) = of_kind(Kind::Held).await;
    let shown = held(&tenant).await.to_string();
    remove_people(&tenant, 7).await;
    // Somebody has it tried again, which holds them all.
    let job = tenant.picture().await.configurations[0].job(PROVISIONING).json["id"].clone();
    let start = format!(
        "{}/jobs/{}/start",
        synchronization(&tenant).await,
        job.as_str().unwrap()
    );
    assert_eq!(tenant.call(Method::POST, &start, None).await.0, 204);
    pass(&tenant).await;
    let now = held(&tenant).await;
    assert_ne!(now.to_string(), shown);
    clear_requests(&tenant).await;
    let refused = place.run(&tenant, &["deletes", "allow", &shown, "--yes"]);
    refused.expect(3);
    refused.says(&format!("{now} removals are held back now; {shown} were confirmed"));
    nothing_written(&tenant).await;
}

/// Fewer may be due by now than the guard holds, and another start would remove those unasked.
#[tokio::test]
async fn nothing_is_started_another_way_while_deletes_are_held() {
    let (tenant, place) = of_kind(Kind::Held).await;
    for act in [
        ["start", "--yes"].as_slice(),
        &["restart", "--how", "everybody", "--yes"],
        &["restart", "--how", "forget-pairs", "--yes", "--confirm", "Contoso"],
    ] {
        let refused = place.run(&tenant, act);
        refused.expect(3);
        refused.says("deletes keep");
    }
    nothing_written(&tenant).await;
}
