//! Mistakes of a set-up in words.

use app_core::SetupError;
use serde::Serialize;
use serde_json::Value;

use crate::words::Words;

/// A mistake of a set-up: with the place where it stands in a file, or by its field where there is none.
pub(crate) fn mistake_words(words: &Words, file: Option<&str>, mistake: &SetupError) -> String {
    let (line, column) = (mistake.line.to_string(), mistake.column.to_string());
    let file = mistake.table.as_deref().or(file);
    let values = [
        ("file", file.unwrap_or_default()),
        ("line", &line),
        ("column", &column),
        ("field", &mistake.field),
        ("found", &coded(words, "found", &mistake.found)),
        ("allowed", &coded(words, "allowed", &mistake.allowed)),
    ];
    let key = file.map_or("cli.setup-invalid", |_| "cli.mistake");
    let said = words.say(key, &values);
    match &mistake.suggestion {
        Some(meant) => format!("{said}; {}", words.say("cli.did-you-mean", &[("meant", meant)])),
        None => said,
    }
}

/// The sentence of a code, with the values that stand beside it.
fn coded(words: &Words, part: &str, coded: &impl Serialize) -> String {
    let coded = serde_json::to_value(coded).unwrap_or_default();
    let code = coded["code"].as_str().unwrap_or_default();
    let values: Vec<(&str, String)> = coded
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), as_written(value)))
        .collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.say(&format!("mistakes.{part}.{code}"), &values)
}

