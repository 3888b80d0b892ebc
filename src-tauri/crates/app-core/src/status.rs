//! What exists in a tenant and how it is doing. Reads only.

use std::cmp::Reverse;

use futures::future::{join, try_join_all};
use graph_client::models::{Job, SyncSwitch};
use graph_client::{Error, ReadClient};
use jiff::Timestamp;
use journeys::Setup;
use provisioning::health::{Level, Standing, judge};
use provisioning::{Cause, Found, Freshness, TenantReads};
use serde::Serialize;
use ts_rs::TS;

use crate::Problem;
use crate::tenant_context::{Refusal, TenantContext};
use crate::view::TenantView;

/// A tenant with its configurations.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantStatus {
    /// The tenant.
    pub tenant: TenantView,
    /// Directory synchronization is on; absent when it never was, or is not to be seen.
    pub synchronization: Option<bool>,
    /// This sign-in may not see whether directory synchronization is on.
    pub synchronization_hidden: bool,
    /// Its configurations, the worst first.
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
    /// Where it stands.
    pub standing: Standing,
    /// How much that asks of a person.
    pub level: Level,
    /// It runs on its schedule and is not held back.
    pub running: bool,
    /// Microsoft's status code, such as `Active`.
    pub code: String,
    /// The first cycle is complete.
    pub first_cycle_done: bool,
    /// End of the last run, whatever came of it.
    #[ts(type = "string | null")]
    pub last_run: Option<Timestamp>,
    /// End of the last run that brought what was due, apart from single objects that fail.
    #[ts(type = "string | null")]
    pub last_good_run: Option<Timestamp>,
    /// Objects taken in so far, by the pair Microsoft counts, such as `user to User`.
    #[ts(type = "[string, number][]")]
    pub synchronized: Vec<(String, i64)>,
    /// Why Microsoft holds it back or switched it off, if it does or did.
    pub quarantine: Option<QuarantineStatus>,
}

/// Why a job is held back.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuarantineStatus {
    /// The cause by what a person does about it.
    pub cause: Cause,
    /// Microsoft's reason, such as `TooManyDeletes`.
    pub reason: String,
    /// Code of the error behind it.
    pub error: Option<String>,
    /// Since the first failure of the series.
    #[ts(type = "string | null")]
    pub since: Option<Timestamp>,
    /// When Microsoft switches the job off, or switched it off.
    #[ts(type = "string | null")]
    pub switch_off: Option<Timestamp>,
    /// When Microsoft tries again.
    #[ts(type = "string | null")]
    pub next_try: Option<Timestamp>,
}

impl ConfigurationStatus {
    /// The worst of its jobs; one without any needs somebody.
    #[must_use]
    pub fn level(&self) -> Level {
        self.jobs.iter().map(|job| job.level).max().unwrap_or(Level::NeedsYou)
    }

    /// The earliest day on which Microsoft switches, or switched, one of its jobs off.
    #[must_use]
    pub fn switch_off(&self) -> Option<Timestamp> {
        let held = self.jobs.iter().filter_map(|job| job.quarantine.as_ref());
        held.filter_map(|quarantine| quarantine.switch_off).min()
    }
}

impl TenantStatus {
    /// The worst of its configurations.
    #[must_use]
    pub fn level(&self) -> Level {
        let levels = self.configurations.iter().map(ConfigurationStatus::level);
        levels.max().unwrap_or(Level::Fine)
    }
}

/// Reads everything, or what serves the domain of this set-up.
pub(crate) async fn read(context: &TenantContext, setup: Option<&Setup>) -> Result<TenantStatus, Problem> {
    if let Some(setup) = setup {
        match context.must_be_tenant_of(setup, context.left()).await {
            Err(Refusal::Problem(problem)) => return Err(problem),
            Err(Refusal::Stopped) | Ok(()) => {}
        }
    }
    let client: &ReadClient = context.client();
    let reads = TenantReads::default();
    let organization = reads.organization(client, Freshness::Recent);
    let (organization, configurations) = join(organization, configurations(client, &reads, setup)).await;
    let mut configurations = configurations?;
    configurations.sort_by(|a, b| order(a).cmp(&order(b)));
    let organization = organization.map_err(|error| Problem::from(&error))?;
    Ok(TenantStatus {
        synchronization: organization.on_premises_sync_enabled,
        synchronization_hidden: organization.sync_switch() == SyncSwitch::Hidden,
        tenant: context.view_of(&organization),
        configurations,
    })
}

