//! Restarting jobs (contract 7.6). Every request is another restart, so that one whose answer got lost is never sent again on a guess:
//! the job tells whether it arrived, by how it stood before. That is in the journal before the request leaves.

use graph_client::consistency::{Window, wait_until};
use graph_client::models::{AuditedActivity, Job};
use graph_client::{Error, StartAgain, WaitCause};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use step_engine::{Cx, ErrorKind, Finding, Note, Outcome, Phase, Preview, Step, StepError, StepRecord};

use super::await_round::{AwaitRound, STILL_HELD};
use super::job_snapshot::{Arrival, JobSnapshot};
use super::{SteeringServices, Steers as _};
use crate::error::refused;

/// Kind under which the journal keeps that a restart was answered.
const RESTART: &str = "restart";
const LOOKING: &str = "looking whether the jobs were restarted";
/// A wish to restart that comes so long after one of which nobody knows is a new one.
const A_NEW_WISH_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// The clock that a line of the audit log is written by may be so far from the one that dates answers, which has whole seconds.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_secs(2);

/// One request, as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sent {
    /// By the clock of the service, directly before it left. Together with the job it names the request.
    pub(super) at: Timestamp,
    pub(super) before: JobSnapshot,
}

/// A request that did nothing, as the journal keeps it.
#[derive(Debug, Serialize, Deserialize)]
struct Refused {
    refused: Sent,
}

/// The restarts that arrived, one a job.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Restarted {
    pub(super) sent: Vec<Sent>,
}

/// What the journal and the jobs tell of earlier requests of this act.
#[derive(Debug, Default)]
struct Known {
    arrived: Vec<Sent>,
    /// Nobody can tell.
    unclear: Vec<Sent>,
    /// The same, so long ago that a restart now is a new wish.
    forgotten: Vec<Sent>,
}

/// What the step `T` would restart: those of `jobs` that it `wants` and that no earlier request of this act has restarted. `note` says
/// it of one job.
pub(super) async fn look<T>(
    cx: &Cx<SteeringServices>,
    how: StartAgain,
    jobs: Vec<Job>,
    wants: impl Fn(&Job) -> bool,
    note: &'static str,
) -> Result<Finding<Restarted>, StepError>
where
    T: Step<SteeringServices, Output = Restarted>,
{
    if cx.phase() == Phase::Confirm {
        return Ok(confirm(cx.known::<T>().unwrap_or_default(), &jobs, cx.graph().now()));
    }
    let known = known::<T>(cx, &jobs).await?;
    if let Some(sent) = known.unclear.first() {
        let error = StepError::new(ErrorKind::OutcomeUnknown, "restart-not-known", LOOKING);
        return Ok(Finding::Blocked(error.with("job", &sent.before.job)));
    }
    let left: Vec<&Job> = jobs.iter().filter(|job| wants(job) && known.is_left(&job.id)).collect();
    if left.is_empty() && known.arrived.is_empty() {
        return Ok(Finding::NotWanted(Preview::none().note(Note::new("nothing-is-held"))));
    }
    if left.is_empty() {
        let preview = Preview::none().note(Note::new("jobs-were-restarted"));
        return Ok(Finding::AlreadyDone(Restarted { sent: known.arrived }, preview));
    }
    let doubts = known.forgotten.iter().map(|sent| {
        let at = format!("{:.0}", sent.at);
        Note::new("restart-never-known").with("at", at)
    });
    let preview = doubts.fold(Preview::none(), Preview::note);
    Ok(Finding::Needed(left.into_iter().fold(preview, |preview, job| {
        preview.note(Note::new(note).with("template", job.template())).request(
            "POST",
            cx.path(&job.id, "restart"),
            Some(how.body()),
        )
    })))
}

/// Restarts what is left of `jobs`, one after the other.
pub(super) async fn send<T>(cx: &Cx<SteeringServices>, how: StartAgain, jobs: Vec<Job>) -> Result<Restarted, StepError>
where
    T: Step<SteeringServices, Output = Restarted>,
{
    let known = known::<T>(cx, &jobs).await?;
    let (graph, sp) = (cx.graph(), &cx.target().service_principal);
    let mut sent = known.arrived.clone();
    for job in jobs.iter().filter(|job| known.is_left(&job.id)) {
        let request = Sent {
            at: graph.now(),
            before: JobSnapshot::of(job),
        };
        cx.intend(json!(request)).await?;
        if let Err(error) = graph.restart_job(sp, &job.id, how).await {
            if !matches!(error, Error::OutcomeUnknown { .. }) {
                cx.intend(json!(Refused { refused: request })).await?;
            }
            return Err(refused("restarting the jobs")(error));
        }
        cx.note_created(RESTART, &job.id, &request.at.to_string());
        sent.push(request);
    }
    Ok(Restarted { sent })
}

