//! App-only sign-in with the token of another identity provider.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use graph_client::{AccessToken, Cloud, TokenError, TokenErrorKind, TokenRequest};
use graph_simulator::{Options, Simulator, Timing};
use identity::{AppOnly, AppProof, FederatedToken};
use jiff::Timestamp;
use serde_json::{Value, json};

const ISSUER: &str = "https://issuer.example";
const SUBJECT: &str = "repo:contoso/directory:environment:production";

/// An identity provider with one key.
struct Provider(KeyPair);

impl Provider {
    fn issue(&self, changed: Value) -> String {
        let mut claims = json!({
            "iss": ISSUER, "sub": SUBJECT, "aud": "api://AzureADTokenExchange",
            "exp": Timestamp::now().as_second() + 300,
        });
        for (name, value) in changed.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!(
            "{}.{}",
            part(json!({"alg": "RS256", "typ": "JWT", "kid": "one"})),
            part(claims)
        );
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(
                &RSA_PKCS1_SHA256,
                &aws_lc_rs::rand::SystemRandom::new(),
                signed.as_bytes(),
                &mut signature,
            )
            .unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

async fn tokens(simulator: &Simulator, file: &Path) -> Result<AccessToken, TokenError> {
    let at = simulator.connection();
    let cloud = Cloud::demo(&at.graph, &at.login).unwrap();
    let proof = AppProof::Federated(FederatedToken::of_file(file).unwrap());
    let tokens = AppOnly::tokens(&cloud, &at.tenant.to_string(), &at.client_id.to_string(), proof).unwrap();
    tokens.token(TokenRequest::default()).await
}

#[tokio::test]
async fn the_token_of_a_trusted_provider_signs_in_and_others_are_told_apart() {
    let simulator = Simulator::start(Options {
        timing: Timing::instant(),
        ..Options::default()
    })
    .unwrap();
    let at = simulator.connection();
    let provider = Provider(KeyPair::generate(KeySize::Rsa2048).unwrap());
    let public = provider.0.public_key().as_der().unwrap();
    let credential = json!({"issuer": ISSUER, "subject": SUBJECT, "publicKey": STANDARD.encode(public.as_ref())});
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = http
        .post(format!("{}/_sim/sign-in/federated-credentials", at.graph))
        .header("x-sim-key", &at.control_key);
    assert!(request.json(&credential).send().await.unwrap().status().is_success());

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    let put = async |token: String| {
        std::fs::write(&file, token).unwrap();
        tokens(&simulator, &file).await
    };
    let token = put(provider.issue(json!({}))).await.unwrap();
    assert_eq!(token.tenant, Some(at.tenant.to_string()));
    let stranger = Provider(KeyPair::generate(KeySize::Rsa2048).unwrap());
    for (token, number) in [
        (provider.issue(json!({"iss": "https://other.example"})), 700_211),
        (provider.issue(json!({"sub": SUBJECT.to_uppercase()})), 700_213),
        (provider.issue(json!({"aud": "https://elsewhere.example"})), 700_212),
        (
            provider.issue(json!({"exp": Timestamp::now().as_second() - 10})),
            700_024,
        ),
        (stranger.issue(json!({})), 700_027),
    ] {
        let refused = put(token.clone()).await.unwrap_err();
        assert_eq!(refused.code, TokenErrorKind::Refused { aadsts: Some(number) });
        let problem = match number {
            700_027 => "app-secret-over",
            _ => "app-federation",
        };
        assert_eq!(refused.problem, Some(problem), "{number}");
        assert!(!format!("{refused:?}").contains(&token), "a token is nobody's to read");
    }
}

#[tokio::test]
async fn a_file_that_vanishes_is_no_missing_connection() {
    let simulator = Simulator::start(Options::default()).unwrap();
    let at = simulator.connection();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, "a.b.c").unwrap();
    let cloud = Cloud::demo(&at.graph, &at.login).unwrap();
    let proof = AppProof::Federated(FederatedToken::of_file(&file).unwrap());
    let tokens = AppOnly::tokens(&cloud, &at.tenant.to_string(), &at.client_id.to_string(), proof).unwrap();
    std::fs::remove_file(&file).unwrap();
    let refused = tokens.token(TokenRequest::default()).await.unwrap_err();
    assert!(refused.to_string().contains("token file"), "{refused}");
    assert_ne!(refused.problem, Some("no-connection"));
}
