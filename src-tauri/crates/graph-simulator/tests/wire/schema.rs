//! The schema on the wire (contract 9, 10).

use graph_simulator::Options;
use graph_simulator::tenant::Switches;
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{instant, paced, read};
use crate::cloud_sync::CloudSync;

fn users(schema: &mut Value) -> &mut Vec<Value> {
    schema["synchronizationRules"][0]["objectMappings"][3]["attributeMappings"]
        .as_array_mut()
        .unwrap()
}

fn password_mapping() -> Value {
    json!({
        "defaultValue": null, "exportMissingReferences": false, "flowBehavior": "FlowWhenChanged", "flowType": "Always", "matchingPriority": 0,
        "targetAttributeName": "CredentialData",
        "source": {"expression": "[PasswordHash]", "name": "PasswordHash", "type": "Attribute", "parameters": []},
    })
}

fn without_version(mut schema: Value) -> Value {
    schema.as_object_mut().unwrap().remove("version");
    schema
}

#[tokio::test]
async fn a_schema_put_back_is_the_same_but_for_its_version() {
    let sync = CloudSync::prepare(instant("contoso")).await;
    let before = sync.schema().await;
    assert_eq!(
        before["synchronizationRules"][0]["id"],
        "6c409270-f78a-4bc6-af23-7cf3ab6482fe"
    );
    assert!(before.to_string().contains("IsHardDeletionSupported") && before.to_string().contains("\"Secret\""));
    sync.put_schema(&before).await;
    let after = sync.schema().await;
    assert_ne!(before["version"], after["version"]);
    assert_eq!(without_version(before.clone()), without_version(after));

    let expanded = sync
        .tenant
        .get(&sync.path("/schema?$expand=directories"))
        .await
        .expect(200);
    assert_eq!(expanded["directories"], before["directories"]);
}

#[tokio::test]
async fn what_is_put_stays_letter_by_letter_until_delete() {
    let sync = CloudSync::prepare(instant("school")).await;
    let default = sync.schema().await;
    let odd = r#"{"synchronizationRules":[],"future":{"number":1.50,"text":"\u0041","flag":"Unheard"}}"#;
    let put = sync
        .tenant
        .request(Method::PUT, &sync.path("/schema"))
        .header("content-type", "application/json")
        .body(odd);
    read(put.send().await.unwrap()).await.expect(204);
    let text = sync
        .tenant
        .request(Method::GET, &sync.path("/schema"))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        text.contains(r#""future":{"number":1.50,"text":"\u0041","flag":"Unheard"}"#),
        "{text}"
    );

    sync.tenant.delete(&sync.path("/schema")).await.expect(204);
    assert_eq!(without_version(sync.schema().await), without_version(default));
}

