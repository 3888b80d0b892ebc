//! Graph's errors in the engine's terms, decided once.

use std::collections::BTreeMap;

use graph_client::{ApiError, Error, Interception, TokenErrorKind};
use provisioning::State;
use step_engine::{ErrorKind, StepError};

/// What a failed call means for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// What kind of trouble it is.
    pub kind: ErrorKind,
    /// Of the problems the application shows; contract 15 lists the failures they stand for.
    pub code: &'static str,
    /// Values for the words.
    pub facts: BTreeMap<&'static str, String>,
}

/// What a failed call means for a step. `doing` says what the step was about.
pub(crate) fn refused(doing: &'static str) -> impl Fn(Error) -> StepError {
    move |error| {
        let meaning = meaning(&error);
        let step_error = StepError::new(meaning.kind, meaning.code, doing);
        let mut step_error = meaning
            .facts
            .into_iter()
            .fold(step_error, |step_error, (name, value)| step_error.with(name, value));
        step_error.request_id = error.request_id().map(str::to_owned);
        step_error.because(error)
    }
}

/// Decides by what the call was, its status and its codes, never by a text.
#[must_use]
pub fn meaning(error: &Error) -> Meaning {
    let (kind, code) = kind_and_code(error);
    let mut facts = BTreeMap::new();
    match error {
        Error::Api(api) => {
            facts.insert("status", api.status.to_string());
            facts.insert("answer", api.effective_code().to_owned());
            if let Some(permission) = api.reading_permission().filter(|_| code == "reading-not-allowed") {
                facts.insert("permission", permission.to_owned());
            }
        }
        Error::Throttled { until, .. } => {
            facts.insert("until", format!("{until:.0}"));
        }
        Error::Intercepted {
            by: Interception::Certificate { reason },
            ..
        } => {
            facts.insert("reason", (*reason).to_owned());
        }
        _ => {}
    }
    Meaning { kind, code, facts }
}

fn kind_and_code(error: &Error) -> (ErrorKind, &'static str) {
    match error {
        Error::Stopped => (ErrorKind::Stopped, "stopped"),
        Error::Token { source, .. } => match &source.code {
            TokenErrorKind::InteractionRequired => (ErrorKind::Denied, "confirm-sign-in"),
            TokenErrorKind::Refused { .. } => (ErrorKind::Denied, source.problem.unwrap_or("sign-in-refused")),
            TokenErrorKind::Unreachable => (ErrorKind::Unavailable, "no-connection"),
            TokenErrorKind::Intercepted(by) => (ErrorKind::Unavailable, in_the_way(by)),
            TokenErrorKind::Unreadable => (ErrorKind::Unavailable, "proxy-answered"),
        },
        Error::WrongTenant { .. } => (ErrorKind::Denied, "wrong-tenant"),
        Error::Throttled { .. } => (ErrorKind::Unavailable, "throttled"),
        Error::OutcomeUnknown { .. } => (ErrorKind::OutcomeUnknown, "outcome-unknown"),
        Error::Transport { .. } => (ErrorKind::Unavailable, "no-connection"),
        Error::Uncounted { .. } => (ErrorKind::Unavailable, "file-trouble"),
        Error::Intercepted { by, .. } => (ErrorKind::Unavailable, in_the_way(by)),
        Error::Decode { .. } => (ErrorKind::Bug, "senseless-answer"),
        Error::ForeignUrl { .. } | Error::BadId { .. } | Error::Setup(_) => (ErrorKind::Bug, "unexpected-answer"),
        Error::Api(api) => refusal(error, api),
    }
}

fn refusal(error: &Error, api: &ApiError) -> (ErrorKind, &'static str) {
    match known_trouble(api.effective_code()) {
        Some(code) => (ErrorKind::Missing, code),
        _ if error.is_quota_exceeded() => (ErrorKind::Missing, "app-quota"),
        _ if error.is_missing_licence() => (ErrorKind::Missing, "log-needs-premium"),
        _ if error.is_missing_permission() && api.is_read() => (ErrorKind::Denied, "reading-not-allowed"),
        _ if error.is_missing_permission() => (ErrorKind::Denied, "permission-missing"),
        _ if error.is_sign_in_needed() => (ErrorKind::Denied, "sign-in-again"),
        _ if error.is_not_found() && api.awaited => (ErrorKind::Unavailable, "not-visible"),
        // Nothing is found out by it: what exists is another answer than a 404 of what was just listed.
        _ if error.is_not_found() => (ErrorKind::Unavailable, "not-found"),
        _ if error.is_conflict() => (ErrorKind::Unavailable, "changed-meanwhile"),
        _ if api.status >= 500 => (ErrorKind::Unavailable, "service-unavailable"),
        _ => (ErrorKind::Bug, "unexpected-answer"),
    }
}

