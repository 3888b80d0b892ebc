use boon::{Compiler, Draft, Schemas};
use people_feed::Compared;
use serde_json::{Value, json};

use super::file::examples;
use super::*;
use crate::{Journey, Setup as AnySetup, SetupError};

fn parse(file: &Value) -> Result<Setup, Vec<SetupError>> {
    AnySetup::parse(&file.to_string()).map(|setup| match setup {
        AnySetup::PeopleFeed(setup) => setup,
        _ => panic!("another journey"),
    })
}

/// The shortest file with this answer.
fn with(field: &str, value: Value) -> Value {
    let [mut shortest, _] = examples();
    shortest[field] = value;
    shortest
}

fn schema_takes(file: &Value) -> bool {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.set_default_draft(Draft::V2020_12);
    compiler.add_resource("setup.json", Setup::json_schema()).unwrap();
    let index = compiler.compile("setup.json", &mut schemas).unwrap();
    schemas.validate(file, index).is_ok()
}

/// Where the mistakes of a file stand, and what was probably meant.
fn mistakes(file: &Value) -> Vec<(String, Option<String>)> {
    let mistakes = parse(file).unwrap_err();
    mistakes
        .into_iter()
        .map(|mistake| (mistake.field, mistake.suggestion))
        .collect()
}

fn places(file: &Value) -> Vec<String> {
    mistakes(file).into_iter().map(|(field, _)| field).collect()
}

#[test]
fn the_examples_are_set_ups_and_stay_what_they_are_when_written() {
    for example in examples() {
        assert!(schema_takes(&example), "{example}");
        let written = AnySetup::PeopleFeed(parse(&example).unwrap());
        assert_eq!(AnySetup::parse(&written.to_file()).unwrap(), written);
        assert!(schema_takes(&written.to_value()), "{}", written.to_value());
    }
}

#[test]
fn every_answer_is_read() {
    let [_, full] = examples();
    let setup = parse(&full).unwrap();
    assert_eq!((setup.name(), setup.notify()), ("HR to Entra", "ops@contoso.com"));
    assert_eq!(setup.directory(), Directory::Entra);
    assert_eq!((setup.path(), setup.take()), (Some("hr/*.csv"), Take::Newest));
    let told = setup.told();
    assert_eq!(
        (told.encoding.as_deref(), told.separator, told.sheet, told.header_row),
        (Some("windows-1252"), Some(';'), None, Some(3))
    );
    assert_eq!(setup.dates(), Some(DateOrder::DayFirst));
    assert_eq!(setup.time_zone().iana_name(), Some("Europe/Amsterdam"));
    assert_eq!(
        (setup.number_column(), setup.match_attribute()),
        ("Personeelsnummer", "employeeId")
    );
    let columns: Vec<_> = setup
        .columns()
        .iter()
        .map(|column| (column.heading.as_str(), column.to.path(), setup.attribute(column)))
        .collect();
    assert_eq!(
        columns,
        [
            ("Roepnaam", "name.givenName", Some("givenName")),
            ("Achternaam", "name.familyName", Some("surname")),
            ("Afdeling", "department", Some("department")),
            ("Werkgever", "organization", Some("companyName")),
            ("Leidinggevende", "manager", Some("manager")),
            ("Datum in dienst", "HireDate", Some("employeeHireDate")),
            ("Gebouw", "Building", Some("physicalDeliveryOfficeName")),
            ("Status", "active", Some("accountEnabled")),
        ]
    );
    let hired = setup.column(Target::HireDate).unwrap();
    assert_eq!(hired.to.kind(), Kind::Date);
    let source = |target| Setup::source_attribute(setup.column(target).unwrap()).into_owned();
    assert_eq!(
        source(Target::HireDate),
        "urn:ietf:params:scim:schemas:extension:causeway:1.0:User:HireDate"
    );
    assert_eq!(
        source(Target::Department),
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"
    );
    assert_eq!(
        setup.column(Target::FamilyName).unwrap().join,
        ["Tussenvoegsel", "Achternaam"]
    );
    let words: Vec<_> = setup.status_words().collect();
    assert_eq!(words.len(), 4);
    assert!(words.contains(&("Uit dienst", Meaning::Left)) && words.contains(&("Stagiair", Meaning::LeaveOut)));
    let user_name = setup.user_name().unwrap();
    assert_eq!(
        (&user_name.rule, user_name.on_clash),
        (&NameRule::FirstLast, OnClash::Number)
    );
    assert_eq!(user_name.domain.as_deref(), Some("contoso.com"));
    let rules: Vec<_> = setup
        .leave_out()
        .iter()
        .map(|rule| (rule.compared, rule.words[0].as_str()))
        .collect();
    assert_eq!(
        rules,
        [
            (Compared::Is, "Test"),
            (Compared::IsNot, "Contoso"),
            (Compared::Contains, "@partner.com")
        ]
    );
    let most = setup.most_leaving();
    assert_eq!((most.people, most.percent), (Some(10), Some(2)));
    assert_eq!((setup.pilot(), setup.calls_per_day()), (5, None));
    assert_eq!(setup.clear_when_empty(), ["department"]);
    assert_eq!(setup.replace_mappings(), ["companyName"]);
    assert_eq!(setup.uploader(), Some("5c1a8c4e-3f61-4c8e-9a55-1f9f0d6a7e21"));
}

