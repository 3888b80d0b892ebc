//! `docs/set-up-fields.md`: every field of every set-up file, from the schemas.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use journeys::Journey;
use serde_json::Value;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../docs/set-up-fields.md");
const ABOUT: &str = "# The fields of set-up files\n\n\
    Written by `cargo xtask gen` from the JSON Schemas beside this page, which editors read by a file's `$schema`. Fields below others are\n\
    written with a full stop between, members of a list with `[]`. What is left out has the value of its column, or is up to the tenant.\n";

/// Writes the page when asked to by `CAUSEWAY_WRITE_BINDINGS`, and otherwise demands that it is fresh.
#[test]
fn the_page_of_fields_is_fresh() {
    let mut fresh = ABOUT.to_owned();
    for journey in Journey::ALL {
        let schema = journey.json_schema();
        let name = journey.as_str();
        fresh.push_str(&format!("\n## `{name}` ([schema]({name}.setup.schema.json))\n\n"));
        fresh.push_str("| Field | Form | Left out | What it says |\n|---|---|---|---|\n");
        let mut rows: Vec<Row> = Vec::new();
        walk(&schema, "", &mut rows);
        assert!(rows.len() > 10, "{name}: {} fields", rows.len());
        for Row {
            path,
            form,
            default,
            says,
        } in rows
        {
            fresh.push_str(&format!("| `{path}` | {form} | {default} | {says} |\n"));
        }
    }
    if std::env::var_os("CAUSEWAY_WRITE_BINDINGS").is_some() {
        return std::fs::write(FILE, &fresh).unwrap();
    }
    let published = std::fs::read_to_string(Path::new(FILE)).unwrap_or_default();
    assert!(
        published == fresh,
        "docs/set-up-fields.md is stale: run `cargo xtask gen`\n{fresh}"
    );
}

struct Row {
    path: String,
    form: String,
    default: String,
    says: String,
}

/// Members without a word on each of them are told in one row.
const ALIKE: usize = 5;

fn walk(schema: &Value, above: &str, rows: &mut Vec<Row>) {
    let members = schema["properties"].as_object();
    let inside = |name: &str| match above {
        "" => name.to_owned(),
        above => format!("{above}.{name}"),
    };
    if let Some(members) = members
        .filter(|members| members.len() > ALIKE && members.values().all(|member| member["description"].is_null()))
    {
        let names: Vec<String> = members.keys().map(|name| format!("`{name}`")).collect();
        rows.push(Row {
            path: inside("*"),
            form: each_once(members.values().flat_map(forms)).join(" or "),
            default: String::new(),
            says: format!("Each of {}.", names.join(", ")),
        });
        return members.values().for_each(|member| below(member, &inside("*"), rows));
    }
    for (name, field) in members.into_iter().flatten() {
        let path = inside(name);
        let required = list(&schema["required"]).any(|required| required == name);
        let default = match (&field["default"], required) {
            (Value::Null, true) => "must be there".to_owned(),
            (Value::Null, false) => String::new(),
            (default, _) => format!("`{default}`"),
        };
        add(
            rows,
            Row {
                path: path.clone(),
                form: form(field),
                default,
                says: field["description"].as_str().unwrap_or_default().replace('|', "\\|"),
            },
        );
        below(field, &path, rows);
    }
    let before = rows.len();
    for way in ["oneOf", "anyOf"] {
        list(&schema[way]).for_each(|one| walk(one, above, rows));
    }
    // They are ways to write what is above them, and none of them must be there.
    for row in &mut rows[before..] {
        row.default.clear();
    }
}

/// A field that several ways of writing have is told once, with the forms of all of them.
fn add(rows: &mut Vec<Row>, row: Row) {
    match rows.iter_mut().find(|known| known.path == row.path) {
        Some(known) if known.form.contains(&row.form) => {}
        Some(known) => known.form = format!("{} or {}", known.form, row.form),
        None => rows.push(row),
    }
}

fn each_once(forms: impl Iterator<Item = String>) -> Vec<String> {
    let mut once = Vec::new();
    for form in forms.filter(|form| !form.is_empty()) {
        if !once.contains(&form) {
            once.push(form);
        }
    }
    once
}

/// What stands inside a field: members of it, or of what its list holds.
fn below(field: &Value, path: &str, rows: &mut Vec<Row>) {
    walk(field, path, rows);
    if field["items"].is_object() {
        walk(&field["items"], &format!("{path}[]"), rows);
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn form(field: &Value) -> String {
    forms(field).join(" or ")
}

/// Each way in which the field is written, once.
fn forms(field: &Value) -> Vec<String> {
    if let Some(only) = field.get("const") {
        return vec![format!("`{only}`")];
    }
    if field["enum"].is_array() {
        return list(&field["enum"]).map(|value| format!("`{value}`")).collect();
    }
    let plain = |kind: &Value| match kind.as_str()? {
        "string" => Some(length(field)),
        "integer" => Some(range(field)),
        "boolean" => Some("`true` or `false`".to_owned()),
        "array" => Some(format!("list of {}{}", form(&field["items"]), most(field))),
        "object" => Some("object".to_owned()),
        _ => None,
    };
    let kinds: Vec<String> = match &field["type"] {
        Value::Array(kinds) => kinds.iter().filter_map(plain).collect(),
        kind => plain(kind).into_iter().collect(),
    };
    let ways = ["oneOf", "anyOf"]
        .into_iter()
        .flat_map(|way| list(&field[way]).flat_map(forms));
    each_once(kinds.into_iter().chain(ways))
}

fn length(field: &Value) -> String {
    match field["maxLength"].as_u64() {
        Some(most) => format!("text, at most {most} characters"),
        None => "text".to_owned(),
    }
}

fn range(field: &Value) -> String {
    match (field["minimum"].as_u64(), field["maximum"].as_u64()) {
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("number, {least} or more"),
        _ => "number".to_owned(),
    }
}

fn most(field: &Value) -> String {
    match field["maxItems"].as_u64() {
        Some(most) => format!(", at most {most}"),
        None => String::new(),
    }
}
