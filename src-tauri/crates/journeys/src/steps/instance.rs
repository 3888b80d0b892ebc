//! An instance of an application template, by its name (contract 6.2). Hundreds of one template can be at work in a tenant, some of them
//! made at the same moment by others: only the exact name tells which one is meant.

use std::sync::Arc;
use std::time::Duration;

use graph_client::Error;
use graph_client::models::ServicePrincipal;
use serde_json::json;
use step_engine::{Cx, ErrorKind, Finding, Note, Preview, StepError};

use super::instantiate::{
    Configuration, Creation, Intent, create, created_by_this_run, earlier_intent, standing, was_unfinished,
    with_created,
};
use super::jobs;
use crate::SetupSetting;
use crate::configurations::{is_called, name_of};
use crate::error::refused;
use crate::services::{OnTenant, Tenant as _, creation_rests_on};

/// The instance that is wanted.
pub(super) struct Instance<'a> {
    template: &'a str,
    name: &'a str,
    /// One of the name that is there already is completed.
    adopts: bool,
    /// How long a new one may stay unseen.
    window: Duration,
}

impl<'a> Instance<'a> {
    pub(super) fn new<S: OnTenant>(cx: &Cx<S>, template: &'a str, name: &'a str, adopts: bool) -> Self {
        Self {
            template,
            name,
            adopts,
            window: cx.graph().cloud().seen_within(),
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
            Ok(Some(found)) => {
                let note = Note::new("app-found").with("name", &found.name);
                Ok(Finding::AlreadyDone(found, Preview::none().note(note)))
            }
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
        if let Some(found) = self.found(cx, self.doing()).await? {
            return Ok(found);
        }
        let list = self.list(cx, self.doing()).await?;
        create(cx, self, list.into_iter().map(|found| found.id).collect()).await
    }

    /// The instances of the template, with what this run created.
    async fn list<S: OnTenant>(&self, cx: &Cx<S>, doing: &'static str) -> Result<Vec<ServicePrincipal>, StepError> {
        let list = instances(cx, self.template).await.map_err(refused(doing))?;
        with_created(cx, &list).await.map_err(refused(doing))
    }

    /// The instance there is: the one that this run created, else the one of the name.
    async fn found<S: OnTenant>(&self, cx: &Cx<S>, doing: &'static str) -> Result<Option<Configuration>, StepError> {
        let list = self.list(cx, doing).await?;
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
        let candidates = if ours.is_empty() {
            list.into_iter().filter(|found| is_called(found, self.name)).collect()
        } else {
            ours
        };
        let one = match candidates.as_slice() {
            [] => return Ok(None),
            [one] => one,
            several => return Err(self.several(several)),
        };
        if !self.adopts && !is_ours {
            let error = StepError::new(ErrorKind::Conflict, "app-exists", doing);
            return Err(error.with("name", name_of(one)));
        }
        let mut app = Configuration {
            id: one.id.clone(),
            name: name_of(one),
            unfinished: is_ours || was_unfinished(cx, &one.id),
            standing: standing(cx, is_ours),
        };
        if !app.unfinished {
            // Whoever made it for sign-on alone has answered nothing of this.
            let jobs = jobs::jobs(cx, &app).await.map_err(refused(doing))?;
            app.unfinished = !jobs.iter().any(jobs::is_in_use);
        }
        Ok(Some(app))
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

    /// Exactly this name, not there before, and made while the request was on its way. A service that does not say when leaves the
    /// first two.
    fn newcomers(&self, all: Vec<ServicePrincipal>, intent: &Intent) -> Vec<ServicePrincipal> {
        let is_answer = |found: &ServicePrincipal| {
            name_of(found) == intent.name
                && !intent.known.contains(&found.id)
                && intent.may_have_made(found, self.window) != Some(false)
        };
        all.into_iter().filter(is_answer).collect()
    }

    fn several(&self, found: &[ServicePrincipal]) -> StepError {
        let each: Vec<String> = found
            .iter()
            .map(|found| format!("{} ({})", name_of(found), found.id))
            .collect();
        StepError::new(ErrorKind::Conflict, "several-apps", self.doing())
            .with("name", self.name)
            .with("count", found.len().to_string())
            .with("apps", each.join(", "))
    }
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
            window: Duration::from_secs(120),
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
