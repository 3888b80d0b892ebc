//! The JSON Schema and [`Setup::parse`] take and refuse the same files.

use boon::{Compiler, Draft, SchemaIndex, Schemas};
use serde_json::{Value, json};

use super::Setup;
use super::file::examples;

/// An answer that is no text is put at every place too.
const TEXTS: &[&str] = &[
    "",
    " ",
    "adopt",
    "leave",
    "new",
    "cloud-sync",
    "corp.contoso.com",
    " corp.contoso.com",
    "corp.contoso.com ",
    "corp.contoso.com.",
    "corp..contoso.com",
    "-corp.contoso.com",
    "corp-.contoso.com",
    "co-rp._contoso.com",
    "corp",
    "bücher.example",
    "株式会社.例え",
    "x.٣",
    "0b6b4a5e-6d4e-4d2c-9a55-0f9f8f2b6a11",
    "0B6B4A5E-6D4E-4D2C-9A55-0F9F8F2B6A11",
    "0b6b4a5e6d4e4d2c9a550f9f8f2b6a11",
    "gb6b4a5e-6d4e-4d2c-9a55-0f9f8f2b6a11",
    "a name",
    "two\nlines",
    "a\u{0}b",
    "a\u{85}b",
    "a\u{202e}b",
    "a\u{200b}b",
    "a\u{2028}b",
    "a\u{2029}b",
    "\u{feff}a",
    "a\u{ad}",
    "a\u{e0041}",
    "\u{a0}hard space",
    "ops@contoso.com",
    "ops@contoso",
    "@contoso.com",
    "a@b@contoso.com",
    "o ps@contoso.com",
    "ops,dev@contoso.com",
    "\"ops\"@contoso.com",
    "Øps+x@contoso.com",
    "OU=Staff,DC=corp,DC=contoso,DC=com",
    "ou=Staff, dc=corp, dc=contoso, dc=com",
    "  OU=Staff,DC=corp,DC=contoso,DC=com",
    "\tOU=Staff,DC=corp,DC=contoso,DC=com",
    "OU=Sales\\, EU,DC=corp,DC=contoso,DC=com",
    "OU=Staff\\,DC=corp,DC=contoso,DC=com\\",
    "OU= ,DC=corp,DC=contoso,DC=com",
    "OU=\\ ,DC=corp,DC=contoso,DC=com",
    "OU=,DC=corp,DC=contoso,DC=com",
    "OU =Staff,DC=corp,DC=contoso,DC=com",
    "O=Staff,DC=corp,DC=contoso,DC=com",
    "OU=Staff,,DC=corp,DC=contoso,DC=com",
    "OU=a=b,DC=corp,DC=contoso,DC=com",
    "CN=Pilot,OU=Groups,DC=corp,DC=contoso,DC=com",
    "cN=Pilot,DC=CORP,DC=CONTOSO,DC=COM",
    "DC=corp,DC=contoso,DC=com",
    "Staff",
];

#[test]
fn the_schema_is_one_and_its_examples_are_set_ups() {
    let schema = Schema::new();
    for example in examples() {
        assert!(schema.takes(&example), "{example}");
        assert!(Setup::parse(&example.to_string()).is_ok(), "{example}");
    }
    let [_, full] = examples();
    let fields = |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    let written = Setup::parse(&full.to_string()).unwrap().to_value();
    assert_eq!(written, full, "the longest example has every field");
    let known = Setup::json_schema()["properties"].clone();
    assert_eq!(&fields(&known)[1..], fields(&full), "in reading order");
}

#[test]
fn both_take_and_refuse_the_same_files() {
    let schema = Schema::new();
    let (mut taken, mut refused) = (0, 0);
    for file in files() {
        let parsed = Setup::parse(&file.to_string());
        let message = format!("{file}\nparse: {:?}", parsed.as_ref().err());
        assert_eq!(schema.takes(&file), parsed.is_ok(), "{message}");
        *(if parsed.is_ok() { &mut taken } else { &mut refused }) += 1;
    }
    assert!(taken > 100 && refused > 1000, "{taken} taken, {refused} refused");
}

