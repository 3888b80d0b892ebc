//! The delete guard is as it was before the act. One that somebody else has changed meanwhile stays as they set it.

use step_engine::{Cx, Finding, Note, Phase, Preview, Step, StepError};

use super::guard::GuardSetting;
use super::held;
use super::set_guard::SetGuard;
use super::{SteeringServices, Steers as _};
use crate::StepId;
use crate::error::refused;

pub(super) struct RestoreGuard;

impl Step<SteeringServices> for RestoreGuard {
    type Output = ();
    const ID: &'static str = StepId::RestoreGuard.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<()>, StepError> {
        let setting = GuardSetting::read(cx).await?;
        let now = setting.guard();
        let note = |code: &str| {
            let count = now.count().unwrap_or_default();
            Note::new(code).with("count", count.to_string())
        };
        let Some(change) = cx.known::<SetGuard>() else {
            let jobs = cx.jobs_for("looking at the delete guard").await?;
            if !jobs.iter().any(held::is_held) {
                return Ok(Finding::NotWanted(Preview::none().note(Note::new("nothing-is-held"))));
            }
            return Ok(Finding::Needed(setting.preview(
                cx,
                Preview::none().note(note("will-restore-guard")),
                &now,
            )));
        };
        if now == change.before {
            return Ok(Finding::AlreadyDone((), Preview::none().note(note("guard-is-back"))));
        }
        if now != change.after && cx.phase() != Phase::Confirm {
            return Ok(Finding::AlreadyDone(
                (),
                Preview::none().note(note("guard-changed-by-others")),
            ));
        }
        let count = change.before.count().unwrap_or_default();
        let note = Note::new("will-restore-guard").with("count", count.to_string());
        Ok(Finding::Needed(setting.preview(
            cx,
            Preview::none().note(note),
            &change.before,
        )))
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<(), StepError> {
        let change = cx.output::<SetGuard>()?;
        let setting = GuardSetting::read(cx).await?;
        // Somebody may have set it since the look.
        if setting.guard() == change.after {
            let write = setting.write(cx, &change.before).await;
            write.map_err(refused("restoring the delete guard"))?;
        }
        Ok(())
    }
}
