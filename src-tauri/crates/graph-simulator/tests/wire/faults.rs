//! Scripted misbehaviour on the wire.

use std::time::Duration;

use graph_simulator::Options;
use reqwest::Method;
use serde_json::json;

use crate::client::{CLOUD_SYNC, Tenant, instant, read};

async fn count(tenant: &Tenant) -> usize {
    let list = tenant
        .get(&format!(
            "/servicePrincipals?$filter=applicationTemplateId%20eq%20'{CLOUD_SYNC}'"
        ))
        .await
        .expect(200);
    list["value"].as_array().unwrap().len()
}

async fn instantiate(tenant: &Tenant) -> Result<reqwest::Response, reqwest::Error> {
    tenant
        .request(Method::POST, &format!("/applicationTemplates/{CLOUD_SYNC}/instantiate"))
        .json(&json!({"displayName": "x"}))
        .send()
        .await
}

#[tokio::test]
async fn a_reset_loses_the_answer_before_or_after_the_effect() {
    let tenant = Tenant::fresh().await;
    tenant.fault("POST /applicationTemplates/*/instantiate=reset").await;
    assert!(instantiate(&tenant).await.is_err());
    assert_eq!(count(&tenant).await, 0);
    tenant
        .fault("POST /applicationTemplates/*/instantiate=reset:after")
        .await;
    assert!(instantiate(&tenant).await.is_err());
    assert_eq!(count(&tenant).await, 1);
}

#[tokio::test]
async fn server_errors_come_before_or_after_the_effect() {
    let tenant = Tenant::fresh().await;
    for (status, when, made) in [
        (500, "", 0),
        (503, ":after", 1),
        (504, ":after", 2),
        (502, ":before", 2),
    ] {
        tenant
            .fault(&format!("POST /applicationTemplates/*/instantiate={status}{when}"))
            .await;
        assert_eq!(instantiate(&tenant).await.unwrap().status().as_u16(), status);
        assert_eq!(count(&tenant).await, made);
    }
    assert_eq!(instantiate(&tenant).await.unwrap().status().as_u16(), 201);
}

#[tokio::test]
async fn throttling_tells_when_to_come_back_in_both_forms() {
    let tenant = Tenant::fresh().await;
    tenant.fault("GET /organization=429:retry-after=7").await;
    let answer = tenant.get("/organization").await;
    assert_eq!(
        (answer.status, answer.code(), answer.header("retry-after")),
        (429, "TooManyRequests", "7")
    );
    tenant.fault("GET /organization=503:retry-after-date=90").await;
    let answer = tenant.get("/organization").await;
    assert_eq!(answer.status, 503);
    assert!(
        answer.header("retry-after").ends_with(" GMT"),
        "{}",
        answer.header("retry-after")
    );
    tenant.get("/organization").await.expect(200);
}

#[tokio::test]
async fn bodies_break_off_and_gateways_answer_in_html() {
    let tenant = Tenant::fresh().await;
    tenant.fault("GET /organization=truncate").await;
    let cut = tenant.request(Method::GET, "/organization").send().await;
    assert!(match cut {
        Ok(response) => response.bytes().await.is_err(),
        Err(_) => true,
    });
    tenant.fault("GET /organization=html:502").await;
    let page = tenant.get("/organization").await;
    assert_eq!((page.status, page.header("content-type")), (502, "text/html"));
    assert!(page.body.as_str().unwrap().contains("<html>"));
}

#[tokio::test]
async fn tokens_end_early_and_policies_change() {
    let tenant = Tenant::fresh().await;
    tenant.fault("GET /organization=expired-token").await;
    assert_eq!(
        tenant.get("/organization").await.expect(401)["error"]["code"],
        "InvalidAuthenticationToken"
    );
    tenant.fault("GET /organization=insufficient-claims").await;
    let challenge = tenant.get("/organization").await;
    assert_eq!(challenge.status, 401);
    let header = challenge.header("www-authenticate");
    assert!(
        header.contains("error=\"insufficient_claims\"") && header.contains("claims=\"ey"),
        "{header}"
    );
}

#[tokio::test]
async fn a_slow_answer_waits_on_the_tenants_clock() {
    let tenant = Tenant::fresh().await;
    tenant.fault("GET /organization=slow:30").await;
    let slow = tenant.request(Method::GET, "/organization").send();
    let impatient = async {
        // The request has arrived when it is in the script no more.
        while !tenant.control(Method::GET, "/faults", json!(null)).await.expect(200)["faults"]
            .as_array()
            .unwrap()
            .is_empty()
        {}
        tenant.simulator.advance(Duration::from_secs(30));
    };
    let (answer, ()) = tokio::join!(slow, impatient);
    read(answer.unwrap()).await.expect(200);
}

#[tokio::test]
async fn sign_in_misbehaves_too_and_the_script_may_come_with_the_start() {
    let faults = vec!["POST /*/oauth2/v2.0/token#2=503".parse().unwrap()];
    let tenant = Tenant::start(Options {
        faults,
        ..instant("contoso")
    })
    .await;
    assert_eq!(tenant.sign_in().await.status, 503);
    tenant.sign_in().await.expect(200);
}
