//! What a feed keeps on this computer: torn, damaged, not to be written, of a clock that was set back, or of a process that was killed
//! between two files. Whatever it is, nobody is forgotten, and the sentence says what to do.

use journey_tests::causewayctl::Place;
use journey_tests::finished::clear_requests;
use reqwest::Method;
use serde_json::{Value, json};

use crate::feed::{AGAIN, UPLOAD, counts, event, feed, files, goes_wrong, people, place, put, staff, tenant, uploads};

/// The power failed before all of a file was on the disk.
fn cut(path: &std::path::Path, bytes: usize) {
    let whole = std::fs::read(path).unwrap();
    std::fs::write(path, &whole[..whole.len() - bytes]).unwrap();
}

/// What stands in a file of JSON lines or JSON, with this done to each value.
fn rewrite(path: &std::path::Path, change: impl Fn(&mut Value)) {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().map(|line| {
        let mut value: Value = serde_json::from_str(line).unwrap();
        change(&mut value);
        value.to_string() + "\n"
    });
    let text: String = lines.collect();
    std::fs::write(path, text).unwrap();
}

fn only_file(place: &Place, ending: &str) -> std::path::PathBuf {
    let found = files(place, ending);
    assert_eq!(found.len(), 1, "{ending}: {found:?}");
    found.into_iter().next().unwrap()
}

#[tokio::test]
async fn a_damaged_ledger_stops_everything_and_says_the_way_out() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_001..7_061));
    feed(&tenant, &place, AGAIN).expect(0);
    let whole = feed(&tenant, &place, &["--new-ledger"]);
    whole.expect(0);
    assert_eq!(event(&whole, "new-ledger")["aside"], Value::Null, "it can be used");
    feed(&tenant, &place, AGAIN).expect(0);

    let ledger = only_file(&place, "ledger.jsonl");
    cut(&ledger, 30);
    clear_requests(&tenant).await;
    put(&place, "people.csv", staff(7_011..7_061));
    let stopped = feed(&tenant, &place, AGAIN);
    stopped.expect(3);
    assert_eq!(event(&stopped, "refused")["code"], "ledger-unusable");
    let told = place.run(&tenant, &["feed", "set-up.json", "people.csv", "--look"]);
    told.expect(3);
    told.says("--new-ledger");
    told.says("ledger.jsonl");
    assert_eq!(uploads(&tenant).await, 0);

    let aside = feed(&tenant, &place, &["--new-ledger"]);
    aside.expect(0);
    let lies = event(&aside, "new-ledger")["aside"].as_str().unwrap().to_owned();
    assert!(std::path::Path::new(&lies).exists() && !ledger.exists(), "{lies}");
    // Nobody is known, so nobody is gone: everybody goes once more, and nobody is switched off.
    let again = feed(&tenant, &place, AGAIN);
    again.expect(0);
    assert_eq!(event(&again, "changes")["people"], 50);
    assert_eq!(counts(&again)[1..], [0, 0, 0]);
    let there = people(&tenant, "7").await;
    assert_eq!((there.len(), there.values().all(|(_, on)| *on)), (60, true));
    assert_eq!(counts(&feed(&tenant, &place, AGAIN)), [0, 0, 50, 0]);
}

#[tokio::test]
async fn damaged_notes_of_a_sending_that_broke_off_are_given_up_by_a_command() {
    for ending in ["run.json", "outbox.bin", ".batches.jsonl"] {
        let tenant = tenant().await;
        let place = place(&tenant, json!({}));
        put(&place, "people.csv", staff(7_001..7_131));
        goes_wrong(&tenant, &format!("{UPLOAD}#2=403")).await;
        feed(&tenant, &place, AGAIN).expect(3);
        tenant.control(Method::DELETE, "faults", None).await;
        let file = only_file(&place, ending);
        match ending {
            ".batches.jsonl" => {
                let text = std::fs::read_to_string(&file).unwrap();
                std::fs::write(&file, format!("nonsense\n{text}")).unwrap();
            }
            _ => cut(&file, 9),
        }
        let stopped = feed(&tenant, &place, AGAIN);
        stopped.expect(3);
        assert_eq!(event(&stopped, "refused")["code"], "notes-unusable", "{ending}");
        let told = place.run(&tenant, &["feed", "set-up.json", "people.csv", "--yes"]);
        told.says("--forget");
        feed(&tenant, &place, &["--forget"]).expect(0);
        assert_eq!(files(&place, "outbox.bin").len(), 0, "{ending}");
        feed(&tenant, &place, AGAIN).expect(0);
        assert_eq!(people(&tenant, "7").await.len(), 130, "{ending}");
        assert_eq!(counts(&feed(&tenant, &place, AGAIN)), [0, 0, 130, 0], "{ending}");
    }
}

