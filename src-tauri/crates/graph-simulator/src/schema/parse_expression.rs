//! `parseExpression` (contract 9.6).

use jiff::Timestamp;
use serde_json::{Value, json};

use super::expression::{Expression, Input};

/// The parseExpressionResponse; a syntax error is an answer too.
#[must_use]
pub fn parse_expression(request: &Value, default_domain: &str, now: Timestamp) -> Value {
    let text = request["expression"].as_str().unwrap_or_default();
    let parsed = match Expression::parse(text) {
        Ok(parsed) => parsed,
        Err(problem) => return answer(error("InvalidExpression", &format!("{problem}.")), None, None),
    };
    let tried = request["testInputObject"].is_object().then(|| {
        let input = Input {
            properties: properties(&request["testInputObject"]),
            default_domain: default_domain.to_owned(),
            now,
        };
        parsed.evaluate(&input)
    });
    match tried {
        Some(Err(problem)) => answer(error("EvaluationFailed", &problem.to_string()), Some(&parsed), None),
        Some(Ok(values)) => answer(Value::Null, Some(&parsed), Some(values)),
        None => answer(Value::Null, Some(&parsed), None),
    }
}

fn answer(error: Value, parsed: Option<&Expression>, values: Option<Vec<String>>) -> Value {
    json!({
        "error": error,
        "parsingSucceeded": parsed.is_some(),
        "evaluationSucceeded": values.is_some(),
        "evaluationResult": values.unwrap_or_default(),
        "parsedExpression": parsed.map(Expression::to_json),
    })
}

fn error(code: &str, message: &str) -> Value {
    json!({"code": code, "message": message, "target": null, "details": [], "innerError": null})
}

/// `properties` of an expressionInputObject: one value or, with a type annotation, several.
fn properties(object: &Value) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let properties = object["properties"].as_array().into_iter().flatten();
    properties
        .filter_map(|property| {
            let values = match &property["value"] {
                Value::Array(values) => values.iter().filter_map(text).collect(),
                single => text(single).into_iter().collect(),
            };
            Some((property["key"].as_str()?.to_owned(), values))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(request: Value) -> Value {
        parse_expression(&request, "contoso.com", Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn the_documented_example() {
        let answer = ask(json!({
            "expression": "Replace([displayName], \" \", , , \".\", , )",
            "targetAttributeDefinition": null,
            "testInputObject": {"definition": null, "properties": [
                {"key": "displayName", "value": "Ann Lee"},
                {"key": "appRoleAssignments", "value@odata.type": "#Collection(String)", "value": ["User"]},
            ]},
        }));
        assert_eq!(answer["evaluationResult"], json!(["Ann.Lee"]));
        assert_eq!(answer["parsedExpression"]["parameters"][1]["key"], "Find");
        assert_eq!(
            (&answer["parsingSucceeded"], &answer["evaluationSucceeded"]),
            (&json!(true), &json!(true))
        );
    }

    #[test]
    fn a_syntax_error_is_an_answer() {
        let answer = ask(json!({"expression": "Trim([l]"}));
        assert_eq!(
            (&answer["parsingSucceeded"], &answer["parsedExpression"]),
            (&json!(false), &Value::Null)
        );
        assert!(answer["error"]["message"].as_str().unwrap().contains("position 8"));
    }

    #[test]
    fn without_a_test_object_nothing_is_evaluated() {
        let answer = ask(json!({"expression": "Trim([l])"}));
        assert_eq!(
            (&answer["parsingSucceeded"], &answer["evaluationSucceeded"]),
            (&json!(true), &json!(false))
        );
        assert_eq!(answer["error"], Value::Null);
    }
}
