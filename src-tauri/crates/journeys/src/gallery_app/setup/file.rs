//! The form of a set-up file for apps of the gallery: how it is written, its JSON Schema and its TypeScript type are this one
//! declaration. What JSON Schema cannot say, only [`crate::Setup::parse`] refuses: `everyone` that is not confirmed, lengths in bytes,
//! invisible characters inside values, and `1` that is not `1.0`.

use graph_client::secrets::is_confidential;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::{Map, Value, json};
use ts_rs::TS;

use super::answers::{Answers, Assignee, Existing, OutOfScope, Scope, TestAnswer};
use super::credentials::{Credential, FROM, names};
use super::read::{LONGEST_VALUE, MOST_ASSIGNED};
use super::{App, Instance, Setup};
use crate::setup_file::pattern;

/// How people get accounts in an app of Microsoft's gallery. An answer that is left out is the default for a new instance; on one that
/// is there it leaves what is there. Holds no secret: it says where each is.
#[derive(Debug, Serialize, JsonSchema, TS)]
#[serde(rename_all = "camelCase")]
#[schemars(title = "Causeway set-up file: apps of the gallery", deny_unknown_fields, transform = pattern::of_file)]
#[schemars(extend("examples" = examples(), "anyOf" = [{ "required": ["instances"] }, { "required": ["table"] }]))]
#[ts(rename = "GalleryAppSetup")]
pub struct File {
    /// Version of the format.
    #[schemars(extend("const" = 1))]
    #[ts(type = "1")]
    causeway: u32,
    /// What is set up.
    #[schemars(extend("const" = Setup::JOURNEY))]
    #[ts(type = "\"gallery-app\"")]
    journey: &'static str,
    /// The tenant: its id (a GUID), or one of its domains.
    #[schemars(extend("pattern" = format!("{}|{}", pattern::GUID, pattern::domain()), "examples" = ["contoso.onmicrosoft.com"]))]
    #[schemars(length(max = 253))]
    tenant: String,
    /// Name of the set-up. When left out, that of the only instance, else the app's name or id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 120), extend("pattern" = pattern::NAME))]
    #[ts(as = "String")]
    name: Option<String>,
    /// Which app: the id of its application template, or its exact name in the gallery. Microsoft renames apps; the id stays.
    #[schemars(schema_with = "app")]
    #[ts(type = "{ template?: string; name?: string; jobTemplate?: string | null }")]
    app: Value,
    /// Answers for every instance that does not say otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "defaults")]
    #[ts(optional, type = "Record<string, unknown>")]
    defaults: Option<Value>,
    /// The instances of the app.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "instances")]
    #[ts(optional, type = "Record<string, unknown>[]")]
    instances: Option<Vec<Value>>,
    /// Name of a file beside this one with more instances: text with commas, semicolons or tabs between the cells, a heading for each
    /// answer, and a row for each instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 255))]
    #[ts(optional)]
    table: Option<String>,
}

impl From<&Setup> for File {
    fn from(setup: &Setup) -> Self {
        let App {
            template,
            name,
            job_template,
        } = &setup.app;
        let mut app = Map::new();
        for (field, value) in [("template", template), ("name", name), ("jobTemplate", job_template)] {
            if let Some(value) = value {
                app.insert(field.to_owned(), json!(value));
            }
        }
        let instance = |instance: &Instance| {
            let mut fields = Map::new();
            fields.insert("key".to_owned(), json!(instance.key));
            fields.insert("name".to_owned(), json!(instance.name));
            fields.extend(written(&instance.answers));
            fields.into()
        };
        Self {
            causeway: 1,
            journey: Setup::JOURNEY,
            tenant: setup.tenant.clone(),
            name: Some(setup.name.clone()),
            app: app.into(),
            defaults: None,
            instances: Some(setup.instances.iter().map(instance).collect()),
            table: None,
        }
    }
}

