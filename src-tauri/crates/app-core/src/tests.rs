//! Journals and answers that nobody should have written, up to what people see of them.

use std::path::Path;

use graph_client::CloudKind;
use graph_client::models::{LogStep, ModifiedProperty, OnDemandResult, OnDemandVerdict};
use hostile_input::{broken, broken_lines, inputs, text};
use jiff::Timestamp;
use journeys::{Journey, Setup, StepId, StepInfo};
use proptest::prelude::*;
use serde::Deserialize;
use step_engine::{Failure, Journal};

use crate::Problem;
use crate::journal_file;
use crate::run::Mode;
use crate::run_key::RunKey;
use crate::run_projection::RunProjection;
use crate::unfinished::unfinished;
use crate::view::{RunKind, TrialResult};

const TENANT: &str = "2b6d8627-79bd-5737-b194-7ee60e2c6ffc";

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/fixtures/", $name))
    };
}

/// Steps done, steps wanted, whether a change is unknown; of a journal that did not end.
type Left = Option<(u32, u32, bool)>;

/// Kept journals, and what each tells of.
const KEPT: [(&str, Left); 6] = [
    (fixture!("journals/finished.jsonl"), None),
    (fixture!("journals/later.jsonl"), None),
    (fixture!("journals/killed.jsonl"), Some((3, 8, true))),
    (fixture!("journals/torn.jsonl"), Some((2, 8, true))),
    (fixture!("journals/stopped.jsonl"), Some((2, 6, false))),
    (fixture!("journals/unknown.jsonl"), Some((1, 8, true))),
];

/// Where the journal of the fixtures' set-up lies.
fn place(state_dir: &Path) -> std::path::PathBuf {
    let folder = journal_file::folder(state_dir, CloudKind::Custom, TENANT);
    std::fs::create_dir_all(&folder).unwrap();
    folder.join("cloud-sync--corp.contoso.com.jsonl")
}

#[test]
fn kept_journals_tell_what_is_left_to_do() {
    let state_dir = tempfile::tempdir().unwrap();
    for (text, tells) in KEPT {
        std::fs::write(place(state_dir.path()), text).unwrap();
        let found = unfinished(state_dir.path(), CloudKind::Custom, TENANT);
        let told = found.first().map(|run| (run.done, run.total, run.unknown));
        assert_eq!((told, found.len()), (tells, usize::from(tells.is_some())), "{text}");
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    #[serde(default)]
    provisioning_steps: Vec<LogStep>,
    #[serde(default)]
    modified_properties: Vec<ModifiedProperty>,
}

fn about_a_person() -> impl Strategy<Value = Vec<u8>> {
    let answer: serde_json::Value = serde_json::from_str(fixture!("graph/provision-on-demand.json")).unwrap();
    let log: serde_json::Value = serde_json::from_str(fixture!("graph/provisioning-log.json")).unwrap();
    let bodies = [
        answer["value"].as_str().unwrap().to_owned(),
        log["value"][0].to_string(),
    ];
    broken(&[bodies[0].as_str(), bodies[1].as_str()])
}

proptest! {
    #![proptest_config(inputs(500))]

    #[test]
    fn no_journal_is_too_odd_to_be_offered_or_shown(
        bytes in broken_lines(&KEPT.map(|(text, _)| &text[..=text.rfind('\n').unwrap()])),
    ) {
        let state_dir = tempfile::tempdir().unwrap();
        let path = place(state_dir.path());
        std::fs::write(&path, &bytes).unwrap();
        for run in unfinished(state_dir.path(), CloudKind::Custom, TENANT) {
            prop_assert!(run.done < run.total);
        }
        let Ok(record) = Journal::read(&path) else { return Ok(()) };
        let setup = Setup::parse(&record.header.setup.to_string());
        let setup = setup.unwrap_or_else(|_| {
            let answers = serde_json::Map::from_iter([("domain".to_owned(), "corp.contoso.com".into())]);
            Setup::begun(Journey::FIRST, TENANT, answers).unwrap().completed()
        });
        for step in &record.state.steps {
            if let Some(step_engine::Outcome::Failed { failure }) = &step.outcome {
                let problem = Problem::from(failure);
                prop_assert_eq!(problem.details, failure.details.clone());
            }
        }
        let steps: Vec<StepInfo> = StepId::ALL
            .iter()
            .map(|id| StepInfo {
                id: *id,
                needs: Vec::new(),
                wanted: true,
            })
            .collect();
        let key = RunKey::of(&setup, RunKind::SetUp);
        let mut projection = RunProjection::new(key, setup.to_value(), steps, Mode::Apply, record.state);
        let _ = projection.view(Timestamp::MAX);
        projection.over(Some(false));
        let _ = projection.view(Timestamp::MIN);
        prop_assert_eq!(std::fs::read(&path).unwrap(), bytes, "looking changes nothing");
    }
}

proptest! {
    #![proptest_config(inputs(2_000))]

    #[test]
    fn no_answer_about_a_person_is_too_odd_to_show(bytes in about_a_person(), message in text(), action in text()) {
        let told = serde_json::from_slice::<Told>(&bytes);
        let (steps, modified_properties) = told.map(|told| (told.provisioning_steps, told.modified_properties)).unwrap_or_default();
        let shown = TrialResult::from(OnDemandResult {
            verdict: OnDemandVerdict::from(message.as_str()),
            error_code: Some(message.clone()),
            error_message: Some(message),
            action: Some(action),
            steps,
            modified_properties,
            source_identity: None,
            target_identity: None,
            source_system: None,
            target_system: None,
            extra: Default::default(),
        });
        prop_assert!(shown.message.is_some_and(|message| message.chars().count() <= 1_001));
        let values = shown.changes.iter().flat_map(|change| [&change.before, &change.after]).flatten();
        prop_assert!(values.chain(shown.steps.iter().flat_map(|step| step.details.iter().map(|(_, value)| value))).all(|value| value.chars().count() <= 201));
    }

    #[test]
    fn no_failure_is_too_odd_to_become_a_problem(code in text(), details in text(), fact in text()) {
        let failure = serde_json::json!({ "kind": "bug", "code": code, "details": details, "facts": { fact.clone(): fact } });
        let failure: Failure = serde_json::from_value(failure).unwrap();
        prop_assert_eq!(Problem::from(&failure).details, details);
    }
}
