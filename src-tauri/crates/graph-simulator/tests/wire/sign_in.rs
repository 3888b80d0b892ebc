//! Token endpoint and discovery.

use std::time::Duration;

use reqwest::Method;

use crate::client::{Tenant, instant, read};

fn form<'a>(tenant: &Tenant, changes: &[(&'a str, &str)]) -> Vec<(&'a str, String)> {
    let connection = tenant.simulator.connection();
    let mut form = vec![
        ("grant_type", "client_credentials".to_owned()),
        ("client_id", connection.client_id.to_string()),
        ("client_secret", connection.client_secret.clone()),
        ("scope", "https://graph.microsoft.com/.default".to_owned()),
    ];
    for (name, value) in changes {
        form.retain(|(key, _)| key != name);
        if !value.is_empty() {
            form.push((name, (*value).to_owned()));
        }
    }
    form
}

#[tokio::test]
async fn the_secret_of_the_run_gives_a_token_by_id_and_by_domain() {
    let tenant = Tenant::fresh().await;
    for name in [
        tenant.simulator.connection().tenant.to_string(),
        "contoso.com".to_owned(),
        "contoso.onmicrosoft.com".to_owned(),
    ] {
        let token = tenant.token_request(&name, &form(&tenant, &[])).await.expect(200);
        assert_eq!(token["token_type"], "Bearer");
        assert_eq!(token["expires_in"], 3599);
        assert_eq!(token["access_token"].as_str().unwrap().split('.').count(), 3);
        assert!(token.get("refresh_token").is_none() && token.get("scope").is_none());
    }
}

#[tokio::test]
async fn refusals_speak_aadsts() {
    let tenant = Tenant::fresh().await;
    let own = tenant.simulator.connection().tenant.to_string();
    let nobody = uuid_like();
    for (name, changes, status, error, code) in [
        (
            own.as_str(),
            vec![("client_secret", "wrong")],
            401,
            "invalid_client",
            7_000_215,
        ),
        (&own, vec![("client_secret", "")], 401, "invalid_client", 7_000_218),
        (&own, vec![("client_id", nobody)], 400, "unauthorized_client", 700_016),
        (
            &own,
            vec![("grant_type", "password")],
            400,
            "unsupported_grant_type",
            70_003,
        ),
        (&own, vec![("grant_type", "")], 400, "invalid_request", 900_144),
        (
            &own,
            vec![("scope", "https://vault.azure.net/.default")],
            400,
            "invalid_resource",
            500_011,
        ),
        (&own, vec![("scope", "User.Read")], 400, "invalid_scope", 1_002_012),
        (nobody, vec![], 400, "invalid_tenant", 90_002),
        ("contoso-retail.com", vec![], 400, "invalid_tenant", 90_002),
    ] {
        let refused = tenant
            .token_request(name, &form(&tenant, &changes))
            .await
            .expect(status);
        assert_eq!(refused["error"], error, "{changes:?}");
        assert_eq!(refused["error_codes"][0], code);
        assert!(
            refused["error_description"]
                .as_str()
                .unwrap()
                .starts_with(&format!("AADSTS{code}: "))
        );
        assert!(refused["trace_id"].is_string() && refused["correlation_id"].is_string());
    }
}

fn uuid_like() -> &'static str {
    "00000000-0000-4000-8000-000000000000"
}

#[tokio::test]
async fn discovery_turns_a_domain_into_the_tenant() {
    let tenant = Tenant::fresh().await;
    let connection = tenant.simulator.connection();
    let url = |name: &str| format!("{}/{name}/v2.0/.well-known/openid-configuration", connection.login);
    let found = read(tenant.http.get(url("contoso.com")).send().await.unwrap())
        .await
        .expect(200);
    assert_eq!(
        found["issuer"],
        format!("{}/{}/v2.0", connection.login, connection.tenant)
    );
    assert!(found["token_endpoint"].as_str().unwrap().starts_with(&connection.login));
    let unknown = read(tenant.http.get(url("nowhere.example")).send().await.unwrap())
        .await
        .expect(400);
    assert_eq!(unknown["error"], "invalid_tenant");
}

#[tokio::test]
async fn graph_wants_a_token_of_this_run_that_is_still_good() {
    let tenant = Tenant::fresh().await;
    let none = read(tenant.http.get(tenant.url("/organization")).send().await.unwrap()).await;
    assert_eq!(
        (none.status, none.code(), none.message()),
        (401, "InvalidAuthenticationToken", "Access token is empty.")
    );

    let other_run = Tenant::start(instant("contoso")).await;
    let foreign = read(
        tenant
            .http
            .request(Method::GET, tenant.url("/organization"))
            .bearer_auth(&other_run.token)
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!((foreign.status, foreign.code()), (401, "InvalidAuthenticationToken"));

    tenant.get("/organization").await.expect(200);
    tenant.simulator.advance(Duration::from_secs(3600));
    let late = tenant.get("/organization").await;
    assert_eq!(
        (late.status, late.message()),
        (401, "Lifetime validation failed, the token is expired.")
    );
    assert!(!late.header("www-authenticate").contains("claims"));
}
