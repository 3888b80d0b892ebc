//! The one error type people meet; every conversion from lower errors is here.

mod code;
mod sign_in;

use std::collections::BTreeMap;
use std::error::Error as StdError;

use graph_client::{TokenError, TokenErrorKind};
use identity::{DemoError, Remedy};
use journeys::SetupError;
use serde::Serialize;
use step_engine::{Failure, JournalError, StepError};
use tokio::task::JoinError;
use ts_rs::TS;

use crate::journal_file::Holder;

pub use self::code::ProblemCode;

/// What the person can act on. The words belong to the locales: code → what happened, what it means, what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Decides the words and the button.
    pub code: ProblemCode,
    /// Trying again may help without anything else being done.
    pub retryable: bool,
    /// Values for the words.
    pub facts: BTreeMap<String, String>,
    /// The chain of causes in English, for support.
    pub details: String,
    /// Microsoft's id of the request that failed.
    pub request_id: Option<String>,
}

impl Problem {
    fn new(code: ProblemCode, retryable: bool, details: impl Into<String>) -> Self {
        Self {
            code,
            retryable,
            facts: BTreeMap::new(),
            details: details.into(),
            request_id: None,
        }
    }

    fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }

    /// No tenant is connected.
    pub(crate) fn not_connected() -> Self {
        Self::new(ProblemCode::SignInAgain, false, "no tenant is connected")
    }

    /// This session already works on a run or a trial.
    pub(crate) fn busy() -> Self {
        Self::new(ProblemCode::Busy, true, "this session is working on a run or a trial")
    }

    /// The demo tenant has no such account.
    pub(crate) fn unknown_account(address: &str) -> Self {
        let details = format!("the demo tenant has no account {address:?}");
        Self::new(ProblemCode::SignInRefused, false, details)
    }

    /// The name that was typed is not the tenant's.
    pub(crate) fn name_differs(typed: &str, name: &str) -> Self {
        let details = "the name that was typed is not the tenant's";
        Self::new(ProblemCode::SetupInvalid, false, details)
            .with("field", "confirm")
            .with("found", typed)
            .with("allowed", name)
    }

    /// Something in this program broke off. What a panic says may quote a secret, so only that there was one is told.
    pub(crate) fn broke_off(what: &str, error: &JoinError) -> Self {
        let why = if error.is_panic() { "a panic" } else { "called off" };
        Self::new(ProblemCode::UnexpectedAnswer, true, format!("{what} broke off: {why}"))
    }

    /// The session's task is gone.
    pub(crate) fn session_ended() -> Self {
        Self::new(ProblemCode::UnexpectedAnswer, false, "the session has ended")
    }

    /// The set-up is for another tenant than the connected one.
    pub(crate) fn wrong_tenant(wanted: &str, connected: &str) -> Self {
        let details = format!("the set-up is for {wanted}, the sign-in for {connected}");
        Self::new(ProblemCode::WrongTenant, false, details)
            .with("tenant", wanted)
            .with("found", connected)
    }
}

impl From<&Failure> for Problem {
    fn from(failure: &Failure) -> Self {
        Self {
            code: ProblemCode::named(&failure.code).unwrap_or(ProblemCode::UnexpectedAnswer),
            retryable: failure.kind.is_retryable(),
            facts: failure.facts.clone(),
            details: failure.details.clone(),
            request_id: failure.request_id.clone(),
        }
    }
}

impl From<&StepError> for Problem {
    fn from(error: &StepError) -> Self {
        Self::from(&error.to_failure())
    }
}

impl From<&TokenError> for Problem {
    fn from(error: &TokenError) -> Self {
        let (code, retryable) = match error.code {
            TokenErrorKind::InteractionRequired => (ProblemCode::ConfirmSignIn, false),
            TokenErrorKind::Refused { aadsts } => {
                let remedy = aadsts.and_then(Remedy::numbered).unwrap_or(Remedy::None);
                sign_in::refused(remedy)
            }
            TokenErrorKind::Unreachable => (ProblemCode::NoConnection, true),
            TokenErrorKind::Unreadable => (ProblemCode::ProxyAnswered, true),
        };
        let mut problem = Self::new(code, retryable, chain(error));
        problem.request_id.clone_from(&error.trace_id);
        if let TokenErrorKind::Refused { aadsts: Some(number) } = error.code {
            problem = problem.with("aadsts", format!("AADSTS{number}"));
        }
        problem
    }
}

impl From<&graph_client::Error> for Problem {
    /// Calls that the session makes itself; those of steps are read by the steps.
    fn from(error: &graph_client::Error) -> Self {
        use graph_client::Error;
        let (code, retryable) = match error {
            Error::Token { source, .. } => {
                return Self {
                    details: chain(error),
                    ..Self::from(source)
                };
            }
            Error::WrongTenant { .. } => (ProblemCode::WrongTenant, false),
            Error::Throttled { .. } => (ProblemCode::Throttled, true),
            Error::OutcomeUnknown { .. } => (ProblemCode::OutcomeUnknown, true),
            Error::Transport { .. } => (ProblemCode::NoConnection, true),
            Error::Api(_) if error.is_missing_licence() => (ProblemCode::LogNeedsPremium, false),
            Error::Api(_) if error.is_missing_permission() => (ProblemCode::PermissionMissing, false),
            Error::Api(_) if error.is_sign_in_needed() => (ProblemCode::SignInAgain, false),
            Error::Api(api) if api.status >= 500 => (ProblemCode::ServiceUnavailable, true),
            Error::Api(_)
            | Error::Decode { .. }
            | Error::ForeignUrl { .. }
            | Error::BadId { .. }
            | Error::Setup(_)
            | Error::Stopped => (ProblemCode::UnexpectedAnswer, false),
        };
        let mut problem = Self::new(code, retryable, chain(error));
        problem.request_id = error.request_id().map(str::to_owned);
        if let Error::Throttled { until, .. } = error {
            problem = problem.with("until", until.to_string());
        }
        problem
    }
}

