//! The Azure CLI, played by a script: each test runs itself again with another PATH.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use graph_client::{Cloud, TokenErrorKind, TokenRequest};
use identity::AzureCli;
use secrecy::ExposeSecret;

const INSIDE: &str = "CAUSEWAY_TEST_INSIDE";

/// Runs the test of this name with an `az` that does this.
fn with_az(test: &str, script: &str) {
    let folder = tempfile::tempdir().unwrap();
    let az = folder.path().join("az");
    std::fs::write(&az, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&az, std::fs::Permissions::from_mode(0o700)).unwrap();
    let path = format!("{}:/usr/bin:/bin", folder.path().display());
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test])
        .env("PATH", path)
        .env(INSIDE, "1")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success() && told.contains("1 passed"), "{told}");
}

fn is_inside() -> bool {
    std::env::var_os(INSIDE).is_some()
}

#[tokio::test]
async fn a_token_of_the_cli_is_used_and_kept() {
    if !is_inside() {
        let end = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap()
            .as_secs()
            + 3_600;
        let script = format!(
            "echo \"$@\" | grep -q -- '--scope https://graph.microsoft.com/.default --tenant 00000000-0000-0000-0000-000000000007' || exit 3\n\
             echo \"{{\\\"accessToken\\\":\\\"token-$$\\\",\\\"expires_on\\\":{end},\\\"tokenType\\\":\\\"Bearer\\\"}}\""
        );
        return with_az("a_token_of_the_cli_is_used_and_kept", &script);
    }
    let tokens = AzureCli::signed_in(&Cloud::global(), Some(uuid::Uuid::from_u128(7))).unwrap();
    let token = async |renew| {
        let token = tokens.token(TokenRequest { renew, claims: None }).await.unwrap();
        assert_eq!(token.tenant.as_deref(), Some("00000000-0000-0000-0000-000000000007"));
        token.secret.expose_secret().to_owned()
    };
    let shown = AzureCli::program().unwrap();
    let path = std::env::var_os("PATH").unwrap();
    assert_eq!(
        Some(shown.parent().unwrap().to_owned()),
        std::env::split_paths(&path).next()
    );
    let first = token(false).await;
    assert!(first.starts_with("token-") && !format!("{tokens:?}").contains(&first));
    assert_eq!(token(false).await, first);
    assert_ne!(token(true).await, first);
}

#[tokio::test]
async fn nobody_signed_in_is_told_in_the_clis_own_words() {
    if !is_inside() {
        return with_az(
            "nobody_signed_in_is_told_in_the_clis_own_words",
            "echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1",
        );
    }
    let tokens = AzureCli::signed_in(&Cloud::global(), None).unwrap();
    let error = tokens.token(TokenRequest::default()).await.unwrap_err();
    assert_eq!(error.code, TokenErrorKind::Refused { aadsts: None });
    assert!(error.message.contains("az login"), "{error}");
}

#[tokio::test]
async fn a_coloured_answer_among_warnings_is_read_and_the_cli_is_asked_for_neither() {
    let test = "a_coloured_answer_among_warnings_is_read_and_the_cli_is_asked_for_neither";
    if !is_inside() {
        let script = r#"[ "$AZURE_CORE_NO_COLOR$AZURE_CORE_ONLY_SHOW_ERRORS" = truetrue ] || exit 3
printf '\357\273\277\033[33mWARNING: {old} is over\033[0m\n{"\033[94maccessToken\033[39;49;00m": "the-token", '
printf '"expires_on": 4000000000, "tokenType": "Bearer"}\n\033[0m'"#;
        return with_az(test, script);
    }
    let tokens = AzureCli::signed_in(&Cloud::global(), None).unwrap();
    let token = tokens.token(TokenRequest::default()).await.unwrap();
    assert_eq!(token.secret.expose_secret(), "the-token");
}

