//! A server with a script, and ears for everything the client tells.

mod reply;
mod server;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use graph_client::{
    AccessToken, Cloud, GraphClient, RequestLog, RequestRecord, TokenError, TokenRequest, TokenSource, Wait, WaitCause,
    WaitObserver,
};
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

pub(crate) use reply::Reply;
pub(crate) use server::Server;

pub(crate) const TENANT: &str = "a948e1d5-8215-475c-b76a-66f39959b21a";
/// What tests look for where no token may be.
pub(crate) const SENTINEL: &str = "sentinel-token-4711";

/// A millisecond for every second that the client waits by.
pub(crate) const PACE: Duration = Duration::from_millis(1);

/// A client on a scripted server, with everything it says kept.
pub(crate) struct Bench {
    pub(crate) server: Server,
    pub(crate) client: GraphClient,
    pub(crate) log: Arc<Log>,
    pub(crate) waits: Arc<Waits>,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) stop: CancellationToken,
}

impl Bench {
    pub(crate) async fn new(script: impl IntoIterator<Item = Reply>) -> Self {
        let server = Server::start(script).await;
        Self::on(server, Tokens::default())
    }

    pub(crate) fn on(server: Server, mut tokens: Tokens) -> Self {
        tokens.cloud = Cloud::demo(&server.origin(), &server.origin()).unwrap();
        let (log, waits, tokens) = (Arc::default(), Arc::default(), Arc::new(tokens));
        let stop = CancellationToken::new();
        let client = GraphClient::new(TENANT, tokens.clone(), Arc::clone(&log) as _)
            .unwrap()
            .with_pace(PACE)
            .bound(stop.clone(), Arc::clone(&waits) as _);
        Self {
            server,
            client,
            log,
            waits,
            tokens,
            stop,
        }
    }

    /// Outcome codes of all attempts, in order.
    pub(crate) fn outcomes(&self) -> Vec<&'static str> {
        let records = self.log.0.lock().unwrap();
        records.iter().map(|record| record.outcome.as_str()).collect()
    }

    /// What each attempt says it was expected for, in order.
    pub(crate) fn expected(&self) -> Vec<Option<WaitCause>> {
        let records = self.log.0.lock().unwrap();
        records.iter().map(|record| record.expected).collect()
    }

    pub(crate) fn records(&self) -> Vec<RequestRecord> {
        self.log.0.lock().unwrap().clone()
    }
}

#[derive(Default)]
pub(crate) struct Log(Mutex<Vec<RequestRecord>>);

impl RequestLog for Log {
    fn record(&self, record: RequestRecord) {
        self.0.lock().unwrap().push(record);
    }
}

/// Every wait, and whether its end was told.
#[derive(Default)]
pub(crate) struct Waits {
    told: Mutex<Vec<Wait>>,
    over: Mutex<usize>,
    began: tokio::sync::Notify,
}

impl Waits {
    pub(crate) fn told(&self) -> Vec<Wait> {
        self.told.lock().unwrap().clone()
    }

    pub(crate) fn causes(&self) -> Vec<&'static str> {
        self.told().iter().map(|wait| wait.cause.as_str()).collect()
    }

    pub(crate) fn ended(&self) -> usize {
        *self.over.lock().unwrap()
    }

    pub(crate) async fn next(&self) {
        self.began.notified().await;
    }
}

impl WaitObserver for Waits {
    fn waiting(&self, wait: &Wait) {
        self.told.lock().unwrap().push(wait.clone());
        self.began.notify_one();
    }

    fn over(&self) {
        *self.over.lock().unwrap() += 1;
    }
}

/// Gives tokens `sentinel…`, numbered, and remembers what was asked.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub(crate) cloud: Cloud,
    pub(crate) asked: Mutex<Vec<TokenRequest>>,
    pub(crate) tenant: Option<String>,
    pub(crate) refusal: Option<TokenError>,
}

impl Default for Tokens {
    fn default() -> Self {
        Self {
            cloud: Cloud::global(),
            asked: Mutex::default(),
            tenant: Some(TENANT.to_uppercase()),
            refusal: None,
        }
    }
}

impl TokenSource for Tokens {
    fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        let mut asked = self.asked.lock().unwrap();
        asked.push(request);
        let renewed = asked.iter().filter(|request| request.renew).count();
        let answer = match &self.refusal {
            Some(refusal) if renewed > 0 => Err(refusal.clone()),
            _ => Ok(AccessToken {
                secret: format!("{SENTINEL}-{renewed}").into(),
                expires: Timestamp::MAX,
                tenant: self.tenant.clone(),
            }),
        };
        async move { answer }.boxed()
    }
}
