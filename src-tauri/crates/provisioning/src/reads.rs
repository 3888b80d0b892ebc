//! Reads of one tenant that whoever works on it shares: each document is asked for once, and used until it is too old or was written.

use std::sync::Arc;
use std::time::Duration;

use futures::future::try_join_all;
use graph_client::consistency::if_found;
use graph_client::models::{
    Agents, ApplicationTemplate, AuditLine, AuditedActivity, Job, JobTemplate, OnPremisesSynchronization, Organization,
    ServicePrincipal,
};
use graph_client::{Error, RawSchema, ReadClient, Secrets};
use tokio::sync::{OnceCell, Semaphore, SemaphorePermit};
use tokio::time::timeout;

use crate::configurations::{CLOUD_SYNC_TEMPLATE, Domain, Found, if_known};
use crate::read_cache::{Cached, CachedById, Freshness};

/// Room for the schemas of so many tenants at a time: each has a megabyte, and hundreds of tenants may be under way in one process.
static ROOM: Semaphore = Semaphore::const_new(100);

/// How old may be what belongs to an app of the gallery and not to a tenant: long enough for a run of hundreds of instances.
const GALLERY: Freshness = Freshness::Within(Duration::from_secs(10 * 60));

/// No longer is waited for room. Those who have it may themselves be waiting, for minutes, and then time matters more than memory.
const ROOM_WITHIN: Duration = Duration::from_secs(30);

/// What was read of one tenant. The client is passed to each call, because waits belong to the one who asks.
#[derive(Debug, Default)]
pub struct TenantReads {
    organization: Cached<Organization>,
    organization_beta: Cached<Organization>,
    synchronization: Cached<OnPremisesSynchronization>,
    agents: Cached<Option<Agents>>,
    service_principals: Cached<Vec<ServicePrincipal>>,
    instances: CachedById<Vec<ServicePrincipal>>,
    application_templates: CachedById<Vec<ApplicationTemplate>>,
    job_templates: CachedById<Vec<JobTemplate>>,
    /// By application template.
    kinds_of_jobs: CachedById<Vec<JobTemplate>>,
    secrets: CachedById<Secrets>,
    stored_credentials_work: CachedById<()>,
    jobs: CachedById<Vec<Job>>,
    schemas: CachedById<RawSchema>,
    /// Taken with the first schema and given back with all that was read; nothing when there was none in time.
    room: OnceCell<Option<SemaphorePermit<'static>>>,
    pauses: Cached<Vec<AuditLine>>,
}

impl TenantReads {
    /// T1.
    ///
    /// # Errors
    /// The call failed.
    pub async fn organization(&self, client: &ReadClient, freshness: Freshness) -> Result<Arc<Organization>, Error> {
        self.organization.get(freshness, || client.organization()).await
    }

    /// T1 of beta.
    ///
    /// # Errors
    /// The call failed.
    pub async fn organization_beta(
        &self,
        client: &ReadClient,
        freshness: Freshness,
    ) -> Result<Arc<Organization>, Error> {
        let read = || client.organization_beta();
        self.organization_beta.get(freshness, read).await
    }

    /// T4.
    ///
    /// # Errors
    /// The call failed.
    pub async fn synchronization(
        &self,
        client: &ReadClient,
        freshness: Freshness,
    ) -> Result<Arc<OnPremisesSynchronization>, Error> {
        let read = || client.on_premises_synchronization();
        self.synchronization.get(freshness, read).await
    }

    /// P1; `None` where this sign-in may not read them.
    ///
    /// # Errors
    /// The call failed.
    pub async fn agents(&self, client: &ReadClient, freshness: Freshness) -> Result<Arc<Option<Agents>>, Error> {
        let read = || async {
            match client.agents().await {
                Err(error) if error.is_missing_permission() => Ok(None),
                answer => answer.map(Some),
            }
        };
        self.agents.get(freshness, read).await
    }

