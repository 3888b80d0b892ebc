//! Sign-in to the demo tenant as one of its people, over sockets.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use graph_client::{Cloud, CloudKind, GraphClient, NoLog, TokenErrorKind, TokenRequest};
use graph_simulator::Simulator;
use identity::{AppOnly, AppProof, AzureCli, DemoControl, DemoError, DemoSignIn, Error};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use support::simulator;

fn control(simulator: &Simulator, key: &str) -> DemoControl {
    let at = simulator.connection();
    let cloud = Cloud::demo(&at.graph, &at.login).unwrap();
    DemoControl::new(&cloud, &at.tenant.to_string(), key.to_owned().into()).unwrap()
}

async fn sign_in(simulator: &Simulator) -> DemoSignIn {
    let control = control(simulator, &simulator.connection().control_key);
    let accounts: Value = control.get("accounts", &[]).await.unwrap();
    let first = accounts["accounts"][0]["address"].as_str().unwrap();
    control.sign_in(first).await.unwrap()
}

async fn token(signed_in: &DemoSignIn, renew: bool) -> String {
    let request = TokenRequest { renew, claims: None };
    let token = signed_in.tokens.token(request).await.unwrap();
    token.secret.expose_secret().to_owned()
}

#[tokio::test]
async fn a_person_signs_in_and_the_token_is_kept_until_it_is_refused() {
    let simulator = simulator(Duration::from_secs(3_600));
    let signed_in = sign_in(&simulator).await;
    assert!(
        signed_in
            .scopes
            .iter()
            .any(|scope| scope == "Synchronization.ReadWrite.All")
    );
    let first = token(&signed_in, false).await;
    assert_eq!(token(&signed_in, false).await, first);
    assert_ne!(token(&signed_in, true).await, first);
}

#[tokio::test]
async fn a_token_that_nears_its_end_is_replaced() {
    let simulator = simulator(Duration::from_secs(60));
    let signed_in = sign_in(&simulator).await;
    assert_ne!(token(&signed_in, false).await, token(&signed_in, false).await);
}

#[tokio::test]
async fn nobody_unknown_signs_in_and_nobody_without_the_key() {
    let simulator = simulator(Duration::from_secs(3_600));
    let known = control(&simulator, &simulator.connection().control_key);
    let stranger = known.sign_in("mallory@example.com").await.unwrap_err();
    assert!(matches!(stranger, DemoError::Refused { status: 400, .. }), "{stranger}");
    let keyless = control(&simulator, "a-wrong-key").sign_in("x").await.unwrap_err();
    assert!(matches!(keyless, DemoError::Refused { status: 401, .. }), "{keyless}");
    assert!(!format!("{keyless} {keyless:?}").contains("a-wrong-key"));
}

#[tokio::test]
async fn a_demo_that_ended_is_unreachable() {
    let simulator = simulator(Duration::from_secs(60));
    let signed_in = sign_in(&simulator).await;
    drop(simulator);
    let error = signed_in.tokens.token(TokenRequest::default()).await.unwrap_err();
    assert_eq!(error.code, TokenErrorKind::Unreachable);
}

#[tokio::test]
async fn an_answer_of_another_shape_is_told_apart() {
    let simulator = simulator(Duration::from_secs(60));
    let control = control(&simulator, &simulator.connection().control_key);
    let error = control.get::<Vec<String>>("accounts", &[]).await.unwrap_err();
    assert_eq!(
        error,
        DemoError::Unreadable {
            route: "accounts".to_owned()
        }
    );
}

#[tokio::test]
async fn what_is_told_is_there_until_it_is_taken_away() {
    let simulator = simulator(Duration::from_secs(60));
    let control = control(&simulator, &simulator.connection().control_key);
    let told = json!({ "fault": "GET /organization=429" });
    control.post::<()>("faults", &told).await.unwrap();
    let faults: Value = control.get("faults", &[]).await.unwrap();
    assert_eq!(faults, json!({ "faults": ["GET /organization=429"] }));
    control.delete("faults").await.unwrap();
    let faults: Value = control.get("faults", &[]).await.unwrap();
    assert_eq!(faults, json!({ "faults": [] }));
    let bad = control.post::<()>("faults", &json!({ "fault": "nonsense" })).await;
    assert!(matches!(bad, Err(DemoError::Refused { status: 400, .. })), "{bad:?}");
}

#[tokio::test]
async fn no_other_tenant_has_a_control_address() {
    for cloud in [
        Cloud::global(),
        Cloud::custom("http://127.0.0.1:1", "http://127.0.0.1:1").unwrap(),
    ] {
        assert_eq!(
            DemoControl::new(&cloud, "t", "k".to_owned().into()).unwrap_err(),
            Error::NotDemo
        );
    }
}

/// Whoever makes a client names its tokens and no Graph.
#[tokio::test]
async fn tokens_lead_to_the_cloud_that_gave_them_and_to_no_other() {
    let simulator = simulator(Duration::from_secs(3_600));
    let at = simulator.connection();
    let tenant = at.tenant.to_string();
    let custom = Cloud::custom(&at.graph, &at.login).unwrap();
    let sources = [
        (CloudKind::Demo, sign_in(&simulator).await.tokens),
        (
            CloudKind::Custom,
            AppOnly::tokens(
                &custom,
                &tenant,
                &at.client_id.to_string(),
                AppProof::Secret(at.client_secret.clone().into()),
            )
            .unwrap(),
        ),
        (CloudKind::UsGov, AzureCli::signed_in(&Cloud::usgov(), None).unwrap()),
    ];
    for (kind, tokens) in sources {
        let client = GraphClient::new(&*tenant, tokens, Arc::new(NoLog)).unwrap();
        assert_eq!(client.cloud().kind(), kind);
        if client.cloud().is_loopback() {
            assert_eq!(client.cloud().graph().as_str(), format!("{}/", at.graph));
            client.organization().await.unwrap();
        }
    }
}

#[tokio::test]
async fn key_and_tokens_are_never_shown() {
    let simulator = simulator(Duration::from_secs(3_600));
    let key = simulator.connection().control_key.clone();
    let signed_in = sign_in(&simulator).await;
    let secret = token(&signed_in, false).await;
    let shown = format!("{:?} {signed_in:?}", control(&simulator, &key));
    assert!(!shown.contains(&key) && !shown.contains(&secret));
}
