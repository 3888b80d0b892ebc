//! Waiting for what was created (contract 3.7): told, stoppable, never longer than its window.

use std::future::Future;
use std::ops::ControlFlow::{self, Break, Continue};
use std::time::Duration;

use jiff::Timestamp;

use crate::client::ReadClient;
use crate::error::Error;
use crate::looking::looking;
use crate::pause::Pauser;
use crate::wait::{Telling, Wait, WaitCause};

/// How long something may stay unseen, counted from the request that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub since: Timestamp,
    pub length: Duration,
}

impl Window {
    /// A window that began at `since`; it may have passed already: then one look is all. None begins later than now: a clock that was
    /// set back would make it last for days.
    pub fn from(since: Timestamp, length: Duration) -> Self {
        let since = since.min(Timestamp::now());
        Self { since, length }
    }

    /// Whether it has passed.
    pub fn is_over(&self) -> bool {
        Timestamp::now() >= self.since + self.length
    }
}

/// A window that begins now.
impl From<Duration> for Window {
    fn from(length: Duration) -> Self {
        Self::from(Timestamp::now(), length)
    }
}

/// Looks at once and then ever less often until `look` sees what is wanted.
/// `None`: the window has passed and it is still not there. An error of `look` ends the wait.
pub async fn wait_until<T, Look, Looking>(
    client: &ReadClient,
    cause: WaitCause,
    window: impl Into<Window>,
    look: Look,
) -> Result<Option<T>, Error>
where
    Look: FnMut() -> Looking,
    Looking: Future<Output = Result<Option<T>, Error>>,
{
    look_until(client, cause, window.into(), look, |seen| match seen {
        Ok(None) => Continue(Ok(None)),
        ended => Break(ended),
    })
    .await
}

/// Like [`wait_until`], but asks for two equal answers in a row: replicas take turns, and
/// one that knows the object may be followed by one that does not.
pub async fn wait_until_steady<T, Look, Looking>(
    client: &ReadClient,
    cause: WaitCause,
    window: impl Into<Window>,
    look: Look,
) -> Result<Option<T>, Error>
where
    T: PartialEq,
    Look: FnMut() -> Looking,
    Looking: Future<Output = Result<Option<T>, Error>>,
{
    let mut before = None;
    look_until(client, cause, window.into(), look, |seen| match seen {
        Ok(seen) if seen.is_none() || seen != before => {
            before = seen;
            Continue(Ok(None))
        }
        ended => Break(ended),
    })
    .await
}

/// Does something on a new object again and again while the refusal may still pass
/// (404, 403, 409). After the window the refusal is the result, marked as [`awaited`](crate::ApiError::awaited).
pub async fn settle<T, Act, Acting>(
    client: &ReadClient,
    cause: WaitCause,
    window: impl Into<Window>,
    act: Act,
) -> Result<T, Error>
where
    Act: FnMut() -> Acting,
    Acting: Future<Output = Result<T, Error>>,
{
    settle_while(client, cause, window, Error::may_pass, act).await
}

/// Like [`settle`], where `passes` says which refusals may still pass.
pub async fn settle_while<T, Act, Acting>(
    client: &ReadClient,
    cause: WaitCause,
    window: impl Into<Window>,
    passes: impl Fn(&Error) -> bool,
    act: Act,
) -> Result<T, Error>
where
    Act: FnMut() -> Acting,
    Acting: Future<Output = Result<T, Error>>,
{
    look_until(client, cause, window.into(), act, |answer| match answer {
        Err(refusal) if passes(&refusal) => Continue(Err(refusal.awaited())),
        ended => Break(ended),
    })
    .await
}

/// One look that may come too early and is not repeated here: the request log says that a refusal was expected.
pub async fn look_early<T>(cause: WaitCause, look: impl Future<Output = T>) -> T {
    looking(Some(cause), look).await
}

