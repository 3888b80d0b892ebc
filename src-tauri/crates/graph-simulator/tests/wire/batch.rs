//! Several requests in one (contract 3.5), and a tenant with many apps, for which it is made.

use reqwest::Method;
use serde_json::{Value, json};

use crate::begun::Begun;
use crate::client::{Answer, Tenant, instant};

async fn batch(tenant: &Tenant, requests: Value) -> Answer {
    tenant.post("/$batch", json!({"requests": requests})).await
}

fn responses(answer: Answer) -> Vec<Value> {
    answer.expect(200)["responses"].as_array().unwrap().clone()
}

#[tokio::test]
async fn each_item_is_answered_as_if_it_had_come_alone() {
    let tenant = Tenant::start(instant("contoso/configured")).await;
    let principals = tenant
        .get("/servicePrincipals?$filter=startswith(displayName,'corp')")
        .await
        .expect(200);
    let id = principals["value"][0]["id"].as_str().unwrap();
    let answers = responses(
        batch(
            &tenant,
            json!([
                {"id": "jobs", "method": "GET", "url": format!("/servicePrincipals/{id}/synchronization/jobs?$select=id")},
                {"id": "none", "method": "get", "url": "/servicePrincipals/nobody/synchronization/jobs"},
                {"id": "people", "method": "GET", "url": "/users?$count=true&$top=1&$search=\"displayName:a\"", "headers": {"ConsistencyLevel": "eventual"}},
                {"id": "change", "method": "PATCH", "url": format!("/servicePrincipals/{id}"), "headers": {"Content-Type": "application/json"}, "body": {"notes": "seen"}},
                {"id": "after", "method": "GET", "url": format!("/servicePrincipals/{id}?$select=notes"), "dependsOn": ["change"]},
                {"id": "never", "method": "GET", "url": "/organization", "dependsOn": ["none"]},
                {"id": "schema", "method": "GET", "url": format!("/servicePrincipals/{id}/synchronization/templates/AD2AADProvisioning/schema")},
            ]),
        )
        .await,
    );
    let of = |id: &str| answers.iter().find(|answer| answer["id"] == id).unwrap();
    let statuses: Vec<&Value> = answers.iter().map(|answer| &answer["status"]).collect();
    assert_eq!(json!(statuses), json!([200, 404, 200, 204, 200, 424, 200]));
    assert_eq!(of("jobs")["body"]["value"].as_array().unwrap().len(), 2);
    assert!(
        of("jobs")["headers"]["Content-Type"]
            .as_str()
            .unwrap()
            .starts_with("application/json")
    );
    assert!(of("none")["body"]["error"]["innerError"]["request-id"].is_string());
    assert!(of("people")["body"]["@odata.count"].as_u64() > Some(1));
    assert!(of("change").get("body").is_none());
    assert_eq!(of("after")["body"]["notes"], "seen");
    assert!(of("schema")["body"]["synchronizationRules"].is_array());
}

#[tokio::test]
async fn what_is_no_batch_is_refused_as_a_whole() {
    let tenant = Tenant::start(instant("school")).await;
    let get = |id: usize| json!({"id": id.to_string(), "method": "GET", "url": "/organization"});
    let many = |count: usize| (0..count).map(get).collect::<Value>();
    assert_eq!(responses(batch(&tenant, many(20)).await).len(), 20);
    for bad in [
        many(21),
        json!([]),
        json!([get(1), get(1)]),
        json!([{"method": "GET", "url": "/organization"}]),
        json!([{"id": "1", "method": "BREW", "url": "/organization"}]),
        json!([{"id": "1", "method": "GET"}]),
        json!([{"id": "1", "method": "GET", "url": "https://elsewhere.example/organization"}]),
        json!([{"id": "1", "method": "POST", "url": "/$batch"}]),
        json!([{"id": "1", "method": "GET", "url": "/organization", "dependsOn": ["2"]}]),
        json!("requests"),
    ] {
        assert_eq!(batch(&tenant, bad.clone()).await.status, 400, "{bad}");
    }
    assert_eq!(tenant.get("/$batch").await.status, 405);
}

