//! A tenant at the beginning of its scenario, and a way in.

use std::sync::Arc;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use graph_client::{AccessToken, Cloud, GraphClient, NoLog, RequestLog, TokenError, TokenRequest, TokenSource};
use graph_simulator::{Options, Simulator, Timing};
use jiff::{SignedDuration, Timestamp};
use journeys::{Setup, cloud_sync};
use reqwest::Method;
use serde_json::{Value, json};

/// What a person who sets up Cloud Sync has granted.
pub(crate) const EVERYTHING: &[&str] = &[
    "Synchronization.ReadWrite.All",
    "Application.ReadWrite.All",
    "Organization.ReadWrite.All",
    "Directory.ReadWrite.All",
    "Domain.Read.All",
];

/// A running tenant.
pub(crate) struct Tenant {
    simulator: Simulator,
}

impl Tenant {
    /// Nothing in it takes time.
    pub(crate) fn new(scenario: &str) -> Self {
        Self::paced(scenario, Timing::instant())
    }

    pub(crate) fn paced(scenario: &str, timing: Timing) -> Self {
        let simulator = Simulator::start(Options {
            scenario: scenario.parse().unwrap(),
            timing,
            ..Options::default()
        });
        Self {
            simulator: simulator.unwrap(),
        }
    }

    /// The recommended set-up of its domain.
    pub(crate) fn setup(&self) -> Setup {
        let connection = self.simulator.connection();
        Setup::CloudSync(cloud_sync::Setup::recommended(&connection.tenant.to_string(), connection.domain).unwrap())
    }

    /// A client of a person with these permissions, or of an application that has them itself.
    pub(crate) async fn client(&self, delegated: bool, permissions: &[&str]) -> GraphClient {
        self.logged_client(delegated, permissions, Arc::new(NoLog)).await
    }

    pub(crate) async fn logged_client(
        &self,
        delegated: bool,
        permissions: &[&str],
        log: Arc<dyn RequestLog>,
    ) -> GraphClient {
        let connection = self.simulator.connection();
        let wanted = json!({ "delegated": delegated, "permissions": permissions });
        let answer = self.control("tokens", &wanted).await;
        let tenant = connection.tenant.to_string();
        let person = Person {
            token: answer["access_token"]
                .as_str()
                .unwrap_or_else(|| panic!("{answer}"))
                .to_owned(),
            tenant: tenant.clone(),
            cloud: Cloud::demo(&connection.graph, &connection.login).unwrap(),
        };
        GraphClient::new(tenant, Arc::new(person), log).unwrap()
    }

    /// Takes the tenant by the hand.
    pub(crate) async fn control(&self, what: &str, wanted: &Value) -> Value {
        self.ask(Method::POST, what, wanted).await
    }

    /// Distinguished name of someone whose kind in Active Directory is this.
    pub(crate) async fn person(&self, kind: &str) -> String {
        let answer = self.ask(Method::GET, "people?limit=1000", &Value::Null).await;
        let mut people = answer["people"].as_array().unwrap().iter();
        let person = people.find(|person| person["objectTypeName"] == kind).unwrap();
        person["distinguishedName"].as_str().unwrap().to_owned()
    }

    /// Paths of the requests so far that were sent with this method and end so.
    pub(crate) async fn sent(&self, method: &str, ending: &str) -> Vec<String> {
        let answer = self.ask(Method::GET, "requests", &Value::Null).await;
        let requests = answer["requests"].as_array().unwrap().iter();
        let is_it = |path: &str, of: &Value| of["method"] == method && path.ends_with(ending);
        let paths = requests.filter_map(|request| Some((request["path"].as_str()?, request)));
        paths
            .filter(|(path, of)| is_it(path, of))
            .map(|(path, _)| path.to_owned())
            .collect()
    }

    async fn ask(&self, method: Method, what: &str, body: &Value) -> Value {
        let connection = self.simulator.connection();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = http.request(method, format!("{}/_sim/{what}", connection.graph));
        let request = request.header("x-sim-key", &connection.control_key).json(body);
        let answer = request.send().await.unwrap().error_for_status().unwrap();
        answer.json().await.unwrap_or(Value::Null)
    }
}

/// A client of a tenant that answers at this origin of this computer, whatever its token.
pub(crate) fn client_at(origin: &str) -> GraphClient {
    client_in(Cloud::demo(origin, origin).unwrap(), Arc::new(NoLog))
}

/// A client of a tenant in this cloud, whatever its token.
pub(crate) fn client_in(cloud: Cloud, log: Arc<dyn RequestLog>) -> GraphClient {
    let tenant = "9188040d-6c67-4c5b-b112-36a304b66dad".to_owned();
    let person = Person {
        token: "any".to_owned(),
        tenant: tenant.clone(),
        cloud,
    };
    GraphClient::new(tenant, Arc::new(person), log).unwrap()
}

/// A token that the simulator hands out without a sign-in page.
#[derive(Debug)]
struct Person {
    token: String,
    tenant: String,
    cloud: Cloud,
}

impl TokenSource for Person {
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
