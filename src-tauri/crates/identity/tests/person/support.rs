//! A demo tenant, an application, and somebody with a browser.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use graph_client::{Cloud, TokenRequest, TokenSource};
use graph_simulator::{Options, Simulator, Timing};
use identity::{AuthError, BrowserSignIn, PublicClient, SignIn};
use journey_tests::agent::Agent;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use url::Url;

use crate::in_memory::InMemory;

pub(crate) const SANNE: &str = "sanne.devries@contoso.com";
pub(crate) const DANIEL: &str = "daniel.hughes@contoso.com";
pub(crate) const V4: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

pub(crate) struct World {
    pub(crate) simulator: Simulator,
    pub(crate) kept: Arc<InMemory>,
    pub(crate) http: reqwest::Client,
}

/// What a listener answered.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) status: u16,
    /// Head and body.
    pub(crate) text: String,
}

pub(crate) fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

pub(crate) fn reading() -> Vec<String> {
    names(&["Organization.Read.All", "Synchronization.Read.All"])
}

impl World {
    pub(crate) fn of(scenario: &str) -> Self {
        let options = Options {
            scenario: scenario.parse().unwrap(),
            timing: Timing::instant(),
            ..Options::default()
        };
        let policy = reqwest::redirect::Policy::none();
        Self {
            simulator: Simulator::start(options).unwrap(),
            kept: Arc::default(),
            http: reqwest::Client::builder().no_proxy().redirect(policy).build().unwrap(),
        }
    }

    pub(crate) fn cloud(&self) -> Cloud {
        let at = self.simulator.connection();
        Cloud::demo(&at.graph, &at.login).unwrap()
    }

    /// The run's application, for any organization.
    pub(crate) fn client(&self) -> PublicClient {
        let client = self.simulator.connection().client_id;
        PublicClient::new(&self.cloud(), None, client, Arc::clone(&self.kept) as _).unwrap()
    }

    pub(crate) fn wanted(&self) -> BrowserSignIn {
        BrowserSignIn {
            permissions: reading(),
            ..BrowserSignIn::default()
        }
    }

    /// Somebody who does these things on the pages and then goes where they are sent.
    pub(crate) fn somebody(&self, presses: &[(&str, &str)]) -> impl FnOnce(&Url) + use<> {
        let agent = self.agent(presses);
        move |url: &Url| {
            let url = url.clone();
            tokio::spawn(async move { agent.come_back(url.as_str()).await });
        }
    }

    pub(crate) fn agent(&self, presses: &[(&str, &str)]) -> Agent {
        let at = self.simulator.connection();
        Agent::new(&at.login, &at.ticket, presses)
    }

    pub(crate) async fn sign_in(&self, address: &str) -> SignIn {
        let presses = [("account", address), ("consent", "yes")];
        self.client()
            .sign_in_by_browser(&self.wanted(), self.somebody(&presses))
            .await
            .unwrap()
    }

    pub(crate) async fn refused(&self, presses: &[(&str, &str)]) -> AuthError {
        self.client()
            .sign_in_by_browser(&self.wanted(), self.somebody(presses))
            .await
            .unwrap_err()
    }

    pub(crate) async fn control(&self, method: reqwest::Method, route: &str, body: Value) -> Value {
        let at = self.simulator.connection();
        let request = self
            .http
            .request(method, format!("{}/_sim/{route}", at.graph))
            .header("x-sim-key", &at.control_key);
        let request = if body.is_null() { request } else { request.json(&body) };
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success(), "{route}: {}", answer.status());
        answer.json().await.unwrap_or(Value::Null)
    }

    pub(crate) async fn demand(&self, demand: &str) {
        self.control(reqwest::Method::PUT, "sign-in", json!({"demand": demand}))
            .await;
    }

    /// Status of a request to Graph.
    pub(crate) async fn graph(&self, token: &str, path: &str) -> u16 {
        let url = format!("{}/v1.0/{path}", self.simulator.connection().graph);
        self.http
            .get(url)
            .bearer_auth(token)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    }
}

pub(crate) async fn token(tokens: &Arc<dyn TokenSource>, renew: bool) -> String {
    let token = tokens.token(TokenRequest { renew, claims: None }).await.unwrap();
    token.secret.expose_secret().to_owned()
}

/// Where somebody who was at this address is sent in the end.
pub(crate) async fn sent_back(agent: &Agent, address: &Url) -> Url {
    agent.sign_in(address.as_str()).await.parse().unwrap()
}

/// Goes to the application's own address, by this family, and on from there.
pub(crate) async fn arrive(at: &Url, family: IpAddr) -> (Seen, Seen) {
    let target = format!("{}?{}", at.path(), at.query().unwrap_or_default());
    let host = format!("localhost:{}", at.port().unwrap());
    let first = ask(family, at.port().unwrap(), &host, &target).await;
    let last = ask(family, at.port().unwrap(), &host, "/done").await;
    (first, last)
}

/// One GET.
pub(crate) async fn ask(family: IpAddr, port: u16, host: &str, target: &str) -> Seen {
    send(
        family,
        port,
        format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes(),
    )
    .await
}

/// Any bytes; status 0 when the connection broke.
pub(crate) async fn send(family: IpAddr, port: u16, bytes: &[u8]) -> Seen {
    let mut text = Vec::new();
    if let Ok(mut stream) = TcpStream::connect((family, port)).await {
        let _ = stream.write_all(bytes).await;
        let _ = stream.read_to_end(&mut text).await;
    }
    let text = String::from_utf8(text).unwrap();
    let status = text
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0);
    Seen { status, text }
}

/// A sign-in that waits, and the address that the browser would have been opened at.
pub(crate) async fn waiting(world: &World) -> (JoinHandle<Result<SignIn, AuthError>>, Url) {
    let (tell, told) = tokio::sync::oneshot::channel();
    let (client, wanted) = (world.client(), world.wanted());
    let waiting = tokio::spawn(async move {
        let open = |url: &Url| tell.send(url.clone()).unwrap();
        client.sign_in_by_browser(&wanted, open).await
    });
    (waiting, told.await.unwrap())
}

/// The port of the listener in an authorize address.
pub(crate) fn port(authorize: &Url) -> u16 {
    parameter(authorize, "redirect_uri")
        .rsplit_once(':')
        .unwrap()
        .1
        .parse()
        .unwrap()
}

pub(crate) fn parameter(url: &Url, name: &str) -> String {
    let found = url.query_pairs().find(|(key, _)| key == name);
    found.map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// A time after which a test is stuck.
pub(crate) const STUCK: Duration = Duration::from_secs(30);

impl World {
    /// Signs in where consent was given before.
    pub(crate) async fn sign_in_again(&self, address: &str) -> SignIn {
        self.client()
            .sign_in_by_browser(&self.wanted(), self.somebody(&[("account", address)]))
            .await
            .unwrap()
    }
}
