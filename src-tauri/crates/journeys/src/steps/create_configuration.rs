//! The configuration exists: an application with its service principal, made from Microsoft's template (contract 6.2, 10.7).

use futures::future::{try_join, try_join_all};
use graph_client::consistency::look_early;
use graph_client::models::{Job, ServicePrincipal};
use graph_client::{Error, Secrets, WaitCause};
use provisioning::{CLOUD_SYNC_TEMPLATE, Found, NOTIFICATION};
use serde_json::json;
use step_engine::{Cx, ErrorKind, Finding, Note, Phase, Preview, Release, Step, StepError};

use super::instantiate::{
    Configuration, Creation, Intent, confirmed, create, created_by_this_run, earlier_intent, standing, was_unfinished,
    with_created,
};
use super::jobs;
use super::secrets::DOMAIN;
use crate::cloud_sync::{Existing, Setup};
use crate::configurations::{Selected, chosen, name_of, select, several};
use crate::error::refused;
use crate::services::{CloudSync as _, OnTenant, Tenant as _};
use crate::{CloudServices, SetupSetting, StepId};

/// Finds the configuration of the domain or creates it. Its creation cannot be repeated: a second request makes a second pair.
pub(crate) struct CreateConfiguration;

/// The creation of the configuration of a domain.
struct OfDomain<'a>(&'a Setup);

impl Creation for OfDomain<'_> {
    fn template(&self) -> &str {
        CLOUD_SYNC_TEMPLATE
    }

    fn name(&self) -> &str {
        self.0.name()
    }

    fn doing(&self) -> &'static str {
        "creating the configuration"
    }

    async fn list<S: OnTenant>(&self, cx: &Cx<S>) -> Result<Vec<ServicePrincipal>, Error> {
        cx.graph().service_principals_by_template(CLOUD_SYNC_TEMPLATE).await
    }

    fn asked_for<S: OnTenant>(&self, cx: &Cx<S>) {
        cx.services().reads().instances_changed(CLOUD_SYNC_TEMPLATE);
    }

    fn newcomers(&self, all: Vec<ServicePrincipal>, intent: &Intent) -> Vec<ServicePrincipal> {
        newcomers(all, intent)
    }

    fn several(&self, found: &[ServicePrincipal]) -> StepError {
        several(found, self.0.domain())
    }
}

impl Step<CloudServices> for CreateConfiguration {
    type Output = Configuration;
    const ID: &'static str = StepId::CreateConfiguration.as_str();
    /// The answer to the creation holds the id, which is all that later steps need.
    const RELEASE: Release = Release::Applied;

    async fn check(&self, cx: &Cx<CloudServices>) -> Result<Finding<Configuration>, StepError> {
        let doing = "looking for the configuration of the domain";
        if cx.phase() == Phase::Confirm {
            return confirmed::<_, Self>(cx, doing).await;
        }
        let setup = cx.setup();
        match found(cx, doing).await {
            Ok(Some(found)) => {
                let note = Note::new("configuration-found").with("name", &found.name);
                Ok(Finding::AlreadyDone(found, Preview::none().note(note)))
            }
            Ok(None) => Ok(Finding::Needed(
                Preview::none()
                    .note(Note::new("will-create-configuration").with("name", setup.name()))
                    .differs(SetupSetting::Configuration, setup.name(), "")
                    .request(
                        "POST",
                        format!("/v1.0/applicationTemplates/{CLOUD_SYNC_TEMPLATE}/instantiate"),
                        Some(json!({ "displayName": setup.name() })),
                    ),
            )),
            Err(error) if error.kind == ErrorKind::Conflict => Ok(Finding::Blocked(error)),
            Err(error) => Err(error),
        }
    }

    async fn apply(&self, cx: &Cx<CloudServices>) -> Result<Configuration, StepError> {
        let creation = OfDomain(cx.setup());
        // Somebody else may have created one since the look.
        if let Some(found) = found(cx, creation.doing()).await? {
            return Ok(found);
        }
        let list = cx.configurations().await.map_err(refused(creation.doing()))?;
        create(cx, &creation, list.iter().map(|found| found.id.clone()).collect()).await
    }
}

