//! The apps at the other end, and the person who authorizes one.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::Tenant;
use crate::credentials::{App, inner};

#[tokio::test]
async fn five_refusals_lock_an_account_for_half_an_hour() {
    let tenant = Tenant::fresh().await;
    let app = App::make(&tenant, "Figma").await;
    let address = ("BaseAddress", "https://figma.example/scim/v2/9");
    let other = ("BaseAddress", "https://figma.example/scim/v2/10");
    for attempt in 0..5 {
        let secret = format!("wrong-{attempt}");
        inner(&app.test(&[address, ("SecretToken", &secret)]).await);
    }
    let right = ("SecretToken", "right");
    let locked = app.test(&[address, right]).await;
    assert!(locked.message().contains("locked"), "{}", locked.body);
    app.test(&[other, right]).await.expect(204);
    let counts = tenant.control(Method::GET, "/targets", Value::Null).await.expect(200);
    let counts = counts["accounts"].as_array().unwrap();
    let of = |account: &str| counts.iter().find(|counts| counts["account"] == account).unwrap();
    let tried = of("https://figma.example/scim/v2/9");
    assert_eq!((&tried["asked"], &tried["refused"]), (&json!(6), &json!(6)));
    assert!(tried["lockedUntil"].is_string() && of("https://figma.example/scim/v2/10")["lockedUntil"].is_null());
    assert!(
        !counts.iter().any(|counts| counts.to_string().contains("right")),
        "no secret is shown"
    );

    tenant.simulator.advance(Duration::from_secs(31 * 60));
    app.test(&[address, right]).await.expect(204);
}

#[tokio::test]
async fn an_app_takes_what_it_is_told_to_take() {
    let tenant = Tenant::fresh().await;
    let app = App::make(&tenant, "Figma").await;
    let told = json!({"address": "figma.example/scim/v2/1", "accepts": ["token-of-row-1"]});
    tenant.control(Method::POST, "/targets", told).await.expect(204);
    let address = ("BaseAddress", "https://figma.example/scim/v2/1");
    app.test(&[address, ("SecretToken", "token-of-row-1")])
        .await
        .expect(204);
    inner(&app.test(&[address, ("SecretToken", "token-of-row-2")]).await);
    let nonsense = json!({"adress": "x"});
    tenant.control(Method::POST, "/targets", nonsense).await.expect(400);
}

#[tokio::test]
async fn an_app_of_oauth_waits_for_a_person_on_its_page() {
    let tenant = Tenant::fresh().await;
    let app = App::make(&tenant, "Slack").await;
    let job = app.job().await;
    let saved = json!({"useSavedCredentials": true});
    let validate = format!("{job}/validateCredentials");
    assert_eq!(
        inner(&tenant.post(&validate, saved.clone()).await),
        "SlackInvalidCredentials"
    );
    inner(&app.test(&[("Oauth2AccessToken", "made-up")]).await);

    let connection = tenant.simulator.connection();
    let id = app.path.split('/').nth(2).unwrap();
    let page = format!("{}/{}/app-provisioning/{id}", connection.login, connection.tenant);
    let strange = tenant.http.get(&page).send().await.unwrap();
    assert_eq!(strange.status().as_u16(), 403, "without the ticket of the run");
    let shown = tenant
        .http
        .get(&page)
        .query(&[("ticket", &connection.ticket)])
        .send()
        .await
        .unwrap();
    assert_eq!(shown.status().as_u16(), 200);
    assert!(shown.text().await.unwrap().contains("Provisioning of Slack"));
    inner(&tenant.post(&validate, saved.clone()).await);
    let pressed = tenant
        .http
        .post(&page)
        .form(&[("ticket", &connection.ticket)])
        .send()
        .await
        .unwrap();
    assert!(pressed.text().await.unwrap().contains("Slack is authorized"));
    tenant.post(&validate, saved).await.expect(204);
    let shown = tenant.get(&format!("{}/secrets", app.path)).await.expect(200);
    assert!(
        shown["value"]
            .as_array()
            .unwrap()
            .contains(&json!({"key": "Oauth2RefreshToken", "value": "*"}))
    );
}
