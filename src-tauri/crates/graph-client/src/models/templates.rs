use jiff::Timestamp;
use serde::Deserialize;

use super::{Extra, null_as_default, timestamps};

/// A kind of job that a service principal offers (contract 7.1).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JobTemplate {
    pub id: String,
    #[serde(default)]
    pub application_id: Option<String>,
    #[serde(default)]
    pub default: bool,
    #[serde(default)]
    pub description: Option<String>,
    /// People are offered it; an older generation of a kind of job is not.
    #[serde(default)]
    pub discoverable: Option<bool>,
    #[serde(default)]
    pub factory_tag: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub metadata: Vec<MetadataEntry>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl JobTemplate {
    /// Value of one metadata key.
    pub fn metadata(&self, key: &str) -> Option<&str> {
        self.metadata
            .iter()
            .find(|entry| entry.key.eq_ignore_ascii_case(key))?
            .value
            .as_deref()
    }
}

/// A key with a text, as metadata has them everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MetadataEntry {
    pub key: String,
    #[serde(default)]
    pub value: Option<String>,
}

/// A connected directory with its objects, as discover answers it (contract 9.7).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Directory {
    #[serde(default)]
    pub id: Option<String>,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub discovery_date_time: Option<Timestamp>,
    pub objects: Vec<DirectoryObject>,
}

/// A kind of object in a directory. There are thousands of attributes, so only what is asked about is kept.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct DirectoryObject {
    pub name: String,
    #[serde(default, deserialize_with = "null_as_default")]
    pub attributes: Vec<AttributeDefinition>,
}

/// An attribute of a kind of object.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttributeDefinition {
    pub name: String,
    /// Nothing, sent or left out, may clear what stands in the target (contract 14).
    #[serde(default, deserialize_with = "null_as_default")]
    pub flow_null_values: bool,
}

impl Directory {
    /// Whether objects of this name have the attribute; both names compare without case.
    pub fn has_attribute(&self, object: &str, attribute: &str) -> bool {
        self.objects
            .iter()
            .filter(|candidate| candidate.name.eq_ignore_ascii_case(object))
            .flat_map(|object| &object.attributes)
            .any(|candidate| candidate.name.eq_ignore_ascii_case(attribute))
    }
}