/// The states that lie there when a process is killed between two of its files: of the sending before everybody is decided and its note
/// still says that it is under way, and then beside that note the outbox of the next one, as large as the one before.
#[tokio::test]
async fn whoever_is_killed_between_outbox_and_note_mistakes_no_sending_for_another() {
    for has_outbox in [false, true] {
        let tenant = tenant().await;
        let place = place(&tenant, json!({}));
        put(&place, "people.csv", staff(7_001..7_131));
        feed(&tenant, &place, AGAIN).expect(0);
        let note = only_file(&place, "run.json");
        rewrite(&note, |note| {
            assert_eq!(note["phase"], "following");
            note["phase"] = json!("sending");
        });
        let before = std::fs::read(&note).unwrap();
        put(&place, "people.csv", staff(7_001..7_131).replace("Given", "Another"));
        if has_outbox {
            let ledger = only_file(&place, "ledger.jsonl");
            let known = std::fs::read(&ledger).unwrap();
            goes_wrong(&tenant, &format!("{UPLOAD}#1x9=403")).await;
            feed(&tenant, &place, AGAIN).expect(3);
            tenant.control(Method::DELETE, "faults", None).await;
            std::fs::write(&note, &before).unwrap();
            std::fs::write(&ledger, &known).unwrap();
            let begun = files(&place, "run-2.batches.jsonl");
            begun.iter().for_each(|notes| std::fs::remove_file(notes).unwrap());
            assert_eq!(files(&place, "outbox.bin").len(), 1);
        }
        clear_requests(&tenant).await;
        let next = feed(&tenant, &place, AGAIN);
        next.expect(0);
        assert_eq!(
            (counts(&next), uploads(&tenant).await),
            ([0, 130, 0, 0], 3),
            "{has_outbox}"
        );
        assert_eq!(event(&next, "report")["accepted"], 130);
        assert_eq!(counts(&feed(&tenant, &place, AGAIN)), [0, 0, 130, 0]);
        assert_eq!(files(&place, "outbox.bin").len(), 0, "of people nothing is left");
    }
}

/// An outbox that no note names holds people, and goes with the next call that sends, or with `--forget`.
#[tokio::test]
async fn what_was_left_behind_is_removed() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    for round in 0..3 {
        put(&place, "people.csv", staff(7_001..7_011 + round));
        feed(&tenant, &place, AGAIN).expect(0);
    }
    let kept = files(&place, ".batches.jsonl");
    assert!(kept.len() <= 2, "of the last ones: {kept:?}");
    let folder = only_file(&place, "ledger.jsonl").with_file_name("outbox.bin");
    std::fs::write(&folder, "of a process that was killed").unwrap();
    feed(&tenant, &place, &["people.csv", "--look"]).expect(0);
    feed(&tenant, &place, AGAIN).expect(0);
    assert_eq!(files(&place, "outbox.bin").len(), 0);
    std::fs::write(&folder, "of a process that was killed").unwrap();
    feed(&tenant, &place, &["--forget"]).expect(0);
    assert_eq!(files(&place, "outbox.bin").len(), 0);
    assert_eq!(
        counts(&feed(&tenant, &place, AGAIN)),
        [0, 0, 12, 0],
        "what was accepted stays known"
    );
}

/// All that the clock of this computer wrote lies an hour ahead of it now.
#[tokio::test]
async fn a_clock_that_was_set_back_changes_nothing() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_001..7_131));
    goes_wrong(&tenant, &format!("{UPLOAD}#2=403")).await;
    feed(&tenant, &place, AGAIN).expect(3);
    tenant.control(Method::DELETE, "faults", None).await;
    let ahead = |value: &mut Value| {
        for field in ["at", "written"] {
            if let Some(at) = value[field].as_str() {
                let later: jiff::Timestamp = at.parse().unwrap();
                value[field] = json!(later + jiff::SignedDuration::from_hours(1));
            }
        }
    };
    for ending in ["calls.jsonl", ".batches.jsonl"] {
        rewrite(&only_file(&place, ending), ahead);
    }
    let second = feed(&tenant, &place, AGAIN);
    second.expect(0);
    assert_eq!(event(&second, "report")["accepted"], 130);
    assert_eq!(people(&tenant, "7").await.len(), 130);
    let look = feed(&tenant, &place, &["people.csv", "--look"]);
    assert_eq!(counts(&look), [0, 0, 130, 0]);
    // Calls of the first run count, though they lie ahead.
    assert_eq!(event(&look, "changes")["today"], 4, "three calls, one of them twice");
}

/// A file stands where the folder would be, which not even an administrator can write past.
#[tokio::test]
async fn where_nothing_can_be_kept_nobody_is_sent() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_001..7_011));
    std::fs::create_dir(place.path().join("state")).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(place.path().join("state"), std::fs::Permissions::from_mode(0o700)).unwrap();
    }
    put(&place, "state/feeds", "");
    let ended = feed(&tenant, &place, AGAIN);
    ended.expect(1);
    assert_eq!(event(&ended, "refused")["problem"]["code"], "file-trouble");
    assert_eq!(uploads(&tenant).await, 0);
}

/// The disk is full at every half kilobyte: who was sent is noted, and the next run sends the others.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn whenever_the_disk_is_full_nobody_is_forgotten() {
    let mut refused = 0;
    for blocks in 1.. {
        let tenant = tenant().await;
        let place = place(&tenant, json!({}));
        put(&place, "people.csv", staff(7_001..7_061));
        let command = place.command(&tenant, &[&["feed", "set-up.json", "--output", "json"], AGAIN].concat());
        let ended = crate::full_disk::on_a_disk_of(blocks, &command);
        if ended.code == 0 {
            break;
        }
        refused += 1;
        assert_eq!(ended.code, 1, "{blocks} blocks: {}\n{}", ended.out, ended.err);
        feed(&tenant, &place, AGAIN).expect(0);
        assert_eq!(people(&tenant, "7").await.len(), 60, "{blocks} blocks");
        assert_eq!(counts(&feed(&tenant, &place, AGAIN)), [0, 0, 60, 0], "{blocks} blocks");
    }
    assert!(refused >= 4, "files of {refused} half kilobytes");
}
