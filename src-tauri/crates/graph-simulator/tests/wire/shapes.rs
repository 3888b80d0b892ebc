//! Shapes against the samples that Microsoft prints.

use graph_simulator::Options;
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Tenant, instant, paced};
use crate::cloud_sync::CloudSync;

const AWS: &str = "8b1025e4-1dd2-430b-a150-2ef79cd700f5";
const NON_GALLERY: &str = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";
const CROSS_TENANT: &str = "518e5f48-1fc8-4c48-9387-9fdf28b0dfe7";

async fn instantiate(tenant: &Tenant, version: &str, template: &str) -> Value {
    let path = format!("{version}/applicationTemplates/{template}/instantiate");
    tenant.post(&path, json!({"displayName": "Ours"})).await.expect(201)
}

#[tokio::test]
async fn what_is_instantiated_in_v1() {
    let tenant = Tenant::fresh().await;
    let made = instantiate(&tenant, "/v1.0", AWS).await;
    let (application, principal) = (&made["application"], &made["servicePrincipal"]);
    for (half, name) in [
        (application, "tokenEncryptionKeyId"),
        (principal, "samlSingleSignOnSettings"),
    ] {
        assert_eq!(half.get(name), Some(&Value::Null), "{name}");
    }
    for scopes in [
        &application["api"]["oauth2PermissionScopes"],
        &principal["oauth2PermissionScopes"],
    ] {
        assert_eq!(
            (&scopes[0]["value"], &scopes[0]["type"]),
            (&json!("user_impersonation"), &json!("User"))
        );
    }
    let saml = json!(["https://signin.aws.amazon.com/saml?metadata=aws|ISV9.1|primary|z"]);
    assert_eq!(
        (&principal["replyUrls"], &application["web"]["redirectUris"]),
        (&saml, &saml)
    );
    assert!(principal.get("objectId").is_none() && principal.get("appOwnerTenantId").is_none());

    let own = instantiate(&tenant, "/v1.0", NON_GALLERY).await["servicePrincipal"].clone();
    assert!(own["homepage"].as_str().unwrap().contains("metadata=customappsso|"));
    assert_eq!(
        own["tags"],
        json!([
            "WindowsAzureActiveDirectoryIntegratedApp",
            "WindowsAzureActiveDirectoryCustomSingleSignOnApplication"
        ])
    );
}

#[tokio::test]
async fn what_is_instantiated_in_beta() {
    let tenant = Tenant::fresh().await;
    let made = instantiate(&tenant, "/beta", NON_GALLERY).await;
    let (application, principal) = (&made["application"], &made["servicePrincipal"]);
    for name in [
        "objectId",
        "homepage",
        "replyUrls",
        "logoutUrl",
        "errorUrl",
        "publicClient",
        "availableToOtherTenants",
    ] {
        assert!(application.get(name).is_some(), "{name}");
    }
    for name in ["id", "web", "api", "info", "deletedDateTime"] {
        assert!(application.get(name).is_none(), "{name}");
    }
    for name in [
        "objectId",
        "deletionTimestamp",
        "publisherName",
        "microsoftFirstParty",
        "errorUrl",
        "samlSingleSignOnSettings",
    ] {
        assert!(principal.get(name).is_some(), "{name}");
    }
    for name in ["id", "deletedDateTime", "appOwnerOrganizationId"] {
        assert!(principal.get(name).is_none(), "{name}");
    }
    assert_eq!(
        principal["appOwnerTenantId"],
        tenant.simulator.connection().tenant.to_string()
    );
    let id = principal["objectId"].as_str().unwrap();
    tenant.get(&format!("/servicePrincipals/{id}")).await.expect(200);
}

