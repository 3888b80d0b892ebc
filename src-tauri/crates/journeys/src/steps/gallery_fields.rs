//! What the app asks for, as its job template says (contract 7.1). The template belongs to the app, not to the instance: where another
//! instance exists, it is read there before anything is created.

use std::sync::Arc;

use graph_client::consistency::look_early;
use graph_client::models::JobTemplate;
use graph_client::{Error, WaitCause};
use serde::Serialize;
use step_engine::{Cx, ErrorKind, Finding, Note, Phase, Preview, Release, Step, StepError};

use super::create_app::CreateApp;
use super::gallery_template::GalleryTemplate;
use super::instance::instances;
use super::instantiate::Standing;
use super::jobs;
use crate::StepId;
use crate::error::refused;
use crate::gallery_app::{App, Credential, GalleryApp as _, GalleryServices, Row};
use crate::services::{OnTenant as _, Tenant as _};

const DOING: &str = "looking what the app asks for";

/// Reads which job is the app's, and whether the credentials of the set-up are those that the app asks for.
pub(crate) struct GalleryFields;

/// What the app asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Asked {
    /// Id of the job template.
    pub(crate) job_template: String,
    /// Ids of the others that the app has.
    pub(crate) others: Vec<String>,
    /// A person of the app must sign in to it.
    pub(crate) authorize: bool,
}

impl Step<GalleryServices> for GalleryFields {
    type Output = Asked;
    const ID: &'static str = StepId::GalleryFields.as_str();
    /// The answer is all there is; nothing is to be read back.
    const RELEASE: Release = Release::Applied;

    async fn check(&self, cx: &Cx<GalleryServices>) -> Result<Finding<Asked>, StepError> {
        if cx.phase() == Phase::Confirm {
            return Ok(Finding::AlreadyDone(cx.output::<Self>()?, Preview::none()));
        }
        let templates = templates(cx).await.map_err(refused(DOING))?;
        if templates.is_empty() {
            let note = Note::new("will-look-at-fields");
            return Ok(Finding::Needed(Preview::none().note(note)));
        }
        match judge(cx.setup(), &templates) {
            Ok(asked) => {
                let note = Note::new("fields-known").with("template", &asked.job_template);
                Ok(Finding::AlreadyDone(asked, Preview::none().note(note)))
            }
            Err(error) => Ok(Finding::Blocked(error)),
        }
    }

    async fn apply(&self, cx: &Cx<GalleryServices>) -> Result<Asked, StepError> {
        let app = cx.output::<CreateApp>()?;
        let told = |templates: Vec<JobTemplate>| (!templates.is_empty()).then_some(templates);
        let templates = match told_already(cx) {
            Some(templates) => templates,
            None => keep(cx, Arc::new(jobs::templates(cx, &app, told, DOING).await?)),
        };
        judge(cx.setup(), &templates)
    }
}

/// The job templates of the app, as any instance has told them, read from this instance or else from any other; none where nobody tells
/// them yet.
async fn templates(cx: &Cx<GalleryServices>) -> Result<Arc<Vec<JobTemplate>>, Error> {
    if let Some(told) = told_already(cx) {
        return Ok(told);
    }
    let app = cx.known::<CreateApp>();
    let from = match app.filter(|app| app.standing == Standing::Settled) {
        Some(app) => Some(app.id),
        None => match cx.known::<GalleryTemplate>() {
            Some(template) => instances(cx, &template.id).await?.first().map(|other| other.id.clone()),
            None => None,
        },
    };
    let Some(from) = from else {
        return Ok(Arc::default());
    };
    let (graph, reads) = (cx.graph(), cx.services().reads());
    let read = reads.job_templates(&graph, cx.freshness(), &from);
    match look_early(WaitCause::TemplatesNotReady, read).await {
        Ok(templates) if templates.is_empty() => Ok(templates),
        Ok(templates) => Ok(keep(cx, templates)),
        Err(error) if error.is_not_found() || error.is_conflict() => Ok(Arc::default()),
        Err(error) => Err(error),
    }
}

/// They belong to the app, so an instance that is worked on beside this one may have told them.
fn told_already(cx: &Cx<GalleryServices>) -> Option<Arc<Vec<JobTemplate>>> {
    cx.services().reads().kinds_of_jobs(&cx.known::<GalleryTemplate>()?.id)
}

fn keep(cx: &Cx<GalleryServices>, told: Arc<Vec<JobTemplate>>) -> Arc<Vec<JobTemplate>> {
    if let Some(template) = cx.known::<GalleryTemplate>() {
        cx.services()
            .reads()
            .keep_kinds_of_jobs(&template.id, Arc::clone(&told));
    }
    told
}

