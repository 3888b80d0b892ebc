//! A Cloud Sync configuration that is ready to start.

use std::time::Duration;

use graph_simulator::Options;
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Tenant, read};

/// One provisioning job with its secrets; nothing started.
pub(crate) struct CloudSync {
    pub(crate) tenant: Tenant,
    pub(crate) principal: String,
    pub(crate) job: String,
    domain: String,
}

impl CloudSync {
    pub(crate) async fn prepare(options: Options) -> Self {
        let domain = options.scenario.company.ad_domain().to_owned();
        let tenant = Tenant::start(options).await;
        let organization = tenant.get("/organization").await.expect(200)["value"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        tenant
            .patch(
                &format!("/organization/{organization}"),
                json!({"onPremisesSyncEnabled": true}),
            )
            .await
            .expect(204);
        let principal = format!("/servicePrincipals/{}", tenant.configuration(&domain).await);
        let mut made = Self {
            tenant,
            principal,
            job: String::new(),
            domain,
        };
        made.pass(10);
        made.job = made.create("AD2AADProvisioning").await.expect(201)["id"]
            .as_str()
            .unwrap()
            .to_owned();
        made.secrets(json!({"DeleteThresholdEnabled": true, "DeleteThresholdValue": 500}))
            .await;
        made.pass(5);
        made
    }

    pub(crate) async fn secrets(&self, notification: Value) {
        let domain = json!({"domain": self.domain}).to_string();
        let body = json!({"value": [{"key": "Domain", "value": domain}, {"key": "SyncNotificationSettings", "value": notification.to_string()}]});
        self.tenant
            .put(&format!("{}/synchronization/secrets", self.principal), body)
            .await
            .expect(204);
    }

    pub(crate) async fn create(&self, template: &str) -> Answer {
        self.tenant
            .post(
                &format!("{}/synchronization/jobs", self.principal),
                json!({"templateId": template}),
            )
            .await
    }

    pub(crate) fn path(&self, below: &str) -> String {
        format!("{}/synchronization/jobs/{}{below}", self.principal, self.job)
    }

    /// After a token's life has passed.
    pub(crate) async fn sign_in_again(&mut self) {
        self.tenant.token = self.tenant.sign_in().await.expect(200)["access_token"]
            .as_str()
            .unwrap()
            .to_owned();
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.tenant.simulator.advance(Duration::from_secs(seconds));
    }

    pub(crate) async fn status(&self) -> Value {
        self.tenant.get(&self.path("")).await.expect(200)["status"].clone()
    }

    /// An action without a body.
    pub(crate) async fn act(&self, action: &str) {
        read(
            self.tenant
                .request(Method::POST, &self.path(action))
                .send()
                .await
                .unwrap(),
        )
        .await
        .expect(204);
    }

    pub(crate) async fn restart(&self, scope: &str) -> Answer {
        self.tenant
            .post(&self.path("/restart"), json!({"criteria": {"resetScope": scope}}))
            .await
    }

    pub(crate) async fn schema(&self) -> Value {
        self.tenant.get(&self.path("/schema")).await.expect(200)
    }

    pub(crate) async fn put_schema(&self, schema: &Value) {
        self.tenant.put(&self.path("/schema"), schema.clone()).await.expect(204);
    }

    /// Changes the one rule of the schema.
    pub(crate) async fn change_rule(&self, change: impl FnOnce(&mut Value)) {
        let mut schema = self.schema().await;
        change(&mut schema["synchronizationRules"][0]);
        self.put_schema(&schema).await;
    }

    /// `synchronizedEntryCountByType` of one type.
    pub(crate) async fn count(&self, kind: &str) -> u64 {
        let status = self.status().await;
        let counts = status["synchronizedEntryCountByType"].as_array().unwrap();
        counts
            .iter()
            .find(|count| count["key"] == kind)
            .map_or(0, |count| count["value"].as_u64().unwrap())
    }

    /// What the target really holds, of one type.
    pub(crate) async fn in_target(&self, kind: &str) -> u64 {
        let state = self.control("GET", "/state", Value::Null).await;
        let configurations = state["configurations"].as_array().unwrap();
        let mut jobs = configurations
            .iter()
            .flat_map(|found| found["jobs"].as_array().unwrap());
        let job = jobs.find(|job| job["id"] == self.job.as_str()).unwrap();
        job["inTarget"][kind].as_u64().unwrap_or(0)
    }

    /// The test's hand; what it answers.
    pub(crate) async fn control(&self, method: &str, path: &str, body: Value) -> Value {
        let answer = self.tenant.control(method.parse().unwrap(), path, body).await;
        assert!(answer.status < 300, "{path}: {} {}", answer.status, answer.body);
        answer.body
    }

    /// Puts the job into quarantine.
    pub(crate) async fn impose(&self, body: Value) {
        self.control("POST", &format!("/jobs/{}/quarantine", self.job), body)
            .await;
    }

    /// Rows of the log that fit the filter and this job, newest first.
    pub(crate) async fn log(&self, and: &str) -> Vec<Value> {
        let filter = format!("jobId eq '{}'{and}", self.job).replace(' ', "%20");
        let rows = self
            .tenant
            .get(&format!("/auditLogs/provisioning?$filter={filter}"))
            .await
            .expect(200);
        rows["value"].as_array().unwrap().clone()
    }
}
