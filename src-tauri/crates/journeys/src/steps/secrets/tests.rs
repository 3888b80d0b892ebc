use graph_client::Secrets;
use serde_json::{Value, json};

use super::{Comparison, compare, masked_losses, wanted, would_be_lost};
use crate::cloud_sync::Setup;

fn setup(extra: Value) -> Setup {
    let mut file = json!({ "causeway": 1, "journey": "cloud-sync", "tenant": "contoso.onmicrosoft.com", "domain": "corp.contoso.com" });
    for (field, value) in extra.as_object().unwrap() {
        file[field] = value.clone();
    }
    Setup::parse(&file.to_string()).unwrap().completed()
}

fn stored(entries: &[(&str, &str)]) -> Secrets {
    let mut secrets = Secrets::default();
    for (key, value) in entries {
        secrets.set(key, *value);
    }
    secrets
}

fn value(entries: &[(&'static str, String)], key: &str) -> Value {
    let found = entries.iter().find(|(name, _)| *name == key);
    found.map_or(Value::Null, |(_, text)| serde_json::from_str(text).unwrap())
}

#[test]
fn members_that_are_not_ours_survive() {
    let before = stored(&[(
        "SyncNotificationSettings",
        r#"{"Enabled":false,"HumanResourcesLookaheadQueryEnabled":false}"#,
    )]);
    let entries = wanted(&setup(json!({ "notify": ["ops@contoso.com"] })), &before);
    let expected = json!({ "Enabled": true, "HumanResourcesLookaheadQueryEnabled": false, "Recipients": "ops@contoso.com",
        "DeleteThresholdEnabled": true, "DeleteThresholdValue": 500 });
    assert_eq!(value(&entries, "SyncNotificationSettings"), expected);
}

#[test]
fn an_answer_that_is_off_leaves_what_is_there() {
    let before = stored(&[
        ("AppKey", r#"{"appKeyScenario":"AD2AADPasswordHash"}"#),
        (
            "SyncNotificationSettings",
            r#"{"DeleteThresholdEnabled":true,"DeleteThresholdValue":17}"#,
        ),
    ]);
    let off = setup(json!({ "passwordHashSync": false, "accidentalDeletes": { "enabled": false } }));
    let entries = wanted(&off, &before);
    assert_eq!(
        value(&entries, "AppKey"),
        json!({ "appKeyScenario": "AD2AADPasswordHash" })
    );
    assert_eq!(value(&entries, "SyncNotificationSettings"), Value::Null);
}

#[test]
fn values_are_compared_as_json_and_domains_without_case() {
    let before = stored(&[
        ("Domain", r#"{ "domain" : "CORP.contoso.com" }"#),
        ("AppKey", "*"),
        ("SecretToken", "*"),
    ]);
    let entries = wanted(&setup(json!({})), &before);
    let compared = |key: &str| compare(&before, key, &entries.iter().find(|(name, _)| *name == key).unwrap().1);
    assert!(matches!(compared("Domain"), Comparison::Equal));
    assert!(matches!(compared("AppKey"), Comparison::Hidden));
    assert!(matches!(compared("SyncNotificationSettings"), Comparison::Different));
}

#[test]
fn a_hidden_value_that_cannot_be_sent_back_is_asked_about() {
    let hidden = stored(&[
        ("Domain", "*"),
        ("AppKey", "*"),
        ("SyncNotificationSettings", "*"),
        ("SyncAll", "*"),
    ]);
    let recommended = setup(json!({}));
    assert_eq!(
        masked_losses(&recommended, &hidden, false),
        ["SyncNotificationSettings", "SyncAll"]
    );
    assert_eq!(masked_losses(&recommended, &hidden, true), ["SyncAll"]);
    let unsent = setup(json!({ "accidentalDeletes": { "enabled": false } }));
    assert_eq!(
        masked_losses(&unsent, &hidden, true),
        ["SyncNotificationSettings", "SyncAll"],
        "what is not sent may be dropped, whoever wrote it"
    );

    let asked = would_be_lost(&recommended, &["SyncAll", "SecretToken"]).unwrap();
    assert_eq!(asked.facts["keys"], "SyncAll, SecretToken");
    assert_eq!(asked.facts["flags"], "--accept-loss SyncAll --accept-loss SecretToken");
    let accepting = recommended.accepting_losses(vec!["SyncAll".to_owned()]);
    let asked = would_be_lost(&accepting, &["SyncAll", "SecretToken"]).unwrap();
    assert_eq!(asked.facts["keys"], "SecretToken");
    assert!(would_be_lost(&accepting, &["SyncAll"]).is_none());
}
