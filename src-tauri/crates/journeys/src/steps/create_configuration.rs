//! The configuration exists: an application with its service principal, made from Microsoft's template (contract 6.2, 10.7).

use futures::future::{try_join, try_join_all};
use graph_client::consistency::{Window, if_found, look_early, settle, wait_until};
use graph_client::models::{Job, ServicePrincipal};
use graph_client::{Error, Secrets, WaitCause};
use jiff::Timestamp;
use provisioning::{CLOUD_SYNC_TEMPLATE, Found, NOTIFICATION};
use serde::{Deserialize, Serialize};
use serde_json::json;
use step_engine::{Cx, ErrorKind, Finding, Note, Outcome, Phase, Preview, Release, Step, StepError};

use super::jobs;
use super::secrets::DOMAIN;
use crate::cloud_sync::Existing;
use crate::configurations::{Selected, chosen, name_of, select, several};
use crate::error::refused;
use crate::services::Tenant as _;
use crate::{CloudServices, Setting, StepId};

/// Finds the configuration of the domain or creates it. Its creation cannot be repeated: a second request makes a second pair.
pub(crate) struct CreateConfiguration;

/// The configuration this run is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Configuration {
    /// Object id of the service principal.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// Nobody finished it before this run: what the set-up leaves out takes its default.
    pub(crate) unfinished: bool,
    /// How long it has been there.
    #[serde(skip)]
    pub(crate) standing: Standing,
}

/// How well known a configuration is to Microsoft's servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Created by this very run: it holds nothing yet, and servers may not know it.
    JustCreated,
    /// Created minutes ago: servers may not know all of it.
    Recent,
    /// There for long enough.
    Settled,
}

/// What is about to be created, enough to find it again when the answer gets lost.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Intent {
    template: String,
    name: String,
    /// Configurations that were there before.
    known: Vec<String>,
}

impl Step<CloudServices> for CreateConfiguration {
    type Output = Configuration;
    const ID: &'static str = StepId::CreateConfiguration.as_str();
    /// The answer to the creation holds the id, which is all that later steps need.
    const RELEASE: Release = Release::Applied;