#[tokio::test]
async fn each_trouble_of_the_cli_has_its_own_cure() {
    if !is_inside() {
        let script = "printf '\\033[31mERROR: AADSTS53003: Access has been blocked by Conditional Access policies. No. Trace ID: t1 Correlation\\033[0m' >&2; exit 1";
        return with_az("each_trouble_of_the_cli_has_its_own_cure", script);
    }
    let tokens = AzureCli::signed_in(&Cloud::global(), None).unwrap();
    let error = tokens.token(TokenRequest::default()).await.unwrap_err();
    assert_eq!(error.code, TokenErrorKind::Refused { aadsts: Some(53_003) });
    assert_eq!(
        (error.problem, error.trace_id.as_deref()),
        (Some("blocked-by-policy"), Some("t1"))
    );
    assert!(!error.message.contains("[31m"), "{error}");
}

/// It is set to another tenant than was asked for, or gives what it likes.
#[tokio::test]
async fn a_token_of_another_tenant_is_refused() {
    if !is_inside() {
        let payload = URL_SAFE_NO_PAD.encode(format!("{{\"tid\":\"{}\"}}", uuid::Uuid::from_u128(8)));
        let answer =
            format!("{{\"accessToken\":\"e30.{payload}.x\",\"expires_on\":4000000000,\"tokenType\":\"Bearer\"}}");
        return with_az("a_token_of_another_tenant_is_refused", &format!("echo '{answer}'"));
    }
    let tokens = AzureCli::signed_in(&Cloud::global(), Some(uuid::Uuid::from_u128(7))).unwrap();
    let error = tokens.token(TokenRequest::default()).await.unwrap_err();
    assert_eq!(error.problem, Some("wrong-tenant"));
    let same = AzureCli::signed_in(&Cloud::global(), Some(uuid::Uuid::from_u128(8))).unwrap();
    assert!(same.token(TokenRequest::default()).await.is_ok());
}

#[tokio::test]
async fn a_missing_cli_is_told_as_missing() {
    if !is_inside() {
        let run = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_missing_cli_is_told_as_missing"])
            .env("PATH", "/nowhere")
            .env(INSIDE, "1")
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
        return;
    }
    let tokens = AzureCli::signed_in(&Cloud::global(), None).unwrap();
    let error = tokens.token(TokenRequest::default()).await.unwrap_err();
    assert_eq!(error.problem, Some("azure-cli-missing"));
}

#[tokio::test]
async fn a_cli_that_hangs_is_given_up() {
    if !is_inside() {
        return with_az("a_cli_that_hangs_is_given_up", "exec sleep 1000");
    }
    let tokens = AzureCli::within(Duration::from_millis(300), &Cloud::global(), None).unwrap();
    let error = tokens.token(TokenRequest::default()).await.unwrap_err();
    assert!(error.message.contains("no answer within"), "{error}");
}

#[tokio::test]
async fn no_cli_is_told_as_such() {
    if !is_inside() {
        return with_az("no_cli_is_told_as_such", "exit 127");
    }
    let error = AzureCli::signed_in(&Cloud::global(), None)
        .unwrap()
        .token(TokenRequest::default())
        .await
        .unwrap_err();
    assert!(error.message.contains("not found"), "{error}");
}

#[tokio::test]
async fn an_answer_of_the_cli_that_cannot_be_read_is_not_quoted() {
    if !is_inside() {
        for answer in [
            r#"{"accessToken":5,"expires_on":"s3ntinel"}"#,
            r#""s3ntinel""#,
            r#"{"accessToken":"s3ntinel"}"#,
            "s3ntinel",
        ] {
            let script = format!("cat <<'END'\n{answer}\nEND");
            with_az("an_answer_of_the_cli_that_cannot_be_read_is_not_quoted", &script);
        }
        return;
    }
    let tokens = AzureCli::signed_in(&Cloud::global(), None).unwrap();
    let error = tokens.token(TokenRequest::default()).await.unwrap_err();
    assert!(error.message.contains("cannot be read"), "{error}");
    assert!(!format!("{error} {error:?}").contains("s3ntinel"), "{error:?}");
}
