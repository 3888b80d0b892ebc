//! Signing in on another device.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Tenant, paced, read};
use crate::person::{Page, READ};

const SANNE: &str = "sanne.devries@contoso.com";

async fn begin(tenant: &Tenant) -> Value {
    let connection = tenant.simulator.connection();
    let form = [
        ("client_id", connection.client_id.to_string()),
        ("scope", READ.to_owned()),
    ];
    let url = format!("{}/organizations/oauth2/v2.0/devicecode", connection.login);
    read(tenant.http.post(url).form(&form).send().await.unwrap())
        .await
        .expect(200)
}

async fn poll(tenant: &Tenant, begun: &Value) -> Answer {
    let form = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code".to_owned()),
        ("client_id", tenant.simulator.connection().client_id.to_string()),
        ("device_code", begun["device_code"].as_str().unwrap().to_owned()),
    ];
    tenant.token_request("organizations", &form).await
}

/// Types the code on the page the answer names.
async fn enter(tenant: &Tenant, begun: &Value, code: &str) -> Page {
    let ticket = &tenant.simulator.connection().ticket;
    let url = &format!("{}?ticket={ticket}", begun["verification_uri"].as_str().unwrap());
    let page = Page::of(tenant.browser().get(url).send().await.unwrap()).await;
    assert!(page.html.contains("Enter code"));
    Page::of(tenant.browser().post(url).form(&[("otc", code)]).send().await.unwrap()).await
}

async fn error(tenant: &Tenant, begun: &Value) -> String {
    poll(tenant, begun).await.expect(400)["error"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_code_is_waited_for_slowly_and_used_once() {
    let tenant = Tenant::start(paced("contoso")).await;
    let begun = begin(&tenant).await;
    assert_eq!((&begun["expires_in"], &begun["interval"]), (&json!(900), &json!(5)));
    assert_eq!(error(&tenant, &begun).await, "authorization_pending");
    assert_eq!(error(&tenant, &begun).await, "slow_down");
    tenant.simulator.advance(Duration::from_secs(5));
    assert_eq!(error(&tenant, &begun).await, "authorization_pending");

    let wrong = enter(&tenant, &begun, "<b>").await;
    assert!(wrong.html.contains("not known") && !wrong.html.contains("<b>"));
    let page = enter(&tenant, &begun, begun["user_code"].as_str().unwrap()).await;
    let page = tenant.press(&page, "account", SANNE).await;
    let page = tenant.press(&page, "consent", "yes").await;
    assert!(page.html.contains("You have signed in"));
    let token = poll(&tenant, &begun).await.expect(200);
    assert!(token["refresh_token"].is_string() && token["id_token"].is_string());
    assert_eq!(error(&tenant, &begun).await, "bad_verification_code");
}

#[tokio::test]
async fn a_code_ends_by_time_by_no_and_by_policy() {
    let tenant = Tenant::fresh().await;
    let declined = begin(&tenant).await;
    let page = enter(&tenant, &declined, declined["user_code"].as_str().unwrap()).await;
    let page = tenant.press(&page, "account", SANNE).await;
    tenant.press(&page, "back", "cancel").await;
    assert_eq!(error(&tenant, &declined).await, "authorization_declined");

    tenant
        .control(Method::PUT, "/sign-in", json!({"demand": "no-device-code"}))
        .await
        .expect(204);
    let blocked = begin(&tenant).await;
    let page = enter(&tenant, &blocked, blocked["user_code"].as_str().unwrap()).await;
    let page = tenant.press(&page, "account", SANNE).await;
    assert!(page.html.contains("AADSTS53003"));
    assert_eq!(poll(&tenant, &blocked).await.expect(400)["error_codes"][0], 53003);

    let late = begin(&tenant).await;
    tenant.simulator.advance(Duration::from_secs(901));
    assert_eq!(error(&tenant, &late).await, "expired_token");
}