    async fn check(&self, cx: &Cx<CloudServices>) -> Result<Finding<Configuration>, StepError> {
        let doing = "looking for the configuration of the domain";
        if cx.phase() == Phase::Confirm {
            let ours = cx.output::<Self>()?;
            let graph = cx.graph();
            let window = graph.cloud().seen_within();
            let look = || graph.service_principal(&ours.id);
            return match settle(&graph, WaitCause::NotVisibleYet, window, look).await {
                Ok(_) => Ok(Finding::AlreadyDone(ours, Preview::none())),
                Err(error) if error.may_pass() => Ok(Finding::Needed(Preview::none())),
                Err(error) => Err(refused(doing)(error)),
            };
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
                    .differs(Setting::Configuration, setup.name(), "")
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
        let doing = "creating the configuration";
        // Somebody else may have created one since the look.
        if let Some(found) = found(cx, doing).await? {
            return Ok(found);
        }
        let list = cx.configurations().await.map_err(refused(doing))?;
        let mut intent = Intent {
            template: CLOUD_SYNC_TEMPLATE.to_owned(),
            name: cx.setup().name().to_owned(),
            known: list.iter().map(|found| found.id.clone()).collect(),
        };
        if let Some((at, earlier)) = earlier_intent(cx) {
            intent.known = earlier.known;
            if let Some(found) = newcomer(cx, &intent, at).await? {
                return adopt(cx, found).await;
            }
        }
        // A lost answer is looked for once through the whole window; only then a second request cannot make a second pair.
        for last_try in [false, true] {
            let at = cx.intend(json!(intent)).await?;
            let answer = cx.graph().instantiate(CLOUD_SYNC_TEMPLATE, &intent.name).await;
            cx.services().reads.service_principals_changed();
            match answer {
                Ok(made) => {
                    let (app, sp) = (made.application, made.service_principal);
                    cx.note_created("application", &app.id, &intent.name);
                    cx.note_created("configuration", &sp.id, &intent.name);
                    return Ok(Configuration {
                        id: sp.id,
                        name: intent.name,
                        unfinished: true,
                        standing: Standing::JustCreated,
                    });
                }
                Err(error @ Error::OutcomeUnknown { .. }) => match newcomer(cx, &intent, at).await? {
                    Some(found) => return adopt(cx, found).await,
                    None if last_try => return Err(refused(doing)(error)),
                    None => {}
                },
                Err(error) => return Err(refused(doing)(error)),
            }
        }
        Err(StepError::new(ErrorKind::OutcomeUnknown, "outcome-unknown", doing))
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
    let standing = if is_ours && is_recent(cx) {
        Standing::Recent
    } else {
        Standing::Settled
    };
    let mut configuration = Configuration {
        id: chosen.id.clone(),
        name: name_of(chosen),
        unfinished: is_ours || was_unfinished(cx, &chosen.id),
        standing,
    };
    if !configuration.unfinished {
        let looks = try_join(cx.secrets_of(&configuration.id), jobs::jobs(cx, &configuration)).await;
        let (stored, jobs) = looks.map_err(refused(doing))?;
        configuration.unfinished = is_unfinished(&stored, &jobs);
    }
    Ok(Some(configuration))
}

/// All configurations. What an earlier attempt created is asked for by its id where the list does not show it: lists lag behind, also
/// behind what is there already.
async fn all(cx: &Cx<CloudServices>) -> Result<Vec<ServicePrincipal>, Error> {
    let mut all = cx.configurations().await?.to_vec();
    let graph = cx.graph();
    let since = cx.earlier().and_then(|earlier| earlier.applying_since);
    for id in created_by_this_run(cx) {
        if all.iter().any(|found| found.id == id) {
            continue;
        }
        let window = Window::from(since.unwrap_or_default(), graph.cloud().seen_within());
        let look = || async { if_found(graph.service_principal(&id).await) };
        all.extend(wait_until(&graph, WaitCause::NotVisibleYet, window, look).await?);
    }
    Ok(all)
}

/// The configurations that the set-up is about, and what this run or one before it created.
async fn selected(cx: &Cx<CloudServices>, doing: &'static str) -> Result<Selected, StepError> {
    let created = created_by_this_run(cx);
    let list = all(cx).await.map_err(refused(doing))?;
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
    let Some((at, intent)) = earlier_intent(cx) else {
        return Ok(false);
    };
    let new = newcomers(cx.configurations().await?.to_vec(), &intent);
    let is_only = matches!(new.as_slice(), [only] if only.id == found.id && name_of(only) == intent.name);
    let made = found.extra.get("createdDateTime").and_then(|made| made.as_str());
    let made = made.and_then(|made| made.parse::<Timestamp>().ok());
    let window = cx.graph().cloud().seen_within();
    // The service tells whole seconds.
    Ok(is_only && made.is_some_and(|made| made.as_second() >= at.as_second() && made <= at + window))
}

/// The configuration that appeared since the intent was written down. Looks until the window has passed.
async fn newcomer(
    cx: &Cx<CloudServices>,
    intent: &Intent,
    at: Timestamp,
) -> Result<Option<ServicePrincipal>, StepError> {
    let graph = cx.graph();
    let window = Window::from(at, graph.cloud().seen_within());
    let new = wait_until(&graph, WaitCause::AnswerLost, window, || async {
        let list = graph.service_principals_by_template(CLOUD_SYNC_TEMPLATE).await?;
        let new = newcomers(list, intent);
        Ok(if new.is_empty() { None } else { Some(new) })
    })
    .await
    .map_err(refused("looking whether the configuration was created"))?
    .unwrap_or_default();
    match new.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        several_new => Err(several(several_new, cx.setup().domain())),
    }
}

/// An earlier attempt of this run found it unfinished.
fn was_unfinished(cx: &Cx<CloudServices>, id: &str) -> bool {
    let outcome = cx.earlier().and_then(|earlier| earlier.outcome.as_ref());
    let Some(Outcome::Succeeded { output } | Outcome::AlreadyDone { output }) = outcome else {
        return false;
    };
    output["id"] == id && output["unfinished"] == true
}

/// A set-up broke off before it stored notification and delete guard, and nothing was ever started.
pub(crate) fn is_unfinished(stored: &Secrets, jobs: &[Job]) -> bool {
    let is_in_use = |job: &Job| job.is_running() || job.is_in_quarantine() || job.last_execution().is_some();
    // A new one may come with settings of Microsoft's own.
    let is_untouched = jobs.is_empty() && !stored.has(DOMAIN);
    is_untouched || !stored.has(NOTIFICATION) && !jobs.iter().any(is_in_use)
}

async fn adopt(cx: &Cx<CloudServices>, found: ServicePrincipal) -> Result<Configuration, StepError> {
    let name = name_of(&found);
    cx.note_created("configuration", &found.id, &name);
    Ok(Configuration {
        id: found.id,
        name,
        unfinished: true,
        standing: Standing::Recent,
    })
}

fn earlier_intent(cx: &Cx<CloudServices>) -> Option<(Timestamp, Intent)> {
    let interrupted = cx.interrupted()?;
    Some((interrupted.at, serde_json::from_value(interrupted.intent?).ok()?))
}

fn is_recent(cx: &Cx<CloudServices>) -> bool {
    let window = cx.graph().cloud().first_writes_within();
    let since = cx.earlier().and_then(|earlier| earlier.applying_since);
    since.is_some_and(|since| !Window::from(since, window).is_over())
}

fn created_by_this_run(cx: &Cx<CloudServices>) -> Vec<String> {
    let created = cx
        .earlier()
        .map(|earlier| earlier.created.as_slice())
        .unwrap_or_default();
    created
        .iter()
        .filter(|created| created.kind == "configuration")
        .map(|created| created.id.clone())
        .collect()
}

/// The configuration of this run, where it is known.
pub(crate) fn configuration(cx: &Cx<CloudServices>) -> Option<Configuration> {
    cx.known::<CreateConfiguration>()
}
