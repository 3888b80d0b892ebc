//! What a session works on, and runs that were begun and not ended.

use journeys::steering::Steering;
use journeys::{Journey, SetupFile};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::CloudName;

/// What the session works on. One thing at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Busy {
    /// Looks what a run or a removal would do; changes nothing.
    Planning,
    /// Carries out a set-up.
    SettingUp,
    /// Takes away what a run created.
    Removing,
    /// Does something with what runs.
    Acting,
    /// Tries one person, which writes.
    Trying,
    /// Sends people.
    Sending,
}

/// What a run does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RunKind {
    /// Carries out a set-up.
    SetUp,
    /// Takes away what that created.
    Removal,
    /// Does something with what runs.
    Act,
}

/// A run that was begun and not ended.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnfinishedRun {
    /// Its journey, by its name.
    #[ts(as = "Journey")]
    pub journey: String,
    /// What it does.
    pub kind: RunKind,
    /// The configuration's name.
    pub name: String,
    /// Which row of a table of set-ups; absent for a set-up by itself.
    pub row: Option<String>,
    /// Its answers.
    #[ts(as = "SetupFile")]
    pub setup: Value,
    /// Steps that ended well.
    pub done: u32,
    /// Steps that are wanted.
    pub total: u32,
    /// A change was begun and nobody knows how it ended.
    pub unknown: bool,
    /// Its last fact, RFC 3339.
    pub at: String,
}

/// A run that was begun and not ended, with the tenant it is about. Known without a sign-in.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnfinishedAnywhere {
    /// Where the tenant lives.
    pub cloud: CloudName,
    /// Tenant id, a GUID.
    pub tenant: String,
    /// The tenant's name when the run began, where the journal kept it; a directory's text, never markup.
    pub tenant_name: Option<String>,
    /// The run.
    pub run: UnfinishedRun,
}

/// An act that was begun and not ended, with the tenant it is about. Known without a sign-in.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OwedAct {
    /// Where the tenant lives.
    pub cloud: CloudName,
    /// Tenant id, a GUID.
    pub tenant: String,
    /// The tenant's name when the act began, where the journal kept it; a directory's text, never markup.
    pub tenant_name: Option<String>,
    /// What is done, and to what.
    pub steering: Steering,
    /// A change was begun and nobody knows how it ended.
    pub unknown: bool,
    /// Its last fact, RFC 3339.
    pub at: String,
}
