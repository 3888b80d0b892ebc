//! Set-up files: those of format 1 that are kept for good, and those that nobody should have written.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};

use hostile_input::{broken_text, inputs, text, value};
use journeys::cloud_sync::{self, Existing, Scope};
use journeys::{ExportForm, Journey, Setup};
use proptest::prelude::*;
use serde_json::{Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/set-ups")
}

fn kept() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (
                name.trim_end_matches(".setup.json").to_owned(),
                std::fs::read_to_string(path).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

/// Writes the files when asked to by `CAUSEWAY_WRITE_BINDINGS`, and otherwise demands that they are fresh.
#[test]
fn the_published_schema_of_every_journey_is_fresh() {
    for journey in Journey::ALL {
        let file = format!("docs/{}.setup.schema.json", journey.as_str());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").join(&file);
        let fresh = format!("{:#}\n", journey.json_schema());
        if std::env::var_os("CAUSEWAY_WRITE_BINDINGS").is_some() {
            std::fs::write(&path, &fresh).unwrap();
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(published == fresh, "{file} is stale: run `cargo xtask gen`");
    }
}

#[test]
fn files_of_format_1_stay_readable() {
    let files = kept();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "every-answer",
            "groups",
            "opposite-answers",
            "smallest",
            "this-configuration",
            "units"
        ]
    );
    let setup = |wanted: &str| {
        let (_, text) = files.iter().find(|(name, _)| name == wanted).unwrap();
        cloud_sync::Setup::parse(text).unwrap()
    };
    assert_eq!(
        setup("smallest").completed(),
        setup("every-answer"),
        "what is left out is what is recommended for a new configuration"
    );
    let full = setup("every-answer");
    assert_eq!(
        (full.tenant(), full.name(), full.domain()),
        ("contoso.onmicrosoft.com", "corp.contoso.com", "corp.contoso.com")
    );
    assert!(full.inet_org_person_passwords() && !full.exchange_hybrid_writeback());
    assert_eq!(
        (full.scope(), full.existing()),
        (Some(&Scope::Everyone), &Existing::Adopt)
    );
    assert_eq!((full.password_hash_sync(), full.starts()), (Some(true), Some(true)));
    assert_eq!((full.notify(), full.delete_threshold()), (None, Some(500)));

    let opposite = setup("opposite-answers");
    assert_eq!(
        (opposite.tenant(), opposite.name()),
        ("2b6d8627-79bd-5737-b194-7ee60e2c6ffc", "Städte & Gemeinden, corp")
    );
    assert!(!opposite.inet_org_person_passwords() && opposite.exchange_hybrid_writeback());
    assert_eq!(
        (opposite.password_hash_sync(), opposite.starts()),
        (Some(false), Some(false))
    );
    assert_eq!(
        (opposite.notify(), opposite.delete_threshold()),
        (Some("ops@contoso.com"), None)
    );
    assert_eq!(opposite.existing(), &Existing::Leave);

    assert!(
        matches!(setup("units").scope(), Some(Scope::Ous(names)) if names.len() == 4 && names[1] == "ou=Sales\\, EU,dc=corp,dc=contoso,dc=com")
    );
    assert_eq!(setup("units").completed().delete_threshold(), Some(500));
    assert!(
        matches!(setup("groups").scope(), Some(Scope::Groups(names)) if names == &["CN=Pilot,OU=Groups,DC=corp,DC=contoso,DC=com"])
    );
    assert_eq!(setup("groups").delete_threshold(), None);
    assert_eq!(
        setup("this-configuration").existing(),
        &Existing::This("3b1f0c52-77aa-4b0e-9d0e-5b0c6f6d1e90".to_owned())
    );
    assert_eq!(setup("this-configuration").delete_threshold(), Some(1));
    for (name, text) in &files {
        let setup = Setup::parse(text).unwrap();
        assert_eq!(Setup::parse(&setup.to_file()).unwrap(), setup, "{name}");
    }
}

/// Reads it; what can be read is written back and written down in every form, and what cannot is told in one line.
fn read(text: &str) -> Result<(), TestCaseError> {
    match Setup::parse(text) {
        Ok(setup) => {
            prop_assert_eq!(Setup::parse(&setup.to_file()).unwrap(), setup.clone());
            for written in ExportForm::ALL.iter().filter_map(|form| setup.export(*form)) {
                prop_assert!(written.ends_with('\n'));
            }
        }
        Err(mistakes) => {
            prop_assert!(!mistakes.is_empty());
            for mistake in mistakes {
                let line = mistake.to_string();
                prop_assert!(!line.chars().any(char::is_control), "{:?}", line);
                prop_assert!(line.chars().count() < 500, "{:?}", line);
            }
        }
    }
    Ok(())
}

/// Every place of a set-up file that a person fills in.
const FIELDS: [&str; 14] = [
    "/tenant",
    "/name",
    "/domain",
    "/notify/0",
    "/scope/ous/0",
    "/scope/groups/0",
    "/existing",
    "/existing/configuration",
    "/accidentalDeletes/threshold",
    "/passwordHashSync",
    "/start",
    "/causeway",
    "/journey",
    "/$schema",
];

fn with(field: &str, answer: Value) -> Value {
    let mut file = json!({ "causeway": 1, "journey": "cloud-sync", "tenant": "contoso.onmicrosoft.com", "domain": "corp.contoso.com",
        "name": "n", "notify": ["ops@contoso.com"], "accidentalDeletes": { "enabled": true, "threshold": 5 }, "start": true,
        "passwordHashSync": true, "$schema": "s", "existing": "adopt", "scope": { "everyone": true } });
    match field {
        "/scope/ous/0" => file["scope"] = json!({ "ous": [null] }),
        "/scope/groups/0" => file["scope"] = json!({ "groups": [null] }),
        "/existing/configuration" => file["existing"] = json!({ "configuration": null }),
        _ => {}
    }
    *file.pointer_mut(field).unwrap() = answer;
    file
}

proptest! {
    #![proptest_config(inputs(1_000))]

    #[test]
    fn no_file_is_too_odd_to_read(text in {
        let mut files: Vec<String> = kept().into_iter().map(|(_, text)| text).collect();
        files.extend(Journey::ALL.iter().map(|journey| journey.json_schema()["examples"][1].to_string()));
        broken_text(&files.iter().map(String::as_str).collect::<Vec<_>>())
    }) {
        read(&text)?;
    }

    #[test]
    fn no_answer_is_too_odd_for_its_field(
        field in proptest::sample::select(&FIELDS[..]),
        answer in prop_oneof![3 => text().prop_map(Value::from), 1 => value()],
    ) {
        read(&with(field, answer).to_string())?;
    }

    #[test]
    fn a_name_is_kept_letter_by_letter(name in text()) {
        if let Ok(setup) = Setup::parse(&with("/name", Value::from(name.clone())).to_string()) {
            prop_assert_eq!(setup.name(), name.as_str());
            let file: Value = serde_json::from_str(&setup.to_file()).unwrap();
            prop_assert_eq!(&file["name"], &Value::from(name));
        }
    }
}
