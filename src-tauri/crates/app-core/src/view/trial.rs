//! The one person who is tried before everybody follows.

use serde::Serialize;
use ts_rs::TS;

use crate::view::WaitView;
use crate::{Problem, State};

/// One person who is provisioned on demand. This writes.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrialView {
    /// Distinguished name of the person in Active Directory, or sign-in name or object id in the cloud.
    pub person: String,
    /// It goes on.
    pub working: bool,
    /// Why it waits, if it does.
    pub wait: Option<WaitView>,
    /// What came of it.
    pub result: Option<TrialResult>,
    /// Why there is no result.
    pub problem: Option<Problem>,
}

/// What Microsoft says it did with one person (contract 7.8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrialResult {
    /// `success`, `skipped` or `failure`.
    pub verdict: TrialVerdict,
    /// `create`, `update`, `delete`, `disable` or `other`.
    pub action: TrialAction,
    /// Microsoft's code for what went otherwise, such as `RedundantExport`.
    pub code: Option<String>,
    /// What that code says of the way between the two directories, where it is known.
    pub cause: Option<State>,
    /// Microsoft's sentence, in English.
    pub message: Option<String>,
    /// Import, scope, match and action, in this order.
    pub steps: Vec<TrialStep>,
    /// What changed in the account; nothing here is a secret.
    pub changes: Vec<TrialChange>,
    /// How the account is called, as far as it was told.
    pub target: Option<String>,
}

/// How a trial ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TrialVerdict {
    Success,
    Skipped,
    Failure,
}

/// What was done to the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TrialAction {
    Create,
    Update,
    Delete,
    Disable,
    Other,
}

/// One of the four parts of a trial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrialStep {
    /// Which part.
    pub part: TrialPart,
    /// How it went.
    pub state: TrialState,
    /// What Microsoft tells of it, name and value.
    pub details: Vec<(String, String)>,
}

/// The parts of a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TrialPart {
    /// Read where people come from.
    Import,
    /// Whether the person takes part.
    Scope,
    /// Whether the person is there already.
    Match,
    /// What was written.
    Action,
}

/// How a part of a trial went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TrialState {
    Success,
    Skipped,
    Failure,
    /// Microsoft's answer does not speak of it.
    NotTold,
}

/// One attribute of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrialChange {
    /// Microsoft's name of the attribute.
    pub attribute: String,
    /// Its value before.
    pub before: Option<String>,
    /// Its value now.
    pub after: Option<String>,
}
