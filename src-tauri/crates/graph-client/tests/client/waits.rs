//! Waits are told, end when stopped, and never outlast their window (contract 3.7).

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use graph_client::consistency::{Window, if_found, settle, wait_until, wait_until_steady};
use graph_client::{Error, Secrets, WaitCause};
use jiff::Timestamp;
use serde_json::json;

use crate::support::{Bench, PACE, Reply};

/// Nothing that comes at all comes after it, however busy the machine is.
const WINDOW: Duration = Duration::from_secs(3_600);
/// For what never comes.
const SHORT: Duration = Duration::from_secs(300);

fn missing() -> Reply {
    Reply::error(404, "Request_ResourceNotFound", "not yet")
}

fn there() -> Reply {
    Reply::json(200, &json!({"id": "1", "appId": "a"}))
}

#[tokio::test]
async fn what_comes_late_is_waited_for() {
    let bench = Bench::new([missing(), missing(), there()]).await;
    let client = &bench.client;
    let seen = wait_until(client, WaitCause::NotVisibleYet, WINDOW, || async {
        if_found(client.service_principal("1").await)
    })
    .await
    .unwrap();
    assert_eq!(seen.unwrap().id, "1");
    let waits = bench.waits.told();
    assert_eq!(bench.waits.causes(), ["not-visible-yet"; 2]);
    assert!(
        waits
            .iter()
            .all(|wait| wait.since == waits[0].since && wait.longest == PACE * 3_600)
    );
    assert!(waits[1].next_look > waits[0].next_look);
    assert_eq!(bench.waits.ended(), 1);
}

#[tokio::test]
async fn what_is_there_at_once_is_no_wait() {
    let bench = Bench::new([]).await;
    let seen = wait_until(&bench.client, WaitCause::ListLags, WINDOW, || async { Ok(Some(5)) }).await;
    assert_eq!(seen.unwrap(), Some(5));
    assert!(bench.waits.told().is_empty());
    assert_eq!(bench.waits.ended(), 0);
}

#[tokio::test]
async fn after_the_window_it_is_not_there() {
    let bench = Bench::new([]).await;
    let looks = AtomicUsize::new(0);
    let look = || async {
        looks.fetch_add(1, Ordering::SeqCst);
        Ok(None::<()>)
    };
    let seen = wait_until(&bench.client, WaitCause::ListLags, SHORT, look).await;
    assert_eq!(seen.unwrap(), None);
    assert!(looks.load(Ordering::SeqCst) > 1);

    let passed = Window::from(Timestamp::now() - SHORT, SHORT);
    let before = looks.load(Ordering::SeqCst);
    let seen = wait_until(&bench.client, WaitCause::ListLags, passed, look).await;
    assert_eq!(seen.unwrap(), None);
    assert_eq!(looks.load(Ordering::SeqCst) - before, 1, "one look is always due");
}

#[tokio::test]
async fn replicas_that_disagree_are_asked_again() {
    let bench = Bench::new([]).await;
    let answers = [None, Some(1), None, Some(1), Some(2), Some(2), Some(3)];
    let looks = AtomicUsize::new(0);
    let seen = wait_until_steady(&bench.client, WaitCause::NotVisibleYet, WINDOW, || async {
        Ok(answers[looks.fetch_add(1, Ordering::SeqCst)])
    })
    .await;
    assert_eq!(seen.unwrap(), Some(2));
}

#[tokio::test]
async fn first_writes_are_repeated_until_they_are_taken() {
    let bench = Bench::new([
        missing(),
        Reply::error(403, "Authorization_RequestDenied", "not yet"),
        Reply::error(409, "conflict", "not yet"),
        Reply::empty(204),
    ])
    .await;
    let secrets = Secrets::default();
    settle(&bench.client, WaitCause::FirstWriteRefused, WINDOW, || {
        bench.client.put_secrets("sp", &secrets)
    })
    .await
    .unwrap();
    let ids: Vec<_> = bench
        .waits
        .told()
        .into_iter()
        .filter_map(|wait| wait.request_id)
        .collect();
    assert_eq!(ids, ["server-404", "server-403", "server-409"]);
    let cause = Some(WaitCause::FirstWriteRefused);
    assert_eq!(bench.expected(), [cause, cause, cause, None]);
}

