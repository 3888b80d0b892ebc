//! What is looked at before anything is set up, in each kind of tenant.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use graph_client::{Error, GraphClient, RequestLog, RequestRecord};
use journeys::checks::Verdict::{NeedsYou, NotChecked, Ready, WillDo, WorthKnowing};
use journeys::checks::{CheckId, Checked, Grant, Prerequisites, ServedDomain, Verdict, check_tenant};
use journeys::{Journey, RunSpec, Setup};
use provisioning::TenantReads;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::support::{EVERYTHING, Tenant};

/// Everything that was found in one look.
struct Look {
    found: BTreeMap<CheckId, Checked>,
    domains: Option<Vec<ServedDomain>>,
}

impl Look {
    async fn at(scenario: &str) -> Self {
        Self::with(scenario, EVERYTHING, &["Hybrid Identity Administrator"]).await
    }

    async fn with(scenario: &str, scopes: &[&str], roles: &[&str]) -> Self {
        let tenant = Tenant::new(scenario);
        let grant = Grant {
            roles: Some(owned(roles)),
            scopes: Some(owned(scopes)),
            grows: false,
        };
        Self::of(&tenant.client(true, scopes).await, &grant).await
    }

    async fn of(client: &GraphClient, grant: &Grant) -> Self {
        Self::asking(Journey::CloudSync.prerequisites(), client, grant).await
    }

    async fn asking(asked: &Prerequisites, client: &GraphClient, grant: &Grant) -> Self {
        let found = Mutex::new(Vec::new());
        let domains = check_tenant(client, &TenantReads::default(), grant, asked, |checked| {
            found.lock().unwrap().push(checked)
        })
        .await;
        let found = found.into_inner().unwrap();
        assert_eq!(found.len(), asked.checks.len(), "each is told once");
        Self {
            found: found.into_iter().map(|checked| (checked.id, checked)).collect(),
            domains: domains.unwrap(),
        }
    }

    fn told(&self, id: CheckId) -> (Verdict, &str) {
        let checked = &self.found[&id];
        (checked.verdict, &checked.code)
    }

    fn fact(&self, id: CheckId, name: &str) -> &str {
        &self.found[&id].facts[name]
    }
}

#[derive(Default)]
struct Paths(Mutex<Vec<String>>);

