//! One object is tied to nothing any more (synchronization objectConnection, beta). Neither it nor what it was tied to is touched.

use graph_client::consistency::wait_until;
use graph_client::models::{Job, ObjectConnection};
use graph_client::{Error, WaitCause};
use serde::{Deserialize, Serialize};
use serde_json::json;
use step_engine::{Cx, ErrorKind, Finding, Note, Outcome, Phase, Preview, Step, StepError, StepRecord};

use super::await_round::LONGEST;
use super::{Act, SteeringServices, Steers as _};
use crate::StepId;
use crate::error::refused;

const DOING: &str = "forgetting what the object is tied to";

pub(super) struct ForgetPair;

/// What is forgotten, as the journal keeps it: an id, and no name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Forgotten {
    /// Id on the target side; absent where nothing was tied.
    pub(super) target: Option<String>,
}

impl ForgetPair {
    /// This act has forgotten the pair and read that back: whatever is tied since is a new one.
    pub(super) fn is_done(record: Option<&StepRecord>) -> bool {
        let ended = record.and_then(|record| record.outcome.as_ref());
        earlier(record).is_some() && matches!(ended, Some(Outcome::Succeeded { .. } | Outcome::AlreadyDone { .. }))
    }
}

impl Step<SteeringServices> for ForgetPair {
    type Output = Forgotten;
    const ID: &'static str = StepId::ForgetPair.as_str();

    async fn check(&self, cx: &Cx<SteeringServices>) -> Result<Finding<Forgotten>, StepError> {
        let earlier = match cx.phase() {
            Phase::Confirm => cx.known::<Self>(),
            Phase::Look | Phase::Change => earlier(cx.earlier()),
        };
        let is_done = cx.phase() == Phase::Look && Self::is_done(cx.earlier());
        let tie = if is_done { None } else { tie(cx).await? };
        let note = |code: &str| Preview::none().note(Note::new(code));
        Ok(match (tie, earlier) {
            (None, Some(forgotten)) => Finding::AlreadyDone(forgotten, note("pair-is-forgotten")),
            (None, None) => Finding::AlreadyDone(Forgotten::default(), note("nothing-is-tied")),
            (Some(tie), _) => {
                let path = format!("objectConnections/{}", object(cx));
                let path = cx.path(job(cx)?, &path).replacen("v1.0", "beta", 1);
                let note = Note::new("will-forget-pair").with("account", tie.target_anchor);
                Finding::Needed(Preview::none().note(note).request("DELETE", path, None))
            }
        })
    }

    async fn apply(&self, cx: &Cx<SteeringServices>) -> Result<Forgotten, StepError> {
        let Some(tie) = tie(cx).await? else {
            return Ok(earlier(cx.earlier()).unwrap_or_default());
        };
        let forgotten = Forgotten {
            target: Some(tie.target_anchor),
        };
        cx.intend(json!(forgotten)).await?;
        let (graph, sp, job) = (cx.graph(), &cx.target().service_principal, job(cx)?);
        // A round that was under way when the job was paused comes to its end first.
        let forget = || async {
            match graph.delete_object_connection(sp, job, object(cx)).await {
                Err(error) if error.is_conflict() && !cx.jobs().await?.iter().any(Job::is_running) => Ok(None),
                answer => answer.map(Some),
            }
        };
        let still_runs = || StepError::new(ErrorKind::Unavailable, "job-still-runs", DOING);
        match wait_until(&graph, WaitCause::RoundNotOver, LONGEST, forget).await {
            Ok(Some(())) => Ok(forgotten),
            Ok(None) => Err(still_runs()),
            Err(error) if error.is_conflict() => Err(still_runs().because(error)),
            Err(error) => Err(not_here(DOING)(error)),
        }
    }
}

/// What an earlier attempt was about to forget.
fn earlier(record: Option<&StepRecord>) -> Option<Forgotten> {
    let (_, intent) = record?.intents.last()?;
    Forgotten::deserialize(intent).ok()
}

/// What the object is tied to now.
///
/// # Errors
/// The tenant's cloud or this job does not show it, a permission is missing, or the call failed.
pub(super) async fn tie(cx: &Cx<SteeringServices>) -> Result<Option<ObjectConnection>, StepError> {
    let (graph, doing) = (cx.graph(), "looking what the object is tied to");
    if !graph.cloud().kind().has_object_connections() {
        return Err(StepError::new(ErrorKind::Missing, NOT_HERE, doing));
    }
    let sp = &cx.target().service_principal;
    let read = graph.object_connection(sp, job(cx)?, object(cx)).await;
    read.map_err(not_here(doing))
}

const NOT_HERE: &str = "pairs-not-here";

/// A refusal of what only one kind of job in one cloud has, under one of two permissions.
fn not_here(doing: &'static str) -> impl Fn(Error) -> StepError {
    move |error| {
        let known = match error.status() {
            Some(400 | 501) => Some((ErrorKind::Missing, NOT_HERE)),
            _ if error.is_missing_permission() => Some((ErrorKind::Denied, "pairs-not-permitted")),
            _ => None,
        };
        let mut step_error = refused(doing)(error);
        if let Some((kind, code)) = known {
            (step_error.kind, step_error.code) = (kind, code);
        }
        step_error
    }
}

/// Id of the object whose pair it is, on the source side.
pub(super) fn object(cx: &Cx<SteeringServices>) -> &str {
    match &cx.services().steering.act {
        Act::ForgetPair { object } => object,
        _ => "",
    }
}

/// The one job of the target.
pub(super) fn job(cx: &Cx<SteeringServices>) -> Result<&str, StepError> {
    let job = cx.target().jobs.first();
    job.map(String::as_str)
        .ok_or_else(|| StepError::new(ErrorKind::Missing, "not-found", DOING))
}
