//! Graph's errors in the engine's terms, decided once.

use graph_client::{Error, TokenErrorKind};
use step_engine::{ErrorKind, StepError};

/// What a failed call means for a step. `doing` says what the step was about.
///
/// The codes are those of the problems the application shows; contract 15 lists the failures they stand for.
pub(crate) fn refused(doing: &'static str) -> impl Fn(Error) -> StepError {
    move |error| {
        let (kind, code) = meaning(&error);
        let mut step_error = StepError::new(kind, code, doing);
        step_error.request_id = error.request_id().map(str::to_owned);
        if let Some(api) = error.api() {
            step_error = step_error
                .with("status", api.status.to_string())
                .with("answer", api.effective_code());
        }
        if let Error::Throttled { until, .. } = &error {
            step_error = step_error.with("until", until.to_string());
        }
        step_error.because(error)
    }
}

fn meaning(error: &Error) -> (ErrorKind, &'static str) {
    match error {
        Error::Stopped => (ErrorKind::Stopped, "stopped"),
        Error::Token { source, .. } => match source.code {
            TokenErrorKind::InteractionRequired => (ErrorKind::Denied, "confirm-sign-in"),
            TokenErrorKind::Refused { .. } => (ErrorKind::Denied, source.problem.unwrap_or("sign-in-refused")),
            TokenErrorKind::Unreachable | TokenErrorKind::Unreadable => (ErrorKind::Unavailable, "no-connection"),
        },
        Error::WrongTenant { .. } => (ErrorKind::Denied, "wrong-tenant"),
        Error::Throttled { .. } => (ErrorKind::Unavailable, "throttled"),
        Error::OutcomeUnknown { .. } => (ErrorKind::OutcomeUnknown, "outcome-unknown"),
        Error::Transport { .. } => (ErrorKind::Unavailable, "no-connection"),
        Error::Decode { .. } | Error::ForeignUrl { .. } | Error::BadId { .. } | Error::Setup(_) => {
            (ErrorKind::Bug, "unexpected-answer")
        }
        Error::Api(api) => match known_trouble(api.effective_code()) {
            Some(code) => (ErrorKind::Missing, code),
            _ if error.is_missing_permission() => (ErrorKind::Denied, "permission-missing"),
            _ if error.is_sign_in_needed() => (ErrorKind::Denied, "sign-in-again"),
            _ if error.is_not_found() => (ErrorKind::Unavailable, "not-visible"),
            _ if error.is_conflict() => (ErrorKind::Unavailable, "changed-meanwhile"),
            _ if api.status >= 500 => (ErrorKind::Unavailable, "service-unavailable"),
            _ => (ErrorKind::Bug, "unexpected-answer"),
        },
    }
}

/// What the service's code says of the way to Active Directory and back, where a person can mend that (contract 15: F9 to F14).
pub(crate) fn known_trouble(code: &str) -> Option<&'static str> {
    match code {
        "HybridIdentityServiceNoAgentsAssigned" | "HybridIdentityServiceInvalidResource" => Some("no-agent"),
        "HybridIdentityServiceNoActiveAgents" | "HybridIdentityServiceAgentSignalingError" | "TimeOut" => {
            Some("agent-silent")
        }
        "HybridSynchronizationActiveDirectoryInternalServerError" => Some("domain-controller-silent"),
        "AzureActiveDirectoryInvalidCredential"
        | "AzureActiveDirectoryExpiredCredentials"
        | "AzureActiveDirectoryAuthenticationFailed" => Some("sync-account-trouble"),
        _ => None,
    }
}
