//! `Retry-After` in both its forms (contract 3.4).

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

/// Longest wait worth representing; more than this is nonsense.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// How long to wait: seconds, or the distance between the date and the service's own clock.
pub(super) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<f64>() {
        let wait = Duration::try_from_secs_f64(seconds).ok()?;
        return Some(wait.min(LONGEST));
    }
    let until = http_date(value)?;
    let wait = Duration::try_from(until.duration_since(now)).unwrap_or_default();
    Some(wait.min(LONGEST))
}

/// A date as in `Date` and `Retry-After`.
pub(super) fn http_date(value: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms() {
        let now: Timestamp = "2026-03-14T15:00:00Z".parse().unwrap();
        for (value, seconds) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Sat, 14 Mar 2026 15:00:30 GMT", Some(30)),
            ("Sat, 14 Mar 2026 14:00:00 GMT", Some(0)),
            ("99999999999999", Some(LONGEST.as_secs())),
            ("-5", None),
            ("NaN", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(retry_after(value, now), seconds.map(Duration::from_secs), "{value}");
        }
    }
}
