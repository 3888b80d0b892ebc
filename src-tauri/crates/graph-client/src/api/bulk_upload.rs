use bytes::Bytes;

use super::jobs::job_path;
use crate::client::GraphClient;
use crate::cloud::Version;
use crate::error::Error;
use crate::page::unreadable;
use crate::pipeline::{Call, Effect, UploadMeter};

/// A bulk request that was taken. Whether what it says is right shows in the log of provisioning later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub request_id: Option<String>,
}

impl GraphClient {
    /// J10: uploads people in SCIM, 50 at most (contract 14). The same body a second time changes nothing more: people are known by their
    /// number. What is said of them is in no log and in no error; of a refusal only the status is kept.
    ///
    /// # Errors
    /// 400 (something about the people in it), 401, 403, 404 (the job is gone), 413 (too large); [`Error::Throttled`] where the service or
    /// our own count of the day asks for a long wait, [`Error::Uncounted`] where no call can be counted. Nothing of these was carried
    /// out. [`Error::OutcomeUnknown`] where it may have been.
    pub async fn bulk_upload(
        &self,
        sp: &str,
        job: &str,
        people: usize,
        body: impl Into<Bytes>,
        meter: &UploadMeter,
    ) -> Result<Accepted, Error> {
        const NAME: &str = "upload people";
        let path = job_path(sp, job, ["bulkUpload"]);
        let call = Call::post(NAME, Effect::Repeatable, Version::V1, path).people(people, body, meter);
        let answer = self.send(call).await?;
        match answer.status {
            202 => Ok(Accepted {
                request_id: answer.request_id,
            }),
            status => Err(unreadable(
                NAME,
                format!("{status} is no answer to it"),
                answer.request_id,
            )),
        }
    }
}
