//! The retry table, row by row (contract 3.4).

use std::sync::Arc;
use std::time::Duration;

use graph_client::{Error, LogQuery, RawSchema, Secrets};
use jiff::Timestamp;
use serde_json::json;

use crate::support::{Bench, PACE, Reply, Waits};

fn pair() -> Reply {
    let half = json!({"id": "1", "appId": "a"});
    Reply::json(201, &json!({"application": half, "servicePrincipal": half}))
}

fn domains() -> Reply {
    Reply::list(json!([{"id": "contoso.com", "isVerified": true}]))
}

fn throttled(after: &str) -> Reply {
    Reply::error(429, "TooManyRequests", "slow down").with("Retry-After", after)
}

async fn look(bench: &Bench) -> Result<usize, Error> {
    bench.client.domains().await.map(|domains| domains.len())
}

async fn make(bench: &Bench) -> Result<String, Error> {
    let pair = bench.client.instantiate("t", "contoso.com").await?;
    Ok(pair.service_principal.id)
}

#[tokio::test]
async fn a_429_is_waited_out_as_told_whatever_the_call() {
    let bench = Bench::new([throttled("7"), pair()]).await;
    assert_eq!(make(&bench).await.unwrap(), "1");
    assert_eq!(bench.outcomes(), ["throttled", "ok"]);
    let waits = bench.waits.told();
    assert_eq!(waits.len(), 1);
    assert_eq!(waits[0].cause.as_str(), "throttled");
    assert_eq!(waits[0].longest, PACE * 7);
    assert_eq!(waits[0].next_look, waits[0].since + PACE * 7);
    assert_eq!(waits[0].request_id.as_deref(), Some("server-429"));
    assert_eq!(bench.waits.ended(), 1);
}

#[tokio::test]
async fn a_429_may_name_a_date() {
    let date = throttled("Sat, 14 Mar 2026 15:00:09 GMT").with("Date", "Sat, 14 Mar 2026 15:00:00 GMT");
    let bench = Bench::new([date, domains()]).await;
    assert_eq!(look(&bench).await.unwrap(), 1);
    assert_eq!(bench.waits.told()[0].longest, PACE * 9);
}

#[tokio::test]
async fn of_several_times_the_longest_counts() {
    for reply in [
        throttled("0").with("Retry-After", "12"),
        throttled("0,12"),
        throttled("12").with("Retry-After", "3"),
    ] {
        let bench = Bench::new([reply, domains()]).await;
        assert_eq!(look(&bench).await.unwrap(), 1);
        assert_eq!(bench.waits.told()[0].longest, PACE * 12);
    }
}

#[tokio::test]
async fn a_time_shorter_than_our_own_back_off_does_not_shorten_it() {
    let bench = Bench::new((0..4).map(|_| throttled("1")).chain([domains()])).await;
    assert_eq!(look(&bench).await.unwrap(), 1);
    for (wait, plain) in bench.waits.told().iter().zip([2.0, 4.0, 8.0, 16.0]) {
        assert!(wait.longest >= PACE.mul_f64(0.79 * plain), "{wait:?}");
    }
}

#[tokio::test]
async fn no_time_at_all_is_no_time_to_come_back() {
    let bench = Bench::new((0..100).map(|_| throttled("0"))).await;
    assert!(matches!(look(&bench).await, Err(Error::Throttled { .. })));
    assert_eq!(bench.server.seen().len(), 5);
    assert!(bench.waits.told().iter().all(|wait| wait.longest >= PACE));
}

#[tokio::test]
async fn a_429_without_a_word_backs_off_and_gives_up() {
    let silent = || Reply::error(429, "activityLimitReached", "");
    let bench = Bench::new((0..5).map(|_| silent())).await;
    let Error::Throttled { until, request_id, .. } = look(&bench).await.unwrap_err() else {
        panic!("another error");
    };
    assert!(until > Timestamp::now());
    assert_eq!(request_id.as_deref(), Some("server-429"));
    assert_eq!(bench.server.seen().len(), 5);
    let waits: Vec<f64> = bench
        .waits
        .told()
        .iter()
        .map(|wait| wait.longest.as_secs_f64() / PACE.as_secs_f64())
        .collect();
    for (wait, plain) in waits.iter().zip([2.0, 4.0, 8.0, 16.0]) {
        assert!((0.79 * plain..1.21 * plain).contains(wait), "{waits:?}");
    }
    assert_eq!(waits.len(), 4);
}

#[tokio::test]
async fn what_takes_longer_than_five_minutes_is_not_sat_out() {
    let bench = Bench::new([throttled("301")]).await;
    let Error::Throttled { until, .. } = make(&bench).await.unwrap_err() else {
        panic!("another error");
    };
    let ahead = until.duration_since(Timestamp::now()).as_secs();
    assert!((290..=301).contains(&ahead), "{ahead}");
    assert!(bench.waits.told().is_empty());
    assert_eq!(bench.server.seen().len(), 1);
}

