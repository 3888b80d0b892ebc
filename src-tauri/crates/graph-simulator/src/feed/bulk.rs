//! The body of bulkUpload (contract 14.1): what is refused before anything is stored. Values of people are not looked at here: 202
//! says stored, not valid.

use std::sync::Arc;

use serde_json::{Map, Value};

/// The one media type that is taken.
pub const MEDIA: &str = "application/scim+json";

/// Operations a call may hold.
const MOST: usize = 50;

/// One operation: a person of the source, as sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Who it is, letter by letter.
    pub external_id: String,
    /// `DELETE` of the old beta page, where it is still taken.
    pub deletes: bool,
    /// `data`.
    pub data: Map<String, Value>,
}

impl Record {
    /// Somebody of whom nothing else is known any more.
    pub(super) fn of(external_id: &str) -> Self {
        Self {
            external_id: external_id.to_owned(),
            deletes: false,
            data: Map::new(),
        }
    }
}

/// The service tells nothing else of what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Invalid Data Format")]
pub struct InvalidDataFormat;

/// Reads the operations of a call. `takes_deletes`: the method `DELETE` is stored, too.
///
/// # Errors
/// The body or its media type does not comply.
pub fn read(media: Option<&str>, body: &[u8], takes_deletes: bool) -> Result<Vec<Arc<Record>>, InvalidDataFormat> {
    let media = media.and_then(|media| media.split(';').next()).map(str::trim);
    if !media.is_some_and(|media| media.eq_ignore_ascii_case(MEDIA)) {
        return Err(InvalidDataFormat);
    }
    let body: Value = serde_json::from_slice(body).map_err(|_| InvalidDataFormat)?;
    let has_limit_of_errors = matches!(body["failOnErrors"], Value::Null | Value::Number(_));
    match &body["Operations"] {
        Value::Array(operations)
            if is_list_of_schemas(&body["schemas"])
                && has_limit_of_errors
                && (1..=MOST).contains(&operations.len()) =>
        {
            operations
                .iter()
                .map(|operation| record(operation, takes_deletes).ok_or(InvalidDataFormat))
                .collect()
        }
        _ => Err(InvalidDataFormat),
    }
}

fn record(operation: &Value, takes_deletes: bool) -> Option<Arc<Record>> {
    let deletes = match operation["method"].as_str()? {
        "POST" => false,
        "DELETE" if takes_deletes => true,
        _ => return None,
    };
    // A sample of Microsoft's writes it small.
    let is_of_users = operation["path"].as_str()?.eq_ignore_ascii_case("/Users");
    filled(&operation["bulkId"])?;
    let data = operation["data"].as_object()?;
    let external_id = filled(data.get("externalId")?)?;
    let complies = is_of_users && data.get("schemas").is_some_and(is_list_of_schemas);
    complies.then(|| {
        Arc::new(Record {
            external_id: external_id.to_owned(),
            deletes,
            data: data.clone(),
        })
    })
}

/// PowerShell makes a text of a list of one, which is refused.
fn is_list_of_schemas(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|names| !names.is_empty() && names.iter().all(Value::is_string))
}

fn filled(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}
