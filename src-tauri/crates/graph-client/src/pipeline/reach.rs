//! Whether a service of a cloud answers at all, before anybody signs in.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::header::DATE;
use url::Url;

use super::{IDLE, body, retry_after, transport};
use crate::cloud::Cloud;
use crate::error::Error;
use crate::interception::Interception;

const CALL: &str = "asking whether the service answers";
const ANSWER_WITHIN: Duration = Duration::from_secs(20);

impl Cloud {
    /// Asks what lies at this address, which is one of this cloud's services, without a token. Any answer of the service will do,
    /// also a refusal. Returns how far its clock is ahead of this computer's, in whole seconds; `None` where its answer has no date.
    ///
    /// # Errors
    /// [`Error::Transport`] where no answer comes; [`Error::Intercepted`] where something else answers or stands in the way.
    pub async fn reach(&self, address: Url) -> Result<Option<SignedDuration>, Error> {
        let failed = |error: reqwest::Error, sent| match Interception::of_failure(&error) {
            Some(by) => Error::Intercepted { call: CALL, by },
            None => Error::Transport {
                call: CALL,
                sent,
                reason: transport::reason(error),
            },
        };
        let request = self
            .http(&address)
            .map_err(|error| Error::Setup(error.to_string()))?
            .get(address);
        let response = request.timeout(ANSWER_WITHIN).send().await;
        let response = response.map_err(|error| failed(error, false))?;
        let here = Timestamp::now();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = match body::read(response, IDLE).await {
            body::Body::Whole(body) => body,
            body::Body::Broken(error) => return Err(failed(error, true)),
            body::Body::TooMuch(_) | body::Body::Stalled => Vec::new(), // that it answers is all that is asked
        };
        if let Some(by) = Interception::of_answer(status, &headers, &body) {
            return Err(Error::Intercepted { call: CALL, by });
        }
        let date = headers.get(DATE).and_then(|date| date.to_str().ok());
        let date = date.and_then(retry_after::http_date);
        Ok(date.map(|date| SignedDuration::from_secs(date.duration_since(here).as_secs())))
    }
}
