//! One person on demand, into an app of the gallery.

use graph_client::models::{OnDemandResult, OnDemandVerdict};
use graph_client::{GraphClient, Secrets};
use journeys::Setup;
use journeys::trial::{may_try, try_person};
use serde_json::json;
use step_engine::ErrorKind;

use crate::support::Tenant;

const PERSON: &str = "ayu.wijaya@contoso.com";
const NAME: &str = "Zscaler Köln";
const GRANTED: &[&str] = &[
    "Synchronization.ReadWrite.All",
    "Application.ReadWrite.All",
    "AppRoleAssignment.ReadWrite.All",
    "User.Read.All",
];

/// An app with its job, as a set-up leaves it before the start.
struct App {
    tenant: Tenant,
    client: GraphClient,
    setup: Setup,
    sp: String,
    job: String,
}

impl App {
    async fn of(gallery: &str) -> Self {
        let tenant = Tenant::new("contoso");
        let client = tenant.client(true, GRANTED).await;
        let template = client.application_templates_named(gallery).await.unwrap().remove(0).id;
        let sp = client.instantiate(&template, NAME).await.unwrap().service_principal.id;
        let kind = client.sync_templates(&sp).await.unwrap().remove(0).id;
        let job = client.create_job(&sp, &kind).await.unwrap().id;
        let mut secrets = Secrets::default();
        secrets.set("BaseAddress", "https://scim.example/v2");
        secrets.set("SecretToken", "t0ken");
        client.put_secrets(&sp, &secrets).await.unwrap();
        let setup = json!({ "causeway": 1, "journey": "gallery-app", "tenant": client.tenant(), "app": { "template": template },
            "instances": [{ "name": NAME }] });
        let setup = Setup::parse(&setup.to_string()).unwrap();
        Self {
            tenant,
            client,
            setup,
            sp,
            job,
        }
    }

    async fn assign(&self) {
        let role = self
            .client
            .service_principal(&self.sp)
            .await
            .unwrap()
            .app_roles
            .remove(0)
            .id;
        let person = self.client.user(PERSON).await.unwrap().unwrap().id;
        self.client.assign_app_role(&self.sp, &person, &role).await.unwrap();
    }

    async fn tried(&self) -> OnDemandResult {
        try_person(&self.client, &self.setup, PERSON).await.unwrap()
    }

    /// Why nobody can be tried, which a look tells as the trial does.
    async fn refusal(&self) -> (ErrorKind, &'static str) {
        let looked = may_try(&self.client, &self.setup).await.unwrap_err();
        let tried = try_person(&self.client, &self.setup, PERSON).await.unwrap_err();
        assert_eq!(looked.code, tried.code);
        assert_eq!(self.sent().await, 0);
        (tried.kind, tried.code)
    }

    /// How often Microsoft was asked to provision somebody.
    async fn sent(&self) -> usize {
        self.tenant.sent("POST", "/provisionOnDemand").await.len()
    }
}

fn told(result: &OnDemandResult) -> (&OnDemandVerdict, Option<&str>, Option<&str>) {
    (&result.verdict, result.action.as_deref(), result.error_code.as_deref())
}

#[tokio::test]
async fn a_person_who_is_assigned_is_created_once_and_then_skipped() {
    let app = App::of("Zscaler").await;
    app.assign().await;
    may_try(&app.client, &app.setup).await.unwrap();
    let created = app.tried().await;
    assert_eq!(told(&created), (&OnDemandVerdict::Success, Some("Create"), None));
    assert_eq!(created.steps.len(), 4);
    assert!(!created.modified_properties.is_empty());
    let again = app.tried().await;
    assert_eq!(
        told(&again),
        (&OnDemandVerdict::Skipped, Some("Other"), Some("RedundantExport"))
    );
    assert_eq!(app.sent().await, 2);
}

#[tokio::test]
async fn a_job_that_runs_is_no_hindrance() {
    let app = App::of("Zscaler").await;
    app.client.start_job(&app.sp, &app.job).await.unwrap();
    app.assign().await;
    assert_ne!(app.tried().await.verdict, OnDemandVerdict::Failure);
}

