use crate::client::ReadClient;
use crate::cloud::Version;
use crate::error::Error;
use crate::models::JobTemplate;
use crate::pipeline::Call;

impl ReadClient {
    /// S1: the kinds of jobs a service principal offers; empty for a while after instantiating.
    pub async fn sync_templates(&self, sp: &str) -> Result<Vec<JobTemplate>, Error> {
        let path = ["servicePrincipals", sp, "synchronization", "templates"];
        self.list(Call::get("list job templates", Version::V1, path)).await
    }

    /// S2: one of them.
    pub async fn sync_template(&self, sp: &str, id: &str) -> Result<JobTemplate, Error> {
        let path = ["servicePrincipals", sp, "synchronization", "templates", id];
        self.fetch(Call::get("read job template", Version::V1, path)).await
    }
}
