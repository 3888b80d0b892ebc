//! What a set-up leaves out, filled in as it is in the tenant: for whoever shows every answer before it is sent.

use graph_client::{Error, GraphClient, RawSchema, ScopeFilters};
use provisioning::{Freshness, Notification, TenantReads};

use super::{Scope, Setup};
use crate::configurations::{chosen, select};
use crate::steps::{PASSWORD_HASH, PROVISIONING, is_unfinished, maps_hashes_of_inet_org_persons, of_template};

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
        let reads = TenantReads::default();
        let all = reads.configurations(client, Freshness::Recent).await?;
        let selected = select(&self, all);
        let Ok(Some(found)) = selected.as_ref().map_or(Ok(None), |selected| chosen(&self, selected)) else {
            return Ok(self.completed());
        };
        let jobs = reads.jobs(client, Freshness::Recent, &found.id).await?;
        let Some(provisioning) = of_template(&jobs, PROVISIONING) else {
            return Ok(self.completed());
        };
        let schema = client.schema(&found.id, &provisioning.id).await?;
        let stored = reads.secrets(client, Freshness::Recent, &found.id).await?;
        let scoped = Self {
            scope: self.scope.clone().or_else(|| scope(&schema)),
            ..self
        };
        if is_unfinished(&stored, &jobs) {
            return Ok(scoped.completed());
        }
        let threshold = Notification::of(&stored).and_then(|stored| stored.guard);
        let threshold = threshold.and_then(|threshold| u32::try_from(threshold).ok());
        let has_hashes = of_template(&jobs, PASSWORD_HASH).is_some();
        Ok(Self {
            password_hash_sync: scoped.password_hash_sync.or(Some(has_hashes)),
            inet_org_person_passwords: scoped.inet_org_person_passwords.or_else(|| maps(&schema)),
            accidental_deletes: scoped.accidental_deletes.or(Some(threshold)),
            ..scoped
        }
        .completed())
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
