//! Several tenants in one process: one sign-in, everything else apart.

use std::num::NonZeroU16;
use std::time::{Duration, Instant};

use graph_simulator::{Mix, Options};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Tenant, instant, read};

async fn several(count: u16, options: Options) -> Tenant {
    let tenants = NonZeroU16::new(count).unwrap();
    Tenant::start(Options { tenants, ..options }).await
}

impl Tenant {
    /// Signs in where `name` says, and asks as that tenant from now on.
    async fn enter(&mut self, name: &str) {
        let connection = self.simulator.connection();
        let form = [
            ("grant_type", "client_credentials".to_owned()),
            ("client_id", connection.client_id.to_string()),
            ("client_secret", connection.client_secret.clone()),
            ("scope", format!("{}/.default", connection.graph)),
        ];
        let answer = self.token_request(name, &form).await.expect(200);
        self.token = answer["access_token"].as_str().unwrap().to_owned();
    }

    async fn organization(&self) -> Value {
        self.get("/organization").await.expect(200)["value"][0].clone()
    }
}

#[tokio::test]
async fn a_token_is_of_the_tenant_that_was_named_and_leads_there() {
    let mut tenant = several(3, instant("school")).await;
    let known = tenant.simulator.connection().tenants.clone();
    assert_eq!(known[0].domain, "ad.lindenschool.example");
    assert_eq!(known[0].tenant, tenant.simulator.connection().tenant);
    assert_eq!(tenant.organization().await["displayName"], "Linden School");
    for name in [
        known[1].tenant.to_string(),
        "TENANT-002.example".to_owned(),
        known[1].initial_domain.clone(),
    ] {
        tenant.enter(&name).await;
        let organization = tenant.organization().await;
        assert_eq!(organization["id"], known[1].tenant.to_string());
        assert_eq!(organization["verifiedDomains"][0]["name"], "tenant-002.example");
    }
    let unknown = tenant.token_request("tenant-004.example", &[]).await.expect(400);
    assert_eq!(unknown["error_codes"], json!([90002]));
}

#[tokio::test]
async fn what_happens_in_one_does_not_in_another() {
    let mut tenant = several(2, instant("school")).await;
    let second = tenant.simulator.connection().tenants[1].clone();
    tenant.fault("GET /organization=503").await;
    let first_token = tenant.token.clone();
    tenant.enter(&second.tenant.to_string()).await;
    let id = tenant.configuration(&second.domain).await;
    tenant
        .patch(
            &format!("/organization/{}", second.tenant),
            json!({"onPremisesSyncEnabled": true}),
        )
        .await;
    assert_eq!(tenant.organization().await["onPremisesSyncEnabled"], true);

    let second_token = std::mem::replace(&mut tenant.token, first_token);
    assert_eq!(tenant.get("/organization").await.status, 503);
    assert_eq!(tenant.organization().await["onPremisesSyncEnabled"], Value::Null);
    assert_eq!(tenant.get(&format!("/servicePrincipals/{id}")).await.status, 404);

    let state = |name: String| format!("/state?tenant={name}");
    let own = tenant.control(Method::GET, "/state", Value::Null).await.expect(200);
    let other = tenant
        .control(Method::GET, &state(second.tenant.to_string()), Value::Null)
        .await
        .expect(200);
    assert_eq!(own["configurations"], json!([]));
    assert_eq!(other["configurations"][0]["servicePrincipal"]["id"], id);
    assert_eq!(other["agents"][0]["domains"], json!([second.domain]));
    assert_eq!(
        tenant
            .control(Method::GET, &state("nobody.example".to_owned()), Value::Null)
            .await
            .status,
        404
    );

    let time = format!("/time?tenant={}", second.initial_domain);
    tenant
        .control(Method::POST, &time, json!({"seconds": 3600}))
        .await
        .expect(200);
    assert_eq!(
        tenant.organization().await["displayName"],
        "Linden School",
        "its time went on alone"
    );
    tenant.token = second_token;
    assert_eq!(
        tenant.get("/organization").await.status,
        401,
        "the token's hour is over"
    );
}

#[tokio::test]
async fn people_of_each_have_names_of_their_own() {
    let tenant = several(2, instant("school")).await;
    let people = |of: &str| format!("/people?search=&limit=1{of}");
    let name = async |of: &str| {
        let found = tenant.control(Method::GET, &people(of), Value::Null).await.expect(200);
        found["people"][0]["distinguishedName"].as_str().unwrap().to_owned()
    };
    let (own, other) = (name("").await, name("&tenant=tenant-002.example").await);
    assert_eq!(
        own.replace("DC=ad,DC=lindenschool,DC=example", "DC=ad,DC=tenant-002,DC=example"),
        other
    );
    assert_ne!(own, other);
    let accounts = tenant
        .control(Method::GET, "/accounts?tenant=tenant-002.example", Value::Null)
        .await;
    assert_eq!(
        accounts.expect(200)["accounts"][0]["address"],
        "k.postma@tenant-002.example"
    );
}