#[tokio::test]
async fn only_refusals_that_a_wait_is_for_are_expected() {
    let bench = Bench::new([
        missing(),
        Reply::error(429, "TooManyRequests", "").with("Retry-After", "1"),
        Reply::page(404, "a proxy's page"),
    ])
    .await;
    let client = &bench.client;
    let wait = settle(client, WaitCause::SchemaNotReady, WINDOW, || client.schema("sp", "job"));
    assert_eq!(wait.await.unwrap_err().status(), Some(404));
    assert_eq!(bench.expected(), [Some(WaitCause::SchemaNotReady), None, None]);

    let bench = Bench::new([missing()]).await;
    assert!(bench.client.service_principal("1").await.is_err());
    assert_eq!(bench.expected(), [None], "nobody waits");
}

#[tokio::test]
async fn the_refusal_of_the_last_look_is_not_expected() {
    let bench = Bench::new([missing()]).await;
    let passed = Window::from(Timestamp::now() - SHORT, SHORT);
    let act = || bench.client.start_job("sp", "job");
    let end = settle(&bench.client, WaitCause::FirstWriteRefused, passed, act).await;
    assert!(end.unwrap_err().is_not_found());
    assert_eq!(bench.expected(), [None]);
}

#[tokio::test]
async fn a_refusal_that_outlasts_the_window_is_the_result() {
    let bench = Bench::new(std::iter::repeat_n(missing(), 1_000)).await;
    let act = || bench.client.start_job("sp", "job");
    let end = settle(&bench.client, WaitCause::FirstWriteRefused, SHORT, act).await;
    assert!(end.unwrap_err().is_not_found());

    let bench = Bench::new([Reply::error(400, "BadRequest", "no")]).await;
    let act = || bench.client.start_job("sp", "job");
    let end = settle(&bench.client, WaitCause::FirstWriteRefused, SHORT, act).await;
    assert_eq!(end.unwrap_err().status(), Some(400));
    assert_eq!(bench.server.seen().len(), 1);
}

#[tokio::test]
async fn waits_can_be_stopped() {
    let slow = || Reply::error(429, "TooManyRequests", "").with("Retry-After", "250");
    let bench = Bench::new([slow()]).await;
    // A wait as long as the service asks for, in real seconds.
    let client = bench.client.with_pace(Duration::from_secs(1));
    let (end, ()) = tokio::join!(client.start_job("sp", "job"), async {
        bench.waits.next().await;
        bench.stop.cancel();
    });
    assert!(matches!(end, Err(Error::Stopped)));
    assert_eq!(bench.waits.ended(), 1);
    assert!(matches!(client.domains().await, Err(Error::Stopped)));
    assert_eq!(bench.server.seen().len(), 1);
}

#[tokio::test]
async fn looking_can_be_stopped_at_any_moment() {
    let bench = Bench::new([Reply::Silence]).await;
    let (end, ()) = tokio::join!(bench.client.discover("sp", "job", "d"), async {
        bench.waits.next().await;
        bench.stop.cancel();
    });
    assert!(matches!(end, Err(Error::Stopped)));
    assert_eq!(bench.outcomes(), ["stopped"]);
    assert_eq!(bench.waits.causes(), ["discovering"]);
    assert_eq!(bench.waits.ended(), 1);
}

#[tokio::test]
async fn consistency_waits_can_be_stopped() {
    let bench = Bench::new([]).await;
    let client = bench.client.with_pace(Duration::from_secs(1));
    let look = || async { Ok(None::<()>) };
    let (end, ()) = tokio::join!(
        wait_until(&client, WaitCause::ListLags, Duration::from_secs(3_600), look),
        async {
            bench.waits.next().await;
            bench.stop.cancel();
        }
    );
    assert!(matches!(end, Err(Error::Stopped)));
}

#[tokio::test]
async fn stopping_after_a_lost_change_does_not_hide_that_it_may_have_happened() {
    let bench = Bench::new([Reply::HangUp]).await;
    let client = bench.client.with_pace(Duration::from_secs(1_000));
    let secrets = Secrets::default();
    let (end, ()) = tokio::join!(client.put_secrets("sp", &secrets), async {
        bench.waits.next().await;
        bench.stop.cancel();
    });
    assert!(matches!(end, Err(Error::OutcomeUnknown(_))), "{end:?}");
}