/// Turns *not found* into `None`, for looks by id.
pub fn if_found<T>(answer: Result<T, Error>) -> Result<Option<T>, Error> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Looks until `judge` breaks off; what it goes on with is the result when the window has passed.
async fn look_until<T, Look, Looking>(
    client: &ReadClient,
    cause: WaitCause,
    window: Window,
    mut look: Look,
    mut judge: impl FnMut(Result<T, Error>) -> ControlFlow<Result<T, Error>, Result<T, Error>>,
) -> Result<T, Error>
where
    Look: FnMut() -> Looking,
    Looking: Future<Output = Result<T, Error>>,
{
    let mut clock = Clock::new(client, cause, window);
    loop {
        let so_far = match judge(clock.look(look()).await) {
            Break(ended) => return ended,
            Continue(so_far) => so_far,
        };
        let request_id = so_far.as_ref().err().and_then(Error::request_id).map(str::to_owned);
        if !clock.next_look(request_id).await? {
            return so_far;
        }
    }
}

/// Pauses between looks and tells so.
struct Clock<'a> {
    client: &'a ReadClient,
    cause: WaitCause,
    window: Window,
    next: Duration,
    longest: Duration,
    telling: Telling<'a>,
}

impl<'a> Clock<'a> {
    fn new(client: &'a ReadClient, cause: WaitCause, window: Window) -> Self {
        Self {
            client,
            cause,
            window: Window {
                since: window.since,
                length: client.pace().of(window.length),
            },
            next: first_interval(window.length),
            longest: longest_interval(window.length),
            telling: Telling::new(client.waits()),
        }
    }

    /// One look. The request log hears that its refusals are expected while another look is to come.
    async fn look<T>(&self, look: impl Future<Output = T>) -> T {
        let cause = (!self.window.is_over()).then_some(self.cause);
        looking(cause, look).await
    }

    /// Waits for the next look; `false` when the window has passed.
    async fn next_look(&mut self, request_id: Option<String>) -> Result<bool, Error> {
        let now = Timestamp::now();
        let passed = Duration::try_from(now.duration_since(self.window.since)).unwrap_or_default();
        let left = self.window.length.saturating_sub(passed);
        if left.is_zero() {
            return Ok(false);
        }
        let interval = self.client.pace().of(self.next).min(left);
        self.telling.tell(&Wait {
            cause: self.cause,
            since: self.window.since,
            next_look: now + interval,
            longest: self.window.length,
            request_id,
        });
        self.client.pause(interval, Pauser::Client).await?;
        self.next = (self.next * 2).min(self.longest);
        Ok(true)
    }
}

/// 1 s in a real cloud, a quarter of a second in a window of ten.
fn first_interval(window: Duration) -> Duration {
    (window / 40).min(Duration::from_secs(1))
}

/// 4 s in a real cloud, one second in a window of ten. Longer ones cost a set-up more than they save the service.
fn longest_interval(window: Duration) -> Duration {
    (window / 10).min(Duration::from_secs(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intervals(window: u64) -> Vec<f64> {
        let window = Duration::from_secs(window);
        let mut next = first_interval(window);
        (0..5)
            .map(|_| {
                let now = next.as_secs_f64();
                next = (next * 2).min(longest_interval(window));
                now
            })
            .collect()
    }

    #[test]
    fn a_window_from_the_future_begins_now() {
        let window = Window::from(Timestamp::MAX, Duration::from_secs(60));
        assert!(!window.is_over() && window.since <= Timestamp::now());
        assert!(Window::from(Timestamp::MAX, Duration::ZERO).is_over());
    }

    #[test]
    fn looks_thin_out_with_the_window() {
        assert_eq!(intervals(120), [1.0, 2.0, 4.0, 4.0, 4.0]);
        assert_eq!(intervals(300), [1.0, 2.0, 4.0, 4.0, 4.0]);
        assert_eq!(intervals(10), [0.25, 0.5, 1.0, 1.0, 1.0]);
    }
}