/// The configuration there is for the set-up's domain.
async fn found(cx: &Cx<CloudServices>, doing: &'static str) -> Result<Option<Configuration>, StepError> {
    let setup = cx.setup();
    let selected = selected(cx, doing).await?;
    let Some(chosen) = chosen(setup, &selected)? else {
        return Ok(None);
    };
    let mut is_ours = created_by_this_run(cx).contains(&chosen.id);
    if !is_ours && is_answer_to_earlier_intent(cx, chosen).await.map_err(refused(doing))? {
        cx.note_created("configuration", &chosen.id, &name_of(chosen));
        is_ours = true;
    }
    if *setup.existing() == Existing::Leave && !is_ours {
        let error = StepError::new(ErrorKind::Conflict, "configuration-exists", doing);
        return Err(error.with("name", name_of(chosen)).with("domain", setup.domain()));
    }
    let mut configuration = Configuration {
        id: chosen.id.clone(),
        app_id: chosen.app_id.clone(),
        name: name_of(chosen),
        unfinished: is_ours || was_unfinished(cx, &chosen.id),
        standing: standing(cx, is_ours),
    };
    if !configuration.unfinished {
        let looks = try_join(cx.secrets_of(&configuration.id), jobs::jobs(cx, &configuration)).await;
        let (stored, jobs) = looks.map_err(refused(doing))?;
        configuration.unfinished = is_unfinished(&stored, &jobs);
    }
    Ok(Some(configuration))
}

/// The configurations that the set-up is about, and what this run or one before it created.
async fn selected(cx: &Cx<CloudServices>, doing: &'static str) -> Result<Selected, StepError> {
    let created = created_by_this_run(cx);
    let list = cx.configurations().await.map_err(refused(doing))?;
    let list = with_created(cx, &list).await.map_err(refused(doing))?;
    // The next step wants the jobs; where there is one configuration, it is the likely one. What goes wrong with it that step will meet.
    let only = match (list.as_slice(), cx.phase()) {
        ([only], Phase::Look) => Some(only.id.clone()),
        _ => None,
    };
    let jobs = async {
        if let Some(only) = only {
            let _ = look_early(WaitCause::NotVisibleYet, cx.jobs_of(&only)).await;
        }
    };
    let looks = list.into_iter().map(|configuration| cx.with_domain(configuration));
    let (found, ()) = futures::join!(try_join_all(looks), jobs);
    let found = found.map_err(refused(doing))?;
    let blank = found.iter().filter(|found| found.domain.readable().is_none());
    let blank: Vec<_> = blank.map(|found| found.configuration.clone()).collect();
    let new = earlier_intent(cx).map(|(_, intent)| newcomers(blank, &intent));
    let is_new = |found: &Found| {
        let id = &found.configuration.id;
        found.domain.readable().is_none()
            && (created.contains(id) || new.iter().flatten().any(|newcomer| newcomer.id == *id))
    };
    if matches!(cx.setup().existing(), Existing::This(_)) {
        return select(cx.setup(), found);
    }
    let (new, others): (Vec<_>, Vec<_>) = found.into_iter().partition(is_new);
    let mut selected = select(cx.setup(), others)?;
    selected.ours.extend(new);
    Ok(selected)
}

/// Those that were not there before the intent. Where one bears the name that was asked for, the others are not what was asked for:
/// another set-up may have been at work in the same tenant.
fn newcomers(list: Vec<ServicePrincipal>, intent: &Intent) -> Vec<ServicePrincipal> {
    let new = list.into_iter().filter(|found| !intent.known.contains(&found.id));
    let (named, others): (Vec<_>, Vec<_>) = new.partition(|found| name_of(found) == intent.name);
    if named.is_empty() { others } else { named }
}

/// Whether a configuration can only be what an earlier attempt asked for and heard no answer to: it was not there before, bears the
/// name, is the only such one, and the service made it while the request was on its way. A service that does not say when is no proof.
async fn is_answer_to_earlier_intent(cx: &Cx<CloudServices>, found: &ServicePrincipal) -> Result<bool, Error> {
    let Some((_, intent)) = earlier_intent(cx) else {
        return Ok(false);
    };
    let new = newcomers(cx.configurations().await?.to_vec(), &intent);
    let is_only = matches!(new.as_slice(), [only] if only.id == found.id && name_of(only) == intent.name);
    let window = cx.graph().cloud().seen_within();
    Ok(is_only && intent.may_have_made(found, window) == Some(true))
}

/// A set-up broke off before it stored notification and delete guard, and nothing was ever started.
pub(crate) fn is_unfinished(stored: &Secrets, jobs: &[Job]) -> bool {
    // A new one may come with settings of Microsoft's own.
    let is_untouched = jobs.is_empty() && !stored.has(DOMAIN);
    is_untouched || !stored.has(NOTIFICATION) && !jobs.iter().any(jobs::is_in_use)
}

/// The configuration of this run, where it is known.
pub(crate) fn configuration(cx: &Cx<CloudServices>) -> Option<Configuration> {
    cx.known::<CreateConfiguration>()
}
