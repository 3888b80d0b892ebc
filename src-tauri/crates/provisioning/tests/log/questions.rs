//! Filters: columns say what rows say, and step by step what is said at once.

use hostile_input::{inputs, text, value};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use provisioning::log::{Action, Conditions, Filter, Kind, LogStore, Matches, Outcome};
use serde_json::{Value, json};

use crate::support::logged;

const NAMES: &[&str] = &["Anna", "ANNA de Vries", "Åse", "ΟΔΟΣ", "Zoë 👩‍🏫", "x", "", "=1"];
const IDS: &[&str] = &[
    "9b1de2f0-3a52-4c1b-9d0e-1f2a3b4c5d6e",
    "9b1de2f0-0000-4c1b-9d0e-1f2a3b4c5d6e",
    "9B1DE2F0-3A52-4C1B-9D0E-1F2A3B4C5D6E",
    "4711",
    "",
    r"CN=Vries\, Anna,OU=Sales,DC=x",
    "CN=Åse,OU=Øst,DC=x",
];
const CODES: &[&str] = &["EntryConflict", "entryconflict", "RedundantExport", "", "New"];
const ACTIONS: &[&str] = &[
    "create",
    "Update",
    "disable",
    "delete",
    "stagedDelete",
    "stagedAction",
    "other",
    "odd",
];
const STATUS: &[&str] = &["success", "Failure", "skipped", "warning", "odd"];
const KINDS: &[&str] = &["User", "inetOrgPerson", "Group", "contact", "Robot", ""];

/// Something that a name, an id or a filter may be.
fn word(usual: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![6 => select(usual).prop_map(str::to_owned), 1 => text()]
}

prop_compose! {
    fn entry()(
        at in of(0..200_i64), digits in 0..3_usize, ids in [word(IDS), word(IDS), word(IDS)], names in [word(NAMES), word(NAMES)],
        code in word(CODES), action in word(ACTIONS), status in word(STATUS), kind in word(KINDS), odd in value(),
    ) -> Value {
        let fraction = ["", ".5", ".123456789"][digits];
        json!({
            "activityDateTime": at.map(|at| format!("2026-11-29T10:{:02}:{:02}{fraction}Z", at / 60, at % 60)),
            "jobId": ids[2], "changeId": ids[1], "provisioningAction": action, "odd": odd,
            "provisioningStatusInfo": { "status": status, "errorInformation": { "errorCode": code } },
            "sourceIdentity": { "id": ids[0], "displayName": names[0], "identityType": kind },
            "targetIdentity": { "id": ids[1], "displayName": names[1] },
            "modifiedProperties": [{ "displayName": "Mail", "newValue": names[1] }],
        })
    }
}

fn conditions() -> impl Strategy<Value = Conditions> {
    let part = (word(NAMES), any::<Index>(), any::<Index>()).prop_map(|(text, from, to)| {
        let signs: Vec<char> = text.chars().collect();
        let (from, to) = (from.index(signs.len() + 1), to.index(signs.len() + 1));
        signs[from.min(to)..from.max(to)].iter().collect::<String>()
    });
    let text = prop_oneof![
        part,
        word(IDS),
        word(IDS).prop_map(|id| id.chars().take(9).collect()),
        Just("a\\, B,ou=".to_owned()),
        Just("anna,ou=SALES".to_owned())
    ];
    (
        vec(select(Outcome::ALL), 0..2),
        vec(select(Action::ALL), 0..2),
        vec(select(Kind::ALL), 0..2),
        vec(word(CODES), 0..2),
        of(word(IDS)),
        of(word(IDS)),
        of(text),
    )
        .prop_map(|(outcomes, actions, kinds, codes, job, object, text)| Conditions {
            outcomes,
            actions,
            kinds,
            codes,
            job,
            object,
            text,
        })
}

/// One of its questions, or all of them at once.
fn few(conditions: Conditions, which: usize) -> Conditions {
    let none = Conditions::default();
    match which {
        0 => Conditions {
            text: conditions.text,
            ..none
        },
        1 => Conditions {
            object: conditions.object,
            ..none
        },
        2 => Conditions {
            codes: conditions.codes,
            ..none
        },
        3 => Conditions {
            outcomes: conditions.outcomes,
            kinds: conditions.kinds,
            ..none
        },
        4 => Conditions {
            job: conditions.job,
            actions: conditions.actions,
            ..none
        },
        5 => none,
        _ => conditions,
    }
}

proptest! {
    #![proptest_config(inputs(60))]

    #[test]
    fn columns_say_what_rows_say_and_step_by_step_what_is_said_at_once(
        entries in vec((entry(), 0..60_u8), 0..150), is in conditions(), not in conditions(), which in [0..7_usize, 0..7_usize],
        since in of(0..200_i64), pages in vec(1..40_usize, 0..6),
    ) {
        let entries: Vec<Value> = entries.into_iter().map(|(mut entry, id)| {
            entry["id"] = json!(format!("{id}"));
            entry
        }).collect();
        let filter = Filter {
            since: since.map(|since| jiff::Timestamp::from_second(1_795_946_400 + since).unwrap()),
            is: few(is, which[0]),
            not: few(not, which[1]),
        };
        let entries = logged(&entries);
        let mut store = LogStore::of_at_most(40);
        let (mut step_by_step, mut left) = (Matches::of(filter.clone()), &entries[..]);
        for page in pages {
            let (now, later) = left.split_at(page.min(left.len()));
            now.iter().for_each(|entry| { store.add(entry); });
            step_by_step.follow(&store);
            left = later;
        }
        left.iter().for_each(|entry| { store.add(entry); });
        step_by_step.follow(&store);
        let mut at_once = Matches::of(filter.clone());
        at_once.follow(&store);
        prop_assert_eq!(at_once.rows(), step_by_step.rows());
        let mut everything = Matches::of(Filter::default());
        everything.follow(&store);
        prop_assert_eq!(everything.rows().len(), store.len());
        let by_rows: Vec<_> = everything.rows().iter().copied().filter(|&number| filter.fits(&store.row(number).unwrap())).collect();
        prop_assert_eq!(at_once.rows(), &by_rows[..], "{:?}", filter);
        for &number in everything.rows() {
            let entry = store.entry(number).unwrap();
            prop_assert_eq!(&entry.row, &store.row(number).unwrap(), "columns and entry tell the same");
        }
    }

    #[test]
    fn a_filter_survives_being_written_down(is in conditions(), not in conditions()) {
        let filter = Filter { since: None, is, not };
        let written = serde_json::to_string(&filter).unwrap();
        prop_assert_eq!(serde_json::from_str::<Filter>(&written).unwrap(), filter);
    }
}

#[test]
fn what_a_filter_leaves_out_asks_for_nothing() {
    assert_eq!(serde_json::from_str::<Filter>("{}").unwrap(), Filter::default());
    let filter: Filter = serde_json::from_str(r#"{"is":{"outcomes":["failed"]}}"#).unwrap();
    assert_eq!(filter.is.outcomes, [Outcome::Failed]);
}
