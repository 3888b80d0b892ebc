//! What a step is.

use std::future::Future;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use crate::{Cx, Note, StepError};

/// What all steps of a list share: clients, the set-up, the clock of the other side.
pub trait Services: Send + Sync + 'static {
    /// How long a look after a change may still show the old picture before that is a failure.
    fn confirm_window(&self) -> Duration;
}

/// One unit that people see and the engine runs.
///
/// `check` looks and never changes anything; it may be called any number of times. `apply` changes. The engine runs
/// `check → apply → check`.
pub trait Step<S: Services>: Send + Sync + 'static {
    /// What later steps may read, by type.
    type Output: Clone + Serialize + Send + Sync + 'static;

    /// Stable name in journals, words and the window; never changes.
    const ID: &'static str;

    /// When steps that need this one may begin.
    const RELEASE: Release = Release::Confirmed;

    /// Looks. Where the outputs it needs do not exist yet it answers from the set-up alone and calls nothing.
    fn check(&self, cx: &Cx<S>) -> impl Future<Output = Result<Finding<Self::Output>, StepError>> + Send;

    /// Changes.
    fn apply(&self, cx: &Cx<S>) -> impl Future<Output = Result<Self::Output, StepError>> + Send;
}

/// When the steps that need a step may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// When the change has been made; reading it back runs beside them. For changes whose answer is proof enough.
    Applied,
    /// When the change has been read back.
    Confirmed,
}

/// What a look found.
#[derive(Debug)]
pub enum Finding<T> {
    /// Nothing is left to do.
    AlreadyDone(T, Preview),
    /// Something will change.
    Needed(Preview),
    /// The set-up does not want this; whatever exists stays.
    NotWanted(Preview),
    /// A person must act first.
    Blocked(StepError),
}

/// What a plan shows of a step: what it will change and what it leaves, and the requests that would do it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preview {
    /// Sentences by their codes.
    pub notes: Vec<Note>,
    /// The writes, in order, secrets taken out.
    pub requests: Vec<RequestPreview>,
    /// What is not as wanted, as far as it can be shown. Tells why a change could not be confirmed.
    pub differences: Vec<Difference>,
}

/// One value that is not as wanted, without secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What the other side calls it.
    pub setting: String,
    /// What it should be.
    pub wanted: String,
    /// What it is; empty when it is not there.
    pub found: String,
}

/// A write as it would be sent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequestPreview {
    /// HTTP method.
    pub method: &'static str,
    /// Path; ids that do not exist yet are `{braced}`.
    pub path: String,
    /// Body, secrets taken out.
    pub body: Option<Value>,
}

impl Preview {
    /// A preview with nothing to say.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds a sentence.
    #[must_use]
    pub fn note(mut self, note: Note) -> Self {
        self.notes.push(note);
        self
    }

    /// Adds a value that is not as wanted.
    #[must_use]
    pub fn differs(mut self, setting: impl Into<String>, wanted: impl Into<String>, found: impl Into<String>) -> Self {
        self.differences.push(Difference {
            setting: setting.into(),
            wanted: wanted.into(),
            found: found.into(),
        });
        self
    }

    /// Adds a write.
    #[must_use]
    pub fn request(mut self, method: &'static str, path: impl Into<String>, body: Option<Value>) -> Self {
        self.requests.push(RequestPreview {
            method,
            path: path.into(),
            body,
        });
        self
    }
}
