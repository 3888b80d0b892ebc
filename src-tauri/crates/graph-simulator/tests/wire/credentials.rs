//! Testing credentials before anything runs by them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Tenant, instant};

const DAY: u64 = 24 * 3600;
const REFUSED: &str = "SystemForCrossDomainIdentityManagementInvalidCredentials";
const UNAVAILABLE: &str = "CredentialValidationUnavailable";

/// An app that was made, and its only job.
pub(crate) struct App<'t> {
    pub(crate) tenant: &'t Tenant,
    pub(crate) path: String,
    pub(crate) template: String,
}

impl<'t> App<'t> {
    pub(crate) async fn make(tenant: &'t Tenant, template: &str) -> Self {
        let app = tenant.app(template, template).await;
        let path = format!("/servicePrincipals/{}/synchronization", app["id"].as_str().unwrap());
        let templates = tenant.get(&format!("{path}/templates")).await.expect(200);
        Self {
            tenant,
            path,
            template: templates["value"][0]["id"].as_str().unwrap().to_owned(),
        }
    }

    pub(crate) async fn job(&self) -> String {
        let body = json!({"templateId": self.template});
        let job = self.tenant.post(&format!("{}/jobs", self.path), body).await.expect(201);
        format!("{}/jobs/{}", self.path, job["id"].as_str().unwrap())
    }

    pub(crate) async fn save(&self, entries: &[(&str, &str)]) {
        let path = format!("{}/secrets", self.path);
        self.tenant
            .put(&path, json!({"value": list(entries)}))
            .await
            .expect(204);
    }

    /// Before there is a job.
    pub(crate) async fn test(&self, entries: &[(&str, &str)]) -> Answer {
        let body = json!({"templateId": self.template, "credentials": list(entries)});
        self.tenant
            .post(&format!("{}/jobs/validateCredentials", self.path), body)
            .await
    }

    async fn test_saved(&self) -> Answer {
        let body = json!({"templateId": self.template, "useSavedCredentials": true, "credentials": []});
        self.tenant
            .post(&format!("{}/jobs/validateCredentials", self.path), body)
            .await
    }
}

fn list(entries: &[(&str, &str)]) -> Vec<Value> {
    entries
        .iter()
        .map(|(key, value)| json!({"key": key, "value": value}))
        .collect()
}

