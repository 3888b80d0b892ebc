//! The delete guard is another one for one round. How it was is in the journal before the write, and the act owes it back.

use graph_client::models::Job;
use serde::{Deserialize, Serialize};
use serde_json::json;
use step_engine::{Cx, Finding, Note, Phase, Preview, RunState, Step, StepError};

use super::guard::{Guard, Settings};
use super::held;
use super::{SteeringServices, Steers as _};
use crate::StepId;
use crate::error::refused;

const DOING: &str = "looking at the delete guard";

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

impl SetGuard {
    fn wanted(self, jobs: &[Job]) -> Result<Guard, StepError> {
        Ok(Guard::at(match self {
            Self::Tight => 1,
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
        let settings = Settings::read(cx).await?;
        let now = settings.guard();
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
                return Ok(Finding::Needed(settings.preview(cx, Preview::none(), &known.after)));
            }
        }
        let jobs = cx.jobs_for(DOING).await?;
        if !jobs.iter().any(held::is_held) {
            return Ok(Finding::NotWanted(Preview::none().note(Note::new("nothing-is-held"))));
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
        Ok(Finding::Needed(settings.preview(cx, preview, &wanted)))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<GuardChange, StepError> {
        let settings = Settings::read(cx).await?;
        let jobs = cx.jobs_for(DOING).await?;
        let change = GuardChange {
            before: settings.guard(),
            after: self.wanted(&jobs)?,
        };
        cx.intend(json!(change)).await?;
        let write = settings.write(cx, &change.after).await;
        write.map_err(refused("setting the delete guard"))?;
        Ok(change)
    }
}

/// The change of the guard that this act may have made and not taken back, by its journal.
pub(super) fn owed(earlier: &RunState) -> Option<GuardChange> {
    let (_, intent) = earlier.step(StepId::SetGuard.as_str())?.intents.last()?;
    GuardChange::deserialize(intent).ok()
}
