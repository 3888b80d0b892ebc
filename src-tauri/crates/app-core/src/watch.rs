//! Looking at what runs again and again, while somebody sees it.

use std::time::Duration;

use journeys::Setup;
use tokio::time::Instant;

/// Between two looks while something moves (contract 7.3): in the first minute, and after it.
const AT_FIRST: Duration = Duration::from_secs(10);
const LATER: Duration = Duration::from_secs(30);
const FIRST_MINUTE: Duration = Duration::from_secs(60);
/// Between two looks while nothing does.
const STEADY: Duration = Duration::from_secs(60);

/// What is looked at.
#[derive(Debug, Clone)]
pub enum Watched {
    /// Everything that exists in the tenant.
    Tenant,
    /// What serves the subject of this set-up.
    Setup(Box<Setup>),
}

impl From<Setup> for Watched {
    fn from(setup: Setup) -> Self {
        Self::Setup(Box::new(setup))
    }
}

/// One watch, from when somebody comes to see it until nobody does.
#[derive(Debug)]
pub(crate) struct Watch {
    what: Watched,
    began: Instant,
    /// Absent while a look is under way.
    due: Option<Instant>,
}

impl Watch {
    /// The first look is begun together with it.
    pub(crate) fn new(what: Watched) -> Self {
        Self {
            what,
            began: Instant::now(),
            due: None,
        }
    }

    pub(crate) fn what(&self) -> &Watched {
        &self.what
    }

    /// Another set-up about the same subject is on screen.
    pub(crate) fn is_of(&mut self, what: Watched) {
        self.what = what;
    }

    pub(crate) fn due(&self) -> Option<Instant> {
        self.due
    }

    pub(crate) fn begins(&mut self) {
        self.due = None;
    }

    /// A look has ended.
    pub(crate) fn ended(&mut self, moves: bool) {
        self.ended_at(moves, Instant::now());
    }

    fn ended_at(&mut self, moves: bool, now: Instant) {
        let pause = match moves {
            true if now.duration_since(self.began) < FIRST_MINUTE => AT_FIRST,
            true => LATER,
            false => STEADY,
        };
        self.due = Some(now + pause);
    }
}

/// When one of several is looked at again, so that the looks at all of them are spread evenly.
#[derive(Debug)]
pub(crate) struct Repeats {
    next: Instant,
    every: Duration,
}

impl Repeats {
    /// Of the one at this place among so many, from now on.
    pub(crate) fn spread(every: Duration, place: usize, count: usize) -> Self {
        Self::from(Instant::now(), every, place, count)
    }

    fn from(began: Instant, every: Duration, place: usize, count: usize) -> Self {
        let share = |of: usize| u32::try_from(of).unwrap_or(u32::MAX);
        let next = began + every * share(place + 1) / share(count).max(1);
        Self { next, every }
    }

    pub(crate) fn next(&mut self) -> Instant {
        let next = self.next;
        self.next += self.every;
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_at_several_are_spread_evenly_and_each_is_repeated() {
        let (began, every) = (Instant::now(), Duration::from_secs(300));
        let mut all: Vec<Repeats> = (0..40).map(|place| Repeats::from(began, every, place, 40)).collect();
        let mut dues: Vec<Instant> = all.iter_mut().flat_map(|one| [one.next(), one.next()]).collect();
        dues.sort();
        for (place, due) in dues.into_iter().enumerate() {
            assert_eq!(due, began + every * u32::try_from(place + 1).unwrap() / 40);
        }
    }

    #[test]
    fn what_moves_is_looked_at_more_often_and_most_often_at_first() {
        let mut watch = Watch::new(Watched::Tenant);
        let now = watch.began;
        assert_eq!(watch.due(), None);
        for (after, moves, pause) in [
            (0, true, 10),
            (59, true, 10),
            (60, true, 30),
            (0, false, 60),
            (600, false, 60),
        ] {
            let ended = now + Duration::from_secs(after);
            watch.ended_at(moves, ended);
            assert_eq!(watch.due(), Some(ended + Duration::from_secs(pause)), "{after} {moves}");
        }
        watch.begins();
        assert_eq!(watch.due(), None);
    }
}
