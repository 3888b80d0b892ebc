//! Calls under one limit wait together: while the service asks one of them to wait, because a request sent into the pause makes it
//! longer, and while more of them would break the limit.

mod limit;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{fmt, io};

use jiff::Timestamp;
use url::Url;

use super::pace::Pace;
use super::places::{Place, Places};
use crate::wait::WaitCause;

use limit::Limit;

/// Calls that Microsoft counts together (contract 3.4). The limits of the log and of provisioning on demand are far tighter than
/// the rest, and say nothing about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Log,
    OnDemand,
    Batch,
    Rest,
}

impl Family {
    pub(super) fn of(url: &Url) -> Self {
        let path = url.path();
        let below_version = path.trim_start_matches('/').split('/').nth(1).unwrap_or_default();
        if below_version.eq_ignore_ascii_case("auditLogs") {
            Self::Log
        } else if path.ends_with("/provisionOnDemand") {
            Self::OnDemand
        } else if below_version.eq_ignore_ascii_case("$batch") {
            Self::Batch
        } else {
            Self::Rest
        }
    }
}

/// One gate for each family. All clones of a client pass the same ones, so the limits are those of the tenant.
#[derive(Debug)]
pub(crate) struct Gates {
    log: Gate,
    on_demand: Gate,
    batch: Gate,
    rest: Gate,
    writes: Gate,
    /// For calls of the rest that are under way.
    places: Places,
}

impl Default for Gates {
    /// The service takes five in ten seconds of each (contract 3.4). One less of the log leaves room for an answer that takes longer
    /// than the next; people on demand come one by one. Each read of a batch counts as if it had come alone, so batches wait whenever
    /// the rest does, and 40 reads in a second leave room for whatever else asks.
    fn default() -> Self {
        let places = Places::default();
        let rest = Gate {
            places: Some(places.clone()),
            ..Gate::of(None)
        };
        Self {
            log: Gate::of(Some(Limit::new(4, 10))),
            on_demand: Gate::of(Some(Limit::new(1, 2))),
            batch: Gate {
                shut: Arc::clone(&rest.shut),
                limit: Some(Arc::new(Limit::new(2, 1))),
                places: Some(places.clone()),
            },
            rest,
            // What one application may write in a tenant (contract 3.4).
            writes: Gate::of(Some(Limit::new(3_000, 150))),
            places,
        }
    }
}

impl Gates {
    pub(super) fn of(&self, family: Family) -> &Gate {
        match family {
            Family::Log => &self.log,
            Family::OnDemand => &self.on_demand,
            Family::Batch => &self.batch,
            Family::Rest => &self.rest,
        }
    }

    /// Where writes are counted that no tighter limit is for.
    pub(super) fn of_writes(&self, family: Family) -> Option<&Gate> {
        (family == Family::Rest).then_some(&self.writes)
    }

    /// Where calls take a place that have no limit of their own.
    pub(super) fn places(&self, family: Family) -> Option<&Places> {
        (family == Family::Rest).then_some(&self.places)
    }
}

/// Shut until a moment that the service named, or until the limit lets the next call through.
#[derive(Debug)]
pub(super) struct Gate {
    shut: Arc<Mutex<Option<Instant>>>,
    limit: Option<Arc<Limit>>,
    /// Of the calls that slow down when it shuts.
    places: Option<Places>,
}

/// Why a call may not go now.
#[derive(Debug)]
pub(super) enum Blocked {
    /// It asks again after so long.
    Wait(Duration, WaitCause),
    /// All calls of a day were made; not before this moment.
    Day(Timestamp),
    /// Calls cannot be counted.
    Uncounted(io::Error),
}

impl From<io::Error> for Blocked {
    fn from(error: io::Error) -> Self {
        Self::Uncounted(error)
    }
}

impl Gate {
    fn of(limit: Option<Limit>) -> Self {
        Self {
            shut: Arc::default(),
            limit: limit.map(Arc::new),
            places: None,
        }
    }

    pub(super) fn of_uploads() -> Self {
        Self::of(Some(Limit::of_uploads()))
    }

    /// Nobody sends for this long; a gate that stays shut longer stays so. From then on one call fewer has room where the service
    /// counts from another moment than we do, and half as many are under way at a time where that has no other limit.
    pub(super) fn shut_for(&self, long: Duration) {
        let now = Instant::now();
        let until = now + long;
        let was_open = self.shut_at(now).is_none();
        let mut shut = self.shut.lock().unwrap_or_else(PoisonError::into_inner);
        *shut = Some(shut.map_or(until, |earlier| earlier.max(until)));
        if was_open {
            self.limit.iter().for_each(|limit| limit.narrow());
            self.places.iter().for_each(Places::halve);
        }
    }

