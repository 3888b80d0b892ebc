//! A tenant and the right to talk to it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use graph_client::{Cloud, CloudError, TokenSource};
use identity::{
    AppOnly, AppProof, AppWay, Around, CertificateError, Environment, FederatedTokenError, ManagedIdentityError,
    is_tenant_id,
};
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
    /// Something stands around the secret in this variable.
    #[error("the environment variable {0} holds more than the secret")]
    Around(&'static str, Around),
    /// The certificate that the environment names cannot be used.
    #[error(transparent)]
    Certificate(CertificateError),
    /// The token of another identity provider that the environment names cannot be used.
    #[error(transparent)]
    FederatedToken(FederatedTokenError),
    /// The place of the managed identity that the environment names cannot be used.
    #[error(transparent)]
    ManagedIdentity(ManagedIdentityError),
    /// `AZURE_CLIENT_ID` is not the id of an application.
    #[error("{0:?} is not the id of an application")]
    NoApplication(String),
    /// Nobody says which tenant.
    #[error("no tenant is named")]
    NoTenant,
    /// The sign-in service refused or did not answer.
    #[error("{}", .0.details)]
    Refused(Problem),
}

/// The file with the key that the application of the environment signs in with, where others on this computer may read it.
#[must_use]
pub fn open_key_file(way: Option<AppWay>) -> Option<PathBuf> {
    Environment::read().open_key_file(way).map(Path::to_owned)
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
        let tokens = AppOnly::tokens(&cloud, tenant, client_id, AppProof::Secret(client_secret.into()))?;
        Ok(Self::of_an_app(tenant.to_owned(), tokens))
    }

    /// The application that the environment names, in this way, else in the one for which it has what is needed. The tenant, its
    /// id or a domain, is `tenant`, else `AZURE_TENANT_ID`, else `fallback`. What the environment lacks is told before anything is
    /// sent, a refusal before anything is asked of Graph.
    ///
    /// # Errors
    /// [`ConnectError`]; a tenant named by a domain is looked up.
    pub async fn of_environment(
        cloud: Cloud,
        way: Option<AppWay>,
        tenant: Option<&str>,
        fallback: Option<&str>,
    ) -> Result<Self, ConnectError> {
        let environment = Environment::read();
        let client_id = match way {
            Some(AppWay::ManagedIdentity) => environment.client_id().unwrap_or_default(),
            _ => environment.client_id()?,
        };
        let proof = environment.proof(way)?;
        // Its form is that of a tenant's id.
        if !client_id.is_empty() && !is_tenant_id(client_id) {
            return Err(ConnectError::NoApplication(client_id.to_owned()));
        }
        let tenant = tenant
            .or(environment.tenant.as_deref())
            .or(fallback)
            .ok_or(ConnectError::NoTenant)?;
        let signed_in = AppOnly::sign_in(&cloud, tenant, client_id, proof).await;
        let (tenant, tokens) = signed_in.map_err(identity::Error::of_an_app)?;
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
            identity::Error::Around { name, around } => Self::Around(name, around),
            identity::Error::Certificate(error) => Self::Certificate(error),
            identity::Error::FederatedToken(error) => Self::FederatedToken(error),
            identity::Error::ManagedIdentity(error) => Self::ManagedIdentity(error),
            error => Self::Refused(Problem::from(&error)),
        }
    }
}
