//! People sign in with a browser.

use reqwest::Method;
use serde_json::json;

use crate::client::{Tenant, instant};
use crate::person::{READ, REDIRECT, claims};

const SANNE: &str = "sanne.devries@contoso.com";
const DANIEL: &str = "daniel.hughes@contoso.com";
const ZOE: &str = "zoe.bakker@contoso.com";

#[tokio::test]
async fn an_account_a_consent_a_code_and_tokens() {
    let tenant = Tenant::fresh().await;
    let page = tenant.authorize("organizations", &[]).await;
    assert_eq!(page.status, 200);
    for shown in [
        "Sanne de Vries",
        SANNE,
        "Hybrid Identity Administrator",
        "Zoë Bakker",
        "Reports Reader",
    ] {
        assert!(page.html.contains(shown), "{shown}");
    }
    assert!(!page.html.contains("<script"));

    let page = tenant.press(&page, "account", SANNE).await;
    assert!(page.html.contains("Permissions requested") && page.html.contains("Synchronization.Read.All"));
    let page = tenant.press(&page, "consent", "yes").await;
    assert_eq!(page.status, 302);
    assert!(
        page.location
            .as_deref()
            .unwrap()
            .starts_with(&format!("{REDIRECT}/?code="))
    );
    assert_eq!(page.told("state"), "the state & more");

    let token = tenant.redeem(&page.told("code"), &[]).await.expect(200);
    let connection = tenant.simulator.connection();
    let granted = |name: &str| format!("{}/{name}", connection.graph);
    let scope: Vec<&str> = token["scope"].as_str().unwrap().split(' ').collect();
    assert_eq!(
        scope,
        [
            "openid",
            "profile",
            &granted("Organization.Read.All"),
            &granted("Synchronization.Read.All")
        ]
    );
    let id = claims(&token["id_token"]);
    assert_eq!(id["aud"], connection.client_id.to_string());
    assert_eq!(id["iss"], format!("{}/{}/v2.0", connection.login, connection.tenant));
    assert_eq!(id["tid"], connection.tenant.to_string());
    assert_eq!((&id["nonce"], &id["ver"]), (&json!("the nonce"), &json!("2.0")));
    assert_eq!(
        (&id["name"], &id["preferred_username"]),
        (&json!("Sanne de Vries"), &json!(SANNE))
    );
    assert_eq!(id["wids"], json!(["8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2"]));
    let access = token["access_token"].as_str().unwrap();
    tenant.with_token(access, "/organization").await.expect(200);
    assert_eq!(tenant.with_token(access, "/auditLogs/provisioning").await.status, 403);
}

#[tokio::test]
async fn who_consented_is_not_asked_again_and_gets_all_of_it() {
    let tenant = Tenant::fresh().await;
    tenant.person(SANNE, READ).await;
    let hinted = [
        ("login_hint", SANNE),
        ("prompt", ""),
        ("scope", "openid Organization.Read.All"),
    ];
    let page = tenant.authorize("contoso.com", &hinted).await;
    let token = tenant.redeem(&page.told("code"), &[]).await.expect(200);
    assert!(token["scope"].as_str().unwrap().contains("Synchronization.Read.All"));
    assert!(token.get("refresh_token").is_none());
}

#[tokio::test]
async fn a_code_is_good_once_for_the_one_who_asked() {
    let tenant = Tenant::fresh().await;
    let code = async || {
        let page = tenant
            .authorize("organizations", &[("login_hint", SANNE), ("prompt", "")])
            .await;
        match page.location {
            Some(_) => page.told("code"),
            None => tenant.press(&page, "consent", "yes").await.told("code"),
        }
    };
    let used = code().await;
    tenant.redeem(&used, &[]).await.expect(200);
    for (code, change, number) in [
        (used, None, 54005),
        (
            code().await,
            Some(("code_verifier", "another-verifier-of-43-characters-000000000")),
            501_481,
        ),
        (code().await, Some(("redirect_uri", "http://localhost:1")), 500_112),
        (
            code().await,
            Some(("client_id", "14d82eec-204b-4c2f-b7e8-296a70dab67e")),
            70000,
        ),
        ("invented".to_owned(), None, 70000),
    ] {
        let changes: Vec<_> = change.into_iter().collect();
        let refused = tenant.redeem(&code, &changes).await.expect(400);
        assert_eq!(
            (&refused["error"], &refused["error_codes"][0]),
            (&json!("invalid_grant"), &json!(number))
        );
    }
    let late = code().await;
    tenant.simulator.advance(std::time::Duration::from_secs(601));
    assert_eq!(tenant.redeem(&late, &[]).await.expect(400)["error_codes"][0], 70008);
}

#[tokio::test]
async fn nothing_is_sent_to_an_address_that_is_not_the_applications() {
    let tenant = Tenant::fresh().await;
    for (name, changes, code) in [
        (
            "organizations",
            [("redirect_uri", "http://localhost.evil.example:80")],
            "AADSTS50011",
        ),
        (
            "organizations",
            [("redirect_uri", "http://localhost:99999")],
            "AADSTS50011",
        ),
        (
            "organizations",
            [("redirect_uri", "https://evil.example")],
            "AADSTS50011",
        ),
        (
            "organizations",
            [("redirect_uri", "http://localhost:80@evil.example")],
            "AADSTS50011",
        ),
        (
            "organizations",
            [("client_id", "00000000-0000-4000-8000-000000000000")],
            "AADSTS700016",
        ),
        ("nowhere.example", [("state", "x")], "AADSTS90002"),
    ] {
        let page = tenant.authorize(name, &changes).await;
        assert_eq!((page.status, &page.location), (400, &None), "{changes:?}");
        assert!(page.html.contains(code), "{}", page.html);
    }
    for changes in [
        [("code_challenge", "")],
        [("code_challenge_method", "plain")],
        [("response_type", "token")],
        [("scope", "openid Nonsense.All")],
    ] {
        let page = tenant.authorize("organizations", &changes).await;
        assert!(page.told("error").starts_with("invalid_"), "{changes:?}");
        assert_eq!(
            (page.told("state").as_str(), page.told("code").as_str()),
            ("the state & more", "")
        );
    }
}

