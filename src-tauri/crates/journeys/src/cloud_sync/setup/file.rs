//! The form of a Cloud Sync set-up file: how it is written, its JSON Schema and its TypeScript type are this one declaration. What
//! JSON Schema cannot say, only [`crate::Setup::parse`] refuses: a name lies in its domain, each name once whatever its case, lengths in
//! bytes, and `1` that is not `1.0`.

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::{Value, json};
use ts_rs::TS;

use super::check::MOST_SCOPES;
use super::{Existing, Scope, Setup};
use crate::setup_file::pattern;

/// What a Microsoft Entra Cloud Sync configuration should be. An answer that is left out is the default for a new configuration; on one
/// that is there it leaves what is there. Holds no secret.
#[derive(Debug, Serialize, JsonSchema, TS)]
#[serde(rename_all = "camelCase")]
#[schemars(title = "Causeway set-up file: Cloud Sync", deny_unknown_fields, transform = pattern::of_file)]
#[schemars(extend("examples" = examples()))]
#[ts(rename = "CloudSyncSetup")]
pub struct File {
    /// Version of the format.
    #[schemars(extend("const" = 1))]
    #[ts(type = "1")]
    causeway: u32,
    /// What is set up.
    #[schemars(extend("const" = Setup::JOURNEY))]
    #[ts(type = "\"cloud-sync\"")]
    journey: &'static str,
    /// The tenant: its id (a GUID), or one of its domains.
    #[schemars(extend("pattern" = format!("{}|{}", pattern::GUID, pattern::domain()), "examples" = ["contoso.onmicrosoft.com"]))]
    #[schemars(length(max = 253))]
    tenant: String,
    /// Name of the configuration in the tenant. The domain's name when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 120), extend("pattern" = pattern::NAME))]
    #[ts(as = "String")]
    name: Option<String>,
    /// Full name of the Active Directory domain that people come from.
    #[schemars(length(max = 253), extend("pattern" = pattern::domain(), "examples" = ["corp.contoso.com"]))]
    domain: String,
    /// Passwords follow as hashes, so that people sign in with the password they have.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = true))]
    #[ts(as = "bool")]
    password_hash_sync: Option<bool>,
    /// Password hashes of inetOrgPersons too. It is not sure that they flow.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = true))]
    #[ts(as = "bool")]
    inet_org_person_passwords: Option<bool>,
    /// Exchange attributes are written back to Active Directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = false))]
    #[ts(as = "bool")]
    exchange_hybrid_writeback: Option<bool>,
    /// Who takes part: everyone, the people below organizational units, or the direct members of groups, by distinguished names below
    /// the domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "scope")]
    #[ts(type = "{ everyone: true } | { ous: string[] } | { groups: string[] }")]
    scope: Option<Value>,
    /// Who hears of it when Microsoft puts a job aside. One address; a group's reaches several people.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "notify")]
    #[ts(type = "[] | [string]")]
    notify: Option<Vec<String>>,
    /// Stops a job that would delete more than this many objects in one round.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "accidental_deletes")]
    #[ts(type = "{ enabled: true; threshold: number } | { enabled: false }")]
    accidental_deletes: Option<Value>,
    /// A configuration that is there: complete the one of the domain (adopt), change nothing (leave), make a new one beside those whose
    /// domain cannot be read (new), or complete the one named.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "existing")]
    #[ts(type = "\"adopt\" | \"leave\" | \"new\" | { configuration: string }")]
    existing: Option<Value>,
    /// The jobs are started at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = true))]
    #[ts(as = "bool")]
    start: Option<bool>,
}

impl From<&Setup> for File {
    fn from(setup: &Setup) -> Self {
        Self {
            causeway: 1,
            journey: Setup::JOURNEY,
            tenant: setup.tenant.clone(),
            name: Some(setup.name.clone()),
            domain: setup.domain.clone(),
            password_hash_sync: setup.password_hash_sync,
            inet_org_person_passwords: setup.inet_org_person_passwords,
            exchange_hybrid_writeback: setup.exchange_hybrid_writeback,
            scope: setup.scope.as_ref().map(|scope| match scope {
                Scope::Everyone => json!({ "everyone": true }),
                Scope::Ous(names) => json!({ "ous": names }),
                Scope::Groups(names) => json!({ "groups": names }),
            }),
            notify: setup.notify.as_ref().map(|notify| notify.iter().cloned().collect()),
            accidental_deletes: setup.accidental_deletes.map(|guard| match guard {
                Some(threshold) => json!({ "enabled": true, "threshold": threshold }),
                None => json!({ "enabled": false }),
            }),
            existing: setup.existing.as_ref().map(|existing| match existing {
                Existing::Adopt => json!("adopt"),
                Existing::Leave => json!("leave"),
                Existing::New => json!("new"),
                Existing::This(id) => json!({ "configuration": id }),
            }),
            start: setup.start,
        }
    }
}

/// The shortest file, and one with every field.
pub(super) fn examples() -> [Value; 2] {
    [
        json!({ "causeway": 1, "journey": Setup::JOURNEY, "tenant": "contoso.onmicrosoft.com", "domain": "corp.contoso.com" }),
        json!({
            "causeway": 1,
            "journey": Setup::JOURNEY,
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

fn scope(_: &mut schemars::SchemaGenerator) -> Schema {
    let names = |first| {
        json!({
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_SCOPES,
            "uniqueItems": true,
            "items": { "type": "string", "pattern": pattern::distinguished_name(first) },
        })
    };
    schema(json!({
        "oneOf": [
            one("everyone", json!({ "const": true })),
            one("ous", names(&["OU", "CN", "DC"])),
            one("groups", names(&["CN"])),
        ],
        "default": { "everyone": true },
        "examples": [{ "groups": ["CN=Pilot,OU=Groups,DC=corp,DC=contoso,DC=com"] }],
    }))
}

fn notify(_: &mut schemars::SchemaGenerator) -> Schema {
    schema(json!({
        "type": "array",
        "maxItems": 1,
        "items": { "type": "string", "maxLength": 254, "pattern": pattern::mail() },
        "default": [],
        "examples": [["ops@contoso.com"]],
    }))
}

fn accidental_deletes(_: &mut schemars::SchemaGenerator) -> Schema {
    schema(pattern::delete_guard())
}

fn existing(_: &mut schemars::SchemaGenerator) -> Schema {
    let id =
        json!({ "type": "string", "pattern": pattern::GUID, "description": "Object id of its service principal." });
    schema(json!({ "oneOf": [{ "enum": ["adopt", "leave", "new"] }, one("configuration", id)], "default": "adopt" }))
}

fn schema(value: Value) -> Schema {
    Schema::try_from(value).unwrap_or_default()
}

/// An object with this field and no other.
fn one(field: &str, value: Value) -> Value {
    json!({ "type": "object", "required": [field], "additionalProperties": false, "properties": { field: value } })
}
