//! An instance of an application template, by its name (contract 6.2). Hundreds of one template can be at work in a tenant, some of them
//! made at the same moment by others: only the exact name tells which one is meant.

use std::sync::Arc;
use std::time::Duration;

use graph_client::Error;
use graph_client::models::ServicePrincipal;
use provisioning::Freshness;
use serde_json::json;
use step_engine::{Cx, ErrorKind, Finding, Note, Outcome, Preview, StepError};

use super::instantiate::{
    Configuration, Creation, Intent, create, created_by_this_run, earlier_intent, standing, was_unfinished,
    with_created,
};
use super::jobs;
use crate::SetupSetting;
use crate::configurations::{is_called, name_of, several_apps};
use crate::error::refused;
use crate::gallery_app::Common;
use crate::services::{OnTenant, Tenant as _, creation_rests_on};

/// The instance that is wanted.
pub(super) struct Instance<'a> {
    template: &'a str,
    name: &'a str,
    /// One of the name that is there already is completed.
    adopts: bool,
    /// One that is not there is made.
    makes: bool,
    /// How long a new one may stay unseen.
    window: Duration,
    /// Where it is one of several: its key, and what the others know.
    among: Option<(&'a str, &'a Common)>,
}

impl<'a> Instance<'a> {
    pub(super) fn new<S: OnTenant>(cx: &Cx<S>, template: &'a str, name: &'a str, adopts: bool) -> Self {
        Self {
            template,
            name,
            adopts,
            makes: true,
            window: cx.graph().cloud().seen_within(),
            among: None,
        }
    }

    /// The same for the instance of this key, one of several of a set-up.
    pub(super) fn among(self, key: &'a str, others: &'a Common) -> Self {
        Self {
            among: Some((key, others)),
            ..self
        }
    }

    /// The same where only one that is there is meant.
    pub(super) fn only_there(self, only_there: bool) -> Self {
        Self {
            makes: !only_there,
            ..self
        }
    }

    /// What a look comes to: the one that is there, or what would be created.
    pub(super) async fn look<S: OnTenant>(
        &self,
        cx: &Cx<S>,
        doing: &'static str,
    ) -> Result<Finding<Configuration>, StepError> {
        let Self { template, name, .. } = self;
        match self.found(cx, doing).await {
            Ok(Some(Found {
                app,
                renamed: Some(was),
            })) => Ok(Finding::Needed(
                Preview::none()
                    .note(Note::new("will-rename-app").with("name", *name).with("was", &was))
                    .differs(SetupSetting::Configuration, *name, was)
                    .request(
                        "PATCH",
                        format!("/v1.0/servicePrincipals/{}", app.id),
                        Some(json!({ "displayName": name })),
                    ),
            )),
            Ok(Some(Found { app, renamed: None })) => {
                let note = Note::new("app-found").with("name", &app.name);
                Ok(Finding::AlreadyDone(app, Preview::none().note(note)))
            }
            Ok(None) if !self.makes => Ok(Finding::Blocked(not_there(self.doing()))),
            Ok(None) if self.may_make_no_more() => Ok(Finding::Blocked(no_more(self.doing()))),
            Ok(None) => Ok(Finding::Needed(
                Preview::none()
                    .note(Note::new("will-create-app").with("name", *name))
                    .differs(SetupSetting::Configuration, *name, "")
                    .request(
                        "POST",
                        format!("/v1.0/applicationTemplates/{template}/instantiate"),
                        Some(json!({ "displayName": name })),
                    ),
            )),
            Err(error) if error.kind == ErrorKind::Conflict => Ok(Finding::Blocked(error)),
            Err(error) => Err(error),
        }
    }

    /// Finds it, or creates it.
    pub(super) async fn bring_about<S: OnTenant>(&self, cx: &Cx<S>) -> Result<Configuration, StepError> {
        // Somebody else may have created one since the look.
        if let Some(Found { app, renamed }) = self.found(cx, self.doing()).await? {
            if renamed.is_some() {
                let change = json!({ "displayName": self.name });
                let changed = cx.graph().update_service_principal(&app.id, &change).await;
                changed.map_err(refused("renaming the app"))?;
            }
            return Ok(app);
        }
        if !self.makes {
            return Err(not_there(self.doing()));
        }
        if self.may_make_no_more() {
            return Err(no_more(self.doing()));
        }
        // Only what bears the name could be taken for the answer, and of others there may be hundreds.
        let list = instances(cx, self.template).await.map_err(refused(self.doing()))?;
        let named = list.iter().filter(|found| is_called(found, self.name));
        let made = create(cx, self, named.map(|found| found.id.clone()).collect()).await;
        if let (Err(error), Some((_, others))) = (&made, self.among)
            && error.code == QUOTA
        {
            others.note_quota();
        }
        made
    }

