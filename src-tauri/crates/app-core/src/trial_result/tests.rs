use super::*;
use serde_json::json;

fn steps(value: Value) -> Vec<LogStep> {
    serde_json::from_value(value).unwrap()
}

fn of(steps: Vec<LogStep>, properties: Value) -> TrialResult {
    TrialResult::from(OnDemandResult {
        verdict: OnDemandVerdict::from("Success"),
        error_code: None,
        error_message: Some("m".repeat(2_000)),
        action: Some("Create".to_owned()),
        steps,
        modified_properties: serde_json::from_value(properties).unwrap(),
        source_identity: None,
        target_identity: None,
        source_system: None,
        target_system: None,
        extra: Default::default(),
    })
}

fn states(result: &TrialResult) -> Vec<(TrialPart, TrialState)> {
    result.steps.iter().map(|step| (step.part, step.state)).collect()
}

#[test]
fn the_four_parts_stand_in_order_told_or_not() {
    let told = of(
        steps(json!([
            {"name": "EntryImportAdd", "type": "Import", "status": "Success"},
            {"name": "EntryImport", "type": "Matching", "status": "Success"},
            {"name": "EntrySynchronizationScoping", "status": "Success"},
            {"name": "EntrySynchronizationSkip", "type": "Export", "status": "Skipped"}])),
        json!([]),
    );
    assert_eq!(
        states(&told),
        [
            (TrialPart::Import, TrialState::Success),
            (TrialPart::Scope, TrialState::Success),
            (TrialPart::Match, TrialState::Success),
            (TrialPart::Action, TrialState::Skipped),
        ]
    );
    let silent = of(Vec::new(), json!([]));
    assert!(states(&silent).iter().all(|(_, state)| *state == TrialState::NotTold));
}

#[test]
fn the_worst_step_of_a_part_decides_and_unknown_words_do_not() {
    let result = of(
        steps(json!([
            {"name": "EntryImportAdd", "type": "Import", "status": "Failure"},
            {"name": "EntryImport", "type": "Import", "status": "Success"},
            {"name": "Something", "type": "Divination", "status": "Failure"},
            {"name": "EntryExportAdd", "type": "Export", "status": "Unheard"}])),
        json!([]),
    );
    assert_eq!(result.steps[0].state, TrialState::Failure);
    assert_eq!(result.steps[3].state, TrialState::NotTold);
}

#[test]
fn who_is_not_assigned_does_not_take_part_though_the_look_succeeded() {
    let scope = |told: &str| {
        let details = json!({ "Assigned": told, "IsEffectivelyEntitledForProvisioning": told });
        let step = json!({ "name": "EntrySynchronizationScoping", "type": "Scoping", "status": "Success", "details": details });
        of(steps(json!([step])), json!([])).steps[1].state
    };
    assert_eq!(
        (scope("False"), scope("True")),
        (TrialState::Skipped, TrialState::Success)
    );
}

#[test]
fn secrets_binaries_and_long_values_are_not_shown_whole() {
    let binary = "AQUAAAAAAAUVAAAAo2Wd1Lk5fYr3cQx2UAQAAA==";
    let result = of(
        steps(
            json!([{"name": "EntryImportAdd", "type": "Import", "status": "Success", "details": {
            "cn": "Ann Lee", "description": "é".repeat(300), "objectSid": binary, "homePhone": "", "fax": null,
            "userPassword": "S3NTINEL", "unicodePwd": "S3NTINEL", "originatingReplicaToken": "{\"a\":\"S3NTINEL\"}",
            "pwdLastSet": "133000000000000000", "canonicalName": "corp.contoso.com/Amsterdam/Sales/Lee"}}]),
        ),
        json!([
            {"displayName": "CredentialData", "newValue": "S3NTINEL"},
            {"displayName": "PasswordProfile.Password", "newValue": "S3NTINEL"},
            {"displayName": "AccountEnabled", "oldValue": "", "newValue": "True"},
            {"displayName": null, "newValue": "x"}]),
    );
    assert!(!format!("{result:?}").contains("S3NTINEL"));
    let details = &result.steps[0].details;
    let value = |name: &str| {
        details
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    };
    assert_eq!(value("cn").unwrap(), "Ann Lee");
    assert_eq!(value("description").unwrap().chars().count(), LONGEST_VALUE + 1);
    assert_eq!(value("objectSid").unwrap(), "AQUAAAAAAAUVAAAA…");
    assert_eq!(value("pwdLastSet").unwrap(), "133000000000000000");
    assert_eq!(value("canonicalName").unwrap(), "corp.contoso.com/Amsterdam/Sales/Lee");
    assert_eq!((value("homePhone"), value("fax")), (None, None));
    assert_eq!(
        result.changes,
        [TrialChange {
            attribute: "AccountEnabled".to_owned(),
            before: None,
            after: Some("True".to_owned())
        }]
    );
    assert_eq!(result.message.unwrap().chars().count(), LONGEST_MESSAGE + 1);
}
