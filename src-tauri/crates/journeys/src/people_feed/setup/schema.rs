//! What each answer of the set-up file may be, as JSON Schema.

use schemars::{Schema, SchemaGenerator};
use serde_json::{Value, json};

use super::columns::{KINDS, LONGEST_NAME, MEANINGS, MOST_COLUMNS, MOST_WORDS, known};
use super::file::words;
use super::read::{
    AUTO, CLASHES, DATES, DIRECTORIES, LAST_ROW, LEAVERS, LEFT, LONGEST_HEADING, LONGEST_PATH, MODES, MOST_CALLS,
    MOST_LISTED, REPEATED, RULES, TAKES,
};
use crate::setup_file::pattern;

fn one_of(words: &[&str], usual: &str) -> Value {
    json!({ "enum": words, "default": usual })
}

pub(super) fn object(required: &[&str], properties: &Value) -> Value {
    json!({ "type": "object", "required": required, "additionalProperties": false, "properties": properties })
}

pub(super) fn heading() -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_HEADING })
}

fn attribute() -> Value {
    json!({ "type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_.-]{0,119}$" })
}

fn auto_or_number(most: u32) -> Value {
    json!({ "oneOf": [{ "const": AUTO }, { "type": "integer", "minimum": 1, "maximum": most }], "default": AUTO })
}

fn or_null(value: Value) -> Value {
    json!({ "anyOf": [value, { "type": "null" }] })
}

pub(super) fn target(_: &mut SchemaGenerator) -> Schema {
    schema(one_of(&words(&DIRECTORIES), "entra"))
}

pub(super) fn notify(_: &mut SchemaGenerator) -> Schema {
    schema(json!({
        "type": "array",
        "minItems": 1,
        "maxItems": 1,
        "items": { "type": "string", "maxLength": 254, "pattern": pattern::mail() },
        "examples": [["ops@contoso.com"]],
    }))
}

pub(super) fn accidental_deletes(_: &mut SchemaGenerator) -> Schema {
    schema(pattern::delete_guard())
}

pub(super) fn file(_: &mut SchemaGenerator) -> Schema {
    let words = json!({
        "path": { "type": "string", "minLength": 1, "maxLength": LONGEST_PATH,
            "description": "Path of the file, below the folder of the set-up file. In its last part * stands for any letters." },
        "take": { "enum": words(&TAKES), "default": "only",
            "description": "Which file where several fit the path: the one that was changed last, or none." },
        "encoding": { "type": "string", "default": AUTO, "examples": ["utf-8", "windows-1252", "cp850"] },
        "delimiter": { "type": "string", "default": AUTO, "examples": [";", ",", "\t"], "description": "What stands between two cells." },
        "sheet": { "type": ["string", "null"], "minLength": 1, "maxLength": LONGEST_HEADING,
            "description": "Name of the sheet; the first one that can be seen when left out." },
        "headerRow": auto_or_number(LAST_ROW),
        "dates": one_of(&words(&DATES), AUTO),
        "timeZone": { "type": "string", "default": "UTC", "examples": ["Europe/Amsterdam"],
            "description": "Where a day begins. A date is sent as its first moment there." },
    });
    schema(object(&[], &words))
}

pub(super) fn matching(_: &mut SchemaGenerator) -> Schema {
    let mut attribute = attribute();
    attribute["not"] =
        json!({ "pattern": "^[eE][xX][tT][eE][nN][sS][iI][oO][nN][aA][tT][tT][rR][iI][bB][uU][tT][eE]" });
    attribute["description"] = json!("employeeId when left out; employeeID in Active Directory.");
    let mut repeated = one_of(&words(&REPEATED), "stop");
    repeated["description"] = json!(
        "Which rows count where several have one number: none, and nothing is sent before somebody decides; the last one; or all of them are left out."
    );
    schema(object(
        &["column"],
        &json!({ "column": heading(), "attribute": attribute, "repeated": repeated }),
    ))
}

