//! The provisioning log of one configuration, as far as it was read while somebody saw it. It lies in memory only, since half of a row is
//! somebody's personal data, and is gone when the tenant is left.

mod reader;

use std::io::{self, Write};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use jiff::{SignedDuration, Timestamp};
use journeys::steering::Target;
use provisioning::log::{
    self, Filter, Groups, ListedRow, LogEntry, LogStore, Marks, Matches, Outcome, RowNumber, Timeline,
};
use tokio_util::sync::CancellationToken;

pub(crate) use reader::held;

use reader::Reader;

use crate::Problem;
use crate::events::EventSender;
use crate::tenant_context::TenantContext;
use crate::view::{LogPeriod, LogRows, LogView, WaitView};

/// Groups that are shown.
const MOST_GROUPS: usize = 50;
/// Rows that are handed out at a time.
const MOST_ROWS: usize = 200;

/// What is read, with what is known of it.
pub(crate) struct LogLook {
    target: Target,
    period: LogPeriod,
    store: Arc<RwLock<LogStore>>,
    /// Rows of the period.
    period_rows: Matches,
    /// The same by cause.
    groups: Groups,
    /// Those of them that are asked for.
    wanted_rows: Matches,
    /// Which reading is under way; what an earlier one tells is of no use any more.
    reading: Option<Reading>,
    readings: u64,
    wait: Option<WaitView>,
    /// The longest period that was read to its end.
    complete: Option<LogPeriod>,
    revision: u64,
    problem: Option<Problem>,
}

struct Reading {
    number: u64,
    stop: CancellationToken,
}

/// What a reading tells.
#[derive(Debug)]
pub(crate) struct LogEvent {
    reading: u64,
    news: LogNews,
}

#[derive(Debug)]
pub(crate) enum LogNews {
    /// There are more rows.
    Rows,
    Waits(Option<WaitView>),
    /// It is over; whether the end of the period was reached.
    Over(Result<bool, Problem>),
}

/// What was asked for, to be written to a file.
pub struct LogExport {
    store: Arc<RwLock<LogStore>>,
    wanted: Filter,
}

impl std::fmt::Debug for LogExport {
    /// Rows are about people.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogExport").finish_non_exhaustive()
    }
}

/// The form of such a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogForm {
    /// One line for each row.
    Csv,
    /// One line for each step of each row.
    Steps,
    /// What Microsoft wrote, one JSON object a line.
    JsonLines,
}

impl LogExport {
    /// Writes all rows, the newest first.
    ///
    /// # Errors
    /// The writer's.
    pub fn write(&self, form: LogForm, out: impl Write) -> io::Result<()> {
        let store = read(&self.store);
        let mut rows = Matches::of(self.wanted.clone());
        rows.follow(&store);
        match form {
            LogForm::Csv => log::csv(&store, &rows, out),
            LogForm::Steps => log::steps_csv(&store, &rows, out),
            LogForm::JsonLines => log::json_lines(&store, &rows, out),
        }
        .map(drop)
    }
}

impl LogLook {
    /// Nothing is read yet.
    pub(crate) fn new(target: Target, period: LogPeriod, now: Timestamp) -> Self {
        let of_period = filter_of(period, now);
        Self {
            target,
            period,
            store: Arc::default(),
            period_rows: Matches::of(of_period.clone()),
            groups: Groups::default(),
            wanted_rows: Matches::of(of_period),
            reading: None,
            readings: 0,
            wait: None,
            complete: None,
            revision: 0,
            problem: None,
        }
    }

    pub(crate) fn is_of(&self, target: &Target) -> bool {
        self.target.service_principal == target.service_principal
    }

    /// Reads what is new, then back to where the period begins as far as that was not read before.
    pub(crate) fn open(
        &mut self,
        period: LogPeriod,
        context: &TenantContext,
        sender: &EventSender,
    ) -> impl Future<Output = ()> + Send + use<> {
        let now = context.client().now();
        self.stop();
        self.readings += 1;
        let stop = context.left().child_token();
        self.reading = Some(Reading {
            number: self.readings,
            stop: stop.clone(),
        });
        if period != self.period {
            self.period = period;
            self.period_rows = Matches::of(filter_of(period, now));
            self.groups = Groups::default();
            let mut wanted = self.wanted_rows.filter().clone();
            wanted.since = self.period_rows.filter().since;
            self.ask(wanted);
        }
        self.problem = None;
        let reader = Reader {
            number: self.readings,
            context: context.clone(),
            stop,
            jobs: self.target.jobs.clone(),
            since: self.period_rows.filter().since,
            store: Arc::clone(&self.store),
            sender: sender.clone(),
        };
        reader.read()
    }

