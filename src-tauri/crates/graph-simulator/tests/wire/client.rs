//! A plain HTTP client for tests.

use graph_simulator::{ClockMode, Options, Scenario, Simulator, Timing};
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

pub(crate) const CLOUD_SYNC: &str = "1a4721b3-e57f-4451-ae87-ef078703ec94";

/// A running simulator and a signed-in client.
pub(crate) struct Tenant {
    pub(crate) simulator: Simulator,
    pub(crate) http: reqwest::Client,
    pub(crate) token: String,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_default()
    }

    pub(crate) fn message(&self) -> &str {
        self.body["error"]["message"].as_str().unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Expects this status and gives the body.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }
}

/// No waits, time stands still.
pub(crate) fn instant(scenario: &str) -> Options {
    Options {
        scenario: scenario.parse::<Scenario>().unwrap(),
        timing: Timing::instant(),
        clock: ClockMode::Explicit,
        ..Options::default()
    }
}

/// The waits of the demo tenant, time passes when told.
pub(crate) fn paced(scenario: &str) -> Options {
    Options {
        timing: Timing::demo(),
        ..instant(scenario)
    }
}

impl Tenant {
    pub(crate) async fn start(options: Options) -> Self {
        let simulator = Simulator::start(options).unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut tenant = Self {
            simulator,
            http,
            token: String::new(),
        };
        tenant.token = tenant.sign_in().await.expect(200)["access_token"]
            .as_str()
            .unwrap()
            .to_owned();
        tenant
    }

    pub(crate) async fn fresh() -> Self {
        Self::start(instant("contoso")).await
    }

    pub(crate) async fn sign_in(&self) -> Answer {
        let connection = self.simulator.connection();
        let form = [
            ("grant_type", "client_credentials".to_owned()),
            ("client_id", connection.client_id.to_string()),
            ("client_secret", connection.client_secret.clone()),
            ("scope", format!("{}/.default", connection.graph)),
        ];
        self.token_request(&connection.tenant.to_string(), &form).await
    }

    pub(crate) async fn token_request(&self, tenant: &str, form: &[(&str, String)]) -> Answer {
        let url = format!("{}/{tenant}/oauth2/v2.0/token", self.simulator.connection().login);
        read(self.http.post(url).form(form).send().await.unwrap()).await
    }

    /// A token of another kind than sign-in gives.
    pub(crate) async fn use_token(&mut self, delegated: bool, permissions: Option<&[&str]>) {
        let wanted = json!({"delegated": delegated, "permissions": permissions});
        self.token = self.control(Method::POST, "/tokens", wanted).await.expect(200)["access_token"]
            .as_str()
            .unwrap()
            .to_owned();
    }

    pub(crate) fn url(&self, path: &str) -> String {
        let version = if path.starts_with("/beta/") || path.starts_with("/v1.0/") {
            ""
        } else {
            "/v1.0"
        };
        format!("{}{version}{path}", self.simulator.connection().graph)
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, self.url(path)).bearer_auth(&self.token)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        read(self.request(Method::GET, path).send().await.unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        read(self.request(Method::POST, path).json(&body).send().await.unwrap()).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        read(self.request(Method::PUT, path).json(&body).send().await.unwrap()).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        read(self.request(Method::PATCH, path).json(&body).send().await.unwrap()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        read(self.request(Method::DELETE, path).send().await.unwrap()).await
    }

    pub(crate) async fn control(&self, method: Method, path: &str, body: Value) -> Answer {
        let connection = self.simulator.connection();
        let request = self
            .http
            .request(method, format!("{}/_sim{path}", connection.graph))
            .header("x-sim-key", &connection.control_key);
        let request = if body.is_null() { request } else { request.json(&body) };
        read(request.send().await.unwrap()).await
    }

    pub(crate) async fn fault(&self, text: &str) {
        self.control(Method::POST, "/faults", json!({"fault": text}))
            .await
            .expect(204);
    }

    /// Instantiates Cloud Sync and gives the id of the service principal.
    pub(crate) async fn configuration(&self, name: &str) -> String {
        let created = self
            .post(
                &format!("/applicationTemplates/{CLOUD_SYNC}/instantiate"),
                json!({"displayName": name}),
            )
            .await
            .expect(201);
        created["servicePrincipal"]["id"].as_str().unwrap().to_owned()
    }
}

pub(crate) async fn read(response: reqwest::Response) -> Answer {
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let bytes = response.bytes().await.unwrap();
    let body = if bytes.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(&bytes).unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()))
    };
    Answer { status, headers, body }
}