/// The code inside the answer of the back end.
#[track_caller]
pub(crate) fn inner(answer: &Answer) -> String {
    assert_eq!((answer.status, answer.code()), (400, "UnknownError"), "{}", answer.body);
    let inner: Value = serde_json::from_str(answer.message()).unwrap();
    inner["error"]["code"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn credentials_are_tested_before_and_beside_a_job() {
    let tenant = Tenant::fresh().await;
    let app = App::make(&tenant, "Figma").await;
    let address = ("BaseAddress", "https://www.figma.example/scim/v2/7");
    app.test(&[address, ("SecretToken", "t0ken")]).await.expect(204);
    assert_eq!(inner(&app.test(&[address, ("SecretToken", "wrong-1")]).await), REFUSED);
    // A masked value sent back is a password like any other, and not the right one.
    assert_eq!(inner(&app.test(&[address, ("SecretToken", "*")]).await), REFUSED);
    assert_eq!(inner(&app.test(&[address]).await), REFUSED);
    assert_eq!(inner(&app.test_saved().await), REFUSED);

    let job = app.job().await;
    let validate = format!("{job}/microsoft.graph.validateCredentials");
    let given = json!({"credentials": list(&[address, ("SecretToken", "t0ken")])});
    tenant.post(&validate, given).await.expect(204);
    app.save(&[address, ("SecretToken", "t0ken")]).await;
    app.test_saved().await.expect(204);
    let saved = json!({"useSavedCredentials": true, "credentials": list(&[("SecretToken", "wrong")])});
    tenant.post(&validate, saved).await.expect(204);
    let shown = tenant.get(&format!("{}/secrets", app.path)).await.expect(200);
    assert!(
        shown["value"]
            .as_array()
            .unwrap()
            .contains(&json!({"key": "SecretToken", "value": "*"}))
    );
}

#[tokio::test]
async fn the_test_cannot_tell_where_it_cannot_reach_or_finds_no_discovery() {
    let tenant = Tenant::fresh().await;
    let app = App::make(&tenant, "Figma").await;
    for address in [
        "https://www.figma.com/scim/v2/<TenantID>",
        "https://{host}/scim",
        "http://scim.example",
        "https://nowhere.invalid/scim",
        "https://scim.bitwarden.com/v2/1",
        "https://no-discovery.example/v2",
    ] {
        let answer = app.test(&[("BaseAddress", address), ("SecretToken", "t0ken")]).await;
        assert_eq!(inner(&answer), UNAVAILABLE, "{address}");
    }
    let told = json!({"address": "second.example", "answer": {"code": UNAVAILABLE, "message": "Supported CredentialLocationInRequest is required"}});
    tenant.control(Method::POST, "/targets", told).await.expect(204);
    let answer = app
        .test(&[("BaseAddress", "https://second.example/v2"), ("SecretToken", "t0ken")])
        .await;
    assert!(answer.message().contains("CredentialLocationInRequest"));

    let service_now = App::make(&tenant, "ServiceNow").await;
    let user = [("UserName", "admin"), ("Password", "right")];
    let named = |instance| [user[0], user[1], ("InstanceName", instance)];
    assert_eq!(
        inner(&service_now.test(&named("my instance")).await),
        "ServiceNowInstanceInvalid"
    );
    service_now.test(&named("contoso")).await.expect(204);
    assert_eq!(
        inner(
            &service_now
                .test(&[
                    ("InstanceName", "contoso"),
                    ("UserName", "admin"),
                    ("Password", "Wrong")
                ])
                .await
        ),
        "ServiceNowInvalidCredentials"
    );
}

#[tokio::test]
async fn keys_and_bodies_are_as_strict_as_those_of_the_secrets() {
    let tenant = Tenant::fresh().await;
    let app = App::make(&tenant, "Figma").await;
    let lower = app.test(&[("baseaddress", "https://x.example")]).await;
    assert_eq!((lower.status, lower.code()), (500, "InternalError"));
    assert_eq!(lower.message(), "Requested value 'baseaddress' was not found.");
    let path = format!("{}/jobs/validateCredentials", app.path);
    assert_eq!(tenant.post(&path, json!({"credentials": []})).await.status, 400);
    assert_eq!(
        tenant
            .post(&path, json!({"templateId": "nope", "credentials": []}))
            .await
            .status,
        400
    );
    assert_eq!(
        tenant.post(&path, json!({"templateId": app.template})).await.code(),
        "BadRequest"
    );
    let nowhere = format!("{}/jobs/nope/validateCredentials", app.path);
    assert_eq!(tenant.post(&nowhere, json!({"credentials": []})).await.status, 404);
    let sync = tenant.configuration("corp.contoso.com").await;
    let path = format!("/servicePrincipals/{sync}/synchronization/jobs/validateCredentials");
    let answer = tenant
        .post(&path, json!({"templateId": "AD2AADProvisioning", "credentials": []}))
        .await;
    assert_eq!(answer.status, 501);
}

#[tokio::test]
async fn aws_notices_an_access_key_whose_two_halves_are_swapped() {
    let tenant = Tenant::fresh().await;
    let app = App::make(&tenant, "AWS Single-Account Access").await;
    let (id, secret) = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG");
    app.test(&[("ClientSecret", id), ("SecretToken", secret)])
        .await
        .expect(204);
    let swapped = app.test(&[("ClientSecret", secret), ("SecretToken", id)]).await;
    assert_eq!(inner(&swapped), "AmazonWebServicesInvalidCredentials");
}

#[tokio::test]
async fn a_job_started_without_credentials_is_in_quarantine_five_minutes_at_a_time() {
    let tenant = Tenant::start(instant("contoso")).await;
    let app = App::make(&tenant, "AWS IAM Identity Center").await;
    let job = app.job().await;
    let made = tenant.get(&job).await.expect(200);
    assert_eq!(
        (&made["status"]["code"], &made["schedule"]),
        (
            &json!("Paused"),
            &json!({"expiration": null, "interval": "PT40M", "state": "Disabled"})
        )
    );
    tenant.post(&format!("{job}/start"), Value::Null).await.expect(204);
    let started = tenant.get(&job).await.expect(200);
    assert_eq!(started["schedule"]["state"], "Active");
    let status = &started["status"];
    assert_eq!(
        (&status["code"], &status["countSuccessiveCompleteFailures"]),
        (&json!("Quarantine"), &json!(1))
    );
    let quarantine = &status["quarantine"];
    assert_eq!(quarantine["reason"], "EncounteredQuarantineException");
    assert_eq!(
        quarantine["error"],
        json!({"code": REFUSED, "message": "Please provide a valid tenant URL for your application.", "tenantActionable": true})
    );
    let time = |name: &str| quarantine[name].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert_eq!(time("nextAttempt").duration_since(time("currentBegan")).as_secs(), 300);

    // The older connectors say that nothing is configured.
    let older = App::make(&tenant, "Salesforce").await.job().await;
    let made = tenant.get(&older).await.expect(200);
    assert_eq!(made["status"]["code"], "NotConfigured");
    assert!(made["schedule"]["interval"].as_str().unwrap().starts_with("P10675199D"));
}

#[tokio::test]
async fn a_token_ends_with_its_days_and_a_new_one_begins_them_again() {
    let mut options = instant("contoso");
    options.timing.token_lifetime = std::time::Duration::from_secs(400 * DAY);
    let tenant = Tenant::start(options).await;
    let app = App::make(&tenant, "Snowflake").await;
    let address = ("BaseAddress", "https://contoso.snowflake.example/scim/v2");
    app.save(&[address, ("SecretToken", "first"), ("SyncAll", "true")])
        .await;
    let job = app.job().await;
    tenant.post(&format!("{job}/start"), Value::Null).await.expect(204);
    tenant.simulator.advance(std::time::Duration::from_secs(179 * DAY));
    app.test_saved().await.expect(204);
    assert_eq!(tenant.get(&job).await.expect(200)["status"]["code"], "Active");

    tenant.simulator.advance(std::time::Duration::from_secs(2 * DAY));
    let status = tenant.get(&job).await.expect(200)["status"].clone();
    assert_eq!(
        (&status["code"], &status["quarantine"]["error"]["code"]),
        (&json!("Quarantine"), &json!(REFUSED))
    );
    assert_eq!(inner(&app.test_saved().await), REFUSED);
    app.save(&[address, ("SecretToken", "second"), ("SyncAll", "true")])
        .await;
    app.test_saved().await.expect(204);
    tenant.post(&format!("{job}/start"), Value::Null).await.expect(204);
    assert_eq!(tenant.get(&job).await.expect(200)["status"]["code"], "Active");
}