/// The worst first; of equally bad ones the one that is switched off first.
fn order(found: &ConfigurationStatus) -> impl Ord {
    let days = found.switch_off().unwrap_or(Timestamp::MAX);
    (Reverse(found.level()), days, found.name.clone(), found.id.clone())
}

async fn configurations(
    client: &ReadClient,
    reads: &TenantReads,
    setup: Option<&Setup>,
) -> Result<Vec<ConfigurationStatus>, Problem> {
    let unread = |error| Problem::from(&error);
    let mut found = reads.configurations(client, Freshness::Recent).await.map_err(unread)?;
    if let Some(setup) = setup {
        found = setup.select(found).map_err(|error| Problem::from(&error))?;
    }
    let looks = found.into_iter().map(|found| configuration(client, reads, found));
    try_join_all(looks).await.map_err(unread)
}

async fn configuration(client: &ReadClient, reads: &TenantReads, found: Found) -> Result<ConfigurationStatus, Error> {
    let jobs = reads
        .jobs_of(client, Freshness::Recent, &found.configuration.id)
        .await?;
    let now = client.now();
    Ok(ConfigurationStatus {
        jobs: jobs.iter().map(|job| status_of(job, now)).collect(),
        name: found.name().to_owned(),
        domain: found.domain.readable().map(str::to_owned),
        id: found.configuration.id,
    })
}

fn status_of(job: &Job, now: Timestamp) -> JobStatus {
    let health = judge(job, now);
    let told = job.status.quarantine.as_ref();
    let quarantine = health.cause.map(|cause| QuarantineStatus {
        cause,
        reason: told.map_or("Unknown", |told| told.reason.as_str()).to_owned(),
        error: told.and_then(|told| told.error.as_ref()?.code.clone()),
        since: health.since,
        switch_off: health.switch_off,
        next_try: health.next_try,
    });
    JobStatus {
        id: job.id.clone(),
        template: job.template().to_owned(),
        standing: health.standing,
        level: health.standing.level(),
        running: job.is_running() && !job.is_in_quarantine(),
        code: job.status.code.as_str().to_owned(),
        first_cycle_done: job.status.steady_state_first_achieved_time.is_some(),
        last_run: health.last_run,
        last_good_run: health.last_good_run,
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
    use serde_json::json;

    use super::*;

    #[test]
    fn a_job_that_is_held_back_does_not_run_and_its_failed_try_is_no_good_run() {
        let job = json!({
            "id": "AD2AADProvisioning.1.2",
            "schedule": { "state": "Active", "interval": "PT2M" },
            "status": {
                "code": "Quarantine",
                "quarantine": { "reason": "TooManyDeletes", "seriesBegan": "2026-02-01T10:00:00Z" },
                "lastExecution": { "state": "Failed", "timeBegan": "2026-02-20T10:00:00Z", "timeEnded": "2026-02-20T10:01:00Z" },
                "lastSuccessfulExecution": { "state": "Succeeded", "timeBegan": "2026-02-01T09:00:00Z",
                    "timeEnded": "2026-02-01T09:01:00Z" },
            },
        });
        let now = "2026-02-20T12:00:00Z".parse().unwrap();
        let status = serde_json::to_value(status_of(&serde_json::from_value(job).unwrap(), now)).unwrap();
        assert_eq!(
            (&status["running"], &status["standing"]),
            (&json!(false), &json!("quarantined"))
        );
        assert_eq!(status["lastRun"], json!("2026-02-20T10:01:00Z"));
        assert_eq!(status["lastGoodRun"], json!("2026-02-01T09:01:00Z"));
        assert_eq!(status["quarantine"]["cause"], json!("too-many-deletes"));
        assert_eq!(status["quarantine"]["switchOff"], json!("2026-03-01T10:00:00Z"));
    }
}
