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
    assert_eq!(entries[0]["fault"], "GET /organization=429");
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
async fn dropping_the_simulator_breaks_off_what_is_under_way() {
    let options = graph_simulator::Options {
        clock: graph_simulator::ClockMode::Auto,
        ..instant("school")
    };
    let tenant = Tenant::start(options).await;
    tenant.fault("GET /organization=slow:3600").await;
    let slow = tokio::spawn(tenant.request(Method::GET, "/organization").send());
    let waiting = async || tenant.control(Method::GET, "/faults", Value::Null).await.expect(200)["faults"] == json!([]);
    while !waiting().await {}
    drop(tenant);
    assert!(slow.await.unwrap().is_err());
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

#[tokio::test]
async fn every_unit_is_told_after_its_parents() {
    let tenant = Tenant::fresh().await;
    let told = tenant.control(Method::GET, "/units", Value::Null).await.expect(200);
    let units: Vec<&str> = told["units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit.as_str().unwrap())
        .collect();
    let place = |dn: &str| {
        units
            .iter()
            .position(|unit| *unit == dn)
            .unwrap_or_else(|| panic!("{dn} in {units:?}"))
    };
    let (staff, london) = (
        place("OU=Staff,DC=corp,DC=contoso,DC=com"),
        place("OU=London,OU=Staff,DC=corp,DC=contoso,DC=com"),
    );
    let audit = place(r"OU=Legal\, Risk & Audit,OU=London,OU=Staff,DC=corp,DC=contoso,DC=com");
    assert!(staff < london && london < audit);
    assert!(units.iter().all(|unit| unit.starts_with("OU=")), "{units:?}");
}

#[tokio::test]
async fn the_accounts_of_a_company_sign_in_with_their_own_roles() {
    let mut tenant = Tenant::fresh().await;
    let told = tenant.control(Method::GET, "/accounts", Value::Null).await.expect(200);
    let accounts = told["accounts"].as_array().unwrap().clone();
    let roles: Vec<&Value> = accounts.iter().map(|account| &account["roles"][0]).collect();
    assert_eq!(roles[..2], ["Hybrid Identity Administrator", "Global Administrator"]);

    let jobs = "/servicePrincipals/any/synchronization/jobs";
    let agents = "/beta/onPremisesPublishingProfiles/provisioning/agents";
    for account in accounts {
        let answer = tenant
            .control(Method::POST, "/tokens", json!({"account": account["address"]}))
            .await
            .expect(200);
        assert!(answer["expires_in"].as_u64() > Some(0));
        assert!(
            answer["scope"]
                .as_str()
                .unwrap()
                .split(' ')
                .any(|scope| scope == "Synchronization.ReadWrite.All")
        );
        tenant.token = answer["access_token"].as_str().unwrap().to_owned();
        tenant.get(agents).await.expect(200);
        let may =
            ["Hybrid Identity Administrator", "Global Administrator"].contains(&account["roles"][0].as_str().unwrap());
        assert_eq!(tenant.get(jobs).await.status, if may { 404 } else { 401 }, "{account}");
    }
    tenant
        .control(Method::POST, "/tokens", json!({"account": "nobody@contoso.com"}))
        .await
        .expect(400);
}

#[tokio::test]
async fn what_a_scenario_takes_away_the_first_account_lacks() {
    for (scenario, role) in [
        ("consent-missing", "Hybrid Identity Administrator"),
        ("role-missing", "User Administrator"),
    ] {
        let mut tenant = Tenant::start(instant(scenario)).await;
        let told = tenant.control(Method::GET, "/accounts", Value::Null).await.expect(200);
        let first = &told["accounts"][0];
        assert_eq!(first["roles"], json!([role]));
        let answer = tenant
            .control(Method::POST, "/tokens", json!({"account": first["address"]}))
            .await
            .expect(200);
        tenant.token = answer["access_token"].as_str().unwrap().to_owned();
        tenant.get("/organization").await.expect(200);
        tenant
            .get("/servicePrincipals/any/synchronization/jobs")
            .await
            .expect(401);
    }
}
