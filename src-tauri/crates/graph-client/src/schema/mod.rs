//! The schema of a job as it came, and edits that touch nothing but their place (contract 9.1, 9.2).

mod edit;
mod read;
pub mod spans;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::OnceLock;

use bytes::Bytes;

pub use read::{Mapping, MappingSource, ObjectMapping, ScopeFilters};

use spans::{Member, Span, Spans, members};

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

const RULES: &str = "synchronizationRules";

/// Schema text, kept byte for byte: member order, escapes, numbers and what nobody knows. Each look into it would go through a
/// megabyte, so where its large parts stand is found once.
#[derive(Clone)]
pub struct RawSchema {
    text: String,
    root: Vec<Member>,
    rules: OnceLock<Result<Spans, SchemaError>>,
    rule: OnceLock<Result<Vec<Member>, SchemaError>>,
    objects: OnceLock<Result<Vec<Object>, SchemaError>>,
}

/// Two schemas are equal when their texts are.
impl PartialEq for RawSchema {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for RawSchema {}

/// An object mapping: where it stands, and its members.
#[derive(Debug, Clone)]
struct Object {
    at: Span,
    members: Vec<Member>,
}

impl RawSchema {
    /// Takes the text of a schema: a JSON object with `synchronizationRules`.
    pub fn parse(text: String) -> Result<Self, SchemaError> {
        let root = members(&text, 0..text.len())?;
        // The whole text has just been read as JSON, so what begins like an array is one.
        let has_rules = spans::member(&root, RULES).is_some_and(|span| text[span].starts_with('['));
        if !has_rules {
            return Err(SchemaError::Missing(RULES));
        }
        Ok(Self {
            text,
            root,
            rules: OnceLock::new(),
            rule: OnceLock::new(),
            objects: OnceLock::new(),
        })
    }

    /// The text as it is.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What to PUT: the text without the root's `@odata` annotations.
    pub fn into_upload(self) -> SchemaUpload {
        if !self.root.iter().any(Member::is_annotation) {
            return SchemaUpload(self.text.into());
        }
        let mut upload = String::with_capacity(self.text.len());
        for member in self.root.iter().filter(|member| !member.is_annotation()) {
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
