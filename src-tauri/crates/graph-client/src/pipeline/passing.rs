//! Waiting until a call may go.

use super::gate::{Blocked, Passed};
use super::{Exchange, wait};
use crate::error::Error;
use crate::pause::Pauser;
use crate::wait::Telling;

impl Exchange<'_> {
    /// Sits out what the service asked another call to wait, and what its limit asks of all.
    pub(super) async fn pass_gate(&self) -> Result<Passed, Error> {
        let call = self.call.name;
        loop {
            let passed = match &self.call.meter {
                None => self.gate.pass(self.client.pace()),
                Some(meter) => meter.pass(self.client.pace()),
            };
            let (long, cause) = match passed {
                Ok(passed) => return Ok(passed),
                Err(Blocked::Wait(long, cause)) => (long, cause),
                Err(Blocked::Day(until)) => {
                    return Err(Error::Throttled {
                        call,
                        until,
                        request_id: None,
                    });
                }
                Err(Blocked::Uncounted(error)) => {
                    let reason = error.to_string();
                    return Err(Error::Uncounted { call, reason });
                }
            };
            let mut telling = Telling::new(self.client.waits());
            telling.tell(&wait(cause, long, None));
            self.client.pause(long, Pauser::Service).await?;
        }
    }
}
