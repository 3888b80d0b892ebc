//! Headers, addresses, envelope, paging.

use reqwest::Method;
use serde_json::json;

use crate::client::{CLOUD_SYNC, Tenant, instant, read};

#[tokio::test]
async fn every_answer_carries_the_ids_and_errors_repeat_them() {
    let tenant = Tenant::fresh().await;
    let mine = "4d1f0c4e-0000-4000-8000-00000000cafe";
    let answer = read(
        tenant
            .request(Method::GET, "/servicePrincipals/nobody")
            .header("client-request-id", mine)
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.code(), "Request_ResourceNotFound");
    assert!(answer.message().contains("'nobody'"));
    let inner = &answer.body["error"]["innerError"];
    assert_eq!(answer.header("client-request-id"), mine);
    assert_eq!(inner["client-request-id"], mine);
    assert_eq!(inner["request-id"], answer.header("request-id"));
    assert!(!inner["date"].as_str().unwrap().ends_with('Z'));
    assert!(answer.header("date").ends_with("GMT"));
    assert!(answer.header("x-ms-ags-diagnostic").contains("ServerInfo"));

    let plain = tenant.get("/organization").await;
    assert_eq!(plain.header("client-request-id"), plain.header("request-id"));
    assert_eq!(plain.headers.get_all("date").iter().count(), 1);
}

#[tokio::test]
async fn addresses_may_be_written_as_clients_write_them() {
    let tenant = Tenant::fresh().await;
    let id = tenant.configuration("corp.contoso.com").await;
    let app_id = tenant.get(&format!("/servicePrincipals/{id}")).await.expect(200)["appId"]
        .as_str()
        .unwrap()
        .to_owned();
    for path in [
        format!("/servicePrincipals/{id}/"),
        format!("/beta/servicePrincipals/{id}"),
        format!("/SERVICEPRINCIPALS/{}", id.to_uppercase()),
        format!("/servicePrincipals('{id}')"),
        format!("/servicePrincipals(appId='{app_id}')"),
        format!("/servicePrincipals%28appId='{app_id}'%29"),
    ] {
        assert_eq!(tenant.get(&path).await.expect(200)["id"], id, "{path}");
    }
    for path in [
        format!("/servicePrincipals/{id}/synchronization/secrets/"),
        format!("/servicePrincipals(appId='{app_id}')/Synchronization/secrets"),
    ] {
        tenant.get(&path).await.expect(200);
    }
    let created = tenant
        .post(
            &format!("/applicationTemplates/{CLOUD_SYNC}/microsoft.graph.instantiate"),
            json!({"displayName": "x"}),
        )
        .await;
    created.expect(201);
}

#[tokio::test]
async fn an_unknown_address_is_named_in_the_refusal() {
    let tenant = Tenant::fresh().await;
    let answer = tenant.get("/devices").await;
    assert_eq!((answer.status, answer.code()), (501, "NotImplemented"));
    assert!(answer.message().contains("GET /v1.0/devices"), "{}", answer.message());
    assert_eq!(
        tenant
            .get("/onPremisesPublishingProfiles/provisioning/agents")
            .await
            .status,
        403
    );
    let strange = read(
        tenant
            .http
            .request(Method::OPTIONS, tenant.url("/organization"))
            .bearer_auth(&tenant.token)
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(strange.status, 405);
}

#[tokio::test]
async fn lists_come_a_hundred_at_a_time_and_the_links_lead_to_the_end() {
    let tenant = Tenant::start(instant("enterprise")).await;
    let mut link = tenant.url("/servicePrincipals?$select=id,appId");
    let mut ids = Vec::new();
    let mut pages = 0;
    loop {
        let page = read(tenant.http.get(&link).bearer_auth(&tenant.token).send().await.unwrap())
            .await
            .expect(200);
        pages += 1;
        ids.extend(
            page["value"]
                .as_array()
                .unwrap()
                .iter()
                .map(|found| found["id"].as_str().unwrap().to_owned()),
        );
        assert!(
            page["value"][0].get("displayName").is_none(),
            "$select was not kept on page {pages}"
        );
        match page["@odata.nextLink"].as_str() {
            Some(next) => link = next.to_owned(),
            None => break,
        }
    }
    let found = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((pages, ids.len()), (3, found));
    assert_eq!(found, 248);

    let small = tenant.get("/servicePrincipals?$top=2&$skip=1").await.expect(200);
    assert_eq!(small["value"].as_array().unwrap().len(), 2);
    assert_eq!(
        tenant
            .get("/servicePrincipals?$filter=displayName%20eq")
            .await
            .expect(400)["error"]["code"],
        "BadRequest"
    );
    tenant.get("/servicePrincipals?$skiptoken=made-up").await.expect(400);
    tenant.get("/servicePrincipals?$top=x").await.expect(400);
}

#[tokio::test]
async fn bodies_are_compressed_only_when_asked() {
    let tenant = Tenant::fresh().await;
    let request = |encoding: &str| {
        tenant
            .request(Method::GET, "/applicationTemplates")
            .header("accept-encoding", encoding)
            .send()
    };
    let zipped = request("gzip").await.unwrap();
    // The test's client may have unpacked it already; then the length is gone.
    let was_zipped = zipped.headers().contains_key("content-encoding") || zipped.content_length().is_none();
    assert!(was_zipped);
    let plain = request("identity").await.unwrap();
    assert!(!plain.headers().contains_key("content-encoding"));
    assert!(plain.content_length().unwrap() > 1024);
}

#[tokio::test]
async fn other_names_and_foreign_pages_are_turned_away() {
    let tenant = Tenant::fresh().await;
    let answer = read(
        tenant
            .request(Method::GET, "/organization")
            .header("host", "rebound.example")
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(answer.status, 421);
    let answer = read(
        tenant
            .request(Method::GET, "/organization")
            .header("origin", "https://evil.example")
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(answer.status, 403);
    assert!(!answer.headers.contains_key("access-control-allow-origin"));
    let own = tenant.simulator.connection().graph.clone();
    read(
        tenant
            .request(Method::GET, "/organization")
            .header("origin", own)
            .send()
            .await
            .unwrap(),
    )
    .await
    .expect(200);
}

#[tokio::test]
async fn a_body_over_four_megabytes_is_refused() {
    let tenant = Tenant::fresh().await;
    let id = tenant.configuration("corp.contoso.com").await;
    let big = json!({"notes": "x".repeat(5 * 1024 * 1024)}).to_string();
    let sent = tenant
        .request(Method::PATCH, &format!("/servicePrincipals/{id}"))
        .body(big)
        .send()
        .await;
    // The refusal may reach the client while it is still writing.
    if let Ok(response) = sent {
        assert_eq!(response.status().as_u16(), 413);
    }
    assert!(tenant.get(&format!("/servicePrincipals/{id}")).await.expect(200)["notes"].is_null());
}
