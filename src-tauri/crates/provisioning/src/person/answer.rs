//! The answers to "why was she skipped?"; the words are in `person.json` of the locales.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use crate::State;
use crate::log::Cause;
use crate::vocabulary::vocabulary;

/// The answer: one of the [`AnswerCode`]s, told by one of its leads, with what to fill in and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonAnswer {
    /// Which answer: `person.answer.<code>` in the locales.
    pub code: AnswerCode,
    /// Which of its sentences: `person.lead.<lead>` in the locales.
    pub lead: AnswerLead,
    /// What to fill in.
    pub values: AnswerValues,
    /// What to do, in order: `person.todo.<todo>` in the locales. Empty where nothing is to be done.
    pub todo: Vec<AnswerTodo>,
}

/// What the sentences fill in, as far as it is known. Each lead names what it needs, and that is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswerValues {
    /// Who was asked about.
    pub name: String,
    /// The value that somebody else has.
    pub address: Option<String>,
    /// Who has it.
    pub other: Option<String>,
    /// The attribute it is about.
    pub attribute: Option<String>,
    /// Microsoft's code of the reason.
    pub error: Option<String>,
    /// What that comes down to, where there are words for it: `log.code.<cause>` in the locales.
    pub cause: Option<Cause>,
    /// Microsoft's own words for it.
    pub reason: Option<String>,
    /// The organizational unit she is in.
    pub unit: Option<String>,
    /// Who takes part, by name.
    pub among: Vec<String>,
    /// The application, or the directory, that is written to.
    pub target: Option<String>,
    /// The account she is tied to.
    pub account: Option<String>,
    /// How many others are held back with her.
    #[ts(type = "number | null")]
    pub others: Option<u64>,
    /// Since when it is so, or when it was done.
    #[ts(type = "string | null")]
    pub since: Option<Timestamp>,
    /// Until when it can be undone.
    #[ts(type = "string | null")]
    pub until: Option<Timestamp>,
    /// How many days the log goes back.
    #[ts(type = "number | null")]
    pub days: Option<u64>,
    /// Where the job stands.
    pub state: Option<State>,
}

vocabulary! {
    /// Which answer. The identifiers are stable.
    AnswerCode,
    /// The last attempt failed.
    Fails = "fails",
    /// She is there, and a value of hers was left off because somebody else has it.
    ValueLeftOff = "value-left-off",
    /// She is about to be removed, and the delete guard holds that back.
    HeldDelete = "held-delete",
    /// A filter of who takes part leaves her out, by her place in the directory or by what she is.
    OutsideUnits = "outside-units",
    /// She is no direct member of the groups that take part.
    OutsideGroups = "outside-groups",
    /// The agent left her out.
    LeftOutByAgent = "left-out-by-agent",
    /// She is disabled or deleted on the source side.
    NotActive = "not-active",
    /// She is not assigned to the app.
    NotAssigned = "not-assigned",
    /// What people are matched by is empty.
    ImportSkipped = "import-skipped",
    /// She was removed or disabled.
    Removed = "removed",
    /// Nothing was skipped: both sides agree.
    InStep = "in-step",
    /// She is tied to an account, and the log has nothing of her.
    TiedWithoutRow = "tied-without-row",
    /// The service has not met her.
    NeverMet = "never-met",
    /// Nobody comes through.
    JobNotWell = "job-not-well",
    /// The log is closed.
    LogClosed = "log-closed",
    /// The last row says nothing that has words of its own.
    Unexplained = "unexplained",
}

