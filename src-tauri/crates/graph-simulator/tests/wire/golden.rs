//! The golden run of contract 17.1: a whole set-up, its first cycle, and three accidents.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, CLOUD_SYNC, Tenant, paced};

const DOMAIN: &str = "corp.contoso.com";

/// The run so far: the tenant and the addresses it made.
struct Run {
    tenant: Tenant,
    principal: String,
}

impl Run {
    async fn get(&self, below: &str) -> Answer {
        self.tenant.get(&format!("{}{below}", self.principal)).await
    }

    async fn post(&self, below: &str, body: Value) -> Answer {
        self.tenant.post(&format!("{}{below}", self.principal), body).await
    }

    async fn act(&self, below: &str) -> Answer {
        crate::client::read(
            self.tenant
                .request(Method::POST, &format!("{}{below}", self.principal))
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    async fn job(&self, id: &str) -> Value {
        self.get(&format!("/synchronization/jobs/{id}")).await.expect(200)
    }

    fn pass(&self, seconds: u64) {
        self.tenant.simulator.advance(Duration::from_secs(seconds));
    }

    async fn log(&self, job: &str, action: &str) -> usize {
        let filter = format!("jobId%20eq%20'{job}'%20and%20provisioningAction%20eq%20'{action}'");
        self.tenant
            .get(&format!("/auditLogs/provisioning?$filter={filter}"))
            .await
            .expect(200)["value"]
            .as_array()
            .unwrap()
            .len()
    }
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

async fn prepared(mut tenant: Tenant) -> Run {
    // 1, 2: the flag.
    let organization = tenant.get("/organization").await.expect(200)["value"][0].clone();
    assert!(organization["onPremisesSyncEnabled"].is_null());
    let path = format!("/organization/{}", text(&organization, "/id"));
    tenant
        .patch(&path, json!({"onPremisesSyncEnabled": true}))
        .await
        .expect(204);
    assert_eq!(tenant.get(&path).await.expect(200)["onPremisesSyncEnabled"], true);
    // 3: agents, as a person sees them.
    let app = tenant.token.clone();
    tenant.use_token(true, None).await;
    let profile = tenant
        .get("/beta/onPremisesPublishingProfiles/provisioning?$expand=agents,publishedResources")
        .await
        .expect(200);
    assert_eq!(profile["agents"][0]["status"], "active");
    assert_eq!(profile["publishedResources"][0]["resourceName"], DOMAIN);
    tenant.token = app;
    // 4–7: nothing there, instantiate, wait until it is seen.
    let ours = format!("/servicePrincipals?$filter=applicationTemplateId%20eq%20'{CLOUD_SYNC}'");
    assert_eq!(tenant.get(&ours).await.expect(200)["value"], json!([]));
    let created = tenant
        .post(
            &format!("/applicationTemplates/{CLOUD_SYNC}/instantiate"),
            json!({"displayName": DOMAIN}),
        )
        .await
        .expect(201);
    assert_eq!(created["application"]["appId"], created["servicePrincipal"]["appId"]);
    let run = Run {
        principal: format!("/servicePrincipals/{}", text(&created, "/servicePrincipal/id")),
        tenant,
    };
    run.get("").await.expect(404);
    run.pass(8);
    run.get("").await.expect(200);
    let templates = run.get("/synchronization/templates").await.expect(200);
    assert_eq!(templates["value"].as_array().unwrap().len(), 3);
    run
}

/// 8: both jobs.
async fn jobs(run: &Run) -> (String, String) {
    let mut ids = Vec::new();
    for template in ["AD2AADProvisioning", "AD2AADPasswordHash"] {
        let job = run
            .post("/synchronization/jobs", json!({"templateId": template}))
            .await
            .expect(201);
        assert_eq!(
            (
                text(&job, "/schedule/state"),
                text(&job, "/schedule/interval"),
                text(&job, "/status/code")
            ),
            ("Disabled", "PT40M", "Paused")
        );
        let id = text(&job, "/id").to_owned();
        let parts: Vec<&str> = id.split('.').collect();
        assert_eq!(
            (parts.len(), parts[0], parts[1].len(), parts[2].len()),
            (3, template, 32, 36)
        );
        ids.push(id);
    }
    run.pass(2);
    let list = run.get("/synchronization/jobs").await.expect(200);
    assert_eq!(list["value"].as_array().unwrap().len(), 2);
    (ids.remove(0), ids.remove(0))
}

/// 9, 10: secrets, and a key in the wrong case.
async fn secrets(run: &Run) {
    let path = format!("{}/synchronization/secrets", run.principal);
    let notification = json!({"Enabled": true, "Recipients": "ops@contoso.com", "DeleteThresholdEnabled": true, "DeleteThresholdValue": 500});
    let entry = |key: &str, value: Value| json!({"key": key, "value": value.to_string()});
    let sent = json!({"value": [
        entry("Domain", json!({"domain": DOMAIN})),
        entry("AppKey", json!({"appKeyScenario": "AD2AADPasswordHash"})),
        entry("SyncNotificationSettings", notification),
    ]});
    run.tenant.put(&path, sent.clone()).await.expect(204);
    assert_eq!(run.tenant.get(&path).await.expect(200)["value"], sent["value"]);
    let features =
        run.tenant.get("/directory/onPremisesSynchronization").await.expect(200)["value"][0]["features"].clone();
    assert_eq!(features["passwordSyncEnabled"], true);
    assert_eq!(
        run.tenant
            .put(&path, json!({"value": [entry("domain", json!({}))]}))
            .await
            .expect(500)["error"]["code"],
        "InternalError"
    );
}

/// 11, 12: the password mapping, and the verb that is not there.
async fn password_mapping(run: &Run, job: &str) {
    let path = format!("{}/synchronization/jobs/{job}/schema", run.principal);
    let mut schema = run.tenant.get(&path).await.expect(200);
    let mapping = json!({
        "defaultValue": null, "exportMissingReferences": false, "flowBehavior": "FlowWhenChanged", "flowType": "Always", "matchingPriority": 0,
        "targetAttributeName": "CredentialData", "source": {"expression": "[PasswordHash]", "name": "PasswordHash", "type": "Attribute", "parameters": []},
    });
    for of in schema["synchronizationRules"][0]["objectMappings"]
        .as_array_mut()
        .unwrap()
    {
        if matches!(of["sourceObjectName"].as_str(), Some("user" | "inetOrgPerson")) {
            of["attributeMappings"].as_array_mut().unwrap().push(mapping.clone());
        }
    }
    run.tenant.put(&path, schema).await.expect(204);
    let after = run.tenant.get(&path).await.expect(200);
    let counts: Vec<usize> = after["synchronizationRules"][0]["objectMappings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|of| of["targetObjectName"] == "User")
        .map(|of| {
            of["attributeMappings"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|mapping| mapping["targetAttributeName"] == "CredentialData")
                .count()
        })
        .collect();
    assert_eq!(counts, [1, 1]);

    let refused = run.tenant.patch(&path, json!({})).await;
    assert_eq!((refused.status, refused.code()), (404, "UnknownError"));
    let inner: Value = serde_json::from_str(refused.message()).unwrap();
    assert!(text(&inner, "/Message").starts_with("No HTTP resource was found"));
}

/// 13, 14: one person on demand, who is out of scope, and discover. Both answer after a while of the tenant's time.
async fn looks(run: &Run, job: &str) {
    let people = run
        .tenant
        .control(Method::GET, "/people?limit=1", Value::Null)
        .await
        .expect(200);
    let subject = json!({"objectId": text(&people, "/people/0/distinguishedName"), "objectTypeName": text(&people, "/people/0/objectTypeName")});
    let path = format!("{}/synchronization/jobs/{job}/schema", run.principal);
    let whole = run.tenant.get(&path).await.expect(200);
    let mut narrow = whole.clone();
    narrow["synchronizationRules"][0]["containerFilter"] =
        json!({"includedContainers": ["OU=Nobody,DC=corp,DC=contoso,DC=com"]});
    run.tenant.put(&path, narrow).await.expect(204);
    let wanted = json!({"parameters": [{"ruleId": whole["synchronizationRules"][0]["id"], "subjects": [subject]}]});
    let on_demand = format!("/synchronization/jobs/{job}/provisionOnDemand");
    let done = patiently(run, run.post(&on_demand, wanted)).await.expect(200);
    let key: Value = serde_json::from_str(text(&done, "/key")).unwrap();
    assert_eq!(key["result"], "Success");
    run.tenant.put(&path, whole).await.expect(204);

    let schema = run
        .get(&format!("/synchronization/jobs/{job}/schema"))
        .await
        .expect(200);
    let source = text(&schema, "/synchronizationRules/0/sourceDirectoryName");
    let directory = schema["directories"]
        .as_array()
        .unwrap()
        .iter()
        .find(|directory| directory["name"] == source)
        .unwrap();
    let path = format!(
        "/synchronization/jobs/{job}/schema/directories/{}/discover",
        text(directory, "/id")
    );
    let found = patiently(run, run.act(&path)).await.expect(200);
    let user = found["objects"]
        .as_array()
        .unwrap()
        .iter()
        .find(|object| object["name"] == "user")
        .unwrap();
    assert!(
        user["attributes"]
            .as_array()
            .unwrap()
            .iter()
            .any(|attribute| text(attribute, "/name").eq_ignore_ascii_case("mailNickName"))
    );
}

/// Lets the tenant's time pass until the answer is there.
async fn patiently(run: &Run, answer: impl Future<Output = Answer>) -> Answer {
    let mut answer = std::pin::pin!(answer);
    loop {
        tokio::select! {
            answer = &mut answer => return answer,
            () = tokio::time::sleep(Duration::from_millis(5)) => run.pass(1),
        }
    }
}

#[tokio::test]
async fn the_golden_run() {
    let run = prepared(Tenant::start(paced("contoso")).await).await;
    let (provisioning, hashes) = jobs(&run).await;
    secrets(&run).await;
    password_mapping(&run, &provisioning).await;
    looks(&run, &provisioning).await;

    // 14b: start, the husk, the first cycle.
    for job in [&provisioning, &hashes] {
        run.act(&format!("/synchronization/jobs/{job}/start")).await.expect(204);
    }
    let armed = run.job(&provisioning).await;
    assert_eq!(
        (
            text(&armed, "/schedule/state"),
            text(&armed, "/schedule/interval"),
            text(&armed, "/status/code")
        ),
        ("Active", "PT2M", "NotRun")
    );
    assert_eq!(text(&armed, "/status/lastExecution/timeEnded"), "0001-01-01T00:00:00Z");
    run.pass(120);
    let steady = run.job(&provisioning).await;
    assert_eq!(text(&steady, "/status/code"), "Active");
    assert!(!text(&steady, "/status/steadyStateFirstAchievedTime").starts_with("0001"));
    let users = steady["status"]["synchronizedEntryCountByType"]
        .as_array()
        .unwrap()
        .iter()
        .find(|count| count["key"] == "user to User")
        .unwrap();
    assert!(users["value"].as_u64().unwrap() > 700, "{users}");
    assert!(run.log(&provisioning, "create").await > 0);

    // 15, 16: too many deletes, let go.
    run.tenant
        .control(Method::POST, "/people/remove", json!({"count": 600}))
        .await
        .expect(200);
    run.pass(60);
    let held = run.job(&provisioning).await;
    assert_eq!(
        (text(&held, "/status/code"), text(&held, "/status/quarantine/reason")),
        ("Quarantine", "TooManyDeletes")
    );
    assert!(run.log(&provisioning, "stagedDelete").await > 0);
    assert_eq!(run.log(&provisioning, "delete").await, 0);
    run.post(
        &format!("/synchronization/jobs/{provisioning}/restart"),
        json!({"criteria": {"resetScope": "ForceDeletes"}}),
    )
    .await
    .expect(204);
    run.pass(60);
    assert_eq!(text(&run.job(&provisioning).await, "/status/code"), "Active");
    assert!(run.log(&provisioning, "delete").await > 0);

    // 17: no agent any more.
    run.tenant
        .control(Method::POST, "/agents/all/stop", Value::Null)
        .await
        .expect(200);
    run.pass(60);
    let dark = run.job(&provisioning).await;
    assert_eq!(
        (text(&dark, "/status/code"), text(&dark, "/status/quarantine/reason")),
        ("Quarantine", "EncounteredQuarantineException")
    );
    assert_eq!(
        text(&dark, "/status/quarantine/error/code"),
        "HybridIdentityServiceNoActiveAgents"
    );

    // 18: away with it.
    for job in [&provisioning, &hashes] {
        run.tenant
            .delete(&format!("{}/synchronization/jobs/{job}", run.principal))
            .await
            .expect(204);
    }
    let app_id = text(&run.get("").await.expect(200), "/appId").to_owned();
    run.tenant
        .delete(&format!("/applications(appId='{app_id}')"))
        .await
        .expect(204);
    run.get("").await.expect(404);
}
