//! A sending of people as its pages show it: counts, codes and numbers. Who is behind a count is asked for, twenty at a time.

use people_file::Problem as PeopleProblem;
use provisioning::log::Cause;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PeopleRefusal;
use crate::feed::Finding;
use crate::{Problem, Timestamp};

/// What is known of the sending of a feed. Holds nobody's data.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedView {
    /// Of the feed.
    pub name: String,
    /// What would be sent is being looked at.
    pub looking: bool,
    /// A sending that broke off: it goes on before anything else is sent.
    pub unfinished: Option<FeedUnfinishedView>,
    /// What would be sent.
    pub review: Option<FeedReviewView>,
    /// Why there is no look, or no sending.
    pub refused: Option<FeedRefusedView>,
    /// How far the sending under way has come.
    pub progress: Option<FeedProgressView>,
    /// What the last sending came to.
    pub end: Option<FeedEndView>,
    /// The log is read for what became of everybody.
    pub following: bool,
    /// Rises whenever others may be behind the counts.
    #[ts(type = "number")]
    pub revision: u64,
}

/// A sending that broke off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedUnfinishedView {
    /// Name of its file, without the folder.
    pub file: String,
    /// How many are in it.
    pub people: u32,
    /// Those who are sent first were seen to arrive.
    pub pilot_is_over: bool,
}

/// Why there is no look, or no sending; one of them is told.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedRefusedView {
    /// What a person must do first.
    pub finding: Option<Finding>,
    /// The file cannot be read, or is another than it was.
    pub file: Option<PeopleRefusal>,
    pub problem: Option<Problem>,
}

/// What would be sent, and what must be decided first.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedReviewView {
    /// Of this look; whoever sends names it, so that nothing is sent but what was on the page.
    pub look: String,
    /// Name of the file, without the folder.
    pub file: String,
    /// Rows with a person.
    #[ts(type = "number")]
    pub rows: u64,
    pub counts: FeedCounts,
    /// What is wrong in the file, what blocks first.
    pub problems: Vec<PeopleProblem>,
    /// Headings of the columns in which something is wrong, by their place.
    pub headings: Vec<(usize, String)>,
    /// Rows that cannot be sent, the first of them.
    pub unfit: Vec<FeedUnfit>,
    pub findings: Vec<Finding>,
    /// Those who cannot be sent yet, by why.
    pub aside: Vec<FeedAside>,
    /// Where the mapping in the tenant is not as the set-up says.
    pub mapping: Vec<journeys::people_feed::Change>,
    /// How many people are sent.
    #[ts(type = "number")]
    pub people: u64,
    /// In how many calls.
    #[ts(type = "number")]
    pub calls: u64,
    /// How many of them first.
    pub pilot: usize,
    /// Calls of the last day, and how many a day may have.
    pub today: usize,
    pub a_day: usize,
    /// Something must be settled before anything is sent.
    pub blocked: bool,
    /// Details are filled in; nobody is created and nobody is switched off.
    pub enriches: bool,
    /// Whoever is not in the file any more stays as they are.
    pub keeps_the_absent: bool,
    /// How many may leave, as it was typed.
    #[ts(type = "number | null")]
    pub leavers: Option<u64>,
}

/// How many of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedCounts {
    #[ts(type = "number")]
    pub new: u64,
    /// Sent for the first time, and in the tenant by their number.
    #[ts(type = "number")]
    pub found: u64,
    #[ts(type = "number")]
    pub changed: u64,
    #[ts(type = "number")]
    pub unchanged: u64,
    #[ts(type = "number")]
    pub leaving: u64,
    /// A rule of the set-up or their status says so.
    #[ts(type = "number")]
    pub left_out: u64,
    /// Rows that do not count because another one has their number.
    #[ts(type = "number")]
    pub repeated: u64,
    /// Not in the file, and left as they are.
    #[ts(type = "number")]
    pub kept: u64,
    /// Never switched off: whoever sends, and who is told of trouble.
    #[ts(type = "number")]
    pub own: u64,
    /// They cannot be sent yet.
    #[ts(type = "number")]
    pub aside: u64,
}

/// A row that cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedUnfit {
    #[ts(type = "number")]
    pub row: u64,
    pub why: FeedUnfitWhy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FeedUnfitWhy {
    NoNumber,
    StatusWord,
    Date,
}

