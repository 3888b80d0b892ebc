//! When the service asks one call to wait, every call of the client waits: a request sent into the pause makes it longer.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Shut until a moment that the service named.
#[derive(Debug, Default)]
pub(crate) struct Gate(Mutex<Option<Instant>>);

impl Gate {
    /// Nobody sends for this long; a gate that stays shut longer stays so.
    pub(crate) fn shut_for(&self, long: Duration) {
        let until = Instant::now() + long;
        let mut shut = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *shut = Some(shut.map_or(until, |earlier| earlier.max(until)));
    }

    /// How long it stays shut; nothing when it is open.
    pub(crate) fn opens_in(&self) -> Option<Duration> {
        let until = (*self.0.lock().unwrap_or_else(PoisonError::into_inner))?;
        until
            .checked_duration_since(Instant::now())
            .filter(|left| !left.is_zero())
    }
}
