//! The set-up file as JSON Schema, so that editors complete and check it. It says what [`Setup::parse`] says, but for what JSON
//! Schema cannot: a name lies in its domain, each name once whatever its case, lengths in bytes, and `1` that is not `1.0`.
//!
//! [`Setup::parse`]: super::Setup::parse

use serde_json::{Value, json};

use super::check::MOST_SCOPES;

const GUID: &str = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$";
/// No character of [`super::characters::is_unseen`], and not blank at either end.
const NAME: &str = r"^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{White_Space}]([^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{White_Space}])?$";
/// What stands before the domain of a mail address.
const MAILBOX: &str = r#"[^\p{Cc}\p{White_Space},;<>"()\[\]\\@]{1,64}"#;
const LABEL: &str = r"[\p{Alphabetic}\p{N}_]([\p{Alphabetic}\p{N}_\-]{0,61}[\p{Alphabetic}\p{N}_])?";
/// A value inside a distinguished name: not blank, and a backslash takes the next character as it is.
const PART: &str = r"[\p{Zs}\p{Zl}\p{Zp}]*([^\\,\p{Cc}\p{White_Space}]|\\[\s\S])([^\\,\p{Cc}]|\\[\s\S])*";

/// Draft 2020-12.
pub(super) fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Causeway set-up file: Cloud Sync",
        "description": "What a Microsoft Entra Cloud Sync configuration should be. An answer that is left out is the default for a new configuration; on one that is there it leaves what is there. Holds no secret.",
        "type": "object",
        "required": ["causeway", "journey", "tenant", "domain"],
        "additionalProperties": false,
        "properties": {
            "$schema": { "type": "string", "description": "Where this schema lies, for editors. Means nothing to Causeway." },
            "causeway": { "const": 1, "description": "Version of the format." },
            "journey": { "const": "cloud-sync", "description": "What is set up." },
            "tenant": {
                "description": "The tenant: its id (a GUID), or one of its domains.",
                "anyOf": [{ "$ref": "#/$defs/guid" }, { "$ref": "#/$defs/domain" }],
                "examples": ["contoso.onmicrosoft.com"],
            },
            "name": {
                "description": "Name of the configuration in the tenant. The domain's name when left out.",
                "type": "string",
                "minLength": 1,
                "maxLength": 120,
                "pattern": NAME,
            },
            "domain": {
                "description": "Full name of the Active Directory domain that people come from.",
                "$ref": "#/$defs/domain",
                "examples": ["corp.contoso.com"],
            },
            "passwordHashSync": flag(true, "Passwords follow as hashes, so that people sign in with the password they have."),
            "inetOrgPersonPasswords": flag(true, "Password hashes of inetOrgPersons too. It is not sure that they flow."),
            "exchangeHybridWriteback": flag(false, "Exchange attributes are written back to Active Directory."),
            "scope": scope(),
            "notify": {
                "description": "Who hears of it when Microsoft puts a job aside. One address; a group's reaches several people.",
                "type": "array",
                "maxItems": 1,
                "items": { "type": "string", "maxLength": 254, "pattern": format!("^{MAILBOX}@{}$", domain()) },
                "default": [],
                "examples": [["ops@contoso.com"]],
            },
            "accidentalDeletes": {
                "description": "Stops a job that would delete more than this many objects in one round.",
                "type": "object",
                "required": ["enabled"],
                "additionalProperties": false,
                "properties": {
                    "enabled": { "type": "boolean", "description": "false leaves the guard as it is in the tenant." },
                    "threshold": { "type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 500 },
                },
                "default": { "enabled": true, "threshold": 500 },
            },
            "existing": {
                "description": "A configuration that is there: complete the one of the domain (adopt), change nothing (leave), make a new one beside those whose domain cannot be read (new), or complete the one named.",
                "oneOf": [
                    { "enum": ["adopt", "leave", "new"] },
                    one("configuration", json!({ "$ref": "#/$defs/guid", "description": "Object id of its service principal." })),
                ],
                "default": "adopt",
            },
            "start": flag(true, "The jobs are started at the end."),
        },
        "$defs": {
            "guid": { "type": "string", "pattern": GUID },
            "domain": { "type": "string", "maxLength": 253, "pattern": format!("^{}$", domain()) },
        },
        "examples": examples(),
    })
}

/// The shortest file, and one with every field.
pub(super) fn examples() -> [Value; 2] {
    [
        json!({ "causeway": 1, "journey": "cloud-sync", "tenant": "contoso.onmicrosoft.com", "domain": "corp.contoso.com" }),
        json!({
            "causeway": 1,
            "journey": "cloud-sync",
            "tenant": "contoso.onmicrosoft.com",
            "name": "corp.contoso.com",
            "domain": "corp.contoso.com",
            "passwordHashSync": true,
            "inetOrgPersonPasswords": true,
            "exchangeHybridWriteback": false,
            "scope": { "ous": ["OU=Staff,DC=corp,DC=contoso,DC=com"] },
            "notify": ["ops@contoso.com"],
            "accidentalDeletes": { "enabled": true, "threshold": 500 },
            "existing": "adopt",
            "start": true,
        }),
    ]
}

fn scope() -> Value {
    json!({
        "description": "Who takes part: everyone, the people below organizational units, or the direct members of groups.",
        "oneOf": [
            one("everyone", json!({ "const": true })),
            one("ous", names(&["OU", "CN", "DC"])),
            one("groups", names(&["CN"])),
        ],
        "default": { "everyone": true },
        "examples": [{ "groups": ["CN=Pilot,OU=Groups,DC=corp,DC=contoso,DC=com"] }],
    })
}

fn names(first: &[&str]) -> Value {
    let first = first.iter().map(|kind| in_any_case(kind)).collect::<Vec<_>>().join("|");
    let any = ["OU", "CN", "DC"].map(in_any_case).join("|");
    let gap = r"[\p{Zs}\p{Zl}\p{Zp}]*";
    json!({
        "description": "Distinguished names below the domain.",
        "type": "array",
        "minItems": 1,
        "maxItems": MOST_SCOPES,
        "uniqueItems": true,
        "items": { "type": "string", "pattern": format!("^{gap}({first})={PART}(,{gap}({any})={PART})*$") },
    })
}

fn flag(default: bool, description: &str) -> Value {
    json!({ "type": "boolean", "default": default, "description": description })
}

/// An object with this field and no other.
fn one(field: &str, value: Value) -> Value {
    json!({ "type": "object", "required": [field], "additionalProperties": false, "properties": { field: value } })
}

fn domain() -> String {
    format!(r"{LABEL}(\.{LABEL})+")
}

fn in_any_case(kind: &str) -> String {
    kind.chars()
        .map(|c| format!("[{c}{}]", c.to_ascii_lowercase()))
        .collect()
}
