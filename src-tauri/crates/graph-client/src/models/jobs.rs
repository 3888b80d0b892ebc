use jiff::Timestamp;
use serde::Deserialize;

use super::open_enum::open_enum;
use super::{Extra, null_as_default, timestamps};

/// A synchronization job (contract 7.2, 7.3).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    pub id: String,
    /// May be an internal name; ask [`Job::is_of_template`].
    #[serde(default)]
    pub template_id: Option<String>,
    pub schedule: Schedule,
    pub status: JobStatus,
    #[serde(default, deserialize_with = "null_as_default")]
    pub synchronization_job_settings: Vec<Setting>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Job {
    /// Recognised by `templateId` or by the id's text before the first dot (contract 7.2).
    pub fn is_of_template(&self, template: &str) -> bool {
        let of_id = self.id.split_once('.').map(|(of_id, _)| of_id);
        [self.template_id.as_deref(), of_id]
            .into_iter()
            .flatten()
            .any(|candidate| candidate.eq_ignore_ascii_case(template))
    }

    /// The template that the id's text before the first dot names; the whole id where there is no dot.
    pub fn template(&self) -> &str {
        self.id.split('.').next().unwrap_or_default()
    }

    /// Whether it runs on its schedule.
    pub fn is_running(&self) -> bool {
        self.schedule.state == ScheduleState::Active
    }

    pub fn is_in_quarantine(&self) -> bool {
        self.status.code == JobCode::Quarantine || self.quarantine().is_some()
    }

    /// Why it is or was held back, unless it is the husk of empty texts that may stand there instead of `null` (contract 7.4).
    pub fn quarantine(&self) -> Option<&Quarantine> {
        self.status
            .quarantine
            .as_ref()
            .filter(|quarantine| !quarantine.is_husk())
    }

    /// The last run, unless it is the husk that stands there before the first one (contract 7.3).
    pub fn last_execution(&self) -> Option<&TaskExecution> {
        self.status
            .last_execution
            .as_ref()
            .filter(|execution| execution.has_run())
    }

    /// Value of one job setting.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.synchronization_job_settings
            .iter()
            .find(|setting| setting.name == name)?
            .value
            .as_deref()
    }
}

/// When a job runs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Schedule {
    pub state: ScheduleState,
    /// ISO duration such as `PT40M`; ten million days mean never.
    pub interval: String,
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub expiration: Option<Timestamp>,
}

impl Schedule {
    /// The interval of a job that is not scheduled: the longest that the service can write.
    pub fn is_never(&self) -> bool {
        self.interval.starts_with("P10675199D")
    }
}

open_enum! {
    ScheduleState { Active = "Active", Disabled = "Disabled", Paused = "Paused" }
}

open_enum! {
    /// How a job is doing.
    JobCode {
        NotConfigured = "NotConfigured",
        NotRun = "NotRun",
        Active = "Active",
        Paused = "Paused",
        Quarantine = "Quarantine",
    }
}

/// How a job is doing, in detail.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JobStatus {
    pub code: JobCode,
    #[serde(default, deserialize_with = "null_as_default")]
    pub count_successive_complete_failures: i64,
    #[serde(default, deserialize_with = "null_as_default")]
    pub escrows_pruned: bool,
    #[serde(default)]
    pub last_execution: Option<TaskExecution>,
    #[serde(default)]
    pub last_successful_execution: Option<TaskExecution>,
    #[serde(default)]
    pub last_successful_execution_with_exports: Option<TaskExecution>,
    #[serde(default)]
    pub quarantine: Option<Quarantine>,
    /// When the initial cycle was done.
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub steady_state_first_achieved_time: Option<Timestamp>,
    /// When all changes were last done.
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub steady_state_last_achieved_time: Option<Timestamp>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub progress: Vec<Progress>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub synchronized_entry_count_by_type: Vec<EntryCount>,
    #[serde(default)]
    pub troubleshooting_url: Option<String>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// One run of a job.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskExecution {
    #[serde(default)]
    pub activity_identifier: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub count_entitled: i64,
    #[serde(default, deserialize_with = "null_as_default")]
    pub count_entitled_for_provisioning: i64,
    #[serde(default, deserialize_with = "null_as_default")]
    pub count_escrowed: i64,
    #[serde(default, deserialize_with = "null_as_default")]
    pub count_escrowed_raw: i64,
    #[serde(default, deserialize_with = "null_as_default")]
    pub count_exported: i64,
    #[serde(default, deserialize_with = "null_as_default")]
    pub count_exports: i64,
    #[serde(default, deserialize_with = "null_as_default")]
    pub count_imported: i64,
    #[serde(default, deserialize_with = "null_as_default")]
    pub count_imported_deltas: i64,
    #[serde(default, deserialize_with = "null_as_default")]
    pub count_imported_reference_deltas: i64,
    #[serde(default)]
    pub error: Option<ServiceError>,
    pub state: TaskResult,
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub time_began: Option<Timestamp>,
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub time_ended: Option<Timestamp>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl TaskExecution {
    /// `false` for the husk before the first run.
    pub fn has_run(&self) -> bool {
        self.time_began.is_some()
    }

    /// Its end is not there, or is the end of the run before it (contract 7.3).
    pub fn goes_on(&self) -> bool {
        self.has_run() && self.time_ended.is_none_or(|ended| self.time_began > Some(ended))
    }
}

open_enum! {
    TaskResult {
        Succeeded = "Succeeded",
        Failed = "Failed",
        EntryLevelErrors = "EntryLevelErrors",
    }
}

/// An error of a run or of a quarantine.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceError {
    #[serde(default)]
    pub code: Option<String>,
    #[serde(default)]
    pub message: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub tenant_actionable: bool,
}

