use crate::client::ReadClient;
use crate::cloud::Version;
use crate::error::Error;
use crate::models::Group;
use crate::page::Page;
use crate::pipeline::{Call, quoted};

const FIELDS: &str = "id,displayName";

impl ReadClient {
    /// One group by its object id; `None` where there is none.
    pub async fn group(&self, id: &str) -> Result<Option<Group>, Error> {
        let call = Call::get("read group", Version::V1, ["groups", id]).query("$select", FIELDS);
        match self.fetch(call).await {
            Err(error) if error.is_not_found() => Ok(None),
            answer => answer.map(Some),
        }
    }

    /// Groups whose name begins so, in any case; the first page.
    pub async fn groups_beginning(&self, text: &str) -> Result<Page<Group>, Error> {
        let call = Call::get("find groups", Version::V1, ["groups"])
            .query("$filter", format!("startswith(displayName,{})", quoted(text)))
            .query("$select", FIELDS)
            .query("$top", "25");
        self.page(call).await
    }

    /// The groups of exactly this name, in any case; more than one is possible.
    pub async fn groups_named(&self, name: &str) -> Result<Vec<Group>, Error> {
        let call = Call::get("find groups", Version::V1, ["groups"])
            .query("$filter", format!("displayName eq {}", quoted(name)))
            .query("$select", FIELDS);
        self.list(call).await
    }
}
