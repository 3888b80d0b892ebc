//! A tenant as its scenario begins, seen by the test's hand.

use reqwest::Method;
use serde_json::Value;

use crate::client::{Tenant, instant};

pub(crate) struct Begun {
    pub(crate) tenant: Tenant,
    pub(crate) state: Value,
}

impl Begun {
    pub(crate) async fn at(scenario: &str) -> Self {
        Self::with(instant(scenario)).await
    }

    pub(crate) async fn with(options: graph_simulator::Options) -> Self {
        let tenant = Tenant::start(options).await;
        let state = tenant.control(Method::GET, "/state", Value::Null).await.expect(200);
        Self { tenant, state }
    }

    pub(crate) fn job(&self, template: &str) -> &Value {
        let configurations = self.state["configurations"].as_array().unwrap();
        let mut jobs = configurations
            .iter()
            .flat_map(|found| found["jobs"].as_array().unwrap());
        jobs.find(|job| job["templateId"] == template).unwrap()
    }

    pub(crate) fn main(&self) -> &Value {
        self.job("AD2AADProvisioning")
    }

    pub(crate) fn hours_since(&self, time: &Value) -> i64 {
        let read = |value: &Value| value.as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
        read(&self.state["now"]).duration_since(read(time)).as_hours()
    }

    pub(crate) async fn rows(&self, filter: &str) -> Vec<Value> {
        let path = format!("/auditLogs/provisioning?$filter={filter}").replace(' ', "%20");
        self.tenant.get(&path).await.expect(200)["value"]
            .as_array()
            .unwrap()
            .clone()
    }
}

pub(crate) fn code(job: &Value) -> (&str, &str) {
    (
        job["status"]["code"].as_str().unwrap(),
        job["schedule"]["state"].as_str().unwrap(),
    )
}

pub(crate) fn active_agents(state: &Value) -> (usize, usize) {
    let agents = state["agents"].as_array().unwrap();
    (
        agents.iter().filter(|agent| agent["active"] == true).count(),
        agents.len(),
    )
}
