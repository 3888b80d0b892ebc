//! What can go wrong with a call, as far as the caller would act differently.

mod envelope;

use std::fmt;

use jiff::Timestamp;

use crate::interception::Interception;
use crate::token::{TokenError, TokenErrorKind};

pub(crate) use envelope::{Envelope, object};

/// A call that did not end well. `call` says what was being done.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// No token; nothing was sent.
    #[error("{call}: {source}")]
    Token {
        call: &'static str,
        source: Box<TokenError>,
    },
    /// No connection (`sent` false), or no whole answer to a call that changes nothing (`sent` true).
    #[error("{call}: {reason}")]
    Transport {
        call: &'static str,
        sent: bool,
        reason: String,
    },
    /// Something else answered, or stands in the way.
    #[error("{call}: {by}")]
    Intercepted { call: &'static str, by: Interception },
    /// Microsoft asks to wait longer than is sat out here (contract 3.4), or by our own count will. Nothing was executed.
    #[error("{call}: throttled until {until}")]
    Throttled {
        call: &'static str,
        until: Timestamp,
        request_id: Option<String>,
    },
    /// A call that must be counted cannot be: its file refuses. Nothing was sent.
    #[error("{call}: the calls of the day cannot be counted: {reason}")]
    Uncounted { call: &'static str, reason: String },
    /// Graph refused.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// An answer that makes no sense: its body is longer than any, or not what the contract says.
    #[error("{call}: the answer cannot be read: {reason}")]
    Decode {
        call: &'static str,
        reason: String,
        request_id: Option<String>,
    },
    /// A change that may or may not have happened: look before doing it again (contract 3.4).
    #[error(transparent)]
    OutcomeUnknown(Box<UnknownOutcome>),
    /// The person stopped; no change was under way.
    #[error("stopped")]
    Stopped,
    /// The token is for another tenant (or does not say which); nothing was sent.
    #[error("{call}: the sign-in is for tenant {}, not {expected}", found.as_deref().unwrap_or("(unknown)"))]
    WrongTenant {
        call: &'static str,
        expected: String,
        found: Option<String>,
    },
    /// An answer points outside the configured Graph; the address was not followed.
    #[error("{call}: the answer points to a foreign address: {url}")]
    ForeignUrl { call: &'static str, url: String },
    /// An id that cannot stand in a path; nothing was sent.
    #[error("{call}: {id:?} cannot be an id")]
    BadId { call: &'static str, id: String },
    /// The HTTP client could not be set up.
    #[error("the HTTP client could not be set up: {0}")]
    Setup(String),
}

/// An error answer of Graph, or of something that answers in its place (contract 3.1, 3.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    pub call: &'static str,
    pub method: String,
    /// Path with query, below the Graph origin.
    pub path: String,
    pub status: u16,
    /// `error.code`; Graph leaves it empty at times.
    pub code: String,
    pub message: String,
    /// What `UnknownError` held inside its message (contract 3.2).
    pub inner: Option<InnerError>,
    /// The body was an error as Graph writes one; `false` for the empty answer or the page of a gateway.
    pub from_graph: bool,
    /// The refusal outlasted the window in which one about a new object may pass.
    pub awaited: bool,
    pub request_id: Option<String>,
    pub client_request_id: String,
    /// `innerError.date`, UTC.
    pub date: Option<Timestamp>,
    /// How many times the request had been sent.
    pub attempt: u32,
}

/// A change whose answer never came, or was no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{call}: the outcome is unknown: {reason}")]
pub struct UnknownOutcome {
    pub call: &'static str,
    pub method: String,
    /// Path with query, below the Graph origin.
    pub path: String,
    pub status: Option<u16>,
    pub reason: String,
    /// When the service wants to be asked again, if that is too far off to wait here.
    pub until: Option<Timestamp>,
    pub request_id: Option<String>,
    /// Of the last attempt.
    pub client_request_id: Option<String>,
}

/// The provisioning service's own error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InnerError {
    pub code: Option<String>,
    pub message: Option<String>,
}

impl ApiError {
    /// The most telling code there is: the provisioning service's own before `error.code`.
    pub fn effective_code(&self) -> &str {
        self.inner
            .as_ref()
            .and_then(|inner| inner.code.as_deref())
            .unwrap_or(&self.code)
    }

    /// The most telling message there is; empty when no reason was given.
    pub fn effective_message(&self) -> &str {
        match &self.inner {
            Some(inner) => inner.message.as_deref().unwrap_or_default(),
            None => &self.message,
        }
    }

    /// The call would have changed nothing, so rights to read are enough for it. A POST that only looks wants more.
    pub fn is_read(&self) -> bool {
        self.method == "GET"
    }

    /// The least permission that allows a call that only reads (contract 2.4).
    pub fn reading_permission(&self) -> Option<&'static str> {
        let below_version = self.path.split('/').skip(2).collect::<Vec<_>>();
        let below_version = self.is_read().then_some(below_version)?;
        match *below_version.as_slice() {
            [_, _, "synchronization", _, _, "objectConnections", ..] => Some("SynchronizationMetadata.Read.All"),
            [_, _, "synchronization", ..] => Some("Synchronization.Read.All"),
            ["directory", synchronization, ..] if synchronization.starts_with("onPremisesSynchronization") => {
                Some("OnPremDirectorySynchronization.Read.All")
            }
            ["auditLogs", log, ..] if log.starts_with("provisioning") => Some("ProvisioningLog.Read.All"),
            ["onPremisesPublishingProfiles", ..] => Some("Directory.ReadWrite.All"),
            [first, ..] if first.starts_with("organization") => Some("Organization.Read.All"),
            [first, ..] if first.starts_with("domains") => Some("Domain.Read.All"),
            [first, ..] if first.starts_with("servicePrincipals") || first.starts_with("applications") => {
                Some("Application.Read.All")
            }
            ["directory", ..] => Some("Application.Read.All"),
            [groups, ..] if groups.starts_with("groups") => Some("GroupMember.Read.All"),
            [users, ..] if users.starts_with("users") => Some("User.Read.All"),
            _ => None,
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.call, self.status)?;
        let code = self.effective_code();
        if !code.is_empty() {
            write!(f, " {code}")?;
        }
        let message = self.effective_message();
        if !message.is_empty() {
            write!(f, ": {message}")?;
        }
        if let Some(id) = &self.request_id {
            write!(f, " (request-id {id})")?;
        }
        Ok(())
    }
}

