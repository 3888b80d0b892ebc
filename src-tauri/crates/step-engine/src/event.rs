//! Facts of a run, in the form in which a journal keeps them. Names and fields are a public format: they only grow.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Failure;

/// One thing that happened, numbered and dated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Number within the journal, from 1, without gaps.
    pub seq: u64,
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// What can happen in a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Event {
    /// Work on the run began, for the first time or again, with these steps in the list's order.
    RunStarted { steps: Vec<String> },
    /// A step began to look.
    StepStarted { step: String, attempt: u32 },
    /// What the look found.
    Found {
        step: String,
        finding: FindingKind,
        notes: Vec<Note>,
    },
    /// The step is about to change things. On disk before its first request.
    Applying { step: String },
    /// What the step is about to create, in enough detail to find it again. On disk before the request.
    Intended { step: String, intent: Value },
    /// Something exists now because of this run. On disk moments after its id is known.
    Created {
        step: String,
        created: Created,
        /// It was, and the same step took it away again. Programs that do not know this take it for the creation told once more.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        withdrawn: bool,
    },
    /// The change was made; it has not been read back yet.
    Applied { step: String },
    /// The step is over.
    StepEnded { step: String, outcome: Outcome },
    /// Work on the run is over, for now or for good.
    RunEnded { done: bool },
}

/// What a look found, without its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// Nothing is left to do.
    AlreadyDone,
    /// Something will change.
    Needed,
    /// The set-up does not want this step.
    NotWanted,
    /// A person must act first.
    Blocked,
}

/// How an attempt at a step ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Outcome {
    /// Changed and read back.
    Succeeded { output: Value },
    /// It was so before.
    AlreadyDone { output: Value },
    /// The set-up does not want it.
    Skipped,
    /// It did not come to an end.
    Failed { failure: Failure },
    /// The person stopped it.
    Stopped,
}

/// A thing that exists because of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Created {
    /// What it is, such as `configuration` or `job`; [`Created::BEFORE_IMAGE`] is a file of ours and changes nothing elsewhere.
    pub kind: String,
    /// Its id in the tenant.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Created {
    /// A file beside the journal that tells how something was before.
    pub const BEFORE_IMAGE: &'static str = "before-image";
}

/// A sentence by its code, with the values to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Key of the sentence.
    pub code: String,
    /// What to fill in.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

impl Note {
    /// A sentence without values.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            values: BTreeMap::new(),
        }
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }
}

/// News that nobody needs to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// The step waits.
    Waiting(Wait),
    /// The wait is over.
    GoingOn,
}

/// One wait, with its cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// Why, such as `throttled`.
    pub cause: String,
    /// Start of the wait.
    pub since: Timestamp,
    /// Next look.
    pub next_look: Timestamp,
    /// Longest it normally takes.
    pub longest: std::time::Duration,
}
