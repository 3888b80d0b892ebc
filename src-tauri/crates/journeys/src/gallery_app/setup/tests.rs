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

fn table(table: &str) -> Result<Setup, Vec<crate::SetupError>> {
    let [.., of_table] = examples();
    rows(&of_table, table)
}

#[test]
fn a_table_gives_a_row_for_each_instance_whatever_separates_its_cells() {
    for text in [
        "Name;base_address;Secret Token;GROUPS;role;threshold;start\r\nKöln 1;https://a.example;env:TOK_1;G 1|G 2;User;7;FALSE\r\n\r\n;;;;;;\r\nB;https://b.example;saved;;;;\r\n",
        "Name\tbase_address\tSecret Token\tGROUPS\trole\tthreshold\tstart\nKöln 1\thttps://a.example\tenv:TOK_1\tG 1|G 2\tUser\t7\tFALSE\nB\thttps://b.example\tsaved\t\t\t\t",
    ] {
        let setup = table(text).unwrap();
        assert_eq!(setup.name(), "AWS accounts");
        assert_eq!(setup.names().collect::<Vec<_>>(), ["Köln 1", "B"]);
        let rows = setup.rows();
        let (one, two) = (rows[0].row(), rows[1].row());
        let credentials: Vec<_> = one
            .credentials()
            .map(|(key, credential)| (key, credential.clone()))
            .collect();
        let address = Credential::Clear("https://a.example".to_owned());
        let token = Credential::Env("TOK_1".to_owned());
        assert_eq!(credentials, [("BaseAddress", address), ("SecretToken", token)]);
        let who: Vec<_> = one
            .assign()
            .iter()
            .map(|one| (one.who.name(), one.role.as_deref()))
            .collect();
        assert_eq!(who, [("G 1", Some("User")), ("G 2", Some("User"))]);
        assert_eq!((one.delete_threshold(), one.starts()), (Some(7), Some(false)));
        assert_eq!(
            (two.delete_threshold(), two.starts(), two.assign().len()),
            (None, None, 0)
        );
        assert!(
            two.credentials()
                .any(|(_, credential)| *credential == Credential::Saved)
        );
    }
    // What a row leaves out is the default of all.
    let setup = table("name,key\nA,nl-1\n\"=1+1, \"\"B\"\"\",nl-2").unwrap();
    let row = setup.rows()[1].row();
    assert_eq!(row.instance(), "=1+1, \"B\"");
    let (_, token) = row.credentials().next().unwrap();
    assert_eq!(row.comes_from(token), "env SCIM_NL_2");
    // Written down, the rows stand in the file.
    let written = AnySetup::GalleryApp(setup.clone());
    let again = AnySetup::parse_file(&written.to_file(), &|_| panic!("no table")).unwrap();
    assert_eq!(again, written);
}

#[test]
fn everything_wrong_in_a_table_is_told_at_once_by_row_and_column() {
    let nasty = format!(
        "name,Base Address,SecretToken,base_address,Scopes,threshold,confirmEveryone,scope,groups\n\
         A,https://a.example,env:T,,,,,,\n\
         a ,https://a.example,{SECRET},,,,,,\n\
         ,https://a.example,env:T,,,,,,\n\
         \"C\nD\",https://<tenant>/x,*,,,many,,everyone,|\n\
         E,http://e.example,env:1x,,,,,,\n\
         short,row\n\
         F,=HYPERLINK(1),{{KEY}},,,,,,,too long\n\
         G,https://g.example,env:T,,,,,,"
    );
    let mistakes = table(&nasty).unwrap_err();
    let told: Vec<(u32, u32, &str)> = mistakes
        .iter()
        .map(|mistake| (mistake.line, mistake.column, mistake.field.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (1, 4, "base_address"),
            (1, 5, "Scopes"),
            (3, 1, "name"),
            (3, 3, "SecretToken"),
            (4, 1, "name"),
            (5, 1, "name"),
            (5, 2, "Base Address"),
            (5, 3, "SecretToken"),
            (5, 6, "threshold"),
            (5, 8, "scope"),
            (5, 9, "groups"),
            (5, 9, "groups"),
            (6, 2, "Base Address"),
            (6, 3, "SecretToken"),
            (7, 3, "SecretToken"),
            (8, 10, "(table)"),
        ]
    );
    assert!(
        mistakes
            .iter()
            .all(|mistake| mistake.table.as_deref() == Some("accounts.csv"))
    );
    assert_eq!(mistakes[1].suggestion.as_deref(), Some("scope"));
    let said = mistakes.iter().map(ToString::to_string).collect::<String>();
    assert!(!said.contains("hunter"), "{said}");
    let again = Found::SameAsRow { row: 2 };
    for (text, found, allowed) in [
        ("", Found::Nothing, Allowed::Table),
        ("name,key", Found::Instances { number: 0 }, Allowed::Table),
        (
            "key\nA",
            Found::Nothing,
            Allowed::Exactly {
                text: "name".to_owned(),
            },
        ),
        ("name\nA\n\"B", Found::OpenQuote, Allowed::ClosedQuote),
        ("name,Name\nA,B", Found::HeadingAgain { column: 1 }, Allowed::EachOnce),
        ("name,key\nA,x-1\nB,x_1", again.clone(), Allowed::KeyOfItsOwnVariable),
        ("name,key\nA,x\nB,X", again.clone(), Allowed::DifferentInstances),
        ("name,key\nA,x\na,y", again, Allowed::DifferentInstances),
        (
            "name,key\nA",
            Found::Cells { number: 1 },
            Allowed::AsManyCells { number: 2 },
        ),
    ] {
        let mistakes = table(text).unwrap_err();
        let told = mistakes.iter().map(|mistake| (&mistake.found, &mistake.allowed));
        assert!(
            told.clone().any(|told| told == (&found, &allowed)),
            "{text}: {mistakes:?}"
        );
    }
}