impl RequestLog for Paths {
    fn record(&self, record: RequestRecord) {
        self.0.lock().unwrap().push(record.path);
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[tokio::test]
async fn a_fresh_tenant_is_ready_for_everything() {
    let look = Look::at("contoso").await;
    assert_eq!(look.told(CheckId::Role), (Ready, "role-ok"));
    assert_eq!(look.fact(CheckId::Role, "role"), "Hybrid Identity Administrator");
    assert_eq!(look.told(CheckId::Permissions), (Ready, "consent-ok"));
    assert_eq!(look.told(CheckId::Synchronization), (WillDo, "sync-off"));
    assert_eq!(look.told(CheckId::Agents), (Ready, "agents-active"));
    assert_eq!(look.fact(CheckId::Agents, "count"), "2");
    assert_eq!(look.fact(CheckId::Agents, "domains"), "corp.contoso.com");
    assert_eq!(look.told(CheckId::Domains), (WorthKnowing, "unverified"));
    assert_eq!(look.fact(CheckId::Domains, "names"), "contoso-retail.com");
    assert_eq!(look.fact(CheckId::Domains, "becomes"), "@contoso.onmicrosoft.com");
    assert_eq!(look.told(CheckId::Configurations), (Ready, "none"));
    let served = ServedDomain {
        domain: "corp.contoso.com".to_owned(),
        machines: owned(&["sync01.corp.contoso.com", "sync02.corp.contoso.com"]),
    };
    assert_eq!(look.domains, Some(vec![served]));
}

#[tokio::test]
async fn synchronization_that_was_on_and_synchronization_that_is_on_differ() {
    let was_on = Look::at("sync-flag-off").await;
    assert_eq!(was_on.told(CheckId::Synchronization), (WorthKnowing, "sync-was-on"));
    let on = Look::at("configured").await;
    assert_eq!(on.told(CheckId::Synchronization), (Ready, "sync-on"));
}

#[tokio::test]
async fn a_silent_agent_and_none_at_all_differ() {
    let silent = Look::at("agent-inactive").await;
    assert_eq!(silent.told(CheckId::Agents), (NeedsYou, "agent-silent"));
    assert_eq!(
        silent.fact(CheckId::Agents, "machines"),
        "sync01.corp.contoso.com, sync02.corp.contoso.com"
    );
    assert_eq!(silent.fact(CheckId::Agents, "domain"), "corp.contoso.com");
    let served = silent.domains.unwrap();
    assert_eq!(
        (served[0].domain.as_str(), served[0].machines.len()),
        ("corp.contoso.com", 0)
    );

    let none = Look::at("no-agent").await;
    assert_eq!(none.told(CheckId::Agents), (NeedsYou, "no-agent"));
    assert_eq!(none.domains, Some(Vec::new()));
}

#[tokio::test]
async fn configurations_that_exist_are_named() {
    for scenario in ["configured", "half-configured"] {
        let look = Look::at(scenario).await;
        assert_eq!(
            look.told(CheckId::Configurations),
            (WorthKnowing, "exists"),
            "{scenario}"
        );
        assert_eq!(look.fact(CheckId::Configurations, "names"), "corp.contoso.com");
        assert_eq!(look.fact(CheckId::Configurations, "domains"), "corp.contoso.com");
    }
}

#[tokio::test]
async fn two_configurations_of_one_domain_need_a_choice() {
    let look = Look::at("duplicated").await;
    assert_eq!(look.told(CheckId::Configurations), (NeedsYou, "duplicated"));
    assert_eq!(
        look.fact(CheckId::Configurations, "names"),
        "corp.contoso.com, corp.contoso.com (2)"
    );
    assert_eq!(look.fact(CheckId::Configurations, "domain"), "corp.contoso.com");
}

#[tokio::test]
async fn what_was_not_granted_is_named_and_stops_no_other_look() {
    let granted = ["Application.Read.All", "Domain.Read.All", "Organization.Read.All"];
    let look = Look::with("consent-missing", &granted, &["Global Administrator"]).await;
    assert_eq!(look.told(CheckId::Role), (Ready, "role-ok"));
    assert_eq!(look.told(CheckId::Permissions), (NeedsYou, "consent-missing"));
    assert_eq!(
        look.fact(CheckId::Permissions, "missing"),
        "Synchronization.ReadWrite.All, Application.ReadWrite.All, Organization.ReadWrite.All"
    );
    assert_eq!(look.told(CheckId::Agents), (NotChecked, "agents-not-readable"));
    assert_eq!(look.domains, None);
    assert_eq!(look.told(CheckId::Synchronization), (WillDo, "sync-off"));
    assert_eq!(look.told(CheckId::Domains), (WorthKnowing, "unverified"));
    assert_eq!(look.told(CheckId::Configurations), (Ready, "none"));

    let nothing = Look::with("configured", &[], &[]).await;
    assert_eq!(
        nothing.told(CheckId::Synchronization),
        (NotChecked, "sync-not-readable")
    );
    assert_eq!(nothing.told(CheckId::Domains), (NotChecked, "domains-not-readable"));
    assert_eq!(
        nothing.told(CheckId::Configurations),
        (NotChecked, "configurations-not-readable")
    );
}

#[tokio::test]
async fn a_role_that_does_not_suffice_is_told_with_the_one_that_would() {
    let look = Look::with("role-missing", EVERYTHING, &["User Administrator", "Global Reader"]).await;
    assert_eq!(look.told(CheckId::Role), (NeedsYou, "role-missing"));
    assert_eq!(look.fact(CheckId::Role, "roles"), "User Administrator, Global Reader");
    assert_eq!(look.fact(CheckId::Role, "needed"), "Hybrid Identity Administrator");
    assert_eq!(look.told(CheckId::Permissions), (Ready, "consent-ok"));
}

#[tokio::test]
async fn an_application_is_not_asked_for_what_only_people_have() {
    let tenant = Tenant::new("configured");
    let look = Look::of(&tenant.client(false, EVERYTHING).await, &Grant::default()).await;
    assert_eq!(look.domains, None);
    assert_eq!(look.told(CheckId::Role), (NotChecked, "role-not-told"));
    assert_eq!(look.told(CheckId::Permissions), (NotChecked, "consent-not-told"));
    assert_eq!(look.told(CheckId::Agents), (NotChecked, "agents-not-readable"));
    assert_eq!(look.told(CheckId::Configurations), (WorthKnowing, "exists"));
}

#[tokio::test]
async fn a_held_back_job_is_worth_knowing() {
    let tenant = Tenant::new("configured");
    tenant.control("agents/all/stop", &Value::Null).await;
    let look = Look::of(&tenant.client(true, EVERYTHING).await, &Grant::default()).await;
    assert_eq!(look.told(CheckId::Configurations), (WorthKnowing, "quarantined"));
    assert_eq!(look.fact(CheckId::Configurations, "name"), "corp.contoso.com");
}

#[tokio::test]
async fn one_answer_that_makes_no_sense_stops_no_other_look() {
    let tenant = Tenant::new("contoso");
    tenant
        .control("faults", &json!({ "fault": "GET /domains=html:404" }))
        .await;
    let look = Look::of(&tenant.client(true, EVERYTHING).await, &Grant::default()).await;
    assert_eq!(look.told(CheckId::Domains), (NotChecked, "no-answer"));
    assert_eq!(look.told(CheckId::Agents), (Ready, "agents-active"));
}

#[tokio::test]
async fn a_journey_is_looked_at_for_what_it_asks_and_nothing_else() {
    let tenant = Tenant::new("no-agent");
    let log = Arc::new(Paths::default());
    let client = tenant.logged_client(true, EVERYTHING, Arc::clone(&log) as _).await;
    let asked = Prerequisites {
        checks: &[CheckId::Permissions, CheckId::Role],
        roles: &["Application Administrator", "Global Administrator"],
        permissions: &["User.ReadWrite.All", "Application.ReadWrite.All"],
    };
    let grant = Grant {
        roles: Some(owned(&["Hybrid Identity Administrator"])),
        scopes: Some(owned(EVERYTHING)),
        grows: false,
    };
    let look = Look::asking(&asked, &client, &grant).await;
    assert_eq!(look.told(CheckId::Role), (NeedsYou, "role-missing"));
    assert_eq!(look.fact(CheckId::Role, "needed"), "Application Administrator");
    assert_eq!(look.told(CheckId::Permissions), (NeedsYou, "consent-missing"));
    assert_eq!(look.fact(CheckId::Permissions, "missing"), "User.ReadWrite.All");
    assert_eq!(look.domains, None);
    assert_eq!(
        *log.0.lock().unwrap(),
        [""; 0],
        "nothing is read for checks that are not asked for"
    );
}

#[tokio::test]
async fn every_journey_asks_for_the_permissions_that_its_recommended_answers_need() {
    let client = Tenant::new("contoso").client(true, EVERYTHING).await;
    for journey in Journey::ALL {
        let shortest = journey.json_schema()["examples"][0].to_string();
        let recommended = Setup::parse(&shortest).unwrap().completed();
        let mut needed = RunSpec::set_up(&client, &recommended, Arc::default()).permissions(false);
        let mut asked = journey.prerequisites().permissions.to_vec();
        needed.sort_unstable();
        asked.sort_unstable();
        assert_eq!(asked, needed, "{journey:?}");
    }
}

#[tokio::test]
async fn without_a_connection_the_look_breaks_off() {
    let tenant = Tenant::new("contoso");
    let client = tenant
        .client(true, EVERYTHING)
        .await
        .with_pace(std::time::Duration::ZERO);
    drop(tenant);
    let look = check_tenant(
        &client,
        &TenantReads::default(),
        &Grant::default(),
        Journey::CloudSync.prerequisites(),
        |_| {},
    )
    .await;
    assert!(matches!(look, Err(Error::Transport { .. })), "{look:?}");

    let stop = CancellationToken::new();
    stop.cancel();
    let stopped = client.bound(stop, std::sync::Arc::new(graph_client::NoWaits));
    let look = tokio::spawn(async move {
        check_tenant(
            &stopped,
            &TenantReads::default(),
            &Grant::default(),
            Journey::CloudSync.prerequisites(),
            |_| {},
        )
        .await
    });
    let look = look.await.unwrap();
    assert!(matches!(look, Err(Error::Stopped)), "{look:?}");
}
