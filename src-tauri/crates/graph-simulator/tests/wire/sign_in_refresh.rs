//! Refresh tokens, and what ends them.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::Tenant;
use crate::person::READ;

const SANNE: &str = "sanne.devries@contoso.com";

fn refresh(token: &Value) -> &str {
    token["refresh_token"].as_str().unwrap()
}

async fn demand(tenant: &Tenant, what: &str) {
    tenant
        .control(Method::PUT, "/sign-in", json!({"demand": what}))
        .await
        .expect(204);
}

#[tokio::test]
async fn a_refresh_token_is_replaced_and_the_old_one_lives_on_unless_told_otherwise() {
    let tenant = Tenant::fresh().await;
    let first = tenant.person(SANNE, READ).await;
    let second = tenant.renew(refresh(&first), READ).await.expect(200);
    assert_ne!(refresh(&second), refresh(&first));
    assert!(second["id_token"].is_string() && refresh(&second).len() > 1_000);
    tenant.renew(refresh(&first), READ).await.expect(200);
    demand(&tenant, "rotated-refused").await;
    let refused = tenant.renew(refresh(&first), READ).await.expect(400);
    assert_eq!(
        (&refused["error"], &refused["error_codes"][0]),
        (&json!("invalid_grant"), &json!(70000))
    );
    tenant.renew(refresh(&second), READ).await.expect(200);
}

#[tokio::test]
async fn what_ends_a_sign_in_is_told_by_number() {
    let tenant = Tenant::fresh().await;
    let token = tenant.person(SANNE, READ).await;
    let told = async |scope: &str| {
        let refused = tenant.renew(refresh(&token), scope).await.expect(400);
        (
            refused["error"].as_str().unwrap().to_owned(),
            refused["error_codes"][0].clone(),
            refused["claims"].is_string(),
        )
    };
    let more = "openid offline_access Synchronization.ReadWrite.All";
    assert_eq!(told(more).await, ("invalid_grant".to_owned(), json!(65001), false));
    for (what, error, code, claims) in [
        ("mfa", "interaction_required", 50076, true),
        ("mfa-registration", "interaction_required", 50079, true),
        ("blocked", "invalid_grant", 53003, false),
    ] {
        demand(&tenant, what).await;
        assert_eq!(told(READ).await, (error.to_owned(), json!(code), claims));
    }
    demand(&tenant, "nothing").await;
    tenant
        .control(Method::DELETE, "/sign-in/consents", Value::Null)
        .await
        .expect(204);
    assert_eq!(told(READ).await.1, 65001);
    tenant.simulator.advance(Duration::from_secs(90 * 24 * 3600));
    assert_eq!(told(READ).await.1, 700_082);
}

#[tokio::test]
async fn a_revoked_sign_in_is_refused_everywhere() {
    let tenant = Tenant::fresh().await;
    let token = tenant.person(SANNE, READ).await;
    tenant
        .control(Method::POST, "/sign-in/revoke", Value::Null)
        .await
        .expect(204);
    let refused = tenant.renew(refresh(&token), READ).await.expect(400);
    assert_eq!(refused["error_codes"][0], 50173);
    let challenged = tenant
        .with_token(token["access_token"].as_str().unwrap(), "/organization")
        .await;
    assert_eq!(challenged.status, 401);
    assert!(challenged.header("www-authenticate").contains("insufficient_claims"));
    // Applications are not people.
    tenant.get("/organization").await.expect(200);
}
