//! Reads that several steps share. What was read a moment ago and not written since is not asked for again, and two steps that
//! want the same at the same time send one request.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Mutex as AsyncMutex;

/// How old an answer may be for a first look. Long enough for the steps of one run to share it, short enough that a person who
/// changed something elsewhere and presses the button again is not shown the past.
const RECENT: Duration = Duration::from_secs(5);

/// How old an answer may be on which a creation rests that nothing refuses for being the second.
const JUST_NOW: Duration = Duration::from_secs(1);

/// One document of the tenant.
#[derive(Debug)]
pub struct Cached<T> {
    known: Mutex<Known<T>>,
    /// Held by the one who asks.
    asking: AsyncMutex<()>,
}

#[derive(Debug)]
struct Known<T> {
    last: Option<Answer<T>>,
    written: Option<Instant>,
}

#[derive(Debug)]
struct Answer<T> {
    asked: Instant,
    came: Instant,
    value: Arc<T>,
}

/// Which answers will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// One that was asked for recently.
    Recent,
    /// One that was asked for a moment ago.
    JustNow,
    /// Only one that is asked for from now on.
    Now,
    /// One that is no older than this, for looks that are repeated.
    Within(Duration),
}

impl<T> Cached<T> {
    /// The document, read by `read` unless a good answer is at hand. Who needs a newer one holds up nobody else.
    pub async fn get<E, F>(&self, freshness: Freshness, read: impl FnOnce() -> F) -> Result<Arc<T>, E>
    where
        F: Future<Output = Result<T, E>>,
    {
        let now = Instant::now();
        if let Some(value) = self.known().good(now, freshness) {
            return Ok(value);
        }
        let _asking = self.asking.lock().await;
        // Another may have asked meanwhile.
        if let Some(value) = self.known().good(now, freshness) {
            return Ok(value);
        }
        let asked = Instant::now();
        let value = Arc::new(read().await?);
        self.known().last = Some(Answer {
            asked,
            came: Instant::now(),
            value: Arc::clone(&value),
        });
        Ok(value)
    }

    /// The document, where a good answer is at hand.
    pub fn at_hand(&self, freshness: Freshness) -> Option<Arc<T>> {
        self.known().good(Instant::now(), freshness)
    }

    /// Keeps an answer that was had in another way at this moment.
    pub fn keep(&self, value: Arc<T>) {
        let now = Instant::now();
        self.known().last = Some(Answer {
            asked: now,
            came: now,
            value,
        });
    }

    /// The document changes or has changed: answers to earlier questions no longer count.
    pub fn invalidate(&self) {
        let mut known = self.known();
        known.written = Some(Instant::now());
        known.last = None;
    }

    fn known(&self) -> MutexGuard<'_, Known<T>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Known<T> {
    fn good(&self, now: Instant, freshness: Freshness) -> Option<Arc<T>> {
        let answer = self.last.as_ref()?;
        let recent = match freshness {
            Freshness::Recent => now.saturating_duration_since(answer.came) < RECENT,
            Freshness::Within(age) => now.saturating_duration_since(answer.asked) < age,
            Freshness::JustNow => now.saturating_duration_since(answer.asked) < JUST_NOW,
            Freshness::Now => answer.asked >= now,
        };
        let good = recent && self.written.is_none_or(|written| answer.asked > written);
        good.then(|| Arc::clone(&answer.value))
    }
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self {
            known: Mutex::new(Known {
                last: None,
                written: None,
            }),
            asking: AsyncMutex::default(),
        }
    }
}

/// Documents of one kind by the id they belong to.
#[derive(Debug)]
pub struct CachedById<T>(Mutex<HashMap<String, Arc<Cached<T>>>>);

impl<T> CachedById<T> {
    pub fn of(&self, id: &str) -> Arc<Cached<T>> {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(looks.entry(id.to_owned()).or_default())
    }
}

impl<T> Default for CachedById<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use super::{Cached, Freshness};

    async fn read(cached: &Cached<u32>, asked: &AtomicU32, freshness: Freshness) -> u32 {
        let answer = cached.get(freshness, || async {
            Ok::<_, Infallible>(asked.fetch_add(1, Ordering::SeqCst) + 1)
        });
        answer.await.map(|value| *value).unwrap_or_else(|never| match never {})
    }

    #[tokio::test]
    async fn a_recent_answer_serves_twice_and_a_write_ends_it() {
        let (cached, asked) = (Cached::default(), AtomicU32::new(0));
        assert_eq!(
            (
                read(&cached, &asked, Freshness::Recent).await,
                read(&cached, &asked, Freshness::Recent).await
            ),
            (1, 1)
        );
        assert_eq!(read(&cached, &asked, Freshness::Now).await, 2);
        cached.invalidate();
        assert_eq!(read(&cached, &asked, Freshness::Recent).await, 3);
        let hour = Freshness::Within(Duration::from_secs(3600));
        assert_eq!(read(&cached, &asked, hour).await, 3);
        assert_eq!(read(&cached, &asked, Freshness::Within(Duration::ZERO)).await, 4);
        cached.invalidate();
        assert_eq!(read(&cached, &asked, hour).await, 5);
    }

    #[tokio::test]
    async fn questions_at_the_same_time_are_one_request() {
        let (cached, asked) = (Cached::default(), AtomicU32::new(0));
        let slow = || async {
            cached
                .get(Freshness::Recent, || async {
                    tokio::task::yield_now().await;
                    Ok::<_, Infallible>(asked.fetch_add(1, Ordering::SeqCst) + 1)
                })
                .await
        };
        let (Ok(first), Ok(second)) = tokio::join!(slow(), slow());
        assert_eq!((*first, *second), (1, 1));
    }
    #[tokio::test]
    async fn a_good_answer_is_used_while_a_newer_one_is_asked_for() {
        let (cached, asked) = (Cached::default(), AtomicU32::new(0));
        read(&cached, &asked, Freshness::Recent).await;
        let never_answered = cached.get(Freshness::Now, std::future::pending::<Result<u32, Infallible>>);
        tokio::select! {
            biased;
            _ = never_answered => unreachable!("nothing is answered"),
            recent = read(&cached, &asked, Freshness::Recent) => assert_eq!(recent, 1),
        }
    }
}