impl From<&identity::Error> for Problem {
    fn from(error: &identity::Error) -> Self {
        use identity::Error;
        match error {
            Error::SignIn(refused) => Self {
                details: chain(error),
                ..Self::from(&**refused)
            },
            Error::Tenant { found } | Error::TenantId { found } => {
                Self::new(ProblemCode::SetupInvalid, false, chain(error))
                    .with("field", "tenant")
                    .with("found", found)
            }
            Error::Environment { .. } | Error::Certificate(_) | Error::Credentials | Error::NotDemo => {
                Self::new(ProblemCode::SignInRefused, false, chain(error))
            }
            Error::Setup { .. } => Self::new(ProblemCode::UnexpectedAnswer, false, chain(error)),
        }
    }
}

impl From<&DemoError> for Problem {
    fn from(error: &DemoError) -> Self {
        match error {
            DemoError::Unreachable { .. } => Self::new(ProblemCode::NoConnection, true, chain(error)),
            DemoError::Refused { .. } => Self::new(ProblemCode::SignInRefused, false, chain(error)),
            DemoError::Unreadable { .. } => Self::new(ProblemCode::UnexpectedAnswer, false, chain(error)),
        }
    }
}

impl From<&JournalError> for Problem {
    fn from(error: &JournalError) -> Self {
        let (code, path) = match error {
            JournalError::NotPrivate { path, .. } => (ProblemCode::NotPrivate, Some(path)),
            JournalError::Held { path } => (ProblemCode::RunHeldElsewhere, Some(path)),
            JournalError::File { path, .. }
            | JournalError::Damaged { path, .. }
            | JournalError::TooNew { path, .. } => (ProblemCode::FileTrouble, Some(path)),
            JournalError::Broken => (ProblemCode::FileTrouble, None),
        };
        let held = code == ProblemCode::RunHeldElsewhere;
        let mut details = chain(error);
        if let Some(holder) = path.filter(|_| held).and_then(|path| Holder::of(path)) {
            details = format!("{details}: process {} since {}", holder.process, holder.since);
        }
        let problem = Self::new(code, held, details);
        match path {
            Some(path) => problem.with("file", path.display().to_string()),
            None => problem,
        }
    }
}

impl From<&SetupError> for Problem {
    fn from(error: &SetupError) -> Self {
        Self::new(ProblemCode::SetupInvalid, false, error.to_string())
            .with("field", &error.field)
            .with("found", &error.found)
            .with("allowed", &error.allowed)
    }
}

/// An error and its causes, for support.
fn chain(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        // Some errors already quote their cause.
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use step_engine::ErrorKind;

    #[test]
    fn a_step_error_keeps_everything_it_says() {
        let error = StepError::new(ErrorKind::Missing, "no-agent", "looking for agents")
            .with("domain", "corp.contoso.com")
            .because(std::io::Error::other("deep"));
        let problem = Problem::from(&error);
        assert_eq!(problem.code, ProblemCode::NoAgent);
        assert!(!problem.retryable);
        assert_eq!(problem.facts["domain"], "corp.contoso.com");
        assert_eq!(problem.details, "looking for agents: deep");
    }

    #[test]
    fn a_code_of_another_version_is_an_unexpected_answer() {
        let error = StepError::new(ErrorKind::Unavailable, "moon-phase", "looking");
        assert_eq!(Problem::from(&error).code, ProblemCode::UnexpectedAnswer);
        assert!(Problem::from(&error).retryable);
    }

    #[test]
    fn a_token_error_tells_what_the_person_can_do() {
        let problem = |kind| Problem::from(&TokenError::new(kind, "m"));
        assert_eq!(
            problem(TokenErrorKind::InteractionRequired).code,
            ProblemCode::ConfirmSignIn
        );
        let unapproved = problem(TokenErrorKind::Refused { aadsts: Some(65_001) });
        assert_eq!(unapproved.code, ProblemCode::ConsentMissing);
        let refused = problem(TokenErrorKind::Refused {
            aadsts: Some(7_000_215),
        });
        assert_eq!(
            (refused.code, refused.facts["aadsts"].as_str()),
            (ProblemCode::AppSecretOver, "AADSTS7000215")
        );
        let other = problem(TokenErrorKind::Refused { aadsts: Some(1) });
        assert_eq!(other.code, ProblemCode::SignInRefused);
        assert!(problem(TokenErrorKind::Unreachable).retryable);
        assert_eq!(problem(TokenErrorKind::Unreadable).code, ProblemCode::ProxyAnswered);
    }
}
