//! One person on demand.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use graph_client::models::{OnDemandResult, OnDemandVerdict};
use graph_client::{GraphClient, Wait, WaitObserver};
use journeys::Setup;
use journeys::trial::try_person;
use serde_json::{Value, json};
use step_engine::ErrorKind;
use tokio_util::sync::CancellationToken;

use crate::support::{EVERYTHING, Tenant};

async fn whole(scenario: &str) -> (Tenant, GraphClient, Setup) {
    let tenant = Tenant::new(scenario);
    let client = tenant.client(true, EVERYTHING).await;
    let setup = tenant.setup();
    (tenant, client, setup)
}

fn told(result: &OnDemandResult) -> (&OnDemandVerdict, Option<&str>, Option<&str>) {
    (&result.verdict, result.action.as_deref(), result.error_code.as_deref())
}

#[tokio::test]
async fn a_person_is_created_once_and_then_skipped() {
    let (tenant, client, setup) = whole("half-configured").await;
    client.set_sync_enabled(client.tenant()).await.unwrap();
    let person = tenant.person("user").await;
    let created = try_person(&client, &setup, &person).await.unwrap();
    assert_eq!(told(&created), (&OnDemandVerdict::Success, Some("Create"), None));
    assert!(!created.steps.is_empty() && !created.modified_properties.is_empty());
    let again = try_person(&client, &setup, &person).await.unwrap();
    assert_eq!(
        told(&again),
        (&OnDemandVerdict::Skipped, Some("Other"), Some("RedundantExport"))
    );
}

#[tokio::test]
async fn the_rarer_kind_of_person_can_be_tried_too() {
    let (tenant, client, setup) = whole("half-configured").await;
    client.set_sync_enabled(client.tenant()).await.unwrap();
    let person = tenant.person("inetOrgPerson").await;
    let created = try_person(&client, &setup, &person).await.unwrap();
    assert_eq!(created.verdict, OnDemandVerdict::Success);
}

#[tokio::test]
async fn the_wait_says_that_one_person_is_provisioned() {
    let (tenant, client, setup) = whole("configured").await;
    let waits = Arc::new(Causes::default());
    let client = client.bound(CancellationToken::new(), Arc::clone(&waits) as _);
    let person = tenant.person("user").await;
    let trial = tokio::spawn(async move { try_person(&client, &setup, &person).await });
    trial.await.unwrap().unwrap();
    assert_eq!(*waits.0.lock().unwrap(), ["provisioning"]);
}

#[tokio::test]
async fn a_name_that_nobody_has_is_said_to_be_one() {
    let (_tenant, client, setup) = whole("configured").await;
    let nobody = "CN=Nobody,OU=Sales,DC=corp,DC=contoso,DC=com";
    let error = try_person(&client, &setup, nobody).await.unwrap_err();
    assert_eq!((error.kind, error.code), (ErrorKind::Missing, "person-not-found"));
    assert_eq!(error.facts["person"], nobody);
    assert!(error.request_id.is_some());
}

#[tokio::test]
async fn a_silent_agent_is_named_as_the_cause() {
    let (tenant, client, setup) = whole("configured").await;
    tenant.control("agents/all/stop", &Value::Null).await;
    let error = try_person(&client, &setup, &tenant.person("user").await)
        .await
        .unwrap_err();
    assert_eq!((error.kind, error.code), (ErrorKind::Missing, "agent-silent"));
    assert_eq!(error.facts["domain"], setup.subject().name);
}

#[tokio::test]
async fn of_several_configurations_the_named_one_is_taken() {
    let (tenant, client, setup) = whole("duplicated").await;
    let person = tenant.person("user").await;
    let error = try_person(&client, &setup, &person).await.unwrap_err();
    assert_eq!(error.code, "several-configurations");

    let configurations = client
        .service_principals_by_template(journeys::CLOUD_SYNC_TEMPLATE)
        .await;
    let second = &configurations.unwrap()[1].id;
    let mut answers = setup.to_value();
    answers["existing"] = json!({ "configuration": second });
    let setup = Setup::parse(&answers.to_string()).unwrap();
    try_person(&client, &setup, &person).await.unwrap();
}

#[tokio::test]
async fn without_a_configuration_there_is_nothing_to_try_with() {
    let (_tenant, client, setup) = whole("fresh").await;
    let client = client.with_pace(Duration::from_millis(1));
    let error = try_person(&client, &setup, "CN=Ann,DC=corp,DC=contoso,DC=com")
        .await
        .unwrap_err();
    assert_eq!((error.kind, error.code), (ErrorKind::Unavailable, "not-visible"));
}

/// Why it waited, in order.
#[derive(Default)]
struct Causes(Mutex<Vec<&'static str>>);

impl WaitObserver for Causes {
    fn waiting(&self, wait: &Wait) {
        self.0.lock().unwrap().push(wait.cause.as_str());
    }

    fn over(&self) {}
}
