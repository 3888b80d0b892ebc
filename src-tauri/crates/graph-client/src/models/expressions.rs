use serde::Deserialize;
use serde_json::Value;

use super::{Extra, null_as_default};

/// A function that expressions may use (contract 9.5).
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Function {
    /// Pages call it `name`, the metadata `id`; some answers send both.
    #[serde(deserialize_with = "name", flatten)]
    pub name: String,
    #[serde(default, deserialize_with = "null_as_default")]
    pub parameters: Vec<FunctionParameter>,
}

/// A parameter of a function.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FunctionParameter {
    pub name: String,
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub allow_multiple_occurrences: bool,
}

/// An operator that scoping filters may use (contract 9.5).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FilterOperator {
    #[serde(deserialize_with = "name", flatten)]
    pub name: String,
    /// `Binary` or `Unary`.
    #[serde(default)]
    pub arity: Option<String>,
    #[serde(default)]
    pub multivalued_comparison_type: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub supported_attribute_types: Vec<String>,
}

/// What the service makes of an expression (contract 9.6).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ParsedExpression {
    pub parsing_succeeded: bool,
    #[serde(default)]
    pub evaluation_succeeded: bool,
    #[serde(default, deserialize_with = "null_as_default")]
    pub evaluation_result: Vec<Value>,
    /// The tree to paste as `source` of a mapping, as it came.
    #[serde(default)]
    pub parsed_expression: Option<AttributeSource>,
    /// `publicError`: code and message of the mistake.
    #[serde(default)]
    pub error: Option<Extra>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// `attributeMappingSource`, kept whole.
pub type AttributeSource = Value;

/// `name`, or else `id`.
fn name<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    struct Either {
        #[serde(default)]
        name: Option<String>,
        #[serde(default)]
        id: Option<String>,
    }
    let either = Either::deserialize(deserializer)?;
    let name = either.name.or(either.id);
    name.ok_or_else(|| serde::de::Error::missing_field("name"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn functions_are_named_either_way() {
        for names in [
            json!({"name": "Trim"}),
            json!({"id": "Trim"}),
            json!({"id": "Trim", "name": "Trim"}),
        ] {
            let mut function = names;
            function["parameters"] = json!([{"name": "source", "type": "String", "required": true}]);
            let function: Function = serde_json::from_value(function).unwrap();
            assert_eq!(function.name, "Trim");
            assert!(function.parameters[0].required);
        }
        assert!(serde_json::from_value::<Function>(json!({"parameters": []})).is_err());
    }
}
