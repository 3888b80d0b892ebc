//! Refused tokens, challenges and the tenant a token is for (contract 2.7, 3.2).

use base64::prelude::{BASE64_STANDARD, Engine as _};
use graph_client::{Error, TokenError, TokenErrorKind, TokenRequest};
use serde_json::json;

use crate::support::{Bench, Reply, SENTINEL, Server, TENANT, Tokens};

const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#;

fn expired() -> Reply {
    Reply::error(401, "InvalidAuthenticationToken", "Access token has expired.")
}

fn challenge(status: u16) -> Reply {
    let claims = BASE64_STANDARD.encode(CLAIMS);
    Reply::error(status, "InvalidAuthenticationToken", "Continuous access evaluation…").with(
        "WWW-Authenticate",
        format!("Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{claims}\""),
    )
}

fn created() -> Reply {
    let half = json!({"id": "1", "appId": "a"});
    Reply::json(201, &json!({"application": half, "servicePrincipal": half}))
}

fn asked(claims: Option<&str>) -> [TokenRequest; 2] {
    let renewed = TokenRequest {
        claims: claims.map(str::to_owned),
        renew: true,
    };
    [TokenRequest::default(), renewed]
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_the_call_repeated_once() {
    let bench = Bench::new([expired(), created()]).await;
    bench.client.instantiate("t", "n").await.unwrap();
    assert_eq!(*bench.tokens.asked.lock().unwrap(), asked(None));
    let seen = bench.server.seen();
    let bearers: Vec<_> = seen.iter().map(|seen| seen.header("authorization")).collect();
    let expected = [0, 1].map(|number| format!("Bearer {SENTINEL}-{number}"));
    assert_eq!(bearers, [Some(expected[0].as_str()), Some(expected[1].as_str())]);
    assert_eq!(bench.outcomes(), ["unauthorized", "ok"]);
}

#[tokio::test]
async fn the_second_refusal_is_the_end() {
    let bench = Bench::new([expired(), expired(), created()]).await;
    let error = bench.client.instantiate("t", "n").await.unwrap_err();
    assert!(error.is_sign_in_needed() && !error.is_missing_permission());
    assert_eq!(bench.server.seen().len(), 2);
}

#[tokio::test]
async fn claims_are_handed_on() {
    for status in [401, 403] {
        let bench = Bench::new([challenge(status), created()]).await;
        bench.client.instantiate("t", "n").await.unwrap();
        assert_eq!(*bench.tokens.asked.lock().unwrap(), asked(Some(CLAIMS)));
    }
}

#[tokio::test]
async fn a_second_challenge_is_an_error() {
    let bench = Bench::new([challenge(401), challenge(401), created()]).await;
    assert!(bench.client.organization().await.is_err());
    assert_eq!(bench.server.seen().len(), 2);
}

#[tokio::test]
async fn a_challenge_that_needs_a_person_says_so() {
    let mut refusal = TokenError::new(TokenErrorKind::InteractionRequired, "AADSTS50076");
    refusal.trace_id = Some("trace".to_owned());
    let tokens = Tokens {
        refusal: Some(refusal.clone()),
        ..Tokens::default()
    };
    let bench = Bench::on(Server::start([challenge(401)]).await, tokens);
    let error = bench.client.instantiate("t", "n").await.unwrap_err();
    assert!(
        matches!(&error, Error::Token { source, .. } if **source == refusal),
        "{error:?}"
    );
    assert!(error.is_sign_in_needed());
}

#[tokio::test]
async fn a_missing_right_of_the_provisioning_service_is_no_expired_token() {
    let refused = || Reply::error(401, "UnknownError", "");
    let bench = Bench::new([refused(), refused()]).await;
    let error = bench.client.jobs("sp").await.unwrap_err();
    assert!(error.is_missing_permission() && !error.is_sign_in_needed());
    assert_eq!(bench.server.seen().len(), 2);
    assert_eq!(
        error.api().unwrap().reading_permission(),
        Some("Synchronization.Read.All")
    );
}

#[tokio::test]
async fn a_403_is_a_missing_right_unless_it_is_the_licence() {
    let bench = Bench::new([
        Reply::error(403, "Authorization_RequestDenied", "Insufficient privileges"),
        Reply::error(403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", ""),
        Reply::error(403, "", ""),
        Reply::empty(403),
    ])
    .await;
    let errors = [
        bench.client.domains().await.unwrap_err(),
        bench.client.domains().await.unwrap_err(),
        bench.client.domains().await.unwrap_err(),
        bench.client.domains().await.unwrap_err(),
    ];
    let right: Vec<_> = errors.iter().map(Error::is_missing_permission).collect();
    let licence: Vec<_> = errors.iter().map(Error::is_missing_licence).collect();
    assert_eq!(right, [true, false, true, true]);
    assert_eq!(licence, [false, true, false, false]);
    let passes: Vec<_> = errors.iter().map(Error::may_pass).collect();
    assert_eq!(
        passes,
        [true, true, true, false],
        "a body of Graph's is what a new object answers with"
    );
}

#[tokio::test]
async fn a_token_of_another_tenant_sends_nothing() {
    for (tenant, looks) in [(Some("another"), false), (None, true)] {
        let tokens = Tokens {
            tenant: tenant.map(str::to_owned),
            ..Tokens::default()
        };
        let bench = Bench::on(Server::start([Reply::list(json!([]))]).await, tokens);
        let error = bench.client.start_job("sp", "job").await.unwrap_err();
        let Error::WrongTenant { expected, found, .. } = error else {
            panic!("another error");
        };
        assert_eq!((expected.as_str(), found.as_deref()), (TENANT, tenant));
        assert!(bench.server.seen().is_empty() && bench.records().is_empty());
        assert_eq!(bench.client.domains().await.is_ok(), looks);
    }
}