impl Known {
    fn is_left(&self, job: &str) -> bool {
        self.arrived.iter().all(|sent| sent.before.job != job)
    }
}

/// A job that rested before is another one now; one that ran goes on running.
fn confirm(restarted: Restarted, jobs: &[Job], now: Timestamp) -> Finding<Restarted> {
    let shows = |sent: &Sent| {
        let job = jobs.iter().find(|job| job.id == sent.before.job);
        job.is_some_and(|job| job.is_running() && sent.before.arrival(job, now) != Arrival::NotSeen)
    };
    if restarted.sent.iter().all(shows) {
        Finding::AlreadyDone(restarted, Preview::none())
    } else {
        Finding::Needed(Preview::none())
    }
}

async fn known<T: Step<SteeringServices>>(cx: &Cx<SteeringServices>, jobs: &[Job]) -> Result<Known, StepError> {
    let mut known = Known::default();
    let Some(record) = cx.before::<T>() else {
        return Ok(known);
    };
    let again = again_since(cx);
    for job in jobs {
        let Some((noted, sent)) = last_sent(record, &job.id) else {
            continue;
        };
        if again.is_some_and(|since| noted <= since) {
            continue;
        }
        if was_answered(record, &sent) {
            known.arrived.push(sent);
        } else if !was_refused(record, &sent) {
            let arrival = match arrival(cx, &sent, job, noted).await? {
                Arrival::Unclear if is_in_the_audit_log(cx, &sent).await? => Arrival::Seen,
                arrival => arrival,
            };
            match arrival {
                Arrival::Seen => known.arrived.push(sent),
                Arrival::NotSeen => {}
                Arrival::Unclear if cx.graph().now().duration_since(sent.at) >= A_NEW_WISH_AFTER => {
                    known.forgotten.push(sent);
                }
                Arrival::Unclear => known.unclear.push(sent),
            }
        }
    }
    Ok(known)
}

/// Since when the jobs may be restarted once more: their round ended with deletes that were held back, and a person goes on with the act
/// after mending that.
fn again_since(cx: &Cx<SteeringServices>) -> Option<Timestamp> {
    let record = cx.before::<AwaitRound>()?;
    match &record.outcome {
        Some(Outcome::Failed { failure }) if failure.code == STILL_HELD => record.ended,
        _ => None,
    }
}

/// The last request for this job, with when it was noted.
fn last_sent(record: &StepRecord, job: &str) -> Option<(Timestamp, Sent)> {
    let mut sent = record
        .intents
        .iter()
        .rev()
        .filter_map(|(at, intent)| Some((*at, Sent::deserialize(intent).ok()?)));
    sent.find(|(_, sent)| sent.before.job == job)
}

fn was_answered(record: &StepRecord, sent: &Sent) -> bool {
    let mut answered = record.created.iter();
    answered.any(|answer| answer.id == sent.before.job && answer.name == sent.at.to_string())
}

fn was_refused(record: &StepRecord, sent: &Sent) -> bool {
    let refusals = record.intents.iter();
    let mut refusals = refusals.filter_map(|(_, intent)| Refused::deserialize(intent).ok());
    refusals.any(|Refused { refused }| refused == *sent)
}

/// The audit log tells of a restart of that job since then. It may not be readable, and its lines come late, so that none proves nothing.
async fn is_in_the_audit_log(cx: &Cx<SteeringServices>, sent: &Sent) -> Result<bool, StepError> {
    let since = sent.at.checked_sub(CLOCKS_DIFFER).unwrap_or(sent.at);
    let graph = cx.graph();
    match graph.provisioning_audits(AuditedActivity::Restart, Some(since)).await {
        Ok(lines) => Ok(lines.iter().any(|line| line.names(&sent.before.job))),
        Err(Error::Stopped) => Err(refused(LOOKING)(Error::Stopped)),
        Err(_) => Ok(false),
    }
}

/// Looks until the job shows it, or the time in which it may still show has passed.
async fn arrival(cx: &Cx<SteeringServices>, sent: &Sent, job: &Job, noted: Timestamp) -> Result<Arrival, StepError> {
    let graph = cx.graph();
    let now = sent.before.arrival(job, graph.now());
    if now != Arrival::NotSeen {
        return Ok(now);
    }
    let window = Window::from(noted, graph.cloud().seen_within());
    let look = || async {
        let jobs = cx.jobs().await?;
        let job = jobs.iter().find(|job| job.id == sent.before.job);
        let seen = job.map(|job| sent.before.arrival(job, graph.now()));
        Ok(seen.filter(|seen| *seen != Arrival::NotSeen))
    };
    let seen = wait_until(&graph, WaitCause::AnswerLost, window, look).await;
    Ok(seen.map_err(refused(LOOKING))?.unwrap_or(Arrival::NotSeen))
}
