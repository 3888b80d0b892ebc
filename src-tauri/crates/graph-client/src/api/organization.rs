use serde_json::{Value, json};

use crate::client::{GraphClient, ReadClient};
use crate::cloud::Version;
use crate::error::Error;
use crate::models::{Domain, OnPremisesSynchronization, Organization};
use crate::page::unreadable;
use crate::pipeline::Call;

impl ReadClient {
    /// T1: the tenant itself.
    pub async fn organization(&self) -> Result<Organization, Error> {
        self.organization_of(Version::V1).await
    }

    /// The same as beta tells it: with the last synchronization of passwords.
    pub async fn organization_beta(&self) -> Result<Organization, Error> {
        self.organization_of(Version::Beta).await
    }

    async fn organization_of(&self, version: Version) -> Result<Organization, Error> {
        const CALL: &str = "read organization";
        let found = self.list(Call::get(CALL, version, ["organization"])).await?;
        only_one(CALL, found)
    }

    /// T3: all domains of the tenant.
    pub async fn domains(&self) -> Result<Vec<Domain>, Error> {
        self.list(Call::get("list domains", Version::V1, ["domains"])).await
    }

    /// T4: synchronization switches of the whole tenant.
    pub async fn on_premises_synchronization(&self) -> Result<OnPremisesSynchronization, Error> {
        const CALL: &str = "read tenant synchronization features";
        let path = ["directory", "onPremisesSynchronization"];
        let found = self.list(Call::get(CALL, Version::V1, path)).await?;
        only_one(CALL, found)
    }
}

impl GraphClient {
    /// T2: switches directory synchronization on. v1.0 refuses this in some tenants (400,
    /// read-only); then beta is asked once and its answer counts (contract 5.1).
    pub async fn set_sync_enabled(&self, tenant_id: &str) -> Result<(), Error> {
        let patch = |version| {
            Call::patch(
                "switch on directory synchronization",
                version,
                ["organization", tenant_id],
            )
            .json(&json!({"onPremisesSyncEnabled": true}))
        };
        match self.tell(patch(Version::V1)).await {
            Err(Error::Api(refusal)) if refusal.status == 400 => self.tell(patch(Version::Beta)).await,
            ended => ended,
        }
    }

    /// T5: changes some of them; `change` holds `features` and/or `configuration`.
    pub async fn set_on_premises_synchronization(&self, tenant_id: &str, change: &Value) -> Result<(), Error> {
        let path = ["directory", "onPremisesSynchronization", tenant_id];
        let call = Call::patch("change tenant synchronization features", Version::V1, path);
        self.tell(call.json(change)).await
    }
}

fn only_one<T>(call: &'static str, found: Vec<T>) -> Result<T, Error> {
    match <[T; 1]>::try_from(found) {
        Ok([one]) => Ok(one),
        Err(found) => Err(unreadable(
            call,
            format!("{} entries where one belongs", found.len()),
            None,
        )),
    }
}
