//! The client: one tenant of one cloud, one connection pool, one way to send.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect;
use reqwest::tls;
use tokio_util::sync::CancellationToken;

use crate::cloud::Cloud;
use crate::error::Error;
use crate::pipeline::Pace;
use crate::request_log::RequestLog;
use crate::token::TokenSource;
use crate::wait::{NoWaits, WaitObserver};

const CONNECT_WITHIN: Duration = Duration::from_secs(20);
const ANSWER_WITHIN: Duration = Duration::from_secs(100);

/// Calls Microsoft Graph for one tenant. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct GraphClient {
    shared: Arc<Shared>,
    stop: CancellationToken,
    waits: Arc<dyn WaitObserver>,
    pace: Pace,
}

struct Shared {
    http: reqwest::Client,
    cloud: Cloud,
    tenant: String,
    tokens: Arc<dyn TokenSource>,
    log: Arc<dyn RequestLog>,
}

impl GraphClient {
    /// A client for the tenant with this GUID. Sends nothing yet.
    pub fn new(
        cloud: Cloud,
        tenant: impl Into<String>,
        tokens: Arc<dyn TokenSource>,
        log: Arc<dyn RequestLog>,
    ) -> Result<Self, Error> {
        let http = http_client(&cloud)?;
        Ok(Self {
            shared: Arc::new(Shared {
                http,
                cloud,
                tenant: tenant.into(),
                tokens,
                log,
            }),
            stop: CancellationToken::new(),
            waits: Arc::new(NoWaits),
            pace: Pace::default(),
        })
    }

    /// The same client, whose waits are told to `waits` and end when `stop` is cancelled.
    /// A change under way is finished first; then the call ends as [`Error::Stopped`].
    pub fn bound(&self, stop: CancellationToken, waits: Arc<dyn WaitObserver>) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            stop,
            waits,
            pace: self.pace,
        }
    }

    pub fn cloud(&self) -> &Cloud {
        &self.shared.cloud
    }

    pub fn tenant(&self) -> &str {
        &self.shared.tenant
    }

    /// The same client with another length of the second it waits by, for tests.
    #[doc(hidden)]
    pub fn with_pace(&self, second: Duration) -> Self {
        Self {
            pace: Pace::new(second),
            ..self.clone()
        }
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

    pub(crate) fn waits(&self) -> &dyn WaitObserver {
        self.waits.as_ref()
    }

    pub(crate) fn pace(&self) -> Pace {
        self.pace
    }
}

impl fmt::Debug for GraphClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GraphClient")
            .field("cloud", &self.shared.cloud)
            .field("tenant", &self.shared.tenant)
            .finish_non_exhaustive()
    }
}

/// The only place where an HTTP client for Graph is made. Retries of requests that the
/// connection itself declares unprocessed are left to it; all others are the pipeline's.
fn http_client(cloud: &Cloud) -> Result<reqwest::Client, Error> {
    let plain = cloud.graph().scheme() == "http";
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("Causeway/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .referer(false)
        .https_only(!plain)
        .tls_version_min(tls::Version::TLS_1_2)
        .connect_timeout(CONNECT_WITHIN)
        .timeout(ANSWER_WITHIN);
    if cloud.is_loopback() {
        builder = builder.no_proxy();
    }
    if plain {
        // Reading the system's certificates costs time and memory that plain http never uses.
        builder = builder.tls_certs_only([]);
    }
    builder.build().map_err(|error| Error::Setup(error.to_string()))
}
