//! What is created is not seen at once (contract 3.7, 17).

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::client::{CLOUD_SYNC, Tenant, instant, paced};

fn mine() -> String {
    format!("/servicePrincipals?$filter=applicationTemplateId%20eq%20'{CLOUD_SYNC}'")
}

#[tokio::test]
async fn a_new_service_principal_appears_by_id_then_in_the_list_then_with_templates() {
    let tenant = Tenant::start(paced("contoso")).await;
    let id = tenant.configuration("corp.contoso.com").await;
    let by_id = format!("/servicePrincipals/{id}");
    let templates = format!("{by_id}/synchronization/templates");
    let pass = |seconds| tenant.simulator.advance(Duration::from_secs(seconds));
    let in_list = async || tenant.get(&mine()).await.expect(200)["value"].as_array().unwrap().len();
    let listed = async || {
        tenant.get(&templates).await.expect(200)["value"]
            .as_array()
            .unwrap()
            .len()
    };

    assert_eq!(
        tenant.get(&by_id).await.expect(404)["error"]["code"],
        "Request_ResourceNotFound"
    );
    assert_eq!(tenant.get(&templates).await.status, 404);
    assert_eq!(
        tenant
            .put(&format!("{by_id}/synchronization/secrets"), json!({"value": []}))
            .await
            .status,
        404
    );
    assert_eq!(tenant.patch(&by_id, json!({"notes": "x"})).await.status, 404);
    pass(5);
    tenant.get(&by_id).await.expect(200);
    assert_eq!((in_list().await, listed().await), (0, 0));
    pass(2);
    assert_eq!((in_list().await, listed().await), (1, 0));
    pass(1);
    assert_eq!((in_list().await, listed().await), (1, 3));
}

#[tokio::test]
async fn first_writes_may_meet_a_conflict_while_it_settles() {
    for status in [409, 403] {
        let tenant = Tenant::start(paced("contoso")).await;
        tenant
            .control(
                Method::PATCH,
                "/switches",
                json!({"switches": {"settlingStatus": status}}),
            )
            .await
            .expect(204);
        let secrets = format!(
            "/servicePrincipals/{}/synchronization/secrets",
            tenant.configuration("corp.contoso.com").await
        );
        tenant.simulator.advance(Duration::from_secs(6));
        tenant.get(&secrets).await.expect(200);
        tenant.put(&secrets, json!({"value": []})).await.expect(status);
        tenant.simulator.advance(Duration::from_secs(2));
        tenant.put(&secrets, json!({"value": []})).await.expect(204);
    }
}

#[tokio::test]
async fn a_new_job_may_be_unknown_in_the_list_and_at_its_own_address() {
    let late = Duration::from_secs(2);
    let mut options = instant("contoso");
    (options.timing.job_listed, options.timing.job_by_id) = (late, late);
    let tenant = Tenant::start(options).await;
    let id = tenant.configuration("corp.contoso.com").await;
    let jobs = format!("/servicePrincipals/{id}/synchronization/jobs");
    let created = tenant
        .post(&jobs, json!({"templateId": "AD2AADProvisioning"}))
        .await
        .expect(201);
    let job = format!("{jobs}/{}", created["id"].as_str().unwrap());
    let seen = async || tenant.get(&jobs).await.expect(200)["value"].as_array().unwrap().len();

    assert_eq!(seen().await, 0);
    tenant.get(&job).await.expect(404);
    tenant.get(&format!("{job}/schema")).await.expect(404);
    tenant.post(&format!("{job}/start"), json!(null)).await.expect(404);
    tenant.delete(&job).await.expect(404);
    tenant.simulator.advance(late);
    assert_eq!(seen().await, 1);
    tenant.get(&job).await.expect(200);
    tenant.get(&format!("{job}/schema")).await.expect(200);
    tenant.delete(&job).await.expect(204);
}
