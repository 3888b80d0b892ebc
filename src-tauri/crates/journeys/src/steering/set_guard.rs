//! The delete guard is another one for one round. How it was is in the journal before the write, and the act owes it back.

use graph_client::Error;
use graph_client::models::Job;
use serde::{Deserialize, Serialize};
use serde_json::json;
use step_engine::{Cx, ErrorKind, Finding, Note, Phase, Preview, RunState, Step, StepError};

use super::guard::{Guard, GuardSetting};
use super::held;
use super::{SteeringServices, Steers as _};
use crate::StepId;
use crate::error::refused;

const DOING: &str = "looking at the delete guard";
/// A guard that holds every delete.
const SMALLEST: u64 = 1;
/// Where the service refuses that one. Nobody is asked about a single delete in a round then.
const NEXT_SMALLEST: u64 = 2;

/// What the guard becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SetGuard {
    /// It holds every delete.
    Tight,
    /// It lets as many through as are held now.
    AboveHeld,
}

/// The guard before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct GuardChange {
    pub(super) before: Guard,
    pub(super) after: Guard,
}

impl GuardChange {
    /// The service did not take the smallest guard. Says so.
    pub(super) fn is_not_smallest(&self) -> Option<Note> {
        let count = self.after.count().filter(|count| *count == NEXT_SMALLEST)?;
        Some(Note::new("guard-is-not-smallest").with("count", count.to_string()))
    }
}

impl SetGuard {
    fn wanted(self, jobs: &[Job]) -> Result<Guard, StepError> {
        Ok(Guard::at(match self {
            Self::Tight => SMALLEST,
            Self::AboveHeld => held::count(jobs, DOING)?.saturating_add(1),
        }))
    }

    fn note(self) -> &'static str {
        match self {
            Self::Tight => "will-tighten-guard",
            Self::AboveHeld => "will-raise-guard",
        }
    }
}

impl Step<SteeringServices> for SetGuard {
    type Output = GuardChange;
    const ID: &'static str = StepId::SetGuard.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<GuardChange>, StepError> {
        let setting = GuardSetting::read(cx).await?;
        let now = setting.guard();
        let known = match cx.phase() {
            Phase::Confirm => cx.known::<Self>(),
            Phase::Look | Phase::Change => owed(&cx.services().earlier),
        };
        let note = |code: &str, guard: &Guard| {
            let count = guard.count().unwrap_or_default();
            Note::new(code).with("count", count.to_string())
        };
        if let Some(known) = known {
            if known.after == now {
                let preview = Preview::none().note(note("guard-is-set", &now));
                return Ok(Finding::AlreadyDone(known, preview));
            }
            if cx.phase() == Phase::Confirm {
                return Ok(Finding::Needed(setting.preview(cx, Preview::none(), &known.after)));
            }
        }
        let jobs = cx.jobs_for(DOING).await?;
        if !jobs.iter().any(held::is_held) {
            return Ok(Finding::NotWanted(Preview::none().note(Note::new("nothing-is-held"))));
        }
        // Nobody wants so small a guard for long: an act whose journal lies elsewhere has set it, and what it was is not known here.
        if cx.phase() == Phase::Look
            && let Some(count) = now.count().filter(|count| *count <= NEXT_SMALLEST)
        {
            let error = StepError::new(ErrorKind::Conflict, "guard-is-tight", DOING).with("count", count.to_string());
            return Ok(Finding::Blocked(error));
        }
        let wanted = match self.wanted(&jobs) {
            Ok(wanted) => wanted,
            Err(error) => return Ok(Finding::Blocked(error)),
        };
        if wanted == now {
            let preview = Preview::none().note(note("guard-is-set", &now));
            let (before, after) = (now.clone(), now);
            return Ok(Finding::AlreadyDone(GuardChange { before, after }, preview));
        }
        let mut preview = Preview::none().note(note(self.note(), &wanted));
        if let Some(count) = now.count() {
            preview = preview.note(Note::new("delete-guard-was").with("count", count.to_string()));
        }
        Ok(Finding::Needed(setting.preview(cx, preview, &wanted)))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<GuardChange, StepError> {
        let setting = GuardSetting::read(cx).await?;
        let jobs = cx.jobs_for(DOING).await?;
        let mut change = GuardChange {
            before: setting.guard(),
            after: self.wanted(&jobs)?,
        };
        cx.intend(json!(change)).await?;
        let mut write = setting.write(cx, &change.after).await;
        if *self == Self::Tight && write.as_ref().is_err_and(is_refused_value) {
            change.after = Guard::at(NEXT_SMALLEST);
            cx.intend(json!(change)).await?;
            write = setting.write(cx, &change.after).await;
        }
        write.map_err(refused("setting the delete guard"))?;
        Ok(change)
    }
}

/// The service does not take the value.
fn is_refused_value(error: &Error) -> bool {
    matches!(error, Error::Api(api) if api.status == 400)
}

/// The change of the guard that this act may have made and not taken back, by its journal.
pub(super) fn owed(earlier: &RunState) -> Option<GuardChange> {
    let (_, intent) = earlier.step(StepId::SetGuard.as_str())?.intents.last()?;
    GuardChange::deserialize(intent).ok()
}
