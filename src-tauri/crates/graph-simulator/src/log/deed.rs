//! What a cycle does with an object, and how the log calls it (contract 13.1).

use crate::directory::Flaw;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Create,
    Update,
    /// The account was disabled in Active Directory.
    Disable,
    /// It was enabled again.
    Enable,
    Delete,
    /// Held back by the job's accidental-delete guard.
    StagedDelete,
    /// The same of an account that was disabled.
    StagedDisable,
    /// The tenant's own guard refuses the delete.
    RefusedDelete,
    /// Source and target agree already.
    Skip,
    /// It cannot be created, because of its flaw.
    Fail,
    /// What changed cannot be written, because of its flaw.
    FailUpdate,
    /// Not evaluated at all: it has no value to be matched by.
    ImportSkipped,
    /// It does not fit the scope, and is not in the target.
    NotInScope,
    /// The agent does not hand it over: a system object.
    LeftOut,
    /// It was deleted in Active Directory before it ever came to the target.
    NotActive,
}

const NOT_EVALUATED: &str = "EntrySynchronizationSkipped";

impl Deed {
    /// `provisioningAction`.
    pub(crate) fn action(self) -> &'static str {
        match self {
            Self::Create | Self::Fail => "create",
            Self::Update | Self::FailUpdate | Self::Enable => "update",
            Self::Disable => "disable",
            Self::Delete | Self::RefusedDelete => "delete",
            Self::StagedDelete | Self::StagedDisable => "stagedDelete",
            Self::Skip | Self::ImportSkipped | Self::NotInScope | Self::LeftOut | Self::NotActive => "other",
        }
    }

    /// `provisioningStatusInfo/status`.
    pub(super) fn status(self) -> &'static str {
        match self {
            _ if self.is_failure() => "failure",
            _ if self.is_written() => "success",
            _ => "skipped",
        }
    }

    pub(crate) fn is_failure(self) -> bool {
        matches!(self, Self::Fail | Self::FailUpdate | Self::RefusedDelete)
    }

    /// Something arrived in the target.
    pub(crate) fn is_written(self) -> bool {
        matches!(
            self,
            Self::Create | Self::Update | Self::Disable | Self::Enable | Self::Delete
        )
    }

    pub(crate) fn is_held(self) -> bool {
        matches!(self, Self::StagedDelete | Self::StagedDisable)
    }

    /// There is a counterpart in the target.
    pub(crate) fn has_target(self) -> bool {
        !matches!(
            self,
            Self::Fail | Self::ImportSkipped | Self::NotInScope | Self::LeftOut | Self::NotActive
        )
    }

    /// The object leaves the scope, or would if nobody held it back.
    pub(super) fn leaves(self) -> bool {
        matches!(self, Self::Delete | Self::StagedDelete | Self::RefusedDelete)
    }

    /// `errorCode` and `reason`, where there is something to say.
    pub(super) fn reason(self, flaw: Option<Flaw>) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Fail | Self::FailUpdate => return flaw.map(|flaw| (flaw.code(), flaw.reason())),
            Self::Skip => (
                "RedundantExport",
                "The state of the object in both the source and target systems already match.",
            ),
            Self::RefusedDelete => (
                "AccidentalDeletionPrevention",
                "The delete was refused because it would exceed the accidental deletion threshold of the tenant.",
            ),
            Self::ImportSkipped => (Flaw::MatchEmpty.code(), Flaw::MatchEmpty.reason()),
            Self::NotInScope => (NOT_EVALUATED, "The object does not pass the scoping filter."),
            Self::NotActive => (NOT_EVALUATED, "The object is not active in the source system."),
            Self::LeftOut => (NOT_EVALUATED, "The object was filtered out by the agent."),
            _ => return None,
        })
    }
}