#[tokio::test]
async fn who_may_not_consent_and_who_does_not_want_to() {
    let tenant = Tenant::start(instant("contoso/consent-missing")).await;
    let page = tenant.authorize("organizations", &[]).await;
    let page = tenant.press(&page, "account", SANNE).await;
    assert!(page.html.contains("Need admin approval"));
    let forged = tenant.press(&page, "consent", "yes").await;
    assert_eq!(forged.location, None);
    let back = tenant.press(&page, "back", "90094").await;
    assert_eq!(back.told("error"), "consent_required");
    assert!(back.told("error_description").starts_with("AADSTS90094: "));

    let page = tenant.authorize("organizations", &[]).await;
    let page = tenant.press(&page, "account", DANIEL).await;
    let declined = tenant.press(&page, "back", "cancel").await;
    assert_eq!(declined.told("error"), "access_denied");
    assert!(declined.told("error_description").starts_with("AADSTS65004: "));

    let token = tenant.person(DANIEL, READ).await;
    assert!(token["scope"].as_str().unwrap().contains("Synchronization.Read.All"));
}

#[tokio::test]
async fn an_administrator_consents_for_somebody_else_by_link() {
    let tenant = Tenant::start(instant("contoso/consent-missing")).await;
    let connection = tenant.simulator.connection();
    let query = [
        ("client_id", connection.client_id.to_string()),
        ("scope", format!("{}/Synchronization.Read.All", connection.graph)),
        ("redirect_uri", REDIRECT.to_owned()),
        ("state", "s".to_owned()),
        ("ticket", connection.ticket.clone()),
    ];
    let url = format!("{}/{}/v2.0/adminconsent", connection.login, connection.tenant);
    let page = crate::person::Page::of(tenant.browser().get(url).query(&query).send().await.unwrap()).await;
    let page = tenant.press(&page, "account", DANIEL).await;
    let page = tenant.press(&page, "consent", "yes").await;
    assert_eq!(
        (page.told("admin_consent").as_str(), page.told("state").as_str()),
        ("True", "s")
    );
    assert_eq!(page.told("tenant"), connection.tenant.to_string());
    // What the tenant itself grants needs no administrator.
    tenant.person(SANNE, READ).await;
}

#[tokio::test]
async fn more_factors_are_asked_and_conditional_access_blocks() {
    let tenant = Tenant::fresh().await;
    tenant
        .control(Method::PUT, "/sign-in", json!({"demand": "mfa"}))
        .await
        .expect(204);
    let page = tenant.authorize("organizations", &[]).await;
    let page = tenant.press(&page, "account", SANNE).await;
    assert!(page.html.contains("Approve sign-in request"));
    let page = tenant.press(&page, "factors", "approved").await;
    assert!(page.html.contains("Permissions requested"));

    tenant
        .control(Method::PUT, "/sign-in", json!({"demand": "blocked"}))
        .await
        .expect(204);
    let page = tenant.authorize("organizations", &[]).await;
    let page = tenant.press(&page, "account", SANNE).await;
    assert!(page.html.contains("AADSTS53003"));
    let back = tenant.press(&page, "back", "53003").await;
    assert!(back.told("error_description").starts_with("AADSTS53003: "));
}

#[tokio::test]
async fn strangers_are_told_so_and_what_they_type_stays_text() {
    let tenant = Tenant::fresh().await;
    for (address, code) in [
        ("nobody@contoso.com", "AADSTS50034"),
        ("a\"><script>alert(1)</script>@evil.example", "AADSTS50020"),
    ] {
        let page = tenant.authorize("organizations", &[("login_hint", address)]).await;
        assert!(!page.html.contains("<script"), "{}", page.html);
        let page = tenant.press(&page, "address", address).await;
        assert!(
            page.html.contains(code) && !page.html.contains("<script"),
            "{}",
            page.html
        );
    }
    let page = tenant.authorize("organizations", &[]).await;
    let page = tenant.press(&page, "address", ZOE).await;
    assert!(page.html.contains("Permissions requested"));
}

#[tokio::test]
async fn pages_run_nothing_and_are_kept_nowhere() {
    let tenant = Tenant::fresh().await;
    let connection = tenant.simulator.connection();
    let url = format!(
        "{}/common/oauth2/deviceauth?ticket={}",
        connection.login, connection.ticket
    );
    let page = tenant.browser().get(&url).send().await.unwrap();
    let header = |name: &str| page.headers()[name].to_str().unwrap().to_owned();
    assert!(header("content-security-policy").starts_with("default-src 'none'"));
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("content-type"), "text/html; charset=utf-8");
    let foreign = tenant
        .browser()
        .post(&url)
        .header("Origin", "https://evil.example")
        .send()
        .await
        .unwrap();
    assert_eq!(foreign.status().as_u16(), 403);
}
