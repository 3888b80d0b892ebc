use crate::client::{GraphClient, ReadClient};
use crate::cloud::Version;
use crate::error::Error;
use crate::models::{DeletedItem, DeletedKind};
use crate::pipeline::{Call, Effect};

/// A8: the bin, where deleted objects stay for 30 days.
impl ReadClient {
    pub async fn deleted_items(&self, kind: DeletedKind) -> Result<Vec<DeletedItem>, Error> {
        let path = ["directory", "deletedItems", kind.segment()];
        self.list(Call::get("list deleted items", Version::V1, path)).await
    }
}

impl GraphClient {
    /// Deletes for good.
    pub async fn purge_deleted_item(&self, id: &str) -> Result<(), Error> {
        let path = ["directory", "deletedItems", id];
        self.remove(Call::delete("delete for good", Version::V1, path)).await
    }

    /// Takes an object back out of the bin.
    pub async fn restore_deleted_item(&self, id: &str) -> Result<DeletedItem, Error> {
        let path = ["directory", "deletedItems", id, "restore"];
        let call = Call::post("restore deleted item", Effect::Once, Version::V1, path);
        self.fetch(call).await
    }
}
