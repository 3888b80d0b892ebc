//! What is answered for an instance, or for all of them as their default.

use std::collections::BTreeMap;

use super::credentials::Credential;
use crate::StepId;
use crate::setup_file::answers::DEFAULT_THRESHOLD;

/// Each answer may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Answers {
    pub(super) scope: Option<Scope>,
    /// No address inside: none is stored by us.
    pub(super) notify: Option<Option<String>>,
    /// No number inside: the guard is left as it is.
    pub(super) accidental_deletes: Option<Option<u32>>,
    pub(super) out_of_scope: Option<OutOfScope>,
    pub(super) existing: Option<Existing>,
    pub(super) test: Option<TestAnswer>,
    pub(super) start: Option<bool>,
    pub(super) credentials: BTreeMap<&'static str, Credential>,
    pub(super) assign: Option<Vec<Assignment>>,
}

/// Who takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The people and groups that are assigned to the app.
    Assigned,
    /// Everybody of the tenant.
    Everyone,
}

/// What becomes of people who leave the scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutOfScope {
    /// They are disabled or deleted in the app, as Microsoft does it.
    Disable,
    /// They are left alone.
    Leave,
}

/// What to do with an instance of that name that is already there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Complete it.
    Adopt,
    /// Change nothing.
    Leave,
}

/// What credentials that cannot be tested come to. Some apps do not offer what the test asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestAnswer {
    /// They are not stored.
    Required,
    /// They are stored all the same.
    Warn,
}

/// Somebody is assigned to the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Who.
    pub who: Assignee,
    /// Id, value or name of a role of the app; the usual one when left out.
    pub role: Option<String>,
}

/// A group or a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assignee {
    /// A group by its name or object id.
    Group(String),
    /// A person by sign-in name or object id.
    User(String),
}

impl Assignee {
    /// As the file names it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Group(name) | Self::User(name) => name,
        }
    }
}

impl Answers {
    /// For a new instance.
    pub(super) fn recommended() -> Self {
        Self {
            scope: Some(Scope::Assigned),
            notify: Some(None),
            accidental_deletes: Some(Some(DEFAULT_THRESHOLD)),
            out_of_scope: Some(OutOfScope::Disable),
            existing: Some(Existing::Adopt),
            test: Some(TestAnswer::Required),
            start: Some(true),
            credentials: BTreeMap::new(),
            assign: Some(Vec::new()),
        }
    }

    /// Whether they ask for this step.
    pub(super) fn wants(&self, step: StepId) -> bool {
        match step {
            StepId::Assign => self.assign.as_ref().is_some_and(|assign| !assign.is_empty()),
            StepId::StartJobs | StepId::FirstStatus => self.start != Some(false),
            _ => true,
        }
    }

    /// These, and where one is left out, the other's. Credentials add up.
    pub(super) fn over(self, other: Self) -> Self {
        let mut credentials = other.credentials;
        credentials.extend(self.credentials);
        Self {
            scope: self.scope.or(other.scope),
            notify: self.notify.or(other.notify),
            accidental_deletes: self.accidental_deletes.or(other.accidental_deletes),
            out_of_scope: self.out_of_scope.or(other.out_of_scope),
            existing: self.existing.or(other.existing),
            test: self.test.or(other.test),
            start: self.start.or(other.start),
            credentials,
            assign: self.assign.or(other.assign),
        }
    }
}
