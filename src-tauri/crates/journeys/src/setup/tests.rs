use super::{Existing, Scope, Setup, SetupError};
use serde_json::{Value, json};

fn file() -> Value {
    json!({ "causeway": 1, "journey": "cloud-sync", "tenant": "contoso.onmicrosoft.com", "domain": "corp.contoso.com" })
}

fn with(field: &str, value: Value) -> Result<Setup, SetupError> {
    let mut file = file();
    file[field] = value;
    Setup::parse(&file.to_string())
}

#[test]
fn recommended_answers_fill_what_is_left_out() {
    let setup = Setup::parse(&file().to_string()).unwrap();
    assert_eq!(setup.name(), "corp.contoso.com");
    assert!(setup.password_hash_sync() && setup.starts() && !setup.exchange_hybrid_writeback());
    assert_eq!(
        (setup.scope(), setup.delete_threshold(), setup.notify()),
        (&Scope::Everyone, Some(500), None)
    );
    assert_eq!(setup.existing(), &Existing::Adopt);
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
    assert_eq!(Setup::parse(&setup.to_file()).unwrap(), setup);
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
        let error = with(field, value.clone()).expect_err(&format!("{field} = {value}"));
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
    assert_eq!(with(&name, json!(1)).unwrap_err().field, named);
    assert_eq!(Setup::parse("[]").unwrap_err().field, "(file)");
    assert_eq!(Setup::parse("{").unwrap_err().field, "(file)");
    let mut missing = file();
    missing.as_object_mut().unwrap().remove("domain");
    assert_eq!(Setup::parse(&missing.to_string()).unwrap_err().field, "domain");
}