/// Every answer that was given, in reading order.
fn written(answers: &Answers) -> Map<String, Value> {
    let credentials: Map<String, Value> = answers
        .credentials
        .iter()
        .map(|(key, credential)| ((*key).to_owned(), reference(credential)))
        .collect();
    let assign = answers.assign.as_ref().map(|assign| {
        let each = assign.iter().map(|assignment| {
            let mut written = match &assignment.who {
                Assignee::Group(name) => json!({ "group": name }),
                Assignee::User(name) => json!({ "user": name }),
            };
            if let Some(role) = &assignment.role {
                written["role"] = json!(role);
            }
            written
        });
        each.collect::<Vec<_>>()
    });
    let fields = [
        (
            "scope",
            answers.scope.map(|scope| match scope {
                Scope::Assigned => json!("assigned"),
                Scope::Everyone => json!("everyone"),
            }),
        ),
        (
            "confirmEveryone",
            (answers.scope == Some(Scope::Everyone)).then_some(json!(true)),
        ),
        (
            "notify",
            answers
                .notify
                .as_ref()
                .map(|notify| json!(notify.iter().collect::<Vec<_>>())),
        ),
        (
            "accidentalDeletes",
            answers.accidental_deletes.map(|guard| match guard {
                Some(threshold) => json!({ "enabled": true, "threshold": threshold }),
                None => json!({ "enabled": false }),
            }),
        ),
        (
            "outOfScope",
            answers.out_of_scope.map(|leaving| match leaving {
                OutOfScope::Disable => json!("disable"),
                OutOfScope::Leave => json!("leave"),
            }),
        ),
        (
            "existing",
            answers.existing.map(|existing| match existing {
                Existing::Adopt => json!("adopt"),
                Existing::Leave => json!("leave"),
            }),
        ),
        (
            "test",
            answers.test.map(|test| match test {
                TestAnswer::Required => json!("required"),
                TestAnswer::Warn => json!("warn"),
            }),
        ),
        ("start", answers.start.map(|start| json!(start))),
        ("credentials", (!credentials.is_empty()).then(|| credentials.into())),
        ("assign", assign.map(|assign| json!(assign))),
    ];
    let given = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    given.collect()
}

fn reference(credential: &Credential) -> Value {
    match credential {
        Credential::Clear(value) => json!(value),
        Credential::Env(name) => json!({ "from": "env", "name": name }),
        other => json!({ "from": other.word() }),
    }
}

/// The shortest file, and one with every field; then one with a table.
pub(super) fn examples() -> [Value; 3] {
    let template = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";
    let address = "https://scim.eu-west-1.amazonaws.com/abc/scim/v2/";
    [
        json!({
            "causeway": 1,
            "journey": Setup::JOURNEY,
            "tenant": "contoso.onmicrosoft.com",
            "app": { "template": template },
            "instances": [{
                "name": "AWS NL prod",
                "credentials": { "BaseAddress": address, "SecretToken": { "from": "env", "name": "AWS_SCIM_TOKEN" } },
            }],
        }),
        json!({
            "causeway": 1,
            "journey": Setup::JOURNEY,
            "tenant": "contoso.onmicrosoft.com",
            "name": "AWS accounts",
            "app": { "template": template, "name": "AWS IAM Identity Center", "jobTemplate": null },
            "defaults": {
                "scope": "assigned",
                "confirmEveryone": false,
                "notify": ["ops@contoso.com"],
                "accidentalDeletes": { "enabled": true, "threshold": 500 },
                "outOfScope": "disable",
                "existing": "adopt",
                "test": "required",
                "start": true,
                "credentials": { "SecretToken": { "from": "env", "name": "SCIM_{KEY}" } },
                "assign": [{ "group": "AWS users", "role": "User" }],
            },
            "instances": [{ "key": "nl-prod", "name": "AWS NL prod", "credentials": { "BaseAddress": address } }],
        }),
        json!({
            "causeway": 1,
            "journey": Setup::JOURNEY,
            "tenant": "contoso.onmicrosoft.com",
            "name": "AWS accounts",
            "app": { "template": template },
            "defaults": { "credentials": { "SecretToken": { "from": "env", "name": "SCIM_{KEY}" } } },
            "table": "accounts.csv",
        }),
    ]
}

