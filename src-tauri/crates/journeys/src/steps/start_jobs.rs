//! The jobs run (contract 7.5, 10.7).

use futures::future::join_all;
use graph_client::WaitCause;
use graph_client::models::Job;
use jiff::Timestamp;
use provisioning::{Choice, State, judge};
use serde::Serialize;
use step_engine::{Cx, ErrorKind, Finding, Note, Phase, Preview, Step, StepError};

use super::instantiate::Configuration;
use super::{jobs, waits};
use crate::error::{problem_of, refused};
use crate::services::{OnTenant, Tenant as _};
use crate::{SetupSetting, StepId};

/// What starting asks of a journey.
pub(crate) trait Starting: OnTenant {
    /// The answer: start, leave at rest, or leave as it is.
    fn starts(cx: &Cx<Self>) -> Option<bool>
    where
        Self: Sized;
    /// What the jobs belong to, where it is known.
    fn configuration(cx: &Cx<Self>) -> Option<Configuration>
    where
        Self: Sized;
    /// Ids of the jobs of this set-up that are known, the main one first.
    fn jobs(cx: &Cx<Self>) -> Vec<String>
    where
        Self: Sized;
    /// How many there will be.
    fn expected(cx: &Cx<Self>) -> usize
    where
        Self: Sized;
    /// This run takes away what a job is held back for.
    fn mends(cx: &Cx<Self>, cause: State) -> bool
    where
        Self: Sized;
}

/// Starts each job of this set-up that does not run, once. Starting again "to help" can make the service stop a job.
pub(crate) struct StartJobs;

/// Ids of the jobs that run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Running {
    /// Ids of the jobs.
    pub(crate) jobs: Vec<String>,
    /// What held back those that this run let go.
    #[serde(skip)]
    left: Vec<HeldBack>,
}

/// A job with the beginning of its quarantine.
type HeldBack = (String, Option<Timestamp>);

impl<S: Starting> Step<S> for StartJobs {
    type Output = Running;
    const ID: &'static str = StepId::StartJobs.as_str();

    async fn check(&self, cx: &Cx<S>) -> Result<Finding<Running>, StepError> {
        if let Some(note) = not_to_run(cx).await? {
            return Ok(Finding::NotWanted(Preview::none().note(note)));
        }
        let ids = S::jobs(cx);
        let (Some(configuration), false) = (S::configuration(cx), ids.is_empty()) else {
            return Ok(Finding::Needed(preview(None, S::expected(cx))));
        };
        let listed = jobs::jobs(cx, &configuration)
            .await
            .map_err(refused("reading the jobs"))?;
        let ours: Vec<&Job> = listed.iter().filter(|job| ids.contains(&job.id)).collect();
        // A start takes a job out of quarantine, which helps only where its cause is gone. One that falls into it after our start has
        // been started, and its status is the next step's news.
        let now = cx.graph().now();
        if cx.phase() == Phase::Look {
            let mut stay = ours.iter().filter(|job| !may_leave(cx, job));
            if let Some(error) = stay.find_map(|job| quarantined(job, now)) {
                return Ok(Finding::Blocked(error));
            }
        }
        let left = cx.known::<Self>().map(|running| running.left).unwrap_or_default();
        let runs = |job: &&Job| match cx.phase() {
            Phase::Confirm => job.is_running() && !held_back(job).is_some_and(|held| left.contains(&held)),
            _ => runs(job),
        };
        let (running, idle): (Vec<&Job>, Vec<&Job>) = ours.into_iter().partition(runs);
        if running.len() == ids.len() {
            return Ok(Finding::AlreadyDone(
                Running { jobs: ids, left },
                Preview::none().note(Note::new("jobs-run")),
            ));
        }
        let preview = preview(Some(&configuration.id), ids.len() - running.len());
        let preview = idle.into_iter().fold(preview, |preview, job| {
            let preview = preview.differs(SetupSetting::Running.of(job.template()), "on", "");
            match job.is_in_quarantine() {
                true => preview.note(Note::new("will-leave-quarantine").with("template", job.template())),
                false => preview,
            }
        });
        Ok(Finding::Needed(preview))
    }

    async fn apply(&self, cx: &Cx<S>) -> Result<Running, StepError> {
        let doing = "starting the jobs";
        let bug = || StepError::new(ErrorKind::Bug, "unexpected-answer", doing);
        let configuration = S::configuration(cx).ok_or_else(bug)?;
        let ids = S::jobs(cx);
        let listed = jobs::jobs(cx, &configuration).await.map_err(refused(doing))?;
        let running = |id: &String| listed.iter().any(|job| job.id == *id && runs(job));
        let graph = cx.graph();
        let window = graph.cloud().first_writes_within();
        let starts = ids.iter().filter(|id| !running(id)).map(|id| {
            let start = || graph.start_job(&configuration.id, id);
            waits::on_job(cx, &configuration, WaitCause::FirstWriteRefused, window, start)
        });
        let answers = join_all(starts).await;
        cx.services().reads().jobs_changed(&configuration.id);
        for answer in answers {
            answer.map_err(refused(doing))?;
        }
        let ours = listed.iter().filter(|job| ids.contains(&job.id));
        Ok(Running {
            left: ours.filter_map(held_back).collect(),
            jobs: ids,
        })
    }
}