#[test]
fn a_row_that_slipped_by_a_cell_shows_nobody_the_secret_in_it() {
    let slipped = format!("name,notify,SecretToken,scope,threshold\nA,{SECRET},{SECRET},{SECRET},{SECRET}\n");
    let no_headings = format!("A,ops@contoso.com,{SECRET}\n{SECRET},,\n");
    let in_line = format!("name,SecretToken\nA,env:{SECRET}\nB,\"{SECRET}\nC,x");
    for text in [slipped, no_headings, in_line] {
        let mistakes = table(&text).unwrap_err();
        let said = format!("{mistakes:?}{}", json!(mistakes));
        assert!(mistakes.len() > 1 && !said.contains("hunter"), "{said}");
    }
}

#[test]
fn no_cell_or_row_is_so_large_that_it_is_not_told() {
    let cell = |length: usize| table(&format!("name,BaseAddress\nA,https://{}", "a".repeat(length)));
    assert_eq!(cell(1_990).unwrap().rows().len(), 1);
    assert_eq!(cell(1_000_000).unwrap_err()[0].allowed, Allowed::HttpsAddress);
    let [mistake] = cell(2 << 20).unwrap_err().try_into().unwrap();
    assert_eq!((mistake.line, mistake.found), (2, Found::TooMuchForATable));
    let [mistake] = table(&format!("name\nA{}", ",".repeat(20_000)))
        .unwrap_err()
        .try_into()
        .unwrap();
    assert_eq!((mistake.line, mistake.found), (2, Found::TooMuchForATable));
    let long = table(&format!("name\n{}", "n".repeat(121))).unwrap_err();
    assert_eq!(long[0].allowed, Allowed::Name);
}

#[test]
fn a_table_that_cannot_be_had_is_told_at_its_name() {
    use std::io::{Error, ErrorKind};
    let [.., mut file] = examples();
    for (kind, found) in [
        (ErrorKind::NotFound, Found::FileMissing),
        (ErrorKind::FileTooLarge, Found::FileTooLarge),
        (ErrorKind::InvalidData, Found::FileNoText),
        (ErrorKind::Other, Found::FileUnread { cause: "no".to_owned() }),
    ] {
        let beside = |_: &str| Err(Error::new(kind, "no"));
        let mistakes = AnySetup::parse_file(&file.to_string(), &beside).unwrap_err();
        let [mistake] = mistakes.try_into().unwrap();
        assert_eq!((mistake.field.as_str(), mistake.found), ("table", found));
    }
    for elsewhere in ["../accounts.csv", "/etc/accounts.csv", "a\\b.csv", ""] {
        file["table"] = json!(elsewhere);
        let beside = |_: &str| panic!("nothing is read elsewhere");
        let [mistake] = AnySetup::parse_file(&file.to_string(), &beside)
            .unwrap_err()
            .try_into()
            .unwrap();
        assert_eq!(mistake.allowed, Allowed::TableFile, "{elsewhere}");
    }
    // Where no file is at hand there is no table.
    file["table"] = json!("accounts.csv");
    let [mistake] = parse(&file).unwrap_err().try_into().unwrap();
    assert_eq!((mistake.found, mistake.allowed), (Found::Table, Allowed::OneInstance));
}

#[test]
fn two_thousand_rows_are_a_set_up_and_no_more() {
    let of = |count: usize| {
        let rows: String = (0..count).map(|row| format!("App {row},k{row}\n")).collect();
        table(&format!("name,key\n{rows}"))
    };
    assert_eq!(of(2_000).unwrap().rows().len(), 2_000);
    assert_eq!(of(2_001).unwrap_err()[0].found, Found::Instances { number: 2_001 });
}