    /// A4: all service principals of the Cloud Sync template.
    ///
    /// # Errors
    /// The call failed.
    pub async fn service_principals(
        &self,
        client: &ReadClient,
        freshness: Freshness,
    ) -> Result<Arc<Vec<ServicePrincipal>>, Error> {
        let read = || client.service_principals_by_template(CLOUD_SYNC_TEMPLATE);
        self.service_principals.get(freshness, read).await
    }

    /// A4: all instances of an app of the gallery, by its template's id.
    ///
    /// # Errors
    /// The call failed.
    pub async fn instances(
        &self,
        client: &ReadClient,
        freshness: Freshness,
        template: &str,
    ) -> Result<Arc<Vec<ServicePrincipal>>, Error> {
        let read = || client.instances_of(template);
        self.instances.of(template).get(freshness, read).await
    }

    /// A2: the app of the gallery with this id; none where there is no such app. What the gallery holds changes in days.
    ///
    /// # Errors
    /// The call failed.
    pub async fn application_template(
        &self,
        client: &ReadClient,
        id: &str,
    ) -> Result<Arc<Vec<ApplicationTemplate>>, Error> {
        let read = || async { Ok(if_found(client.application_template(id).await)?.into_iter().collect()) };
        self.application_templates.of(id).get(GALLERY, read).await
    }

    /// A1: the apps of the gallery with this name.
    ///
    /// # Errors
    /// The call failed.
    pub async fn application_templates_named(
        &self,
        client: &ReadClient,
        name: &str,
    ) -> Result<Arc<Vec<ApplicationTemplate>>, Error> {
        let read = || client.application_templates_named(name);
        self.application_templates.of(name).get(GALLERY, read).await
    }

    /// S1 as any instance of this application template told it a while ago.
    pub fn kinds_of_jobs(&self, template: &str) -> Option<Arc<Vec<JobTemplate>>> {
        self.kinds_of_jobs.of(template).at_hand(GALLERY)
    }

    /// Keeps S1 for all instances of this application template.
    pub fn keep_kinds_of_jobs(&self, template: &str, told: Arc<Vec<JobTemplate>>) {
        self.kinds_of_jobs.of(template).keep(told);
    }

    /// S1: the kinds of jobs that a service principal offers. They belong to the template, so any instance tells those of all.
    ///
    /// # Errors
    /// The call failed.
    pub async fn job_templates(
        &self,
        client: &ReadClient,
        freshness: Freshness,
        sp: &str,
    ) -> Result<Arc<Vec<JobTemplate>>, Error> {
        self.job_templates
            .of(sp)
            .get(freshness, || client.sync_templates(sp))
            .await
    }

    /// K1.
    ///
    /// # Errors
    /// The call failed.
    pub async fn secrets(&self, client: &ReadClient, freshness: Freshness, sp: &str) -> Result<Arc<Secrets>, Error> {
        self.secrets.of(sp).get(freshness, || client.secrets(sp)).await
    }

    /// J1.
    ///
    /// # Errors
    /// The call failed.
    pub async fn jobs(&self, client: &ReadClient, freshness: Freshness, sp: &str) -> Result<Arc<Vec<Job>>, Error> {
        self.jobs.of(sp).get(freshness, || client.jobs(sp)).await
    }

    /// J1 as it was read a moment ago, and after the last change that was told here.
    pub fn jobs_at_hand(&self, sp: &str) -> Option<Arc<Vec<Job>>> {
        self.jobs.of(sp).at_hand(Freshness::JustNow)
    }

    /// Whether the app let Microsoft in with what is stored, when it was tested recently. Nothing is kept of a test that went otherwise.
    pub fn stored_credentials_work(&self, sp: &str) -> bool {
        self.stored_credentials_work.of(sp).at_hand(Freshness::Recent).is_some()
    }

    /// They did just now.
    pub fn keep_stored_credentials_work(&self, sp: &str) {
        self.stored_credentials_work.of(sp).keep(Arc::new(()));
    }

    /// C1.
    ///
    /// # Errors
    /// The call failed.
    pub async fn schema(
        &self,
        client: &ReadClient,
        freshness: Freshness,
        sp: &str,
        job: &str,
    ) -> Result<Arc<RawSchema>, Error> {
        self.room.get_or_init(|| room_in(&ROOM)).await;
        self.schemas.of(job).get(freshness, || client.schema(sp, job)).await
    }

