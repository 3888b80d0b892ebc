//! Who is meant: people as they were found, and what could not be read.

use graph_client::models::User;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::log::{Closed, Kind, LogRow, dn};

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
    /// What kind of object it is, where that is known.
    pub kind: Option<Kind>,
    /// Id of the job that her newest row is of.
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleFound {
    /// By name.
    pub people: Vec<FoundPerson>,
    /// There are more than were read.
    pub more: bool,
    /// Whoever was typed: to ask about although nobody was found.
    pub typed: FoundPerson,
    /// Why the log was not searched; absent when it was.
    pub log: Option<NotRead>,
    /// Why the users were not searched; absent when they were.
    pub users: Option<NotRead>,
}

/// Why something is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum NotRead {
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

impl FoundPerson {
    /// As a row of the log knows somebody.
    #[must_use]
    pub fn of_row(row: &LogRow, found_in: FoundIn) -> Self {
        let known = [&row.name, &row.address, &row.dn, &row.source_id];
        Self {
            name: known.into_iter().flatten().next().cloned().unwrap_or_default(),
            address: row.address.clone(),
            distinguished_name: row.dn.clone(),
            source_id: row.source_id.clone(),
            target_id: row.target_id.clone(),
            kind: Some(row.kind),
            job: row.job.clone(),
            found_in: vec![found_in],
        }
    }

    /// As the tenant knows a user.
    #[must_use]
    pub fn of_user(user: &User) -> Self {
        let address = user.user_principal_name.clone().or_else(|| user.mail.clone());
        let name = user.display_name.clone().or_else(|| address.clone());
        Self {
            name: name.unwrap_or_else(|| user.id.clone()),
            address,
            distinguished_name: user.on_premises_distinguished_name.clone(),
            target_id: Some(user.id.clone()),
            found_in: vec![FoundIn::Users],
            ..Self::default()
        }
    }

    /// The Active Directory domain she is in, by her distinguished name.
    #[must_use]
    pub fn domain(&self) -> Option<String> {
        dn::domain(self.distinguished_name.as_deref()?)
    }

    /// An id to ask by, that of the source side first.
    pub(super) fn an_id(&self) -> Option<&str> {
        self.source_id.as_deref().or(self.target_id.as_deref())
    }

    /// Both are the same account.
    pub(super) fn is(&self, other: &Self) -> bool {
        let same = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) => Some(one.eq_ignore_ascii_case(other)),
            _ => None,
        };
        let places = (&self.distinguished_name, &other.distinguished_name);
        let by_id = same(&self.source_id, &other.source_id).or_else(|| same(&self.target_id, &other.target_id));
        by_id.unwrap_or_else(|| matches!(places, (Some(one), Some(other)) if dn::is_same(one, other)))
    }

    /// Takes over what is not known yet.
    pub(super) fn learn(&mut self, other: Self) {
        let fill = |known: &mut Option<String>, new: Option<String>| {
            if known.is_none() {
                *known = new;
            }
        };
        fill(&mut self.address, other.address);
        fill(&mut self.distinguished_name, other.distinguished_name);
        fill(&mut self.source_id, other.source_id);
        fill(&mut self.target_id, other.target_id);
        fill(&mut self.job, other.job);
        self.kind = self.kind.or(other.kind);
        for place in other.found_in {
            if !self.found_in.contains(&place) {
                self.found_in.push(place);
            }
        }
    }
}

impl From<Closed> for NotRead {
    fn from(closed: Closed) -> Self {
        match closed {
            Closed::NeedsPremium => Self::NoLicence,
            Closed::NotAllowed => Self::NotPermitted,
            Closed::NotInThisCloud => Self::NotHere,
        }
    }
}

impl NotRead {
    /// Every reason.
    pub const ALL: &'static [Self] = &[
        Self::NotAsked,
        Self::NoLicence,
        Self::NotPermitted,
        Self::NotHere,
        Self::NothingToAskBy,
    ];
}
