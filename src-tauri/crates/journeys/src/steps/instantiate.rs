//! An application with its service principal, made from a template of Microsoft's (contract 6.2). The creation cannot be repeated: a
//! second request makes a second pair, so one whose answer got lost is looked for.

use std::time::Duration;

use graph_client::consistency::{Window, if_found, settle, wait_until};
use graph_client::models::ServicePrincipal;
use graph_client::{Error, WaitCause};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use step_engine::{Cx, ErrorKind, Finding, Outcome, Preview, Step, StepError, StepRecord};

use crate::configurations::name_of;
use crate::error::refused;
use crate::services::{OnTenant, Tenant as _};

/// What a run is about: the two objects, of which jobs and settings hang on the service principal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Configuration {
    /// Object id of the service principal.
    pub(crate) id: String,
    /// The id that it shares with its application.
    pub(crate) app_id: String,
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

/// Two servers of Microsoft's may disagree about the time by so much, and each tells whole seconds.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_secs(5);

/// What is about to be created, enough to find it again when the answer gets lost.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Intent {
    template: String,
    pub(super) name: String,
    /// What was there before of the template.
    pub(super) known: Vec<String>,
    /// The service's time when it was asked for. This computer's clock may be off by hours.
    #[serde(default)]
    asked: Option<Timestamp>,
}

impl Intent {
    /// Whether the service made this while the request was on its way; `None` where it does not say when it did. `window`: how long a new
    /// one may stay unseen.
    pub(super) fn may_have_made(&self, found: &ServicePrincipal, window: Duration) -> Option<bool> {
        let after = found.created()?.duration_since(self.asked?);
        let longest = SignedDuration::try_from(window).unwrap_or(SignedDuration::MAX);
        Some(after >= -CLOCKS_DIFFER && after <= longest.saturating_add(CLOCKS_DIFFER))
    }
}

/// One creation. What can be the answer to a lost request differs: of a domain there is one configuration, of an app there can be
/// hundreds at work.
pub(super) trait Creation: Sync {
    /// The template's id.
    fn template(&self) -> &str;
    /// The name to be given.
    fn name(&self) -> &str;
    /// What was being done, for errors.
    fn doing(&self) -> &'static str;
    /// The template's instances, as they are now.
    fn list<S: OnTenant>(&self, cx: &Cx<S>) -> impl Future<Output = Result<Vec<ServicePrincipal>, Error>> + Send;
    /// What was read of the instances may be out of date.
    fn asked_for<S: OnTenant>(&self, cx: &Cx<S>);
    /// Those of the template's instances that can be what this intent asked for.
    fn newcomers(&self, all: Vec<ServicePrincipal>, intent: &Intent) -> Vec<ServicePrincipal>;
    /// More than one of them.
    fn several(&self, found: &[ServicePrincipal]) -> StepError;
}

/// Creates it, or finds what an earlier request has created; `known` are the ids of the template's instances as they are now.
pub(super) async fn create<S: OnTenant>(
    cx: &Cx<S>,
    creation: &impl Creation,
    known: Vec<String>,
) -> Result<Configuration, StepError> {
    let doing = creation.doing();
    let mut intent = Intent {
        template: creation.template().to_owned(),
        name: creation.name().to_owned(),
        known,
        asked: None,
    };
    if let Some((at, earlier)) = earlier_intent(cx) {
        intent.known = earlier.known;
        intent.asked = earlier.asked;
        if let Some(found) = newcomer(cx, creation, &intent, at).await? {
            return Ok(adopt(cx, found));
        }
    }
    // A lost answer is looked for once through the whole window; only then a second request cannot make a second pair.
    for last_try in [false, true] {
        intent.asked = Some(cx.graph().now());
        let at = cx.intend(json!(intent)).await?;
        let answer = cx.graph().instantiate(&intent.template, &intent.name).await;
        creation.asked_for(cx);
        match answer {
            Ok(made) => {
                let (app, sp) = (made.application, made.service_principal);
                cx.note_created("application", &app.id, &intent.name);
                cx.note_created("configuration", &sp.id, &intent.name);
                return Ok(Configuration {
                    id: sp.id,
                    app_id: sp.app_id,
                    name: intent.name,
                    unfinished: true,
                    standing: Standing::JustCreated,
                });
            }
            Err(error @ Error::OutcomeUnknown { .. }) => match newcomer(cx, creation, &intent, at).await? {
                Some(found) => return Ok(adopt(cx, found)),
                None if last_try => return Err(refused(doing)(error)),
                None => {}
            },
            Err(error) => return Err(refused(doing)(error)),
        }
    }
    Err(StepError::new(ErrorKind::OutcomeUnknown, "outcome-unknown", doing))
}

