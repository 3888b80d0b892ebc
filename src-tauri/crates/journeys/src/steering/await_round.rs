//! The round that a restart began comes to its end. Only one that was good tells how many deletes are still due.

use graph_client::WaitCause;
use graph_client::consistency::wait_until;
use graph_client::models::{Job, TaskResult};
use serde::Serialize;
use std::time::Duration;
use step_engine::{Cx, ErrorKind, Finding, Note, Preview, Step, StepError};

use super::held;
use super::job_snapshot::Arrival;
use super::restart::Sent;
use super::restart_jobs::RestartJobs;
use super::{SteeringServices, Steers as _};
use crate::StepId;
use crate::error::refused;

/// Code of the problem that the round ended with deletes that are held back.
pub(super) const STILL_HELD: &str = "removals-still-held";
const DOING: &str = "waiting for the end of the round";
/// A round may last for hours; going on with the act later waits on.
pub(super) const LONGEST: Duration = Duration::from_secs(10 * 60);

/// What follows from deletes that are still held after the round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AwaitRound {
    /// The guard stays as it is, since without it they would be carried out.
    StopWhenHeld,
    GoOnWhenHeld,
}

/// How a round ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Round {
    still_held: bool,
}

impl Step<SteeringServices> for AwaitRound {
    type Output = Round;
    const ID: &'static str = StepId::AwaitRound.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<Round>, StepError> {
        let jobs = cx.jobs_for(DOING).await?;
        let Some(restarted) = cx.known::<RestartJobs>() else {
            return Ok(if jobs.iter().any(held::is_held) {
                Finding::Needed(Preview::none().note(Note::new("will-await-the-round")))
            } else {
                Finding::NotWanted(Preview::none().note(Note::new("nothing-is-held")))
            });
        };
        if !is_over(&restarted.sent, &jobs, cx) {
            return Ok(Finding::Needed(Preview::none().note(Note::new("will-await-the-round"))));
        }
        Ok(match self.judged(&jobs) {
            Ok((round, note)) => Finding::AlreadyDone(round, Preview::none().note(note)),
            Err(error) => Finding::Blocked(error),
        })
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<Round, StepError> {
        let sent = cx.output::<RestartJobs>()?.sent;
        let look = || async {
            let jobs = cx.jobs().await?;
            Ok(is_over(&sent, &jobs, cx).then_some(jobs))
        };
        let over = wait_until(&cx.graph(), WaitCause::RoundNotOver, LONGEST, look).await;
        match over.map_err(refused(DOING))? {
            Some(jobs) => self.judged(&jobs).map(|(round, _)| round),
            None => Err(StepError::new(ErrorKind::Unavailable, "round-not-over", DOING)),
        }
    }
}

impl AwaitRound {
    fn judged(self, jobs: &[Job]) -> Result<(Round, Note), StepError> {
        if !jobs.iter().any(held::is_held) {
            return Ok((Round { still_held: false }, Note::new("nothing-is-held-any-more")));
        }
        let count = held::count(jobs, DOING).map(|count| count.to_string());
        let count = count.unwrap_or_else(|_| "?".to_owned());
        match self {
            Self::GoOnWhenHeld => Ok((
                Round { still_held: true },
                Note::new("removals-held-again").with("count", count),
            )),
            Self::StopWhenHeld => Err(StepError::new(ErrorKind::Missing, STILL_HELD, DOING).with("count", count)),
        }
    }
}

/// Every job that was restarted has gone through a whole round since, or is held again. A round that failed for another reason has
/// looked at nobody.
fn is_over(sent: &[Sent], jobs: &[Job], cx: &Cx<SteeringServices>) -> bool {
    let now = cx.graph().now();
    sent.iter().all(|sent| {
        let job = jobs.iter().find(|job| job.id == sent.before.job);
        job.is_some_and(|job| {
            let is_held_again = held::is_held(job) && sent.before.arrival(job, now) != Arrival::NotSeen;
            is_held_again || has_gone_round(sent, job)
        })
    })
}

fn has_gone_round(sent: &Sent, job: &Job) -> bool {
    let steady = job.status.steady_state_last_achieved_time;
    let run = job.last_execution().filter(|run| sent.before.is_before(run));
    let is_good = run.is_some_and(|run| run.time_ended >= run.time_began && run.state != TaskResult::Failed);
    is_good && !job.is_in_quarantine() && steady.is_some_and(|steady| steady >= sent.at)
}
