//! All that Microsoft wrote of one row, in the four panels in which people read it.

use graph_client::models::{Extra, LogStep, LogSystem, ModifiedProperty, ProvisioningEntry, StepKind};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::fold::cut;
use super::row::LogRow;
use super::words::Action;
use crate::vocabulary::vocabulary;

/// Of a text that is longer the beginning is shown; all of it is in what is written out.
const LONGEST: usize = 8 * 1024;
/// Details of a step, or changes, that are shown.
const MOST: usize = 200;

vocabulary! {
    /// A panel: what happens to an object, in this order.
    Part,
    /// It is read from the source.
    Import = "import",
    /// Whether it takes part.
    Scope = "scope",
    /// Which object of the target it is.
    Match = "match",
    /// What is written, or was to be.
    Action = "action",
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogEntry {
    /// What the list shows of it.
    pub row: LogRow,
    /// The four panels, each with its steps.
    pub panels: Vec<Panel>,
    /// Attributes of the target, before and after.
    pub changes: Vec<ChangedAttribute>,
    /// Microsoft's text for the error, or for leaving it as it is.
    pub reason: Option<String>,
    /// More of Microsoft's text.
    pub details: Option<String>,
    /// What Microsoft says to do.
    pub recommended: Option<String>,
    /// Cloud Sync says *create* and *update* one for the other, and nothing else in the entry tells which it was.
    pub created_or_updated: bool,
    /// Id of the round.
    pub cycle_id: Option<String>,
    /// How long it took, in milliseconds.
    #[ts(type = "number | null")]
    pub milliseconds: Option<i64>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Where it goes.
    pub target: Option<String>,
}

/// A panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Panel {
    /// Which.
    pub part: Part,
    /// What was done, in order; none where the object did not come so far.
    pub steps: Vec<Step>,
}

/// A step as Microsoft tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Step {
    /// Such as `EntrySynchronizationScoping`.
    pub name: Option<String>,
    /// Such as `success`.
    pub status: Option<String>,
    /// Microsoft's sentence.
    pub description: Option<String>,
    /// Attributes and verdicts.
    pub details: Vec<Detail>,
}

/// A detail of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Detail {
    /// Its name.
    pub name: String,
    /// What it is; JSON where it is no text.
    pub value: String,
}

/// An attribute of the target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChangedAttribute {
    /// Its name.
    pub name: String,
    /// Before.
    pub old: Option<String>,
    /// After.
    pub new: Option<String>,
}

impl LogEntry {
    /// Of an entry.
    #[must_use]
    pub fn of(entry: &ProvisioningEntry) -> Self {
        let row = LogRow::of(entry);
        let error = entry.status().and_then(|status| status.error());
        let panel = |&part: &Part| Panel {
            part,
            steps: entry
                .provisioning_steps
                .iter()
                .filter(|step| part_of(step) == part)
                .map(step)
                .collect(),
        };
        Self {
            panels: Part::ALL.iter().map(panel).collect(),
            changes: entry.modified_properties.iter().take(MOST).map(change).collect(),
            reason: error.and_then(|error| shown(error.reason.as_deref())),
            details: error.and_then(|error| shown(error.additional_details.as_deref())),
            recommended: error.and_then(|error| shown(error.recommended_action.as_deref())),
            created_or_updated: is_unclear(&row, entry),
            cycle_id: shown(entry.cycle_id.as_deref()),
            milliseconds: entry.duration_in_milliseconds,
            source: system(entry.source_system.as_ref()),
            target: system(entry.target_system.as_ref()),
            row,
        }
    }
}

fn part_of(step: &LogStep) -> Part {
    match step.kind {
        Some(StepKind::Import) => Part::Import,
        Some(StepKind::Scoping) => Part::Scope,
        Some(StepKind::Matching) => Part::Match,
        Some(StepKind::Processing | StepKind::ReferenceResolution | StepKind::Export | StepKind::Other(_)) | None => {
            Part::Action
        }
    }
}

fn step(step: &LogStep) -> Step {
    Step {
        name: shown(step.name.as_deref()),
        status: step.status.as_ref().map(|status| status.as_str().to_owned()),
        description: shown(step.description.as_deref()),
        details: details(&step.details),
    }
}

fn details(details: &Extra) -> Vec<Detail> {
    let known = details.iter().filter(|(_, value)| !value.is_null()).take(MOST);
    known
        .map(|(name, value)| Detail {
            name: cut(name, LONGEST).to_owned(),
            value: match value {
                Value::String(text) => cut(text, LONGEST).to_owned(),
                other => cut(&other.to_string(), LONGEST).to_owned(),
            },
        })
        .collect()
}

fn change(property: &ModifiedProperty) -> ChangedAttribute {
    ChangedAttribute {
        name: shown(property.display_name.as_deref()).unwrap_or_default(),
        old: property.old_value.as_deref().map(|text| cut(text, LONGEST).to_owned()),
        new: property.new_value.as_deref().map(|text| cut(text, LONGEST).to_owned()),
    }
}

fn system(system: Option<&LogSystem>) -> Option<String> {
    shown(system?.name.as_deref())
}

fn shown(text: Option<&str>) -> Option<String> {
    let text = text.filter(|text| !text.is_empty())?;
    Some(cut(text, LONGEST).to_owned())
}

/// What was there before, or the name of the step that wrote, tells one from the other.
fn is_unclear(row: &LogRow, entry: &ProvisioningEntry) -> bool {
    let is_cloud_sync = row.job.as_deref().is_some_and(|job| {
        let template = job.split('.').next().unwrap_or_default();
        template.starts_with("AD2AAD") || template.starts_with("AAD2AD")
    });
    let had_values = entry
        .modified_properties
        .iter()
        .any(|property| property.old_value.is_some());
    let names_it = entry.provisioning_steps.iter().any(|step| {
        let name = step.name.as_deref().unwrap_or_default();
        name.eq_ignore_ascii_case("EntryExportAdd") || name.eq_ignore_ascii_case("EntryExportUpdate")
    });
    is_cloud_sync && matches!(row.action, Action::Create | Action::Update) && !had_values && !names_it
}
