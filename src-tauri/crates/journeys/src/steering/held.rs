//! Deletes that are held back, because more were due in one round than the delete guard lets through (contract 11.3).

use graph_client::models::{Job, QuarantineReason};
use provisioning::held_deletes;
use step_engine::{Cx, ErrorKind, Finding, Phase, StepError};

use super::SteeringServices;

const DOING: &str = "looking whether deletes are held back";

/// The delete guard holds the job back.
pub(super) fn is_held(job: &Job) -> bool {
    let quarantine = job.status.quarantine.as_ref();
    job.is_in_quarantine() && quarantine.is_some_and(|quarantine| quarantine.reason == QuarantineReason::TooManyDeletes)
}

/// What a step found that would start these jobs again, unless somebody has to decide first: another start lets go unasked whatever is
/// due below the delete guard by now.
pub(super) fn unless_undecided<T>(cx: &Cx<SteeringServices>, jobs: &[Job], found: Finding<T>) -> Finding<T> {
    match (found, jobs.iter().find(|job| is_held(job))) {
        (Finding::Needed(_), Some(job)) if cx.phase() == Phase::Look => {
            Finding::Blocked(StepError::new(ErrorKind::Conflict, "too-many-deletes", DOING).with("job", &job.id))
        }
        (found, _) => found,
    }
}

/// How many deletes those of these jobs hold back that are held.
///
/// # Errors
/// `held-deletes-unknown`: the message of one names no number.
pub(super) fn count(jobs: &[Job], doing: &'static str) -> Result<u64, StepError> {
    let mut held = jobs.iter().filter(|job| is_held(job));
    held.try_fold(0, |sum: u64, job| match held_deletes(job) {
        Some(count) => Ok(sum.saturating_add(count)),
        None => Err(StepError::new(ErrorKind::Missing, "held-deletes-unknown", doing).with("job", &job.id)),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn held(message: &str) -> Job {
        let job = json!({
            "id": "j",
            "schedule": { "state": "Active", "interval": "P1D" },
            "status": { "code": "Quarantine", "quarantine": {
                "reason": "TooManyDeletes", "error": { "code": "TooManyDeletes", "message": message } } },
        });
        serde_json::from_value(job).unwrap()
    }

    #[test]
    fn the_number_is_that_of_the_message() {
        let jobs = [held("600 deletes were held back."), held("Held: 12 of 40")];
        assert!(jobs.iter().all(is_held));
        assert_eq!(count(&jobs, "counting").unwrap(), 612);
        assert_eq!(count(&[], "counting").unwrap(), 0);
        for unreadable in ["", "many", "99999999999999999999999"] {
            let error = count(&[held(unreadable)], "counting").unwrap_err();
            assert_eq!(error.code, "held-deletes-unknown");
        }
    }
}
