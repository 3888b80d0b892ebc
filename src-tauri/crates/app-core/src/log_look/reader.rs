//! Reads the log for its page: what is new, then what is older.

use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError, RwLock};

use graph_client::{LogPage, Wait, WaitObserver};
use jiff::Timestamp;
use provisioning::log::{self, Held, LogError, LogRange, LogStore};
use tokio_util::sync::CancellationToken;

use super::{LogEvent, LogNews, read};
use crate::Problem;
use crate::events::EventSender;
use crate::log_pages::LATE;
use crate::tenant_context::TenantContext;
use crate::view::WaitView;

/// Entries that are added to the store in one go.
const ADDED_TOGETHER: usize = 64;

/// Reads for one [`super::LogLook`].
pub(super) struct Reader {
    pub(super) number: u64,
    pub(super) context: TenantContext,
    pub(super) stop: CancellationToken,
    pub(super) jobs: Vec<String>,
    pub(super) since: Option<Timestamp>,
    pub(super) is_complete: bool,
    pub(super) store: Arc<RwLock<LogStore>>,
    pub(super) sender: EventSender,
}

impl Reader {
    pub(super) async fn read(self) {
        let came = match self.context.may_read_log().await {
            Ok(()) => self.newer_then_older().await.map_err(|error| Problem::from(&error)),
            Err(problem) => Err(problem),
        };
        self.tell(LogNews::Over(came));
    }

    async fn newer_then_older(&self) -> Result<bool, LogError> {
        let (newest, oldest) = {
            let store = read(&self.store);
            (store.newest(), store.oldest())
        };
        // What came late is older than what was read.
        let newer = newest.and_then(|newest| newest.checked_sub(LATE).ok());
        if newer.is_some() && !self.range(newer.max(self.since), None).await? {
            return Ok(false);
        }
        if self.is_complete {
            return Ok(true);
        }
        self.range(self.since, oldest).await
    }

    /// Whether it was read to its end.
    async fn range(&self, since: Option<Timestamp>, until: Option<Timestamp>) -> Result<bool, LogError> {
        let waits = Arc::new(Waits {
            reading: self.number,
            sender: self.sender.clone(),
        });
        let client = self.context.client().bound(self.stop.clone(), waits);
        let range = LogRange {
            jobs: self.jobs.clone(),
            since,
            until,
            ..LogRange::default()
        };
        let read = log::read_back(&client, &range, |page| self.take(page)).await?;
        Ok(read.to_the_end)
    }

    fn take(&self, page: LogPage) -> ControlFlow<()> {
        // Whoever asks for rows meanwhile waits for few of them.
        for some in page.entries.chunks(ADDED_TOGETHER) {
            let mut store = self.store.write().unwrap_or_else(PoisonError::into_inner);
            for logged in some {
                store.add(logged);
            }
        }
        self.tell(LogNews::Rows);
        if self.stop.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn tell(&self, news: LogNews) {
        let reading = self.number;
        self.sender.send(LogEvent { reading, news });
    }
}

struct Waits {
    reading: u64,
    sender: EventSender,
}

impl Waits {
    fn tell(&self, wait: Option<WaitView>) {
        let reading = self.reading;
        let news = LogNews::Waits(wait);
        self.sender.send(LogEvent { reading, news });
    }
}

impl WaitObserver for Waits {
    fn waiting(&self, wait: &Wait) {
        self.tell(Some(WaitView::from(wait)));
    }

    fn over(&self) {
        self.tell(None);
    }
}

/// Everything that this job holds back since then, by name.
pub(crate) async fn held(context: &TenantContext, job: &str, since: Option<Timestamp>) -> Result<Held, Problem> {
    context.may_read_log().await?;
    let mut rows = Vec::new();
    let wanted = Held::filter(job, since);
    let range = LogRange {
        jobs: vec![job.to_owned()],
        since,
        ..LogRange::default()
    };
    let read = log::read_back(context.client(), &range, |page| {
        let known = page.entries.iter().map(|logged| log::LogRow::of(&logged.entry));
        rows.extend(known.filter(|row| wanted.fits(row)));
        ControlFlow::Continue(())
    });
    read.await.map_err(|error| Problem::from(&error))?;
    Ok(Held::of_rows(rows))
}
