//! All the window sees: one whole value with a revision, never a delta.

use std::collections::BTreeMap;

use journeys::StepId;
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::problem::Problem;

/// The whole picture at one moment. The window keeps the one with the highest revision.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppView {
    /// Rises with every change.
    #[ts(type = "number")]
    pub revision: u64,
    /// The tenant everything on screen is about; absent until one is chosen and reached.
    pub tenant: Option<TenantView>,
    /// What was or is being done to it.
    pub run: Option<RunView>,
    /// Things the person should know about the application itself (a damaged file set aside, for one).
    pub notices: Vec<Note>,
    /// Every request of this session, newest last.
    pub requests: RequestLogView,
}

/// Where changes would land.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TenantView {
    /// Tenant id, a GUID.
    pub id: String,
    /// Its display name; a directory's text, never markup.
    pub name: String,
    /// Its initial domain, such as `contoso.onmicrosoft.com`.
    pub domain: String,
    /// Which Microsoft cloud, or the demo tenant.
    pub cloud: CloudName,
}

/// The clouds by the names of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CloudName {
    /// The simulator inside this application.
    Demo,
    /// The worldwide cloud.
    Global,
    /// US Government L4.
    Usgov,
    /// US Government L5.
    UsgovDod,
    /// China, 21Vianet.
    China,
    /// Two origins typed on the command line.
    Custom,
}

/// One run of a journey.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunView {
    /// Which journey, such as `cloud-sync`.
    pub journey: String,
    /// The configuration's name from the set-up.
    pub name: String,
    /// The answers it works on, as the set-up file has them.
    #[ts(type = "import(\"./setup\").SetupFile")]
    pub setup: Value,
    /// How far the run is.
    pub phase: RunPhase,
    /// Every step in the order of the list.
    pub steps: Vec<StepView>,
    /// Changes made so far, read back or not.
    pub changes_made: u32,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RunPhase {
    /// Looking only; the plan grows.
    Planning,
    /// The plan is complete; nothing has been written.
    Planned,
    /// Changing the tenant.
    Running,
    /// The person asked to stop; a write under way ends first.
    Stopping,
    /// Stopped; running again goes on.
    Stopped,
    /// A step failed or is blocked; running again goes on.
    Failed,
    /// Every step is done.
    Done,
}

/// One step of a run.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// Stable id, the key of its words.
    pub id: StepId,
    /// Where it stands.
    pub state: StepState,
    /// What it will change, is changing or has changed, and what it leaves as it is.
    pub notes: Vec<Note>,
    /// The writes it will make, in order; only in a plan that is complete.
    pub requests: Vec<RequestPreview>,
    /// Milliseconds spent on it so far.
    #[ts(type = "number")]
    pub spent: u64,
}

/// A write as it would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestPreview {
    /// HTTP method.
    pub method: String,
    /// Path; ids that do not exist yet are `{braced}`.
    pub path: String,
    /// Body as indented JSON, secrets taken out.
    pub body: Option<String>,
}

/// Where a step stands.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum StepState {
    /// Not begun; `after` names what it waits for.
    ToCome { after: Vec<StepId> },
    /// Reading the tenant.
    Looking,
    /// Will change the tenant when applied (plan only).
    WillChange,
    /// Changing the tenant.
    Changing,
    /// Waiting for Microsoft.
    Waiting(WaitView),
    /// Changed; reading it back.
    Confirming,
    /// Done and read back; `already` when it was so before this run.
    Done { already: bool },
    /// The set-up does not want it.
    NotWanted,
    /// Ended by the person.
    Stopped,
    /// The answer got lost; looking whether it happened.
    Unknown,
    /// A person must act.
    Failed { problem: Problem },
}

/// One wait, with its cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitView {
    /// Why, such as `not-visible-yet` or `throttled`.
    pub cause: String,
    /// Start of the wait, RFC 3339.
    pub since: String,
    /// Next look, RFC 3339.
    pub next_look: String,
    /// Longest it normally takes, in seconds.
    #[ts(type = "number")]
    pub longest: u64,
}

/// A sentence of the locales with its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// Key of the sentence.
    pub code: String,
    /// What to fill in.
    pub values: BTreeMap<String, String>,
}

/// The newest requests and how many there were.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestLogView {
    /// All requests of this session.
    #[ts(type = "number")]
    pub total: u64,
    /// The newest of them, oldest first.
    pub rows: Vec<RequestRow>,
}

/// One request to Microsoft Graph; secrets are taken out before it gets here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestRow {
    /// Number in this session, from 1.
    #[ts(type = "number")]
    pub number: u64,
    /// HTTP method.
    pub method: String,
    /// Path with query, below the Graph host.
    pub path: String,
    /// HTTP status; absent when no answer came.
    pub status: Option<u16>,
    /// Start, RFC 3339.
    pub at: String,
    /// Milliseconds until the answer was read.
    #[ts(type = "number")]
    pub took: u64,
    /// Microsoft's id of the request, for support.
    pub request_id: Option<String>,
    /// The body sent, secrets taken out.
    pub body: Option<String>,
    /// What an error answered, shortened.
    pub answer: Option<String>,
}
