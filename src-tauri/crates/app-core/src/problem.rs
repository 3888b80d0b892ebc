//! The one error type people meet; every conversion from lower errors is here.

mod code;
mod sign_in;

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::io;
use std::path::Path;

use graph_client::{Interception, TokenError, TokenErrorKind};
use identity::{DemoError, Remedy};
use journeys::SetupError;
use journeys::steering::Act;
use provisioning::log::LogError;
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
    /// Every mistake of a set-up file; the field of the first one stands in the facts too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<SetupError>>", optional)]
    pub mistakes: Vec<SetupError>,
}

impl Problem {
    fn new(code: ProblemCode, retryable: bool, details: impl Into<String>) -> Self {
        Self {
            code,
            retryable,
            facts: BTreeMap::new(),
            details: details.into(),
            request_id: None,
            mistakes: Vec::new(),
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

    /// The demo tenant answered what cannot be.
    pub(crate) fn unreadable(what: &str) -> Self {
        Self::new(
            ProblemCode::UnexpectedAnswer,
            false,
            format!("the demo tenant answered {what}"),
        )
    }

    /// What was typed to confirm is not what it takes.
    pub(crate) fn typed_differs(typed: &str, name: &str) -> Self {
        let details = "what was typed is not what it takes to confirm";
        Self::new(ProblemCode::SetupInvalid, false, details)
            .with("field", "confirm")
            .with("found", typed)
            .with("allowed", name)
    }

    /// An act that set the delete guard for one round has not put it back.
    pub(crate) fn guard_owed(act: &Act) -> Self {
        let details = format!("the act {} has not put the delete guard back", act.as_str());
        Self::new(ProblemCode::GuardOwed, false, details).with("act", act.as_str())
    }

    /// Something in this program broke off. What a panic says may quote a secret, so only that there was one is told.
    pub(crate) fn broke_off(what: &str, error: &JoinError) -> Self {
        let why = if error.is_panic() { "a panic" } else { "called off" };
        Self::new(ProblemCode::UnexpectedAnswer, true, format!("{what} broke off: {why}"))
    }

    /// A file of the application's own could not be written.
    pub(crate) fn not_kept(path: &Path, error: &io::Error) -> Self {
        let file = path.display().to_string();
        Self::new(ProblemCode::FileTrouble, true, format!("{file}: {error}")).with("file", file)
    }

    /// A newer program wrote a file of the application's own.
    pub(crate) fn too_new(path: &Path, error: &people_feed::FeedError) -> Self {
        Self::new(ProblemCode::FileTrouble, false, chain(error)).with("file", path.display().to_string())
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
            mistakes: Vec::new(),
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
        let (code, retryable) = match &error.code {
            TokenErrorKind::InteractionRequired => (ProblemCode::ConfirmSignIn, false),
            TokenErrorKind::Refused { aadsts } => {
                let remedy = (*aadsts).and_then(Remedy::numbered).unwrap_or(Remedy::None);
                sign_in::named(error.problem.unwrap_or(remedy.problem()))
            }
            TokenErrorKind::Unreachable => (ProblemCode::NoConnection, true),
            TokenErrorKind::Intercepted(by) => (intercepted(by), true),
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
        if let graph_client::Error::Token { source, .. } = error {
            return Self {
                details: chain(error),
                ..Self::from(&**source)
            };
        }
        let meaning = journeys::meaning(error);
        let code = ProblemCode::named(meaning.code).unwrap_or(ProblemCode::UnexpectedAnswer);
        let mut problem = Self::new(code, meaning.kind.is_retryable(), chain(error));
        problem.request_id = error.request_id().map(str::to_owned);
        let facts = meaning.facts.into_iter();
        facts.fold(problem, |problem, (name, value)| problem.with(name, value))
    }
}

impl From<&LogError> for Problem {
    fn from(error: &LogError) -> Self {
        match error {
            LogError::Closed(_, Some(error)) | LogError::Graph(error) => Self::from(error),
            LogError::Closed(..) => Self::new(ProblemCode::LogNotInThisCloud, false, chain(error)),
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

impl From<Vec<SetupError>> for Problem {
    fn from(mistakes: Vec<SetupError>) -> Self {
        let details: Vec<String> = mistakes.iter().map(SetupError::to_string).collect();
        let mut problem = Self::new(ProblemCode::SetupInvalid, false, details.join("; "));
        if let Some(first) = mistakes.first() {
            problem = problem.with("field", &first.field);
        }
        Self { mistakes, ..problem }
    }
}

/// What helps against what answers in place of Microsoft.
fn intercepted(by: &Interception) -> ProblemCode {
    ProblemCode::named(journeys::in_the_way(by)).unwrap_or(ProblemCode::ProxyAnswered)
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
    fn a_call_that_failed_means_the_same_for_the_session_as_for_a_step() {
        use graph_client::Error;
        let problem = |error: Error| Problem::from(&error);
        let by = |by| Error::Intercepted { call: "x", by };
        let certificate = Interception::Certificate {
            reason: "UnknownIssuer",
        };
        let untrusted = problem(by(certificate.clone()));
        assert_eq!(
            (untrusted.code, untrusted.retryable),
            (ProblemCode::CertificateUntrusted, true)
        );
        assert_eq!(untrusted.facts["reason"], "UnknownIssuer");
        assert_eq!(problem(by(Interception::ProxySignIn)).code, ProblemCode::ProxySignIn);
        assert_eq!(
            problem(by(Interception::Page { status: 200 })).code,
            ProblemCode::ProxyAnswered
        );
        let signing_in = TokenError::new(TokenErrorKind::Intercepted(certificate), "m");
        assert_eq!(Problem::from(&signing_in).code, ProblemCode::CertificateUntrusted);
        let senseless = problem(Error::Decode {
            call: "x",
            reason: String::new(),
            request_id: Some("r".to_owned()),
        });
        assert_eq!(
            (senseless.code, senseless.retryable),
            (ProblemCode::SenselessAnswer, false)
        );
        assert_eq!(senseless.request_id.as_deref(), Some("r"));
        let throttled = problem(Error::Throttled {
            call: "x",
            until: "2026-03-14T15:01:03.456Z".parse().unwrap(),
            request_id: None,
        });
        assert_eq!(throttled.facts["until"], "2026-03-14T15:01:03Z");
    }

    #[test]
    fn every_code_of_a_failed_call_is_known() {
        for code in [
            "confirm-sign-in",
            "sign-in-refused",
            "no-connection",
            "proxy-answered",
            "proxy-sign-in",
            "certificate-untrusted",
            "wrong-tenant",
            "throttled",
            "outcome-unknown",
            "senseless-answer",
            "unexpected-answer",
            "log-needs-premium",
            "reading-not-allowed",
            "permission-missing",
            "sign-in-again",
            "not-visible",
            "not-found",
            "changed-meanwhile",
            "service-unavailable",
            "schema-not-understood",
            "not-confirmed",
        ] {
            assert!(ProblemCode::named(code).is_some(), "{code}");
        }
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
        let mut told = TokenError::new(
            TokenErrorKind::Refused {
                aadsts: Some(7_000_215),
            },
            "m",
        );
        told.problem = Some("app-secret-id");
        assert_eq!(Problem::from(&told).code, ProblemCode::AppSecretId);
        let other = problem(TokenErrorKind::Refused { aadsts: Some(1) });
        assert_eq!(other.code, ProblemCode::SignInRefused);
        assert!(problem(TokenErrorKind::Unreachable).retryable);
        assert_eq!(problem(TokenErrorKind::Unreadable).code, ProblemCode::ProxyAnswered);
    }
}
