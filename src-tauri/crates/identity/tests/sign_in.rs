//! App-only sign-in against the demo tenant's token endpoint, over sockets.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use graph_client::{Cloud, Interception, TokenErrorKind, TokenRequest, TokenSource};
use graph_simulator::Simulator;
use identity::{AppOnly, AppProof, AuthError, Error, tenant_id};
use journey_tests::untrusted::Untrusted;
use secrecy::ExposeSecret;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use support::simulator;

const SENTINEL: &str = "s3ntinel~Secret.0123456789";
const TENANT: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

fn cloud(simulator: &Simulator) -> Cloud {
    let at = simulator.connection();
    Cloud::custom(&at.graph, &at.login).unwrap()
}

fn sign_in(simulator: &Simulator, secret: &str) -> Arc<dyn TokenSource> {
    let at = simulator.connection();
    let secret = AppProof::Secret(secret.to_owned().into());
    AppOnly::tokens(
        &cloud(simulator),
        &at.tenant.to_string(),
        &at.client_id.to_string(),
        secret,
    )
    .unwrap()
}

fn good(simulator: &Simulator) -> Arc<dyn TokenSource> {
    sign_in(simulator, &simulator.connection().client_secret)
}

async fn token(source: &Arc<dyn TokenSource>, renew: bool) -> String {
    let token = source.token(TokenRequest { renew, claims: None }).await.unwrap();
    token.secret.expose_secret().to_owned()
}

fn sentinel() -> AppProof {
    AppProof::Secret(SENTINEL.to_owned().into())
}

fn at(address: std::net::SocketAddr) -> Arc<dyn TokenSource> {
    let origin = format!("http://{address}");
    let cloud = Cloud::custom(&origin, &origin).unwrap();
    AppOnly::tokens(&cloud, TENANT, "client", sentinel()).unwrap()
}

#[tokio::test]
async fn a_token_is_kept_until_it_is_refused() {
    let simulator = simulator(Duration::from_secs(3_600));
    let source = good(&simulator);
    let first = token(&source, false).await;
    assert_eq!(token(&source, false).await, first);
    let renewed = token(&source, true).await;
    assert_ne!(renewed, first);
    assert_eq!(token(&source, false).await, renewed);
}

#[tokio::test]
async fn a_challenge_is_answered_with_a_new_token() {
    let simulator = simulator(Duration::from_secs(3_600));
    let source = good(&simulator);
    let first = token(&source, false).await;
    let claims = Some("{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1\"}}}".to_owned());
    let second = source.token(TokenRequest { renew: false, claims }).await.unwrap();
    assert_ne!(second.secret.expose_secret(), first);
    let tenant = simulator.connection().tenant.to_string();
    assert_eq!(second.tenant.as_deref(), Some(tenant.as_str()));
}

#[tokio::test]
async fn a_token_near_its_end_is_replaced() {
    let simulator = simulator(Duration::from_secs(299));
    let source = good(&simulator);
    let first = token(&source, false).await;
    assert_ne!(token(&source, false).await, first);
}

#[tokio::test]
async fn those_who_ask_together_get_the_same_token() {
    let simulator = simulator(Duration::from_secs(3_600));
    let source = good(&simulator);
    let asked = futures::future::join_all((0..8).map(|_| token(&source, true))).await;
    assert!(asked.iter().all(|token| *token == asked[0]));
}

#[tokio::test]
async fn a_refusal_is_told_by_its_number_and_without_the_secret() {
    let simulator = simulator(Duration::from_secs(3_600));
    let source = sign_in(&simulator, SENTINEL);
    let error = source.token(TokenRequest::default()).await.unwrap_err();
    assert_eq!(
        error.code,
        TokenErrorKind::Refused {
            aadsts: Some(7_000_215)
        }
    );
    assert!(error.trace_id.is_some());
    assert!(!format!("{error} {error:?} {source:?}").contains(SENTINEL));
}

