//! One person of the cloud on demand, into an app of the gallery (contract 7.8). This really writes, and who is assigned counts.

use futures::future::try_join;
use graph_client::consistency::wait_until;
use graph_client::models::{OnDemandResult, ServicePrincipal, User};
use graph_client::{GraphClient, Subject, WaitCause};
use provisioning::{Freshness, TenantReads};
use step_engine::{ErrorKind, StepError};

use super::{NOBODY, not_provisioned, not_visible};
use crate::configurations::{instances_of, name_of, several_apps};
use crate::error::refused;
use crate::gallery_app::Setup;
use crate::steps::{chosen_job_template, of_template, unreadable};

/// What the cloud calls a person.
const PERSON: &str = "User";
const DOING: &str = "looking how people get into the app";

/// How people get into the app: its id, its job, and the rule that takes people on demand.
pub(super) struct Way {
    sp: String,
    job: String,
    rule: String,
}

/// Looks for it.
///
/// # Errors
/// As [`super::may_try`].
pub(super) async fn way(client: &GraphClient, setup: &Setup) -> Result<Way, StepError> {
    let app = app(client, setup).await?;
    let both = try_join(client.sync_templates(&app.id), client.jobs(&app.id));
    let (templates, jobs) = both.await.map_err(refused(DOING))?;
    let template = chosen_job_template(setup.app(), &templates)?;
    let job = of_template(&jobs, &template.id).ok_or_else(|| not_visible(DOING))?;
    let refusal = |code| StepError::new(ErrorKind::Missing, code, DOING).with("name", name_of(&app));
    // An app that a person has signed in to has one connection, and a job that runs holds it.
    if template.is_oauth() && job.is_running() {
        return Err(refusal("trial-needs-pause"));
    }
    let schema = client.schema(&app.id, &job.id).await.map_err(refused(DOING))?;
    let rule = schema.on_demand_rule(PERSON).map_err(unreadable)?;
    Ok(Way {
        rule: rule.ok_or_else(|| refusal("trial-not-offered"))?,
        job: job.id.clone(),
        sp: app.id,
    })
}

/// Provisions the person with this sign-in name or object id.
///
/// # Errors
/// As [`super::try_person`].
pub(super) async fn provision(client: &GraphClient, setup: &Setup, person: &str) -> Result<OnDemandResult, StepError> {
    let (person, Way { sp, job, rule }) = try_join(user(client, person), way(client, setup)).await?;
    let subject = Subject::new(person.id, PERSON);
    let answer = client.provision_on_demand(&sp, &job, &rule, &[subject]).await;
    answer.map_err(not_provisioned)
}

async fn user(client: &GraphClient, person: &str) -> Result<User, StepError> {
    let doing = "looking for the person";
    let found = client.user(person).await.map_err(refused(doing))?;
    found.ok_or_else(|| StepError::new(ErrorKind::Missing, NOBODY, doing))
}

/// The one app of the set-up. What a run has just created may be missing from the list for a while.
async fn app(client: &GraphClient, setup: &Setup) -> Result<ServicePrincipal, StepError> {
    let doing = "looking for the app";
    let bug = || {
        StepError::new(
            ErrorKind::Bug,
            "unexpected-answer",
            "trying one person with several apps",
        )
    };
    let name = setup.only_name().ok_or_else(bug)?;
    let reads = TenantReads::default();
    let window = client.cloud().seen_within();
    let seen = wait_until(client, WaitCause::ListLags, window, || async {
        let named = instances_of(setup, client, &reads, Freshness::Now).await?;
        Ok((!named.is_empty()).then_some(named))
    });
    let named = seen.await.map_err(refused(doing))?.unwrap_or_default();
    match <[ServicePrincipal; 1]>::try_from(named) {
        Ok([app]) => Ok(app),
        Err(none) if none.is_empty() => Err(not_visible(doing)),
        Err(several) => Err(several_apps(&several, name, doing)),
    }
}
