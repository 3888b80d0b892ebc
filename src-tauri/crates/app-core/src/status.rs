//! What exists in a tenant and how it is doing. Reads only.

use futures::future::{join, try_join_all};
use graph_client::models::{Job, ServicePrincipal, SyncSwitch};
use graph_client::{Error, GraphClient, Secrets};
use jiff::Timestamp;
use journeys::{CLOUD_SYNC_TEMPLATE, Setup};
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
    /// It runs on its schedule.
    pub running: bool,
    /// Microsoft's status code, such as `Active`.
    pub code: String,
    /// The first cycle is complete.
    pub first_cycle_done: bool,
    /// End of the last run.
    #[ts(type = "string | null")]
    pub last_run: Option<Timestamp>,
    /// Objects in step, by the pair Microsoft counts, such as `user to User`.
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
    /// Since when.
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
    let (organization, configurations) = join(account.client().organization(), configurations(account.client())).await;
    let mut configurations = configurations.map_err(|error| Problem::from(&error))?;
    if let Some(setup) = setup {
        configurations.retain(|found| {
            found
                .domain
                .as_ref()
                .is_some_and(|domain| domain.eq_ignore_ascii_case(setup.subject().name))
        });
    }
    configurations.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    let organization = organization.map_err(|error| Problem::from(&error))?;
    Ok(TenantStatus {
        synchronization: organization.on_premises_sync_enabled,
        synchronization_hidden: organization.sync_switch() == SyncSwitch::Hidden,
        tenant: account.view_of(&organization),
        configurations,
    })
}

async fn configurations(client: &GraphClient) -> Result<Vec<ConfigurationStatus>, Error> {
    let found = client.service_principals_by_template(CLOUD_SYNC_TEMPLATE).await?;
    try_join_all(found.into_iter().map(|found| configuration(client, found))).await
}

async fn configuration(client: &GraphClient, found: ServicePrincipal) -> Result<ConfigurationStatus, Error> {
    let (secrets, jobs) = join(client.secrets(&found.id), client.jobs(&found.id)).await;
    Ok(ConfigurationStatus {
        domain: domain(&secrets?),
        jobs: jobs?.iter().map(job).collect(),
        name: found.display_name.or(found.app_display_name).unwrap_or_default(),
        id: found.id,
    })
}

fn domain(secrets: &Secrets) -> Option<String> {
    let stored = secrets.get("Domain")?.json()?;
    Some(stored.get("domain")?.as_str()?.to_owned())
}

fn job(job: &Job) -> JobStatus {
    let quarantine = job.status.quarantine.as_ref().map(|quarantine| QuarantineStatus {
        reason: quarantine.reason.as_str().to_owned(),
        error: quarantine.error.as_ref().and_then(|error| error.code.clone()),
        since: quarantine.current_began,
    });
    JobStatus {
        id: job.id.clone(),
        template: job.id.split('.').next().unwrap_or_default().to_owned(),
        running: job.is_running(),
        code: job.status.code.as_str().to_owned(),
        first_cycle_done: job.status.steady_state_first_achieved_time.is_some(),
        last_run: job.last_execution().and_then(|run| run.time_ended),
        synchronized: job
            .status
            .synchronized_entry_count_by_type
            .iter()
            .map(|count| (count.key.clone(), count.value))
            .collect(),
        quarantine,
    }
}
