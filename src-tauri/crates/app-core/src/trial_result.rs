//! From Microsoft's answer about one person to what people see of it (contract 7.8). Secrets, and what nobody can read, stay out.

use graph_client::models::{
    LogStep, ModifiedProperty, OnDemandResult, OnDemandVerdict, ProvisioningAction, ProvisioningResult, StepKind,
};
use provisioning::State;
use serde_json::Value;

use crate::view::{TrialAction, TrialChange, TrialPart, TrialResult, TrialState, TrialStep, TrialVerdict};

/// Longest value that is shown whole.
const LONGEST_VALUE: usize = 200;
/// Longest sentence of Microsoft's that is shown whole.
const LONGEST_MESSAGE: usize = 1_000;

/// Where a job looks whether somebody takes part, an app's answer (contract 7.8). The look itself succeeds either way.
const TAKES_PART: &str = "IsEffectivelyEntitledForProvisioning";

const PARTS: [TrialPart; 4] = [TrialPart::Import, TrialPart::Scope, TrialPart::Match, TrialPart::Action];

impl From<OnDemandResult> for TrialResult {
    fn from(answer: OnDemandResult) -> Self {
        let target = answer
            .target_identity
            .and_then(|target| target.display_name.or(target.id));
        Self {
            verdict: match answer.verdict {
                OnDemandVerdict::Success => TrialVerdict::Success,
                OnDemandVerdict::Skipped => TrialVerdict::Skipped,
                OnDemandVerdict::Failure | OnDemandVerdict::Other(_) => TrialVerdict::Failure,
            },
            action: action(answer.action.as_deref()),
            cause: answer.error_code.as_deref().and_then(State::of_error),
            code: answer.error_code,
            message: answer.error_message.map(|message| shortened(&message, LONGEST_MESSAGE)),
            steps: PARTS.into_iter().map(|part| step(part, &answer.steps)).collect(),
            changes: answer.modified_properties.into_iter().filter_map(change).collect(),
            target: target.map(|target| shortened(&target, LONGEST_VALUE)),
        }
    }
}

fn action(name: Option<&str>) -> TrialAction {
    match name.map(ProvisioningAction::from) {
        Some(ProvisioningAction::Create) => TrialAction::Create,
        Some(ProvisioningAction::Update) => TrialAction::Update,
        Some(ProvisioningAction::Delete) => TrialAction::Delete,
        Some(ProvisioningAction::Disable) => TrialAction::Disable,
        _ => TrialAction::Other,
    }
}

/// All that Microsoft tells of one part: its worst state, and every detail.
fn step(part: TrialPart, steps: &[LogStep]) -> TrialStep {
    let of_part = || steps.iter().filter(|step| part_of(step) == Some(part));
    TrialStep {
        part,
        state: of_part().map(state).fold(TrialState::NotTold, worse),
        details: of_part()
            .flat_map(|step| &step.details)
            .filter(|(name, _)| may_be_shown(name))
            .filter_map(|(name, value)| Some((name.clone(), shown(&text(value)?))))
            .collect(),
    }
}

/// By its kind, and by its name where the service leaves the kind out.
fn part_of(step: &LogStep) -> Option<TrialPart> {
    Some(match (&step.kind, step.name.as_deref()) {
        (Some(StepKind::Import), _) => TrialPart::Import,
        (Some(StepKind::Scoping), _) => TrialPart::Scope,
        (Some(StepKind::Matching), _) => TrialPart::Match,
        (Some(StepKind::Export | StepKind::Processing | StepKind::ReferenceResolution), _) => TrialPart::Action,
        (_, Some(name)) if name.starts_with("EntryImport") => TrialPart::Import,
        (_, Some("EntrySynchronizationScoping")) => TrialPart::Scope,
        (_, Some(name)) if name.starts_with("EntryExport") => TrialPart::Action,
        (_, Some("EntrySynchronizationSkip")) => TrialPart::Action,
        _ => return None,
    })
}

fn state(step: &LogStep) -> TrialState {
    let takes_part = step.details.get(TAKES_PART).and_then(Value::as_str);
    match step.status {
        _ if takes_part.is_some_and(|told| told.eq_ignore_ascii_case("false")) => TrialState::Skipped,
        Some(ProvisioningResult::Success | ProvisioningResult::Warning) => TrialState::Success,
        Some(ProvisioningResult::Skipped) => TrialState::Skipped,
        Some(ProvisioningResult::Failure) => TrialState::Failure,
        Some(ProvisioningResult::Other(_)) | None => TrialState::NotTold,
    }
}

fn worse(one: TrialState, other: TrialState) -> TrialState {
    let order = [
        TrialState::Failure,
        TrialState::Skipped,
        TrialState::Success,
        TrialState::NotTold,
    ];
    order
        .into_iter()
        .find(|state| [one, other].contains(state))
        .unwrap_or(TrialState::NotTold)
}

fn change(property: ModifiedProperty) -> Option<TrialChange> {
    let attribute = property.display_name.filter(|name| may_be_shown(name))?;
    let value = |value: Option<String>| value.filter(|value| !value.is_empty()).map(|value| shown(&value));
    Some(TrialChange {
        attribute,
        before: value(property.old_value),
        after: value(property.new_value),
    })
}

/// Names of attributes whose values are secrets, or nobody's business but the service's.
fn may_be_shown(attribute: &str) -> bool {
    let name = attribute.to_ascii_lowercase();
    let secret = ["password", "pwd", "credentialdata", "secret", "token", "hash"];
    !secret.iter().any(|ending| name.ends_with(ending))
}

/// A value as text; attributes without a value are not told.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => (!text.is_empty()).then(|| text.clone()),
        other => Some(other.to_string()),
    }
}

fn shown(value: &str) -> String {
    shortened(value, if is_binary(value) { 16 } else { LONGEST_VALUE })
}

/// Text of so many letters, and dots in place of the rest.
fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// Base64 is what binaries come as: long, in whole groups of four, capitals and small letters mixed with numbers or signs.
fn is_binary(value: &str) -> bool {
    let has = |wanted: fn(&u8) -> bool| value.as_bytes().iter().any(wanted);
    let letters = value.trim_end_matches('=');
    value.len() >= 24
        && value.len().is_multiple_of(4)
        && value.len() - letters.len() <= 2
        && letters
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && has(|byte| !byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests;
