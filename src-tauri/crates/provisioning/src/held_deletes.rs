//! Deletes that the delete guard holds back (contract 11.3).

use graph_client::models::{Job, QuarantineReason};

/// How many this job holds back; `None` where it holds none, or where the service does not tell: it does so in the message of the
/// quarantine alone.
#[must_use]
pub fn held_deletes(job: &Job) -> Option<u64> {
    let quarantine = job.status.quarantine.as_ref();
    let held = quarantine.filter(|quarantine| quarantine.reason == QuarantineReason::TooManyDeletes)?;
    first_number(held.error.as_ref()?.message.as_deref()?)
}

fn first_number(text: &str) -> Option<u64> {
    let mut numbers = text.split(|sign: char| !sign.is_ascii_digit());
    numbers.find(|digits| !digits.is_empty())?.parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn held(reason: &str, message: Option<&str>) -> Option<u64> {
        let job = json!({
            "id": "j",
            "schedule": { "state": "Active", "interval": "P1D" },
            "status": { "code": "Quarantine", "quarantine": {
                "reason": reason, "error": { "code": "TooManyDeletes", "message": message } } },
        });
        held_deletes(&serde_json::from_value(job).unwrap())
    }

    #[test]
    fn the_number_is_that_of_the_message() {
        for (message, count) in [
            ("600 deletes were held back.", Some(600)),
            ("Held: 12 of 40", Some(12)),
            ("", None),
            ("many", None),
            ("99999999999999999999999", None),
        ] {
            assert_eq!(held("TooManyDeletes", Some(message)), count, "{message}");
            assert_eq!(held("Unknown", Some(message)), None, "{message}");
        }
        assert_eq!(held("TooManyDeletes", None), None);
    }
}
