//! Limits (contract 3.4): windows per service, and the scenario whose tenant is throttled now and then. Ignoring `Retry-After` makes it longer.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use crate::call::{Call, Method};
use crate::clock::after;
use crate::reply::Reply;
use crate::scenario::Variant;
use crate::sliding::Sliding;
use crate::tenant::Tenant;

/// Calls a window may hold, for logs and for on-demand alike.
const CALLS_PER_WINDOW: usize = 5;
/// Uploads in [`crate::timing::Timing::upload_window`], of all senders of a tenant together (contract 14.2).
pub(crate) const UPLOADS_PER_WINDOW: usize = 40;
/// Of uploads there is a number for a day, too.
pub(crate) const DAY: Duration = Duration::from_secs(24 * 3600);
/// Writes to the directory in [`crate::timing::Timing::write_window`], of one application (contract 3.4). Whether calls of
/// synchronization are such writes is not documented; here they are.
const WRITES_PER_WINDOW: usize = 3_000;
/// From this share of it on answers tell how near the limit is.
const NEAR: f64 = 0.8;
/// In `feed-day-full` the first upload of the day was so long ago.
const FULL_SINCE: Duration = Duration::from_secs(10 * 3600);
/// In the `throttled` scenario every so many requests the next is refused.
const EVERY: u64 = 7;
/// A request that was already on its way when another was refused is not punished.
const IN_FLIGHT: Duration = Duration::from_millis(250);
/// However many come into a pause, it ends so long after it began: two clients that both wait as they were told must not keep each other out.
const LONGEST: Duration = Duration::from_secs(25);

/// What was called when, and who waits until when.
#[derive(Debug, Default)]
pub struct Throttle {
    requests: u64,
    tenant: Refusal,
    logs: Window,
    on_demand: Window,
    uploads: Window,
    uploads_of_a_day: Sliding,
    writes: BTreeMap<Uuid, Window>,
    /// Share of the writes that the last request left used, from [`NEAR`] on.
    near: Option<f64>,
}

#[derive(Debug, Default)]
struct Window {
    calls: Sliding,
    refusal: Refusal,
}

#[derive(Debug, Default)]
struct Refusal(Option<Pause>);

/// A refusal in force.
#[derive(Debug)]
struct Pause {
    began: Timestamp,
    end: Timestamp,
    /// How long it was when it was last said.
    last: Duration,
    said: Timestamp,
}

impl Throttle {
    /// As a tenant of this variant begins at `now`.
    #[must_use]
    pub fn beginning(tenant: &Tenant, now: Timestamp) -> Self {
        let mut throttle = Self::default();
        if tenant.scenario.variant == Variant::FeedDayFull {
            let most = tenant.uploads_per_day();
            let began = now.checked_sub(FULL_SINCE).unwrap_or(now);
            for place in 0..most {
                // As fast as one may send.
                let sent = Duration::from_millis(place as u64 * 125);
                throttle.uploads_of_a_day.note(after(began, sent));
            }
        }
        throttle
    }

    /// 429 when this call is one too many.
    pub fn refuse(&mut self, call: &Call<'_>, tenant: &Tenant) -> Option<Reply> {
        let (now, timing) = (call.now, &tenant.timing);
        if tenant.scenario.variant == Variant::Throttled {
            self.requests += 1;
            let begins = self.requests.is_multiple_of(EVERY);
            if let Some(wait) = self.tenant.wait(now, begins.then_some(Duration::from_secs(1))) {
                return Some(too_many(wait, "Tenant_Application/ReadWrite"));
            }
        }
        self.near = None;
        let window = match (call.method, call.segments().as_slice()) {
            (Method::Get, ["auditlogs", ..]) => &mut self.logs,
            (Method::Post, [.., "provisionondemand"]) => &mut self.on_demand,
            (Method::Post, [.., "jobs", _, "bulkupload"]) => {
                let wait = self.uploads.wait(now, timing.upload_window, UPLOADS_PER_WINDOW);
                let wait = wait.or_else(|| self.wait_for_a_day(now, tenant));
                return wait.map(|wait| too_many(wait, "Tenant/ReadWrite"));
            }
            (Method::Get, _) | (_, ["$batch"]) => return None,
            _ => {
                let window = self.writes.entry(call.caller.client_id).or_default();
                let wait = window.wait(now, timing.write_window, WRITES_PER_WINDOW);
                let used = window.calls.len() as f64 / WRITES_PER_WINDOW as f64;
                self.near = Some(used).filter(|used| *used >= NEAR);
                return wait.map(|wait| too_many(wait, "Tenant_Application/Write"));
            }
        };
        window
            .wait(now, timing.throttle_window, CALLS_PER_WINDOW)
            .map(|wait| too_many(wait, "Tenant_Application/Read"))
    }
}