/// So many cannot be sent yet, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedAside {
    /// Key of its words.
    pub why: String,
    pub count: usize,
    /// They can do without anybody.
    pub settled: bool,
}

/// Where a sending is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FeedStage {
    /// What is sent is written down.
    Preparing,
    /// Some are sent first.
    Pilot,
    /// It is waited for what the log says of those.
    PilotWaits,
    Sending,
}

/// How far a sending has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedProgressView {
    pub stage: FeedStage,
    /// Somebody stops it.
    pub stopping: bool,
    /// Who is sent; 0 while that is not known.
    pub people: u32,
    pub accepted: u32,
    pub refused: u32,
    /// How many are sent first.
    pub pilot: u32,
    /// What the log says of those.
    pub followed: Option<FeedFollowed>,
    /// When this stage began, RFC 3339.
    #[ts(type = "string")]
    pub since: Timestamp,
}

/// How many have which outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedFollowed {
    #[ts(type = "number")]
    pub done: u64,
    #[ts(type = "number")]
    pub already_right: u64,
    #[ts(type = "number")]
    pub created_off: u64,
    #[ts(type = "number")]
    pub left_out: u64,
    #[ts(type = "number")]
    pub refused: u64,
    /// The log says nothing of them yet.
    #[ts(type = "number")]
    pub open: u64,
}

/// How a sending ended, by the key of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FeedEndName {
    Done,
    Stopped,
    Later,
    MostCalls,
    Refused,
    Gone,
    PilotRefused,
    PilotUnseen,
    Failed,
}

/// What a sending came to.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedEndView {
    pub ending: FeedEndName,
    /// No more is taken before this moment, RFC 3339.
    #[ts(type = "string | null")]
    pub until: Option<Timestamp>,
    pub problem: Option<Problem>,
    pub accepted: u32,
    /// Those whom the service did not take.
    pub not_taken: usize,
    /// Not decided yet.
    pub open: u32,
    /// Requests that were sent again because their answer was lost.
    #[ts(type = "number")]
    pub again: u64,
    /// What the log says; absent where it was not looked at.
    pub followed: Option<FeedFollowed>,
    /// Those whom the log says were refused, by code.
    pub refusals: Vec<FeedRefusals>,
    /// Why the log could not be read.
    pub unread: Option<Problem>,
    /// RFC 3339.
    #[ts(type = "string")]
    pub at: Timestamp,
}

/// So many were refused for this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedRefusals {
    /// Of the service.
    pub code: String,
    pub cause: Option<Cause>,
    pub count: usize,
}

/// Who is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FeedGroup {
    New,
    Found,
    Changed,
    Unchanged,
    Leaving,
    LeftOut,
    Repeated,
    Kept,
    Own,
    /// Those who cannot be sent yet, for one reason.
    Aside,
    /// Those who are sent first.
    Pilot,
    Done,
    AlreadyRight,
    CreatedOff,
    /// A rule of the job leaves them out.
    ByRule,
    /// Those who were refused, with one code.
    Refused,
    NoWord,
    NotTaken,
}

/// Twenty people at most, of so many.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedPeople {
    pub total: usize,
    pub people: Vec<FeedPerson>,
}

/// Somebody behind a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FeedPerson {
    pub number: String,
    /// Row of the file; 0 for somebody who is in it no more.
    #[ts(type = "number")]
    pub row: u64,
    /// Their name, where a file at hand says it; text of the file, never markup.
    pub name: String,
    /// What they would sign in by, where that is made.
    pub sign_in: Option<String>,
}

/// A feed that was sent through from this computer. Known without a sign-in.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KnownFeed {
    /// Where the tenant lives.
    pub cloud: super::CloudName,
    /// Tenant id, a GUID.
    pub tenant: String,
    /// The tenant's name when it was sent; a directory's text, never markup.
    pub tenant_name: Option<String>,
    pub name: String,
    /// Its answers.
    #[ts(as = "journeys::SetupFile")]
    pub setup: serde_json::Value,
    /// Of the last file, without its folder.
    pub file: String,
    #[ts(type = "number")]
    pub rows: u64,
    /// When that was looked at, RFC 3339.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// That sending broke off.
    pub unfinished: bool,
}
