//! What may be said of JSON that is not as expected: serde's own words quote it, and it may hold a token.

use serde_json::error::Category;

/// What was expected and where; nothing of the JSON itself.
pub(crate) fn redacted_error(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let what = match error.classify() {
        Category::Data => expected(&said),
        Category::Eof => "it ends too early".to_owned(),
        Category::Syntax | Category::Io => "it is no valid JSON".to_owned(),
    };
    match (error.line(), error.column()) {
        (0, _) => what,
        (line, column) => format!("{what} (line {line}, column {column})"),
    }
}

/// The part of serde's words that our own types made.
fn expected(said: &str) -> String {
    let name = said
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split_once('`'));
    if let Some((name, _)) = name {
        return format!("`{name}` is missing");
    }
    let kind = said
        .strip_prefix("invalid type: ")
        .and_then(|rest| rest.rsplit_once(", expected "));
    match kind {
        Some((_, kind)) => {
            let kind = kind.split_once(" at line ").map_or(kind, |(kind, _)| kind);
            format!("something else stands where {kind} was expected")
        }
        None => "a value is not what was expected".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only what cannot be read is of interest")]
    struct Known {
        id: u8,
        when: Option<jiff::Timestamp>,
    }

    fn said<T: DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
        redacted_error(&serde_json::from_str::<T>(json).unwrap_err())
    }

    #[test]
    fn what_was_expected_is_said_and_nothing_quoted() {
        let cases = [
            (
                "{\"id\":\n\"s3ntinel, expected s3ntinel at line 1\"}",
                "something else stands where u8 was expected (line 2, column 39)",
            ),
            ("{\"id\":300}", "a value is not what was expected (line 1, column 9)"),
            (
                "{\"id\":1,\"when\":\"s3ntinel\"}",
                "a value is not what was expected (line 1, column 25)",
            ),
            (
                "\"s3ntinel\"",
                "something else stands where struct Known was expected (line 1, column 10)",
            ),
            ("{\"s3ntinel\":1}", "`id` is missing (line 1, column 14)"),
            ("{\"s3ntinel", "it ends too early (line 1, column 10)"),
            ("<s3ntinel>", "it is no valid JSON (line 1, column 1)"),
        ];
        for (json, expected) in cases {
            assert_eq!(said::<Known>(json), expected, "{json}");
        }
        let value = serde_json::json!({"id": "s3ntinel"});
        let error = serde_json::from_value::<Known>(value).unwrap_err();
        assert_eq!(redacted_error(&error), "something else stands where u8 was expected");
    }
}
