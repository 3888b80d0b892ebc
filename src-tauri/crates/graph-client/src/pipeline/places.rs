//! How many calls are under way at a time, whoever makes them. A run of hundreds of rows would ask for all of them at once, which brings
//! the end no nearer where the service slows us down.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// As many as there are in the beginning.
const FIRST: usize = 16;
const MOST: usize = 24;
const FEWEST: usize = 2;
/// After so many answers in a row without a request to slow down there is one place more.
const ANSWERS: usize = 20;

/// Halved whenever the service asks to slow down, and one more for each row of answers in which it does not.
#[derive(Debug, Clone)]
pub(super) struct Places {
    free: Arc<Semaphore>,
    known: Arc<Mutex<Known>>,
}

#[derive(Debug)]
struct Known {
    places: usize,
    /// Taken away while they were in use: they do not come back.
    owed: usize,
    /// Since the last change.
    answers: usize,
}

/// Kept until the call is answered.
#[derive(Debug)]
pub(super) struct Place {
    of: Places,
    permit: Option<OwnedSemaphorePermit>,
}

impl Default for Places {
    fn default() -> Self {
        Self {
            free: Arc::new(Semaphore::new(FIRST)),
            known: Arc::new(Mutex::new(Known {
                places: FIRST,
                owed: 0,
                answers: 0,
            })),
        }
    }
}

impl Places {
    /// Waits for a free one.
    pub(super) async fn take(&self) -> Place {
        let permit = Arc::clone(&self.free).acquire_owned().await;
        Place {
            of: self.clone(),
            // They are never closed.
            permit: permit.ok(),
        }
    }

    /// The service asks to slow down.
    pub(super) fn halve(&self) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let fewer = known.places - (known.places / 2).max(FEWEST);
        known.places -= fewer;
        known.answers = 0;
        known.owed += fewer - self.free.forget_permits(fewer);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut known = self.of.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.owed > 0 {
            known.owed -= 1;
            if let Some(permit) = self.permit.take() {
                permit.forget();
            }
            return;
        }
        known.answers += 1;
        if known.answers >= ANSWERS && known.places < MOST {
            known.answers = 0;
            known.places += 1;
            self.of.free.add_permits(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many can be taken at once where none is.
    fn room(places: &Places) -> usize {
        places.free.available_permits()
    }

    async fn answered(places: &Places, times: usize) {
        for _ in 0..times {
            drop(places.take().await);
        }
    }

    #[tokio::test]
    async fn answers_without_a_request_to_slow_down_make_room_up_to_a_bound() {
        let places = Places::default();
        assert_eq!(room(&places), FIRST);
        answered(&places, ANSWERS).await;
        assert_eq!(room(&places), FIRST + 1);
        answered(&places, 100 * ANSWERS).await;
        assert_eq!(room(&places), MOST);
    }

    #[tokio::test]
    async fn a_request_to_slow_down_halves_it_also_where_calls_are_under_way() {
        let places = Places::default();
        let mut under_way = Vec::new();
        for _ in 0..FIRST {
            under_way.push(places.take().await);
        }
        places.halve();
        drop(under_way);
        assert_eq!(room(&places), FIRST / 2);
        for _ in 0..10 {
            places.halve();
        }
        assert_eq!(room(&places), FEWEST);
        answered(&places, ANSWERS).await;
        assert_eq!(room(&places), FEWEST + 1);
    }
}
