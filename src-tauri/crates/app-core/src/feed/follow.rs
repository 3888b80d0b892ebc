//! What the log says of those who were sent.

use std::ops::ControlFlow;
use std::time::Duration;

use ::people_feed::{Followed, Following};
use jiff::{SignedDuration, Timestamp};
use provisioning::log::{LogRange, read_back};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use crate::Problem;
use crate::log_pages::LATE;
use crate::tenant_context::TenantContext;

/// Between two looks (people feed: at most one in two seconds), at first and later.
const SOON: Duration = Duration::from_secs(2);
const LATER: Duration = Duration::from_secs(15);

/// Clocks of a service differ by less.
const BEFORE: SignedDuration = SignedDuration::from_mins(1);

/// The log of one job since something was sent.
pub(super) struct Log<'l> {
    pub(super) context: &'l TenantContext,
    pub(super) job: &'l str,
    pub(super) since: Timestamp,
}

impl Log<'_> {
    /// Reads all that the log has.
    pub(super) async fn read(&self, following: &mut Following) -> Result<(), Problem> {
        self.read_since(self.since, following).await
    }

    async fn read_since(&self, since: Timestamp, following: &mut Following) -> Result<(), Problem> {
        self.context.may_read_log().await?;
        let range = LogRange {
            jobs: vec![self.job.to_owned()],
            since: since.checked_sub(BEFORE).ok(),
            ..LogRange::default()
        };
        let read = read_back(self.context.client(), &range, |page| {
            for logged in &page.entries {
                following.take(&logged.entry);
            }
            ControlFlow::Continue(())
        });
        read.await.map(drop).map_err(|error| Problem::from(&error))
    }

    /// Looks again and again until the log has said a word of everybody, `longest` is over, or somebody stops it.
    pub(super) async fn follow(
        &self,
        following: &mut Following,
        longest: Duration,
        stop: &CancellationToken,
        told: impl Fn(Followed),
    ) -> Result<(), Problem> {
        let began = Instant::now();
        let mut since = self.since;
        let mut before = None;
        loop {
            let looked = self.context.client().now();
            tokio::select! {
                biased;
                () = stop.cancelled() => return Ok(()),
                read = self.read_since(since, following) => read?,
            }
            // Entries come late, and what is older than that has come.
            since = looked.checked_sub(LATE).unwrap_or(since).max(self.since);
            let counts = following.counts();
            if before.replace(counts) != Some(counts) {
                told(counts);
            }
            let pause = if began.elapsed() < LATER * 4 { SOON } else { LATER };
            if counts.open == 0 || began.elapsed() + pause > longest {
                return Ok(());
            }
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = sleep(pause) => {}
            }
        }
    }
}
