//! The schema of a job as it came, and edits that touch nothing but their place (contract 9.1, 9.2).

mod edit;
mod outline;
mod read;
pub mod spans;
#[cfg(test)]
mod tests;

use std::fmt;

use bytes::Bytes;

pub use read::{Mapping, MappingSource, ObjectMapping, ScopeFilters};

use outline::Outline;
use spans::Member;

/// A schema that is not built as the contract says, for what was asked of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    #[error("the schema is no valid JSON: {0}")]
    NotJson(String),
    #[error("the schema has no usable {0}")]
    Missing(&'static str),
    #[error("the schema has {0} rules where one belongs")]
    NotOneRule(usize),
    #[error("the schema maps {source_object} to {target_object} {count} times, not once")]
    NotOneObjectMapping {
        source_object: String,
        target_object: String,
        count: usize,
    },
    #[error("the mapping to write names no target attribute")]
    NoTargetAttribute,
}

/// Schema text, kept byte for byte: member order, escapes, numbers and what nobody knows. It has a megabyte, so where its parts stand
/// is found once.
#[derive(Clone)]
pub struct RawSchema {
    text: String,
    outline: Outline,
}

/// Two schemas are equal when their texts are.
impl PartialEq for RawSchema {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for RawSchema {}

impl RawSchema {
    /// Takes the text of a schema: a JSON object with `synchronizationRules`.
    pub fn parse(text: String) -> Result<Self, SchemaError> {
        let outline = Outline::of(&text)?;
        Ok(Self { text, outline })
    }

    /// The text as it is.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What to PUT: the text without the root's `@odata` annotations.
    pub fn into_upload(self) -> SchemaUpload {
        if !self.outline.root.iter().any(Member::is_annotation) {
            return SchemaUpload(self.text.into());
        }
        let mut upload = String::with_capacity(self.text.len());
        for member in self.outline.root.iter().filter(|member| !member.is_annotation()) {
            upload.push(if upload.is_empty() { '{' } else { ',' });
            upload.push_str(&self.text[member.whole.clone()]);
        }
        upload.push('}');
        SchemaUpload(upload.into())
    }
}

/// A schema as it is sent. Each try of a call sends the same megabyte and copies none.
#[derive(Debug, Clone)]
pub struct SchemaUpload(Bytes);

impl SchemaUpload {
    pub(crate) fn bytes(&self) -> Bytes {
        self.0.clone()
    }
}

/// A megabyte helps nobody in a log.
impl fmt::Debug for RawSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawSchema")
            .field("version", &self.version())
            .field("bytes", &self.text.len())
            .finish()
    }
}