#[tokio::test]
async fn people_who_name_no_tenant_are_known_by_their_address() {
    let tenant = several(2, instant("school")).await;
    let connection = tenant.simulator.connection();
    let query = [
        ("client_id", connection.client_id.to_string()),
        ("response_type", "code".to_owned()),
        ("redirect_uri", "http://localhost:1".to_owned()),
        ("scope", "openid".to_owned()),
        ("code_challenge", "x".repeat(43)),
        ("code_challenge_method", "S256".to_owned()),
        ("prompt", "select_account".to_owned()),
        ("login_hint", "k.postma@tenant-002.example".to_owned()),
        ("ticket", connection.ticket.clone()),
    ];
    let url = reqwest::Url::parse_with_params(
        &format!("{}/organizations/oauth2/v2.0/authorize", connection.login),
        &query,
    );
    let page = read(tenant.http.get(url.unwrap()).send().await.unwrap())
        .await
        .expect(200);
    assert!(page.as_str().unwrap().contains("Linden School 002"), "{page}");
}

#[tokio::test]
async fn faults_come_back_at_another_request_in_each_tenant() {
    let options = Options {
        recurring: Some("4=503,429".parse().unwrap()),
        ..instant("school")
    };
    let mut tenant = several(2, options).await;
    let second = tenant.simulator.connection().tenants[1].tenant.to_string();
    // Signing in was the first request.
    let statuses = async |tenant: &Tenant| {
        let mut found = Vec::new();
        for _ in 0..7 {
            found.push(tenant.get("/organization").await.status);
        }
        found
    };
    assert_eq!(statuses(&tenant).await, [200, 200, 503, 200, 200, 200, 429]);
    tenant.enter(&second).await;
    assert_eq!(statuses(&tenant).await, [200, 429, 200, 200, 200, 503, 200]);
    let left = tenant.control(Method::GET, "/faults", Value::Null).await.expect(200);
    assert_eq!(left["faults"], json!(["every 4=503,429"]));
    tenant.control(Method::DELETE, "/faults", Value::Null).await.expect(204);
}

#[tokio::test]
async fn one_among_several_begins_again_as_itself() {
    let tenant = several(2, instant("school")).await;
    let reset = "/reset?tenant=tenant-002.example";
    let again = tenant
        .control(Method::POST, reset, json!({"scenario": "school/configured"}))
        .await
        .expect(200);
    assert_eq!(
        again["tenant"],
        tenant.simulator.connection().tenants[1].tenant.to_string()
    );
    let company = tenant
        .control(Method::POST, reset, json!({"scenario": "contoso/fresh"}))
        .await;
    assert_eq!(company.status, 400);
}

/// 300 enterprises are 45 million people; they are one directory under 300 names.
#[tokio::test]
async fn three_hundred_large_tenants_start_quickly() {
    let began = Instant::now();
    let mut tenant = several(300, instant("enterprise")).await;
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    tenant.enter("tenant-300.example").await;
    assert_eq!(tenant.organization().await["displayName"], "Fabrikam Group 300");
}

#[tokio::test]
async fn tenants_of_several_kinds_stand_behind_one_sign_in() {
    let kinds = [
        "contoso/healthy",
        "school/stuck-day-20",
        "contoso/paused",
        "enterprise/fresh",
    ];
    let mix = || Mix::each(kinds.iter().map(|kind| kind.parse().unwrap()).collect());
    let options = || Options {
        mix: mix(),
        ..instant("school")
    };
    let mut tenant = Tenant::start(options()).await;
    let known = tenant.simulator.connection().tenants.clone();
    assert_eq!(
        known.iter().map(|known| known.scenario.as_str()).collect::<Vec<_>>(),
        kinds
    );
    let domains: Vec<&str> = known.iter().map(|known| known.domain.as_str()).collect();
    assert_eq!(
        domains,
        [
            "corp.contoso.com",
            "ad.lindenschool.example",
            "ad.tenant-003.example",
            "emea.fabrikam.com"
        ]
    );
    for (place, name) in ["Contoso", "Linden School", "Contoso 003", "Fabrikam Group"]
        .into_iter()
        .enumerate()
    {
        tenant.enter(&known[place].tenant.to_string()).await;
        assert_eq!(tenant.organization().await["displayName"], name);
    }
    let again = Tenant::start(options()).await;
    let ids = |tenants: &[graph_simulator::TenantNames]| tenants.iter().map(|known| known.tenant).collect::<Vec<_>>();
    assert_eq!(ids(&again.simulator.connection().tenants), ids(&known));
}

#[tokio::test]
async fn monday_has_forty_tenants_some_of_them_stuck() {
    let options = Options {
        mix: Some("monday".parse().unwrap()),
        ..instant("school")
    };
    let tenant = Tenant::start(options).await;
    let known = tenant.simulator.connection().tenants.clone();
    assert_eq!(known.len(), 40);
    let mut stuck = 0;
    for known in &known {
        let path = format!("/state?tenant={}", known.tenant);
        let state = tenant.control(Method::GET, &path, Value::Null).await.expect(200);
        let jobs = state["configurations"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|found| found["jobs"].as_array().unwrap());
        stuck += usize::from(jobs.into_iter().any(|job| job["status"]["code"] == "Quarantine"));
    }
    assert_eq!(stuck, 7);
}
