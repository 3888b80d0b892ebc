//! What answers may be, as patterns of JSON Schema. They say what [`super::answers`] checks.

use schemars::Schema;
use serde_json::{Value, json};

use super::answers::DEFAULT_THRESHOLD;

pub(crate) const GUID: &str = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$";
/// No character of [`super::is_unseen`], and not blank at either end.
pub(crate) const NAME: &str = r"^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{White_Space}]([^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{White_Space}])?$";
/// What stands before the domain of a mail address.
const MAILBOX: &str = r#"[^\p{Cc}\p{White_Space},;<>"()\[\]\\@]{1,64}"#;
const LABEL: &str = r"[\p{Alphabetic}\p{N}_]([\p{Alphabetic}\p{N}_\-]{0,61}[\p{Alphabetic}\p{N}_])?";
/// A value inside a distinguished name: not blank, and a backslash takes the next character as it is.
const PART: &str = r"[\p{Zs}\p{Zl}\p{Zp}]*([^\\,\p{Cc}\p{White_Space}]|\\[\s\S])([^\\,\p{Cc}]|\\[\s\S])*";

/// A mail address.
pub(crate) fn mail() -> String {
    format!("^{MAILBOX}@{}$", labels())
}

/// A domain of at least two labels.
pub(crate) fn domain() -> String {
    format!("^{}$", labels())
}

/// A distinguished name that begins with one of these kinds.
pub(crate) fn distinguished_name(first: &[&str]) -> String {
    let first = first.iter().map(|kind| in_any_case(kind)).collect::<Vec<_>>().join("|");
    let any = ["OU", "CN", "DC"].map(in_any_case).join("|");
    let gap = r"[\p{Zs}\p{Zl}\p{Zp}]*";
    format!("^{gap}({first})={PART}(,{gap}({any})={PART})*$")
}

/// What [`super::answers::delete_guard`] takes, as a JSON Schema.
pub(crate) fn delete_guard() -> Value {
    json!({
        "type": "object",
        "required": ["enabled"],
        "additionalProperties": false,
        "properties": {
            "enabled": { "type": "boolean", "description": "false leaves the guard as it is in the tenant." },
            "threshold": { "type": "integer", "minimum": 1, "maximum": 1_000_000, "default": DEFAULT_THRESHOLD },
        },
        "default": { "enabled": true, "threshold": DEFAULT_THRESHOLD },
    })
}

fn labels() -> String {
    format!(r"{LABEL}(\.{LABEL})+")
}

fn in_any_case(kind: &str) -> String {
    kind.chars()
        .map(|c| format!("[{c}{}]", c.to_ascii_lowercase()))
        .collect()
}

/// The schema of a whole file: an answer that has a default may be left out, and so may one of several that do; none is `null`, and an
/// editor may note where the schema lies.
pub(crate) fn of_file(schema: &mut Schema) {
    let Some(Value::Object(mut properties)) = schema.remove("properties") else {
        return;
    };
    one_line(schema.get_mut("description"));
    for property in properties.values_mut() {
        if let Some(Value::Array(kinds)) = property.get_mut("type") {
            kinds.retain(|kind| kind != "null");
            if let [kind] = kinds.as_slice() {
                property["type"] = kind.clone();
            }
        }
        one_line(property.get_mut("description"));
    }
    let any_of = schema
        .get("anyOf")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let is_one_of = |name: &Value| {
        let listed = any_of.iter().filter_map(|one| one["required"].as_array());
        listed.flatten().any(|one| one == name)
    };
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.retain(|name| {
            let has_no_default = |name: &str| properties[name].get("default").is_none();
            name.as_str().is_some_and(has_no_default) && !is_one_of(name)
        });
    }
    let place =
        json!({ "type": "string", "description": "Where this schema lies, for editors. Means nothing to Causeway." });
    properties.shift_insert(0, "$schema".to_owned(), place);
    schema.insert("properties".to_owned(), Value::Object(properties));
}

/// Comments of the source break at its width.
fn one_line(description: Option<&mut Value>) {
    if let Some(Value::String(text)) = description {
        *text = text.replace('\n', " ");
    }
}
