//! The hand-over report: what was set up, for those who look after it later. A public format; it only grows.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::AppView;
use crate::view::{CheckView, RequestRow, RunPhase, RunView, StatusView, StepState, StepView, TrialView};

const FORMAT: u32 = 1;

/// The report of the run on screen; absent while there is none, or only a plan.
///
/// It names the tenant, who signed in, the answers, each step, what was checked, who was tried and what runs, and the requests that
/// failed by Microsoft's ids. It has no bodies of requests and no values of a person's attributes.
#[must_use]
pub fn json(view: &AppView) -> Option<Value> {
    let run = view.run.as_ref().filter(|run| is_of_a_run(run))?;
    let mut report = Map::new();
    for (name, part) in [
        ("causewayReport", json!(FORMAT)),
        ("tenant", value(&view.tenant)),
        ("account", value(&view.account)),
        ("setup", run.setup.clone()),
        ("run", run_part(run)),
        ("checks", view.check.as_ref().map(checks).unwrap_or_default()),
        ("trial", view.trial.as_ref().map(trial).unwrap_or_default()),
        ("status", view.status.as_ref().map(status).unwrap_or_default()),
        ("failedRequests", failed(&view.requests.rows)),
    ] {
        report.insert(name.to_owned(), part);
    }
    Some(Value::Object(report))
}

fn is_of_a_run(run: &RunView) -> bool {
    !matches!(run.phase, RunPhase::Planning | RunPhase::Planned)
}

fn run_part(run: &RunView) -> Value {
    json!({
        "journey": run.journey,
        "name": run.name,
        "phase": run.phase,
        "began": run.began,
        "ended": run.ended,
        "changesMade": run.changes_made,
        "created": run.created,
        "steps": run.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

fn step(step: &StepView) -> Value {
    let problem = match &step.state {
        StepState::Failed { problem, .. } => Some(problem),
        _ => None,
    };
    let state = value(&step.state);
    json!({
        "id": step.id,
        "state": state.get("is"),
        "changed": step.changed,
        "milliseconds": step.spent,
        "notes": step.notes,
        "problem": problem,
    })
}

fn checks(check: &CheckView) -> Value {
    json!({ "at": check.at, "found": check.found, "domains": check.domains })
}

fn trial(trial: &TrialView) -> Value {
    let result = trial.result.as_ref().map(|result| {
        let parts = result.steps.iter();
        let parts: Vec<Value> = parts
            .map(|step| json!({ "part": step.part, "state": step.state }))
            .collect();
        let attributes: Vec<&str> = result.changes.iter().map(|change| change.attribute.as_str()).collect();
        json!({
            "verdict": result.verdict,
            "action": result.action,
            "code": result.code,
            "steps": parts,
            "attributesChanged": attributes,
        })
    });
    json!({ "person": trial.person, "result": result, "problem": trial.problem })
}

fn status(status: &StatusView) -> Value {
    json!({ "at": status.at, "configurations": status.configurations })
}

/// Those that came back otherwise than expected, or not at all.
fn failed(rows: &[RequestRow]) -> Value {
    let failed = |row: &&RequestRow| row.expected.is_none() && row.status.is_none_or(|status| status >= 400);
    rows.iter()
        .filter(failed)
        .map(|row| {
            json!({
                "method": row.method,
                "path": row.path,
                "status": row.status,
                "at": row.at,
                "requestId": row.request_id,
            })
        })
        .collect()
}

fn value(part: &impl Serialize) -> Value {
    serde_json::to_value(part).unwrap_or_default() // only texts and numbers: it cannot fail
}