/// It runs, and nothing holds it back.
fn runs(job: &Job) -> bool {
    job.is_running() && !job.is_in_quarantine()
}

fn held_back(job: &Job) -> Option<HeldBack> {
    let began = job.quarantine().and_then(|quarantine| quarantine.current_began);
    job.is_in_quarantine().then(|| (job.id.clone(), began))
}

/// Its cause is one after which it goes on where it stopped, and this run takes that away.
fn may_leave<S: Starting>(cx: &Cx<S>, job: &Job) -> bool {
    let verdict = judge(job, cx.graph().now());
    let goes_on = verdict.choice == Some(Choice::GoOn);
    goes_on && verdict.cause.is_some_and(|cause| S::mends(cx, cause))
}

/// Why the jobs are not to be started. Where the set-up does not say, all go on as the main job does: running or at rest.
pub(super) async fn not_to_run<S: Starting>(cx: &Cx<S>) -> Result<Option<Note>, StepError> {
    match S::starts(cx) {
        Some(true) => return Ok(None),
        Some(false) => return Ok(Some(Note::new("start-not-wanted"))),
        None => {}
    }
    let listed = match S::configuration(cx) {
        Some(configuration) => jobs::jobs(cx, &configuration)
            .await
            .map_err(refused("reading the jobs"))?,
        None => Vec::new(),
    };
    let main = S::jobs(cx).into_iter().next();
    let runs = |job: &Job| job.is_running() && Some(&job.id) == main.as_ref();
    Ok((!listed.iter().any(runs)).then(|| Note::new("start-left-as-it-is")))
}

fn preview(configuration: Option<&str>, count: usize) -> Preview {
    let id = configuration.unwrap_or("{configuration}");
    Preview::none()
        .note(Note::new("will-start-jobs").with("count", count.to_string()))
        .request(
            "POST",
            format!("/v1.0/servicePrincipals/{id}/synchronization/jobs/{{job}}/start"),
            None,
        )
}

/// Of a job that Microsoft holds back or switched off, the reason it gives (contract 7.4). One that people can mend has words of its
/// own.
pub(super) fn quarantined(job: &Job, now: Timestamp) -> Option<StepError> {
    let verdict = job.is_in_quarantine().then(|| judge(job, now))?;
    let code = match verdict.cause {
        Some(State::Credentials) => "credentials-over",
        cause => cause.and_then(problem_of).unwrap_or("quarantined"),
    };
    let (reason, error) = (verdict.reason.unwrap_or_default(), verdict.error.unwrap_or_default());
    let told = StepError::new(ErrorKind::Missing, code, "looking at the jobs")
        .with("job", &job.id)
        .with("quarantine", [reason, error].join(" ").trim());
    Some(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn words(reason: &str, error: Option<&str>) -> String {
        let job = json!({
            "id": "AD2AADProvisioning.1.2",
            "schedule": { "state": "Active", "interval": "PT2M" },
            "status": { "code": "Quarantine", "quarantine": { "reason": reason, "error": { "code": error } } },
        });
        let error = quarantined(&serde_json::from_value(job).unwrap(), Timestamp::UNIX_EPOCH).unwrap();
        assert!(error.facts["quarantine"].starts_with(reason));
        error.code.to_owned()
    }

    #[test]
    fn reasons_people_can_mend_have_their_own_words() {
        for (reason, error, code) in [
            (
                "EncounteredQuarantineException",
                Some("HybridIdentityServiceNoActiveAgents"),
                "agent-silent",
            ),
            (
                "EncounteredQuarantineException",
                Some("HybridIdentityServiceNoAgentsAssigned"),
                "no-agent",
            ),
            (
                "EncounteredQuarantineException",
                Some("HybridSynchronizationActiveDirectoryInternalServerError"),
                "domain-controller-silent",
            ),
            (
                "EncounteredQuarantineException",
                Some("AzureActiveDirectoryExpiredCredentials"),
                "sync-account-trouble",
            ),
            ("EncounteredBaseEscrowThreshold", None, "objects-fail"),
            ("EncounteredTotalEscrowThreshold", None, "objects-fail"),
            ("EncounteredEscrowProportionThreshold", Some("Whatever"), "objects-fail"),
            ("TooManyDeletes", None, "too-many-deletes"),
            (
                "EncounteredQuarantineException",
                Some("SystemForCrossDomainIdentityManagementInvalidCredentials"),
                "credentials-over",
            ),
            ("EncounteredQuarantineException", Some("Whatever"), "quarantined"),
            ("Unheard", None, "quarantined"),
        ] {
            assert_eq!(words(reason, error), code, "{reason} {error:?}");
        }
    }
}
