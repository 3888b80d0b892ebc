//! Why a step did not reach its end.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// What kind of trouble it is; decides whether trying again can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorKind {
    /// A right is missing or the sign-in is no longer good.
    Denied,
    /// Something the step builds on is not there.
    Missing,
    /// What exists contradicts what is wanted; a person decides.
    Conflict,
    /// The other side cannot do it at the moment.
    Unavailable,
    /// The answer got lost and a look could not tell whether it happened.
    OutcomeUnknown,
    /// The person asked to stop.
    Stopped,
    /// The answers given cannot be carried out as they are.
    Invalid,
    /// A mistake in this program or an answer it does not understand.
    Bug,
}

impl ErrorKind {
    /// Whether doing the same again, later, may succeed without anything else being done.
    #[must_use]
    pub fn is_retryable(self) -> bool {
        matches!(self, Self::Unavailable | Self::OutcomeUnknown | Self::Stopped)
    }

    /// Whether a look that ends so has found nothing out. Any other end is a finding: it shows what is in the way.
    #[must_use]
    pub fn is_failed_look(self) -> bool {
        matches!(
            self,
            Self::Denied | Self::Unavailable | Self::OutcomeUnknown | Self::Bug
        )
    }
}

/// A step's error: its kind, a code that selects the words, values for them and the cause.
#[derive(Debug, thiserror::Error)]
#[error("{doing}")]
pub struct StepError {
    /// What kind of trouble it is.
    pub kind: ErrorKind,
    /// Selects the words, such as `permission-missing`.
    pub code: &'static str,
    /// What was being done, in English, for support.
    pub doing: String,
    /// Values for the words.
    pub facts: BTreeMap<String, String>,
    /// The other side's id of the request that failed.
    pub request_id: Option<String>,
    /// The cause.
    #[source]
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

impl StepError {
    /// An error without cause or values.
    #[must_use]
    pub fn new(kind: ErrorKind, code: &'static str, doing: impl Into<String>) -> Self {
        Self {
            kind,
            code,
            doing: doing.into(),
            facts: BTreeMap::new(),
            request_id: None,
            source: None,
        }
    }

    /// The person asked to stop.
    #[must_use]
    pub fn stopped() -> Self {
        Self::new(ErrorKind::Stopped, "stopped", "stopped by the person")
    }

    /// Adds a value for the words.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }

    /// Adds the cause.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The form that fits in a journal: the chain of causes becomes text.
    #[must_use]
    pub fn to_failure(&self) -> Failure {
        let mut details = self.doing.clone();
        let mut cause = self.source();
        while let Some(error) = cause {
            let _ = write!(details, ": {error}"); // writing to a String cannot fail
            cause = error.source();
        }
        Failure {
            kind: self.kind,
            code: self.code.to_owned(),
            facts: self.facts.clone(),
            details,
            request_id: self.request_id.clone(),
        }
    }
}

/// A [`StepError`] as a journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// What kind of trouble it is.
    pub kind: ErrorKind,
    /// Selects the words.
    pub code: String,
    /// Values for the words.
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
    /// The chain of causes in English.
    pub details: String,
    /// The other side's id of the request that failed.
    #[serde(default)]
    pub request_id: Option<String>,
}
