use std::collections::{HashMap, HashSet};
use std::io::Write as _;

use people_feed::{Ending, FeedError};
use serde_json::Value;
use step_engine::JournalError;

use crate::service::Fault;
use crate::world::{World, company};

const PEOPLE: usize = 930;

/// Drops the sending when so many requests have arrived, answered or not.
async fn kill_at(world: &World, request: usize) {
    let arrived = async {
        while world.state().requests < request {
            world.service.arrived.notified().await;
        }
    };
    tokio::select! {
        biased;
        () = arrived => {}
        sent = world.send() => panic!("it ended before: {sent:?}"),
    }
    // Of all answers those count that came to the disk.
    let noted = std::fs::read_to_string(world.batches()).unwrap();
    let lines = noted
        .lines()
        .skip(1)
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut sums = HashMap::new();
    let mut accepted = HashSet::new();
    for line in lines {
        match line["state"].as_str().unwrap() {
            "intent" => drop(sums.insert(
                line["first"].clone().to_string(),
                line["sha"].as_str().unwrap().to_owned(),
            )),
            "accepted" => drop(accepted.insert(sums[&line["first"].to_string()].clone())),
            _ => {}
        }
    }
    world.state().noted = Some(accepted);
}

#[tokio::test]
async fn killed_at_every_request_it_goes_on_and_everybody_is_taken_once() {
    for request in 1..=19 {
        let mut world = World::new().await;
        world.review(&company(PEOPLE));
        // The last ones are never answered, so that there is something to kill.
        world.state().faults.extend(vec![None; request - 1]);
        world.state().faults.extend(vec![Some(Fault::Silence); 20]);
        kill_at(&world, request).await;
        world.state().faults.clear();
        let sent = world.send().await.unwrap();
        assert!(matches!(sent.ending, Ending::Done), "{request}: {sent:?}");
        assert_eq!(sent.accepted as usize, PEOPLE, "{request}");
        assert!(sent.again >= 1, "the one that was not answered");
        world.check_all(PEOPLE, &[]);
    }
}

#[tokio::test]
async fn killed_again_and_again_it_comes_to_its_end() {
    let mut world = World::new().await;
    world.review(&company(PEOPLE));
    for round in 0..12 {
        // One more request is answered each time, and one more lost after it was taken.
        let seen = world.state().requests;
        world.state().faults = [None, Some(Fault::LostAfter)]
            .into_iter()
            .chain(vec![Some(Fault::Silence); 50])
            .collect();
        kill_at(&world, seen + 2 + round % 3).await;
    }
    world.state().faults.clear();
    let sent = world.send().await.unwrap();
    assert!(matches!(sent.ending, Ending::Done), "{sent:?}");
    world.check_all(PEOPLE, &[]);
}

#[tokio::test]
async fn notes_whose_last_line_was_torn_are_gone_on_with_and_nonsense_is_not() {
    let mut world = World::new().await;
    world.review(&company(PEOPLE));
    world.state().faults.extend(vec![None; 7]);
    world.state().faults.extend(vec![Some(Fault::Silence); 20]);
    kill_at(&world, 8).await;
    world.state().faults.clear();
    let whole = std::fs::read(world.batches()).unwrap();
    let add = |text: &str| {
        std::fs::write(world.batches(), &whole).unwrap();
        let mut file = std::fs::File::options().append(true).open(world.batches()).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    };
    for nonsense in [
        "nonsense\n",
        "{\"b\":99,\"first\":0,\"ids\":50,\"state\":\"intent\",\"at\":\"2026-01-01T00:00:00Z\"}\n",
        "{\"b\":18,\"first\":910,\"ids\":20,\"state\":\"accepted\",\"at\":\"2026-01-01T00:00:00Z\"}\n",
        "{\"b\":18,\"first\":900,\"ids\":4294967295,\"state\":\"intent\",\"at\":\"2026-01-01T00:00:00Z\"}\n",
    ] {
        add(nonsense);
        let error = world.send().await.unwrap_err();
        assert!(
            matches!(error, FeedError::Own(JournalError::Damaged { .. })),
            "{nonsense}: {error}"
        );
    }
    add("{\"b\":8,\"first\":4");
    let sent = world.send().await.unwrap();
    assert!(matches!(sent.ending, Ending::Done), "{sent:?}");
    world.check_all(PEOPLE, &[]);
}

#[tokio::test]
async fn nothing_is_accepted_that_was_never_sent() {
    let mut world = World::new().await;
    world.review(&company(60));
    world.stop.cancel();
    world.send().await.unwrap();
    let begun = std::fs::read_to_string(world.batches()).unwrap();
    assert_eq!(begun.lines().count(), 1);
    for state in ["accepted", "refused", "unknown", "planned"] {
        let line =
            format!("{{\"b\":0,\"first\":0,\"ids\":50,\"state\":\"{state}\",\"at\":\"2026-01-01T00:00:00Z\"}}\n");
        std::fs::write(world.batches(), format!("{begun}{line}")).unwrap();
        let error = world.send().await.unwrap_err();
        assert!(
            matches!(error, FeedError::Own(JournalError::Damaged { line: 2, .. })),
            "{state}: {error}"
        );
    }
}

#[tokio::test]
async fn an_outbox_that_is_not_whole_is_not_sent() {
    let mut world = World::new().await;
    world.review(&company(120));
    let whole = std::fs::read(world.outbox()).unwrap();
    for length in (0..whole.len()).step_by(97) {
        std::fs::write(world.outbox(), &whole[..length]).unwrap();
        let error = world.send().await.unwrap_err();
        assert!(matches!(error, FeedError::Damaged { .. }), "{length}: {error}");
    }
    // Notes name the outbox that they are about, so those of a damaged one are of no use for the whole one.
    let without_notes = |bytes: &[u8]| {
        let _ = std::fs::remove_file(world.batches()); // nothing was noted yet
        std::fs::write(world.outbox(), bytes).unwrap();
    };
    for at in (0..whole.len()).step_by(41) {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        without_notes(&changed);
        let error = world.send().await.unwrap_err();
        assert!(
            matches!(error, FeedError::Damaged { .. } | FeedError::TooNew { .. }),
            "{at}: {error}"
        );
    }
    without_notes(&whole);
    assert_eq!(world.send().await.unwrap().accepted, 120);
}
