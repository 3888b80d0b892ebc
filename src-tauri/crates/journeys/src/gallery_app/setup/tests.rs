mod table;

use boon::{Compiler, Draft, Schemas};
use serde_json::{Value, json};

use super::file::examples;
use super::*;
use crate::gallery_app::Refusal;
use crate::{Allowed, Found, Setup as AnySetup};

const SECRET: &str = "hunter-22-in-clear";

fn parse(file: &Value) -> Result<Setup, Vec<crate::SetupError>> {
    AnySetup::parse(&file.to_string()).map(|setup| match setup {
        AnySetup::GalleryApp(setup) => setup,
        _ => panic!("another journey"),
    })
}

/// The shortest file with this in its instance.
fn with(field: &str, value: Value) -> Value {
    let [mut shortest, ..] = examples();
    shortest["instances"][0][field] = value;
    shortest
}

fn schema_takes(file: &Value) -> bool {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.set_default_draft(Draft::V2020_12);
    compiler.add_resource("setup.json", Setup::json_schema()).unwrap();
    let index = compiler.compile("setup.json", &mut schemas).unwrap();
    schemas.validate(file, index).is_ok()
}

#[test]
fn the_examples_are_set_ups_and_stay_what_they_are_when_written() {
    let [shortest, full, of_table] = examples();
    assert!(schema_takes(&of_table), "{of_table}");
    for example in [&shortest, &full] {
        assert!(schema_takes(example), "{example}");
        let setup = parse(example).unwrap();
        let written = AnySetup::GalleryApp(setup.clone());
        assert_eq!(AnySetup::parse(&written.to_file()).unwrap(), written);
        assert!(schema_takes(&written.to_value()), "{}", written.to_value());
    }
    let setup = parse(&full).unwrap();
    assert_eq!(setup.name(), "AWS accounts");
    let setup = setup.row();
    assert_eq!((setup.key(), setup.instance()), ("nl-prod", "AWS NL prod"));
    assert_eq!(setup.scope(), Some(Scope::Assigned));
    assert_eq!(setup.assign().len(), 1);
    let token = Credential::Env("SCIM_{KEY}".to_owned());
    assert!(
        setup
            .credentials()
            .any(|(key, found)| key == "SecretToken" && *found == token)
    );
    assert_eq!(setup.comes_from(&token), "env SCIM_NL_PROD");
    let recommended = parse(&shortest).unwrap().completed().row();
    assert_eq!(
        (recommended.delete_threshold(), recommended.starts()),
        (Some(500), Some(true))
    );
    assert_eq!(parse(&shortest).unwrap().row().delete_threshold(), None);
}

#[test]
fn what_is_wrong_is_told_at_once_with_its_place() {
    let text = format!(
        r#"{{
  "causeway": 1, "journey": "gallery-app", "tenant": "contoso.onmicrosoft.com",
  "app": {{ "jobTemplate": "aws" }},
  "defaults": {{ "scop": "assigned", "scope": "everyone", "test": "requierd", "notify": "ops@contoso.com" }},
  "table": "accounts.csv",
  "instances": [
    {{ "name": "A", "start": 1, "credentials": {{ "SecretToken": "{SECRET}", "secrettoken": "{SECRET}", "BaseAddress": "https://x/<tenant>",
      "Password": {{ "from": "{SECRET}" }}, "ClientSecret": {{ "from": "env", "name": "{SECRET}" }}, "SyncAll": "true" }},
      "assign": [ {{ "group": "G", "user": "U" }} ] }}
  ]
}}"#
    );
    let mistakes = AnySetup::parse(&text).unwrap_err();
    let told: Vec<(u32, &str, Option<&str>)> = mistakes
        .iter()
        .map(|mistake| (mistake.line, mistake.field.as_str(), mistake.suggestion.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (3, "app", None),
            (4, "defaults.scop", Some("scope")),
            (4, "defaults.scope", None),
            (4, "defaults.test", Some("required")),
            (4, "defaults.notify", None),
            (5, "table", None),
            (7, "instances[0].start", None),
            (7, "instances[0].credentials.SecretToken", None),
            (7, "instances[0].credentials.secrettoken", Some("SecretToken")),
            (7, "instances[0].credentials.BaseAddress", None),
            (8, "instances[0].credentials.Password.from", None),
            (8, "instances[0].credentials.ClientSecret.name", None),
            (8, "instances[0].credentials.SyncAll", None),
            (9, "instances[0].assign[0]", None),
        ]
    );
    let said = mistakes.iter().map(ToString::to_string).collect::<String>();
    assert!(!said.contains("hunter"), "{said}");
}

