//! Who is meant: people as they were found, and what could not be read.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Somebody, or a group, of whom an account was found somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundPerson {
    /// Display name; a directory's text, never markup.
    pub name: String,
    /// Address or sign-in name, where one is known.
    pub address: Option<String>,
    /// Place in Active Directory, where it is known.
    pub distinguished_name: Option<String>,
    /// Id on the source side as the log spells it.
    pub source_id: Option<String>,
    /// Object id on the target side.
    pub target_id: Option<String>,
    /// Kind of object as the source calls it, such as `User`.
    pub kind: Option<String>,
    /// Object id of the service principal that the newest row is of.
    pub configuration: Option<String>,
    /// Id of the job that the newest row is of.
    pub job: Option<String>,
    /// Everywhere the account was found.
    pub found_in: Vec<FoundIn>,
}

/// Where an account was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FoundIn {
    /// Among rows of the log that were read before.
    AtHand,
    /// In the log.
    Log,
    /// Among the users of the tenant.
    Users,
}

/// Everybody who may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleFound {
    /// By name.
    pub people: Vec<FoundPerson>,
    /// There are more than were read.
    pub more: bool,
    /// Why the log was not searched; absent when it was.
    pub log: Option<Unread>,
    /// Why the users were not searched; absent when they were.
    pub users: Option<Unread>,
}

/// Why something is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Unread {
    /// The sign-in was never asked for the permission, and is only asked when a person wants that.
    NotAsked,
    /// The tenant has no licence for it.
    NoLicence,
    /// A permission or a role is missing.
    NotPermitted,
    /// This cloud, or this kind of job, does not have it.
    NotHere,
    /// Nothing is known that it could be asked by.
    NothingToAskBy,
}

impl Unread {
    /// Every reason.
    pub const ALL: &'static [Self] = &[
        Self::NotAsked,
        Self::NoLicence,
        Self::NotPermitted,
        Self::NotHere,
        Self::NothingToAskBy,
    ];
}