    /// Another instance of the set-up heard that this sign-in may make no more.
    fn may_make_no_more(&self) -> bool {
        self.among.is_some_and(|(_, others)| others.may_make_no_more())
    }

    /// The instances of the template, with what this run created.
    async fn instances<S: OnTenant>(
        &self,
        cx: &Cx<S>,
        doing: &'static str,
    ) -> Result<Vec<ServicePrincipal>, StepError> {
        let list = instances(cx, self.template).await.map_err(refused(doing))?;
        let list: Vec<_> = list
            .iter()
            .filter(|found| !self.is_of_another(found))
            .cloned()
            .collect();
        with_created(cx, &list).await.map_err(refused(doing))
    }

    /// An earlier run made it for another instance of the set-up, whatever it is called now.
    fn is_of_another(&self, found: &ServicePrincipal) -> bool {
        self.among
            .is_some_and(|(key, others)| others.is_of_another(key, &found.id))
    }

    /// The instance there is: the one that this run created, else the one that it worked on, else the one of the name.
    async fn found<S: OnTenant>(&self, cx: &Cx<S>, doing: &'static str) -> Result<Option<Found>, StepError> {
        let list = self.instances(cx, doing).await?;
        let created = created_by_this_run(cx);
        let mut ours: Vec<ServicePrincipal> = list
            .iter()
            .filter(|found| created.contains(&found.id))
            .cloned()
            .collect();
        if ours.is_empty()
            && let Some((_, intent)) = earlier_intent(cx)
        {
            ours = self.newcomers(list.clone(), &intent);
            if let [answer] = ours.as_slice() {
                cx.note_created("configuration", &answer.id, &name_of(answer));
            }
        }
        let is_ours = ours.len() == 1;
        let before = worked_on(cx);
        let is_before = |found: &&ServicePrincipal| before.as_ref().is_some_and(|(id, _)| *id == found.id);
        if ours.is_empty() {
            ours = list.iter().filter(|found| is_before(found)).cloned().collect();
        }
        let named: Vec<ServicePrincipal> = list.into_iter().filter(|found| is_called(found, self.name)).collect();
        let candidates = if ours.is_empty() { &named } else { &ours };
        let one = match candidates.as_slice() {
            [] => return Ok(None),
            [one] => one,
            several => return Err(self.several(several)),
        };
        if !self.adopts && !is_ours {
            let error = StepError::new(ErrorKind::Conflict, "app-exists", doing);
            return Err(error.with("name", name_of(one)));
        }
        // Called otherwise by somebody else it stays as it is; called otherwise by the set-up than before it gets the new name.
        let asked = before.as_ref().map(|(_, name)| name).or(created_name(cx));
        let is_new_name = asked.is_some_and(|asked| asked != self.name) && !is_called(one, self.name);
        if is_new_name && let Some(other) = named.iter().find(|other| other.id != one.id) {
            return Err(self.several(&[one.clone(), other.clone()]));
        }
        let mut app = Configuration {
            id: one.id.clone(),
            app_id: one.app_id.clone(),
            name: self.name.to_owned(),
            unfinished: is_ours || was_unfinished(cx, &one.id),
            standing: standing(cx, is_ours),
        };
        if !app.unfinished {
            // Whoever made it for sign-on alone has answered nothing of this.
            let jobs = jobs::jobs(cx, &app).await.map_err(refused(doing))?;
            app.unfinished = !jobs.iter().any(jobs::is_in_use);
        }
        let renamed = is_new_name.then(|| name_of(one));
        Ok(Some(Found { app, renamed }))
    }
}

