//! Two processes that found no job of a template, and created one each. The service refuses neither, so both look afterwards, and one of
//! them takes its own away again.
//!
//! Each looks until the list shows its own job, so that whoever created later sees the other's. The job that somebody has started stands,
//! else the one with the least id: both processes come to the same answer where both see both. Whoever created earlier may not have seen
//! the second job, and works on; so one that would stand waits until the other job is gone or runs, and yields when neither happens.

use graph_client::consistency::{if_found, wait_until};
use graph_client::models::Job;
use graph_client::{Error, WaitCause};
use provisioning::Freshness;
use serde_json::json;
use step_engine::{Cx, ErrorKind, StepError};

use super::{Configuration, Intent, Origin, of_template};
use crate::error::refused;
use crate::services::{OnTenant, Tenant as _};
use crate::steps::instantiate::Standing;
use crate::steps::waits;

/// Ids of the one job of each template, after a creation, in the same order. Only a job that the service gave this run as its answer is
/// ever taken away.
pub(in crate::steps) async fn one_of_each<S: OnTenant>(
    cx: &Cx<S>,
    configuration: &Configuration,
    each: Vec<(&str, Origin)>,
) -> Result<Vec<String>, StepError> {
    let made = each.iter().filter_map(|(template, origin)| match origin {
        Origin::Answered(job) => Some((*template, job.id.as_str())),
        Origin::Found(_) => None,
    });
    let made: Vec<_> = made.collect();
    let mut standing = compared(cx, configuration, &made)
        .await
        .map_err(refused("looking whether the job is the only one"))?
        .into_iter();
    let mut ids = Vec::with_capacity(each.len());
    for (template, origin) in &each {
        ids.push(match origin {
            Origin::Found(id) => id.clone(),
            Origin::Answered(ours) => match standing.next() {
                Some(Stands::Theirs(other)) => yields(cx, configuration, template, ours, &other).await?,
                Some(Stands::Ours) | None => ours.id.clone(),
            },
        });
    }
    Ok(ids)
}

/// Which job stands of each template, ours given by template and id: looked at in one list for all of them, until it tells.
async fn compared<S: OnTenant>(
    cx: &Cx<S>,
    configuration: &Configuration,
    made: &[(&str, &str)],
) -> Result<Vec<Stands>, Error> {
    if made.is_empty() {
        return Ok(Vec::new());
    }
    let graph = cx.graph();
    let look = async |patience| {
        let jobs = match cx
            .services()
            .reads()
            .jobs(&graph, Freshness::Now, &configuration.id)
            .await
        {
            Err(error) if configuration.standing != Standing::Settled && error.may_pass() => return Ok(None),
            jobs => jobs?,
        };
        let each = made
            .iter()
            .map(|(template, ours)| stands(&jobs, template, ours, patience));
        Ok::<_, Error>(match patience {
            Patience::Left => each.collect(),
            // A list that still does not show ours shows nobody else's to leave it for.
            Patience::Over => Some(each.map(|seen| seen.unwrap_or(Stands::Ours)).collect()),
        })
    };
    let window = graph.cloud().seen_within();
    let seen = match wait_until(&graph, WaitCause::ListLags, window, || look(Patience::Left)).await? {
        None => look(Patience::Over).await?,
        seen => seen,
    };
    Ok(seen.unwrap_or_default())
}

/// Which of two jobs stands.
#[derive(Debug, PartialEq, Eq)]
enum Stands {
    Ours,
    /// The other one, by its id.
    Theirs(String),
}

/// Whether there is time left for the other process to yield.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Patience {
    Left,
    Over,
}

/// `None`: another look must tell.
fn stands(jobs: &[Job], template: &str, ours: &str, patience: Patience) -> Option<Stands> {
    let (own, others): (Vec<&Job>, Vec<&Job>) = jobs
        .iter()
        .filter(|job| job.is_of_template(template))
        .partition(|job| job.id == ours);
    let others: Vec<Job> = others.into_iter().cloned().collect();
    match (own.first(), of_template(&others, template)) {
        (None, None) => None,
        (Some(_), None) => Some(Stands::Ours),
        (Some(own), _) if own.is_running() => Some(Stands::Ours),
        (_, Some(other)) if other.is_running() || other.id.as_str() < ours || patience == Patience::Over => {
            Some(Stands::Theirs(other.id.clone()))
        }
        _ => None,
    }
}

/// Takes our job away in favour of another, or leaves both where somebody else has touched ours.
async fn yields<S: OnTenant>(
    cx: &Cx<S>,
    configuration: &Configuration,
    template: &str,
    ours: &Job,
    other: &str,
) -> Result<String, StepError> {
    let doing = "leaving one of two jobs";
    let graph = cx.graph();
    let by_id = |id| {
        let graph = &graph;
        async move { if_found(graph.job(&configuration.id, id).await) }
    };
    // A list may still show what is gone, and the address of a new job may be unknown at first: where the two contradict each other,
    // both are asked until they agree.
    let is_there = wait_until(&graph, WaitCause::ListLags, graph.cloud().seen_within(), || async {
        if by_id(other).await?.is_some() {
            return Ok(Some(true));
        }
        let listed = graph.jobs(&configuration.id).await?;
        Ok::<_, Error>((!listed.iter().any(|job| job.id == other)).then_some(false))
    });
    if !is_there.await.map_err(refused(doing))?.unwrap_or(false) {
        return Ok(ours.id.clone());
    }
    let window = graph.cloud().seen_within();
    let look = || graph.job(&configuration.id, &ours.id);
    let now = waits::on_job(cx, configuration, WaitCause::NotVisibleYet, window, look).await;
    let Some(now) = if_found(now).map_err(refused(doing))? else {
        return Ok(other.to_owned());
    };
    let unclear = || {
        StepError::new(ErrorKind::Conflict, "changed-meanwhile", doing)
            .with("job", &ours.id)
            .with("other", other)
    };
    if !is_untouched(&now, ours) {
        return Err(unclear());
    }
    let intent = Intent {
        template: template.to_owned(),
        beside: Vec::new(),
        known: vec![other.to_owned()],
        withdraws: Some(ours.id.clone()),
    };
    cx.intend(json!(intent)).await?;
    let gone = if_found(graph.delete_job(&configuration.id, &ours.id).await);
    cx.services().reads().jobs_changed(&configuration.id);
    gone.map_err(refused(doing))?;
    cx.note_withdrawn("job", &ours.id, template);
    // The other process may have been as polite.
    match by_id(other).await.map_err(refused(doing))? {
        Some(_) => Ok(other.to_owned()),
        None => Err(unclear()),
    }
}

/// The job is as the answer to its creation showed it: nobody has started it or given it settings of its own.
fn is_untouched(now: &Job, created: &Job) -> bool {
    now.schedule == created.schedule
        && !now.is_running()
        && !now.is_in_quarantine()
        && now.last_execution().is_none()
        && now.synchronization_job_settings == created.synchronization_job_settings
}

#[cfg(test)]
mod tests;
