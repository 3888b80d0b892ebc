//! A sending that something goes wrong with: whatever it is, running it again ends with everybody accepted once.

use journey_tests::causewayctl::{Ended, UnderWay};
use journey_tests::disturbed::{killed_at, killed_at_every_request};
use journey_tests::finished::{clear_requests, requests};
use journey_tests::searched::has_none_of;
use reqwest::Method;
use serde_json::json;

use crate::feed::{AGAIN, UPLOAD, counts, event, feed, files, goes_wrong, people, place, put, staff, tenant, uploads};

/// What happens to the second of three calls, and how the first run ends.
#[tokio::test]
async fn whatever_happens_to_a_call_everybody_arrives_once() {
    for (fault, exit) in [
        ("429:retry-after=1", 0),
        ("429", 0),
        ("500", 0),
        ("503:after", 0),
        ("reset", 0),
        ("reset:after", 0),
        ("expired-token", 0),
        ("truncate", 0),
        ("html:502", 0),
        ("403", 3),
        ("404", 3),
        ("429:retry-after=3600", 3),
    ] {
        let tenant = tenant().await;
        let place = place(&tenant, json!({}));
        put(&place, "people.csv", staff(7_001..7_131));
        goes_wrong(&tenant, &format!("{UPLOAD}#2={fault}")).await;
        let first = feed(&tenant, &place, AGAIN);
        assert_eq!(first.code, exit, "{fault}: {}\n{}", first.out, first.err);
        let report = event(&first, "report");
        if exit == 0 {
            assert_eq!(
                (&report["accepted"], &report["notSent"]),
                (&json!(130), &json!(0)),
                "{fault}"
            );
        } else {
            assert!(report["notSent"].as_u64() > Some(0), "{fault}: {report}");
            tenant.control(Method::DELETE, "faults", None).await;
            // It goes on without the file.
            std::fs::remove_file(place.path().join("people.csv")).unwrap();
            let second = feed(&tenant, &place, AGAIN);
            second.expect(0);
            assert_eq!(event(&second, "report")["accepted"], 130, "{fault}");
        }
        assert_eq!(people(&tenant, "7").await.len(), 130, "{fault}");
        put(&place, "people.csv", staff(7_001..7_131));
        clear_requests(&tenant).await;
        let third = feed(&tenant, &place, AGAIN);
        third.expect(0);
        assert_eq!((counts(&third), uploads(&tenant).await), ([0, 0, 130, 0], 0), "{fault}");
    }
}

/// Killed at any request it goes on, and the same people are there as without that.
#[tokio::test]
async fn whenever_the_process_is_killed_the_next_run_finishes_it() {
    let csv = staff(7_001..7_071);
    let tenant = tenant().await;
    let undisturbed = {
        let place = place(&tenant, json!({ "pilot": 2 }));
        put(&place, "people.csv", &csv);
        clear_requests(&tenant).await;
        feed(&tenant, &place, &["people.csv", "--yes"]).expect(0);
        people(&tenant, "7").await
    };
    let all = requests(&tenant).await;
    // Those that read the log at the end are as many as it takes.
    let usual = all.iter().rposition(|(method, _)| method != "GET").expect("an upload") + 1;
    killed_at_every_request(usual, &undisturbed, async |request, fault| {
        let tenant = crate::feed::tenant().await;
        let place = place(&tenant, json!({ "pilot": 2 }));
        put(&place, "people.csv", &csv);
        let command = place.command(&tenant, &["feed", "set-up.json", "people.csv", "--yes"]);
        killed_at(&tenant, &place, command, (request, fault), all.len()).await;
        let ended = feed(&tenant, &place, &["people.csv", "--yes"]);
        assert_eq!(ended.code, 0, "{request} {fault}: {}\n{}", ended.out, ended.err);
        people(&tenant, "7").await
    })
    .await;
}

/// The computer lost its power: the last line of the notes is torn.
#[tokio::test]
async fn notes_that_are_torn_are_gone_on_with() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_001..7_131));
    goes_wrong(&tenant, &format!("{UPLOAD}#2=403")).await;
    feed(&tenant, &place, AGAIN).expect(3);
    let notes = files(&place, "batches.jsonl");
    let text = std::fs::read(&notes[0]).unwrap();
    std::fs::write(&notes[0], &text[..text.len() - 20]).unwrap();
    tenant.control(Method::DELETE, "faults", None).await;
    feed(&tenant, &place, AGAIN).expect(0);
    assert_eq!(people(&tenant, "7").await.len(), 130);
}