#[tokio::test]
async fn a_bad_schema_is_refused_with_the_first_bad_thing_by_name() {
    let sync = CloudSync::prepare(instant("school")).await;
    let mut schema = sync.schema().await;
    users(&mut schema)[0]["targetAttributeName"] = json!("AccountEnabld");
    let refused = sync.tenant.put(&sync.path("/schema"), schema).await;
    assert_eq!((refused.status, refused.code()), (400, "UnknownError"));
    let inner: Value = serde_json::from_str(refused.message()).unwrap();
    assert!(inner["error"]["message"].as_str().unwrap().contains("'AccountEnabld'"));
    assert_eq!(sync.tenant.put(&sync.path("/schema"), json!([])).await.status, 400);
    let empty = read(
        sync.tenant
            .request(Method::PUT, &sync.path("/schema"))
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(empty.status, 400);
}

#[tokio::test]
async fn a_mapping_twice_is_taken_and_does_harm() {
    let sync = CloudSync::prepare(instant("school")).await;
    let mut schema = sync.schema().await;
    users(&mut schema).extend([password_mapping(), password_mapping()]);
    sync.put_schema(&schema).await;
    let count = users(&mut sync.schema().await)
        .iter()
        .filter(|mapping| mapping["targetAttributeName"] == "CredentialData")
        .count();
    assert_eq!(count, 2);
    sync.act("/start").await;
    let status = sync.status().await;
    assert_eq!(
        (&status["code"], &status["quarantine"]["error"]["code"]),
        (&json!("Quarantine"), &json!("DuplicateAttributeMapping"))
    );

    users(&mut schema).pop();
    sync.put_schema(&schema).await;
    sync.act("/start").await;
    assert_eq!(sync.status().await["code"], "Active");
}

#[tokio::test]
async fn a_mapping_twice_can_be_a_conflict() {
    let switches = Switches {
        duplicate_mapping_conflicts: true,
        ..Switches::default()
    };
    let sync = CloudSync::prepare(Options {
        switches,
        ..instant("school")
    })
    .await;
    let mut schema = sync.schema().await;
    users(&mut schema).extend([password_mapping(), password_mapping()]);
    assert_eq!(sync.tenant.put(&sync.path("/schema"), schema).await.status, 409);
}

#[tokio::test]
async fn a_new_schema_makes_the_job_look_at_everybody_again() {
    let sync = CloudSync::prepare(instant("school")).await;
    sync.act("/start").await;
    let first = sync.status().await["lastSuccessfulExecution"].clone();
    let schema = sync.schema().await;
    sync.put_schema(&schema).await;
    let full = sync.status().await["lastExecution"].clone();
    assert_ne!(full["activityIdentifier"], first["activityIdentifier"]);
    assert_eq!(
        (&full["countImported"], &full["countExported"]),
        (&first["countEntitled"], &json!(0))
    );
}

#[tokio::test]
async fn it_cannot_be_read_at_once_and_never_patched() {
    let sync = CloudSync::prepare(paced("contoso")).await;
    let hashes = sync.create("AD2AADPasswordHash").await.expect(201)["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("{}/synchronization/jobs/{hashes}/schema", sync.principal);
    assert_eq!(sync.tenant.get(&path).await.status, 404);
    sync.pass(2);
    assert_eq!(
        sync.tenant.get(&path).await.expect(200)["synchronizationRules"][0]["name"],
        "AD2AADPasswordHash"
    );
    let patched = sync.tenant.patch(&path, json!({})).await;
    assert!(
        patched.status == 404
            && patched
                .message()
                .contains(&format!("jobs('{hashes}')/schema?api-version=2.0"))
    );

    let template = format!("{}/synchronization/templates/AD2AADProvisioning/schema", sync.principal);
    let default = sync.tenant.get(&template).await.expect(200);
    assert_eq!(default["directories"], sync.schema().await["directories"]);
}

#[tokio::test]
async fn discover_needs_the_agent_and_finds_what_ad_has() {
    let path = |sync: &CloudSync| sync.path("/schema/directories/ba5b00eb-4c24-41a7-9d57-cd305d47d540/discover");
    let has_nick_name = |found: &Value| {
        let user = found["objects"]
            .as_array()
            .unwrap()
            .iter()
            .find(|object| object["name"] == "user")
            .unwrap();
        user["attributes"]
            .as_array()
            .unwrap()
            .iter()
            .any(|attribute| attribute["name"] == "mailNickName")
    };
    let sync = CloudSync::prepare(instant("contoso")).await;
    let found = sync.tenant.post(&path(&sync), Value::Null).await.expect(200);
    assert!(has_nick_name(&found) && found["discoveryDateTime"].is_string());
    sync.tenant
        .control(Method::POST, "/agents/all/stop", Value::Null)
        .await
        .expect(200);
    let refused = sync.tenant.post(&path(&sync), Value::Null).await;
    assert!(refused.status == 400 && refused.message().contains("HybridIdentityServiceNoActiveAgents"));
    let elsewhere = sync.path("/schema/directories/66e4a8cc-1b7b-435e-95f8-f06cea133828/discover");
    assert_eq!(sync.tenant.post(&elsewhere, Value::Null).await.status, 404);

    let bare = CloudSync::prepare(instant("contoso/no-exchange-schema")).await;
    assert!(!has_nick_name(
        &bare.tenant.post(&path(&bare), Value::Null).await.expect(200)
    ));
    let none = CloudSync::prepare(instant("contoso/no-agent")).await;
    assert!(
        none.tenant
            .post(&path(&none), Value::Null)
            .await
            .message()
            .contains("HybridIdentityServiceNoAgentsAssigned")
    );
}

#[tokio::test]
async fn functions_operators_and_expressions_are_explained() {
    let sync = CloudSync::prepare(instant("school")).await;
    let functions = sync.tenant.get(&sync.path("/schema/functions")).await.expect(200);
    assert!(
        functions["value"]
            .as_array()
            .unwrap()
            .iter()
            .any(|function| function["name"] == "SelectUniqueValue")
    );
    let operators = sync.tenant.get(&sync.path("/schema/filterOperators")).await.expect(200);
    assert_eq!(
        operators["value"][0],
        json!({"id": "EQUALS", "name": "EQUALS", "arity": "Binary", "multivaluedComparisonType": "All", "supportedAttributeTypes": ["String", "Integer"]})
    );

    let body = json!({"expression": "Join(\"@\", [mailNickname], DefaultDomain())", "testInputObject": {"properties": [{"key": "mailNickname", "value": "ann"}]}});
    let parsed = sync
        .tenant
        .post(&sync.path("/schema/parseExpression"), body)
        .await
        .expect(200);
    assert_eq!(parsed["evaluationResult"], json!(["ann@lindenschool.example"]));
    let broken = sync
        .tenant
        .post(
            &sync.path("/schema/microsoft.graph.parseExpression"),
            json!({"expression": "Trim("}),
        )
        .await
        .expect(200);
    assert_eq!(
        (&broken["parsingSucceeded"], &broken["parsedExpression"]),
        (&json!(false), &Value::Null)
    );
}
