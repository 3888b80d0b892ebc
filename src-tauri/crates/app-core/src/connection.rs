//! A tenant and the right to talk to it.

use std::path::PathBuf;
use std::sync::Arc;

use graph_client::{Cloud, CloudError, TokenSource};
use identity::{AppCredentials, AppOnly};
use journeys::checks::Grant;

use crate::Problem;
use crate::sign_in::SignedIn;
use crate::view::AccountView;

/// How shell and command line hand a tenant to the session.
#[derive(Debug, Clone)]
pub struct Connection {
    /// Where the tenant lives.
    pub cloud: Cloud,
    /// Tenant id, a GUID.
    pub tenant: String,
    /// Where its tokens come from.
    pub tokens: Arc<dyn TokenSource>,
    /// What the sign-in told of its rights.
    pub grant: Grant,
    /// Who signed in; absent for an application that signs in as itself.
    pub account: Option<AccountView>,
    /// The sign-in that can be asked for more, and ended.
    pub(crate) signed_in: Option<SignedIn>,
    /// Its refresh token could not be kept, against what the person expects.
    pub(crate) forgetful: bool,
    /// Journals of runs; absent: where those of the session lie.
    pub(crate) journals: Option<PathBuf>,
}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// An address cannot be a cloud's.
    #[error(transparent)]
    Address(#[from] CloudError),
    /// The environment lacks a value.
    #[error("the environment variable {0} is not set")]
    Variable(&'static str),
    /// Nobody says which tenant.
    #[error("no tenant is named")]
    NoTenant,
    /// The sign-in service refused or did not answer.
    #[error("{}", .0.details)]
    Refused(Problem),
}

impl Connection {
    /// The demo tenant at these origins of this machine, by the application it made for this run.
    ///
    /// # Errors
    /// The origins are not on this machine, or the HTTP client cannot be set up.
    pub fn demo(
        graph: &str,
        login: &str,
        tenant: &str,
        client_id: &str,
        client_secret: String,
    ) -> Result<Self, ConnectError> {
        let cloud = Cloud::demo(graph, login)?;
        let tokens = AppOnly::client_secret(&cloud, tenant, client_id, client_secret.into())?;
        Ok(Self::of_an_app(tenant.to_owned(), tokens))
    }

    /// Any origins, by the application that `AZURE_CLIENT_ID` and `AZURE_CLIENT_SECRET` name. The tenant, its id or a domain,
    /// is `tenant`, else `AZURE_TENANT_ID`, else `fallback`.
    ///
    /// # Errors
    /// [`ConnectError`]; a tenant named by a domain is looked up, so the sign-in service must answer then.
    pub async fn custom(
        graph: &str,
        login: &str,
        tenant: Option<&str>,
        fallback: Option<&str>,
    ) -> Result<Self, ConnectError> {
        let cloud = Cloud::custom(graph, login)?;
        let credentials = AppCredentials::from_environment()?;
        let tenant = tenant
            .or(credentials.tenant.as_deref())
            .or(fallback)
            .ok_or(ConnectError::NoTenant)?;
        let tenant = identity::tenant_id(&cloud, tenant).await?;
        let tokens = AppOnly::client_secret(&cloud, &tenant, &credentials.client_id, credentials.secret)?;
        Ok(Self::of_an_app(tenant, tokens))
    }

    /// An application that signs in as itself: nobody tells of roles or scopes.
    #[must_use]
    pub fn of_an_app(tenant: String, tokens: Arc<dyn TokenSource>) -> Self {
        Self {
            cloud: tokens.cloud().clone(),
            tenant,
            tokens,
            grant: Grant::default(),
            account: None,
            signed_in: None,
            forgetful: false,
            journals: None,
        }
    }
}

impl From<identity::Error> for ConnectError {
    fn from(error: identity::Error) -> Self {
        match error {
            identity::Error::Environment { name } => Self::Variable(name),
            error => Self::Refused(Problem::from(&error)),
        }
    }
}