impl Throttle {
    /// Tells in the answer of a write that it was one of the last ones.
    #[must_use]
    pub fn mark(&self, reply: Reply) -> Reply {
        match self.near {
            Some(used) => reply.header("x-ms-throttle-limit-percentage", format!("{used:.2}")),
            None => reply,
        }
    }

    /// Until the oldest upload of the last 24 hours is forgotten, when there were as many as the licence allows.
    fn wait_for_a_day(&mut self, now: Timestamp, tenant: &Tenant) -> Option<Duration> {
        if tenant.timing.upload_window.is_zero() {
            return None;
        }
        let day = &mut self.uploads_of_a_day;
        let free = day.full_until(now, DAY, tenant.uploads_per_day());
        if free.is_none() {
            day.note(now);
        }
        free.map(|free| until(now, free))
    }
}

impl Window {
    fn wait(&mut self, now: Timestamp, length: Duration, most: usize) -> Option<Duration> {
        if length.is_zero() {
            return None;
        }
        let free = self.calls.full_until(now, length, most).map(|free| until(now, free));
        let wait = self.refusal.wait(now, free);
        if wait.is_none() {
            self.calls.note(now);
        }
        wait
    }
}

impl Refusal {
    /// How long the caller must wait: the refusal in force, twice as long when it came too early; else a new one of `length`.
    fn wait(&mut self, now: Timestamp, length: Option<Duration>) -> Option<Duration> {
        if let Some(pause) = self.0.as_mut().filter(|pause| now < pause.end) {
            if now >= after(pause.said, IN_FLIGHT) {
                pause.last = (pause.last * 2).min(LONGEST);
                pause.end = after(now, pause.last).min(after(pause.began, LONGEST)).max(pause.end);
                pause.said = now;
            }
            return Some(until(now, pause.end));
        }
        self.0 = length.map(|length| Pause {
            began: now,
            end: after(now, length),
            last: length,
            said: now,
        });
        length
    }
}

fn until(now: Timestamp, end: Timestamp) -> Duration {
    Duration::try_from(end.duration_since(now)).unwrap_or_default()
}

fn too_many(wait: Duration, scope: &str) -> Reply {
    Reply::error(429, "TooManyRequests", "Too Many Requests")
        .header("Retry-After", wait.as_secs_f64().ceil().max(1.0).to_string())
        .header("x-ms-throttle-limit-percentage", "1.0")
        .header("x-ms-throttle-scope", scope)
        .header("x-ms-throttle-information", "ResourceUnitLimitExceeded")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_call_in_a_window_waits_and_impatience_makes_it_longer() {
        let mut window = Window::default();
        let ten = Duration::from_secs(10);
        let at = |seconds: u64| after(Timestamp::UNIX_EPOCH, Duration::from_secs(seconds));
        for second in 0..5 {
            assert_eq!(window.wait(at(second), ten, 5), None);
        }
        assert_eq!(window.wait(at(5), ten, 5), Some(Duration::from_secs(5)));
        assert_eq!(window.wait(at(6), ten, 5), Some(ten));
        assert_eq!(window.wait(at(7), ten, 5), Some(ten * 2));
        assert_eq!(window.wait(at(27), ten, 5), None);
    }

    #[test]
    fn two_who_wait_as_told_are_served_in_the_end() {
        let mut refusal = Refusal::default();
        let mut now = Timestamp::UNIX_EPOCH;
        let began = now;
        let first = refusal.wait(now, Some(Duration::from_secs(10))).unwrap();
        let half = after(now, Duration::from_secs(5));
        let second = refusal.wait(half, None).unwrap();
        let mut waiting = [after(now, first), after(half, second)];
        // Each comes when its own pause is over, which may be in the middle of the other's.
        for _ in 0..100 {
            waiting.sort_unstable();
            now = waiting[0];
            let Some(wait) = refusal.wait(now, None) else { break };
            waiting[0] = after(now, wait);
        }
        assert!(now <= after(began, LONGEST), "{now}");
    }

    #[test]
    fn who_waits_as_told_is_served() {
        let mut refusal = Refusal::default();
        let start = Timestamp::UNIX_EPOCH;
        let second = Duration::from_secs(1);
        assert_eq!(refusal.wait(start, Some(second)), Some(second));
        let in_flight = after(start, Duration::from_millis(100));
        assert_eq!(refusal.wait(in_flight, None), Some(Duration::from_millis(900)));
        assert_eq!(refusal.wait(after(start, second), None), None);
    }
}
