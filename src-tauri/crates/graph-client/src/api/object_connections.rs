use super::jobs::job_path;
use crate::client::{GraphClient, ReadClient};
use crate::cloud::Version;
use crate::error::Error;
use crate::models::ObjectConnection;
use crate::pipeline::Call;

/// Beta, worldwide cloud only. The permission is one of its own, `SynchronizationMetadata`; one page of Microsoft's names the usual one.
impl ReadClient {
    /// What an object is tied to, by its id on the source side or else on the target side; `None` where it is tied to nothing. The
    /// state of the job does not matter.
    pub async fn object_connection(
        &self,
        sp: &str,
        job: &str,
        object: &str,
    ) -> Result<Option<ObjectConnection>, Error> {
        let path = job_path(sp, job, ["objectConnections", object]);
        match self
            .fetch(Call::get("read object connection", Version::Beta, path))
            .await
        {
            Err(error) if error.is_not_found() => Ok(None),
            answer => answer.map(Some),
        }
    }
}

impl GraphClient {
    /// Cuts a tie; neither object is touched. 409 while the job runs. An object that is tied to nothing is no error.
    pub async fn delete_object_connection(&self, sp: &str, job: &str, object: &str) -> Result<(), Error> {
        let path = job_path(sp, job, ["objectConnections", object]);
        self.remove(Call::delete("delete object connection", Version::Beta, path))
            .await
    }
}
