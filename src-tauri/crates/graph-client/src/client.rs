//! The client: one tenant of one cloud, one connection pool, one way to send.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::sync::futures::Notified;
use tokio_util::sync::CancellationToken;

use crate::cloud::Cloud;
use crate::error::Error;
use crate::pipeline::{Gates, IDLE, Pace};
use crate::request_log::RequestLog;
use crate::token::TokenSource;
use crate::wait::{NoWaits, WaitObserver};

/// Calls Microsoft Graph for one tenant. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct GraphClient(ReadClient);

/// The part of a [`GraphClient`] that changes nothing in the tenant: it has no call that writes.
///
/// ```compile_fail
/// # async fn starts(client: graph_client::ReadClient) -> Result<(), graph_client::Error> {
/// client.start_job("sp", "job").await
/// # }
/// ```
#[derive(Clone)]
pub struct ReadClient {
    shared: Arc<Shared>,
    stop: CancellationToken,
    waits: Arc<dyn WaitObserver>,
    pace: Pace,
    body_idle: Duration,
}

struct Shared {
    http: reqwest::Client,
    cloud: Cloud,
    tenant: String,
    tokens: Arc<dyn TokenSource>,
    log: Arc<dyn RequestLog>,
    skip_wait: Notify,
    gates: Gates,
    /// Seconds that the service's clock is ahead of this computer's, by its last answer.
    service_ahead: AtomicI64,
}

impl GraphClient {
    /// A client for the tenant with this GUID, of the cloud that gives the tokens. Sends nothing yet.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use graph_client::{Error, GraphClient, NoLog, TokenSource};
    /// fn client(demo: Arc<dyn TokenSource>) -> Result<GraphClient, Error> {
    ///     GraphClient::new("9188040d-6c67-4c5b-b112-36a304b66dad", demo, Arc::new(NoLog))
    /// }
    /// ```
    ///
    /// Tokens of the demo tenant cannot be led to another Graph, nor those of a real tenant to the demo's:
    ///
    /// ```compile_fail
    /// # use std::sync::Arc;
    /// # use graph_client::{Cloud, Error, GraphClient, NoLog, TokenSource};
    /// fn client(demo: Arc<dyn TokenSource>) -> Result<GraphClient, Error> {
    ///     GraphClient::new(Cloud::global(), "9188040d-6c67-4c5b-b112-36a304b66dad", demo, Arc::new(NoLog))
    /// }
    /// ```
    pub fn new(
        tenant: impl Into<String>,
        tokens: Arc<dyn TokenSource>,
        log: Arc<dyn RequestLog>,
    ) -> Result<Self, Error> {
        let cloud = tokens.cloud().clone();
        let http = cloud
            .http(cloud.graph())
            .map_err(|error| Error::Setup(error.to_string()))?;
        Ok(Self(ReadClient {
            shared: Arc::new(Shared {
                http,
                cloud,
                tenant: tenant.into(),
                tokens,
                log,
                skip_wait: Notify::new(),
                gates: Gates::default(),
                service_ahead: AtomicI64::new(0),
            }),
            stop: CancellationToken::new(),
            waits: Arc::new(NoWaits),
            pace: Pace::default(),
            body_idle: IDLE,
        }))
    }

    /// The same client, whose waits are told to `waits` and end when `stop` is cancelled.
    /// A change under way is finished first; then the call ends as [`Error::Stopped`].
    pub fn bound(&self, stop: CancellationToken, waits: Arc<dyn WaitObserver>) -> Self {
        Self(ReadClient {
            stop,
            waits,
            ..self.0.clone()
        })
    }

    /// The same client with another length of the second it waits by, for tests.
    #[doc(hidden)]
    pub fn with_pace(&self, second: Duration) -> Self {
        Self(ReadClient {
            pace: Pace::new(second),
            ..self.0.clone()
        })
    }

    /// The same client with another length of time in which a body may bring nothing, for tests.
    #[doc(hidden)]
    pub fn with_body_idle(&self, body_idle: Duration) -> Self {
        Self(ReadClient {
            body_idle,
            ..self.0.clone()
        })
    }
}

impl Deref for GraphClient {
    type Target = ReadClient;

    fn deref(&self) -> &ReadClient {
        &self.0
    }
}

impl ReadClient {
    /// Ends the pauses that this client and its clones are in at this moment: each looks or tries again at once.
    /// What the service itself asked for is waited out all the same.
    pub fn skip_wait(&self) {
        self.shared.skip_wait.notify_waiters();
    }

    pub fn cloud(&self) -> &Cloud {
        &self.shared.cloud
    }

    pub fn tenant(&self) -> &str {
        &self.shared.tenant
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.shared.http
    }

    pub(crate) fn tokens(&self) -> &dyn TokenSource {
        self.shared.tokens.as_ref()
    }

    pub(crate) fn log(&self) -> &dyn RequestLog {
        self.shared.log.as_ref()
    }

    pub(crate) fn stop(&self) -> &CancellationToken {
        &self.stop
    }

    pub(crate) fn service_ahead(&self) -> &AtomicI64 {
        &self.shared.service_ahead
    }

    pub(crate) fn gates(&self) -> &Gates {
        &self.shared.gates
    }

    pub(crate) fn body_idle(&self) -> Duration {
        self.body_idle
    }

    pub(crate) fn hurried(&self) -> Notified<'_> {
        self.shared.skip_wait.notified()
    }

    pub(crate) fn waits(&self) -> &dyn WaitObserver {
        self.waits.as_ref()
    }

    pub(crate) fn pace(&self) -> Pace {
        self.pace
    }
}

impl fmt::Debug for ReadClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadClient")
            .field("cloud", &self.shared.cloud)
            .field("tenant", &self.shared.tenant)
            .finish_non_exhaustive()
    }
}
