//! Reads the log for its page: what is new, then what is older.

use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};

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
        let unread = read(&self.store).unread(self.since);
        for (since, until) in unread {
            // What came late is older than what was read.
            let since = since.and_then(|since| since.checked_sub(LATE).ok());
            if !self.range(since.max(self.since), until).await? {
                return Ok(false);
            }
        }
        Ok(true)
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
        // The first answer tells the service's time.
        let mut end = until;
        let read = log::read_back(&client, &range, |page| {
            self.take(page, *end.get_or_insert_with(|| client.now()))
        });
        let read = read.await?;
        if let Some(end) = end.filter(|_| read.to_the_end) {
            self.store().was_read(since, end);
            self.tell(LogNews::Rows);
        }
        Ok(read.to_the_end)
    }

    fn take(&self, page: LogPage, end: Timestamp) -> ControlFlow<()> {
        // Whoever asks for rows meanwhile waits for few of them.
        for some in page.entries.chunks(ADDED_TOGETHER) {
            let mut store = self.store();
            for logged in some {
                store.add(logged);
            }
        }
        if let Some(oldest) = log::oldest(&page) {
            self.store().was_read(Some(oldest), end);
        }
        self.tell(LogNews::Rows);
        if self.stop.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn store(&self) -> RwLockWriteGuard<'_, LogStore> {
        self.store.write().unwrap_or_else(PoisonError::into_inner)
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
