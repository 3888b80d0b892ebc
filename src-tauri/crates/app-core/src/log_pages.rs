//! The provisioning log for who reads it page after page and keeps nothing of it.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::time::Duration;

use graph_client::LogPage;
use jiff::{SignedDuration, Timestamp};
use provisioning::log::{LogRange, ReadBack, read_back};
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::sleep;

use crate::Problem;
use crate::tenant_context::TenantContext;

/// Entries come 5 to 10 minutes late (contract 13.1).
pub(crate) const LATE: SignedDuration = SignedDuration::from_mins(15);
/// Between two looks for new ones (contract 13.1).
const PAUSE: Duration = Duration::from_secs(10);

/// What of the log is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogAsked {
    /// Of these jobs; otherwise of all the tenant's.
    pub jobs: Vec<String>,
    /// How far back from now; otherwise all that Microsoft keeps.
    pub reaches_back: Option<SignedDuration>,
    /// Only what failed.
    pub only_failures: bool,
    /// New entries too, as they come, until nobody listens any more.
    pub follows: bool,
}

/// Sends page after page, each entry once, the newest first; then, where that is asked, what comes.
pub(crate) async fn read(
    context: &TenantContext,
    asked: LogAsked,
    pages: UnboundedSender<LogPage>,
) -> Result<ReadBack, Problem> {
    context.may_read_log().await?;
    let client = context.client();
    let mut once = Once::default();
    let mut range = LogRange {
        since: reach(client.now(), asked.reaches_back),
        jobs: asked.jobs,
        only_failures: asked.only_failures,
        ..LogRange::default()
    };
    let mut hand_over = |mut page: LogPage| {
        once.leave_out_known(&mut page);
        match pages.send(page) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    };
    let mut looked = client.now();
    let read = read_back(client, &range, &mut hand_over).await;
    let read = read.map_err(|error| Problem::from(&error))?;
    if !asked.follows {
        return Ok(read);
    }
    loop {
        tokio::select! {
            () = sleep(PAUSE) => {}
            () = pages.closed() => return Ok(read),
        }
        // This computer may have slept since the last look.
        range.since = looked.checked_sub(LATE).ok();
        looked = client.now();
        let news = read_back(client, &range, &mut hand_over).await;
        news.map_err(|error| Problem::from(&error))?;
    }
}

/// From when on; no time before there were clouds.
fn reach(now: Timestamp, back: Option<SignedDuration>) -> Option<Timestamp> {
    let from = now.checked_sub(back?).ok()?;
    (from > Timestamp::UNIX_EPOCH).then_some(from)
}

/// Entries that were handed over and may come again: those of the page before, and late ones.
#[derive(Default)]
struct Once {
    known: HashMap<String, Option<Timestamp>>,
    newest: Option<Timestamp>,
}

impl Once {
    fn leave_out_known(&mut self, page: &mut LogPage) {
        let came: HashMap<_, _> = page
            .entries
            .iter()
            .map(|logged| (logged.entry.id.clone(), logged.entry.activity_date_time))
            .collect();
        page.entries.retain(|logged| !self.known.contains_key(&logged.entry.id));
        self.newest = came.values().copied().flatten().chain(self.newest).max();
        let late = self.newest.and_then(|newest| newest.checked_sub(LATE + LATE).ok());
        self.known.retain(|_, at| *at >= late);
        self.known.extend(came);
    }
}
