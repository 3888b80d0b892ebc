use super::{Existing, Scope, Setup, SetupError};
use crate::setup_file::Found;
use serde_json::{Value, json};

fn file() -> Value {
    json!({ "causeway": 1, "journey": "cloud-sync", "tenant": "contoso.onmicrosoft.com", "domain": "corp.contoso.com" })
}

fn with(field: &str, value: Value) -> Result<Setup, Vec<SetupError>> {
    let mut file = file();
    file[field] = value;
    Setup::parse(&file.to_string())
}

#[test]
fn what_is_left_out_stays_left_out_until_it_is_completed() {
    let left_out = Setup::parse(&file().to_string()).unwrap();
    assert_eq!(left_out.name(), "corp.contoso.com");
    assert_eq!((left_out.password_hash_sync(), left_out.starts()), (None, None));
    assert_eq!((left_out.scope(), left_out.delete_threshold()), (None, None));
    let mut named = file();
    named["name"] = json!("corp.contoso.com");
    assert_eq!(left_out.to_value(), named, "no default is written down as an answer");

    let setup = left_out.completed();
    assert_eq!((setup.password_hash_sync(), setup.starts()), (Some(true), Some(true)));
    assert!(setup.inet_org_person_passwords() && !setup.exchange_hybrid_writeback());
    assert_eq!(
        (setup.scope(), setup.delete_threshold(), setup.notify()),
        (Some(&Scope::Everyone), Some(500), None)
    );
    assert_eq!(setup.existing(), &Existing::Adopt);
    let recommended = Setup::recommended("contoso.onmicrosoft.com", "corp.contoso.com");
    assert_eq!(recommended.unwrap(), setup);
}

/// Line, field and suggestion of every mistake.
fn mistakes(text: &str) -> Vec<(u32, String, Option<String>)> {
    let mistakes = Setup::parse(text).unwrap_err();
    let told = mistakes.into_iter();
    told.map(|mistake| (mistake.line, mistake.field, mistake.suggestion))
        .collect()
}

#[test]
fn every_mistake_is_told_with_its_line_and_what_was_meant() {
    let text = r#"{
  "causeway": 1,
  "journey": "cloudsync",
  "tenant": "contoso.onmicrosoft.com",
  "domain": "corp.contoso.com",
  "pasword_hash_sync": true,
  "scope": { "ou": ["OU=Staff,DC=corp,DC=contoso,DC=com"] },
  "accidentalDeletes": { "enabled": "yes", "treshold": 5 },
  "existing": "adpot",
  "hunter2": "hunter2"
}"#;
    let told = |line, field: &str, meant: Option<&str>| (line, field.to_owned(), meant.map(str::to_owned));
    let expected = [
        told(3, "journey", Some("cloud-sync")),
        told(6, "pasword_hash_sync", Some("passwordHashSync")),
        told(7, "scope", Some("ous")),
        told(8, "accidentalDeletes.enabled", None),
        told(8, "accidentalDeletes.treshold", Some("threshold")),
        told(9, "existing", Some("adopt")),
        told(10, "hunter2", None),
    ];
    assert_eq!(mistakes(text), expected);
    assert_eq!(mistakes(&text.replace('\n', "\r\n")), expected, "lines of Windows");
    let columns: Vec<u32> = Setup::parse(text)
        .unwrap_err()
        .iter()
        .map(|mistake| mistake.column)
        .collect();
    assert_eq!(columns[..2], [14, 3], "of the answer, and of the name that is unknown");
    // A wrong domain does not hide what else is wrong, and is not told again of every name.
    let wrong = r#"{"causeway":1,"journey":"cloud-sync","tenant":"x","domain":"corp","scope":{"ous":["Staff","OU=A,DC=b"]},"start":1}"#;
    let fields: Vec<String> = mistakes(wrong).into_iter().map(|(_, field, _)| field).collect();
    assert_eq!(fields, ["tenant", "domain", "scope.ous[0]", "start"]);
}

#[test]
fn a_field_twice_is_refused_at_every_level_with_both_lines() {
    let text = r#"{
  "causeway": 1, "journey": "cloud-sync",
  "tenant": "contoso.onmicrosoft.com",
  "domain": "corp.contoso.com",
  "accidentalDeletes": { "enabled": true,
    "threshold": 5, "threshold": 6 },
  "existing": { "configuration": "3b1f0c52-77aa-4b0e-9d0e-5b0c6f6d1e90",
    "configuration": "4b1f0c52-77aa-4b0e-9d0e-5b0c6f6d1e90" },
  "\u0074enant": "fabrikam.com"
}"#;
    let errors = Setup::parse(text).unwrap_err();
    let told: Vec<(u32, &str)> = errors.iter().map(|error| (error.line, error.field.as_str())).collect();
    assert_eq!(
        told,
        [
            (6, "accidentalDeletes.threshold"),
            (8, "existing.configuration"),
            (9, "tenant")
        ]
    );
    for (error, line) in errors.iter().zip([6, 7, 3]) {
        assert_eq!(error.found, Found::FieldAgain { line }, "{error}");
    }
    let everyone = r#"{"causeway":1,"journey":"cloud-sync","tenant":"a.b","domain":"a.b","scope":{"everyone":true,"everyone":true}}"#;
    assert_eq!(mistakes(everyone)[0].1, "scope.everyone");
}

