//! Twelve changes that somebody else may make, each by an ordinary call, and what of it can be seen afterwards.

use serde_json::{Value, json};

use crate::begun::Begun;
use crate::client::Tenant;

/// What a look at a tenant shows of its settings.
async fn seen(tenant: &Tenant, principal: &str, main: &str) -> Value {
    let of = |path: String| async move {
        let mut body = tenant.get(&path).await.expect(200);
        // Times and counts change by themselves.
        if let Value::Object(members) = &mut body {
            members.remove("status");
            members.remove("version");
        }
        body
    };
    let jobs = tenant
        .get(&format!("{principal}/synchronization/jobs"))
        .await
        .expect(200);
    let running: Vec<&Value> = jobs["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|job| &job["schedule"]["state"])
        .collect();
    let flag = tenant
        .get("/organization?$select=onPremisesSyncEnabled")
        .await
        .expect(200);
    json!({
        "secrets": of(format!("{principal}/synchronization/secrets")).await,
        "schema": of(format!("{main}/schema")).await,
        "tenant": of("/directory/onPremisesSynchronization".to_owned()).await,
        "flag": flag["value"][0]["onPremisesSyncEnabled"],
        "running": running,
    })
}

/// The attribute mappings of users.
fn mappings(schema: &mut Value) -> &mut Vec<Value> {
    let objects = schema["synchronizationRules"][0]["objectMappings"]
        .as_array_mut()
        .unwrap();
    let users = objects
        .iter_mut()
        .find(|mapping| mapping["sourceObjectName"] == "user")
        .unwrap();
    users["attributeMappings"].as_array_mut().unwrap()
}

fn mapping<'s>(schema: &'s mut Value, target: &str) -> &'s mut Value {
    let mut all = mappings(schema).iter_mut();
    all.find(|mapping| {
        mapping["targetAttributeName"]
            .as_str()
            .unwrap()
            .eq_ignore_ascii_case(target)
    })
    .unwrap()
}

/// What is changed, by name.
const CHANGES: [&str; 12] = [
    "scope",
    "mail",
    "guard value",
    "guard off",
    "mapping source",
    "mapping removed",
    "mapping added",
    "flow type",
    "job paused",
    "domain secret",
    "tenant flag",
    "password mapping removed",
];

async fn change(name: &str, tenant: &Tenant, principal: &str, main: &str) {
    let path = format!("{main}/schema");
    let schema = |edit: fn(&mut Value)| async move {
        let mut schema = tenant.get(&path).await.expect(200);
        edit(&mut schema);
        tenant.put(&path, schema).await.expect(204);
    };
    let secret = |key: &'static str, value: Value| async move {
        let secrets = format!("{principal}/synchronization/secrets");
        let mut all = tenant.get(&secrets).await.expect(200)["value"]
            .as_array()
            .unwrap()
            .clone();
        let kept = all.iter_mut().find(|entry| entry["key"] == key).unwrap();
        let mut before: Value = serde_json::from_str(kept["value"].as_str().unwrap()).unwrap();
        before
            .as_object_mut()
            .unwrap()
            .extend(value.as_object().unwrap().clone());
        kept["value"] = json!(before.to_string());
        tenant.put(&secrets, json!({"value": all})).await.expect(204);
    };
    let notify = "SyncNotificationSettings";
    match name {
        "scope" => {
            schema(|schema| {
                let unit = "OU=Staff,DC=corp,DC=contoso,DC=com";
                schema["synchronizationRules"][0]["containerFilter"] = json!({"includedContainers": [unit]});
            })
            .await
        }
        "mail" => secret(notify, json!({"Recipients": "somebody@contoso.com"})).await,
        "guard value" => secret(notify, json!({"DeleteThresholdValue": 5000})).await,
        "guard off" => secret(notify, json!({"DeleteThresholdEnabled": false})).await,
        "mapping source" => {
            schema(|schema| {
                let source =
                    json!({"expression": "[company]", "name": "company", "type": "Attribute", "parameters": []});
                mapping(schema, "Department")["source"] = source;
            })
            .await
        }
        "mapping removed" => {
            schema(|schema| mappings(schema).retain(|mapping| mapping["targetAttributeName"] != "Department")).await
        }
        "mapping added" => {
            schema(|schema| {
                mappings(schema).retain(|mapping| mapping["targetAttributeName"] != "ExtensionAttribute7");
                let mut added = mapping(schema, "ExtensionAttribute5").clone();
                added["targetAttributeName"] = json!("ExtensionAttribute7");
                mappings(schema).push(added);
            })
            .await
        }
        "flow type" => schema(|schema| mapping(schema, "Title")["flowType"] = json!("ObjectAddOnly")).await,
        "job paused" => drop(tenant.post(&format!("{main}/pause"), Value::Null).await.expect(204)),
        "domain secret" => secret("Domain", json!({"domain": "intern.contoso.com"})).await,
        "tenant flag" => {
            let organization = format!("/organization/{}", tenant.simulator.connection().tenant);
            tenant
                .patch(&organization, json!({"onPremisesSyncEnabled": false}))
                .await
                .expect(204);
        }
        "password mapping removed" => {
            schema(|schema| mappings(schema).retain(|mapping| mapping["targetAttributeName"] != "CredentialData")).await
        }
        other => panic!("nobody can change {other}"),
    }
}

#[tokio::test]
async fn each_of_twelve_changes_can_be_made_alone_and_is_seen_at_its_place() {
    for name in CHANGES {
        let begun = Begun::at("configured").await;
        let configuration = &begun.state["configurations"][0];
        let principal = format!(
            "/servicePrincipals/{}",
            configuration["servicePrincipal"]["id"].as_str().unwrap()
        );
        let main = format!(
            "{principal}/synchronization/jobs/{}",
            begun.main()["id"].as_str().unwrap()
        );
        let before = seen(&begun.tenant, &principal, &main).await;
        assert_eq!(
            before,
            seen(&begun.tenant, &principal, &main).await,
            "nothing changes by itself"
        );
        change(name, &begun.tenant, &principal, &main).await;
        let after = seen(&begun.tenant, &principal, &main).await;
        let differs: Vec<&str> = before
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .filter(|part| before[*part] != after[*part])
            .collect();
        let place = match name {
            "mail" | "guard value" | "guard off" | "domain secret" => "secrets",
            "job paused" => "running",
            "tenant flag" => "flag",
            _ => "schema",
        };
        assert_eq!(differs, [place], "{name}");
    }
}
