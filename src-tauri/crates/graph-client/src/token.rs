//! Where access tokens come from, as the pipeline sees it.

use std::fmt;

use futures::future::BoxFuture;
use jiff::Timestamp;
use secrecy::SecretString;

use crate::cloud::Cloud;
use crate::interception::Interception;

/// What the pipeline wants of the next token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenRequest {
    /// JSON of a claims challenge, decoded (contract 2.7). The source merges it with its own claims.
    pub claims: Option<String>,
    /// The token at hand was refused: do not answer from the cache.
    pub renew: bool,
}

/// A bearer token for the Graph of one cloud.
#[derive(Clone)]
pub struct AccessToken {
    pub secret: SecretString,
    pub expires: Timestamp,
    /// The `tid` it was issued for. Writes are refused while this is unknown or another tenant's.
    pub tenant: Option<String>,
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken")
            .field("secret", &"[redacted]")
            .field("expires", &self.expires)
            .field("tenant", &self.tenant)
            .finish()
    }
}

/// Gives tokens, from a cache or by asking the sign-in service.
pub trait TokenSource: Send + Sync + fmt::Debug {
    /// The cloud whose sign-in service gives them. Nothing but its Graph ever sees one.
    fn cloud(&self) -> &Cloud;

    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<AccessToken, TokenError>>;
}

/// Why there is no token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenErrorKind {
    /// A person must sign in (again): more factors, new consent, a claims challenge.
    InteractionRequired,
    /// The sign-in service said no; the number of its AADSTS code, if it gave one.
    Refused { aadsts: Option<u32> },
    /// The sign-in service could not be reached.
    Unreachable,
    /// Something else answered in its place, or stands in the way.
    Intercepted(Interception),
    /// It answered something that is no answer of a sign-in service.
    Unreadable,
}

/// A failed token request. Never holds a token or secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no access token: {message}")]
pub struct TokenError {
    pub code: TokenErrorKind,
    pub message: String,
    /// `trace_id` of the sign-in service, for support.
    pub trace_id: Option<String>,
    /// Claims to hand to the interactive sign-in, as JSON.
    pub claims: Option<String>,
    /// What people are told of it, where the source knows better than the kind says: the name of a problem among their words.
    pub problem: Option<&'static str>,
}

impl TokenError {
    pub fn new(code: TokenErrorKind, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            trace_id: None,
            claims: None,
            problem: None,
        }
    }
}
