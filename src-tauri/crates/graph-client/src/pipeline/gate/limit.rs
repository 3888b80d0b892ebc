//! How many calls there may be in any window of time.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::pipeline::pace::Pace;

/// How often a call that waits for the answer of another asks again.
const UNANSWERED: Duration = Duration::from_millis(100);

/// At most so many calls in any window of time.
#[derive(Debug)]
pub(super) struct Limit {
    calls: usize,
    window: Duration,
    /// A call counts from when it was written and so much later; absent where it counts from its answer on.
    written_counts: Option<Duration>,
    /// So many without an answer.
    at_once: usize,
    counted: Mutex<Counted>,
}

/// The calls that count at this moment, at most as many as may.
#[derive(Debug, Default)]
struct Counted {
    next: u64,
    calls: Vec<Counting>,
    /// Of other processes, with since when they count.
    others: Vec<(String, Instant)>,
    /// So many fewer have room.
    narrowed: usize,
}

#[derive(Debug)]
struct Counting {
    place: u64,
    answered: bool,
    since: Option<Instant>,
}

impl Limit {
    pub(super) fn new(calls: usize, seconds: u64) -> Self {
        Self {
            calls,
            window: Duration::from_secs(seconds),
            written_counts: None,
            at_once: usize::MAX,
            counted: Mutex::default(),
        }
    }

    /// That of uploads: 40 in five seconds (contract 14), counted from when all of the request was written, with some room for a
    /// network that is not even. From the answer on would waste a round trip in each window. So many at once fill the window also
    /// where an answer takes a second.
    pub(super) fn of_uploads() -> Self {
        Self {
            written_counts: Some(Duration::from_millis(50)),
            at_once: 16,
            ..Self::new(40, 5)
        }
    }

    /// Counts a call that is sent now, or says how long until there is room for it.
    pub(super) fn take(&self, now: Instant, pace: Pace) -> Result<u64, Duration> {
        let window = pace.of(self.window);
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let Counted {
            next,
            calls,
            others,
            narrowed,
        } = &mut *counted;
        let counts = |since: &Instant| *since + window > now;
        calls.retain(|call| !call.answered || call.since.as_ref().is_none_or(counts));
        others.retain(|(_, since)| counts(since));
        let counting = || {
            let own = calls.iter().map(|call| call.since);
            own.chain(others.iter().map(|(_, since)| Some(*since)))
                .filter(|since| since.as_ref().is_none_or(counts))
        };
        if counting().count() >= self.calls - *narrowed {
            let oldest = counting().flatten().min();
            return Err(oldest.map_or(UNANSWERED, |oldest| oldest + window - now));
        }
        if calls.iter().filter(|call| !call.answered).count() >= self.at_once {
            return Err(pace.of(UNANSWERED));
        }
        let place = *next;
        *next += 1;
        calls.push(Counting {
            place,
            answered: false,
            since: None,
        });
        Ok(place)
    }

    pub(super) fn counts_from(&self, place: u64, written: Instant, pace: Pace) {
        if let Some(later) = self.written_counts {
            self.change(place, |call| call.since = Some(written + pace.of(later)));
        }
    }

    /// A call whose body was never written to its end counts from here on as well.
    pub(super) fn answered(&self, place: u64, now: Instant) {
        self.change(place, |call| {
            call.answered = true;
            call.since = call.since.or(Some(now));
        });
    }

    fn change(&self, place: u64, change: impl FnOnce(&mut Counting)) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(call) = counted.calls.iter_mut().find(|call| call.place == place) {
            change(call);
        }
    }

    pub(super) fn note(&self, call: String, since: Instant, sure: bool, pace: Pace) {
        let since = since + pace.of(self.written_counts.unwrap_or_default());
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        match counted.others.iter_mut().find(|(known, _)| *known == call) {
            Some((_, known)) if sure => *known = since,
            Some(_) => {}
            None => counted.others.push((call, since)),
        }
    }

    /// Half of the room stays, whatever happens.
    pub(super) fn narrow(&self) {
        if self.written_counts.is_some() {
            let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
            counted.narrowed = (counted.narrowed + 1).min(self.calls / 2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn uploads_fill_every_window_however_long_answers_take_and_none_holds_more() {
        for (written, answered) in [(10, 20), (10, 120), (50, 300), (10, 1_000), (1_500, 1_600)] {
            let arrived = sent(&Limit::of_uploads(), written, answered);
            let tight = arrived
                .windows(41)
                .all(|some| some[40] - some[0] >= Duration::from_secs(5));
            assert!(tight, "{written} {answered}");
            // 24 windows of five seconds, less what the room for an uneven network costs.
            assert!(
                arrived.len() >= 24 * 40 - if written > 1_000 { 400 } else { 40 },
                "{written} {answered}: {}",
                arrived.len()
            );
        }
    }

    #[test]
    fn no_more_uploads_are_under_way_than_may_be() {
        let (limit, now) = (Limit::of_uploads(), Instant::now());
        let places: Vec<u64> = (0..16).map(|_| limit.take(now, Pace::default()).unwrap()).collect();
        assert_eq!(limit.take(now, Pace::default()), Err(UNANSWERED));
        places
            .iter()
            .for_each(|place| limit.counts_from(*place, now, Pace::default()));
        assert_eq!(
            limit.take(now, Pace::default()),
            Err(UNANSWERED),
            "written and not answered"
        );
        limit.answered(places[0], now);
        assert!(limit.take(now, Pace::default()).is_ok());
        let later = now + Duration::from_secs(60);
        assert_eq!(
            limit.take(later, Pace::default()),
            Err(UNANSWERED),
            "out of the window and not answered"
        );
    }

    #[test]
    fn calls_of_others_take_room_until_they_count_no_more() {
        let (limit, now) = (Limit::of_uploads(), Instant::now());
        let at = |millis| now + Duration::from_millis(millis);
        for call in 0..40 {
            limit.note(format!("x-{call}"), at(2_000), false, Pace::default());
        }
        assert_eq!(limit.take(now, Pace::default()), Err(Duration::from_millis(7_050)));
        for call in 0..40 {
            limit.note(format!("x-{call}"), at(100), true, Pace::default());
            limit.note(format!("x-{call}"), at(2_000), false, Pace::default());
        }
        assert_eq!(limit.take(at(100), Pace::default()), Err(Duration::from_millis(5_050)));
        assert!(limit.take(at(5_150), Pace::default()).is_ok());
    }

    /// Somebody asks every 10 ms for two minutes, and each call is written and answered so much later.
    fn sent(limit: &Limit, written: u64, answered: u64) -> Vec<Instant> {
        let start = Instant::now();
        let later = Duration::from_millis;
        let (mut under_way, mut arrived) = (Vec::new(), Vec::new());
        for now in (0..12_000).map(|tick| start + later(10 * tick)) {
            for (place, taken) in &under_way {
                if *taken + later(written) == now {
                    arrived.push(now);
                    limit.counts_from(*place, now, Pace::default());
                }
                if *taken + later(answered) == now {
                    limit.answered(*place, now);
                }
            }
            under_way.retain(|(_, taken)| *taken + later(answered) > now);
            while let Ok(place) = limit.take(now, Pace::default()) {
                under_way.push((place, now));
            }
        }
        arrived
    }
}
