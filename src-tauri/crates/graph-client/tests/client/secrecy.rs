//! Tokens and secret values stay out of everything that is kept or shown.

use graph_client::{AccessToken, Secrets, TokenSource as _};
use serde_json::json;

use crate::support::{Bench, Reply, SENTINEL};

const SECRET: &str = "hunter-22-\"quoted\"";

fn secrets() -> Secrets {
    let mut secrets = Secrets::default();
    secrets.set("SecretToken", SECRET);
    secrets.set("Domain", r#"{"domain":"contoso.com"}"#);
    secrets
}

#[tokio::test]
async fn a_talkative_service_gives_nothing_away() {
    let text = format!("Bearer {SENTINEL}-0 may not set {SECRET}");
    let escaped = json!({"error": {"code": text, "message": text}}).to_string();
    for reply in [
        Reply::error(400, &text, &text),
        Reply::error(400, "UnknownError", &escaped),
        Reply::page(400, &format!("<p>{text}</p>")),
        Reply::page(400, &format!("{{\"error\": {text}")),
    ] {
        let bench = Bench::new([reply]).await;
        let error = bench.client.put_secrets("sp", &secrets()).await.unwrap_err();
        let shown = format!(
            "{error} {error:?} {:?} {:?} {:?}",
            bench.records(),
            bench.client,
            secrets()
        );
        assert!(!shown.contains(SENTINEL), "{shown}");
        assert!(!shown.contains("hunter"), "{shown}");
        assert!(shown.contains("contoso.com"));
    }
}

/// However long the request was, in whatever way the service spells what it echoes, and wherever a limit cuts it.
#[tokio::test]
async fn an_echo_of_a_long_request_gives_nothing_away() {
    const HIDDEN: &str = "s3ntinel~b.c/d+e=%\"\\é";
    let mut secrets = Secrets::default();
    secrets.set("Domain", r#"{"domain":"contoso.com"}"#);
    secrets.set("SecretToken", HIDDEN);
    secrets.set("SyncAgentADContainer", "x".repeat(20_000));
    let sent = json!({"value": [{"key": "SecretToken", "value": HIDDEN}]}).to_string();
    let form: String = url::form_urlencoded::byte_serialize(HIDDEN.as_bytes()).collect();
    let dotnet = sent
        .replace('+', "\\u002B")
        .replace("\\\"", "\\u0022")
        .replace('é', "\\u00E9");
    let mut replies = Vec::new();
    for echo in [
        sent.clone(),
        HIDDEN.to_owned(),
        form.clone(),
        form.to_ascii_lowercase(),
        dotnet,
    ] {
        let nested = json!({"error": {"code": echo, "message": echo}}).to_string();
        // What is kept of a message ends in the middle of the secret.
        let late = format!("{}{echo}", "x".repeat(2_000 - 12));
        for text in [&echo, &nested, &late] {
            replies.push(Reply::error(403, "UnknownError", text));
            replies.push(
                Reply::error(403, text, text).with("request-id", text.replace(|c: char| !c.is_ascii_graphic(), "")),
            );
        }
    }
    for reply in replies {
        let bench = Bench::new([reply.clone()]).await;
        let error = bench.client.put_secrets("sp", &secrets).await.unwrap_err();
        let shown = format!("{error} {error:?} {:?}", bench.records());
        assert!(error.is_missing_permission(), "{shown}");
        assert!(!shown.contains("s3nti"), "{reply:?}: {shown}");
    }
}

#[tokio::test]
async fn the_log_holds_what_was_sent_and_answered() {
    let refused = Reply::error(409, "conflict", "someone else writes");
    let bench = Bench::new([Reply::empty(502), refused, Reply::empty(204)]).await;
    assert!(
        bench
            .client
            .put_secrets("sp", &secrets())
            .await
            .unwrap_err()
            .is_conflict()
    );
    bench.client.put_secrets("sp", &secrets()).await.unwrap();
    let records = bench.records();
    let rows: Vec<_> = records
        .iter()
        .map(|record| (record.attempt, record.status, record.outcome.as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            (1, Some(502), "unavailable"),
            (2, Some(409), "refused"),
            (1, Some(204), "ok")
        ]
    );
    for record in &records {
        assert_eq!((record.call, record.method.as_str()), ("write secrets", "PUT"));
        assert_eq!(record.path, "/v1.0/servicePrincipals/sp/synchronization/secrets");
        let body = record.request_body.as_deref().unwrap();
        assert!(body.contains("contoso.com") && body.contains("[redacted]"), "{body}");
    }
    assert!(
        records[1]
            .answer_excerpt
            .as_deref()
            .unwrap()
            .contains("someone else writes")
    );
    assert_eq!(records[2].answer_excerpt, None);
    let seen = bench.server.seen();
    assert!(seen[2].body.contains("hunter"), "the service itself gets the value");
    let mut ids: Vec<_> = seen
        .iter()
        .map(|seen| seen.header("client-request-id").unwrap())
        .collect();
    assert_eq!(
        ids,
        records
            .iter()
            .map(|record| record.client_request_id.as_str())
            .collect::<Vec<_>>()
    );
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3, "a fresh one for every attempt");
}

#[tokio::test]
async fn tokens_do_not_show_themselves() {
    let bench = Bench::new([]).await;
    let token: AccessToken = bench.tokens.token(Default::default()).await.unwrap();
    assert!(!format!("{token:?}").contains(SENTINEL));
}

/// Graph answers with a token where something else belongs, or not to its end, or not in JSON.
#[tokio::test]
async fn an_answer_that_cannot_be_read_is_not_quoted() {
    let token = "0.ARwA-s3ntinel";
    let nested = json!({"key": format!("{{\"result\":{{\"{token}\":1}}"), "value": token});
    let replies = [
        Reply::json(200, &json!(token)),
        Reply::json(200, &json!({"access_token": token})),
        Reply::json(200, &json!({"value": token, "key": 5, "id": {"a": token}})),
        Reply::json(200, &json!({"value": [{"id": {"a": token}}]})),
        Reply::json(
            200,
            &json!({"value": [], "@odata.nextLink": format!("https://u:{token}@evil.example/{token}?a={token}#{token}")}),
        ),
        Reply::json(200, &nested),
        Reply::page(200, &format!("<html>{token}</html>")),
        Reply::page(200, &format!("{{\"access_token\":\"{token}")),
        Reply::page(400, &format!("<html>{token}</html>")),
        Reply::page(400, &format!("{{\"access_token\":\"{token}")),
        Reply::json(400, &json!({"access_token": token})),
        Reply::json(200, &json!({"access_token": token, "value": []})).halved(),
    ];
    for reply in replies {
        let bench = Bench::new(std::iter::repeat_n(reply.clone(), 40)).await;
        let errors = [
            bench.client.organization().await.err(),
            bench.client.job("sp", "job").await.err(),
            bench.client.schema("sp", "job").await.err(),
            bench.client.provision_on_demand("sp", "job", "rule", &[]).await.err(),
        ];
        let read = errors.iter().filter(|error| error.is_none()).count();
        assert_eq!(read, 0, "{reply:?}");
        let shown = format!("{errors:?} {:?}", bench.records());
        assert!(!shown.contains("s3ntinel"), "{reply:?}: {shown}");
        let told: Vec<_> = errors.iter().flatten().map(ToString::to_string).collect();
        assert!(!told.concat().contains("s3ntinel"), "{told:?}");
    }
}