/// The last look of the step that created it: done once every server knows it.
pub(super) async fn confirmed<S: OnTenant, T: Step<S, Output = Configuration>>(
    cx: &Cx<S>,
    doing: &'static str,
) -> Result<Finding<Configuration>, StepError> {
    let ours = cx.output::<T>()?;
    Ok(match is_seen(cx, &ours.id, doing).await? {
        true => Finding::AlreadyDone(ours, Preview::none()),
        false => Finding::Needed(Preview::none()),
    })
}

/// Whether every server knows what was created, as far as one look after the other can tell.
async fn is_seen<S: OnTenant>(cx: &Cx<S>, id: &str, doing: &'static str) -> Result<bool, StepError> {
    let graph = cx.graph();
    let window = graph.cloud().seen_within();
    let look = || graph.service_principal(id);
    match settle(&graph, WaitCause::NotVisibleYet, window, look).await {
        Ok(_) => Ok(true),
        Err(error) if error.may_pass() => Ok(false),
        Err(error) => Err(refused(doing)(error)),
    }
}

/// The list, and what an earlier attempt created: that is asked for by its id where the list does not show it, since lists lag behind,
/// also behind what is there already.
pub(super) async fn with_created<S: OnTenant>(
    cx: &Cx<S>,
    list: &[ServicePrincipal],
) -> Result<Vec<ServicePrincipal>, Error> {
    let mut all = list.to_vec();
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

/// What appeared since the intent was written down. Looks until the window has passed.
async fn newcomer<S: OnTenant>(
    cx: &Cx<S>,
    creation: &impl Creation,
    intent: &Intent,
    at: Timestamp,
) -> Result<Option<ServicePrincipal>, StepError> {
    let graph = cx.graph();
    let window = Window::from(at, graph.cloud().seen_within());
    let new = wait_until(&graph, WaitCause::AnswerLost, window, || async {
        let list = creation.list(cx).await?;
        let new = creation.newcomers(list, intent);
        Ok(if new.is_empty() { None } else { Some(new) })
    })
    .await
    .map_err(refused("looking whether the application was created"))?
    .unwrap_or_default();
    match new.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        several => Err(creation.several(several)),
    }
}

/// An earlier attempt of this run found it unfinished.
pub(super) fn was_unfinished<S: OnTenant>(cx: &Cx<S>, id: &str) -> bool {
    let outcome = cx.earlier().and_then(|earlier| earlier.outcome.as_ref());
    let Some(Outcome::Succeeded { output } | Outcome::AlreadyDone { output }) = outcome else {
        return false;
    };
    output["id"] == id && output["unfinished"] == true
}

fn adopt<S: OnTenant>(cx: &Cx<S>, found: ServicePrincipal) -> Configuration {
    let name = name_of(&found);
    cx.note_created("configuration", &found.id, &name);
    Configuration {
        id: found.id,
        app_id: found.app_id,
        name,
        unfinished: true,
        standing: Standing::Recent,
    }
}

pub(super) fn earlier_intent<S: OnTenant>(cx: &Cx<S>) -> Option<(Timestamp, Intent)> {
    let interrupted = cx.interrupted()?;
    let mut intent: Intent = serde_json::from_value(interrupted.intent?).ok()?;
    intent.asked = intent.asked.or(Some(interrupted.at)); // journals did not tell it once
    Some((interrupted.at, intent))
}

/// How well known what was found is: what this run made a short while ago may not be known everywhere.
pub(super) fn standing<S: OnTenant>(cx: &Cx<S>, is_ours: bool) -> Standing {
    let window = cx.graph().cloud().first_writes_within();
    let since = cx.earlier().and_then(|earlier| earlier.applying_since);
    let is_recent = since.is_some_and(|since| !Window::from(since, window).is_over());
    if is_ours && is_recent {
        Standing::Recent
    } else {
        Standing::Settled
    }
}

/// Ids of the service principals that earlier attempts of this run created.
pub(super) fn created_by_this_run<S: OnTenant>(cx: &Cx<S>) -> Vec<String> {
    cx.earlier().map(configurations_of).unwrap_or_default()
}

/// The same by what a journal holds of the step that creates them.
pub(crate) fn configurations_of(record: &StepRecord) -> Vec<String> {
    let created = record.created.iter().filter(|created| created.kind == "configuration");
    created.map(|created| created.id.clone()).collect()
}
