//! How many people and groups the jobs of a configuration had taken in, day by day, as looks saw it. Microsoft tells the present
//! number only.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::status::ConfigurationStatus;

/// Days that are told of.
const DAYS: usize = 40;
/// Days of all configurations together that are kept when older lines are let go.
const TOGETHER: usize = 2_000;
/// Between two numbers that are kept of one day.
const APART: SignedDuration = SignedDuration::from_hours(1);
const DAY: i64 = 86_400;

/// What the jobs of a configuration had taken in at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakenIn {
    /// When a look saw it.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// People.
    #[ts(type = "number")]
    pub people: u64,
    /// Groups.
    #[ts(type = "number")]
    pub groups: u64,
}

impl TakenIn {
    /// `None` where no job that brings people counts anything.
    pub(super) fn of(found: &ConfigurationStatus, at: Timestamp) -> Option<Self> {
        let jobs = found.jobs.iter().filter(|job| job.first_rank);
        let counts: Vec<_> = jobs.flat_map(|job| &job.synchronized).collect();
        // Microsoft counts pairs such as `user to User`: inetOrgPerson accounts become users too.
        let sum = |target: &str| {
            let of_it = counts
                .iter()
                .filter(|(pair, _)| pair.to_ascii_lowercase().ends_with(target));
            let numbers = of_it.map(|(_, count)| u64::try_from(*count).unwrap_or_default());
            numbers.fold(0, u64::saturating_add)
        };
        (!counts.is_empty()).then(|| Self {
            at,
            people: sum(" to user"),
            groups: sum(" to group"),
        })
    }

    fn day(&self) -> i64 {
        self.at.as_second().div_euclid(DAY)
    }

    fn is_as(&self, other: &Self) -> bool {
        (self.people, self.groups) == (other.people, other.groups)
    }
}

/// The last number of each day of UTC, of the last 40 that are known.
#[derive(Debug, Clone, Default)]
pub(super) struct Days(BTreeMap<i64, TakenIn>);

impl Days {
    pub(super) fn keep(&mut self, seen: TakenIn) {
        self.0.insert(seen.day(), seen);
        while self.0.len() > DAYS {
            self.0.pop_first();
        }
    }

    /// It is the first of its day, or another number and not too soon after the last.
    pub(super) fn wants(&self, seen: &TakenIn) -> bool {
        self.0
            .get(&seen.day())
            .is_none_or(|kept| !kept.is_as(seen) && seen.at.duration_since(kept.at) >= APART)
    }

    /// The oldest first, up to what is seen now.
    pub(super) fn told(&self, now: TakenIn) -> Vec<TakenIn> {
        let first = now.day() - DAYS as i64 + 1;
        let before = self.0.range(first..now.day()).map(|(_, seen)| *seen);
        before.chain([now]).collect()
    }

    /// The newest days, where so many configurations share the room.
    pub(super) fn newest(&self, configurations: usize) -> impl Iterator<Item = TakenIn> {
        let most = (TOGETHER / configurations.max(1)).min(DAYS);
        let older = self.0.len().saturating_sub(most);
        self.0.values().skip(older).copied()
    }
}
