//! What the service asks clients not to do, counted: its limits, and starts and restarts that do harm (contract 3.4, 7.5).

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use crate::call::{Call, Method};
use crate::clock::after;
use crate::jobs::{Job, catch_up};
use crate::sliding::Sliding;
use crate::tenant::Tenant;
use crate::throttle::{DAY, UPLOADS_PER_WINDOW};

/// Reads of the log, or people on demand, that a window may hold.
const CALLS: usize = 5;
const WINDOW: Duration = Duration::from_secs(10);

/// Of [`UPLOADS_PER_WINDOW`], whatever the timing is.
const UPLOAD_WINDOW: Duration = Duration::from_secs(5);

/// Whoever starts a job again so soon does it in a loop.
const AGAIN: Duration = Duration::from_secs(60);

/// Counts whatever the timing is: one without limits refuses nothing, and its clients are to keep them all the same.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Violations {
    /// Reads of the log beyond 5 in 10 seconds.
    log: u32,
    /// People on demand beyond 5 in 10 seconds.
    on_demand: u32,
    /// Starts of a job that is on its way, or was started less than a minute ago.
    start: u32,
    /// Restarts that cut a round short.
    restart: u32,
    /// Uploads beyond 40 in 5 seconds.
    upload: u32,
    /// Uploads beyond what the licence allows in 24 hours.
    upload_day: u32,
    #[serde(skip)]
    seen: Seen,
}

#[derive(Debug, Default)]
struct Seen {
    log: Sliding,
    on_demand: Sliding,
    uploads: Sliding,
    uploads_of_a_day: Sliding,
    /// By job.
    started: HashMap<String, Timestamp>,
}

impl Violations {
    /// Looks at a call that is about to be answered.
    pub(crate) fn look_at(&mut self, call: &Call<'_>, tenant: &mut Tenant) {
        let (seen, now) = (&mut self.seen, call.now);
        match (call.method, call.segments().as_slice()) {
            (Method::Get, ["auditlogs", "provisioning"]) => self.log += one_too_many(&mut seen.log, now, WINDOW, CALLS),
            (Method::Post, [.., "jobs", _, "provisionondemand"]) => {
                self.on_demand += one_too_many(&mut seen.on_demand, now, WINDOW, CALLS);
            }
            (Method::Post, [.., "jobs", _, "bulkupload"]) => {
                self.upload += one_too_many(&mut seen.uploads, now, UPLOAD_WINDOW, UPLOADS_PER_WINDOW);
                self.upload_day += one_too_many(&mut seen.uploads_of_a_day, now, DAY, tenant.uploads_per_day());
            }
            (Method::Post, [.., "jobs", id, "start"]) => {
                let before = seen.started.insert((*id).to_owned(), now);
                let is_loop = before.is_some_and(|before| now < after(before, AGAIN));
                self.start += u32::from(is_loop || meets(tenant, id, now, Job::is_on_its_way));
            }
            (Method::Post, [.., "jobs", id, "restart"]) => {
                self.restart += u32::from(meets(tenant, id, now, Job::is_in_a_round));
            }
            _ => {}
        }
    }
}

fn one_too_many(calls: &mut Sliding, now: Timestamp, length: Duration, most: usize) -> u32 {
    let is_full = calls.full_until(now, length, most).is_some();
    calls.note(now);
    u32::from(is_full)
}

fn meets(tenant: &mut Tenant, id: &str, now: Timestamp, is: fn(&Job) -> bool) -> bool {
    catch_up(tenant, now);
    let kept = tenant.service_principals.iter().filter(|found| found.deleted.is_none());
    let mut jobs = kept.flat_map(|found| &found.jobs);
    jobs.any(|job| job.id.eq_ignore_ascii_case(id) && is(job))
}
