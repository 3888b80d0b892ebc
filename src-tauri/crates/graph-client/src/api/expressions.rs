use serde_json::{Map, Value, json};

use super::jobs::job_path;
use crate::client::{GraphClient, ReadClient};
use crate::cloud::Version;
use crate::error::Error;
use crate::models::{FilterOperator, Function, ParsedExpression};
use crate::pipeline::{Call, Effect};

impl ReadClient {
    /// C6: operators for scoping filters.
    pub async fn filter_operators(&self, sp: &str, job: &str) -> Result<Vec<FilterOperator>, Error> {
        let path = job_path(sp, job, ["schema", "filterOperators"]);
        self.list(Call::get("list filter operators", Version::V1, path)).await
    }

    /// C6: functions for expressions.
    pub async fn functions(&self, sp: &str, job: &str) -> Result<Vec<Function>, Error> {
        let path = job_path(sp, job, ["schema", "functions"]);
        self.list(Call::get("list functions", Version::V1, path)).await
    }
}

impl GraphClient {
    /// C7: lets the service parse an expression and, with `input`, evaluate it (contract 9.6).
    /// `input` holds attribute values by name, a text or an array of texts each.
    pub async fn parse_expression(
        &self,
        sp: &str,
        job: &str,
        expression: &str,
        input: Option<&Map<String, Value>>,
    ) -> Result<ParsedExpression, Error> {
        let mut body = json!({"expression": expression, "targetAttributeDefinition": null});
        if let Some(input) = input {
            let properties: Vec<_> = input.iter().map(property).collect();
            body["testInputObject"] = json!({"definition": null, "properties": properties});
        }
        let path = job_path(sp, job, ["schema", "parseExpression"]);
        let call = Call::post("parse expression", Effect::Look, Version::V1, path);
        self.fetch(call.json(&body)).await
    }
}

/// Several values carry their type.
fn property((name, value): (&String, &Value)) -> Value {
    if value.is_array() {
        json!({"key": name, "value@odata.type": "#Collection(String)", "value": value})
    } else {
        json!({"key": name, "value": value})
    }
}
