//! The service's clock. What it did days ago is counted by its own dates, also on a computer whose clock is off.

use std::sync::atomic::Ordering;

use jiff::{SignedDuration, Timestamp};

use crate::client::ReadClient;

impl ReadClient {
    /// The service's time by its last answer; this computer's before the first.
    pub fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.service_ahead().load(Ordering::Relaxed));
        let here = Timestamp::now();
        here.checked_add(ahead).unwrap_or(here)
    }

    /// An answer came that bears this date.
    pub(super) fn note_date(&self, date: Option<Timestamp>) {
        if let Some(date) = date {
            let ahead = date.duration_since(Timestamp::now()).as_secs();
            self.service_ahead().store(ahead, Ordering::Relaxed);
        }
    }
}