fn name() -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": 120, "pattern": pattern::NAME })
}

fn app(_: &mut schemars::SchemaGenerator) -> Schema {
    schema(json!({
        "type": "object",
        "additionalProperties": false,
        "anyOf": [{ "required": ["template"] }, { "required": ["name"] }],
        "properties": {
            "template": { "type": "string", "pattern": pattern::GUID, "description": "Id of the app's application template." },
            "name": name(),
            "jobTemplate": {
                "type": ["string", "null"],
                "pattern": "^[A-Za-z0-9._-]{1,120}$",
                "description": "Which kind of job, where the app's usual one is not meant.",
            },
        },
    }))
}

fn defaults(_: &mut schemars::SchemaGenerator) -> Schema {
    schema(json!({ "type": "object", "additionalProperties": false, "properties": answers(), "default": {} }))
}

fn instances(_: &mut schemars::SchemaGenerator) -> Schema {
    let mut properties = Map::new();
    properties.insert("key".to_owned(), name());
    properties.insert("name".to_owned(), name());
    properties.extend(answers());
    schema(json!({
        "type": "array",
        "minItems": 1,
        "maxItems": Setup::MOST,
        "items": { "type": "object", "required": ["name"], "additionalProperties": false, "properties": properties },
    }))
}

fn answers() -> Map<String, Value> {
    let credentials: Map<String, Value> = names().map(|key| (key.to_owned(), credential(key))).collect();
    let assignee = |kind: &str| {
        json!({
            "type": "object",
            "required": [kind],
            "additionalProperties": false,
            "properties": { kind: name(), "role": name() },
        })
    };
    let mut guard = pattern::delete_guard();
    guard["description"] = json!("Stops the job when so many people would be disabled or deleted in one round.");
    let fields = [
        (
            "scope",
            json!({ "enum": ["assigned", "everyone"], "default": "assigned" }),
        ),
        (
            "confirmEveryone",
            json!({ "type": "boolean", "description": "true beside the scope everyone: everybody of the tenant gets an account." }),
        ),
        (
            "notify",
            json!({ "type": "array", "maxItems": 1, "items": { "type": "string", "maxLength": 254, "pattern": pattern::mail() },
                "default": [], "description": "Who hears of it when Microsoft puts the job aside." }),
        ),
        ("accidentalDeletes", guard),
        (
            "outOfScope",
            json!({ "enum": ["disable", "leave"], "default": "disable", "description": "What becomes of people who leave the scope." }),
        ),
        ("existing", json!({ "enum": ["adopt", "leave"], "default": "adopt" })),
        (
            "test",
            json!({ "enum": ["required", "warn"], "default": "required",
                "description": "warn stores credentials that cannot be tested; those that the app refuses are never stored." }),
        ),
        ("start", json!({ "type": "boolean", "default": true })),
        (
            "credentials",
            json!({ "type": "object", "additionalProperties": false, "properties": credentials }),
        ),
        (
            "assign",
            json!({ "type": "array", "maxItems": MOST_ASSIGNED, "items": { "oneOf": [assignee("group"), assignee("user")] } }),
        ),
    ];
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn credential(key: &str) -> Value {
    let others: Vec<&str> = FROM.into_iter().filter(|from| *from != "env").collect();
    let mut forms = vec![
        json!({
            "type": "object",
            "required": ["from", "name"],
            "additionalProperties": false,
            "properties": { "from": { "const": "env" }, "name": { "type": "string", "maxLength": 200 } },
        }),
        json!({
            "type": "object",
            "required": ["from"],
            "additionalProperties": false,
            "properties": { "from": { "enum": others } },
        }),
    ];
    if !is_confidential(key) {
        forms.push(json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_VALUE }));
    }
    json!({ "oneOf": forms })
}

fn schema(value: Value) -> Schema {
    Schema::try_from(value).unwrap_or_default()
}
