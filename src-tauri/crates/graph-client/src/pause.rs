//! The one way to pause, between looks and between tries.

use std::future::pending;
use std::time::Duration;

use crate::client::ReadClient;
use crate::error::Error;

/// Who says how long a pause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pauser {
    /// The service; nothing but stopping ends the pause before its time.
    Service,
    /// We; a person in a skip_wait ends it.
    Client,
}

impl ReadClient {
    /// Pauses for `long`, or until the person stops or hurries.
    pub(crate) async fn pause(&self, long: Duration, pauser: Pauser) -> Result<(), Error> {
        let hurried = async {
            match pauser {
                Pauser::Service => pending().await,
                Pauser::Client => self.hurried().await,
            }
        };
        tokio::select! {
            biased;
            () = self.stop().cancelled() => Err(Error::Stopped),
            () = hurried => Ok(()),
            () = tokio::time::sleep(long) => Ok(()),
        }
    }
}
