//! What each call puts on the wire (contract 4).

use graph_client::models::{DeletedKind, OnDemandVerdict};
use graph_client::{LogQuery, RawSchema, Secrets, StartAgain, Subject};
use serde_json::{Value, json};

use crate::support::{Bench, Reply};

const SP: &str = "/v1.0/servicePrincipals/sp";

fn job() -> Value {
    json!({"id": "AD2AADProvisioning.x.y", "templateId": "AD2AADProvisioning",
        "schedule": {"interval": "PT40M", "state": "Disabled"}, "status": {"code": "Paused"}})
}

fn service_principal() -> Value {
    json!({"id": "sp", "appId": "a"})
}

/// The one request that came, as text.
fn sent(bench: &Bench) -> String {
    let seen = bench.server.seen();
    let [one] = seen.as_slice() else {
        panic!("{} requests", seen.len());
    };
    let body = match one.body.as_str() {
        "" => String::new(),
        body => {
            assert_eq!(one.header("content-type"), Some("application/json"));
            format!(" {body}")
        }
    };
    format!("{} {}{body}", one.method, one.path)
}

/// Makes one call against one reply and compares what was sent.
macro_rules! sends {
    ($reply:expr, $client:ident => $call:expr, $expected:expr) => {{
        let bench = Bench::new([$reply]).await;
        let $client = &bench.client;
        let answer = $call.await.unwrap();
        assert_eq!(sent(&bench), $expected);
        answer
    }};
}