#[tokio::test]
async fn a_file_that_is_replaced_after_it_was_reviewed_is_not_sent() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_001..7_131));
    goes_wrong(&tenant, "GET /users=slow:4").await;
    let command = place.command(&tenant, &["feed", "set-up.json", "people.csv", "--yes"]);
    let under_way = UnderWay::begin(command);
    while !journey_tests::disturbed::all_happened(&tenant).await {
        tokio::task::yield_now().await;
    }
    put(&place, "people.csv", staff(7_001..7_003));
    let ended: Ended = under_way.end();
    ended.expect(1);
    assert_eq!(event(&ended, "refused")["code"], "file-changed");
    assert_eq!(uploads(&tenant).await, 0);
}

#[tokio::test]
async fn a_sending_that_broke_off_can_be_given_up() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_001..7_131));
    goes_wrong(&tenant, &format!("{UPLOAD}#2=403")).await;
    feed(&tenant, &place, AGAIN).expect(3);
    assert_eq!(files(&place, "outbox.bin").len(), 1);
    feed(&tenant, &place, &["--forget"]).expect(0);
    assert_eq!(files(&place, "outbox.bin").len(), 0);
    tenant.control(Method::DELETE, "faults", None).await;
    let again = feed(&tenant, &place, AGAIN);
    again.expect(0);
    let [new, changed, unchanged, leaving] = counts(&again);
    assert_eq!((new + unchanged, changed, leaving), (130, 0, 0));
    assert!(new > 0 && unchanged > 0, "{new} {unchanged}");
}

/// A process that is killed has noted who was accepted, and not yet put it together.
#[tokio::test]
async fn who_was_accepted_stays_known_when_a_killed_sending_is_given_up() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_001..7_131));
    goes_wrong(&tenant, &format!("{UPLOAD}#2=403")).await;
    feed(&tenant, &place, AGAIN).expect(3);
    std::fs::remove_file(&files(&place, "ledger.jsonl")[0]).unwrap();
    feed(&tenant, &place, &["--forget"]).expect(0);
    assert_eq!(files(&place, "batches.jsonl").len(), 0);
    tenant.control(Method::DELETE, "faults", None).await;
    let [new, _, unchanged, _] = counts(&feed(&tenant, &place, &["people.csv", "--look"]));
    assert!(new > 0 && unchanged > 0 && new + unchanged == 130, "{new} {unchanged}");
}

/// Who is gone is known by the file that was sent whole, not by the one that was given up.
#[tokio::test]
async fn leavers_of_a_sending_that_was_given_up_leave_with_the_next_one() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "monday.csv", staff(7_001..7_031));
    feed(&tenant, &place, &["monday.csv", "--yes", "--follow", "0"]).expect(0);
    put(&place, "people.csv", staff(7_003..7_031));
    goes_wrong(&tenant, &format!("{UPLOAD}=403")).await;
    feed(&tenant, &place, AGAIN).expect(3);
    tenant.control(Method::DELETE, "faults", None).await;
    feed(&tenant, &place, &["--forget"]).expect(0);
    let again = feed(&tenant, &place, AGAIN);
    again.expect(0);
    assert_eq!(counts(&again), [0, 0, 28, 2]);
    assert!(!people(&tenant, "7001").await["7001"].1);
}

/// A report that cannot be written hides nothing of what was sent.
#[tokio::test]
async fn what_was_sent_is_told_where_the_report_cannot_be_written() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_001..7_011));
    put(&place, "report", "a file, and no folder");
    let ended = feed(&tenant, &place, &[AGAIN, &["--report", "report"]].concat());
    ended.expect(1);
    assert_eq!(event(&ended, "report")["accepted"], 10);
}

