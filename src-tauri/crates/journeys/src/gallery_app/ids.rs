//! What a row has in the tenant, by the facts of its run.

use serde::Serialize;
use serde_json::Value;
use step_engine::{Outcome, RunState, StepRecord};

use crate::StepId;
use crate::steps::configurations_of;

/// As far as they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RowIds {
    /// The app's id, which application and service principal share.
    pub app: Option<String>,
    /// Object id of the service principal.
    pub service_principal: Option<String>,
    /// Id of the job.
    pub job: Option<String>,
}

impl RowIds {
    /// Reads them from the facts of a run.
    #[must_use]
    pub fn of(state: &RunState) -> Self {
        let step = |id: StepId| state.step(id.as_str());
        let (app, job) = (step(StepId::CreateApp), step(StepId::CreateJob));
        let made = app.and_then(|app| configurations_of(app).pop());
        Self {
            app: app.and_then(|app| text(app, "appId")),
            service_principal: app.and_then(|app| text(app, "id")).or(made),
            job: job.and_then(|job| text(job, "id")),
        }
    }
}

fn text(step: &StepRecord, field: &str) -> Option<String> {
    let Some(Outcome::Succeeded { output } | Outcome::AlreadyDone { output }) = &step.outcome else {
        return None;
    };
    let text = output.get(field).and_then(Value::as_str)?;
    (!text.is_empty()).then(|| text.to_owned())
}
