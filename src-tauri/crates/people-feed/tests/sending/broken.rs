use std::time::Duration;

use graph_client::Error;
use jiff::{SignedDuration, Timestamp};
use people_feed::{Ending, Sent};

use crate::service::Fault;
use crate::world::{World, company};

const PEOPLE: usize = 230;
/// Requests that these are at first.
const CALLS: usize = 5;

/// A company whose one request meets this.
async fn meets(fault: Fault, call: usize, times: usize) -> (World, Sent) {
    let mut world = World::new().await;
    world.review(&company(PEOPLE));
    {
        let mut state = world.state();
        state.faults.extend(vec![None; call]);
        state.faults.extend(vec![Some(fault); times]);
    }
    let sent = world.send().await.unwrap();
    (world, sent)
}

#[tokio::test]
async fn whatever_happens_to_one_request_everybody_is_taken_once() {
    for fault in [
        Fault::LostBefore,
        Fault::LostAfter,
        Fault::Half,
        Fault::Gateway,
        Fault::GatewayAfter,
        Fault::Answer(401),
        Fault::Answer(429),
        Fault::Answer(500),
        Fault::Answer(503),
        Fault::Answer(504),
        Fault::Wait(429, 7),
        Fault::Wait(503, 7),
    ] {
        for call in 0..CALLS {
            let (world, sent) = meets(fault, call, 1).await;
            assert!(matches!(sent.ending, Ending::Done), "{fault:?} {call}: {sent:?}");
            assert_eq!(sent.accepted as usize, PEOPLE, "{fault:?} {call}");
            world.check_all(PEOPLE, &[]);
            let requests = world.state().requests;
            let repeats = usize::from(fault != Fault::Half);
            assert_eq!(requests, CALLS + repeats, "{fault:?} {call}: 202 is never sent again");
        }
    }
}

#[tokio::test]
async fn an_expired_token_is_renewed_and_the_request_goes_again() {
    let (world, _) = meets(Fault::Answer(401), 2, 1).await;
    assert_eq!(*world.tokens.renewed.lock().unwrap(), 1);
}

/// What cannot go on says so, and goes on later with those who are left.
#[tokio::test]
async fn a_service_that_stays_broken_ends_the_sending_and_it_goes_on_later() {
    for (fault, unknown) in [
        (Fault::LostBefore, true),
        (Fault::LostAfter, true),
        (Fault::GatewayAfter, true),
        (Fault::Answer(503), true),
        (Fault::Answer(401), false),
        (Fault::Answer(403), false),
        (Fault::Answer(404), false),
        (Fault::Answer(409), false),
    ] {
        for call in [0, 3] {
            let (world, sent) = meets(fault, call, 100).await;
            let Ending::Failed(error) = &sent.ending else {
                panic!("{fault:?}: {sent:?}");
            };
            assert!(!matches!(error, Error::Stopped), "the first to fail says why");
            assert_eq!(sent.unknown > 0, unknown, "{fault:?}: {sent:?}");
            assert_eq!(sent.accepted as usize + sent.open as usize, PEOPLE);
            assert!(world.outbox().exists(), "what is left is there still");
            world.state().faults.clear();
            let sent = world.send().await.unwrap();
            assert!(matches!(sent.ending, Ending::Done), "{fault:?}: {sent:?}");
            assert_eq!(sent.again > 0, unknown, "{fault:?}: {sent:?}");
            world.check_all(PEOPLE, &[]);
        }
    }
}

#[tokio::test]
async fn a_long_wait_ends_the_sending_with_its_time() {
    let before = Timestamp::now();
    let (world, sent) = meets(Fault::Wait(429, 3_600), 2, 1).await;
    let Ending::Later(until) = sent.ending else {
        panic!("{sent:?}")
    };
    assert!(until >= before + SignedDuration::from_hours(1), "{until}");
    assert_eq!(sent.unknown, 0);
    assert!(matches!(world.send().await.unwrap().ending, Ending::Done));
    world.check_all(PEOPLE, &[]);
}

#[tokio::test]
async fn a_day_that_is_full_ends_the_sending_with_its_time() {
    let mut world = World::new().await;
    world.review(&company(PEOPLE));
    world.a_day = 3;
    let before = Timestamp::now();
    let sent = world.send().await.unwrap();
    let Ending::Later(until) = sent.ending else {
        panic!("{sent:?}")
    };
    assert!(until >= before + SignedDuration::from_hours(24), "{until}");
    assert_eq!((sent.accepted, sent.open, sent.unknown), (150, 80, 0));
    assert_eq!(world.state().requests, 3);
    let sent = world.send().await.unwrap();
    assert!(matches!(sent.ending, Ending::Later(_)), "{sent:?}");
    assert_eq!(world.state().requests, 3);
    world.a_day = 2_000;
    world.send().await.unwrap();
    world.check_all(PEOPLE, &[]);
}

#[tokio::test]
async fn who_stops_it_waits_for_what_is_under_way_and_no_longer() {
    let mut world = World::new().await;
    world.review(&company(4_000));
    // The window is full after forty calls, and nobody waits for the next one.
    world.client = world.client.with_pace(Duration::from_secs(3_600));
    let stop = world.stop.clone();
    let arrived = async {
        while world.state().requests < 40 {
            world.service.arrived.notified().await;
        }
        stop.cancel();
    };
    let (sent, ()) = tokio::join!(world.send(), arrived);
    let sent = sent.unwrap();
    assert!(matches!(sent.ending, Ending::Stopped), "{sent:?}");
    assert_eq!((sent.accepted, sent.unknown), (2_000, 0));
    world.stop = tokio_util::sync::CancellationToken::new();
    world.client = world.client.with_pace(Duration::from_millis(1));
    assert!(matches!(world.send().await.unwrap().ending, Ending::Done));
    world.check_all(4_000, &[]);
}