impl std::error::Error for ApiError {}

impl Error {
    /// The error answer, if it is one.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(api) => Some(api),
            _ => None,
        }
    }

    /// HTTP status of the answer, if there was one.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(api) => Some(api.status),
            Self::OutcomeUnknown(unknown) => unknown.status,
            Self::Intercepted { by, .. } => by.status(),
            _ => None,
        }
    }

    /// Graph says 404: wrong id, gone, or not replicated yet.
    pub fn is_not_found(&self) -> bool {
        self.api().is_some_and(|api| api.status == 404 && api.from_graph)
    }

    /// 409: it exists, or someone else writes at this moment.
    pub fn is_conflict(&self) -> bool {
        self.api().is_some_and(|api| api.status == 409)
    }

    /// A scope or role is missing (contract 3.2, 3.3: F3, F4). Just after creation it may
    /// also mean *not replicated yet*; see [`Error::may_pass`]. The status alone says it: Graph leaves the code empty at times.
    pub fn is_missing_permission(&self) -> bool {
        self.api().is_some_and(|api| match api.status {
            403 => !self.is_missing_licence() && !self.is_quota_exceeded(),
            401 => api.code == "UnknownError" && api.message.is_empty(),
            _ => false,
        })
    }

    /// The tenant's licence does not include this (logs without P1 or P2: F27).
    pub fn is_missing_licence(&self) -> bool {
        self.api()
            .is_some_and(|api| api.status == 403 && api.code == "Authentication_RequestFromNonPremiumTenantOrB2CTenant")
    }

    /// Whoever asks may make no more objects: what one account or program has made counts, deleted objects for 30 days too.
    pub fn is_quota_exceeded(&self) -> bool {
        self.api()
            .is_some_and(|api| api.status == 403 && api.code == "Directory_QuotaExceeded")
    }

    /// The sign-in is at fault: a new sign-in helps (F1, F2).
    pub fn is_sign_in_needed(&self) -> bool {
        match self {
            Self::Token { source, .. } => matches!(
                source.code,
                TokenErrorKind::InteractionRequired | TokenErrorKind::Refused { .. }
            ),
            Self::Api(api) => api.status == 401 && !self.is_missing_permission(),
            _ => false,
        }
    }

    /// Refusals that a just created object answers with for a while: 404, 403, 409 (F5, F29).
    pub fn may_pass(&self) -> bool {
        self.api().is_some_and(|api| may_pass(api.status, api.from_graph)) && !self.is_quota_exceeded()
    }

    /// The same for the first writes on it. The provisioning service lags behind the directory and answers 401, or 400 without a
    /// reason, as long as it does not know the object.
    pub fn may_pass_at_first(&self) -> bool {
        let lags =
            |api: &ApiError| matches!(api.status, 400 | 401) && api.code == "UnknownError" && api.inner.is_none();
        self.may_pass() || self.api().is_some_and(lags)
    }

    /// The same, said of a refusal that did not pass within the window it was given.
    pub(crate) fn awaited(self) -> Self {
        match self {
            Self::Api(api) => Self::Api(Box::new(ApiError { awaited: true, ..*api })),
            other => other,
        }
    }

    /// `request-id` of the answer, for support.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(api) => api.request_id.as_deref(),
            Self::OutcomeUnknown(unknown) => unknown.request_id.as_deref(),
            Self::Throttled { request_id, .. } | Self::Decode { request_id, .. } => request_id.as_deref(),
            _ => None,
        }
    }

    /// `client-request-id` that was sent, for support.
    pub fn client_request_id(&self) -> Option<&str> {
        match self {
            Self::Api(api) => Some(&api.client_request_id),
            Self::OutcomeUnknown(unknown) => unknown.client_request_id.as_deref(),
            _ => None,
        }
    }

    /// What was being done.
    pub fn call(&self) -> Option<&'static str> {
        match self {
            Self::Token { call, .. }
            | Self::Transport { call, .. }
            | Self::Intercepted { call, .. }
            | Self::Throttled { call, .. }
            | Self::Uncounted { call, .. }
            | Self::Decode { call, .. }
            | Self::WrongTenant { call, .. }
            | Self::ForeignUrl { call, .. }
            | Self::BadId { call, .. } => Some(call),
            Self::Api(api) => Some(api.call),
            Self::OutcomeUnknown(unknown) => Some(unknown.call),
            Self::Stopped | Self::Setup(_) => None,
        }
    }
}

/// Whether an answer with this status may be another one soon, if it is Graph's.
pub(crate) fn may_pass(status: u16, from_graph: bool) -> bool {
    matches!(status, 403 | 404 | 409) && from_graph
}