#[tokio::test]
async fn whoever_is_not_assigned_is_left_out_and_gets_in_once_assigned() {
    let app = App::of("Zscaler").await;
    let left_out = app.tried().await;
    assert_eq!(
        told(&left_out),
        (&OnDemandVerdict::Skipped, Some("Other"), Some("NotEffectivelyEntitled"))
    );
    app.assign().await;
    assert_eq!(app.tried().await.verdict, OnDemandVerdict::Success);
}

#[tokio::test]
async fn an_app_that_brings_roles_tries_nobody() {
    let app = App::of("AWS Single-Account Access").await;
    assert_eq!(app.refusal().await, (ErrorKind::Missing, "trial-not-offered"));
}

#[tokio::test]
async fn an_app_that_a_person_signs_in_to_tries_nobody_while_it_runs() {
    let app = App::of("Slack").await;
    may_try(&app.client, &app.setup).await.unwrap();
    app.client.start_job(&app.sp, &app.job).await.unwrap();
    assert_eq!(app.refusal().await, (ErrorKind::Missing, "trial-needs-pause"));
    let job = app.client.job(&app.sp, &app.job).await.unwrap();
    assert!(job.is_running(), "nothing pauses it");
}

#[tokio::test]
async fn a_rule_that_does_not_say_so_tries_nobody() {
    let app = App::of("Zscaler").await;
    let schema = app.client.schema(&app.sp, &app.job).await.unwrap();
    let text = schema.as_str().replace("supportsProvisionOnDemand", "somethingElse");
    let changed = graph_client::RawSchema::parse(text).unwrap();
    app.client
        .put_schema(&app.sp, &app.job, &changed.into_upload())
        .await
        .unwrap();
    assert_eq!(app.refusal().await, (ErrorKind::Missing, "trial-not-offered"));
}

#[tokio::test]
async fn two_apps_of_the_name_are_not_chosen_between() {
    let app = App::of("Zscaler").await;
    let template = app.setup.template().unwrap().to_owned();
    app.client.instantiate(&template, &NAME.to_lowercase()).await.unwrap();
    assert_eq!(app.refusal().await, (ErrorKind::Conflict, "several-apps"));
}

#[tokio::test]
async fn somebody_whom_the_cloud_does_not_know_is_said_to_be_nobody() {
    let app = App::of("Zscaler").await;
    let error = try_person(&app.client, &app.setup, "nobody@contoso.com")
        .await
        .unwrap_err();
    assert_eq!((error.kind, error.code), (ErrorKind::Missing, "person-not-found"));
    assert_eq!(error.facts["person"], "nobody@contoso.com");
    assert_eq!(app.sent().await, 0);
}

#[tokio::test]
async fn what_microsoft_refuses_is_no_result() {
    let app = App::of("Zscaler").await;
    let fault = json!({ "fault": "POST /servicePrincipals/*/synchronization/jobs/*/provisionOnDemand=403" });
    app.tenant.control("faults", &fault).await;
    let error = try_person(&app.client, &app.setup, PERSON).await.unwrap_err();
    assert_eq!((error.kind, error.code), (ErrorKind::Denied, "permission-missing"));
}

#[tokio::test]
async fn a_lost_answer_is_not_sent_twice_and_trying_again_finds_the_account() {
    let app = App::of("Zscaler").await;
    app.assign().await;
    let fault = json!({ "fault": "POST /servicePrincipals/*/synchronization/jobs/*/provisionOnDemand=reset:after" });
    app.tenant.control("faults", &fault).await;
    let error = try_person(&app.client, &app.setup, PERSON).await.unwrap_err();
    assert_eq!((error.kind, error.code), (ErrorKind::OutcomeUnknown, "outcome-unknown"));
    assert_eq!(app.sent().await, 1);
    assert_eq!(app.tried().await.error_code.as_deref(), Some("RedundantExport"));
}