vocabulary! {
    /// Which sentence of an answer. What it fills in stands beside it.
    AnswerLead,
    /// `reason`, `since`.
    Fails = "fails",
    /// `address`, `since`: somebody has it; who is not known.
    FailsTaken = "fails-taken",
    /// `address`, `other`, `since`.
    FailsTakenBy = "fails-taken-by",
    /// `address`, `other`, `since`: an account of the cloud alone.
    FailsTakenByCloud = "fails-taken-by-cloud",
    /// `attribute`, `address`.
    ValueLeftOff = "value-left-off",
    /// `attribute`, `address`, `other`.
    ValueLeftOffTakenBy = "value-left-off-taken-by",
    /// How many are held is not known.
    HeldDelete = "held-delete",
    /// `others`.
    HeldDeleteWithOthers = "held-delete-with-others",
    /// `unit`, `among`.
    OutsideUnits = "outside-units",
    /// Her place is among those that take part, or not known: a filter of the mapping.
    OutsideFilter = "outside-filter",
    /// `among`.
    OutsideGroups = "outside-groups",
    /// Nothing to fill in.
    LeftOutByAgent = "left-out-by-agent",
    /// Nothing to fill in.
    NotActive = "not-active",
    /// `target`.
    NotAssigned = "not-assigned",
    /// `target`: she is assigned, and it does not count.
    AssignmentBroken = "assignment-broken",
    /// `attribute`.
    ImportSkipped = "import-skipped",
    /// The attribute is not known.
    ImportSkippedUnknown = "import-skipped-unknown",
    /// `since`, `until`: left who takes part.
    RemovedLeftScope = "removed-left-scope",
    /// `since`, `until`: deleted on the source side.
    RemovedGone = "removed-gone",
    /// `since`, `until`.
    Removed = "removed",
    /// `since`.
    Disabled = "disabled",
    /// `since`.
    InStep = "in-step",
    /// `account`, `days`.
    Tied = "tied",
    /// `account`; how far the log goes back is not known.
    TiedNoAge = "tied-no-age",
    /// `days`.
    NeverMet = "never-met",
    /// How far the log goes back is not known.
    NeverMetNoAge = "never-met-no-age",
    /// `state`.
    JobNotWell = "job-not-well",
    /// Nothing to fill in.
    LogClosedLicence = "log-closed-licence",
    /// Nothing to fill in.
    LogClosedRole = "log-closed-role",
    /// This cloud has no log.
    LogClosedCloud = "log-closed-cloud",
    /// `reason`, `since`.
    Unexplained = "unexplained",
}

vocabulary! {
    /// What to do.
    AnswerTodo,
    /// Correct one of the two who have the same value.
    CorrectOneOfTwo = "correct-one-of-two",
    /// Fill or correct the value on the source side.
    CorrectAtSource = "correct-at-source",
    /// The person it was tied to is gone: forget the pair.
    ForgetPair = "forget-pair",
    /// Free a licence in the app.
    FreeLicence = "free-licence",
    /// Let the app allow it.
    AllowInApp = "allow-in-app",
    /// Nothing: tried again by itself.
    WaitForRetry = "wait-for-retry",
    /// Copy it for support.
    CopyForSupport = "copy-for-support",
    /// Decide about the held removals.
    OpenHeldDeletes = "open-held-deletes",
    /// Change who takes part.
    OpenScope = "open-scope",
    /// Make her a direct member.
    AddToGroup = "add-to-group",
    /// Look at her in Active Directory.
    LookInDirectory = "look-in-directory",
    /// Enable or restore her on the source side.
    EnableAtSource = "enable-at-source",
    /// Assign her.
    Assign = "assign",
    /// Take the assignment away, wait, and give it again.
    AssignAgain = "assign-again",
    /// Restore the account.
    RestoreUser = "restore-user",
    /// Provision her on demand. That writes.
    TryPerson = "try-person",
    /// Wait for the next round.
    WaitForRound = "wait-for-round",
    /// Mend the configuration first.
    OpenConfiguration = "open-configuration",
    /// A licence is needed to read the log.
    AskForLicence = "ask-for-licence",
    /// A role is needed to read the log.
    AskForRole = "ask-for-role",
}

impl AnswerLead {
    /// The answer it tells.
    #[must_use]
    pub const fn code(self) -> AnswerCode {
        match self {
            Self::Fails | Self::FailsTaken | Self::FailsTakenBy | Self::FailsTakenByCloud => AnswerCode::Fails,
            Self::ValueLeftOff | Self::ValueLeftOffTakenBy => AnswerCode::ValueLeftOff,
            Self::HeldDelete | Self::HeldDeleteWithOthers => AnswerCode::HeldDelete,
            Self::OutsideUnits | Self::OutsideFilter => AnswerCode::OutsideUnits,
            Self::OutsideGroups => AnswerCode::OutsideGroups,
            Self::LeftOutByAgent => AnswerCode::LeftOutByAgent,
            Self::NotActive => AnswerCode::NotActive,
            Self::NotAssigned | Self::AssignmentBroken => AnswerCode::NotAssigned,
            Self::ImportSkipped | Self::ImportSkippedUnknown => AnswerCode::ImportSkipped,
            Self::RemovedLeftScope | Self::RemovedGone | Self::Removed | Self::Disabled => AnswerCode::Removed,
            Self::InStep => AnswerCode::InStep,
            Self::Tied | Self::TiedNoAge => AnswerCode::TiedWithoutRow,
            Self::NeverMet | Self::NeverMetNoAge => AnswerCode::NeverMet,
            Self::JobNotWell => AnswerCode::JobNotWell,
            Self::LogClosedLicence | Self::LogClosedRole | Self::LogClosedCloud => AnswerCode::LogClosed,
            Self::Unexplained => AnswerCode::Unexplained,
        }
    }
}
