//! The test's hand on the tenant.

use graph_simulator::{Simulator, StartError};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Tenant, instant, read};

#[tokio::test]
async fn control_wants_the_key_of_the_run() {
    let tenant = Tenant::fresh().await;
    let url = format!("{}/_sim/state", tenant.simulator.connection().graph);
    assert_eq!(read(tenant.http.get(&url).send().await.unwrap()).await.status, 401);
    assert_eq!(
        read(tenant.http.get(&url).header("x-sim-key", "guess").send().await.unwrap())
            .await
            .status,
        401
    );
    tenant.control(Method::GET, "/state", Value::Null).await.expect(200);
    tenant.control(Method::GET, "/nothing", Value::Null).await.expect(501);
    tenant
        .control(Method::POST, "/time", json!({"minutes": 1}))
        .await
        .expect(400);
    tenant
        .control(Method::POST, "/faults", json!({"fault": "nonsense"}))
        .await
        .expect(400);
}

#[tokio::test]
async fn the_request_log_names_what_was_asked_without_secrets() {
    let tenant = Tenant::fresh().await;
    tenant
        .control(Method::DELETE, "/requests", Value::Null)
        .await
        .expect(204);
    tenant.fault("GET /organization=429").await;
    tenant.get("/organization?$select=id").await.expect(429);
    tenant.sign_in().await.expect(200);
    let log = tenant.control(Method::GET, "/requests", Value::Null).await.expect(200);
    let entries = log["requests"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(
        (&entries[0]["method"], &entries[0]["path"], &entries[0]["status"]),
        (&json!("GET"), &json!("/v1.0/organization?$select=id"), &json!(429))
    );
    assert!(entries[0]["fault"].as_str().unwrap().contains("429"));
    let text = log.to_string();
    assert!(!text.contains(&tenant.token) && !text.contains(&tenant.simulator.connection().client_secret));
}

#[tokio::test]
async fn a_reset_begins_the_scenario_again_and_tokens_stay_good() {
    let tenant = Tenant::fresh().await;
    tenant.configuration("corp.contoso.com").await;
    let begun = tenant
        .control(Method::POST, "/reset", json!({"scenario": "contoso/sync-flag-off"}))
        .await
        .expect(200);
    assert_eq!(begun["scenario"], "contoso/sync-flag-off");
    let state = tenant.control(Method::GET, "/state", Value::Null).await.expect(200);
    assert_eq!(
        (&state["configurations"], &state["onPremisesSyncEnabled"]),
        (&json!([]), &json!(false))
    );
    tenant.get("/organization").await.expect(200);
    tenant
        .control(Method::POST, "/reset", json!({"scenario": "atlantis"}))
        .await
        .expect(400);
}

#[tokio::test]
async fn dropping_the_simulator_frees_its_port() {
    let tenant = Tenant::fresh().await;
    let port: u16 = tenant
        .simulator
        .connection()
        .graph
        .rsplit(':')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let taken = graph_simulator::Options {
        port,
        ..instant("school")
    };
    assert!(matches!(
        Simulator::start(taken.clone()),
        Err(StartError::Listen { .. })
    ));
    drop(tenant);
    Simulator::start(taken).unwrap();
}

#[tokio::test]
async fn debug_output_keeps_the_secret() {
    let tenant = Tenant::fresh().await;
    let text = format!("{:?}", tenant.simulator);
    let connection = tenant.simulator.connection();
    assert!(text.contains(&connection.graph));
    for secret in [&connection.client_secret, &connection.control_key, &tenant.token] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[tokio::test]
async fn people_are_found_and_vanish() {
    let tenant = Tenant::start(instant("school")).await;
    let all = tenant
        .control(Method::GET, "/people?limit=1000", Value::Null)
        .await
        .expect(200);
    let first = all["people"][0].clone();
    assert!(
        first["distinguishedName"]
            .as_str()
            .unwrap()
            .ends_with("DC=ad,DC=lindenschool,DC=example"),
        "{first}"
    );
    let name = first["displayName"].as_str().unwrap().replace(' ', "%20");
    let found = tenant
        .control(Method::GET, &format!("/people?search={name}"), Value::Null)
        .await
        .expect(200);
    assert!(found["people"].as_array().unwrap().contains(&first));
    assert_eq!(
        tenant
            .control(Method::POST, "/people/remove", json!({"count": 7}))
            .await
            .expect(200)["removed"],
        7
    );
}
