//! Waiting until a call may go.

use super::gate::{Blocked, Gate, Passed};
use super::places::Place;
use super::{Effect, Exchange, wait};
use crate::error::Error;
use crate::pause::Pauser;
use crate::wait::Telling;

impl Exchange<'_> {
    /// Sits out what the service asked another call to wait, and what the limits ask of all.
    pub(super) async fn pass_gate(&self) -> Result<Passed, Error> {
        // Who waits minutes for its turn to write keeps no place from those who read.
        let write = match self.writes() {
            Some(gate) => Some(self.pass(|| gate.pass(self.client.pace())).await?),
            None => None,
        };
        let place = self.place().await?;
        let passed = self.pass(|| match &self.call.meter {
            None => self.gate.pass(self.client.pace()),
            Some(meter) => meter.pass(self.client.pace()),
        });
        Ok(passed.await?.holding(write, place))
    }

    /// Where it counts as a write, if it is one that nothing else counts.
    fn writes(&self) -> Option<&Gate> {
        let counts = self.call.effect != Effect::Look && self.call.meter.is_none();
        self.client.gates().of_writes(self.family).filter(|_| counts)
    }

    /// A place among the calls under way. Whoever waits between two tries has none.
    async fn place(&self) -> Result<Option<Place>, Error> {
        // One that takes minutes by its nature would keep others from theirs.
        let takes_one = !self.call.patient && self.call.meter.is_none();
        let places = self.client.gates().places(self.family).filter(|_| takes_one);
        let Some(places) = places else { return Ok(None) };
        tokio::select! {
            biased;
            () = self.client.stop().cancelled() => Err(Error::Stopped),
            place = places.take() => Ok(Some(place)),
        }
    }

    async fn pass(&self, pass: impl Fn() -> Result<Passed, Blocked>) -> Result<Passed, Error> {
        let call = self.call.name;
        loop {
            let (long, cause) = match pass() {
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
