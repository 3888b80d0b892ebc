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
    /// There was an `error`, as Graph writes one, whatever it says.
    pub(crate) is_there: bool,
}

impl Envelope {
    /// Never fails: JSON that is no envelope gives an empty one. Every text goes through `clean` whole, before it is cut.
    pub(crate) fn of(body: &Value, clean: impl Fn(&str) -> String) -> Self {
        let Some(error) = body.get("error").and_then(Value::as_object) else {
            return Self::default();
        };
        let kept = |text: &str| cut(&clean(text));
        let code = text(error, "code").unwrap_or_default();
        let message = text(error, "message").unwrap_or_default();
        let inner = (code == "UnknownError").then(|| unwrap(message, &kept)).flatten();
        let (request_id, date) = inner_facts(error);
        Self {
            code: kept(code),
            message: kept(message),
            inner,
            request_id: request_id.map(kept),
            date,
            is_there: true,
        }
    }
}

/// A body that can be an error of Graph's, which is an object; anything else is not even parsed.
pub(crate) fn object(body: &[u8]) -> Option<Value> {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    let begins = body.trim_ascii_start().starts_with(b"{");
    begins.then(|| serde_json::from_slice(body).ok()).flatten()
}

/// The error inside the message of an `UnknownError`, if the message is JSON.
fn unwrap(message: &str, kept: &impl Fn(&str) -> String) -> Option<InnerError> {
    let Ok(Value::Object(body)) = serde_json::from_str(message) else {
        return None;
    };
    let source = match body.get("error") {
        Some(Value::Object(error)) => error,
        _ => &body,
    };
    let inner = InnerError {
        code: text(source, "code").or_else(|| text(source, "Code")).map(kept),
        message: text(source, "message").or_else(|| text(source, "Message")).map(kept),
    };
    (inner.code.is_some() || inner.message.is_some()).then_some(inner)
}

/// `request-id` and `date` of `innerError`, which may be spelled in lower case and may nest.
fn inner_facts(error: &Map<String, Value>) -> (Option<&str>, Option<Timestamp>) {
    let mut request_id = None;
    let mut date = None;
    let mut level = Some(error);
    while let Some(inner) =
        level.and_then(|level| level.get("innerError").or_else(|| level.get("innererror"))?.as_object())
    {
        request_id = request_id.or_else(|| text(inner, "request-id"));
        date = date.or_else(|| text(inner, "date").and_then(utc));
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

fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
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
        Envelope::of(&body, str::to_owned)
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
        for odd in ["{}", r#"{"error":"invalid_grant"}"#, r#"{"error":null}"#] {
            assert_eq!(
                Envelope::of(&object(odd.as_bytes()).unwrap(), str::to_owned),
                Envelope::default(),
                "{odd}"
            );
        }
        let empty = read(json!({"error": {"code": 5, "message": {}}}));
        assert_eq!(
            (empty.code.as_str(), empty.message.as_str(), empty.is_there),
            ("", "", true)
        );
    }

    #[test]
    fn only_an_object_is_parsed() {
        for odd in ["", "<html>proxy</html>", "null", "[]", "\"error\"", "[{", "{"] {
            assert_eq!(object(odd.as_bytes()), None, "{odd}");
        }
        assert!(object(b"\xef\xbb\xbf \r\n{}").is_some());
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(object(deep.as_bytes()), None);
    }

    #[test]
    fn a_text_is_cleaned_before_it_is_cut() {
        let clean = |text: &str| text.replace("s\u{1}3ntinel", "");
        let long = format!("{}s\u{1}3ntinel", "x".repeat(LONGEST_MESSAGE - 4));
        let inner = json!({"error": {"code": long, "message": long}}).to_string();
        let body = json!({"error": {"code": "UnknownError", "message": inner, "innerError": {"request-id": long}}});
        let told = format!("{:?}", Envelope::of(&body, clean));
        assert!(!told.contains("xs"), "{told}");
    }

    #[test]
    fn messages_are_cut_and_cleaned() {
        let envelope = read(json!({"error": {"code": "c", "message": "é".repeat(5_000)}}));
        assert_eq!(envelope.message.chars().count(), LONGEST_MESSAGE);
        let envelope = read(json!({"error": {"code": "c\u{7}", "message": "\u{1b}[2Ja\r\nb"}}));
        assert_eq!((envelope.code.as_str(), envelope.message.as_str()), ("c", "[2Ja\nb"));
    }
}
