//! Dates of the service. The year 1 and the last day of the year 9999 mean *never* (contract 7.3).

use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// A date, or `None` for never, `null` and nothing.
pub(super) fn or_never<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    if text.is_empty() || text.starts_with("0001-") || text.starts_with("9999-12-3") {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_| D::Error::custom(format!("{text:?} is not a date")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Holder {
        #[serde(default, deserialize_with = "or_never")]
        at: Option<Timestamp>,
    }

    fn read(json: &str) -> Result<Option<Timestamp>, serde_json::Error> {
        serde_json::from_str::<Holder>(json).map(|holder| holder.at)
    }

    #[test]
    fn never_has_many_spellings() {
        for never in [
            "{}",
            r#"{"at":null}"#,
            r#"{"at":""}"#,
            r#"{"at":"0001-01-01T00:00:00Z"}"#,
            r#"{"at":"0001-01-01T01:00:00+01:00"}"#,
            r#"{"at":"9999-12-31T23:59:59.9999999Z"}"#,
        ] {
            assert_eq!(read(never).unwrap(), None, "{never}");
        }
    }

    #[test]
    fn dates_are_read_and_nonsense_is_not() {
        let seven_digits = read(r#"{"at":"2026-02-01T10:00:00.1234567Z"}"#).unwrap();
        assert_eq!(seven_digits.unwrap().as_second(), 1_769_940_000);
        assert!(read(r#"{"at":"yesterday"}"#).is_err());
        assert!(read(r#"{"at":5}"#).is_err());
    }
}
