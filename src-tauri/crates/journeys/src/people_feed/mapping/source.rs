//! Where an attribute takes its value from.

use graph_client::Mapping;
use serde_json::{Value, json};

/// Where a value comes from.
pub(super) struct Source {
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) expression: String,
}

impl Source {
    pub(super) fn attribute(name: &str) -> Self {
        Self {
            kind: "Attribute",
            name: name.to_owned(),
            expression: format!("[{name}]"),
        }
    }

    /// Microsoft's expressions want a backslash before quotation marks and backslashes of a text (Functions for expressions).
    pub(super) fn constant(value: &str) -> Self {
        let escaped = value.replace('\\', r"\\").replace('"', r#"\""#);
        Self {
            kind: "Constant",
            name: value.to_owned(),
            expression: format!("\"{escaped}\""),
        }
    }

    pub(super) fn to_value(&self) -> Value {
        json!({ "expression": self.expression, "name": self.name, "type": self.kind, "parameters": [] })
    }

    /// The mapping takes the same, however it is written down.
    pub(super) fn is_of(&self, mapping: &Mapping) -> bool {
        let Some(source) = &mapping.source else { return false };
        let text = source.expression.as_deref().unwrap_or_default().trim();
        let is_kind = source
            .kind
            .as_deref()
            .is_some_and(|kind| kind.eq_ignore_ascii_case(self.kind));
        // A manager is named by their number, which Microsoft's pages spell with and without the part that holds it.
        let with_value = format!("[{}.value]", self.name);
        is_kind && (text == self.expression || text == with_value)
    }
}
