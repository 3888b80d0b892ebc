//! Nothing secret is ever shown.

use identity::RefreshTokens;
use secrecy::ExposeSecret;

use crate::support::{SANNE, V4, World, parameter, reading, token, waiting};

#[tokio::test]
async fn no_token_code_or_verifier_is_in_what_can_be_printed() {
    let world = World::of("contoso");
    let signed_in = world.sign_in(SANNE).await;
    let refresh = world.kept.load(signed_in.key()).await.unwrap().unwrap();
    let access = token(&signed_in.tokens(), false).await;
    let device = world.client().begin_device_code(&reading()).await.unwrap();
    let shown = format!(
        "{signed_in:?} {:?} {:?} {:?} {device:?} {:?} {:?}",
        signed_in.tokens(),
        world.kept,
        world.client(),
        world.wanted(),
        signed_in.tokens().token(Default::default()).await
    );
    for secret in [refresh.expose_secret(), access.as_str(), device.user_code()] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

/// A service that answers everything with what it was sent.
async fn parrot(status: &'static str, wrap: fn(&str) -> String) -> (String, tokio::task::JoinHandle<String>) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind((V4, 0)).await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let heard = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut received = Vec::new();
        let body = loop {
            stream.read_buf(&mut received).await.unwrap();
            let text = String::from_utf8_lossy(&received).into_owned();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head
                    .lines()
                    .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
                if body.len() == length.unwrap_or(0) {
                    break body.to_owned();
                }
            }
        };
        let answer = wrap(&body);
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            answer.len()
        );
        stream.write_all(format!("{head}{answer}").as_bytes()).await.unwrap();
        body
    });
    (origin, heard)
}

#[tokio::test]
async fn a_service_that_quotes_what_it_was_sent_teaches_the_error_nothing() {
    let quote = |body: &str| {
        serde_json::json!({"error": "invalid_request", "error_description": body, "trace_id": body}).to_string()
    };
    let broken = |body: &str| format!("{{\"access_token\": \"{body}\", \"expires_in\": \"{body}\"}}");
    for (status, wrap) in [("400 Bad Request", quote as fn(&str) -> String), ("200 OK", broken)] {
        let (origin, heard) = parrot(status, wrap).await;
        let cloud = graph_client::Cloud::custom(&origin, &origin).unwrap();
        let kept = std::sync::Arc::new(crate::in_memory::InMemory::default());
        let client = identity::PublicClient::new(&cloud, None, uuid::Uuid::from_u128(1), kept).unwrap();
        let open = |url: &url::Url| {
            let (port, state) = (crate::support::port(url), parameter(url, "state"));
            tokio::spawn(async move {
                let target = format!("/?code=s3ntinel-c0de-of-the-browser&state={state}");
                crate::support::ask(V4, port, &format!("localhost:{port}"), &target).await
            });
        };
        let error = client.sign_in_by_browser(&Default::default(), open).await.unwrap_err();
        let sent = heard.await.unwrap();
        let verifier = sent
            .split('&')
            .find_map(|pair| pair.strip_prefix("code_verifier="))
            .unwrap();
        assert_eq!(verifier.len(), 43);
        assert!(sent.contains("&claims=%7B%22access_token%22%3A%7B%22xms_cc%22") && !sent.contains("client_secret"));
        let shown = format!("{error} {error:?} {:?}", graph_client::TokenError::from(error.clone()));
        for secret in ["s3ntinel-c0de-of-the-browser", verifier] {
            assert!(sent.contains(secret) && !shown.contains(secret), "{shown}");
        }
    }
}

#[tokio::test]
async fn a_redirect_that_is_forged_with_words_shows_few_of_them() {
    let world = World::of("contoso");
    let (waiting, url) = waiting(&world).await;
    let (port, state) = (crate::support::port(&url), parameter(&url, "state"));
    let target = format!(
        "/?error=a%0D%0Ab&error_description={}%0D%0Amore&state={state}",
        "x".repeat(2_000)
    );
    crate::support::ask(V4, port, &format!("localhost:{port}"), &target).await;
    let error = waiting.await.unwrap().unwrap_err().to_string();
    assert!(
        error.len() < 400 && error.starts_with("ab: xxx") && !error.contains("more"),
        "{error}"
    );
}