#[test]
fn what_is_left_out_has_one_meaning() {
    let [shortest, _] = examples();
    let setup = parse(&shortest).unwrap();
    assert_eq!((setup.leavers(), setup.mode()), (Leavers::ByStatus, Mode::Changed));
    assert!(!setup.rules().create_left && !setup.rules().full && !setup.only_enriches());
    assert_eq!((setup.take(), setup.dates()), (Take::Only, None));
    assert_eq!(setup.match_attribute(), "employeeId");
    assert_eq!((setup.delete_threshold(), setup.starts()), (None, None));
    let completed = setup.completed();
    assert_eq!(
        (completed.delete_threshold(), completed.starts()),
        (Some(500), Some(true))
    );
    let enriching = parse(&with("onlyEnrich", json!(true))).unwrap();
    assert_eq!(enriching.leavers(), Leavers::Never);
    let auto = json!({ "encoding": "auto", "delimiter": "auto", "headerRow": "auto", "dates": "auto" });
    let told = parse(&with("file", auto)).unwrap().told();
    assert_eq!((told.encoding, told.separator, told.header_row), (None, None, None));
}

#[test]
fn an_address_must_be_there() {
    let [mut shortest, _] = examples();
    shortest["notify"] = json!([]);
    assert_eq!(places(&shortest), ["notify"]);
    shortest.as_object_mut().unwrap().remove("notify");
    assert_eq!(places(&shortest), ["notify"]);
    assert!(!schema_takes(&shortest));
}

#[test]
fn what_is_wrong_is_told_at_once_with_its_place_and_what_was_meant() {
    let text = r#"{
  "causeway": 1, "journey": "people-feed", "tenant": "contoso.onmicrosoft.com", "name": "HR", "notify": ["ops@contoso.com"],
  "match": { "column": "Nr", "attribute": "extensionAttribute3" },
  "file": { "take": "newst", "encoding": "latin-99", "delimiter": "ab", "dates": ["day-first", "month-first"], "timeZone": "Europe/Utrecht",
    "headerRow": 0, "path": "hr/*/people.csv" },
  "columns": {
    "A": "departmnt", "B": "externalId", "C": "active", "D": { "to": "active", "values": { "In dienst": "her", "?": "ask" } },
    "E": { "to": "Department", "target": "department" }, "F": { "to": "title", "values": { "x": "here" } },
    "G": "title", "H": { "to": "Own field", "target": "x" }, "I": { "to": "HireDate", "kind": "text" }, "J": { "to": "Room" }
  },
  "userName": { "rule": "first.last" },
  "leavers": { "by": "status" }, "clearWhenEmpty": ["tytle"], "ou": "OU=Staff,DC=corp,DC=contoso,DC=com", "pilot": 51, "callsPerDay": 0
}"#;
    let found = AnySetup::parse(text).unwrap_err();
    let told: Vec<(u32, &str, Option<&str>)> = found
        .iter()
        .map(|mistake| (mistake.line, mistake.field.as_str(), mistake.suggestion.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (3, "match.attribute", None),
            (4, "file.take", Some("newest")),
            (4, "file.encoding", None),
            (4, "file.delimiter", None),
            (4, "file.dates", None),
            (4, "file.timeZone", None),
            (5, "file.headerRow", None),
            (5, "file.path", None),
            (7, "columns.A", Some("department")),
            (7, "columns.B", None),
            (7, "columns.C", None),
            (7, "columns.D.values.In dienst", Some("here")),
            (7, "columns.D.values.?", None),
            (8, "columns.E.to", Some("department")),
            (8, "columns.F.values", None),
            (9, "columns.H.to", None),
            (9, "columns.I.kind", None),
            (9, "columns.J.to", None),
            (11, "userName.domain", None),
            (12, "leavers.by", None),
            (12, "clearWhenEmpty[0]", Some("title")),
            (12, "ou", None),
            (12, "pilot", None),
            (12, "callsPerDay", None),
        ]
    );
}

