//! Answers that are longer than any: each limit by itself. They make no sense, are no lost connection, and are asked for once.

use std::time::Duration;

use graph_client::{Error, Secrets};
use serde_json::{Value, json};

use crate::support::{Bench, Reply, Server};

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;
/// Longer than any answer takes, however busy the machine is.
const GUARD: Duration = Duration::from_secs(60);

/// `[0,0,…`, of this length.
fn zeros(length: usize) -> String {
    format!("[0{}]", ",0".repeat(length / 2))
}

fn told(error: Error) -> String {
    match error {
        Error::Decode { reason, .. } => reason,
        other => panic!("another error: {other:?}"),
    }
}

#[tokio::test]
async fn an_error_longer_than_any_is_not_taken_in() {
    let bomb = zeros(60 * MIB);
    let envelope = format!("{{\"error\":{}}}", zeros(300 * KIB));
    for (status, body) in [400, 401, 403, 404, 429, 503]
        .map(|status| (status, &envelope))
        .into_iter()
        .chain([(403, &bomb)])
    {
        let bench = Bench::new([Reply::page(status, body).gzipped()]).await;
        let reason = told(bench.client.domains().await.unwrap_err());
        assert!(
            reason.contains("256 KiB") && reason.contains(&status.to_string()),
            "{reason}"
        );
        assert_eq!(bench.server.seen().len(), 1);
        assert_eq!(
            bench.records()[0].request_id.as_deref(),
            Some(&*format!("server-{status}"))
        );
    }
}

#[tokio::test]
async fn a_change_that_is_answered_like_that_may_have_happened() {
    let body = zeros(300 * KIB);
    let bench = Bench::new([Reply::page(503, &body), Reply::page(400, &body)]).await;
    let end = bench.client.put_secrets("sp", &Secrets::default()).await;
    assert!(matches!(end, Err(Error::OutcomeUnknown(_))), "{end:?}");
    let end = bench.client.put_secrets("sp", &Secrets::default()).await;
    assert!(matches!(end, Err(Error::Decode { .. })), "{end:?}");
    assert_eq!(bench.server.seen().len(), 2);
}

#[tokio::test]
async fn a_success_longer_than_any_is_not_taken_in() {
    let body = format!("{{\"value\":[],\"x\":\"{}\"}}", " ".repeat(64 * MIB));
    let reply = || Reply::page(200, &body).gzipped();
    let bench = Bench::new([reply(), reply()]).await;
    assert!(told(bench.client.domains().await.unwrap_err()).contains("65536 KiB"));
    let end = bench.client.create_job("sp", "AD2AADProvisioning").await;
    assert!(matches!(end, Err(Error::OutcomeUnknown(_))), "{end:?}");
    assert_eq!(bench.server.seen().len(), 2);
}

#[tokio::test]
async fn more_values_than_any_answer_holds_are_not_parsed() {
    let body = format!("{{\"value\":[{{\"id\":\"1\",\"x\":{}}}]}}", zeros(5_000_000));
    let bench = Bench::new((0..2).map(|_| Reply::page(200, &body).gzipped())).await;
    assert!(told(bench.client.organization().await.unwrap_err()).contains("values"));
    assert!(told(bench.client.schema("sp", "job").await.unwrap_err()).contains("values"));
    assert_eq!(bench.server.seen().len(), 2);
}

/// Pages without an end, each with these entries and this much beside them.
async fn endless(pages: usize, items: Value, beside: Value) -> Bench {
    let server = Server::start([]).await;
    for page in 0..pages {
        let next = format!("{}/v1.0/domains?page={page}", server.origin());
        let body = json!({"value": items, "@odata.nextLink": next, "beside": beside});
        server.add(Reply::json(200, &body).gzipped());
    }
    Bench::on(server, Default::default())
}

#[tokio::test]
async fn all_pages_of_a_list_share_one_limit_of_bytes() {
    let bench = endless(5, json!([]), json!(" ".repeat(20 * MIB))).await;
    assert!(told(bench.client.domains().await.unwrap_err()).contains("65536 KiB"));
    assert_eq!(bench.server.seen().len(), 4);
}

#[tokio::test]
async fn all_pages_of_a_list_share_one_limit_of_values() {
    let bench = endless(4, json!([]), json!(vec![0; 900_000])).await;
    assert!(told(bench.client.domains().await.unwrap_err()).contains("values"));
    assert_eq!(bench.server.seen().len(), 3);
}

#[tokio::test]
async fn all_pages_of_a_list_share_one_limit_of_entries() {
    let bench = endless(
        12,
        json!(vec![json!({"id": "a", "isVerified": true}); 10_000]),
        Value::Null,
    )
    .await;
    assert!(told(bench.client.domains().await.unwrap_err()).contains("100000 entries"));
    assert_eq!(bench.server.seen().len(), 11);
}

#[tokio::test]
async fn a_list_of_empty_pages_ends_too() {
    let bench = endless(1_003, json!([]), Value::Null).await;
    assert!(told(bench.client.domains().await.unwrap_err()).contains("no end"));
    assert_eq!(bench.server.seen().len(), 1_001);
}

#[tokio::test]
async fn a_body_that_only_trickles_has_stopped() {
    let trickle = Reply::list(json!([{"id": "a".repeat(100_000)}])).trickling();
    let bench = Bench::new(std::iter::repeat_n(trickle, 5)).await;
    let client = bench.client.with_body_idle(Duration::from_millis(100));
    let error = tokio::time::timeout(GUARD, client.domains())
        .await
        .unwrap()
        .unwrap_err();
    assert!(matches!(&error, Error::Transport { sent: true, .. }), "{error:?}");
    assert!(error.to_string().contains("stopped on its way"), "{error}");
    assert_eq!(bench.waits.causes(), ["unavailable"; 4]);
}

#[tokio::test]
async fn a_body_that_is_slow_and_goes_on_is_read() {
    let slow = Reply::list(json!([{"id": "a", "isVerified": true}])).trickling();
    let bench = Bench::new([slow]).await;
    assert_eq!(bench.client.domains().await.unwrap().len(), 1);
}