#[tokio::test]
async fn a_service_that_only_ever_says_later_ends_the_call() {
    let bench = Bench::new((0..100).map(|_| throttled("1"))).await;
    assert!(matches!(look(&bench).await, Err(Error::Throttled { .. })));
    assert_eq!(bench.server.seen().len(), 20);
}

#[tokio::test]
async fn a_503_with_a_time_is_waited_out_where_a_repeat_does_no_harm() {
    let bench = Bench::new([Reply::empty(503).with("Retry-After", "3"), domains()]).await;
    assert_eq!(look(&bench).await.unwrap(), 1);
    assert_eq!(bench.waits.causes(), ["unavailable"]);
    assert_eq!(bench.waits.told()[0].longest, PACE * 3);
}

#[tokio::test]
async fn a_503_with_a_time_on_instantiate_is_waited_out_and_then_unknown() {
    let bench = Bench::new([Reply::empty(503).with("Retry-After", "3"), pair()]).await;
    let Error::OutcomeUnknown(unknown) = make(&bench).await.unwrap_err() else {
        panic!("another error");
    };
    assert_eq!((unknown.status, unknown.until), (Some(503), None));
    assert_eq!(unknown.request_id.as_deref(), Some("server-503"));
    assert_eq!(bench.waits.told()[0].longest, PACE * 3);
    assert_eq!(bench.server.seen().len(), 1);
}

#[tokio::test]
async fn a_503_with_a_long_time_on_instantiate_says_until_when() {
    let bench = Bench::new([Reply::empty(503).with("Retry-After", "900")]).await;
    let Error::OutcomeUnknown(unknown) = make(&bench).await.unwrap_err() else {
        panic!("another error");
    };
    assert!(unknown.until.unwrap() > Timestamp::now() + Duration::from_secs(800));
    assert!(bench.waits.told().is_empty());
}

#[tokio::test]
async fn trouble_of_the_service_is_tried_five_times() {
    for status in [500, 502, 503, 504] {
        let trouble = || Reply::error(status, "InternalServerError", "oops");
        let bench = Bench::new((0..4).map(|_| trouble()).chain([domains()])).await;
        assert_eq!(look(&bench).await.unwrap(), 1, "{status}");
        assert_eq!(bench.waits.ended(), 4);

        let bench = Bench::new((0..5).map(|_| trouble())).await;
        let error = look(&bench).await.unwrap_err();
        assert_eq!(error.status(), Some(status));
        assert_eq!(bench.server.seen().len(), 5);
    }
}