#[test]
fn what_json_schema_cannot_say_only_parse_refuses() {
    let schema = Schema::new();
    let long = format!("{}.com", "é".repeat(40));
    for (field, value) in [
        ("scope", json!({ "ous": ["OU=Staff,DC=elsewhere,DC=com"] })),
        (
            "scope",
            json!({ "groups": ["CN=Pilot,DC=corp,DC=contoso,DC=com", "cn=pilot,DC=corp,DC=contoso,DC=com"] }),
        ),
        ("domain", json!(long)),
        ("causeway", json!(1.0)),
        ("accidentalDeletes", json!({ "enabled": true, "threshold": 5.0 })),
    ] {
        let file = with(field, value);
        assert!(schema.takes(&file), "{file}");
        assert!(Setup::parse(&file.to_string()).is_err(), "{file}");
    }
}

/// Every value at every place, each in a file that is good otherwise.
fn files() -> impl Iterator<Item = Value> {
    let [least, full] = examples();
    let places = full.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let places = places.into_iter().chain(["$schema".to_owned(), "password".to_owned()]);
    let without = full.as_object().unwrap().keys().map(|field| {
        let mut file = full.clone();
        file.as_object_mut().unwrap().shift_remove(field);
        file
    });
    let without: Vec<Value> = without.collect();
    let others = [json!(null), json!([]), json!("text"), json!(1), least, full];
    let single = places
        .clone()
        .flat_map(|place| single().into_iter().map(move |value| with(&place, value)));
    let holding = ["scope", "notify", "accidentalDeletes", "existing", "name"];
    let nested = holding
        .into_iter()
        .flat_map(|place| nested().map(move |value| with(place, value)));
    single.chain(nested).chain(without).chain(others)
}

fn with(field: &str, value: Value) -> Value {
    let [mut file, _] = examples();
    file[field] = value;
    file
}

fn single() -> Vec<Value> {
    let long = |part: &str, count: usize| json!(part.repeat(count));
    let plain = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(2),
        json!(-1),
        json!(2.5),
        json!(1_000_001),
    ];
    let lengths = [
        long("x", 120),
        long("x", 121),
        long("é", 120),
        json!(format!("{}.com", "x".repeat(63))),
        json!(format!("{}.com", "x".repeat(64))),
        json!(format!("{}com", "abcd.".repeat(50))),
        json!(format!("{}com", "abcde.".repeat(50))),
        json!(format!("{}@contoso.com", "x".repeat(64))),
        json!(format!("{}@contoso.com", "x".repeat(65))),
    ];
    let texts = TEXTS.iter().map(|text| json!(text)).chain(lengths);
    texts.chain(plain).collect()
}

/// Lists and objects.
fn nested() -> impl Iterator<Item = Value> {
    let nested = single().into_iter().flat_map(|value| {
        [
            json!([value]),
            json!({ "ous": [value] }),
            json!({ "groups": [value] }),
            json!({ "everyone": value }),
            json!({ "configuration": value }),
            json!({ "enabled": value }),
            json!({ "enabled": true, "threshold": value }),
            json!({ "enabled": false, "threshold": value }),
        ]
    });
    let name = "OU=A,DC=corp,DC=contoso,DC=com";
    let names = |count: usize| {
        (0..count)
            .map(|at| format!("OU=A{at},DC=corp,DC=contoso,DC=com"))
            .collect::<Vec<_>>()
    };
    let odd = [
        json!([]),
        json!({}),
        json!(["ops@contoso.com", "dev@contoso.com"]),
        json!({ "threshold": 5 }),
        json!({ "enabled": true, "threshold": 5, "more": 1 }),
        json!({ "enabled": true, "threshold": 1_000_000 }),
        json!({ "everyone": true, "ous": [name] }),
        json!({ "ous": [] }),
        json!({ "ous": name }),
        json!({ "ous": [name, name] }),
        json!({ "ous": names(59) }),
        json!({ "ous": names(60) }),
        json!({ "ous": [name], "groups": ["CN=A,DC=corp,DC=contoso,DC=com"] }),
        json!({ "people": ["Ann"] }),
        json!({ "configuration": "0b6b4a5e-6d4e-4d2c-9a55-0f9f8f2b6a11", "more": true }),
    ];
    nested.chain(odd)
}

struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    fn new() -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.set_default_draft(Draft::V2020_12);
        compiler.add_resource("setup.json", Setup::json_schema()).unwrap();
        let index = compiler.compile("setup.json", &mut schemas).unwrap();
        Self { schemas, index }
    }

    fn takes(&self, file: &Value) -> bool {
        self.schemas.validate(file, self.index).is_ok()
    }
}