/// Ctrl-C ends it after what was begun, and the next call goes on.
#[cfg(unix)]
#[tokio::test]
async fn who_stops_it_finds_everything_kept() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_001..7_131));
    goes_wrong(&tenant, &format!("{UPLOAD}#1=slow:3")).await;
    let command = place.command(&tenant, &["feed", "set-up.json", "people.csv", "--yes"]);
    let under_way = UnderWay::begin(command);
    while !journey_tests::disturbed::all_happened(&tenant).await {
        tokio::task::yield_now().await;
    }
    under_way.interrupt();
    let ended = under_way.end();
    ended.expect(130);
    let second = feed(&tenant, &place, AGAIN);
    second.expect(0);
    assert_eq!(people(&tenant, "7").await.len(), 130);
}

/// Of people nothing is kept or told but numbers, whether it goes well or breaks off.
#[tokio::test]
async fn no_cell_of_anybody_is_kept_or_told() {
    const SENTINELS: &[&str] = &["Given70", "Family70", "given70", "family70", "Given7001 Family"];
    let tenant = tenant().await;
    let place = place(&tenant, json!({ "pilot": 2 }));
    put(&place, "people.csv", staff(7_001..7_131));
    let mut said = String::new();
    for fault in ["403", "html:502", "quoted", "404"] {
        goes_wrong(&tenant, &format!("{UPLOAD}#2={fault}")).await;
        for output in ["text", "json"] {
            let arguments = [
                "feed",
                "set-up.json",
                "people.csv",
                "--yes",
                "--report",
                "reports",
                "--output",
                output,
            ];
            let ended = place.run(&tenant, &arguments);
            said += &(ended.out + &ended.err);
        }
        tenant.control(Method::DELETE, "faults", None).await;
    }
    let ended = feed(&tenant, &place, &["people.csv", "--yes", "--report", "reports"]);
    ended.expect(0);
    said += &(ended.out + &ended.err);
    assert_eq!(people(&tenant, "7").await.len(), 130);
    assert_eq!(files(&place, "outbox.bin").len(), 0, "the outbox goes at the end");
    std::fs::remove_file(place.path().join("people.csv")).unwrap();
    std::fs::write(place.path().join("said"), said).unwrap();
    has_none_of(place.path(), SENTINELS, 3);
}

#[tokio::test]
async fn what_permissions_tells_is_enough_and_each_of_it_is_needed() {
    let told = {
        let tenant = tenant().await;
        let place = place(&tenant, json!({}));
        let ended = place.run(&tenant, &["permissions", "feed", "--output", "json"]);
        event(&ended, "permissions")
    };
    let texts = |value: &serde_json::Value| -> Vec<String> {
        let all = value.as_array().unwrap().iter();
        all.map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let needs = texts(&told["needs"]);
    let without: Vec<Option<&String>> = needs
        .iter()
        .filter(|name| !["Domain.Read.All"].contains(&name.as_str()))
        .map(Some)
        .chain([None])
        .collect();
    for missing in without {
        let tenant = tenant().await;
        let place = place(&tenant, json!({}));
        put(&place, "people.csv", staff(7_001..7_011));
        let granted: Vec<&String> = needs.iter().filter(|name| Some(*name) != missing).collect();
        let granted = json!({ "permissions": granted });
        tenant.control(Method::PUT, "sign-in/granted", Some(granted)).await;
        let ended = feed(&tenant, &place, AGAIN);
        assert_eq!(
            ended.code == 0,
            missing.is_none(),
            "without {missing:?}: {}\n{}",
            ended.out,
            ended.err
        );
    }
}

/// The day is not over where somebody asked for few calls.
#[tokio::test]
async fn few_calls_are_gone_on_with_at_once() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_001..7_131));
    let few = feed(
        &tenant,
        &place,
        &[AGAIN, &["--most-calls", "1", "--report", "reports"]].concat(),
    );
    few.expect(3);
    let report = event(&few, "report");
    assert_eq!(
        (&report["ending"], &report["until"]),
        (&json!("most-calls"), &json!(null))
    );
    let rest = feed(&tenant, &place, &[AGAIN, &["--report", "reports"]].concat());
    rest.expect(0);
    // Nobody has heard of them, and they were sent all the same.
    let named = rest.out.lines().filter(|line| line.contains(r#""event":"person""#));
    assert_eq!(named.count(), 130);
}
