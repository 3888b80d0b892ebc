//! What a set-up leaves out, filled in as it is in the tenant: for whoever shows every answer before it is sent.

use std::sync::Arc;

use graph_client::models::Job;
use graph_client::{Error, GraphClient, RawSchema, ScopeFilters, Secrets};
use provisioning::{Freshness, Notification, TenantReads};

use super::{Scope, Setup};
use crate::configurations::{chosen, select};
use crate::steps::{
    EXCHANGE_WRITEBACK, PASSWORD_HASH, PROVISIONING, is_unfinished, maps_hashes_of_inet_org_persons, of_template,
};

impl Setup {
    /// The set-up with every answer. What it leaves out is as it is on the configuration of its domain; where there is none, or more
    /// than one to choose from, as a new one gets it. Whether the jobs are started is never taken from the tenant.
    ///
    /// # Errors
    /// The tenant did not answer.
    pub async fn as_it_is(self, client: &GraphClient) -> Result<Self, Error> {
        if self == self.clone().completed() {
            return Ok(self);
        }
        let Some(there) = There::read(&self, client).await? else {
            return Ok(self.completed());
        };
        let scoped = Self {
            scope: self.scope.clone().or_else(|| scope(&there.schema)),
            ..self
        };
        if is_unfinished(&there.stored, &there.jobs) {
            return Ok(scoped.completed());
        }
        Ok(Self {
            password_hash_sync: scoped.password_hash_sync.or(Some(there.has(PASSWORD_HASH))),
            inet_org_person_passwords: scoped.inet_org_person_passwords.or_else(|| maps(&there.schema)),
            accidental_deletes: scoped.accidental_deletes.or(Some(there.threshold())),
            ..scoped
        }
        .completed())
    }

    /// The set-up with what can be read of the configuration of its domain, and nothing else: what it says is so in the tenant, and what
    /// cannot be read is left out. `None` where there is no configuration, or more than one to choose from, or one without jobs.
    ///
    /// # Errors
    /// The tenant did not answer.
    pub async fn as_found(self, client: &GraphClient) -> Result<Option<Self>, Error> {
        let Some(there) = There::read(&self, client).await? else {
            return Ok(None);
        };
        let settings = Notification::of(&there.stored);
        Ok(Some(Self {
            scope: scope(&there.schema),
            password_hash_sync: Some(there.has(PASSWORD_HASH)),
            inet_org_person_passwords: there.has(PASSWORD_HASH).then(|| maps(&there.schema)).flatten(),
            exchange_hybrid_writeback: Some(there.has(EXCHANGE_WRITEBACK)),
            notify: settings.as_ref().map(|settings| settings.mail.clone()),
            accidental_deletes: settings.is_some().then(|| there.threshold()),
            start: Some(of_template(&there.jobs, PROVISIONING).is_some_and(Job::is_running)),
            ..self
        }))
    }
}

/// What a tenant holds of the configuration that a set-up is about.
struct There {
    jobs: Arc<Vec<Job>>,
    schema: RawSchema,
    stored: Arc<Secrets>,
}

impl There {
    /// Nothing where there is none to choose, or none with a job.
    async fn read(setup: &Setup, client: &GraphClient) -> Result<Option<Self>, Error> {
        let reads = TenantReads::default();
        let all = reads.configurations(client, Freshness::Recent).await?;
        let selected = select(setup, all);
        let Ok(Some(found)) = selected.as_ref().map_or(Ok(None), |selected| chosen(setup, selected)) else {
            return Ok(None);
        };
        let jobs = reads.jobs(client, Freshness::Recent, &found.id).await?;
        let Some(provisioning) = of_template(&jobs, PROVISIONING) else {
            return Ok(None);
        };
        let schema = client.schema(&found.id, &provisioning.id).await?;
        let stored = reads.secrets(client, Freshness::Recent, &found.id).await?;
        Ok(Some(Self { jobs, schema, stored }))
    }

    fn has(&self, template: &str) -> bool {
        of_template(&self.jobs, template).is_some()
    }

    fn threshold(&self) -> Option<u32> {
        let threshold = Notification::of(&self.stored).and_then(|stored| stored.guard);
        threshold.and_then(|threshold| u32::try_from(threshold).ok())
    }
}

fn maps(schema: &RawSchema) -> Option<bool> {
    maps_hashes_of_inet_org_persons(schema).ok()
}

/// Nothing where units and groups are mixed, which no set-up can say.
fn scope(schema: &RawSchema) -> Option<Scope> {
    let ScopeFilters { containers, groups } = schema.scope().ok()?;
    match (containers.is_empty(), groups.is_empty()) {
        (true, true) => Some(Scope::Everyone),
        (false, true) => Some(Scope::Ous(containers)),
        (true, false) => Some(Scope::Groups(groups)),
        (false, false) => None,
    }
}