pub(super) fn columns(_: &mut SchemaGenerator) -> Schema {
    let targets: Vec<&str> = known().map(people_file::Target::path).collect();
    let field = format!("^[A-Za-z][A-Za-z0-9_]{{0,{}}}$", LONGEST_NAME - 1);
    let joined = json!({ "type": "array", "minItems": 2, "maxItems": 9, "items": heading() });
    let column = json!({
        "to": { "anyOf": [{ "enum": targets }, { "type": "string", "pattern": field }],
            "description": "A target, or the name of a field of your own." },
        "join": joined,
        "kind": { "enum": words(&KINDS) },
        "target": attribute(),
        "values": { "type": "object", "minProperties": 1, "maxProperties": MOST_WORDS, "additionalProperties": { "enum": words(&MEANINGS) },
            "description": "What each word of the column means. A word that is not here stops a sending." },
    });
    let plain: Vec<&str> = targets.iter().copied().filter(|path| *path != "active").collect();
    schema(json!({
        "type": "object",
        "maxProperties": MOST_COLUMNS,
        "propertyNames": heading(),
        "additionalProperties": { "oneOf": [{ "enum": plain }, object(&["to"], &column)] },
    }))
}

pub(super) fn user_name(_: &mut SchemaGenerator) -> Schema {
    let domain = json!({ "type": "string", "maxLength": 253, "pattern": pattern::domain(),
        "description": "What stands after the @; needed by every rule but column." });
    let answers = json!({
        "rule": { "enum": RULES, "description": "What the part before the @ is made of." },
        "column": { "type": ["string", "null"], "minLength": 1, "maxLength": LONGEST_HEADING,
            "description": "Heading of the column with the sign-in names." },
        "domain": domain,
        "onClash": { "enum": words(&CLASHES), "default": "stop",
            "description": "What happens where two would sign in by the same name: a person decides, or the next one gets a number." },
    });
    schema(object(&["rule"], &answers))
}

pub(super) fn left_without_account(_: &mut SchemaGenerator) -> Schema {
    schema(one_of(&words(&LEFT), "leave-out"))
}

pub(super) fn leavers(_: &mut SchemaGenerator) -> Schema {
    let most = object(
        &[],
        &json!({
            "people": { "type": "integer", "minimum": 0, "maximum": 1_000_000 },
            "percent": { "type": "integer", "minimum": 0, "maximum": 100 },
        }),
    );
    let by = json!({ "enum": words(&LEAVERS), "description": "By a word of the status column, by being in the file no more, or never." });
    let mut answers = object(&["by"], &json!({ "by": by, "most": most }));
    answers["default"] = json!({ "by": "status" });
    schema(answers)
}

pub(super) fn clear_when_empty(_: &mut SchemaGenerator) -> Schema {
    schema(
        json!({ "type": "array", "maxItems": MOST_LISTED, "uniqueItems": true, "items": { "type": "string" }, "default": [] }),
    )
}

pub(super) fn replace_mappings(_: &mut SchemaGenerator) -> Schema {
    schema(
        json!({ "type": "array", "maxItems": MOST_LISTED, "uniqueItems": true, "items": attribute(), "default": [] }),
    )
}

pub(super) fn ou(_: &mut SchemaGenerator) -> Schema {
    let name = json!({ "type": "string", "pattern": pattern::distinguished_name(&["OU", "CN"]) });
    schema(or_null(name))
}

pub(super) fn mode(_: &mut SchemaGenerator) -> Schema {
    schema(one_of(&words(&MODES), "changed"))
}

pub(super) fn calls_per_day(_: &mut SchemaGenerator) -> Schema {
    schema(auto_or_number(MOST_CALLS))
}

pub(super) fn uploader(_: &mut SchemaGenerator) -> Schema {
    schema(or_null(json!({ "type": "string", "pattern": pattern::GUID })))
}

pub(super) fn schema(value: Value) -> Schema {
    Schema::try_from(value).unwrap_or_default()
}
