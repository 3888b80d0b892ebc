//! The demo tenant's control address: what no Graph has, and no real tenant.

use std::fmt;

use graph_client::{Cloud, CloudKind};
use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::transport::reason;

/// Answers of the control address are short lists.
const LONGEST_ANSWER: usize = 4 * 1024 * 1024;

/// The control address of one demo tenant on this machine, which may be one of several behind one sign-in. Clones share connections.
#[derive(Clone)]
pub struct DemoControl {
    http: reqwest::Client,
    cloud: Cloud,
    tenant: String,
    key: SecretString,
}

/// The demo tenant did not do what was asked. Never holds its key or a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DemoError {
    /// No connection, or no whole answer.
    #[error("the demo tenant cannot be reached: {reason}")]
    Unreachable {
        /// Why.
        reason: String,
    },
    /// It said no.
    #[error("the demo tenant refused /_sim/{route} with status {status}: {message}")]
    Refused {
        /// What was asked for.
        route: String,
        /// HTTP status.
        status: u16,
        /// Its own words.
        message: String,
    },
    /// It answered something else than was asked for.
    #[error("the demo tenant's answer to /_sim/{route} cannot be read")]
    Unreadable {
        /// What was asked for.
        route: String,
    },
}

impl DemoControl {
    /// Of the tenant with this id; `key` is what its run wants to see in `x-sim-key`. Sends nothing yet.
    ///
    /// # Errors
    /// [`Error::NotDemo`], [`Error::Setup`].
    pub fn new(cloud: &Cloud, tenant: &str, key: SecretString) -> Result<Self, Error> {
        if cloud.kind() != CloudKind::Demo {
            return Err(Error::NotDemo);
        }
        Ok(Self {
            http: cloud.http(cloud.graph()).map_err(Error::setup)?,
            cloud: cloud.clone(),
            tenant: tenant.to_owned(),
            key,
        })
    }

    /// Reads what lies at this place below `/_sim/`.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn get<T: DeserializeOwned>(&self, route: &str, query: &[(&str, &str)]) -> Result<T, DemoError> {
        let request = self.http.get(self.address(route)).query(query);
        self.send(route, request).await
    }

    /// Tells `what` to what lies at this place below `/_sim/`, and reads its answer; one that is empty is `()`.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn post<T: DeserializeOwned>(&self, route: &str, what: &impl Serialize) -> Result<T, DemoError> {
        let request = self.http.post(self.address(route)).json(what);
        self.send(route, request).await
    }

    /// Takes away what lies at this place below `/_sim/`.
    ///
    /// # Errors
    /// [`DemoError`].
    pub async fn delete(&self, route: &str) -> Result<(), DemoError> {
        let request = self.http.delete(self.address(route));
        self.send(route, request).await
    }

    pub(crate) fn tenant(&self) -> &str {
        &self.tenant
    }

    pub(crate) fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    fn address(&self, route: &str) -> url::Url {
        let mut address = self.cloud.graph().clone();
        address.set_path(&format!("/_sim/{route}"));
        address.query_pairs_mut().append_pair("tenant", &self.tenant);
        address
    }

    async fn send<T: DeserializeOwned>(&self, route: &str, request: reqwest::RequestBuilder) -> Result<T, DemoError> {
        let unreachable = |error| DemoError::Unreachable { reason: reason(error) };
        let unreadable = || DemoError::Unreadable {
            route: route.to_owned(),
        };
        let request = request.header("x-sim-key", self.key.expose_secret());
        let mut answer = request.send().await.map_err(unreachable)?;
        let status = answer.status();
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(unreachable)? {
            body.extend_from_slice(&piece);
            if body.len() > LONGEST_ANSWER {
                return Err(unreadable());
            }
        }
        if status == StatusCode::NO_CONTENT {
            serde_json::from_str("null").map_err(|_| unreadable())
        } else if status.is_success() {
            serde_json::from_slice(&body).map_err(|_| unreadable())
        } else {
            Err(DemoError::Refused {
                route: route.to_owned(),
                status: status.as_u16(),
                message: serde_json::from_slice::<Refusal>(&body)
                    .map(|refusal| refusal.error.message)
                    .unwrap_or_default(),
            })
        }
    }
}

impl fmt::Debug for DemoControl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DemoControl")
            .field("graph", &self.cloud.graph().as_str())
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Refusal {
    error: RefusalText,
}

#[derive(Deserialize)]
struct RefusalText {
    message: String,
}
