//! Calls under one limit wait together: while the service asks one of them to wait, because a request sent into the pause makes it
//! longer, and while more of them would break the limit.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

use super::pace::Pace;
use crate::wait::WaitCause;

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
}

impl Default for Gates {
    /// The service takes five in ten seconds of each (contract 3.4). One less of the log leaves room for an answer that takes longer
    /// than the next; people on demand come one by one. Each read of a batch counts as if it had come alone, so batches wait whenever
    /// the rest does, and 40 reads in a second leave room for whatever else asks.
    fn default() -> Self {
        let rest = Gate::of(None);
        Self {
            log: Gate::of(Some(Limit::new(4, 10))),
            on_demand: Gate::of(Some(Limit::new(1, 2))),
            batch: Gate {
                shut: Arc::clone(&rest.shut),
                limit: Some(Limit::new(2, 1)),
            },
            rest,
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
}

/// Shut until a moment that the service named, or until the limit lets the next call through.
#[derive(Debug)]
pub(super) struct Gate {
    shut: Arc<Mutex<Option<Instant>>>,
    limit: Option<Limit>,
}

impl Gate {
    fn of(limit: Option<Limit>) -> Self {
        Self {
            shut: Arc::default(),
            limit,
        }
    }

    /// Nobody sends for this long; a gate that stays shut longer stays so.
    pub(super) fn shut_for(&self, long: Duration) {
        let until = Instant::now() + long;
        let mut shut = self.shut.lock().unwrap_or_else(PoisonError::into_inner);
        *shut = Some(shut.map_or(until, |earlier| earlier.max(until)));
    }

    /// Lets one call through, which is sent at once and has its place until its answer is there; otherwise how long it waits before it
    /// asks again, and why.
    pub(super) fn pass(&self, pace: Pace) -> Result<Passed<'_>, (Duration, WaitCause)> {
        let now = Instant::now();
        if let Some(left) = self.shut_at(now) {
            return Err((left, WaitCause::Throttled));
        }
        let place = match &self.limit {
            None => None,
            Some(limit) => {
                let place = limit.take(now, pace).map_err(|left| (left, WaitCause::OwnPace))?;
                Some((limit, place))
            }
        };
        Ok(Passed { place })
    }

    fn shut_at(&self, now: Instant) -> Option<Duration> {
        let until = (*self.shut.lock().unwrap_or_else(PoisonError::into_inner))?;
        until.checked_duration_since(now).filter(|left| !left.is_zero())
    }
}

/// A call that was let through. The service counts it somewhere between its sending and its answer, so it counts here from its answer on:
/// a request that the network holds up is not counted out before it has arrived.
#[derive(Debug)]
pub(super) struct Passed<'g> {
    place: Option<(&'g Limit, u64)>,
}

impl Drop for Passed<'_> {
    fn drop(&mut self) {
        if let Some((limit, place)) = self.place {
            limit.answered(place, Instant::now());
        }
    }
}

/// How often a call that waits for the answer of another asks again.
const UNANSWERED: Duration = Duration::from_millis(100);

/// At most so many calls in any window of time.
#[derive(Debug)]
struct Limit {
    calls: usize,
    window: Duration,
    counted: Mutex<Counted>,
}

/// The calls that count at this moment, `calls` at most.
#[derive(Debug, Default)]
struct Counted {
    next: u64,
    /// When each was answered; nothing while it is under way.
    calls: Vec<(u64, Option<Instant>)>,
}

impl Limit {
    fn new(calls: usize, seconds: u64) -> Self {
        Self {
            calls,
            window: Duration::from_secs(seconds),
            counted: Mutex::default(),
        }
    }

    /// Counts a call that is sent now, or says how long until there is room for it.
    fn take(&self, now: Instant, pace: Pace) -> Result<u64, Duration> {
        let window = pace.of(self.window);
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let Counted { next, calls } = &mut *counted;
        calls.retain(|(_, answered)| answered.is_none_or(|at| at + window > now));
        if calls.len() >= self.calls {
            let oldest = calls.iter().filter_map(|(_, answered)| *answered).min();
            return Err(oldest.map_or(UNANSWERED, |oldest| oldest + window - now));
        }
        let place = *next;
        *next += 1;
        calls.push((place, None));
        Ok(place)
    }

    fn answered(&self, place: u64, now: Instant) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, answered)) = counted.calls.iter_mut().find(|(known, _)| *known == place) {
            *answered = Some(now);
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
        assert_eq!((pass(), pass()), (Ok(()), Ok(())));
        assert!(matches!(pass(), Err((left, WaitCause::OwnPace)) if left <= Duration::from_secs(1)));
        assert!(
            gates.of(Family::Rest).pass(Pace::default()).is_ok(),
            "each has a limit of its own"
        );
    }

    #[test]
    fn no_window_holds_more_than_the_limit() {
        let limit = Limit::new(4, 10);
        let start = Instant::now();
        let mut sent = Vec::new();
        // Somebody asks every 100 ms for two minutes.
        for tenth in 0..1_200 {
            let now = start + Duration::from_millis(100 * tenth);
            if let Ok(place) = limit.take(now, Pace::default()) {
                limit.answered(place, now);
                sent.push(now);
            }
        }
        assert_eq!(sent.len(), 4 * 12);
        assert!(sent.windows(5).all(|five| five[4] - five[0] >= Duration::from_secs(10)));
    }

    #[test]
    fn who_waits_as_long_as_told_passes() {
        let limit = Limit::new(1, 2);
        let start = Instant::now();
        let place = limit.take(start, Pace::default()).unwrap();
        limit.answered(place, start);
        let left = limit.take(start + Duration::from_millis(500), Pace::default());
        assert_eq!(left, Err(Duration::from_millis(1_500)));
        assert!(limit.take(start + Duration::from_secs(2), Pace::default()).is_ok());
    }

    #[test]
    fn a_call_counts_from_its_answer_on_and_until_then_as_well() {
        let limit = Limit::new(1, 2);
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let place = limit.take(start, Pace::default()).unwrap();
        assert_eq!(limit.take(at(9), Pace::default()), Err(UNANSWERED));
        limit.answered(place, at(10));
        assert_eq!(limit.take(at(11), Pace::default()), Err(Duration::from_secs(1)));
        assert!(limit.take(at(12), Pace::default()).is_ok());
    }
}