#[test]
fn a_target_and_an_attribute_are_for_one_column() {
    let columns = |columns: Value| places(&with("columns", columns));
    assert_eq!(columns(json!({ "A": "title", "B": "title" })), ["columns.B"]);
    let own = json!({ "to": "Unit", "target": "Department" });
    assert_eq!(columns(json!({ "A": "department", "B": own })), ["columns.B"]);
    let number = json!({ "to": "Badge", "target": "employeeID" });
    assert_eq!(columns(json!({ "A": number })), ["columns.A"]);
}

#[test]
fn who_only_enriches_neither_creates_nor_switches_off() {
    let [_, mut full] = examples();
    full["onlyEnrich"] = json!(true);
    assert_eq!(
        places(&full),
        [
            "columns.Leidinggevende",
            "columns.Status",
            "userName",
            "leftWithoutAccount",
            "leavers"
        ]
    );
}

#[test]
fn active_directory_needs_a_place_that_tells_its_domain() {
    let mut file = with("target", json!("ad"));
    assert_eq!(places(&file), ["ou"]);
    for wrong in ["OU=Staff", "OU=Staff,DC=corp", "Staff"] {
        file["ou"] = json!(wrong);
        assert_eq!(places(&file), ["ou"], "{wrong}");
    }
    file["ou"] = json!("OU=Staff,DC=corp,DC=contoso,DC=com");
    file["columns"] = json!({ "Afdeling": "department", "Plaats": "addresses[type eq \"work\"].locality" });
    let setup = parse(&file).unwrap();
    assert_eq!(setup.domain().as_deref(), Some("corp.contoso.com"));
    assert_eq!(setup.match_attribute(), "employeeID");
    assert_eq!(setup.attribute(&setup.columns()[1]), Some("l"));
    assert!(AnySetup::PeopleFeed(setup).follows_directory());
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    for wrong in [
        with("columns", json!({ "A": "active" })),
        with("columns", json!({ "A": "externalId" })),
        with("columns", json!({ "A": { "to": "active", "values": {} } })),
        with("columns", json!({ "A": { "to": "active", "values": { "x": "gone" } } })),
        with("columns", json!({ "A": { "to": "a b", "target": "x" } })),
        with("userName", json!({ "rule": "last.first" })),
        with("userName", json!({ "rule": "column", "column": "" })),
        with("leavers", json!({ "by": "guess" })),
        with("leavers", json!({ "by": "never", "most": { "percent": 101 } })),
        with("file", json!({ "dates": "both" })),
        with("match", json!({ "column": "Nr", "attribute": "extensionAttribute1" })),
        with("match", json!({})),
        with("uploader", json!("me")),
        with("leaveOut", json!([{ "column": "A" }])),
        with("leaveOut", json!([{ "column": "A", "is": ["x"], "isNot": ["y"] }])),
        with("leaveOut", json!([{ "column": "A", "isNot": [] }])),
        with("leaveOut", json!([{ "column": "A", "contains": [""] }])),
        with("name", json!("")),
        with("unheard", json!(1)),
    ] {
        assert!(!schema_takes(&wrong), "{wrong}");
        assert!(parse(&wrong).is_err(), "{wrong}");
    }
}

/// `feed-columns` prints these parts of a file.
#[test]
fn what_is_asked_and_what_is_proposed_make_a_set_up() {
    let answers = json!({
        "name": "HR", "notify": ["ops@contoso.com"],
        "file": { "path": "C:\\hr\\people.csv", "encoding": "utf-8", "delimiter": "\t", "headerRow": 1, "dates": "auto" },
        "match": { "column": "Employee ID", "attribute": "employeeId" },
        "columns": {
            "Last": { "to": "name.familyName", "join": ["Prefix", "Last"] },
            "Hired": { "to": "HireDate", "kind": "date", "target": "employeeHireDate" },
            "Status": { "to": "active", "values": { "Active": "here" } },
        },
        "userName": { "rule": "column", "column": "Email" },
    });
    let Value::Object(answers) = answers else {
        panic!("an object")
    };
    let setup = AnySetup::begun(Journey::PeopleFeed, "contoso.onmicrosoft.com", answers).unwrap();
    assert_eq!(setup.name(), "HR");
}