    /// All configurations of the tenant with their domains.
    ///
    /// # Errors
    /// A list, settings or jobs that cannot be read.
    pub async fn configurations(&self, client: &ReadClient, freshness: Freshness) -> Result<Vec<Found>, Error> {
        let list = self.service_principals(client, freshness).await?;
        let found = list.iter().cloned();
        try_join_all(found.map(|one| self.with_domain(client, freshness, one))).await
    }

    /// The configuration with its domain. What another set-up is just making stores its domain in a moment and runs nothing before, so
    /// one that runs has a domain that is not to be seen.
    ///
    /// # Errors
    /// Settings or jobs that cannot be read.
    pub async fn with_domain(
        &self,
        client: &ReadClient,
        freshness: Freshness,
        configuration: ServicePrincipal,
    ) -> Result<Found, Error> {
        let id = &configuration.id;
        let secrets = if_known(self.secrets(client, freshness, id).await)?;
        let mut domain = secrets.map_or(Domain::Absent, |secrets| Domain::of(&secrets));
        if domain == Domain::Absent {
            let jobs = if_known(self.jobs(client, freshness, id).await)?;
            if jobs.is_some_and(|jobs| jobs.iter().any(Job::is_running)) {
                domain = Domain::Unreadable;
            }
        }
        Ok(Found { configuration, domain })
    }

    /// The jobs of a configuration; none while not every server knows it.
    ///
    /// # Errors
    /// The call failed.
    pub async fn jobs_of(&self, client: &ReadClient, freshness: Freshness, sp: &str) -> Result<Vec<Job>, Error> {
        let jobs = if_known(self.jobs(client, freshness, sp).await)?;
        Ok(jobs.map(|jobs| jobs.to_vec()).unwrap_or_default())
    }

    /// L2: the newest pauses of jobs.
    ///
    /// # Errors
    /// The call failed.
    pub async fn pauses(&self, client: &ReadClient, freshness: Freshness) -> Result<Arc<Vec<AuditLine>>, Error> {
        let read = || client.provisioning_audits(AuditedActivity::Pause, None);
        self.pauses.get(freshness, read).await
    }

    /// Reads what is looked at first, while something else is being asked anyway. What goes wrong with it the one who needs it meets.
    pub async fn look_ahead(&self, client: &ReadClient) {
        let organization = self.organization(client, Freshness::Recent);
        let agents = self.agents(client, Freshness::Recent);
        let list = self.service_principals(client, Freshness::Recent);
        let _ = futures::join!(organization, agents, list); // see above
    }

    /// T1 changes or has changed.
    pub fn organization_changed(&self) {
        self.organization.invalidate();
    }

    /// Something was made from this template.
    pub fn instances_changed(&self, template: &str) {
        self.instances.of(template).invalidate();
        if template == CLOUD_SYNC_TEMPLATE {
            self.service_principals.invalidate();
        }
    }

    /// The settings of a configuration were written.
    pub fn secrets_changed(&self, sp: &str) {
        self.secrets.of(sp).invalidate();
        self.stored_credentials_work.of(sp).invalidate();
    }

    /// Jobs of a configuration were made, started or taken away.
    pub fn jobs_changed(&self, sp: &str) {
        self.jobs.of(sp).invalidate();
    }

    /// The schema of a job was written.
    pub fn schema_changed(&self, job: &str) {
        self.schemas.of(job).invalidate();
    }
}

async fn room_in(room: &'static Semaphore) -> Option<SemaphorePermit<'static>> {
    timeout(ROOM_WITHIN, room.acquire()).await.ok()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_finds_no_room_waits_for_it_and_goes_on_without_in_the_end() {
        static ONE: Semaphore = Semaphore::const_new(1);
        let first = room_in(&ONE).await;
        assert!(first.is_some());
        assert!(room_in(&ONE).await.is_none());
        let (second, ()) = tokio::join!(room_in(&ONE), async { drop(first) });
        assert!(second.is_some());
    }
}
