//! What can go wrong before a token can even be asked for.

use graph_client::TokenError;

use crate::{Around, AuthError, CertificateError, FederatedTokenError, ManagedIdentityError};

/// A sign-in that cannot begin. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The environment lacks a value, or it is not text.
    #[error("the environment variable {name} is not set")]
    Environment {
        /// Its name.
        name: &'static str,
    },
    /// Something stands around a secret that does not belong to it.
    #[error("the environment variable {name} holds more than the secret: {around:?}")]
    Around {
        /// Its name.
        name: &'static str,
        /// What.
        around: Around,
    },
    /// Neither a tenant id nor a domain name.
    #[error("{found:?} is neither a tenant id nor a domain name")]
    Tenant {
        /// What was given.
        found: String,
    },
    /// An app-only token is for one tenant; `organizations` and domain names are not accepted here.
    #[error("{found:?} is not a tenant id")]
    TenantId {
        /// What was given.
        found: String,
    },
    /// Client id or secret cannot be used.
    #[error("the client id or the client secret is empty")]
    Credentials,
    /// The certificate cannot be used.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The token of another identity provider cannot be used.
    #[error(transparent)]
    FederatedToken(#[from] FederatedTokenError),
    /// The place of the managed identity cannot be used.
    #[error(transparent)]
    ManagedIdentity(#[from] ManagedIdentityError),
    /// Only the demo tenant has a control address.
    #[error("this is not the demo tenant")]
    NotDemo,
    /// The HTTP client could not be set up.
    #[error("the HTTP client could not be set up: {reason}")]
    Setup {
        /// Why.
        reason: String,
    },
    /// The sign-in service said no, or did not answer.
    #[error("looking up the tenant: {0}")]
    SignIn(Box<AuthError>),
    /// The tenant is known, and there is no token for it.
    #[error(transparent)]
    Token(Box<TokenError>),
}

impl Error {
    /// The same where it is an application that signs in as itself.
    #[must_use]
    pub fn of_an_app(self) -> Self {
        match self {
            Self::SignIn(refused) => Self::SignIn(Box::new(refused.of_an_app(false))),
            error => error,
        }
    }

    pub(crate) fn setup(error: reqwest::Error) -> Self {
        Self::Setup {
            reason: error.to_string(),
        }
    }
}

impl From<AuthError> for Error {
    fn from(error: AuthError) -> Self {
        Self::SignIn(Box::new(error))
    }
}