    pub(crate) fn stop(&mut self) {
        if let Some(reading) = self.reading.take() {
            reading.stop.cancel();
        }
        self.wait = None;
    }

    /// Only these rows are wanted from here on, of the period that is read.
    pub(crate) fn filter(&mut self, mut filter: Filter) {
        filter.since = self.period_rows.filter().since;
        self.ask(filter);
    }

    fn ask(&mut self, filter: Filter) {
        self.wanted_rows = Matches::of(filter);
        self.follow();
        self.revision += 1;
    }

    fn follow(&mut self) {
        let store = read(&self.store);
        if self.period_rows.follow(&store) {
            self.groups = Groups::of(&store, &self.period_rows);
        }
        self.revision += u64::from(self.wanted_rows.follow(&store));
    }

    pub(crate) fn apply(&mut self, event: LogEvent) {
        if self
            .reading
            .as_ref()
            .is_none_or(|reading| reading.number != event.reading)
        {
            return;
        }
        match event.news {
            LogNews::Rows => self.follow(),
            LogNews::Waits(wait) => self.wait = wait,
            LogNews::Over(came) => {
                (self.reading, self.wait) = (None, None);
                match came {
                    Ok(true) => self.complete = self.complete.max(Some(self.period)),
                    Ok(false) => {}
                    Err(problem) => self.problem = Some(problem),
                }
            }
        }
    }

    /// Which reading was begun last.
    pub(crate) fn reading_number(&self) -> u64 {
        self.readings
    }

    /// This reading broke off.
    pub(crate) fn broke_off(reading: u64, problem: Problem) -> LogEvent {
        let news = LogNews::Over(Err(problem));
        LogEvent { reading, news }
    }

    pub(crate) fn rows(&self, from: usize, count: usize) -> LogRows {
        let store = read(&self.store);
        let numbers = self.wanted_rows.rows().iter().skip(from).take(count.min(MOST_ROWS));
        LogRows {
            revision: self.revision,
            rows: numbers
                .filter_map(|&number: &RowNumber| store.row(number))
                .map(ListedRow::from)
                .collect(),
        }
    }

    /// Rows of the period by time.
    pub(crate) fn timeline(&self, marks: &Marks) -> Timeline {
        Timeline::of(&read(&self.store), &self.period_rows, marks)
    }

    pub(crate) fn entry(&self, id: &str) -> Option<LogEntry> {
        let store = read(&self.store);
        store.entry(store.find(id)?)
    }

    pub(crate) fn export(&self) -> LogExport {
        LogExport {
            store: Arc::clone(&self.store),
            wanted: self.wanted_rows.filter().clone(),
        }
    }

    pub(crate) fn view(&self) -> LogView {
        let store = read(&self.store);
        let is_trouble =
            |group: &log::Group| matches!(group.outcome, Outcome::Failed | Outcome::Warned | Outcome::Held);
        LogView {
            target: self.target.clone(),
            period: self.period,
            reading: self.reading.is_some(),
            wait: self.wait.clone(),
            read: self.period_rows.rows().len(),
            matched: self.wanted_rows.rows().len(),
            revision: self.revision,
            filter: self.wanted_rows.filter().clone(),
            tally: self.groups.tally(),
            groups: self
                .groups
                .worst_first()
                .into_iter()
                .filter(is_trouble)
                .take(MOST_GROUPS)
                .collect(),
            oldest: store.oldest(),
            complete: self.complete >= Some(self.period),
            let_go: store.let_go(),
            problem: self.problem.clone(),
        }
    }
}

fn filter_of(period: LogPeriod, now: Timestamp) -> Filter {
    let since = match period {
        LogPeriod::Day => Some(SignedDuration::from_hours(24)),
        LogPeriod::Week => Some(SignedDuration::from_hours(7 * 24)),
        LogPeriod::All => None,
    };
    Filter {
        since: since.and_then(|since| now.checked_sub(since).ok()),
        ..Filter::default()
    }
}

/// The rows, also after a panic: each of them is whole.
fn read(store: &RwLock<LogStore>) -> RwLockReadGuard<'_, LogStore> {
    store.read().unwrap_or_else(PoisonError::into_inner)
}