#[test]
fn several_instances_stand_in_files_alone() {
    let [mut file, ..] = examples();
    file["instances"] = json!([{ "name": "A" }, { "name": "B" }]);
    let [mistake] = parse(&file).unwrap_err().try_into().unwrap();
    assert_eq!(mistake.found, Found::Instances { number: 2 });
    assert_eq!(mistake.allowed, Allowed::OneInstance);
    assert_eq!(rows(&file, "").unwrap().keys().collect::<Vec<_>>(), ["A", "B"]);
    for none in [json!([]), json!({}), json!(null)] {
        file["instances"] = none;
        assert_eq!(parse(&file).unwrap_err().len(), 1);
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    for wrong in [
        with("credentials", json!({ "SecretToken": SECRET })),
        with("credentials", json!({ "Nonsense": "x" })),
        with("credentials", json!({ "SecretToken": { "from": "elsewhere" } })),
        with("credentials", json!({ "SecretToken": { "from": "env" } })),
        with(
            "credentials",
            json!({ "SecretToken": { "from": "prompt", "name": "x" } }),
        ),
        with("scope", json!("all")),
        with("accidentalDeletes", json!({ "enabled": true, "threshold": 0 })),
        with("assign", json!([{ "role": "User" }])),
        with("assign", json!([{ "group": "a", "user": "b" }])),
        with("name", json!(" A")),
        with("unheard", json!(1)),
    ] {
        assert!(!schema_takes(&wrong), "{wrong}");
        assert!(parse(&wrong).is_err(), "{wrong}");
    }
    let confirmed = |confirmed: Value| {
        let mut file = with("scope", json!("everyone"));
        file["instances"][0]["confirmEveryone"] = confirmed;
        parse(&file).is_ok()
    };
    assert!(confirmed(json!(true)) && !confirmed(json!(false)));
    for address in [
        "http://x",
        "https://",
        "https://a:b@x",
        "https://x/{id}",
        "*",
        " https://x",
    ] {
        let file = with("credentials", json!({ "BaseAddress": address }));
        let said = parse(&file).unwrap_err()[0].to_string();
        assert!(!said.contains("a:b"), "{said}");
    }
}

#[test]
fn values_are_in_memory_alone() {
    let [shortest, ..] = examples();
    let setup = AnySetup::parse(&shortest.to_string()).unwrap();
    let knowing = setup.clone().knowing(|source| {
        assert_eq!(*source, ValueSource::Env("AWS_SCIM_TOKEN".to_owned()));
        Some(SecretText::new(SECRET))
    });
    let AnySetup::GalleryApp(inside) = &knowing else {
        panic!("another journey");
    };
    let value = inside
        .row()
        .value("SecretToken", &Credential::Env("AWS_SCIM_TOKEN".to_owned()));
    assert_eq!(value.unwrap().expose(), SECRET);
    let shown = format!("{knowing:?} {} {}", knowing.to_file(), knowing.to_value());
    assert!(!shown.contains("hunter"), "{shown}");
    assert_ne!(setup, knowing);
}

#[tokio::test]
async fn a_secret_that_an_app_refused_is_known_to_all_rows_and_another_app_is_another_matter() {
    let values = |address: &str, token: &str| {
        let mut values = graph_client::Secrets::default();
        values.set("BaseAddress", address);
        values.set("SecretToken", token);
        values
    };
    let [shortest, ..] = examples();
    let setup = parse(&shortest).unwrap();
    let (one, other) = (setup.clone().row(), setup.rows()[0].row());
    let tried = one.common().tried(&values("https://scim.example/a", "t"));
    assert!(tried.turn().await.is_some(), "nobody knows yet");
    let refusal = Refusal {
        code: "XInvalidCredentials".to_owned(),
        said: "no".to_owned(),
        row: "a".to_owned(),
    };
    tried.note(Some(refusal.clone()));
    let again = other.common().tried(&values("https://scim.example/b", "t"));
    assert_eq!(again.refusal(), Some(&refusal));
    for unknown in [
        values("https://other.example/a", "t"),
        values("https://scim.example/a", "u"),
    ] {
        assert_eq!(other.common().tried(&unknown).refusal(), None);
    }
    let works = one.common().tried(&values("https://scim.example/a", "u"));
    works.note(None);
    assert!(
        works.turn().await.is_none() && works.refusal().is_none(),
        "nobody waits for what is known"
    );
}

/// The file with this table beside it.
fn rows(file: &Value, table: &str) -> Result<Setup, Vec<crate::SetupError>> {
    let beside = |name: &str| {
        assert_eq!(name, "accounts.csv");
        Ok(table.to_owned())
    };
    AnySetup::parse_file(&file.to_string(), &beside).map(|setup| match setup {
        AnySetup::GalleryApp(setup) => setup,
        _ => panic!("another journey"),
    })
}