#[tokio::test]
async fn tenant() {
    let tenant = json!({"id": "t", "verifiedDomains": [{"name": "contoso.com", "isDefault": true, "isInitial": false, "type": "Managed"}]});
    let organization = sends!(Reply::list(json!([tenant])), c => c.organization(), "GET /v1.0/organization");
    assert_eq!(organization.verified_domains[0].name, "contoso.com");
    sends!(Reply::empty(204), c => c.set_sync_enabled("t"),
        r#"PATCH /v1.0/organization/t {"onPremisesSyncEnabled":true}"#);
    sends!(Reply::list(json!([])), c => c.domains(), "GET /v1.0/domains");
    let features = json!([{"id": "t", "features": {"passwordSyncEnabled": true, "deviceWritebackEnabled": null},
        "configuration": {"accidentalDeletionPrevention": {"synchronizationPreventionType": "enabledForCount", "alertThreshold": 500}}}]);
    let features = sends!(Reply::list(features), c => c.on_premises_synchronization(),
        "GET /v1.0/directory/onPremisesSynchronization");
    assert_eq!(features.password_sync_enabled(), Some(true));
    assert_eq!(features.feature("deviceWritebackEnabled"), None);
    assert_eq!(
        features.accidental_deletion_prevention().unwrap().alert_threshold,
        Some(500)
    );
    sends!(Reply::empty(204), c => c.set_on_premises_synchronization("t", &json!({"features": {"passwordSyncEnabled": true}})),
        r#"PATCH /v1.0/directory/onPremisesSynchronization/t {"features":{"passwordSyncEnabled":true}}"#);
}

#[tokio::test]
async fn the_flag_is_asked_of_beta_when_the_first_version_refuses() {
    let refused = || {
        Reply::error(
            400,
            "Request_BadRequest",
            "Property 'onPremisesSyncEnabled' is read-only and cannot be set.",
        )
    };
    let bench = Bench::new([refused(), Reply::empty(204)]).await;
    bench.client.set_sync_enabled("t").await.unwrap();
    assert_eq!(bench.server.seen()[1].path, "/beta/organization/t");

    let bench = Bench::new([refused(), Reply::error(403, "Authorization_RequestDenied", "")]).await;
    let error = bench.client.set_sync_enabled("t").await.unwrap_err();
    assert!(error.is_missing_permission());
    assert_eq!(bench.server.seen().len(), 2);
}

#[tokio::test]
async fn applications() {
    let templates = json!([{"id": "t", "displayName": "AWS", "supportedProvisioningTypes": ["sync"]}]);
    let templates = sends!(Reply::list(templates), c => c.application_templates(Some("contains(displayName,'API-driven')")),
        "GET /v1.0/applicationTemplates?$filter=contains%28displayName%2C%27API-driven%27%29");
    assert!(templates[0].can_provision());
    sends!(Reply::list(json!([])), c => c.application_templates(None), "GET /v1.0/applicationTemplates");
    sends!(Reply::json(200, &json!({"id": "t"})), c => c.application_template("t"), "GET /v1.0/applicationTemplates/t");
    for id in ["id", "objectId"] {
        let pair = json!({"application": {id: "1", "appId": "a"}, "servicePrincipal": {id: "2", "appId": "a"}});
        let pair = sends!(Reply::json(201, &pair), c => c.instantiate("t", "O\"Neil"),
            r#"POST /v1.0/applicationTemplates/t/instantiate {"displayName":"O\"Neil"}"#);
        assert_eq!(
            (pair.application.id.as_str(), pair.service_principal.id.as_str()),
            ("1", "2")
        );
    }
    let application = json!({"id": "1", "appId": "a"});
    sends!(Reply::json(200, &application), c => c.application("1"), "GET /v1.0/applications/1");
    sends!(Reply::json(200, &application), c => c.application_by_app_id("a"), "GET /v1.0/applications(appId='a')");
    sends!(Reply::empty(204), c => c.delete_application("1"), "DELETE /v1.0/applications/1");
}

#[tokio::test]
async fn service_principals() {
    sends!(Reply::list(json!([service_principal()])), c => c.service_principals_by_template("1a47"),
        "GET /v1.0/servicePrincipals?$filter=applicationTemplateId%20eq%20%271a47%27");
    sends!(Reply::json(200, &service_principal()), c => c.service_principal("sp"), format!("GET {SP}"));
    sends!(Reply::empty(204), c => c.update_service_principal("sp", &json!({"notes": "n"})), format!(r#"PATCH {SP} {{"notes":"n"}}"#));
    sends!(Reply::empty(204), c => c.delete_service_principal("sp"), format!("DELETE {SP}"));
}

#[tokio::test]
async fn bin() {
    sends!(Reply::list(json!([{"id": "1"}])), c => c.deleted_items(DeletedKind::ServicePrincipal),
        "GET /v1.0/directory/deletedItems/microsoft.graph.servicePrincipal");
    sends!(Reply::empty(204), c => c.purge_deleted_item("1"), "DELETE /v1.0/directory/deletedItems/1");
    sends!(Reply::json(200, &json!({"id": "1"})), c => c.restore_deleted_item("1"),
        "POST /v1.0/directory/deletedItems/1/restore");
}

#[tokio::test]
async fn templates_and_jobs() {
    let template = json!({"id": "scim", "default": true, "metadata": [{"key": "ConfigurationFields", "value": "{}"}]});
    let templates = sends!(Reply::list(json!([template])), c => c.sync_templates("sp"), format!("GET {SP}/synchronization/templates"));
    assert_eq!(templates[0].metadata("ConfigurationFields"), Some("{}"));
    sends!(Reply::json(200, &template), c => c.sync_template("sp", "scim"), format!("GET {SP}/synchronization/templates/scim"));
    let jobs = format!("{SP}/synchronization/jobs");
    sends!(Reply::list(json!([job()])), c => c.jobs("sp"), format!("GET {jobs}"));
    for status in [200, 201] {
        sends!(Reply::json(status, &job()), c => c.create_job("sp", "AD2AADProvisioning"),
            format!(r#"POST {jobs} {{"templateId":"AD2AADProvisioning"}}"#));
    }
    sends!(Reply::json(200, &job()), c => c.job("sp", "a.b.c"), format!("GET {jobs}/a.b.c"));
    sends!(Reply::empty(204), c => c.delete_job("sp", "j"), format!("DELETE {jobs}/j"));
    sends!(Reply::empty(204), c => c.start_job("sp", "j"), format!("POST {jobs}/j/start"));
    sends!(Reply::empty(204), c => c.pause_job("sp", "j"), format!("POST {jobs}/j/pause"));
    for (how, scope) in [
        (StartAgain::Everybody, "Watermark, Escrows, QuarantineState"),
        (StartAgain::LetDeletesGo, "ForceDeletes"),
        (StartAgain::ForgetPairs, "Full"),
    ] {
        sends!(Reply::empty(204), c => c.restart_job("sp", "j", how),
            format!(r#"POST {jobs}/j/restart {{"criteria":{{"resetScope":"{scope}"}}}}"#));
    }
}

#[tokio::test]
async fn one_person() {
    let answer = json!({"key": "{\"result\":\"Success\",\"details\":{}}", "value": "{\"action\":\"Create\",\"provisioningSteps\":[]}"});
    let subject = Subject::new("CN=Ann Lee,DC=contoso", "user");
    let result = sends!(Reply::json(200, &answer), c => c.provision_on_demand("sp", "j", "rule#V2", &[subject]),
        format!(r#"POST {SP}/synchronization/jobs/j/provisionOnDemand {{"parameters":[{{"ruleId":"rule#V2","subjects":[{{"objectId":"CN=Ann Lee,DC=contoso","objectTypeName":"user"}}]}}]}}"#));
    assert_eq!(result.verdict, OnDemandVerdict::Success);
    assert_eq!(result.action.as_deref(), Some("Create"));
    let odd = json!({"key": "<html>", "value": null});
    let bench = Bench::new([Reply::json(200, &odd)]).await;
    let error = bench.client.provision_on_demand("sp", "j", "r", &[]).await.unwrap_err();
    assert_eq!(error.call(), Some("provision on demand"));
}

#[tokio::test]
async fn secrets() {
    let entries =
        json!([{"key": "Domain", "value": "{\"domain\":\"contoso.com\"}"}, {"key": "SecretToken", "value": "*"}]);
    let mut secrets = sends!(Reply::list(entries), c => c.secrets("sp"), format!("GET {SP}/synchronization/secrets"));
    assert!(
        secrets
            .get("Domain")
            .unwrap()
            .is_same_as(r#"{ "domain": "contoso.com" }"#)
    );
    assert_eq!(secrets.masked_keys(), ["SecretToken"]);
    secrets.set("AppKey", r#"{"appKeyScenario":"AD2AADPasswordHash"}"#);
    sends!(Reply::empty(204), c => c.put_secrets("sp", &secrets),
        format!(r#"PUT {SP}/synchronization/secrets {{"value":[{{"key":"Domain","value":"{{\"domain\":\"contoso.com\"}}"}},{{"key":"AppKey","value":"{{\"appKeyScenario\":\"AD2AADPasswordHash\"}}"}}]}}"#));
    sends!(Reply::empty(204), c => c.put_secrets("sp", &Secrets::default()), format!(r#"PUT {SP}/synchronization/secrets {{"value":[]}}"#));
}

#[tokio::test]
async fn schema() {
    let text = "{ \"@odata.context\":\"x\", \"version\":\"v1.2\",\n \"synchronizationRules\" : [ ],\"n\":1.0, \"directories@odata.context\":\"y\",\"directories\":[\"\\u00e9\\/\"] }";
    let path = format!("{SP}/synchronization/jobs/j/schema");
    let schema = sends!(Reply::page(200, text), c => c.schema("sp", "j"), format!("GET {path}"));
    assert_eq!(schema.as_str(), text);
    assert_eq!(schema.version().as_deref(), Some("v1.2"));
    let schema = schema.into_upload();
    sends!(Reply::empty(204), c => c.put_schema("sp", "j", &schema),
        format!("PUT {path} {{\"version\":\"v1.2\",\"synchronizationRules\" : [ ],\"n\":1.0,\"directories\":[\"\\u00e9\\/\"]}}"));
    let plain = RawSchema::parse("{\"synchronizationRules\":[]} ".to_owned())
        .unwrap()
        .into_upload();
    sends!(Reply::empty(204), c => c.put_schema("sp", "j", &plain), format!("PUT {path} {{\"synchronizationRules\":[]}} "));
    sends!(Reply::empty(204), c => c.reset_schema("sp", "j"), format!("DELETE {path}"));
    let directory = json!({"objects": [{"name": "user", "attributes": [{"name": "mailNickName", "type": "String"}]}, {"name": "group", "attributes": null}]});
    let directory = sends!(Reply::json(200, &directory), c => c.discover("sp", "j", "dir"), format!("POST {path}/directories/dir/discover"));
    assert!(directory.has_attribute("User", "mailnickname"));
    assert!(!directory.has_attribute("group", "mailNickname"));
}

#[tokio::test]
async fn expressions() {
    let path = format!("{SP}/synchronization/jobs/j/schema");
    let operators =
        json!([{"name": "EQUALS", "id": "EQUALS", "arity": "Binary", "supportedAttributeTypes": ["String"]}]);
    let operators =
        sends!(Reply::list(operators), c => c.filter_operators("sp", "j"), format!("GET {path}/filterOperators"));
    assert_eq!(operators[0].name, "EQUALS");
    let functions = sends!(Reply::list(json!([{"id": "Trim", "parameters": []}])), c => c.functions("sp", "j"), format!("GET {path}/functions"));
    assert_eq!(functions[0].name, "Trim");
    let input = json!({"displayName": "Ann Lee", "roles": ["User"]});
    let parsed = json!({"parsingSucceeded": false, "error": {"code": "E", "message": "m"}, "parsedExpression": null, "evaluationResult": null});
    let parsed = sends!(Reply::json(200, &parsed), c => c.parse_expression("sp", "j", "Trim([x])", input.as_object()),
        format!(r##"POST {path}/parseExpression {{"expression":"Trim([x])","targetAttributeDefinition":null,"testInputObject":{{"definition":null,"properties":[{{"key":"displayName","value":"Ann Lee"}},{{"key":"roles","value@odata.type":"#Collection(String)","value":["User"]}}]}}}}"##));
    assert!(!parsed.parsing_succeeded && parsed.error.is_some());
}

#[tokio::test]
async fn agents_and_logs() {
    let profile = json!({"agents": [{"id": "1", "machineName": "DC1", "status": "Active"}, {"id": "2", "status": "inactive"}],
        "publishedResources": [{"id": "r", "resourceName": "contoso.com"}], "agentGroups": null});
    let agents = sends!(Reply::json(200, &profile), c => c.agents(),
        "GET /beta/onPremisesPublishingProfiles/provisioning?$expand=agents%2CagentGroups%2CpublishedResources");
    assert_eq!(agents.active().count(), 1);
    assert_eq!(agents.domains().collect::<Vec<_>>(), ["contoso.com"]);
    let query = LogQuery {
        jobs: vec!["j".to_owned()],
        page_size: Some(50),
        ..LogQuery::default()
    };
    sends!(Reply::list(json!([])), c => c.provisioning_log(&query),
        "GET /v1.0/auditLogs/provisioning?$orderby=activityDateTime%20desc&$filter=jobId%20eq%20%27j%27&$top=50");
}
