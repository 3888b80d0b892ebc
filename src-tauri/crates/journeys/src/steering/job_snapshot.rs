//! How a job stood before a request, to tell afterwards whether the request arrived.

use graph_client::models::{Job, TaskExecution};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What an act on a job changes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct JobSnapshot {
    pub(super) job: String,
    /// Its schedule is active.
    runs: bool,
    code: String,
    /// When its quarantine was last imposed.
    quarantined: Option<Timestamp>,
    /// When the service lifts that quarantine by itself, if it can.
    next_attempt: Option<Timestamp>,
    /// Its last run: id and begin.
    activity: Option<String>,
    began: Option<Timestamp>,
}

/// Whether a request that makes a job run has arrived, as far as a look can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// The job does what nothing else makes it do.
    Seen,
    /// It stands exactly as before.
    NotSeen,
    /// It may have got there by itself.
    Unclear,
}

impl JobSnapshot {
    pub(super) fn of(job: &Job) -> Self {
        let quarantine = job.status.quarantine.as_ref().filter(|_| job.is_in_quarantine());
        let last = job.last_execution();
        Self {
            job: job.id.clone(),
            runs: job.is_running(),
            code: job.status.code.as_str().to_owned(),
            quarantined: quarantine.and_then(|quarantine| quarantine.current_began),
            next_attempt: quarantine.and_then(|quarantine| quarantine.next_attempt),
            activity: last.and_then(|run| run.activity_identifier.clone()),
            began: last.and_then(|run| run.time_began),
        }
    }

    /// It does nothing until somebody starts it, or the service tries again.
    pub(super) fn rests(&self) -> bool {
        !self.runs || self.quarantined.is_some() || self.code == "Quarantine"
    }

    /// The run is another one than the last before.
    pub(super) fn is_before(&self, run: &TaskExecution) -> bool {
        (&self.activity, self.began) != (&run.activity_identifier, run.time_began)
    }

    /// `now` is the time of the service. Rounds of a job that runs follow each other by themselves, so that they tell nothing of a
    /// restart.
    pub(super) fn arrival(&self, job: &Job, now: Timestamp) -> Arrival {
        let was_tried = self.next_attempt.is_some_and(|next| next <= now);
        if !self.rests() || was_tried {
            return Arrival::Unclear;
        }
        match Self::of(job) {
            same if same == *self => Arrival::NotSeen,
            other if other.runs => Arrival::Seen,
            _ => Arrival::Unclear,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn job(change: impl FnOnce(&mut Value)) -> Job {
        let mut job = json!({
            "id": "j",
            "schedule": { "state": "Active", "interval": "P1D" },
            "status": { "code": "Quarantine",
                "quarantine": { "reason": "TooManyDeletes", "currentBegan": "2026-02-01T10:00:00Z",
                    "nextAttempt": "2026-02-01T16:00:00Z" },
                "lastExecution": { "activityIdentifier": "a", "state": "Failed", "timeBegan": "2026-02-01T10:00:00Z" } },
        });
        change(&mut job);
        serde_json::from_value(job).unwrap()
    }

    fn arrival(before: &Job, after: &Job, now: &str) -> Arrival {
        JobSnapshot::of(before).arrival(after, now.parse().unwrap())
    }

    const SOON: &str = "2026-02-01T11:00:00Z";

    #[test]
    fn a_job_that_rests_tells_whether_it_was_started() {
        let stuck = job(|_| {});
        assert_eq!(arrival(&stuck, &stuck, SOON), Arrival::NotSeen);
        let freed = job(|job| job["status"] = json!({ "code": "Active" }));
        assert_eq!(arrival(&stuck, &freed, SOON), Arrival::Seen);
        let stuck_again = job(|job| job["status"]["quarantine"]["currentBegan"] = json!("2026-02-01T10:30:00Z"));
        assert_eq!(arrival(&stuck, &stuck_again, SOON), Arrival::Seen);
        let paused = job(|job| {
            job["schedule"]["state"] = json!("Disabled");
            job["status"] = json!({ "code": "Paused" });
        });
        assert_eq!(arrival(&paused, &freed, SOON), Arrival::Seen);
        assert_eq!(arrival(&paused, &paused, SOON), Arrival::NotSeen);
        assert_eq!(
            arrival(&stuck, &paused, SOON),
            Arrival::Unclear,
            "somebody paused it meanwhile"
        );
    }

    #[test]
    fn what_happens_by_itself_tells_nothing() {
        let (stuck, running) = (job(|_| {}), job(|job| job["status"] = json!({ "code": "Active" })));
        assert_eq!(
            arrival(&stuck, &running, "2026-02-01T16:00:00Z"),
            Arrival::Unclear,
            "it was tried again"
        );
        assert_eq!(arrival(&running, &running, SOON), Arrival::Unclear);
    }
}
