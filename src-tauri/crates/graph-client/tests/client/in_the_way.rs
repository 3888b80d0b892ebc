//! What answers in place of Microsoft is recognised and named, asked once and never taken for an answer.

use std::sync::Arc;

use graph_client::{Cloud, Error, GraphClient, Interception, NoLog, Secrets};
use journey_tests::untrusted::Untrusted;
use serde_json::json;

use crate::support::{Bench, PACE, Reply, Server, TENANT, Tokens};

const PAGE: &str = "\u{feff}\r\n<!doctype html><title>Sign in to the hotel network</title>";

fn by(error: Error) -> Interception {
    match error {
        Error::Intercepted { by, .. } => by,
        other => panic!("another error: {other:?}"),
    }
}

#[tokio::test]
async fn a_page_is_no_answer() {
    for status in [200, 204, 400, 401, 403, 404, 409, 429, 511] {
        let status = if status == 204 { 203 } else { status };
        let bench = Bench::new([Reply::page(status, PAGE).gzipped()]).await;
        let error = bench.client.domains().await.unwrap_err();
        assert!(
            !error.is_not_found() && !error.is_missing_permission() && !error.is_sign_in_needed() && !error.may_pass()
        );
        assert_eq!(error.status(), Some(status));
        assert_eq!(by(error), Interception::Page { status });
        assert_eq!(bench.server.seen().len(), 1);
        assert_eq!(bench.outcomes(), ["refused"]);
    }
}

#[tokio::test]
async fn a_page_confirms_no_change() {
    let page = || Reply::page(200, PAGE);
    let bench = Bench::new([page(), page(), Reply::page(403, PAGE)]).await;
    let put = bench.client.put_secrets("sp", &Secrets::default()).await;
    assert_eq!(by(put.unwrap_err()), Interception::Page { status: 200 });
    let made = bench.client.create_job("sp", "AD2AADProvisioning").await;
    assert!(matches!(made, Err(Error::OutcomeUnknown(_))), "{made:?}");
    let refused = bench.client.create_job("sp", "AD2AADProvisioning").await;
    assert_eq!(by(refused.unwrap_err()), Interception::Page { status: 403 });
    assert_eq!(bench.server.seen().len(), 3);
}

#[tokio::test]
async fn a_proxy_that_wants_a_sign_in_is_named() {
    let bench = Bench::new([Reply::page(407, PAGE)]).await;
    assert_eq!(by(bench.client.domains().await.unwrap_err()), Interception::ProxySignIn);
    assert_eq!(bench.server.seen().len(), 1);
}

#[tokio::test]
async fn a_page_of_the_services_own_gateway_passes() {
    let bench = Bench::new([Reply::page(502, PAGE), Reply::page(503, PAGE), Reply::list(json!([]))]).await;
    assert!(bench.client.domains().await.unwrap().is_empty());
    assert_eq!(bench.waits.causes(), ["unavailable"; 2]);
}

/// What a company's proxy answers when a connection to Microsoft is to go through it.
#[tokio::test]
async fn a_proxy_that_opens_no_connection_is_named() {
    for (status, expected) in [(407, Interception::ProxySignIn), (403, Interception::ProxyRefused)] {
        let proxy = Server::start([Reply::page(status, PAGE)]).await;
        let through = reqwest::Proxy::https(proxy.origin()).unwrap();
        let client = reqwest::Client::builder().proxy(through).build().unwrap();
        let error = client
            .get("https://graph.example/v1.0/domains")
            .send()
            .await
            .unwrap_err();
        assert_eq!(Interception::of_failure(&error), Some(expected), "{error:?}");
        assert_eq!(proxy.seen()[0].method, "CONNECT");
    }
}

/// A certificate of a root that this computer does not know, as TLS inspection shows one.
#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_named_and_sends_nothing() {
    let server = Untrusted::start().await;
    let tokens = Tokens {
        cloud: Cloud::custom(&server.origin, &server.origin).unwrap(),
        ..Tokens::default()
    };
    let client = GraphClient::new(TENANT, Arc::new(tokens), Arc::new(NoLog))
        .unwrap()
        .with_pace(PACE);
    let error = client.create_job("sp", "AD2AADProvisioning").await.unwrap_err();
    let by = by(error);
    assert!(matches!(by, Interception::Certificate { .. }), "{by:?}");
    assert!(server.refused().await, "no connection came about, and one was tried");
}
