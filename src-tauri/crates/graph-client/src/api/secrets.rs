use serde::Deserialize;

use crate::client::{GraphClient, ReadClient};
use crate::cloud::Version;
use crate::error::Error;
use crate::pipeline::Call;
use crate::secrets::{Secret, Secrets};

#[derive(Deserialize)]
struct Entries {
    value: Vec<Secret>,
}

impl ReadClient {
    /// K1: all entries; confidential ones come masked (contract 8.1).
    pub async fn secrets(&self, sp: &str) -> Result<Secrets, Error> {
        let path = ["servicePrincipals", sp, "synchronization", "secrets"];
        let entries: Entries = self.fetch(Call::get("read secrets", Version::V1, path)).await?;
        Ok(Secrets(entries.value))
    }
}

impl GraphClient {
    /// K2: writes the entries. What is not sent may vanish; masked entries are never sent.
    pub async fn put_secrets(&self, sp: &str, secrets: &Secrets) -> Result<(), Error> {
        let path = ["servicePrincipals", sp, "synchronization", "secrets"];
        let call = Call::put("write secrets", Version::V1, path);
        self.tell(call.json(&secrets.body())).await
    }
}
