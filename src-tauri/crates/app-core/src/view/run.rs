//! What was or is being done to the tenant.

use journeys::steering::{Asked, Steering};
use journeys::{Journey, SetupFile, SetupSetting, StepId, StepPart};
use serde::{Deserialize as _, Serialize};
use serde_json::Value;
use step_engine::Difference;
use ts_rs::TS;

use crate::Problem;
use crate::view::Note;

/// One run of a journey.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunView {
    /// Which journey, by its name.
    #[ts(as = "Journey")]
    pub journey: String,
    /// The configuration's name from the set-up.
    pub name: String,
    /// The answers it works on, as the set-up file has them. Of an act, which the window is given as [`ActView`], the act itself.
    #[ts(as = "SetupFile")]
    pub setup: Value,
    /// How far the run is.
    pub phase: RunPhase,
    /// Every step in the order of the list.
    pub steps: Vec<StepView>,
    /// Steps in which this run changed something so far, read back or not. Of a run that found everything done it is 0, whatever
    /// the runs before it changed.
    pub changes_made: u32,
    /// What exists because of this run and those before it in its journal, in the order of its creation.
    pub created: Vec<CreatedView>,
    /// A removal took away all that was created, and it was looked for and not found afterwards.
    pub removed: bool,
    /// When it began, RFC 3339; absent before its first fact.
    pub began: Option<String>,
    /// When it ended, RFC 3339; absent while it works.
    pub ended: Option<String>,
}

/// An act on what runs.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActView {
    /// What is done, and to what.
    #[ts(as = "Steering")]
    pub steering: Value,
    /// What a person types out before it begins, in order.
    pub asks: Vec<Asked>,
    /// How far it is.
    pub phase: RunPhase,
    /// Every step in the order of the list.
    pub steps: Vec<StepView>,
    /// Steps in which this run of it changed something so far, read back or not.
    pub changes_made: u32,
    /// When it began, RFC 3339; absent before its first fact.
    pub began: Option<String>,
    /// When it ended, RFC 3339; absent while it works.
    pub ended: Option<String>,
}

impl ActView {
    /// In the tenant of this name.
    #[must_use]
    pub fn of(run: RunView, tenant: &str) -> Self {
        let steering = Steering::deserialize(&run.setup);
        Self {
            asks: steering.map(|steering| steering.asks(tenant)).unwrap_or_default(),
            steering: run.setup,
            phase: run.phase,
            steps: run.steps,
            changes_made: run.changes_made,
            began: run.began,
            ended: run.ended,
        }
    }
}

/// A thing that a run created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreatedView {
    /// `application`, `configuration` (its service principal), `job`, or `before-image`: a file beside the journal that tells how
    /// something was before this run changed it.
    pub kind: String,
    /// Its id in the tenant; of a file its name.
    pub id: String,
    /// Its name; of a job its template; of a file what it tells of.
    pub name: String,
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
    /// Which part of the run it belongs to.
    pub part: StepPart,
    /// It never changes anything.
    pub only_looks: bool,
    /// Where it stands.
    pub state: StepState,
    /// What it will change, is changing or has changed, and what it leaves as it is.
    pub notes: Vec<Note>,
    /// The writes it will make, in order; only in a plan that is complete.
    pub requests: Vec<RequestPreview>,
    /// What is there and what should be there, where they differ; only in a plan that is complete.
    pub differences: Vec<DifferenceView>,
    /// Causeway changed something here, in this run or in an earlier one of the same journal: same tenant, same name.
    pub changed: bool,
    /// Milliseconds spent on it so far.
    #[ts(type = "number")]
    pub spent: u64,
}

impl StepView {
    /// Whether this step of a plan would change something. Something new may be as the answers ask for from the start: nothing is sent
    /// then. What is to be removed may be on its way out: nothing is sent any more, and the step still waits until it is gone.
    #[must_use]
    pub fn would_change(&self) -> bool {
        let does = !self.requests.is_empty() || self.part == StepPart::Removal;
        self.state == StepState::WillChange && !self.only_looks && does
    }
}

impl StepState {
    /// Why it did not come to its end.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Failed { problem, .. } => Some(problem),
            _ => None,
        }
    }
}

/// One thing that is not as the answers say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DifferenceView {
    /// What it is about: `drift.setting.<setting>` in the locales.
    pub setting: SetupSetting,
    /// Of which, where there are several: a job's template, a kind of object.
    pub which: Option<String>,
    /// What is there; empty where nothing is.
    pub is: String,
    /// What the answers say.
    pub should: String,
}

impl DifferenceView {
    /// Those that have words.
    pub(crate) fn of(differences: &[Difference]) -> Vec<Self> {
        let named = differences.iter().filter_map(|difference| {
            let (setting, which) = SetupSetting::named(difference)?;
            Some(Self {
                setting,
                which: which.map(str::to_owned),
                is: difference.found.clone(),
                should: difference.wanted.clone(),
            })
        });
        named.collect()
    }
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
    /// A person must act. `looking` when the look itself failed, so that nothing was tried to change.
    Failed {
        problem: Problem,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        #[ts(optional, as = "Option<bool>")]
        looking: bool,
    },
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

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(id: StepId, requests: Vec<RequestPreview>) -> StepView {
        StepView {
            id,
            part: id.part(),
            only_looks: id.only_looks(),
            state: StepState::WillChange,
            notes: Vec::new(),
            requests,
            differences: Vec::new(),
            changed: false,
            spent: 0,
        }
    }

    #[test]
    fn a_step_would_change_what_it_sends_and_what_is_on_its_way_out() {
        let sent = || {
            vec![RequestPreview {
                method: "PUT".to_owned(),
                path: "/v1.0/schema".to_owned(),
                body: None,
            }]
        };
        assert!(planned(StepId::Scope, sent()).would_change());
        assert!(!planned(StepId::Scope, Vec::new()).would_change());
        assert!(planned(StepId::RemoveApplication, Vec::new()).would_change());
        assert!(!planned(StepId::FirstStatus, Vec::new()).would_change());
        let gone = StepView {
            state: StepState::Done { already: true },
            ..planned(StepId::RemoveApplication, Vec::new())
        };
        assert!(!gone.would_change());
    }
}
