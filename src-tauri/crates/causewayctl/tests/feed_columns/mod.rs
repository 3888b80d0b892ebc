//! `feed-columns`: a proposal for each column of a file of people.

use std::path::Path;

use serde_json::{Value, json};

use crate::{causewayctl, out};

fn sample(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/people-feed");
    folder.join(name).display().to_string()
}

/// The exit code, and one object a line.
fn told(name: &str) -> (i32, Vec<Value>) {
    let run = causewayctl(&["feed-columns", &sample(name), "--output", "json"])
        .output()
        .unwrap();
    let lines = out(&run)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    (run.status.code().unwrap(), lines)
}

#[test]
fn a_file_that_is_clear_is_proposed_whole() {
    let (exit, lines) = told("nl-cp1252.csv");
    assert_eq!(
        (exit, &lines[0]["event"], &lines[0]["people"]),
        (0, &json!("read"), &json!(4))
    );
    let proposal = &lines.last().unwrap()["proposal"];
    assert_eq!(
        proposal["match"],
        json!({ "column": "Personeelsnummer", "attribute": "employeeId" })
    );
    let file = &proposal["file"];
    assert_eq!(
        (
            &file["encoding"],
            &file["delimiter"],
            &file["headerRow"],
            &file["dates"]
        ),
        (&json!("windows-1252"), &json!(";"), &json!(1), &json!("day-first"))
    );
    assert_eq!(
        proposal["columns"]["Status"],
        json!({ "to": "active", "values": { "In dienst": "here", "Uit dienst": "left", "Met zwangerschapsverlof": "here" } })
    );
    assert_eq!(
        proposal["columns"]["Achternaam"],
        json!({ "to": "name.familyName", "join": ["Tussenvoegsel", "Achternaam"] })
    );
    assert_eq!(proposal["columns"]["Datum in dienst"]["target"], "employeeHireDate");
    assert_eq!(
        proposal["userName"],
        json!({ "rule": "column", "column": "E-mail zakelijk" })
    );
    assert!(
        proposal["columns"].get("Voorletters").is_none(),
        "what is not recognised is not sent"
    );
}

#[test]
fn what_a_person_must_decide_ends_with_three_and_its_place() {
    let (exit, lines) = told("successfactors.csv");
    let problem = lines.iter().find(|line| line["event"] == "problem").unwrap();
    assert_eq!(
        (exit, &problem["code"], &problem["places"][0]["row"]),
        (3, &json!("status-unknown"), &json!(4))
    );
    let columns = &lines.last().unwrap()["proposal"]["columns"];
    assert_eq!(columns["Employment Status"]["values"]["Reported No Show"], "ask");
    let (exit, lines) = told("json-by-mistake.csv");
    assert_eq!(
        (exit, &lines[0]["code"], &lines[0]["values"]["instead"]),
        (3, &json!("file-not-table"), &json!("json"))
    );
    assert_eq!(told("no-such-file.csv").0, 2);
}

#[test]
fn a_person_reads_words_and_no_letter_steers_the_terminal() {
    let run = causewayctl(&["feed-columns", &sample("nul-and-controls.csv")])
        .env("LANG", "nl_NL.UTF-8")
        .output()
        .unwrap();
    let told = out(&run);
    assert_eq!(run.status.code(), Some(3));
    assert!(
        told.contains("bevat een NUL-teken") && told.contains("Rij 2."),
        "{told}"
    );
    assert!(!told.contains(['\u{1b}', '\0', '\u{202e}']), "{told}");
}
