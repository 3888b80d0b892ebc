//! One job template as S1 shows it (contract 7.1; the form of its metadata: Microsoft's tutorial about AWS IAM Identity Center).

use serde_json::{Value, json};

use super::{AppTemplate, NON_GALLERY};
use crate::routes::secrets;
use crate::schema;

/// One entry of `synchronization/templates`.
#[derive(Debug)]
pub struct JobTemplate {
    pub id: String,
    pub factory_tag: String,
    pub description: Option<&'static str>,
    pub default: bool,
    pub discoverable: bool,
    /// What the connector asks for; empty = not told.
    pub fields: Vec<Field>,
    pub kind: Kind,
    /// Name of the other end in the schema.
    pub application: String,
    /// Of credentials that the app refuses, where the connector has a code of its own.
    pub code: Option<String>,
    /// Its tokens are good for so many days.
    pub token_days: Option<u64>,
}

/// A secret that a connector asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub optional: bool,
}

/// Where people or roles go, and how the connector signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// By an agent, to or from Active Directory.
    Agent,
    /// People are sent to it.
    Api,
    /// People go to another tenant.
    Tenant,
    /// People go out, by SCIM.
    Scim,
    /// People go out, by an older connector of the app's own.
    Own,
    /// People go out once somebody has authorized it in a browser.
    OAuth,
    /// Roles come in, no people.
    Roles,
    /// People come in from HR.
    People,
}

impl Kind {
    /// Is there an app of somebody else at the other end, which takes or refuses credentials?
    #[must_use]
    pub fn has_target(self) -> bool {
        matches!(self, Self::Scim | Self::Own | Self::OAuth | Self::Roles | Self::People)
    }

    /// Do people go out to an app?
    #[must_use]
    pub fn sends_people(self) -> bool {
        matches!(self, Self::Scim | Self::Own | Self::OAuth | Self::Tenant)
    }
}

impl Field {
    /// `Name`, or `Name?` for one that may be left out.
    pub(super) fn read(text: &'static str) -> Self {
        Self {
            name: text.trim_end_matches('?'),
            optional: text.ends_with('?'),
        }
    }

    /// An entry of `configurationFields`: the name in lower case, and what is true of it.
    fn to_json(self) -> Value {
        let mut field = json!({"name": self.name.to_lowercase()});
        if secrets::is_confidential(self.name) {
            field["secret"] = json!(true);
        }
        if self.optional {
            field["optional"] = json!(true);
        }
        field
    }
}

impl JobTemplate {
    /// A default template that asks for nothing.
    pub(super) fn new(id: &str, kind: Kind) -> Self {
        Self {
            id: id.to_owned(),
            factory_tag: id.to_owned(),
            description: None,
            default: true,
            discoverable: true,
            fields: Vec::new(),
            kind,
            application: id.to_owned(),
            code: None,
            token_days: None,
        }
    }

    /// The body of S1/S2. The schema stands in it, but for the large one of Cloud Sync and its like.
    #[must_use]
    pub fn to_json(&self, app: &AppTemplate) -> Value {
        let mut body = json!({
            "id": self.id,
            "applicationId": app.id,
            "default": self.default,
            "description": self.description,
            "discoverable": self.discoverable,
            "factoryTag": self.factory_tag,
            "metadata": self.metadata(app),
        });
        if self.kind != Kind::Agent {
            let id = format!("{}.{}", self.id, "0".repeat(32));
            let text = schema::default_document(&self.id, false).render("", &id, "6.0");
            if let Ok(Value::Object(mut members)) = serde_json::from_slice(&text) {
                members.retain(|name, _| !name.contains("@odata."));
                body["schema"] = Value::Object(members);
            }
        }
        body
    }

    /// In Microsoft's answer a key that is in no list stands twice.
    fn metadata(&self, app: &AppTemplate) -> Value {
        let entry = |key: &str, value: &str| json!({"key": key, "value": value});
        let mut metadata = Vec::new();
        if self.kind != Kind::Agent {
            metadata.extend([
                entry("AzureIngestionAttributeOptimization", "False"),
                entry("AzureIngestionAttributeOptimization", "False"),
            ]);
        }
        metadata.push(entry("galleryApplicationIdentifier", &app.id));
        metadata.push(entry("galleryApplicationKey", &app.key));
        if self.kind == Kind::Agent {
            metadata.push(entry("isSynchronizationAgentRequired", "true"));
        }
        if self.kind == Kind::OAuth {
            metadata.push(entry("isOAuthEnabled", "true"));
        }
        if self.kind == Kind::Scim && app.id != NON_GALLERY {
            metadata.push(entry("isSynchronizationInPreview", "true"));
        }
        if !self.fields.is_empty() {
            let fields: Value = self.fields.iter().map(|field| field.to_json()).collect();
            metadata.push(entry("configurationFields", &fields.to_string()));
        }
        Value::Array(metadata)
    }
}