/// As it would stand in a file; a text alone is told as it is.
fn as_written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(Value::to_string).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use app_core::{Journey, Setup};
    use serde_json::json;

    use super::*;
    use crate::words::Language;

    /// The shortest file of a journey with other answers.
    fn with(journey: &str, answers: Value) -> String {
        let journey = Journey::of(journey).unwrap();
        let mut file = journey.json_schema()["examples"][0].clone();
        for (field, answer) in answers.as_object().unwrap() {
            file[field] = answer.clone();
        }
        file.to_string()
    }

    fn listed(most: usize, entry: impl Fn(usize) -> Value) -> Value {
        (0..=most).map(entry).collect()
    }

    fn named(most: usize, value: &str) -> Value {
        let all = (0..=most).map(|at| (format!("c{at}"), json!(value)));
        Value::Object(all.collect())
    }

    /// Files that make every mistake there is.
    fn wrong_files() -> Vec<String> {
        let cloud = |answers| with("cloud-sync", answers);
        let app = |instance: Value| {
            let mut file = json!({ "name": "A" });
            file.as_object_mut()
                .unwrap()
                .extend(instance.as_object().unwrap().clone());
            with("gallery-app", json!({ "instances": [file] }))
        };
        let feed = |answers| with("people-feed", answers);
        vec![
            "{".to_owned(),
            "no JSON".to_owned(),
            "[]".to_owned(),
            r#"{"causeway": 1, "causeway": 1, "journey": "cloudsync"}"#.to_owned(),
            cloud(
                json!({ "$schema": 1, "causeway": 2, "tenant": "x", "domain": "x", "name": " ", "nmae": "x", "start": 1 }),
            ),
            cloud(
                json!({ "notify": ["x"], "existing": "x", "scope": 1, "accidentalDeletes": { "enabled": true, "threshold": 0 } }),
            ),
            cloud(json!({ "notify": {}, "existing": { "configuration": "x" }, "scope": { "ous": ["x"] } })),
            cloud(json!({ "domain": "x", "scope": { "ous": ["x"] } })),
            cloud(json!({ "scope": { "ous": [] } })),
            cloud(json!({ "scope": { "ous": ["OU=A,DC=corp,DC=contoso,DC=com", "OU=A,DC=corp,DC=contoso,DC=com"] } })),
            with(
                "gallery-app",
                json!({ "app": {}, "table": "x", "instances": [{ "name": "A" }, { "name": "B" }] }),
            ),
            with(
                "gallery-app",
                json!({ "app": { "template": "x", "jobTemplate": "" }, "instances": [] }),
            ),
            app(
                json!({ "scope": "everyone", "credentials": { "SecretToken": "hunter2", "BaseAddress": "http://x", "Domain": "" } }),
            ),
            app(json!({ "assign": listed(100, |at| json!({ "group": format!("g{at}") })), "test": "x" })),
            app(json!({ "assign": [{}], "credentials": { "SecretToken": { "from": "env", "name": "-" } } })),
            feed(
                json!({ "notify": [], "match": { "column": "", "attribute": "extensionAttribute1" }, "template": "x" }),
            ),
            feed(
                json!({ "onlyEnrich": true, "leftWithoutAccount": "create", "columns": { "a": "manager",
                "b": { "to": "active", "values": { "x": "left" } } } }),
            ),
            feed(
                json!({ "columns": { "a": "title", "b": "title", "c": { "to": "Own", "target": "jobTitle" },
                "d": { "to": "Nr", "target": "employeeId" }, "e": "externalId", "f": "userName", "g": "x", "h": "active" } }),
            ),
            feed(
                json!({ "columns": { "": "title", "i": { "to": "1", "target": "x" }, "j": { "to": "HireDate", "kind": "text",
                "join": ["x", "y"], "target": "-" }, "k": { "to": "department", "values": { "x": "here" } },
                "l": { "to": "active", "values": {} }, "m": { "to": "city", "join": ["x"] } } }),
            ),
            feed(json!({ "columns": named(300, "title"), "clearWhenEmpty": ["x"] })),
            feed(json!({ "leavers": { "by": "status" }, "columns": { "a": "title" }, "uploader": "x" })),
            feed(
                json!({ "ou": "OU=A,DC=corp,DC=contoso,DC=com", "callsPerDay": 0, "replaceMappings": listed(100, |_| json!("x")) }),
            ),
            feed(json!({ "target": "ad" })),
            feed(json!({ "target": "ad", "ou": "x" })),
            feed(json!({ "file": { "path": "", "encoding": "x", "delimiter": "x", "timeZone": "x" } })),
            feed(
                json!({ "userName": { "rule": "number", "column": "x" }, "leaveOut": [{ "column": "a", "is": ["x".repeat(257)] },
                    { "column": "a" }, { "column": "a", "isNot": [] }] }),
            ),
            feed(json!({ "userName": { "rule": "column" } })),
        ]
    }

    /// Tables that make every mistake that there is of tables.
    fn wrong_tables() -> Vec<String> {
        let rows = |row: &dyn Fn(usize) -> String| (0..2_001).map(row).collect::<String>();
        let many = (0..=100).map(|at| format!("g{at}|")).collect::<String>();
        vec![
            String::new(),
            "name,name,Scopes,zzz\nA\n".to_owned(),
            "name\nA\na\n\"B".to_owned(),
            "name,key\nA,x-1\nB,x_1".to_owned(),
            format!("name,groups\nA,{many}g"),
            "name,SecretToken,groups\nA,hunter2,|".to_owned(),
            format!("name\nA{}", ",".repeat(20_000)),
            format!("name\n{}", rows(&|row| format!("A{row}\n"))),
        ]
    }

    fn mistakes() -> Vec<SetupError> {
        use std::io::{Error, ErrorKind};
        let files = wrong_files();
        let found = files.iter().map(|file| Setup::parse(file).expect_err(file));
        let mut found: Vec<SetupError> = found.flatten().collect();
        let with_table = |name: &str| {
            let mut file = Journey::GalleryApp.json_schema()["examples"][2].clone();
            file["defaults"]["credentials"]["SecretToken"] = json!({ "from": "env", "name": "T_{KEY}" });
            file["table"] = json!(name);
            file
        };
        for table in wrong_tables() {
            let file = with_table("accounts.csv").to_string();
            found.extend(Setup::parse_file(&file, &|_| Ok(table.clone())).expect_err(&table));
        }
        for kind in [
            ErrorKind::NotFound,
            ErrorKind::FileTooLarge,
            ErrorKind::InvalidData,
            ErrorKind::Other,
        ] {
            let file = with_table("accounts.csv").to_string();
            found.extend(Setup::parse_file(&file, &|_| Err(Error::from(kind))).expect_err("no file"));
        }
        let mut listed = with_table("../x.csv");
        listed["instances"] = json!([{ "name": "A" }, { "name": "A" }]);
        found.extend(Setup::parse_file(&listed.to_string(), &|_| Ok(String::new())).expect_err("several"));
        let mut none = with_table("x");
        none.as_object_mut().unwrap().remove("table");
        found.extend(Setup::parse(&none.to_string()).expect_err("no instances"));
        found
    }

    fn sentences(language: &str) -> Value {
        let file = match language {
            "nl" => include_str!("../../../../ui/src/locales/nl/mistakes.json"),
            "id" => include_str!("../../../../ui/src/locales/id/mistakes.json"),
            _ => include_str!("../../../../ui/src/locales/en/mistakes.json"),
        };
        serde_json::from_str(file).unwrap()
    }

    fn code_and_values(coded: &impl Serialize) -> (String, BTreeSet<String>) {
        let coded = serde_json::to_value(coded).unwrap();
        let values = coded.as_object().unwrap().keys().filter(|name| *name != "code");
        (coded["code"].as_str().unwrap().to_owned(), values.cloned().collect())
    }

    #[test]
    fn every_mistake_there_is_has_its_sentence_with_all_values() {
        let english = sentences("en");
        for (part, coded) in [
            (
                "found",
                mistakes()
                    .iter()
                    .map(|mistake| code_and_values(&mistake.found))
                    .collect::<BTreeSet<_>>(),
            ),
            (
                "allowed",
                mistakes()
                    .iter()
                    .map(|mistake| code_and_values(&mistake.allowed))
                    .collect(),
            ),
        ] {
            let known = english[part].as_object().unwrap();
            let said: BTreeSet<(String, BTreeSet<String>)> = known
                .iter()
                .map(|(code, sentence)| {
                    let blanks = sentence.as_str().unwrap().split("{{").skip(1);
                    let names = blanks.map(|rest| rest.split("}}").next().unwrap().to_owned());
                    (code.clone(), names.collect())
                })
                .collect();
            let unheard: Vec<_> = said.symmetric_difference(&coded).collect();
            assert!(unheard.is_empty(), "{part}: {unheard:?}");
        }
    }

    #[test]
    fn no_language_says_a_mistake_in_words_of_another() {
        let english = sentences("en");
        for (language, name) in [(Language::Dutch, "nl"), (Language::Indonesian, "id")] {
            let (words, own) = (Words::new(language), sentences(name));
            for mistake in mistakes() {
                let said = mistake_words(&words, Some("f"), &mistake);
                assert!(!said.contains("{{") && !said.contains("mistakes."), "{said}");
                let parts = [
                    ("found", code_and_values(&mistake.found).0),
                    ("allowed", code_and_values(&mistake.allowed).0),
                ];
                for (part, code) in parts {
                    let [theirs, ours] = [&english, &own].map(|all| all[part][&code].as_str().unwrap());
                    let fixed = theirs
                        .split("{{")
                        .map(|rest| rest.split_once("}}").map_or(rest, |(_, after)| after));
                    // Shorter ones are names and terms, which are the same everywhere.
                    for text in fixed.filter(|text| text.split_whitespace().count() > 2) {
                        assert!(!said.contains(text) && !ours.contains(text), "{name}: {code}: {said}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_stands_in_the_file_is_told_as_it_stands_there() {
        let told = |language| {
            let words = Words::new(language);
            let file = with("cloud-sync", json!({ "existing": "adpot", "start": "ja" }));
            let mistakes = Setup::parse(&file).unwrap_err();
            let said = mistakes.iter().map(|mistake| mistake_words(&words, None, mistake));
            said.collect::<Vec<_>>()
        };
        assert_eq!(
            told(Language::English)[1],
            "start: found \"ja\"; allowed is true or false"
        );
        assert_eq!(
            told(Language::Dutch),
            [
                "existing: gevonden: \"adpot\"; toegestaan: \"adopt\", \"leave\", \"new\", of {\"configuration\": \"…\"} met de id van een configuratie; bedoel je adopt?",
                "start: gevonden: \"ja\"; toegestaan: true of false",
            ]
        );
    }
}