impl ServiceError {
    /// Its code, where it is one: `None` is what the service writes for no error.
    pub fn known_code(&self) -> Option<&str> {
        let code = self.code.as_deref().map(str::trim);
        code.filter(|code| !code.is_empty() && !code.eq_ignore_ascii_case("None"))
    }
}

/// Why and since when a job is held back (contract 7.4).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Quarantine {
    #[serde(default, deserialize_with = "null_as_default")]
    pub reason: QuarantineReason,
    #[serde(default)]
    pub error: Option<ServiceError>,
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub current_began: Option<Timestamp>,
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub next_attempt: Option<Timestamp>,
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub series_began: Option<Timestamp>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub series_count: i64,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Quarantine {
    /// Nothing is told by it, not even a date.
    fn is_husk(&self) -> bool {
        let dates = [self.series_began, self.current_began, self.next_attempt];
        self.reason.as_str().trim().is_empty() && dates.iter().all(Option::is_none)
    }
}

impl Default for QuarantineReason {
    fn default() -> Self {
        Self::Other(String::new())
    }
}

open_enum! {
    QuarantineReason {
        EncounteredBaseEscrowThreshold = "EncounteredBaseEscrowThreshold",
        EncounteredTotalEscrowThreshold = "EncounteredTotalEscrowThreshold",
        EncounteredEscrowProportionThreshold = "EncounteredEscrowProportionThreshold",
        EncounteredQuarantineException = "EncounteredQuarantineException",
        Unknown = "Unknown",
        QuarantinedOnDemand = "QuarantinedOnDemand",
        TooManyDeletes = "TooManyDeletes",
        IngestionInterrupted = "IngestionInterrupted",
    }
}

/// How far a run has come.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    #[serde(default, deserialize_with = "null_as_default")]
    pub completed_units: i64,
    #[serde(default, deserialize_with = "null_as_default")]
    pub total_units: i64,
    #[serde(default)]
    pub units: Option<String>,
    #[serde(default, deserialize_with = "timestamps::or_never")]
    pub progress_observation_date_time: Option<Timestamp>,
}

/// How many objects of a pair such as `user to User` are synchronised.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct EntryCount {
    pub key: String,
    pub value: i64,
}

/// One job setting; all values are texts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Setting {
    pub name: String,
    #[serde(default)]
    pub value: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn job(change: impl FnOnce(&mut Value)) -> Result<Job, serde_json::Error> {
        let mut job = json!({
            "id": "AD2AADProvisioning.a948e1d58215475cb76a66f39959b21a.791b065b", "templateId": "ADDCInPassthrough",
            "schedule": {"expiration": null, "interval": "PT40M", "state": "Disabled"},
            "status": {"code": "Paused", "countSuccessiveCompleteFailures": 0, "escrowsPruned": false,
                "lastExecution": {"activityIdentifier": null, "state": "Failed", "timeBegan": "0001-01-01T00:00:00Z",
                    "timeEnded": "0001-01-01T00:00:00Z", "error": {"code": "None", "message": "", "tenantActionable": false}},
                "quarantine": null, "steadyStateFirstAchievedTime": "0001-01-01T00:00:00Z",
                "troubleshootingUrl": null, "progress": null, "synchronizedEntryCountByType": []},
            "synchronizationJobSettings": null, "newField": {"a": 1}});
        change(&mut job);
        serde_json::from_value(job)
    }

    #[test]
    fn a_new_job_with_its_husk() {
        let job = job(|_| {}).unwrap();
        assert!(!job.is_running() && !job.is_in_quarantine());
        assert!(job.status.last_execution.is_some() && job.last_execution().is_none());
        assert_eq!(job.status.steady_state_first_achieved_time, None);
        assert_eq!(job.extra["newField"], json!({"a": 1}));
    }

    #[test]
    fn a_job_is_known_by_template_or_by_id() {
        let by_id = job(|_| {}).unwrap();
        assert!(by_id.is_of_template("AD2AADProvisioning"));
        assert!(by_id.is_of_template("addcinpassthrough"));
        assert!(!by_id.is_of_template("AD2AADPasswordHash"));
        let bare = job(|job| job["id"] = json!("no-dots")).unwrap();
        assert!(!bare.is_of_template("no-dots"));
    }

    #[test]
    fn unknown_members_survive() {
        let job = job(|job| {
            job["status"]["code"] = json!("Hibernating");
            job["schedule"]["state"] = json!("active");
        })
        .unwrap();
        assert_eq!(job.status.code, JobCode::Other("Hibernating".to_owned()));
        assert_eq!(job.status.code.as_str(), "Hibernating");
        assert!(job.is_running());
    }

    #[test]
    fn what_is_missing_is_named() {
        for (field, word) in [("status", "status"), ("id", "id"), ("schedule", "schedule")] {
            let error = job(|job| {
                job.as_object_mut().unwrap().remove(field);
            })
            .unwrap_err();
            assert!(error.to_string().contains(word), "{error}");
        }
    }

    #[test]
    fn a_quarantine_speaks() {
        let job = job(|job| {
            job["status"]["quarantine"] = json!({"reason": "EncounteredQuarantineException", "seriesCount": 2,
                "currentBegan": "2026-02-01T10:00:00Z", "nextAttempt": "2026-02-01T16:00:00Z",
                "error": {"code": "HybridIdentityServiceNoActiveAgents", "message": "m", "tenantActionable": true}});
        })
        .unwrap();
        assert!(job.is_in_quarantine());
        let quarantine = job.status.quarantine.unwrap();
        assert_eq!(quarantine.reason, QuarantineReason::EncounteredQuarantineException);
        assert_eq!(
            quarantine.error.unwrap().code.as_deref(),
            Some("HybridIdentityServiceNoActiveAgents")
        );
    }
}
