//! What a person decides about a file, or somebody has decided in the tenant: rows that repeat a number, rows that are left out, and a
//! mapping that is not as it was set up.

use journey_tests::causewayctl::Ended;
use reqwest::Method;
use serde_json::{Value, json};

use crate::feed::{counts, event, feed, findings, job, people, place, put, staff, tenant};

/// A thousand rows with 624 numbers, as in the sample that Microsoft gives.
fn thousand() -> String {
    let mut text = "Employee ID,First Name,Last Name,Status\n".to_owned();
    for row in 0..1_000 {
        text.push_str(&format!("{},First{row},Last{row},Active\n", 60_000 + row % 624));
    }
    text
}

#[tokio::test]
async fn rows_that_repeat_a_number_are_sent_once_somebody_says_which_of_them_counts() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", thousand());
    let undecided = feed(&tenant, &place, &["people.csv", "--look"]);
    undecided.expect(3);
    let problem = event(&undecided, "problem");
    assert_eq!(
        (&problem["code"], &problem["count"]),
        (&json!("number-twice"), &json!(376))
    );
    let look = |which: &str| {
        let looked = feed(&tenant, &place, &["people.csv", "--look", "--repeated", which]);
        looked.expect(0);
        let changes = event(&looked, "changes");
        ["new", "repeated"].map(|name| changes[name].as_u64().unwrap())
    };
    assert_eq!(look("last"), [624, 376]);
    assert_eq!(look("leave-out"), [248, 752]);
    let sent = feed(
        &tenant,
        &place,
        &["people.csv", "--repeated", "last", "--yes", "--follow", "0"],
    );
    sent.expect(0);
    assert_eq!(event(&sent, "report")["accepted"], 624);
    let names: Vec<(String, String)> = people(&tenant, "60000")
        .await
        .into_iter()
        .map(|(number, (name, _))| (number, name))
        .collect();
    assert_eq!(
        names,
        [("60000".to_owned(), "first624.last624@contoso.com".to_owned())],
        "the last row of the number"
    );
}

#[tokio::test]
async fn rows_are_left_out_by_what_a_cell_is_not_or_contains() {
    let tenant = tenant().await;
    let rules = json!([
        { "column": "First Name", "contains": ["01", "02"] },
        { "column": "Status", "isNot": ["Active"] },
    ]);
    let place = place(&tenant, json!({ "leaveOut": rules }));
    let text = staff(7_901..7_911)
        .replacen("Active", "Gone", 3)
        .replacen("Gone", "Active", 2);
    put(&place, "people.csv", text);
    let looked = feed(&tenant, &place, &["people.csv", "--look"]);
    looked.expect(0);
    let changes = event(&looked, "changes");
    assert_eq!((counts(&looked), &changes["leftOut"]), ([7, 0, 0, 0], &json!(3)));
}

/// What is told of the mapping of last names, where it is not as the set-up says.
fn of_surname(looked: &Ended) -> Option<Value> {
    let mut lines = looked
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.find(|line| line["event"] == "mapping" && line["name"] == "surname")
}

/// Somebody has changed in the portal where last names come from.
#[tokio::test]
async fn a_mapping_that_was_changed_in_the_portal_is_told_before_anybody_is_sent() {
    let tenant = tenant().await;
    let place = place(&tenant, json!({}));
    put(&place, "people.csv", staff(7_951..7_956));
    let before = feed(&tenant, &place, &["people.csv", "--look"]);
    before.expect(0);
    assert_eq!(of_surname(&before), None);
    let path = format!("{}/schema", job(&tenant).await);
    let mut schema = tenant.get(&path).await;
    let mappings = &mut schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
    let surname = mappings
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .find(|mapping| mapping["targetAttributeName"] == "surname")
        .unwrap();
    let found = surname["source"]["expression"].clone();
    surname["source"] = json!({ "expression": "\"Nobody\"", "name": "Nobody", "type": "Constant", "parameters": [] });
    let (status, body) = tenant.call(Method::PUT, &path, Some(schema)).await;
    assert_eq!(status, 204, "{body}");
    let looked = feed(&tenant, &place, &["people.csv", "--look"]);
    looked.expect(0);
    let told = of_surname(&looked).expect("a line about it");
    assert_eq!(
        [&told["what"], &told["name"], &told["is"], &told["should"]],
        [&json!("mapping"), &json!("surname"), &json!("\"Nobody\""), &found]
    );
    assert!(findings(&looked).is_empty(), "it is told and stops nothing");
}
