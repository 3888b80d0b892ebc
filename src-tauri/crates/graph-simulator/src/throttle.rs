//! Limits (contract 3.4): windows per service, and the scenario whose tenant is throttled now and then. Ignoring `Retry-After` makes it longer.

use std::collections::VecDeque;
use std::time::Duration;

use jiff::Timestamp;

use crate::call::{Call, Method};
use crate::clock::after;
use crate::reply::Reply;
use crate::scenario::Variant;
use crate::timing::Timing;

/// Calls a window may hold, for logs and for on-demand alike.
const CALLS_PER_WINDOW: usize = 5;
/// In the `throttled` scenario every so many requests the next is refused.
const EVERY: u64 = 7;
/// A request that was already on its way when another was refused is not punished.
const IN_FLIGHT: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(60);

/// What was called when, and who waits until when.
#[derive(Debug, Default)]
pub struct Throttle {
    requests: u64,
    tenant: Refusal,
    logs: Window,
    on_demand: Window,
}

#[derive(Debug, Default)]
struct Window {
    calls: VecDeque<Timestamp>,
    refusal: Refusal,
}

/// A refusal in force: until when, how long it was, when it was last said.
#[derive(Debug, Default)]
struct Refusal(Option<(Timestamp, Duration, Timestamp)>);

impl Throttle {
    /// 429 when this call is one too many.
    pub fn refuse(&mut self, call: &Call<'_>, timing: &Timing, variant: Variant) -> Option<Reply> {
        let now = call.now;
        if variant == Variant::Throttled {
            self.requests += 1;
            let begins = self.requests.is_multiple_of(EVERY);
            if let Some(wait) = self.tenant.wait(now, begins.then_some(Duration::from_secs(1))) {
                return Some(too_many(wait, "Tenant_Application/ReadWrite"));
            }
        }
        let window = match (call.method, call.segments().as_slice()) {
            (Method::Get, ["auditlogs", ..]) => &mut self.logs,
            (Method::Post, [.., "provisionondemand"]) => &mut self.on_demand,
            _ => return None,
        };
        window
            .wait(now, timing.throttle_window)
            .map(|wait| too_many(wait, "Tenant_Application/Read"))
    }
}

impl Window {
    fn wait(&mut self, now: Timestamp, length: Duration) -> Option<Duration> {
        if length.is_zero() {
            return None;
        }
        self.calls.retain(|&called| after(called, length) > now);
        let free = (self.calls.len() >= CALLS_PER_WINDOW)
            .then(|| self.calls.front().map(|&first| until(now, after(first, length))))
            .flatten();
        let wait = self.refusal.wait(now, free);
        if wait.is_none() {
            self.calls.push_back(now);
        }
        wait
    }
}

impl Refusal {
    /// How long the caller must wait: the refusal in force, twice as long when it came too early; else a new one of `length`.
    fn wait(&mut self, now: Timestamp, length: Option<Duration>) -> Option<Duration> {
        if let Some((end, last, said)) = self.0 {
            if now < end && now < after(said, IN_FLIGHT) {
                return Some(until(now, end));
            }
            if now < end {
                let longer = (last * 2).min(LONGEST);
                self.0 = Some((after(now, longer), longer, now));
                return Some(longer);
            }
        }
        self.0 = length.map(|length| (after(now, length), length, now));
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
            assert_eq!(window.wait(at(second), ten), None);
        }
        assert_eq!(window.wait(at(5), ten), Some(Duration::from_secs(5)));
        assert_eq!(window.wait(at(6), ten), Some(ten));
        assert_eq!(window.wait(at(7), ten), Some(ten * 2));
        assert_eq!(window.wait(at(27), ten), None);
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
