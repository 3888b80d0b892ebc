//! A demo tenant, a client of somebody who may read its log, and the same log read by hand.

use std::ops::ControlFlow;
use std::sync::Arc;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use graph_client::models::ProvisioningEntry;
use graph_client::{
    AccessToken, Cloud, GraphClient, LogPage, LoggedEntry, NoLog, TokenError, TokenRequest, TokenSource,
};
use graph_simulator::{Options, Simulator, Timing};
use jiff::{SignedDuration, Timestamp};
use provisioning::log::{LogRange, LogStore, read_back};
use reqwest::Method;
use serde_json::{Value, json, value};

/// A tenant in which nothing takes time.
pub(crate) struct Tenant(Simulator);

impl Tenant {
    pub(crate) fn new(scenario: &str) -> Self {
        let simulator = Simulator::start(Options {
            scenario: scenario.parse().unwrap(),
            timing: Timing::instant(),
            ..Options::default()
        });
        Self(simulator.unwrap())
    }

    /// A client of somebody who has these permissions.
    pub(crate) async fn client(&self, permissions: &[&str]) -> GraphClient {
        let wanted = json!({ "delegated": true, "permissions": permissions });
        let answer = self.control(Method::POST, "tokens", &wanted).await;
        let connection = self.0.connection();
        let tenant = connection.tenant.to_string();
        let reader = Reader {
            token: answer["access_token"].as_str().unwrap().to_owned(),
            tenant: tenant.clone(),
            cloud: Cloud::demo(&connection.graph, &connection.login).unwrap(),
        };
        GraphClient::new(tenant, Arc::new(reader), Arc::new(NoLog)).unwrap()
    }

    pub(crate) async fn reader(&self) -> GraphClient {
        self.client(&["AuditLog.Read.All", "Synchronization.Read.All", "Application.Read.All"])
            .await
    }

    /// The log in a store, as far back as it goes.
    pub(crate) async fn store(&self) -> LogStore {
        let mut store = LogStore::default();
        let client = self.reader().await;
        let read = read_back(&client, &LogRange::default(), |page| keep(&mut store, &page))
            .await
            .unwrap();
        assert!(read.to_the_end && read.unreadable == 0);
        store
    }

    /// All entries, by hand.
    pub(crate) async fn entries(&self) -> Vec<Value> {
        let token = self
            .control(Method::POST, "tokens", &json!({ "permissions": ["AuditLog.Read.All"] }))
            .await;
        let mut address = format!("{}/v1.0/auditLogs/provisioning?$top=1000", self.0.connection().graph);
        let mut entries = Vec::new();
        loop {
            let request = http()
                .get(&address)
                .bearer_auth(token["access_token"].as_str().unwrap());
            let page: Value = request.send().await.unwrap().json().await.unwrap();
            entries.extend(page["value"].as_array().unwrap().iter().cloned());
            match page["@odata.nextLink"].as_str() {
                Some(next) => address = next.to_owned(),
                None => return entries,
            }
        }
    }

    /// Takes the tenant by the hand.
    pub(crate) async fn control(&self, method: Method, what: &str, body: &Value) -> Value {
        let connection = self.0.connection();
        let request = http().request(method, format!("{}/_sim/{what}", connection.graph));
        let request = request.header("x-sim-key", &connection.control_key).json(body);
        let answer = request.send().await.unwrap().error_for_status().unwrap();
        answer.json().await.unwrap_or(Value::Null)
    }

    /// How often the log was asked for sooner than the service allows.
    pub(crate) async fn violations(&self) -> Value {
        self.control(Method::GET, "violations", &Value::Null).await["log"].clone()
    }
}

fn http() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

pub(crate) fn keep(store: &mut LogStore, page: &LogPage) -> ControlFlow<()> {
    for logged in &page.entries {
        store.add(logged);
    }
    ControlFlow::Continue(())
}

/// Entries as they come from this JSON; what cannot be read is left out.
pub(crate) fn logged(entries: &[Value]) -> Vec<LoggedEntry> {
    let read = |value: &Value| {
        let raw = value::to_raw_value(value).unwrap();
        let entry: ProvisioningEntry = serde_json::from_str(raw.get()).ok()?;
        Some(LoggedEntry { entry, raw })
    };
    entries.iter().filter_map(read).collect()
}

#[derive(Debug)]
struct Reader {
    token: String,
    tenant: String,
    cloud: Cloud,
}

impl TokenSource for Reader {
    fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    fn token(&self, _: TokenRequest) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        let token = AccessToken {
            secret: self.token.clone().into(),
            expires: Timestamp::now() + SignedDuration::from_hours(1),
            tenant: Some(self.tenant.clone()),
        };
        async move { Ok(token) }.boxed()
    }
}
