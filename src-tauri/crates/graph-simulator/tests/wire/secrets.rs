//! Secrets: three ways to replace, masks, the back end's odd errors.

use graph_simulator::{Options, SecretsMode};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Tenant, instant};

async fn configured(mode: SecretsMode) -> (Tenant, String) {
    let tenant = Tenant::start(Options {
        secrets_mode: mode,
        ..instant("contoso")
    })
    .await;
    let path = format!(
        "/servicePrincipals/{}/synchronization/secrets",
        tenant.configuration("corp.contoso.com").await
    );
    (tenant, path)
}

fn entry(key: &str, value: &str) -> Value {
    json!({"key": key, "value": value})
}

async fn keys(tenant: &Tenant, path: &str) -> Vec<String> {
    let list = tenant.get(path).await.expect(200);
    list["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["key"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn what_is_not_sent_depends_on_the_mode() {
    for (mode, kept) in [
        (SecretsMode::Replace, vec!["BaseAddress"]),
        (SecretsMode::ReplaceKeepMasked, vec!["SecretToken", "BaseAddress"]),
        (
            SecretsMode::Merge,
            vec!["SyncNotificationSettings", "SyncAll", "SecretToken", "BaseAddress"],
        ),
    ] {
        let (tenant, path) = configured(mode).await;
        assert_eq!(keys(&tenant, &path).await, ["SyncNotificationSettings", "SyncAll"]);
        if mode == SecretsMode::Merge {
            tenant
                .put(&path, json!({"value": [entry("SecretToken", "t0ken")]}))
                .await
                .expect(204);
        } else {
            tenant
                .put(
                    &path,
                    json!({"value": [entry("SecretToken", "t0ken"), entry("Url", "https://x.example")]}),
                )
                .await
                .expect(204);
        }
        tenant
            .put(&path, json!({"value": [entry("BaseAddress", "https://scim.example")]}))
            .await
            .expect(204);
        assert_eq!(keys(&tenant, &path).await, kept, "{mode:?}");
        tenant
            .put(
                &path,
                json!({"value": [entry("SecretToken", ""), entry("BaseAddress", "")]}),
            )
            .await
            .expect(204);
        assert!(
            !keys(&tenant, &path)
                .await
                .iter()
                .any(|key| key == "SecretToken" || key == "BaseAddress")
        );
    }
}

#[tokio::test]
async fn confidential_values_read_back_masked_and_a_mask_sent_becomes_the_value() {
    let (tenant, path) = configured(SecretsMode::default()).await;
    tenant
        .put(
            &path,
            json!({"value": [entry("SecretToken", "t0ken"), entry("BaseAddress", "https://scim.example")]}),
        )
        .await
        .expect(204);
    let list = tenant.get(&path).await.expect(200);
    assert_eq!(
        list["value"],
        json!([entry("SecretToken", "*"), entry("BaseAddress", "https://scim.example")])
    );
    let stored = async || {
        tenant.control(Method::GET, "/state", Value::Null).await.expect(200)["configurations"][0]["secrets"].clone()
    };
    assert!(
        stored()
            .await
            .as_array()
            .unwrap()
            .contains(&entry("SecretToken", "t0ken"))
    );
    tenant
        .put(&path, json!({"value": [entry("SecretToken", "*")]}))
        .await
        .expect(204);
    assert!(stored().await.as_array().unwrap().contains(&entry("SecretToken", "*")));
}

#[tokio::test]
async fn app_key_raises_the_tenants_flags_and_reads_back_as_the_switch_says() {
    let (tenant, path) = configured(SecretsMode::default()).await;
    let flags = async || {
        let organization = tenant.get("/organization").await.expect(200)["value"][0]["onPremisesSyncEnabled"].clone();
        let features = tenant.get("/directory/onPremisesSynchronization").await.expect(200)["value"][0]["features"]["passwordSyncEnabled"].clone();
        (organization, features)
    };
    let app_key =
        |scenario: &str| json!({"value": [entry("AppKey", &json!({"appKeyScenario": scenario}).to_string())]});
    assert_eq!(flags().await, (json!(null), json!(false)));
    tenant.put(&path, app_key("AD2AADProvisioning")).await.expect(204);
    assert_eq!(flags().await, (json!(true), json!(false)));
    tenant.put(&path, app_key("AD2AADPasswordHash")).await.expect(204);
    assert_eq!(flags().await, (json!(true), json!(true)));
    tenant.put(&path, app_key("AD2AADProvisioning")).await.expect(204);
    assert_eq!(
        flags().await,
        (json!(true), json!(true)),
        "the flag of the tenant is never lowered"
    );

    for (switch, shown) in [
        ("clear", json!("{\"appKeyScenario\":\"AD2AADProvisioning\"}")),
        ("masked", json!("*")),
        ("absent", Value::Null),
    ] {
        tenant
            .control(Method::PATCH, "/switches", json!({"switches": {"appKeyReads": switch}}))
            .await
            .expect(204);
        let list = tenant.get(&path).await.expect(200);
        let found = list["value"]
            .as_array()
            .unwrap()
            .iter()
            .find(|entry| entry["key"] == "AppKey")
            .map_or(Value::Null, |entry| entry["value"].clone());
        assert_eq!(found, shown, "{switch}");
    }
}

#[tokio::test]
async fn wrong_bodies_get_the_back_ends_own_errors() {
    let (tenant, path) = configured(SecretsMode::default()).await;
    let before = keys(&tenant, &path).await;

    let cased = tenant
        .put(&path, json!({"value": [entry("baseAddress", "https://x.example")]}))
        .await;
    assert_eq!(
        (cased.status, cased.code(), cased.message()),
        (500, "InternalError", "Requested value 'baseAddress' was not found.")
    );
    for body in [
        json!([entry("Url", "x")]),
        json!({"credentials": [entry("Url", "x")]}),
        json!({"value": [{"value": "x"}]}),
        json!({"value": [{"key": "Url", "value": {}}]}),
    ] {
        let refused = tenant.put(&path, body).await;
        assert_eq!(
            (refused.status, refused.code(), refused.message()),
            (400, "BadRequest", "Empty Payload. JSON content expected.")
        );
    }
    for value in [
        "",
        "on",
        "[]",
        "{\"Enabled\":\"yes\"}",
        "{\"Recipients\":[\"a@b.c\"]}",
        "{\"DeleteThresholdValue\":\"500\"}",
    ] {
        let refused = tenant
            .put(&path, json!({"value": [entry("SyncNotificationSettings", value)]}))
            .await;
        assert_eq!((refused.status, refused.code()), (400, "UnknownError"), "{value}");
        let inner: Value = serde_json::from_str(refused.message()).unwrap();
        assert_eq!(inner["error"]["code"], "InvalidNotificationSettings");
        assert!(refused.message().contains("\r\n"));
    }
    for (key, value) in [
        ("Domain", ""),
        ("Domain", "{\"name\":\"x\"}"),
        ("AppKey", ""),
        ("AppKey", "{\"appKeyScenario\":\"Nonsense\"}"),
    ] {
        assert_eq!(
            tenant.put(&path, json!({"value": [entry(key, value)]})).await.status,
            400,
            "{key} {value}"
        );
    }
    assert_eq!(keys(&tenant, &path).await, before, "a refused PUT changes nothing");
    for value in [
        "{}",
        "{\"DeleteThresholdEnabled\":true,\"DeleteThresholdValue\":17}",
        "{\"Enabled\":true,\"Recipients\":\"a@b.c\",\"Unknown\":[1]}",
    ] {
        tenant
            .put(&path, json!({"value": [entry("SyncNotificationSettings", value)]}))
            .await
            .expect(204);
    }
    tenant.patch(&path, json!({"value": []})).await.expect(404);
}