#[tokio::test]
async fn a_job_of_cross_tenant_synchronization_as_it_is_created() {
    let tenant = Tenant::fresh().await;
    let made = instantiate(&tenant, "/v1.0", CROSS_TENANT).await;
    let jobs = format!(
        "/servicePrincipals/{}/synchronization/jobs",
        made["servicePrincipal"]["id"].as_str().unwrap()
    );
    let job = tenant
        .post(&jobs, json!({"templateId": "Azure2Azure"}))
        .await
        .expect(201);
    assert_eq!(
        (
            &job["status"]["code"],
            &job["schedule"]["interval"],
            &job["schedule"]["state"]
        ),
        (&json!("Paused"), &json!("PT40M"), &json!("Disabled"))
    );
    assert_eq!(
        job["synchronizationJobSettings"],
        json!([
            {"name": "AzureIngestionAttributeOptimization", "value": "False"},
            {"name": "LookaheadQueryEnabled", "value": "False"},
        ])
    );
}

#[tokio::test]
async fn what_was_deleted_and_comes_back_says_what_it_is() {
    let tenant = Tenant::fresh().await;
    let id = tenant.configuration("corp.contoso.com").await;
    tenant.delete(&format!("/servicePrincipals/{id}")).await.expect(204);
    let list = tenant
        .get("/directory/deletedItems/microsoft.graph.servicePrincipal")
        .await
        .expect(200);
    assert!(
        list["@odata.context"]
            .as_str()
            .unwrap()
            .ends_with("$metadata#servicePrincipals"),
        "{list}"
    );
    let back = tenant
        .post(&format!("/directory/deletedItems/{id}/restore"), Value::Null)
        .await
        .expect(200);
    assert_eq!(back["@odata.type"], "#microsoft.graph.servicePrincipal");
}

/// Every text in it that begins like a time.
fn times(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.len() > 19 && text.as_bytes()[4] == b'-' && text.as_bytes()[10] == b'T' => {
            found.push(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| times(item, found)),
        Value::Object(members) => members.values().for_each(|item| times(item, found)),
        _ => {}
    }
}

/// .NET counts in steps of 100 ns, and so do those who read what it writes.
#[tokio::test]
async fn no_time_has_more_than_seven_digits_behind_the_second() {
    let sync = CloudSync::prepare(Options {
        clock: graph_simulator::ClockMode::Auto,
        ..paced("contoso")
    })
    .await;
    sync.act("/start").await;
    sync.pass(7);
    let mut found = Vec::new();
    times(&sync.status().await, &mut found);
    sync.pass(60);
    times(&sync.status().await, &mut found);
    times(&json!(sync.log("").await), &mut found);
    assert!(found.len() > 100, "{}", found.len());
    assert!(found.iter().any(|time| time.contains('.')));
    for time in found {
        let fraction = time.split_once('.').map_or("", |(_, rest)| rest.trim_end_matches('Z'));
        assert!(fraction.len() <= 7, "{time}");
    }
}

#[tokio::test]
async fn a_run_with_errors_is_not_the_last_successful_one() {
    for (scenario, has_errors) in [("contoso", true), ("school", false)] {
        let sync = CloudSync::prepare(instant(scenario)).await;
        sync.act("/start").await;
        let status = sync.status().await;
        let state = &status["lastExecution"]["state"];
        assert_eq!(*state == "EntryLevelErrors", has_errors, "{state}");
        assert_eq!(status["lastSuccessfulExecution"].is_null(), has_errors);
        assert!(
            !status["steadyStateFirstAchievedTime"]
                .as_str()
                .unwrap()
                .starts_with("0001")
        );
    }
}

#[tokio::test]
async fn removed_people_do_not_stop_the_job_of_password_hashes() {
    let mut sync = CloudSync::prepare(instant("contoso")).await;
    let hashes = sync.create("AD2AADPasswordHash").await.expect(201)["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let provisioning = std::mem::replace(&mut sync.job, hashes);
    sync.act("/start").await;
    assert_eq!(
        sync.count("user to User").await + sync.count("inetOrgPerson to User").await,
        810
    );
    sync.tenant
        .control(Method::POST, "/people/remove", json!({"count": 600}))
        .await
        .expect(200);
    let status = sync.status().await;
    assert_eq!(
        (&status["code"], &status["quarantine"]),
        (&json!("Active"), &Value::Null)
    );
    assert!(sync.in_target("user to User").await + sync.in_target("inetOrgPerson to User").await <= 212);
    sync.job = provisioning;
    sync.act("/start").await;
    assert_eq!(sync.status().await["code"], "Active");
}
