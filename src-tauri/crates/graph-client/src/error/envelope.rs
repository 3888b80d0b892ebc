//! Reads Graph's error envelope (contract 3.1) and unwraps `UnknownError` (3.2).

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde_json::{Map, Value};

use super::InnerError;

/// Longest message kept; the rest is cut.
const LONGEST_MESSAGE: usize = 2_000;

/// What an error body says, with empty parts where it says nothing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Envelope {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) inner: Option<InnerError>,
    pub(crate) request_id: Option<String>,
    pub(crate) date: Option<Timestamp>,
}

impl Envelope {
    /// Never fails: a body that is no envelope gives an empty one.
    pub(crate) fn read(body: &str) -> Self {
        let parsed = serde_json::from_str::<Value>(body.trim_start_matches('\u{feff}'));
        let Some(error) = parsed.ok().and_then(|mut body| match body.get_mut("error") {
            Some(Value::Object(error)) => Some(std::mem::take(error)),
            _ => None,
        }) else {
            return Self::default();
        };
        let code = text(&error, "code").unwrap_or_default();
        let message = error.get("message").and_then(Value::as_str).unwrap_or_default();
        let inner = (code == "UnknownError").then(|| unwrap(message)).flatten();
        let (request_id, date) = inner_facts(&error);
        Self {
            code,
            message: cut(message),
            inner,
            request_id,
            date,
        }
    }

    /// The same with every text changed.
    pub(crate) fn map(self, change: impl Fn(&str) -> String) -> Self {
        let some = |text: Option<String>| text.map(|text| change(&text));
        Self {
            code: change(&self.code),
            message: change(&self.message),
            inner: self.inner.map(|inner| InnerError {
                code: some(inner.code),
                message: some(inner.message),
            }),
            request_id: self.request_id,
            date: self.date,
        }
    }
}

/// The error inside the message of an `UnknownError`, if the message is JSON.
fn unwrap(message: &str) -> Option<InnerError> {
    let Ok(Value::Object(body)) = serde_json::from_str(message) else {
        return None;
    };
    let source = match body.get("error") {
        Some(Value::Object(error)) => error,
        _ => &body,
    };
    let inner = InnerError {
        code: text(source, "code").or_else(|| text(source, "Code")),
        message: text(source, "message").or_else(|| text(source, "Message")),
    };
    (inner.code.is_some() || inner.message.is_some()).then_some(inner)
}

/// `request-id` and `date` of `innerError`, which may be spelled in lower case and may nest.
fn inner_facts(error: &Map<String, Value>) -> (Option<String>, Option<Timestamp>) {
    let mut request_id = None;
    let mut date = None;
    let mut level = Some(error);
    while let Some(inner) =
        level.and_then(|level| level.get("innerError").or_else(|| level.get("innererror"))?.as_object())
    {
        request_id = request_id.or_else(|| text(inner, "request-id"));
        date = date.or_else(|| text(inner, "date").and_then(|date| utc(&date)));
        level = Some(inner);
    }
    (request_id, date)
}

/// Dates of the envelope carry no zone and mean UTC.
fn utc(date: &str) -> Option<Timestamp> {
    date.parse().ok().or_else(|| {
        let civil: DateTime = date.parse().ok()?;
        Offset::UTC.to_timestamp(civil).ok()
    })
}

fn text(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.get(name)?.as_str().map(cut)
}

/// Short enough to keep, and without what would steer a terminal.
fn cut(text: &str) -> String {
    let readable = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    readable.take(LONGEST_MESSAGE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(body: Value) -> Envelope {
        Envelope::read(&body.to_string())
    }

    #[test]
    fn the_plain_envelope() {
        let envelope = read(json!({"error": {
            "code": "Request_ResourceNotFound", "message": "Resource 'x' does not exist.",
            "innerError": {"date": "2026-03-14T15:01:03", "request-id": "9e1c", "client-request-id": "c"}}}));
        assert_eq!(envelope.code, "Request_ResourceNotFound");
        assert_eq!(envelope.request_id.as_deref(), Some("9e1c"));
        assert_eq!(envelope.date, Some("2026-03-14T15:01:03Z".parse().unwrap()));
        assert_eq!(envelope.inner, None);
    }

    #[test]
    fn inner_errors_nest_and_change_case() {
        let envelope = read(json!({"error": {"code": "x", "message": "",
            "innererror": {"code": "y", "innerError": {"request-id": "deep"}}}}));
        assert_eq!(envelope.request_id.as_deref(), Some("deep"));
    }

    #[test]
    fn unknown_error_holds_json_with_line_breaks() {
        let message = "{\r\n  \"error\": {\r\n    \"code\": \"InvalidNotificationSettings\",\r\n    \"message\": null,\r\n    \"target\": null,\r\n    \"details\": [],\r\n    \"innerError\": null\r\n  }\r\n}";
        let envelope = read(json!({"error": {"code": "UnknownError", "message": message}}));
        assert_eq!(
            envelope.inner,
            Some(InnerError {
                code: Some("InvalidNotificationSettings".to_owned()),
                message: None
            })
        );
    }

    #[test]
    fn unknown_error_holds_a_bare_message() {
        let message = r#"{"Message":"No HTTP resource was found that matches the request URI 'x'."}"#;
        let envelope = read(json!({"error": {"code": "UnknownError", "message": message}}));
        let inner = envelope.inner.unwrap();
        assert_eq!(inner.code, None);
        assert!(inner.message.unwrap().starts_with("No HTTP resource"));
    }

    #[test]
    fn only_unknown_error_is_unwrapped() {
        let envelope = read(json!({"error": {"code": "BadRequest", "message": "{\"error\":{\"code\":\"x\"}}"}}));
        assert_eq!(envelope.inner, None);
        let empty = read(json!({"error": {"code": "UnknownError", "message": ""}}));
        assert_eq!((empty.code.as_str(), empty.inner), ("UnknownError", None));
    }

    #[test]
    fn what_is_no_envelope_says_nothing() {
        for odd in [
            "",
            "<html>proxy</html>",
            "null",
            "[]",
            "\"error\"",
            r#"{"error":"invalid_grant"}"#,
            r#"{"error":null}"#,
            r#"{"error":{"code":5,"message":{}}}"#,
        ] {
            assert_eq!(Envelope::read(odd), Envelope::default(), "{odd}");
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(Envelope::read(&deep), Envelope::default());
    }

    #[test]
    fn messages_are_cut_and_cleaned() {
        let envelope = read(json!({"error": {"code": "c", "message": "é".repeat(5_000)}}));
        assert_eq!(envelope.message.chars().count(), LONGEST_MESSAGE);
        let envelope = read(json!({"error": {"code": "c\u{7}", "message": "\u{1b}[2Ja\r\nb"}}));
        assert_eq!((envelope.code.as_str(), envelope.message.as_str()), ("c", "[2Ja\nb"));
    }
}