/// The problem of what answers in place of Microsoft, by what helps.
pub fn in_the_way(by: &Interception) -> &'static str {
    match by {
        Interception::Certificate { .. } => "certificate-untrusted",
        Interception::ProxySignIn => "proxy-sign-in",
        Interception::ProxyRefused | Interception::Page { .. } | Interception::Redirect { .. } => "proxy-answered",
    }
}

/// What the service's code says of the way to Active Directory and back, where a person can mend that (contract 15: F9 to F14).
pub(crate) fn known_trouble(code: &str) -> Option<&'static str> {
    State::of_error(code).and_then(problem_of)
}

/// The problem that a cause is, where it has words of its own.
pub(crate) fn problem_of(cause: State) -> Option<&'static str> {
    match cause {
        State::NoAgent | State::OtherDomain => Some("no-agent"),
        State::AgentSilent | State::AgentSlow => Some("agent-silent"),
        State::AdUnreachable => Some("domain-controller-silent"),
        State::ServiceAccount => Some("sync-account-trouble"),
        State::TooManyFail => Some("objects-fail"),
        State::HeldDeletes => Some("too-many-deletes"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(method: &str, path: &str, status: u16, code: &str) -> ApiError {
        ApiError {
            call: "x",
            method: method.to_owned(),
            path: path.to_owned(),
            status,
            code: code.to_owned(),
            message: String::new(),
            inner: None,
            from_graph: true,
            awaited: false,
            request_id: None,
            client_request_id: String::new(),
            date: None,
            attempt: 1,
        }
    }

    fn of(api: ApiError) -> Meaning {
        meaning(&Error::Api(Box::new(api)))
    }

    const JOBS: &str = "/v1.0/servicePrincipals/1/synchronization/jobs";

    #[test]
    fn a_right_that_reading_lacks_is_a_right_to_read() {
        for (path, permission) in [
            (JOBS, Some("Synchronization.Read.All")),
            ("/v1.0/servicePrincipals?$filter=x", Some("Application.Read.All")),
            (
                "/v1.0/directory/deletedItems/microsoft.graph.application",
                Some("Application.Read.All"),
            ),
            ("/v1.0/organization", Some("Organization.Read.All")),
            ("/v1.0/domains?$top=1", Some("Domain.Read.All")),
            ("/v1.0/auditLogs/provisioning?$top=1", Some("ProvisioningLog.Read.All")),
            (
                "/v1.0/directory/onPremisesSynchronization",
                Some("OnPremDirectorySynchronization.Read.All"),
            ),
            (
                "/beta/onPremisesPublishingProfiles/provisioning/agents",
                Some("Directory.ReadWrite.All"),
            ),
            ("/v1.0/elsewhere", None),
        ] {
            for (status, code) in [(401, "UnknownError"), (403, ""), (403, "Authorization_RequestDenied")] {
                let meaning = of(said("GET", path, status, code));
                assert_eq!((meaning.kind, meaning.code), (ErrorKind::Denied, "reading-not-allowed"));
                assert_eq!(
                    meaning.facts.get("permission").map(String::as_str),
                    permission,
                    "{path}"
                );
            }
        }
    }

    #[test]
    fn a_right_that_a_change_lacks_is_a_right_to_change() {
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            for (status, code) in [(401, "UnknownError"), (403, "")] {
                let meaning = of(said(method, JOBS, status, code));
                assert_eq!((meaning.kind, meaning.code), (ErrorKind::Denied, "permission-missing"));
                assert_eq!(meaning.facts.get("permission"), None);
            }
        }
    }

    #[test]
    fn only_what_was_waited_for_is_told_as_created() {
        let missing = said("GET", JOBS, 404, "itemNotFound");
        let found = of(missing.clone());
        assert_eq!((found.kind, found.code), (ErrorKind::Unavailable, "not-found"));
        let new = of(ApiError {
            awaited: true,
            ..missing
        });
        assert_eq!((new.kind, new.code), (ErrorKind::Unavailable, "not-visible"));
    }
}
