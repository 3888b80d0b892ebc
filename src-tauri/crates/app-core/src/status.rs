//! What exists in a tenant and how it is doing. Reads only.

use futures::future::{join, try_join_all};
use graph_client::models::{Job, SyncSwitch, TaskExecution, TaskResult};
use graph_client::{Error, GraphClient};
use jiff::Timestamp;
use journeys::Setup;
use journeys::configurations::{self, Found};
use serde::Serialize;
use ts_rs::TS;

use crate::Problem;
use crate::account::{Account, Refusal};
use crate::view::TenantView;

/// A tenant with its Cloud Sync configurations.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantStatus {
    /// The tenant.
    pub tenant: TenantView,
    /// Directory synchronization is on; absent when it never was, or is not to be seen.
    pub synchronization: Option<bool>,
    /// This sign-in may not see whether directory synchronization is on.
    pub synchronization_hidden: bool,
    /// Its configurations, by name.
    pub configurations: Vec<ConfigurationStatus>,
}

/// One configuration.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationStatus {
    /// Object id of its service principal.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The Active Directory domain it is for, once that is stored.
    pub domain: Option<String>,
    /// Its jobs.
    pub jobs: Vec<JobStatus>,
}

/// One job.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobStatus {
    /// Its id.
    pub id: String,
    /// The job template, as the id names it.
    pub template: String,
    /// It runs on its schedule and is not held back.
    pub running: bool,
    /// Microsoft's status code, such as `Active`.
    pub code: String,
    /// The first cycle is complete.
    pub first_cycle_done: bool,
    /// End of the last run that succeeded.
    #[ts(type = "string | null")]
    pub last_run: Option<Timestamp>,
    /// Objects taken in so far, by the pair Microsoft counts, such as `user to User`.
    #[ts(type = "[string, number][]")]
    pub synchronized: Vec<(String, i64)>,
    /// Why Microsoft holds it back, if it does.
    pub quarantine: Option<QuarantineStatus>,
}

/// Why a job is held back.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuarantineStatus {
    /// Microsoft's reason, such as `TooManyDeletes`.
    pub reason: String,
    /// Code of the error behind it.
    pub error: Option<String>,
    /// Since the first failure of the series; Microsoft switches the job off 28 days later.
    #[ts(type = "string | null")]
    pub since: Option<Timestamp>,
}

/// Reads everything, or what serves the domain of this set-up.
pub(crate) async fn read(account: &Account, setup: Option<&Setup>) -> Result<TenantStatus, Problem> {
    if let Some(setup) = setup {
        match account.must_be_tenant_of(setup, account.left()).await {
            Err(Refusal::Problem(problem)) => return Err(problem),
            Err(Refusal::Stopped) | Ok(()) => {}
        }
    }
    let (organization, configurations) =
        join(account.client().organization(), configurations(account.client(), setup)).await;
    let mut configurations = configurations?;
    configurations.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    let organization = organization.map_err(|error| Problem::from(&error))?;
    Ok(TenantStatus {
        synchronization: organization.on_premises_sync_enabled,
        synchronization_hidden: organization.sync_switch() == SyncSwitch::Hidden,
        tenant: account.view_of(&organization),
        configurations,
    })
}

async fn configurations(client: &GraphClient, setup: Option<&Setup>) -> Result<Vec<ConfigurationStatus>, Problem> {
    let unread = |error| Problem::from(&error);
    let mut found = configurations::all(client).await.map_err(unread)?;
    if let Some(setup) = setup {
        let chosen = configurations::select(setup, found);
        let chosen = chosen.map_err(|error| Problem::from(&error))?;
        found = chosen.ours.into_iter().chain(chosen.unclear).collect();
    }
    let looks = found.into_iter().map(|found| configuration(client, found));
    try_join_all(looks).await.map_err(unread)
}

async fn configuration(client: &GraphClient, found: Found) -> Result<ConfigurationStatus, Error> {
    Ok(ConfigurationStatus {
        jobs: client.jobs(&found.configuration.id).await?.iter().map(job).collect(),
        name: found.name().to_owned(),
        domain: found.domain.readable().map(str::to_owned),
        id: found.configuration.id,
    })
}

/// A failed attempt is no run that brought anything.
fn last_good_run(job: &Job) -> Option<Timestamp> {
    let last = job.last_execution().filter(|run| run.state == TaskResult::Succeeded);
    let good = job
        .status
        .last_successful_execution
        .as_ref()
        .filter(|run| run.has_run());
    let ended = |run: &TaskExecution| run.time_ended;
    good.and_then(ended).max(last.and_then(ended))
}

fn job(job: &Job) -> JobStatus {
    let quarantine = job.status.quarantine.as_ref().map(|quarantine| QuarantineStatus {
        reason: quarantine.reason.as_str().to_owned(),
        error: quarantine.error.as_ref().and_then(|error| error.code.clone()),
        // A retry moves `currentBegan`; the 28 days count from the first failure.
        since: quarantine.series_began.or(quarantine.current_began),
    });
    JobStatus {
        id: job.id.clone(),
        template: job.id.split('.').next().unwrap_or_default().to_owned(),
        running: job.is_running() && !job.is_in_quarantine(),
        code: job.status.code.as_str().to_owned(),
        first_cycle_done: job.status.steady_state_first_achieved_time.is_some(),
        last_run: last_good_run(job),
        synchronized: job
            .status
            .synchronized_entry_count_by_type
            .iter()
            .map(|count| (count.key.clone(), count.value))
            .collect(),
        quarantine,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn seen(quarantine: &Value) -> JobStatus {
        let job = json!({
            "id": "AD2AADProvisioning.1.2",
            "schedule": { "state": "Active", "interval": "PT2M" },
            "status": {
                "code": "Quarantine",
                "quarantine": quarantine,
                "lastExecution": { "state": "Failed", "timeBegan": "2026-02-20T10:00:00Z", "timeEnded": "2026-02-20T10:01:00Z" },
                "lastSuccessfulExecution": { "state": "Succeeded", "timeBegan": "2026-02-01T09:00:00Z",
                    "timeEnded": "2026-02-01T09:01:00Z" },
            },
        });
        super::job(&serde_json::from_value(job).unwrap())
    }

    #[test]
    fn a_retry_moves_no_date() {
        let (first, retry) = ("2026-02-01T10:00:00Z", "2026-02-20T10:00:00Z");
        for (series, current, since) in [
            (first, retry, Some(first)),
            ("", retry, Some(retry)),
            ("0001-01-01T00:00:00Z", retry, Some(retry)),
            ("", "", None),
        ] {
            let reason = "EncounteredQuarantineException";
            let job = seen(&json!({ "reason": reason, "seriesBegan": series, "currentBegan": current }));
            let told = job.quarantine.unwrap().since;
            assert_eq!(
                told,
                since.map(|since| since.parse().unwrap()),
                "{series:?} {current:?}"
            );
        }
    }

    #[test]
    fn a_job_that_is_held_back_does_not_run_and_its_failed_attempt_brought_nothing() {
        let job = seen(&json!({ "reason": "TooManyDeletes" }));
        assert!(!job.running);
        assert_eq!(job.last_run, Some("2026-02-01T09:01:00Z".parse().unwrap()));
    }
}