/// What an application is told whose request for a token is answered so.
async fn answered(status: &str, body: &str) -> graph_client::TokenError {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let source = at(listener.local_addr().unwrap());
    let serve = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut received = vec![0; 4_096];
        let _ = stream.read(&mut received).await.unwrap();
        let answer = format!(
            "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(answer.as_bytes()).await.unwrap();
    };
    let (error, ()) = tokio::join!(source.token(TokenRequest::default()), serve);
    error.unwrap_err()
}

/// As for Graph: a person mends it, so it is asked once.
#[tokio::test]
async fn what_answers_in_place_of_the_sign_in_service_is_named() {
    let page = |status| Interception::Page { status };
    let redirect = Interception::Redirect {
        status: 302,
        place: Some("http://hotel.example".to_owned()),
    };
    for (status, body, by) in [
        (
            "407 Proxy Authentication Required",
            "<html>log in</html>",
            Interception::ProxySignIn,
        ),
        ("200 OK", "<html>portal</html>", page(200)),
        ("403 Forbidden", "<html>blocked</html>", page(403)),
        ("511 Network Authentication Required", "", page(511)),
        ("302 Found\r\nlocation: http://hotel.example/s3ntinel", "", redirect),
    ] {
        let error = answered(status, body).await;
        assert_eq!(error.code, TokenErrorKind::Intercepted(by), "{error}");
        assert!(!format!("{error} {error:?}").contains("s3ntinel"), "{error:?}");
    }
    let own = answered("400 Bad Request", "{}").await;
    assert_eq!(own.code, TokenErrorKind::Unreadable, "{own}");
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_named_before_the_secret_is_sent() {
    let server = Untrusted::start().await;
    let cloud = Cloud::custom(&server.origin, &server.origin).unwrap();
    let proof = AppProof::Secret(SENTINEL.to_owned().into());
    let source = AppOnly::tokens(&cloud, TENANT, TENANT, proof).unwrap();
    let error = source.token(TokenRequest::default()).await.unwrap_err();
    let TokenErrorKind::Intercepted(Interception::Certificate { .. }) = error.code else {
        panic!("{error:?}");
    };
    assert!(server.refused().await);
}

/// The tenant that was asked for is compared with what the token says of itself, not with itself.
#[tokio::test]
async fn a_token_of_another_tenant_is_refused() {
    let token = |tenant: &str| URL_SAFE_NO_PAD.encode(format!("{{\"tid\":\"{tenant}\"}}"));
    let other = token("00000000-0000-0000-0000-000000000009");
    let body = format!("{{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"e30.{other}.x\"}}");
    let error = answered("200 OK", &body).await;
    assert_eq!(error.problem, Some("wrong-tenant"));
    assert!(
        error.message.contains("00000000-0000-0000-0000-000000000009"),
        "{error}"
    );
}

/// An app of another tenant, or the id of a secret, in place of what is needed.
#[tokio::test]
async fn what_was_taken_for_the_secret_or_the_app_is_told() {
    let simulator = simulator(Duration::from_secs(3_600));
    let refused = async |secret: &str, client: &str| {
        let tenant = simulator.connection().tenant.to_string();
        let proof = AppProof::Secret(secret.to_owned().into());
        let source = AppOnly::tokens(&cloud(&simulator), &tenant, client, proof).unwrap();
        source.token(TokenRequest::default()).await.unwrap_err().problem
    };
    let id = simulator.connection().client_id.to_string();
    assert_eq!(
        refused("7d1f1d70-4c2d-4b7c-9a51-1f3c5f9d2b11", &id).await,
        Some("app-secret-id")
    );
    assert_eq!(refused("nearly~8Q~right", &id).await, Some("app-secret-over"));
    assert_eq!(refused("nearly~8Q~right", TENANT).await, Some("app-unknown"));
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_not_quoted() {
    let whole = r#"{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"TOKEN"}"#;
    for body in [
        whole.replace("3599,\"ext", "\"TOKEN\",\"ext"),
        whole.replace("\"ext_expires_in\":3599", "\"ext_expires_in\":\"TOKEN\""),
        whole.replace("\"Bearer\"", "[\"TOKEN\"]"),
        whole.replace("\"TOKEN\"", "{\"TOKEN\":1}"),
        whole.replace("access_token", "refresh_token"),
        whole.replace("3599", "9000000000000000000"),
        whole.replace("}", ""),
        "\"TOKEN\"".to_owned(),
        "<html>TOKEN</html>".to_owned(),
    ] {
        for status in ["200 OK", "400 Bad Request"] {
            let error = answered(status, &body.replace("TOKEN", "0.ARwA-s3ntinel")).await;
            let expected = if body.starts_with('<') {
                let status = status[..3].parse().unwrap();
                TokenErrorKind::Intercepted(Interception::Page { status })
            } else {
                TokenErrorKind::Unreadable
            };
            assert_eq!(error.code, expected, "{body}");
            assert!(!format!("{error} {error:?}").contains("s3ntinel"), "{error:?}");
        }
    }
}

#[tokio::test]
async fn nobody_there_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let source = at(listener.local_addr().unwrap());
    drop(listener);
    let error = source.token(TokenRequest::default()).await.unwrap_err();
    assert_eq!(error.code, TokenErrorKind::Unreachable);
    assert!(!format!("{error:?}").contains(SENTINEL));
}

#[tokio::test]
async fn a_domain_becomes_a_tenant_id() {
    let simulator = simulator(Duration::from_secs(3_600));
    let cloud = cloud(&simulator);
    let id = simulator.connection().tenant.to_string();
    assert_eq!(tenant_id(&cloud, "contoso.onmicrosoft.com").await.unwrap(), id);
    assert_eq!(tenant_id(&cloud, &id.to_uppercase()).await.unwrap(), id);
    match tenant_id(&cloud, "nobody.example").await.unwrap_err() {
        Error::SignIn(refused) => assert!(matches!(*refused, AuthError::Refused { codes, .. } if codes == [90_002])),
        other => panic!("{other}"),
    }
    assert!(matches!(
        tenant_id(&cloud, "organizations").await,
        Err(Error::Tenant { .. })
    ));
}

#[test]
fn an_app_signs_in_to_one_tenant_only() {
    let cloud = Cloud::global();
    let made = |tenant: &str, client: &str| AppOnly::tokens(&cloud, tenant, client, sentinel());
    assert!(matches!(made("organizations", "c"), Err(Error::TenantId { .. })));
    assert!(matches!(made(TENANT, ""), Err(Error::Credentials)));
    let no_secret = AppOnly::tokens(&cloud, TENANT, "c", AppProof::Secret(String::new().into()));
    assert!(matches!(no_secret, Err(Error::Credentials)));
}

/// The environment could name another host, which would receive the secret.
#[test]
fn the_environment_does_not_choose_the_host() {
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_token_is_kept_until_it_is_refused"])
        .env("AZURE_AUTHORITY_HOST", "https://evil.example")
        .env("HTTP_PROXY", "http://127.0.0.1:1")
        .env("HTTPS_PROXY", "http://127.0.0.1:1")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success() && told.contains("1 passed"), "{told}");
}

#[tokio::test]
async fn an_application_asks_again_when_an_answer_was_lost_or_says_to_come_back() {
    let simulator = simulator(Duration::from_secs(3_600));
    let asked = "POST /*/oauth2/v2.0/token";
    for fault in ["=reset", "=truncate", "=503", "=429:retry-after=1", "=html:502"] {
        simulator.add_fault(format!("{asked}{fault}").parse().unwrap());
        token(&good(&simulator), false).await;
    }
    simulator.add_fault("GET /*/v2.0/.well-known/openid-configuration=reset".parse().unwrap());
    let id = tenant_id(&cloud(&simulator), "contoso.onmicrosoft.com").await.unwrap();
    assert_eq!(id, simulator.connection().tenant.to_string());
}

#[tokio::test]
async fn a_service_that_stays_away_is_told_after_a_few_tries() {
    let simulator = simulator(Duration::from_secs(3_600));
    simulator.add_fault("POST /*/oauth2/v2.0/token#1x4=503".parse().unwrap());
    let error = good(&simulator).token(TokenRequest::default()).await.unwrap_err();
    assert!(!format!("{error:?}").contains("client_secret"), "{error:?}");
    token(&good(&simulator), false).await;
}
