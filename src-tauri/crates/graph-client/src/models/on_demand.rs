//! The answer of provision on demand: JSON inside strings (contract 7.8).

use serde::Deserialize;
use serde_json::Value;

use super::logs::{LogIdentity, LogStep, LogSystem, ModifiedProperty};
use super::open_enum::open_enum;
use super::{Extra, null_as_default};

open_enum! {
    OnDemandVerdict { Success = "Success", Skipped = "Skipped", Failure = "Failure" }
}

/// What happened to one object.
#[derive(Debug, Clone, PartialEq)]
pub struct OnDemandResult {
    pub verdict: OnDemandVerdict,
    /// Such as `RedundantExport`.
    pub error_code: Option<String>,
    pub error_message: Option<String>,
    /// `Create`, `Update`, `Other`…
    pub action: Option<String>,
    pub steps: Vec<LogStep>,
    pub modified_properties: Vec<ModifiedProperty>,
    pub source_identity: Option<LogIdentity>,
    pub target_identity: Option<LogIdentity>,
    pub source_system: Option<LogSystem>,
    pub target_system: Option<LogSystem>,
    /// `statusInfo` and everything else, as it came.
    pub extra: Extra,
}

#[derive(Deserialize)]
struct Key {
    result: OnDemandVerdict,
    #[serde(default, deserialize_with = "null_as_default")]
    details: Extra,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    #[serde(default)]
    action: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    provisioning_steps: Vec<LogStep>,
    #[serde(default, deserialize_with = "null_as_default")]
    modified_properties: Vec<ModifiedProperty>,
    #[serde(default)]
    source_identity: Option<LogIdentity>,
    #[serde(default)]
    target_identity: Option<LogIdentity>,
    #[serde(default)]
    source_system: Option<LogSystem>,
    #[serde(default)]
    target_system: Option<LogSystem>,
    #[serde(flatten)]
    extra: Extra,
}

impl OnDemandResult {
    /// Unwraps the two texts. For a group the second may be `{}`, empty or null.
    pub(crate) fn unwrap(key: &str, value: Option<&str>) -> Result<Self, serde_json::Error> {
        let key: Key = serde_json::from_str(key)?;
        let body: Body = match value.map(str::trim) {
            None | Some("" | "null") => Body::default(),
            Some(text) => serde_json::from_str(text)?,
        };
        let detail = |name: &str| key.details.get(name).and_then(Value::as_str).map(str::to_owned);
        Ok(Self {
            error_code: detail("errorCode"),
            error_message: detail("errorMessage"),
            verdict: key.result,
            action: body.action,
            steps: body.provisioning_steps,
            modified_properties: body.modified_properties,
            source_identity: body.source_identity,
            target_identity: body.target_identity,
            source_system: body.source_system,
            target_system: body.target_system,
            extra: body.extra,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::StepKind;

    #[test]
    fn skipped_with_steps() {
        let key = r#"{"result":"Skipped","details":{"errorCode":"RedundantExport","errorMessage":"match."}}"#;
        let value = r#"{"action":"Other","provisioningSteps":[{"name":"EntryImportAdd","type":"Import","status":"Success",
            "description":"d","timestamp":"2026-01-01T00:00:00Z","details":{"cn":"Ann","originatingReplicaToken":"{\"a\":1}"}}],
            "modifiedProperties":[{"displayName":"AccountEnabled","oldValue":null,"newValue":"True"}],
            "statusInfo":{"status":"Success"},"targetIdentity":{"id":"1","type":"User"},"targetSystem":{"name":"Entra","details":null}}"#;
        let result = OnDemandResult::unwrap(key, Some(value)).unwrap();
        assert_eq!(result.verdict, OnDemandVerdict::Skipped);
        assert_eq!(result.error_code.as_deref(), Some("RedundantExport"));
        assert_eq!(result.steps[0].kind, Some(StepKind::Import));
        assert_eq!(result.modified_properties[0].new_value.as_deref(), Some("True"));
        assert_eq!(result.target_identity.unwrap().kind.as_deref(), Some("User"));
        assert_eq!(result.target_system.unwrap().name.as_deref(), Some("Entra"));
        assert!(result.extra.contains_key("statusInfo"));
    }

    #[test]
    fn a_group_may_say_nothing() {
        for value in [None, Some(""), Some("{}"), Some("null")] {
            let result = OnDemandResult::unwrap(r#"{"result":"Success"}"#, value).unwrap();
            assert_eq!(result.verdict, OnDemandVerdict::Success);
            assert!(result.steps.is_empty());
        }
        assert!(OnDemandResult::unwrap("{}", None).is_err());
        assert!(OnDemandResult::unwrap(r#"{"result":"Success"}"#, Some("<html>")).is_err());
    }
}
