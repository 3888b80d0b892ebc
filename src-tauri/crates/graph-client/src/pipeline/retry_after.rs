//! `Retry-After` in both its forms (contract 3.4).

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

/// Longest wait worth representing; more than this is nonsense.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// How long to wait: the longest of all that is asked, in seconds or as the distance between a date and the service's own
/// clock. A gateway may add its own header or join both in one line. None when nothing above zero is asked.
pub(super) fn retry_after<'a>(values: impl IntoIterator<Item = &'a str>, now: Timestamp) -> Option<Duration> {
    let waits = values.into_iter().flat_map(|value| waits(value, now));
    waits.filter(|wait| !wait.is_zero()).max()
}

/// Every wait in one header. A date has a comma of its own.
fn waits(value: &str, now: Timestamp) -> Vec<Duration> {
    let parts: Vec<_> = value.split(',').collect();
    let dates = parts.windows(2).map(|pair| pair.join(","));
    let seconds = parts.iter().filter_map(|part| seconds(part));
    let dates = dates.filter_map(|date| until(&date, now));
    seconds.chain(dates).map(|wait| wait.min(LONGEST)).collect()
}

fn seconds(value: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(value.trim().parse().ok()?).ok()
}

fn until(value: &str, now: Timestamp) -> Option<Duration> {
    Some(Duration::try_from(http_date(value.trim())?.duration_since(now)).unwrap_or_default())
}

/// A date as in `Date` and `Retry-After`.
pub(super) fn http_date(value: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_of_all_that_is_asked_counts() {
        let now: Timestamp = "2026-03-14T15:00:00Z".parse().unwrap();
        let cases: [(&[&str], Option<u64>); 16] = [
            (&["120"], Some(120)),
            (&[" 0 "], None),
            (&["Sat, 14 Mar 2026 15:00:30 GMT"], Some(30)),
            (&["Sat, 14 Mar 2026 14:00:00 GMT"], None),
            (&["99999999999999"], Some(LONGEST.as_secs())),
            (&["-5"], None),
            (&["NaN"], None),
            (&["soon"], None),
            (&[""], None),
            (&[], None),
            (&["0", "120"], Some(120)),
            (&["120", "0"], Some(120)),
            (&["0,120"], Some(120)),
            (&["120, 7"], Some(120)),
            (&["7, Sat, 14 Mar 2026 15:00:30 GMT"], Some(30)),
            (&["soon", "Sat, 14 Mar 2026 15:00:30 GMT, 31"], Some(31)),
        ];
        for (values, expected) in cases {
            let wait = retry_after(values.iter().copied(), now);
            assert_eq!(wait, expected.map(Duration::from_secs), "{values:?}");
        }
    }
}
