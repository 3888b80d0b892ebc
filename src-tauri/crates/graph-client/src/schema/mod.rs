//! The schema of a job as it came, and edits that touch nothing but their place (contract 9.1, 9.2).

mod edit;
mod read;
pub mod spans;
#[cfg(test)]
mod tests;

use std::fmt;

pub use read::{Mapping, MappingSource, ObjectMapping, ScopeFilters};

use spans::{Member, Spans, members};

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

/// Schema text, kept byte for byte: member order, escapes, numbers and what nobody knows.
#[derive(Clone, PartialEq, Eq)]
pub struct RawSchema {
    text: String,
    root: Vec<Member>,
}

impl RawSchema {
    /// Takes the text of a schema: a JSON object with `synchronizationRules`.
    pub fn parse(text: String) -> Result<Self, SchemaError> {
        let root = members(&text, 0..text.len())?;
        let schema = Self { text, root };
        schema.rules()?;
        Ok(schema)
    }

    /// The text as it is.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What to PUT: the text without the root's `@odata` annotations.
    pub(crate) fn upload(&self) -> String {
        if !self.root.iter().any(Member::is_annotation) {
            return self.text.clone();
        }
        let mut upload = String::with_capacity(self.text.len());
        for member in self.root.iter().filter(|member| !member.is_annotation()) {
            upload.push(if upload.is_empty() { '{' } else { ',' });
            upload.push_str(&self.text[member.whole.clone()]);
        }
        upload.push('}');
        upload
    }

    fn rules(&self) -> Result<Spans, SchemaError> {
        spans::member(&self.root, "synchronizationRules")
            .and_then(|span| spans::elements(&self.text, span).ok())
            .ok_or(SchemaError::Missing("synchronizationRules"))
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
