//! A person in a skip_wait ends our own pauses, never the service's.

use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Duration;

use futures::poll;
use graph_client::consistency::{if_found, wait_until};
use graph_client::{Error, WaitCause};
use serde_json::json;

use crate::support::{Bench, Reply};

/// As good as for ever.
const AGES: Duration = Duration::from_secs(100_000);
/// Longer than any answer takes, however busy the machine is.
const GUARD: Duration = Duration::from_secs(60);

fn domains() -> Reply {
    Reply::list(json!([{"id": "contoso.com", "isVerified": true}]))
}

/// Goes on until the next wait is told.
async fn until_it_waits(bench: &Bench, mut call: Pin<&mut impl Future<Output = Result<(), Error>>>) {
    tokio::select! {
        biased;
        ended = &mut call => panic!("it does not wait: {ended:?}"),
        () = bench.waits.next() => {}
    }
}

#[tokio::test]
async fn the_pause_between_two_tries_ends_at_once() {
    let bench = Bench::new([Reply::empty(502), Reply::HangUp, domains()]).await;
    let client = bench.client.with_pace(AGES);
    let mut call = pin!(async { client.domains().await.map(drop) });
    until_it_waits(&bench, call.as_mut()).await;
    bench.client.skip_wait();
    until_it_waits(&bench, call.as_mut()).await;
    bench.client.skip_wait();
    tokio::time::timeout(GUARD, call).await.unwrap().unwrap();
    assert_eq!(bench.waits.causes(), ["unavailable"; 2]);
    assert_eq!(bench.waits.ended(), 2);
}

#[tokio::test]
async fn the_pause_between_two_looks_ends_at_once_and_the_next_one_stands() {
    let missing = || Reply::error(404, "Request_ResourceNotFound", "not yet");
    let bench = Bench::new([missing(), missing(), missing()]).await;
    let client = bench.client.with_pace(AGES);
    let mut wait = pin!(async {
        let window = Duration::from_secs(3_600);
        let look = || async { if_found(client.service_principal("1").await) };
        let seen = wait_until(&client, WaitCause::NotVisibleYet, window, look).await;
        seen.map(drop)
    });
    until_it_waits(&bench, wait.as_mut()).await;
    client.skip_wait();
    tokio::time::timeout(GUARD, until_it_waits(&bench, wait.as_mut()))
        .await
        .unwrap();
    assert_eq!(bench.server.seen().len(), 2);
    assert!(poll!(wait.as_mut()).is_pending());
    assert_eq!(bench.server.seen().len(), 2);
}

#[tokio::test]
async fn what_the_service_asks_for_is_waited_out() {
    for reply in [
        Reply::error(429, "TooManyRequests", "").with("Retry-After", "200"),
        Reply::error(429, "activityLimitReached", ""),
        Reply::empty(503).with("Retry-After", "200"),
    ] {
        let bench = Bench::new([reply.clone(), domains()]).await;
        let client = bench.client.with_pace(AGES);
        let mut call = pin!(async { client.domains().await.map(drop) });
        until_it_waits(&bench, call.as_mut()).await;
        client.skip_wait();
        assert!(poll!(call.as_mut()).is_pending());
        assert_eq!(bench.waits.ended(), 0, "{reply:?}");
        bench.stop.cancel();
        assert!(matches!(call.await, Err(Error::Stopped)));
        assert_eq!(bench.server.seen().len(), 1);
    }
}

#[tokio::test]
async fn hurrying_without_a_pause_is_forgotten() {
    let bench = Bench::new([Reply::empty(502), domains()]).await;
    let client = bench.client.with_pace(AGES);
    client.skip_wait();
    let mut call = pin!(async { client.domains().await.map(drop) });
    until_it_waits(&bench, call.as_mut()).await;
    assert!(poll!(call.as_mut()).is_pending());
    assert_eq!(bench.waits.ended(), 0);
}