#[tokio::test]
async fn items_are_throttled_and_listed_one_by_one() {
    let tenant = Tenant::start(instant("school")).await;
    tenant.fault("GET /domains#2=429:retry-after=7").await;
    tenant
        .control(Method::DELETE, "/requests", Value::Null)
        .await
        .expect(204);
    let item = |id: &str, method: &str, url: &str| json!({"id": id, "method": method, "url": url});
    let answers = batch(
        &tenant,
        json!([
            item("1", "GET", "/domains"),
            item("2", "GET", "/domains"),
            item("3", "GET", "/organization"),
            item("4", "DELETE", "/servicePrincipals/x"),
        ]),
    );
    let answers = responses(answers.await);
    let statuses: Vec<&Value> = answers.iter().map(|answer| &answer["status"]).collect();
    assert_eq!(json!(statuses), json!([200, 429, 200, 404]));
    assert_eq!(answers[1]["headers"]["Retry-After"], "7");
    let log = tenant.control(Method::GET, "/requests", Value::Null).await.expect(200);
    let log = log["requests"].as_array().unwrap();
    let items: Vec<(&str, &str, u64)> = log
        .iter()
        .filter(|request| request["inBatch"] == true)
        .map(|request| {
            let text = |name: &str| request[name].as_str().unwrap();
            (text("method"), text("path"), request["status"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(items[1], ("GET", "/v1.0/domains", 429));
    assert_eq!(
        items[3],
        ("DELETE", "/v1.0/servicePrincipals/x", 404),
        "a write is seen as one"
    );
    let whole = log.last().unwrap();
    assert_eq!((&whole["method"], &whole["inBatch"]), (&json!("POST"), &json!(false)));
}

#[tokio::test]
async fn of_twelve_hundred_apps_nine_have_jobs_and_each_its_state() {
    let begun = Begun::at("apps").await;
    let filter = "$filter=tags/any(t:t eq 'WindowsAzureActiveDirectoryIntegratedApp')";
    let select = "$select=id,displayName,applicationTemplateId&$top=999";
    let (mut apps, mut link) = (
        Vec::new(),
        Some(format!("/servicePrincipals?{filter}&{select}").replace(' ', "%20")),
    );
    let graph = begun.tenant.simulator.connection().graph.clone();
    while let Some(path) = link {
        let page = begun.tenant.get(&path).await.expect(200);
        apps.extend(page["value"].as_array().unwrap().clone());
        link = page["@odata.nextLink"]
            .as_str()
            .map(|next| next.trim_start_matches(&graph).to_owned());
    }
    assert_eq!(apps.len(), 1200);
    let mut states = Vec::new();
    for twenty in apps.chunks(20) {
        let requests = twenty.iter().map(|app| {
            let id = app["id"].as_str().unwrap();
            json!({"id": id, "method": "GET", "url": format!("/servicePrincipals/{id}/synchronization/jobs")})
        });
        for answer in responses(batch(&begun.tenant, requests.collect()).await) {
            assert_eq!(answer["status"], 200, "{answer}");
            let app = twenty.iter().find(|app| app["id"] == answer["id"]).unwrap();
            for job in answer["body"]["value"].as_array().unwrap() {
                let reason = job["status"]["quarantine"]["error"]["code"]
                    .as_str()
                    .unwrap_or_default();
                let state = job["status"]["code"].as_str().unwrap();
                states.push((
                    app["displayName"].as_str().unwrap().to_owned(),
                    state.to_owned(),
                    reason.to_owned(),
                ));
            }
        }
    }
    let told = |name: &str| {
        let found = states.iter().find(|(app, ..)| app == name).unwrap();
        (found.1.as_str(), found.2.as_str())
    };
    let names: std::collections::HashSet<&String> = states.iter().map(|(name, ..)| name).collect();
    assert_eq!(names.len(), 9);
    assert_eq!(told("corp.contoso.com"), ("Active", ""));
    assert_eq!(told("ServiceNow"), ("Active", ""));
    assert_eq!(told("Box"), ("Quarantine", "EncounteredEscrowProportionThreshold"));
    assert_eq!(told("Slack"), ("Quarantine", "SlackInvalidCredentials"));
    assert_eq!(told("Salesforce"), ("Paused", ""));
}
