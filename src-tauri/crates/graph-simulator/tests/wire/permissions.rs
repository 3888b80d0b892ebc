//! Missing permissions and roles, and the agents, which only people may see.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{CLOUD_SYNC, Tenant, instant};

#[tokio::test]
async fn below_synchronization_a_missing_right_is_401_and_empty() {
    for scenario in ["consent-missing", "role-missing"] {
        let tenant = Tenant::start(instant(scenario)).await;
        tenant.get("/organization").await.expect(200);
        tenant
            .get(&format!(
                "/servicePrincipals?$filter=applicationTemplateId%20eq%20'{CLOUD_SYNC}'"
            ))
            .await
            .expect(200);
        let denied = tenant
            .post(
                &format!("/applicationTemplates/{CLOUD_SYNC}/instantiate"),
                json!({"displayName": "x"}),
            )
            .await;
        assert_eq!((denied.status, denied.code()), (403, "Authorization_RequestDenied"));
        let synchronization = tenant.get("/servicePrincipals/any/synchronization/jobs").await;
        assert_eq!(
            (
                synchronization.status,
                synchronization.code(),
                synchronization.message()
            ),
            (401, "UnknownError", "")
        );
        assert!(synchronization.body["error"]["innerError"]["request-id"].is_string());
    }
}

#[tokio::test]
async fn reading_rights_read_and_writing_rights_write() {
    let mut tenant = Tenant::fresh().await;
    let id = tenant.configuration("corp.contoso.com").await;
    let secrets = format!("/servicePrincipals/{id}/synchronization/secrets");
    tenant
        .use_token(true, Some(&["Synchronization.Read.All", "Application.Read.All"]))
        .await;
    tenant.get(&secrets).await.expect(200);
    tenant.put(&secrets, json!({"value": []})).await.expect(401);
    tenant.get("/organization").await.expect(403);
    tenant.get("/applicationTemplates").await.expect(200);
    tenant.delete(&format!("/servicePrincipals/{id}")).await.expect(403);
}

#[tokio::test]
async fn agents_are_for_people() {
    let mut tenant = Tenant::fresh().await;
    let profile = "/beta/onPremisesPublishingProfiles/provisioning";
    assert_eq!(
        tenant.get(&format!("{profile}/agents")).await.expect(403)["error"]["code"],
        "Authorization_RequestDenied"
    );

    tenant.use_token(true, None).await;
    let agents = tenant
        .get(&format!("{profile}/agents?$expand=agentGroups"))
        .await
        .expect(200);
    assert_eq!(agents["value"].as_array().unwrap().len(), 2);
    assert_eq!(agents["value"][0]["status"], "active");
    assert_eq!(agents["value"][0]["agentGroups"][0]["isDefault"], true);
    let whole = tenant
        .get(&format!("{profile}?$expand=agents,agentGroups,publishedResources"))
        .await
        .expect(200);
    assert_eq!(whole["publishedResources"][0]["resourceName"], "corp.contoso.com");
    assert!(tenant.get(profile).await.expect(200).get("agents").is_none());
    tenant.get(&format!("{profile}/publishedResources")).await.expect(403);
    tenant
        .get("/v1.0/onPremisesPublishingProfiles/provisioning/agents")
        .await
        .expect(400);
}

#[tokio::test]
async fn agents_stop_start_and_vanish() {
    let mut tenant = Tenant::fresh().await;
    tenant.use_token(true, None).await;
    let states = async |tenant: &Tenant| -> Vec<Value> {
        let list = tenant
            .get("/beta/onPremisesPublishingProfiles/provisioning/agents")
            .await
            .expect(200);
        list["value"]
            .as_array()
            .unwrap()
            .iter()
            .map(|agent| agent["status"].clone())
            .collect()
    };
    tenant
        .control(Method::POST, "/agents/sync01.corp.contoso.com/stop", Value::Null)
        .await
        .expect(200);
    assert_eq!(states(&tenant).await, ["inactive", "active"]);
    tenant
        .control(Method::POST, "/agents/all/start", Value::Null)
        .await
        .expect(200);
    assert_eq!(states(&tenant).await, ["active", "active"]);
    tenant
        .control(Method::POST, "/agents/nobody/stop", Value::Null)
        .await
        .expect(400);
    tenant
        .control(Method::DELETE, "/agents/all", Value::Null)
        .await
        .expect(204);
    assert!(states(&tenant).await.is_empty());

    for (scenario, expected) in [
        ("agent-inactive", vec!["inactive", "inactive"]),
        ("no-agent", vec![]),
        ("school", vec!["active"]),
    ] {
        let mut tenant = Tenant::start(instant(scenario)).await;
        tenant.use_token(true, None).await;
        assert_eq!(states(&tenant).await, expected, "{scenario}");
    }
}
