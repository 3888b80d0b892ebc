//! Which app of the gallery is meant (contract 6.1). Microsoft renames apps, so an id goes before a name.

use graph_client::models::ApplicationTemplate;
use serde::Serialize;
use step_engine::{Cx, ErrorKind, Finding, Note, Preview, Step, StepError};

use crate::StepId;
use crate::error::refused;
use crate::gallery_app::{GalleryApp as _, GalleryServices};
use crate::services::{OnTenant as _, Tenant as _};

const DOING: &str = "looking for the app in the gallery";

/// Finds the app's template. Nothing is changed where it is not clear or cannot create accounts.
pub(crate) struct GalleryTemplate;

/// The app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Template {
    /// Id of its application template.
    pub(crate) id: String,
    /// Its name in the gallery today.
    pub(crate) name: String,
}

impl Step<GalleryServices> for GalleryTemplate {
    type Output = Template;
    const ID: &'static str = StepId::GalleryTemplate.as_str();

    async fn check(&self, cx: &Cx<GalleryServices>) -> Result<Finding<Template>, StepError> {
        let app = cx.setup().app();
        let (graph, reads) = (cx.graph(), cx.services().reads());
        let (found, wanted) = match (&app.template, &app.name) {
            (Some(id), _) => (reads.application_template(&graph, id).await, id),
            (None, Some(name)) => (reads.application_templates_named(&graph, name).await, name),
            (None, None) => return Err(StepError::new(ErrorKind::Bug, "unexpected-answer", DOING)),
        };
        let found = found.map_err(refused(DOING))?;
        let [one] = found.as_slice() else {
            return Ok(Finding::Blocked(unclear(&found, wanted)));
        };
        let name = name_of(one);
        if !one.can_provision() {
            let error = StepError::new(ErrorKind::Invalid, "app-cannot-provision", DOING);
            return Ok(Finding::Blocked(error.with("app", name)));
        }
        let note = Note::new("app-in-gallery").with("app", &name);
        let id = one.id.clone();
        Ok(Finding::AlreadyDone(Template { id, name }, Preview::none().note(note)))
    }

    async fn apply(&self, _: &Cx<GalleryServices>) -> Result<Template, StepError> {
        Err(StepError::new(ErrorKind::Bug, "unexpected-answer", DOING)) // the look never asks for it
    }
}

fn unclear(found: &[ApplicationTemplate], wanted: &str) -> StepError {
    let code = if found.is_empty() {
        "app-not-in-gallery"
    } else {
        "app-name-unclear"
    };
    let each = found.iter().map(|one| format!("{} ({})", name_of(one), one.id));
    StepError::new(ErrorKind::Invalid, code, DOING)
        .with("app", wanted)
        .with("candidates", each.collect::<Vec<_>>().join(", "))
}

fn name_of(template: &ApplicationTemplate) -> String {
    template.display_name.clone().unwrap_or_else(|| template.id.clone())
}