impl Creation for Instance<'_> {
    fn template(&self) -> &str {
        self.template
    }

    fn name(&self) -> &str {
        self.name
    }

    fn doing(&self) -> &'static str {
        "creating the app"
    }

    /// Those who look for lost answers at the same time share one list.
    async fn list<S: OnTenant>(&self, cx: &Cx<S>) -> Result<Vec<ServicePrincipal>, Error> {
        let reads = cx.services().reads();
        let list = reads.instances(&cx.graph(), Freshness::JustNow, self.template).await?;
        Ok(list.to_vec())
    }

    /// A list that was read stays good for the others: what this one made is known by its id, and they look for other names.
    fn asked_for<S: OnTenant>(&self, _: &Cx<S>) {}

    /// Exactly this name, not there before, and made while the request was on its way. A service that does not say when leaves the
    /// first two.
    fn newcomers(&self, all: Vec<ServicePrincipal>, intent: &Intent) -> Vec<ServicePrincipal> {
        let is_answer = |found: &ServicePrincipal| {
            name_of(found) == intent.name
                && !intent.known.contains(&found.id)
                && !self.is_of_another(found)
                && intent.may_have_made(found, self.window) != Some(false)
        };
        all.into_iter().filter(is_answer).collect()
    }

    fn several(&self, found: &[ServicePrincipal]) -> StepError {
        several_apps(found, self.name, self.doing())
    }
}

/// What there is.
struct Found {
    app: Configuration,
    /// The name that it has, where the set-up asks for another one than before.
    renamed: Option<String>,
}

/// Microsoft lets this sign-in make no more apps.
const QUOTA: &str = "app-quota";

fn no_more(doing: &'static str) -> StepError {
    StepError::new(ErrorKind::Missing, QUOTA, doing)
}

fn not_there(doing: &'static str) -> StepError {
    StepError::new(ErrorKind::Missing, "nothing-to-renew", doing)
}

/// What earlier attempts of this run came to: the instance, and the name that was asked for.
fn worked_on<S: OnTenant>(cx: &Cx<S>) -> Option<(String, String)> {
    let outcome = cx.earlier()?.outcome.as_ref();
    let Some(Outcome::Succeeded { output } | Outcome::AlreadyDone { output }) = outcome else {
        return None;
    };
    let text = |field: &str| output.get(field)?.as_str().map(str::to_owned);
    Some((text("id")?, text("name")?))
}

/// The name with which earlier attempts created one.
fn created_name<S: OnTenant>(cx: &Cx<S>) -> Option<&String> {
    let created = cx.earlier()?.created.iter();
    created.last().map(|created| &created.name)
}

/// The instances of the template as the list shows them.
pub(super) async fn instances<S: OnTenant>(cx: &Cx<S>, template: &str) -> Result<Arc<Vec<ServicePrincipal>>, Error> {
    let reads = cx.services().reads();
    reads.instances(&cx.graph(), creation_rests_on(cx), template).await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With hundreds of instances at work, a neighbour's new one is not the answer to our request.
    #[test]
    fn only_the_exact_name_made_since_the_request_can_be_its_answer() {
        let intent = json!({ "template": "t", "name": "App 7", "known": ["old"], "asked": "2026-03-01T10:00:00.7Z" });
        let intent: Intent = serde_json::from_value(intent).unwrap();
        let creation = Instance {
            template: "t",
            name: "App 7",
            adopts: true,
            makes: true,
            window: Duration::from_secs(120),
            among: None,
        };
        let made = |id: &str, name: &str, created: &str| {
            let json = json!({ "id": id, "appId": "a", "displayName": name, "createdDateTime": created });
            serde_json::from_value::<ServicePrincipal>(json).unwrap()
        };
        let now = "2026-03-01T10:00:00Z";
        let all = vec![
            made("old", "App 7", now),
            made("neighbour", "App 8", now),
            made("case", "app 7", now),
            made("before", "App 7", "2026-03-01T09:59:50Z"),
            made("later", "App 7", "2026-03-01T11:00:00Z"),
            made("ours", "App 7", now),
            made("by another clock", "App 7", "2026-03-01T09:59:58Z"),
        ];
        let ids = |all: Vec<ServicePrincipal>| -> Vec<String> {
            let found = creation.newcomers(all, &intent);
            found.into_iter().map(|found| found.id).collect()
        };
        assert_eq!(ids(all.clone()), ["ours", "by another clock"]);
        let untold = serde_json::from_value(json!({ "id": "untold", "appId": "a", "displayName": "App 7" })).unwrap();
        assert_eq!(ids(vec![untold]), ["untold"]);
        let error = creation.several(&all[..2]);
        assert_eq!((error.code, error.facts["count"].as_str()), ("several-apps", "2"));
    }
}
