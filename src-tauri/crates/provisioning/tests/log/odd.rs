//! Rows that no service should give.

use provisioning::log::{Action, Added, Filter, Groups, Held, Kind, LogRow, LogStore, Matches, Outcome};
use serde_json::{Value, json};

use crate::support::logged;

fn store_of(entries: &[Value]) -> LogStore {
    let mut store = LogStore::default();
    for entry in logged(entries) {
        store.add(&entry);
    }
    store
}

fn row_of(entry: Value) -> LogRow {
    store_of(&[entry]).row(0).unwrap()
}

#[test]
fn a_row_of_which_only_the_id_is_known_is_a_row() {
    let nothing = json!({ "id": "a" });
    let nulls = json!({ "id": "a", "activityDateTime": null, "jobId": null, "provisioningAction": null,
        "provisioningStatusInfo": null, "provisioningSteps": null, "modifiedProperties": null, "sourceIdentity": null,
        "targetIdentity": null, "sourceSystem": null, "targetSystem": null, "changeId": null });
    let empty = json!({ "id": "a", "activityDateTime": "", "jobId": "", "provisioningStatusInfo": { "status": null },
        "provisioningSteps": [{}], "modifiedProperties": [{}], "sourceIdentity": {}, "targetIdentity": { "id": "" } });
    let rows = [nothing, nulls, empty].map(|entry| {
        let store = store_of(std::slice::from_ref(&entry));
        store.entry(0).unwrap();
        store.row(0).unwrap()
    });
    assert_eq!(
        (rows[0].outcome, rows[0].action, rows[0].kind),
        (Outcome::Unknown, Action::Other, Kind::Other)
    );
    assert!(rows.iter().all(|row| *row == rows[0]), "{rows:?}");
}

#[test]
fn the_old_spelling_says_the_same() {
    let new = json!({ "id": "a", "activityDateTime": "2026-11-29T10:00:00Z", "provisioningAction": "create",
        "provisioningStatusInfo": { "status": "failure", "errorInformation": { "errorCode": "EntryConflict" } },
        "sourceIdentity": { "id": "x", "displayName": "Anna", "identityType": "User" } });
    let old = json!({ "id": "a", "activityDateTime": "2026-11-29T10:00:00Z", "action": "Create",
        "statusInfo": { "@odata.type": "#microsoft.graph.statusDetails", "status": "Failure", "errorCode": "EntryConflict" },
        "sourceIdentity": { "id": "x", "displayName": "Anna", "type": "user" } });
    assert_eq!(row_of(new), row_of(old));
}

#[test]
fn a_staged_action_is_held_whatever_its_spelling() {
    for action in ["stagedDelete", "StagedDelete", "stageddelete", "stagedAction"] {
        let row = row_of(
            json!({ "id": "a", "provisioningAction": action, "provisioningStatusInfo": { "status": "skipped" } }),
        );
        assert_eq!(row.outcome, Outcome::Held, "{action}");
    }
}

#[test]
fn an_id_is_kept_once() {
    let entry = json!({ "id": "a", "activityDateTime": "2026-11-29T10:00:00Z" });
    let mut store = LogStore::default();
    let [one, again] = [&entry, &entry].map(|entry| logged(std::slice::from_ref(entry)).remove(0));
    assert_eq!((store.add(&one), store.add(&again)), (Added::New, Added::Known));
    assert_eq!(store.len(), 1);
}