#[tokio::test]
async fn every_call_that_may_be_repeated_is() {
    let schema = RawSchema::parse(r#"{"synchronizationRules":[]}"#.to_owned())
        .unwrap()
        .into_upload();
    let script = || [Reply::empty(502), Reply::HangUp, Reply::empty(204)];
    let bench = Bench::new(std::iter::repeat_with(script).take(7).flatten()).await;
    let client = &bench.client;
    client.put_secrets("sp", &Secrets::default()).await.unwrap();
    client.put_schema("sp", "job", &schema).await.unwrap();
    client.delete_job("sp", "job").await.unwrap();
    client.update_service_principal("sp", &json!({})).await.unwrap();
    client.start_job("sp", "job").await.unwrap();
    client.pause_job("sp", "job").await.unwrap();
    client.reset_schema("sp", "job").await.unwrap();
    assert_eq!(bench.server.seen().len(), 21);
    assert_eq!(bench.server.replies_left(), 0);
}

#[tokio::test]
async fn calls_that_only_look_are_repeated_although_they_are_posts() {
    let directory = Reply::json(200, &json!({"objects": []}));
    let parsed = Reply::json(200, &json!({"parsingSucceeded": true}));
    let bench = Bench::new([Reply::Reset, directory, Reply::empty(504), parsed]).await;
    bench.client.discover("sp", "job", "d").await.unwrap();
    let parsed = bench.client.parse_expression("sp", "job", "[a]", None).await;
    assert!(parsed.unwrap().parsing_succeeded);
    assert_eq!(bench.outcomes(), ["lost", "ok", "unavailable", "ok"]);
}

#[tokio::test]
async fn every_call_that_must_not_be_repeated_is_not() {
    for reply in [
        Reply::empty(500),
        Reply::empty(502),
        Reply::empty(503),
        Reply::empty(504),
        Reply::HangUp,
        Reply::Reset,
        pair().halved(),
    ] {
        let bench = Bench::new(std::iter::repeat_n(reply.clone(), 9)).await;
        let client = &bench.client;
        let subject = graph_client::Subject::new("CN=Ann", "user");
        let ended = [
            make(&bench).await.map(drop),
            client.create_job("sp", "AD2AADProvisioning").await.map(drop),
            client
                .restart_job("sp", "job", graph_client::StartAgain::Everybody)
                .await,
            client
                .provision_on_demand("sp", "job", "rule", &[subject])
                .await
                .map(drop),
        ];
        for end in ended {
            assert!(matches!(end, Err(Error::OutcomeUnknown(_))), "{reply:?}: {end:?}");
        }
        assert_eq!(bench.server.seen().len(), 4, "{reply:?}");
    }
}

#[tokio::test]
async fn a_read_whose_answer_is_lost_is_tried_five_times() {
    let bench = Bench::new([
        Reply::HangUp,
        Reply::Reset,
        domains().halved(),
        domains().gzipped().halved(),
        domains(),
    ])
    .await;
    assert_eq!(look(&bench).await.unwrap(), 1);
    assert_eq!(bench.outcomes(), ["lost", "lost", "lost", "lost", "ok"]);

    let bench = Bench::new(std::iter::repeat_n(Reply::HangUp, 5)).await;
    let error = look(&bench).await.unwrap_err();
    assert!(matches!(error, Error::Transport { sent: true, .. }), "{error:?}");
}

#[tokio::test]
async fn a_change_whose_answer_is_lost_for_good_is_unknown() {
    let bench = Bench::new(std::iter::repeat_n(Reply::HangUp, 5)).await;
    let end = bench.client.put_secrets("sp", &Secrets::default()).await;
    assert!(matches!(end, Err(Error::OutcomeUnknown(_))), "{end:?}");
    assert_eq!(bench.server.seen().len(), 5);
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent_and_all_calls_are_tried_again() {
    let mut bench = Bench::new([]).await;
    bench.server.close().await;
    let error = make(&bench).await.unwrap_err();
    assert!(matches!(error, Error::Transport { sent: false, .. }), "{error:?}");
    assert_eq!(bench.outcomes(), ["not-sent"; 5]);
    assert_eq!(bench.waits.causes(), ["unreachable"; 4]);
}

#[tokio::test]
async fn a_wrongly_cased_name_is_never_repeated() {
    let wrong = Reply::error(500, "InternalError", "Requested value 'baseAddress' was not found.");
    let bench = Bench::new([wrong.clone(), wrong]).await;
    let put = bench.client.put_secrets("sp", &Secrets::default()).await;
    assert_eq!(put.unwrap_err().status(), Some(500));
    let post = bench.client.create_job("sp", "ad2aad").await;
    assert!(matches!(post, Err(Error::Api(_))));
    assert_eq!(bench.server.seen().len(), 2);
}

#[tokio::test]
async fn refusals_are_never_repeated() {
    for status in [400, 403, 404, 405, 409, 410, 412, 415, 501] {
        let bench = Bench::new([Reply::error(status, "Whatever", "no")]).await;
        let error = make(&bench).await.unwrap_err();
        assert_eq!(error.status(), Some(status));
        assert_eq!(bench.server.seen().len(), 1);
        assert_eq!(bench.outcomes(), ["refused"]);
    }
}

#[tokio::test]
async fn what_a_lost_delete_had_deleted_is_deleted() {
    let gone = || Reply::error(404, "Request_ResourceNotFound", "gone");
    let bench = Bench::new([Reply::HangUp, gone(), gone()]).await;
    bench.client.delete_application("1").await.unwrap();
    let error = bench.client.delete_application("1").await.unwrap_err();
    assert!(error.is_not_found());
}

/// The log's own limit is the tightest there is; looks and changes do not stand still for it.
#[tokio::test]
async fn what_one_family_is_told_to_wait_the_others_do_not_wait() {
    let on_demand = Reply::json(200, &json!({"key": "{}", "value": "[]"}));
    let log = || Reply::list(json!([]));
    let bench = Bench::new([throttled("300"), domains(), on_demand, log(), log()]).await;
    let client = bench.client.with_pace(Duration::from_secs(1));
    let query = LogQuery::default();
    let mut first = std::pin::pin!(client.provisioning_log(&query));
    tokio::select! {
        biased;
        ended = &mut first => panic!("it does not wait: {:?}", ended.map(|_| ())),
        () = bench.waits.next() => {}
    }
    client.domains().await.unwrap();
    let _ = client.provision_on_demand("sp", "job", "rule", &[]).await;
    assert_eq!(bench.server.seen().len(), 3, "both were sent");
    let mut second = std::pin::pin!(client.provisioning_log(&query));
    tokio::select! {
        biased;
        ended = &mut second => panic!("it does not wait: {:?}", ended.map(|_| ())),
        () = bench.waits.next() => {}
    }
    assert_eq!(bench.server.seen().len(), 3, "the log waits");
}

#[tokio::test]
async fn what_one_call_is_told_to_wait_every_call_waits() {
    let bench = Bench::new([throttled("250"), domains(), domains()]).await;
    let others = Arc::new(Waits::default());
    let other = bench.client.bound(bench.stop.clone(), Arc::clone(&others) as _);
    let second = async {
        bench.waits.next().await;
        other.domains().await.map(|domains| domains.len())
    };
    let looked_at = async {
        others.next().await;
        (others.causes(), bench.outcomes())
    };
    let (first, second, (causes, sent)) = tokio::join!(look(&bench), second, looked_at);
    assert_eq!((first.unwrap(), second.unwrap()), (1, 1));
    assert_eq!(causes, ["throttled"], "the second call waits as well");
    assert_eq!(sent, ["throttled"], "and has sent nothing");
}
