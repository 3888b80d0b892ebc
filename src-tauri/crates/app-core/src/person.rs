//! One person: who is meant, and why she was skipped. Reads only.

use jiff::Timestamp;
use journeys::Setup;
use provisioning::person::{FoundPerson, PersonAnswer, PersonRow, Unread};
use serde::Serialize;
use ts_rs::TS;

/// What somebody is looked for by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonAsked {
    /// A name, an address, a distinguished name or an id, as it was typed.
    pub text: String,
    /// Those found among rows of the log that were read before.
    pub at_hand: Vec<FoundPerson>,
    /// Ask the sign-in for the permission to read users and ties, where it can be asked. Without that these parts are not read.
    pub ask: bool,
}

/// Whom it is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyAsked {
    /// As she was found.
    pub person: FoundPerson,
    /// The set-up of the configuration that is meant; otherwise that of her newest row, the one of her domain, or the only one.
    pub setup: Option<Setup>,
    /// As in [`PersonAsked::ask`].
    pub ask: bool,
}

/// Why she was skipped, with everything that was read of her.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// As she was found, and what else was learned of her.
    pub person: FoundPerson,
    /// When it was looked, by the service's time.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// The configuration it is about; absent where the tenant has none, or none is hers.
    pub configuration: Option<PersonConfiguration>,
    /// Why.
    pub answer: PersonAnswer,
    /// Her rows of the log, newest first.
    pub rows: Vec<PersonRow>,
    /// There are older ones.
    pub more_rows: bool,
    /// What she is tied to on the target side; absent where she is not, or that was not read.
    pub tie: Option<PersonTie>,
    /// The account on the target side; absent where there is none, or it was not read.
    pub user: Option<PersonUser>,
    /// What could not be read, and why.
    pub unread: PersonUnread,
}

/// The configuration an answer is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonConfiguration {
    /// Object id of its service principal.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its Active Directory domain, where that is known.
    pub domain: Option<String>,
    /// Id of the job that brings people.
    pub job: Option<String>,
}

/// Which account a source object is tied to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonTie {
    /// Id on the source side.
    pub source: String,
    /// Id on the target side.
    pub target: String,
    /// Name that the service keeps with it.
    pub name: Option<String>,
}

/// An account on the target side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonUser {
    /// Object id.
    pub id: String,
    /// Display name.
    pub name: Option<String>,
    /// Sign-in name.
    pub address: Option<String>,
    /// May sign in; absent where that is not told.
    pub enabled: Option<bool>,
    /// Comes from Active Directory; absent where that is not told.
    pub synchronized: Option<bool>,
}

/// Why parts are not known; absent for those that are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonUnread {
    /// The provisioning log.
    pub log: Option<Unread>,
    /// What she is tied to.
    pub tie: Option<Unread>,
    /// The account.
    pub user: Option<Unread>,
    /// The job.
    pub job: Option<Unread>,
    /// Who takes part.
    pub scope: Option<Unread>,
}