#[test]
fn a_written_file_reads_back_equal() {
    let mut full = file();
    full["scope"] =
        json!({ "ous": ["OU=Staff,DC=corp,DC=contoso,DC=com", "OU=Sales\\, EU,DC=corp,DC=contoso,DC=com"] });
    full["notify"] = json!(["ops@contoso.com"]);
    full["accidentalDeletes"] = json!({ "enabled": false });
    full["existing"] = json!({ "configuration": "3b1f0c52-77aa-4b0e-9d0e-5b0c6f6d1e90" });
    let setup = Setup::parse(&full.to_string()).unwrap();
    assert_eq!(Setup::parse(&setup.to_value().to_string()).unwrap(), setup);
}

#[test]
fn every_wrong_answer_names_its_field_and_what_is_allowed() {
    let wrong = [
        ("causeway", json!(2), "causeway"),
        ("journey", json!("cloudsync"), "journey"),
        ("tenant", json!("contoso"), "tenant"),
        ("domain", json!("corp"), "domain"),
        ("domain", json!("corp..contoso.com"), "domain"),
        ("domain", json!(7), "domain"),
        ("name", json!(""), "name"),
        ("name", json!("a\u{0}b"), "name"),
        ("name", json!("x".repeat(121)), "name"),
        ("passwordHashSync", json!("yes"), "passwordHashSync"),
        ("notify", json!("ops@contoso.com"), "notify"),
        ("notify", json!(["a@b.nl", "c@d.nl"]), "notify"),
        ("notify", json!(["ops@contoso"]), "notify[0]"),
        ("notify", json!(["a@b@c.nl"]), "notify[0]"),
        (
            "accidentalDeletes",
            json!({ "enabled": true, "threshold": 0 }),
            "accidentalDeletes.threshold",
        ),
        (
            "accidentalDeletes",
            json!({ "enabled": true, "threshold": 2.5 }),
            "accidentalDeletes.threshold",
        ),
        (
            "accidentalDeletes",
            json!({ "enabled": true, "treshold": 5 }),
            "accidentalDeletes.treshold",
        ),
        (
            "accidentalDeletes",
            json!({ "threshold": 5 }),
            "accidentalDeletes.enabled",
        ),
        ("scope", json!({ "everyone": true, "ous": [] }), "scope"),
        ("scope", json!({ "everyone": false }), "scope"),
        ("scope", json!({ "ous": [] }), "scope.ous"),
        ("scope", json!({ "ous": ["Staff"] }), "scope.ous[0]"),
        (
            "scope",
            json!({ "ous": ["OU=Staff,DC=contoso,DC=com"] }),
            "scope.ous[0]",
        ),
        ("scope", json!({ "ous": ["OU=Staff\\"] }), "scope.ous[0]"),
        (
            "scope",
            json!({ "groups": ["OU=Staff,DC=corp,DC=contoso,DC=com"] }),
            "scope.groups[0]",
        ),
        (
            "scope",
            json!({ "groups": vec!["CN=A,DC=corp,DC=contoso,DC=com"; 2] }),
            "scope.groups[1]",
        ),
        (
            "scope",
            json!({ "ous": vec!["OU=A,DC=corp,DC=contoso,DC=com"; 60] }),
            "scope.ous",
        ),
        ("scope", json!({ "people": ["Ann"] }), "scope"),
        ("existing", json!("keep"), "existing"),
        ("existing", json!({ "configuration": "x" }), "existing.configuration"),
        ("start", json!(null), "start"),
        ("password", json!("hunter2"), "password"),
    ];
    for (field, value, named) in wrong {
        let errors = with(field, value.clone()).expect_err(&format!("{field} = {value}"));
        let error = &errors[0];
        assert_eq!(error.field, named, "{value}");
        let line = error.to_string();
        assert!(!line.contains('\n') && line.len() < 300, "{line}");
        assert!(
            !line.contains("hunter2"),
            "a value of an unknown field may be a secret: {line}"
        );
    }
    let name = format!("two\nlines\u{1b}[2J{}", "x".repeat(100));
    let named = format!("twolines[2J{}…", "x".repeat(69));
    assert_eq!(with(&name, json!(1)).unwrap_err()[0].field, named);
    assert_eq!(Setup::parse("[]").unwrap_err()[0].field, "(file)");
    assert_eq!(Setup::parse("{").unwrap_err()[0].field, "(file)");
    let mut missing = file();
    missing.as_object_mut().unwrap().remove("domain");
    assert_eq!(Setup::parse(&missing.to_string()).unwrap_err()[0].field, "domain");
}
