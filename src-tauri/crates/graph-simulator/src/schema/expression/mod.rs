//! Expressions of attribute mappings (contract 9.4–9.6).

mod evaluate;
mod functions;
mod parse;

pub use evaluate::{EvaluationError, Input};
pub use functions::{Function, functions_json};

use serde_json::{Value, json};

/// A parsed expression with the text it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    text: String,
    node: Node,
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    /// `[mail]`
    Attribute(String),
    /// `"text"`, `448`, or a macro such as `%DomainFQDN%`
    Constant(String),
    /// `Name(a, , b)`: an empty argument is `None`
    Call {
        function: &'static Function,
        arguments: Vec<Option<Expression>>,
    },
    /// `left = right` as the condition of IIF
    Comparison {
        left: Box<Expression>,
        operator: &'static str,
        right: Box<Expression>,
    },
}

/// Why a text is no expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} at position {position}")]
pub struct SyntaxError {
    pub message: String,
    /// In characters from the start, 0 is the first.
    pub position: usize,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// A [`SyntaxError`] that names the place.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        parse::parse(text)
    }

    /// The attributeMappingSource (contract 9.4): type, name, text and one parameter for each argument given.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let (kind, name, parameters) = match &self.node {
            Node::Attribute(name) => ("Attribute", name.as_str(), Vec::new()),
            Node::Constant(value) => ("Constant", value.as_str(), Vec::new()),
            Node::Call { function, arguments } => ("Function", function.name, self.parameters(function, arguments)),
            Node::Comparison { operator, .. } => ("Function", *operator, self.operands()),
        };
        json!({"expression": self.as_source_text(), "name": name, "type": kind, "parameters": parameters})
    }

    /// Numbers are written in quotes, everything else as it stands (contract 9.4).
    fn as_source_text(&self) -> String {
        match &self.node {
            Node::Constant(value) if self.text == *value && !value.starts_with('%') => format!("\"{value}\""),
            _ => self.text.clone(),
        }
    }

    /// One entry for each argument that is not empty; the condition of IIF takes up to three names.
    fn parameters(&self, function: &Function, arguments: &[Option<Expression>]) -> Vec<Value> {
        let mut parameters = Vec::new();
        for (index, argument) in arguments.iter().enumerate() {
            let Some(argument) = argument else { continue };
            match &argument.node {
                Node::Comparison { .. } if function.name == "IIF" => parameters.extend(argument.operands()),
                _ => parameters
                    .push(json!({"key": function.parameter_name(index, arguments.len()), "value": argument.to_json()})),
            }
        }
        parameters
    }

    fn operands(&self) -> Vec<Value> {
        let Node::Comparison { left, operator, right } = &self.node else {
            return Vec::new();
        };
        let operator =
            json!({"expression": format!("\"{operator}\""), "name": operator, "type": "Constant", "parameters": []});
        vec![
            json!({"key": "one", "value": left.to_json()}),
            json!({"key": "two", "value": operator}),
            json!({"key": "three", "value": right.to_json()}),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direct_a_constant_and_a_macro() {
        assert_eq!(
            Expression::parse("[mail]").unwrap().to_json(),
            json!({"expression": "[mail]", "name": "mail", "type": "Attribute", "parameters": []})
        );
        let number = Expression::parse("448").unwrap().to_json();
        assert_eq!(
            (&number["name"], &number["expression"]),
            (&json!("448"), &json!("\"448\""))
        );
        let place = Expression::parse("%DomainFQDN%").unwrap().to_json();
        assert_eq!(
            (&place["type"], &place["expression"]),
            (&json!("Constant"), &json!("%DomainFQDN%"))
        );
    }

    #[test]
    fn empty_arguments_leave_out_their_parameter() {
        let tree = Expression::parse(r#"Replace([displayName], " ", , , ".", , )"#)
            .unwrap()
            .to_json();
        let keys: Vec<&str> = tree["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["key"].as_str().unwrap())
            .collect();
        assert_eq!(keys, ["source", "Find", "Replacement"]);
        assert_eq!(
            tree["parameters"][1]["value"],
            json!({"expression": "\" \"", "name": " ", "type": "Constant", "parameters": []})
        );
    }

    #[test]
    fn the_condition_of_iif_is_one_to_three() {
        let tree = Expression::parse(r#"IIF(BitAnd([userAccountControl], 2)="0", "True", "False")"#)
            .unwrap()
            .to_json();
        let keys: Vec<&str> = tree["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["key"].as_str().unwrap())
            .collect();
        assert_eq!(keys, ["one", "two", "three", "four", "five"]);
        let tree = Expression::parse("IIF(IsPresent([cn]), [cn], )").unwrap().to_json();
        let keys: Vec<&str> = tree["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["key"].as_str().unwrap())
            .collect();
        assert_eq!(keys, ["one", "four"]);
    }
}