    /// Lets one call through, which is sent at once and has its place until it counts no more; otherwise how long it waits before it
    /// asks again, and why.
    pub(super) fn pass(&self, pace: Pace) -> Result<Passed, Blocked> {
        let now = Instant::now();
        if let Some(left) = self.shut_at(now) {
            return Err(Blocked::Wait(left, WaitCause::Throttled));
        }
        let place = match &self.limit {
            None => None,
            Some(limit) => {
                let place = limit.take(now, pace);
                let place = place.map_err(|left| Blocked::Wait(left, WaitCause::OwnPace))?;
                Some((Arc::clone(limit), place))
            }
        };
        Ok(Passed {
            place,
            pace,
            written: None,
            _besides: (None, None),
        })
    }

    /// Counts a call of another process from this moment on; one that is counted already only where this is `sure`.
    pub(super) fn note(&self, call: String, since: Instant, sure: bool, pace: Pace) {
        if let Some(limit) = &self.limit {
            limit.note(call, since, sure, pace);
        }
    }

    fn shut_at(&self, now: Instant) -> Option<Duration> {
        let until = (*self.shut.lock().unwrap_or_else(PoisonError::into_inner))?;
        until.checked_duration_since(now).filter(|left| !left.is_zero())
    }
}

/// A call that was let through. The service counts it somewhere between its sending and its answer, so it counts here from its answer on:
/// a request that the network holds up is not counted out before it has arrived.
pub(super) struct Passed {
    place: Option<(Arc<Limit>, u64)>,
    pace: Pace,
    written: Option<Written>,
    /// What it holds besides until it is answered.
    _besides: (Option<Box<Passed>>, Option<Place>),
}

impl fmt::Debug for Passed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passed").finish_non_exhaustive()
    }
}

/// To be dropped when all of a request was written.
pub(super) struct Written(Option<Box<dyn FnOnce() + Send + Sync>>);

impl Drop for Written {
    fn drop(&mut self) {
        if let Some(tell) = self.0.take() {
            tell();
        }
    }
}

impl Passed {
    /// The same, which holds this until it is answered: a count among the writes, and a place among the calls under way.
    pub(super) fn holding(self, write: Option<Self>, place: Option<Place>) -> Self {
        let mut holding = self;
        holding._besides = (write.map(Box::new), place);
        holding
    }

    /// Tells `others` when all of the request was written, which is when it begins to count.
    pub(super) fn when_written(&mut self, others: impl FnOnce() + Send + Sync + 'static) {
        let (place, pace) = (self.place.clone(), self.pace);
        self.written = Some(Written(Some(Box::new(move || {
            if let Some((limit, place)) = place {
                limit.counts_from(place, Instant::now(), pace);
            }
            others();
        }))));
    }

    /// What goes with the body, where that is when the call begins to count.
    pub(super) fn written(&mut self) -> Option<Written> {
        self.written.take()
    }
}

impl Drop for Passed {
    fn drop(&mut self) {
        if let Some((limit, place)) = &self.place {
            limit.answered(*place, Instant::now());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_tells_the_family() {
        for (path, family) in [
            ("v1.0/auditLogs/provisioning?$skiptoken=x", Family::Log),
            ("beta/auditLogs/directoryAudits", Family::Log),
            (
                "v1.0/servicePrincipals/1/synchronization/jobs/2/provisionOnDemand",
                Family::OnDemand,
            ),
            ("v1.0/$batch", Family::Batch),
            ("v1.0/servicePrincipals/auditLogs", Family::Rest),
            ("v1.0/servicePrincipals/$batch", Family::Rest),
            ("v1.0/domains", Family::Rest),
        ] {
            let url = Url::parse(&format!("https://graph.microsoft.com/{path}")).unwrap();
            assert_eq!(Family::of(&url), family, "{path}");
        }
    }

    #[test]
    fn batches_wait_with_the_rest_and_nothing_else_does() {
        let gates = Gates::default();
        gates.of(Family::Batch).shut_for(Duration::from_secs(60));
        let waits = |family| gates.of(family).pass(Pace::default()).is_err();
        assert!(waits(Family::Rest) && waits(Family::Batch));
        assert!(!waits(Family::Log) && !waits(Family::OnDemand));
    }

    #[test]
    fn two_batches_a_second_pass() {
        let gates = Gates::default();
        let pass = || gates.of(Family::Batch).pass(Pace::default()).map(drop);
        assert!(pass().is_ok() && pass().is_ok());
        assert!(matches!(pass(), Err(Blocked::Wait(left, WaitCause::OwnPace)) if left <= Duration::from_secs(1)));
        assert!(
            gates.of(Family::Rest).pass(Pace::default()).is_ok(),
            "each has a limit of its own"
        );
    }

    #[test]
    fn a_service_that_counts_more_narrowly_is_followed_once_for_each_time_it_says_so() {
        let gate = Gate::of_uploads();
        for _ in 0..16 {
            gate.shut_for(Duration::from_secs(60));
        }
        *gate.shut.lock().unwrap() = None;
        let passed: Vec<_> = (0..100)
            .map_while(|_| gate.pass(Pace::default()).ok().map(drop))
            .collect();
        assert_eq!(passed.len(), 39);
    }
}
