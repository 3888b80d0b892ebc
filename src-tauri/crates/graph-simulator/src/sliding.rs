//! When something was done, as far back as a limit looks.

use std::collections::VecDeque;
use std::time::Duration;

use jiff::Timestamp;

use crate::clock::after;

/// Times in order.
#[derive(Debug, Default)]
pub(crate) struct Sliding(VecDeque<Timestamp>);

impl Sliding {
    /// Whether `most` of the last `length` are there already, and when the oldest of them leaves it.
    pub(crate) fn full_until(&mut self, now: Timestamp, length: Duration, most: usize) -> Option<Timestamp> {
        while self.0.front().is_some_and(|&oldest| after(oldest, length) <= now) {
            self.0.pop_front();
        }
        let oldest = self.0.front().filter(|_| self.0.len() >= most);
        oldest.map(|&oldest| after(oldest, length))
    }

    /// How many are remembered.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn note(&mut self, now: Timestamp) {
        self.0.push_back(now);
    }
}
