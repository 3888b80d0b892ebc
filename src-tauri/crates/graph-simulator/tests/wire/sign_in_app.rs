//! Applications sign in by certificate, and by a secret that is over.

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PSS_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Tenant};

const THUMBPRINT: &str = "the-thumbprint-of-the-certificate";

fn assertion(key: &KeyPair, header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(header), part(claims));
    let mut signature = vec![0; key.public_modulus_len()];
    let random = aws_lc_rs::rand::SystemRandom::new();
    key.sign(&RSA_PSS_SHA256, &random, signed.as_bytes(), &mut signature)
        .unwrap();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

async fn sign_in(tenant: &Tenant, assertion: String) -> Answer {
    let connection = tenant.simulator.connection();
    let form = [
        ("grant_type", "client_credentials".to_owned()),
        ("client_id", connection.client_id.to_string()),
        (
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer".to_owned(),
        ),
        ("client_assertion", assertion),
        ("scope", format!("{}/.default", connection.graph)),
    ];
    tenant.token_request(&connection.tenant.to_string(), &form).await
}

#[tokio::test]
async fn an_assertion_of_a_known_key_is_a_secret() {
    let tenant = Tenant::fresh().await;
    let connection = tenant.simulator.connection();
    let key = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let now = tenant.control(Method::GET, "/time", Value::Null).await.expect(200)["now"]
        .as_str()
        .unwrap()
        .to_owned();
    let now: jiff::Timestamp = now.parse().unwrap();
    let header = json!({"alg": "PS256", "typ": "JWT", "x5t#S256": THUMBPRINT});
    let claims = json!({
        "aud": format!("{}/{}/oauth2/v2.0/token", connection.login, connection.tenant), "iss": connection.client_id,
        "sub": connection.client_id, "jti": "1", "nbf": now.as_second(), "exp": now.as_second() + 600,
    });
    let refused = async |assertion: String| sign_in(&tenant, assertion).await.expect(401)["error_codes"][0].clone();
    assert_eq!(refused(assertion(&key, &header, &claims)).await, 700_027);

    let public = key.public_key().as_der().unwrap();
    let public = STANDARD.encode(public.as_ref());
    let certificate = json!({"thumbprint": THUMBPRINT, "publicKey": public});
    tenant
        .control(Method::POST, "/sign-in/certificates", certificate)
        .await
        .expect(204);
    let token = sign_in(&tenant, assertion(&key, &header, &claims)).await.expect(200);
    tenant
        .with_token(token["access_token"].as_str().unwrap(), "/organization")
        .await
        .expect(200);

    let other = KeyPair::generate(KeySize::Rsa2048).unwrap();
    assert_eq!(refused(assertion(&other, &header, &claims)).await, 700_027);
    let changed = |name: &str, value: Value| {
        let mut claims = claims.clone();
        claims[name] = value;
        assertion(&key, &header, &claims)
    };
    assert_eq!(refused(changed("aud", json!("https://evil.example"))).await, 700_027);
    assert_eq!(refused(changed("exp", json!(now.as_second()))).await, 700_024);
    for broken in ["", "a.b.c", "...."] {
        assert!(sign_in(&tenant, broken.to_owned()).await.status == 401);
    }
}

#[tokio::test]
async fn a_secret_that_is_over_is_told_apart() {
    let tenant = Tenant::fresh().await;
    tenant
        .control(Method::PUT, "/sign-in", json!({"demand": "secret-expired"}))
        .await
        .expect(204);
    let refused = tenant.sign_in().await.expect(401);
    assert_eq!(refused["error_codes"][0], 7_000_222);
}