#[test]
fn hostile_and_long_texts_stay_what_they_are() {
    let name = "=cmd|' /C calc'!A0 👩‍🏫 \u{202e}\u{0}\u{1b}[2J \"a\", b\r\n<script>";
    let long = "x".repeat(1 << 20);
    let entry = json!({ "id": "a", "sourceIdentity": { "displayName": name, "id": "CN=A\\, B,OU=O" },
        "provisioningSteps": [{ "name": "EntryImportAdd", "provisioningStepType": "import", "description": long,
            "details": { "odd": { "deep": [1, null] }, "none": null } }] });
    let store = store_of(&[entry]);
    let row = store.row(0).unwrap();
    assert_eq!((row.name.as_deref(), row.ou.as_deref()), (Some(name), Some("OU=O")));
    let step = &store.entry(0).unwrap().panels[0].steps[0];
    let description = step.description.as_deref().unwrap();
    assert!(
        description.len() < 10_000 && long.starts_with(description),
        "the page shows its beginning"
    );
    assert_eq!(step.details.len(), 1, "{:?}", step.details);
    assert_eq!(step.details[0].value, r#"{"deep":[1,null]}"#);
}

#[test]
fn a_full_store_lets_the_oldest_go_and_takes_none_of_them_again() {
    let minute = |minute: i64| {
        let at = jiff::Timestamp::from_second(1_790_000_000 + 60 * minute).unwrap();
        let entry = json!({ "id": format!("row-{minute}"), "activityDateTime": at.to_string(), "changeId": format!("c-{minute}"),
            "sourceIdentity": { "displayName": format!("Person {minute}"), "id": format!("CN=Person {minute},OU=Staff,DC=x") } });
        logged(&[entry]).remove(0)
    };
    let mut store = LogStore::of_at_most(160);
    let mut matches = Matches::of(Filter::default());
    for number in (0..160).rev() {
        assert_eq!(store.add(&minute(number)), Added::New);
    }
    assert!(matches.follow(&store) && store.let_go() == 0);
    assert_eq!(store.add(&minute(160)), Added::New);
    assert_eq!((store.len(), store.let_go()), (150, 11));
    assert!(matches.follow(&store), "numbers mean other rows now");
    let names = |matches: &Matches| {
        let rows = matches.rows().iter().map(|&number| store.row(number).unwrap());
        rows.map(|row| row.name.unwrap()).collect::<Vec<_>>()
    };
    let expected: Vec<_> = (11..=160).rev().map(|number| format!("Person {number}")).collect();
    assert_eq!(names(&matches), expected);
    for &number in matches.rows() {
        assert_eq!(
            store.entry(number).unwrap().row,
            store.row(number).unwrap(),
            "each keeps its own entry"
        );
    }
    assert_eq!(store.add(&minute(3)), Added::TooOld);
    assert_eq!(store.add(&minute(11)), Added::Known);
    assert_eq!(store.add(&minute(161)), Added::New);
    assert!(matches.follow(&store) && matches.rows().len() == 151);
    assert!(!matches.follow(&store), "nothing came since");
}

#[test]
fn objects_that_are_held_again_and_again_count_once() {
    let staged = |id: &str, at: &str, object: Value, active: Value, passed: Value| {
        json!({ "id": id, "activityDateTime": at, "jobId": "j", "provisioningAction": "stagedDelete", "sourceIdentity": object,
            "provisioningSteps": [{ "provisioningStepType": "Scoping",
                "details": { "Active in the source system": active, "Scoping filter evaluation passed": passed } }] })
    };
    let anna =
        || json!({ "id": "anna", "displayName": "Anna", "details": { "DistinguishedName": "CN=Anna,OU=Sales" } });
    let store = store_of(&[
        staged("1", "2026-11-29T10:00:00Z", anna(), json!("False"), json!("False")),
        staged("2", "2026-11-29T11:00:00Z", anna(), json!("True"), json!("False")),
        staged(
            "3",
            "2026-11-29T11:00:00Z",
            json!({ "id": "b" }),
            json!("True"),
            json!("True"),
        ),
        staged("4", "2026-11-29T11:00:00Z", Value::Null, json!(false), Value::Null),
        staged(
            "5",
            "2026-11-29T09:00:00Z",
            json!({ "id": "before" }),
            json!("False"),
            Value::Null,
        ),
    ]);
    let held = Held::of(&store, "J", "2026-11-29T10:00:00Z".parse().ok());
    let whys: Vec<_> = held
        .objects
        .iter()
        .map(|object| (object.entry.as_str(), object.why.as_str()))
        .collect();
    assert_eq!(held.objects.len(), 3, "{whys:?}");
    assert!(whys.contains(&("2", "moved-out")) && whys.contains(&("3", "not-told")) && whys.contains(&("4", "gone")));
    let counts: usize = held.units.iter().map(|unit| unit.count).sum();
    assert_eq!(counts, held.objects.len());
    assert_eq!(Groups::default().worst_first(), []);
}
