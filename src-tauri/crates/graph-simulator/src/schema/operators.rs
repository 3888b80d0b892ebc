//! The filter operators (contract 9.5).

use serde_json::{Value, json};

/// id, arity, comparison of several values, types.
const OPERATORS: [(&str, &str, &str, &[&str]); 17] = [
    ("EQUALS", "Binary", "All", &["String", "Integer"]),
    ("NOT EQUALS", "Binary", "All", &["String", "Integer"]),
    ("REGEX MATCH", "Binary", "Any", &["String"]),
    ("NOT REGEX MATCH", "Binary", "All", &["String"]),
    ("IS NULL", "Unary", "All", ANY),
    ("IS NOT NULL", "Unary", "All", ANY),
    ("IS TRUE", "Unary", "All", &["Boolean"]),
    ("IS FALSE", "Unary", "All", &["Boolean"]),
    ("&", "Binary", "All", &["Integer"]),
    ("!&", "Binary", "All", &["Integer"]),
    ("ENDS_WITH", "Binary", "All", &["String"]),
    ("GREATER_THAN", "Binary", "All", &["Integer", "DateTime"]),
    ("GREATER_THAN_OR_EQUALS", "Binary", "All", &["Integer", "DateTime"]),
    ("INCLUDES", "Binary", "Any", &["String"]),
    ("IS_MEMBER_OF", "Binary", "Any", &["Reference"]),
    ("PRESENT", "Unary", "All", ANY),
    ("VALID CERT MATCH", "Binary", "Any", &["Binary"]),
];

const ANY: &[&str] = &["String", "Integer", "Reference", "Binary", "Boolean", "DateTime"];

/// Is it an operator of this service?
#[must_use]
pub fn is_operator(name: &str) -> bool {
    OPERATORS.iter().any(|(id, ..)| *id == name)
}

/// The answer of `schema/filterOperators`: `name` as the pages show it and `id` as the metadata has it.
#[must_use]
pub fn operators_json() -> Value {
    let operators = OPERATORS.iter().map(|(id, arity, several, types)| {
        json!({"id": id, "name": id, "arity": arity, "multivaluedComparisonType": several, "supportedAttributeTypes": types})
    });
    operators.collect()
}
