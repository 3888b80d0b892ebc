//! The tenant's time: the real one for people, one that stands still until told for tests.

use std::time::Duration;

use jiff::{RoundMode, Timestamp, TimestampRound, Unit};
use tokio::sync::watch;

/// How time passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClockMode {
    /// As on the wall, plus what was advanced.
    #[default]
    Auto,
    /// Only by [`Clock::advance`].
    Explicit,
}

/// The one source of `now`.
#[derive(Debug)]
pub struct Clock {
    mode: ClockMode,
    began: Timestamp,
    advanced: watch::Sender<Duration>,
}

impl Clock {
    #[must_use]
    pub fn new(mode: ClockMode) -> Self {
        Self {
            mode,
            began: whole_seconds(Timestamp::now()),
            advanced: watch::Sender::new(Duration::ZERO),
        }
    }

    #[must_use]
    pub fn now(&self) -> Timestamp {
        let base = match self.mode {
            ClockMode::Auto => Timestamp::now(),
            ClockMode::Explicit => self.began,
        };
        after(base, *self.advanced.borrow())
    }

    /// Lets time pass; waiting answers whose time has come go out.
    pub fn advance(&self, by: Duration) {
        self.advanced.send_modify(|total| *total = total.saturating_add(by));
    }

    /// Returns when `duration` has passed on this clock.
    pub async fn wait(&self, duration: Duration) {
        let until = after(self.now(), duration);
        let mut changes = self.advanced.subscribe();
        loop {
            let left = Duration::try_from(until.duration_since(self.now())).unwrap_or_default();
            if left.is_zero() {
                return;
            }
            let change = changes.changed();
            match self.mode {
                ClockMode::Auto => {
                    tokio::select! {
                        () = tokio::time::sleep(left) => return,
                        _ = change => {}
                    }
                }
                // The sender lives in `self`, so the channel cannot close meanwhile.
                ClockMode::Explicit => drop(change.await),
            }
        }
    }
}

/// `time` + `duration`, or the end of time. In steps of 100 ns, as the service counts: no time has more than seven digits.
#[must_use]
pub fn after(time: Timestamp, duration: Duration) -> Timestamp {
    let later = time.checked_add(duration).unwrap_or(Timestamp::MAX);
    let tick = TimestampRound::new()
        .smallest(Unit::Nanosecond)
        .increment(100)
        .mode(RoundMode::Trunc);
    later.round(tick).unwrap_or(later)
}

/// Graph prints times without fractions in most places.
#[must_use]
pub fn whole_seconds(time: Timestamp) -> Timestamp {
    time.round(Unit::Second).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn explicit_time_stands_still_until_told() {
        let clock = Clock::new(ClockMode::Explicit);
        let before = clock.now();
        assert_eq!(clock.now(), before);
        clock.advance(Duration::from_secs(90));
        assert_eq!(clock.now().duration_since(before).as_secs(), 90);
    }

    #[tokio::test]
    async fn a_wait_ends_when_the_time_was_advanced() {
        for mode in [ClockMode::Explicit, ClockMode::Auto] {
            let clock = Clock::new(mode);
            let (waited, ()) = tokio::join!(clock.wait(Duration::from_secs(3600)), async {
                clock.advance(Duration::from_secs(3601))
            });
            assert_eq!(waited, ());
        }
    }
}