/// Which of the templates is meant, and whether the credentials fit it.
fn judge(setup: &Row, templates: &[JobTemplate]) -> Result<Asked, StepError> {
    let chosen = chosen_job_template(setup.app(), templates)?;
    let others = templates
        .iter()
        .map(|other| &other.id)
        .filter(|other| **other != chosen.id);
    let asked = Asked {
        job_template: chosen.id.clone(),
        others: others.cloned().collect(),
        authorize: chosen.is_oauth(),
    };
    let Some(fields) = chosen.configuration_fields().filter(|fields| !fields.is_empty()) else {
        return Ok(asked);
    };
    let names: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
    let wrong = |code, key: &str| {
        let error = StepError::new(ErrorKind::Invalid, code, DOING);
        error.with("key", key).with("fields", names.join(", "))
    };
    for (key, credential) in setup.credentials() {
        let Some(field) = fields.iter().find(|field| field.key == key) else {
            return Err(wrong("field-unknown", key));
        };
        if field.secret && matches!(credential, Credential::Clear(_)) {
            return Err(wrong("secret-in-file", key));
        }
    }
    Ok(asked)
}

/// The job template that the set-up names, else the usual one. Of two generations the older is neither usual nor offered to people.
///
/// # Errors
/// `job-template-unclear`.
pub(crate) fn chosen_job_template<'a>(app: &App, templates: &'a [JobTemplate]) -> Result<&'a JobTemplate, StepError> {
    let named = app.job_template.as_deref();
    let unclear = || {
        let ids: Vec<&str> = templates.iter().map(|template| template.id.as_str()).collect();
        StepError::new(ErrorKind::Invalid, "job-template-unclear", DOING)
            .with("wanted", named.unwrap_or_default())
            .with("candidates", ids.join(", "))
    };
    let found = match named {
        Some(id) => only(templates, |template| template.id.eq_ignore_ascii_case(id)),
        None => usual_job_template(templates),
    };
    found.ok_or_else(unclear)
}

/// The job template that is taken where none is named; `None` where that is not clear.
#[must_use]
pub fn usual_job_template(templates: &[JobTemplate]) -> Option<&JobTemplate> {
    only(templates, |template| template.default)
        .or_else(|| only(templates, |template| template.discoverable == Some(true)))
        .or_else(|| only(templates, |_| true))
}

fn only(templates: &[JobTemplate], fits: impl Fn(&JobTemplate) -> bool) -> Option<&JobTemplate> {
    let mut fitting = templates.iter().filter(|template| fits(template));
    fitting.next().filter(|_| fitting.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery_app::Setup;
    use serde_json::{Value, json};

    fn templates(all: &Value) -> Vec<JobTemplate> {
        serde_json::from_value(all.clone()).unwrap()
    }

    fn setup(credentials: &Value, job_template: &Value) -> Row {
        let file = json!({ "causeway": 1, "journey": Setup::JOURNEY, "tenant": "contoso.com",
            "app": { "name": "X", "jobTemplate": job_template }, "instances": [{ "name": "A", "credentials": credentials }] });
        match crate::Setup::parse(&file.to_string()).unwrap() {
            crate::Setup::GalleryApp(setup) => setup.row(),
            _ => panic!("another journey"),
        }
    }

    #[test]
    fn the_older_generation_is_not_taken_unless_it_is_named() {
        let id = |named: Option<&str>, all: Value| {
            let all = templates(&all);
            let setup = setup(&json!({}), &json!(named));
            chosen_job_template(setup.app(), &all)
                .map(|found| found.id.clone())
                .map_err(|error| error.code)
        };
        let two = json!([{ "id": "customappsso", "default": false }, { "id": "scim", "default": true }]);
        assert_eq!(id(None, two.clone()), Ok("scim".to_owned()));
        assert_eq!(id(Some("CustomAppSSO"), two.clone()), Ok("customappsso".to_owned()));
        assert_eq!(id(Some("other"), two), Err("job-template-unclear"));
        let offered = json!([{ "id": "a", "discoverable": false }, { "id": "b", "discoverable": true }]);
        assert_eq!(id(None, offered), Ok("b".to_owned()));
        assert_eq!(id(None, json!([{ "id": "only" }])), Ok("only".to_owned()));
        for unclear in [
            json!([]),
            json!([{ "id": "a" }, { "id": "b" }]),
            json!([{ "id": "a", "default": true }, { "id": "b", "default": true }]),
        ] {
            assert_eq!(id(None, unclear), Err("job-template-unclear"));
        }
    }

    #[test]
    fn credentials_fit_what_the_template_says_in_any_case() {
        let fields = json!([{ "name": "baseaddress" }, { "name": "username", "secret": true }, { "name": "secrettoken", "secret": true }]);
        let all = templates(&json!([{ "id": "aws", "default": true,
            "metadata": [{ "key": "configurationFields", "value": fields.to_string() }] }]));
        let told = |credentials: Value| {
            judge(&setup(&credentials, &Value::Null), &all).map_err(|error| (error.code, error.facts["key"].clone()))
        };
        let env = json!({ "from": "env", "name": "T" });
        assert!(told(json!({ "BaseAddress": "https://x", "SecretToken": env })).is_ok());
        assert_eq!(
            told(json!({ "CompanyId": "1" })).unwrap_err(),
            ("field-unknown", "CompanyId".to_owned())
        );
        assert_eq!(
            told(json!({ "UserName": "ann" })).unwrap_err(),
            ("secret-in-file", "UserName".to_owned())
        );
        let silent = templates(&json!([{ "id": "aws" }]));
        assert!(judge(&setup(&json!({ "CompanyId": "1" }), &Value::Null), &silent).is_ok());
    }
}
