//! The answers to "why was she skipped?"; the words are in `person.json` of the locales.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use crate::State;

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

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$each])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
    };
}

codes! {
    /// Which answer. The identifiers are stable.
    AnswerCode {
        /// The last attempt failed.
        Fails,
        /// She is there, and a value of hers was left off because somebody else has it.
        ValueLeftOff,
        /// She is about to be removed, and the delete guard holds that back.
        HeldDelete,
        /// A filter of who takes part leaves her out, by her place in the directory or by what she is.
        OutsideUnits,
        /// She is no direct member of the groups that take part.
        OutsideGroups,
        /// The agent left her out.
        LeftOutByAgent,
        /// She is disabled or deleted on the source side.
        NotActive,
        /// She is not assigned to the app.
        NotAssigned,
        /// What people are matched by is empty.
        ImportSkipped,
        /// She was removed or disabled.
        Removed,
        /// Nothing was skipped: both sides agree.
        InStep,
        /// She is tied to an account, and the log has nothing of her.
        TiedWithoutRow,
        /// The service has not met her.
        NeverMet,
        /// Nobody comes through.
        JobNotWell,
        /// The log is closed.
        LogClosed,
        /// The last row says nothing that has words of its own.
        Unexplained,
    }
}

codes! {
    /// Which sentence of an answer. What it fills in stands beside it.
    AnswerLead {
        /// `reason`, `since`.
        Fails,
        /// `address`, `since`: somebody has it; who is not known.
        FailsTaken,
        /// `address`, `other`, `since`.
        FailsTakenBy,
        /// `address`, `other`, `since`: an account of the cloud alone.
        FailsTakenByCloud,
        /// `attribute`, `address`.
        ValueLeftOff,
        /// `attribute`, `address`, `other`.
        ValueLeftOffTakenBy,
        /// How many are held is not known.
        HeldDelete,
        /// `others`.
        HeldDeleteWithOthers,
        /// `unit`, `among`.
        OutsideUnits,
        /// Her place is among those that take part, or not known: a filter of the mapping.
        OutsideFilter,
        /// `among`.
        OutsideGroups,
        LeftOutByAgent,
        NotActive,
        /// `target`.
        NotAssigned,
        /// `target`: she is assigned, and it does not count.
        AssignmentBroken,
        /// `attribute`.
        ImportSkipped,
        /// The attribute is not known.
        ImportSkippedUnknown,
        /// `since`, `until`: left who takes part.
        RemovedLeftScope,
        /// `since`, `until`: deleted on the source side.
        RemovedGone,
        /// `since`, `until`.
        Removed,
        /// `since`.
        Disabled,
        /// `since`.
        InStep,
        /// `account`, `days`.
        Tied,
        /// `account`; how far the log goes back is not known.
        TiedNoAge,
        /// `days`.
        NeverMet,
        /// How far the log goes back is not known.
        NeverMetNoAge,
        /// `state`.
        JobNotWell,
        LogClosedLicence,
        LogClosedRole,
        /// `reason`, `since`.
        Unexplained,
    }
}

codes! {
    /// What to do.
    AnswerTodo {
        /// Correct one of the two who have the same value.
        CorrectOneOfTwo,
        /// Fill or correct the value on the source side.
        CorrectAtSource,
        /// The person it was tied to is gone: forget the pair.
        ForgetPair,
        /// Free a licence in the app.
        FreeLicence,
        /// Let the app allow it.
        AllowInApp,
        /// Nothing: tried again by itself.
        WaitForRetry,
        /// Copy it for support.
        CopyForSupport,
        /// Decide about the held removals.
        OpenHeldDeletes,
        /// Change who takes part.
        OpenScope,
        /// Make her a direct member.
        AddToGroup,
        /// Look at her in Active Directory.
        LookInDirectory,
        /// Enable or restore her on the source side.
        EnableAtSource,
        /// Assign her.
        Assign,
        /// Take the assignment away, wait, and give it again.
        AssignAgain,
        /// Restore the account.
        RestoreUser,
        /// Provision her on demand. That writes.
        TryPerson,
        /// Wait for the next round.
        WaitForRound,
        /// Mend the configuration first.
        OpenConfiguration,
        /// A licence is needed to read the log.
        AskForLicence,
        /// A role is needed to read the log.
        AskForRole,
    }
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
            Self::LogClosedLicence | Self::LogClosedRole => AnswerCode::LogClosed,
            Self::Unexplained => AnswerCode::Unexplained,
        }
    }
}
