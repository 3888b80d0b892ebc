//! Reading the log: filter, order, pages (contract 13.1).

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use super::{Entry, LoggedRun, ProvisioningLog, partition};
use crate::feed::Row;
use crate::odata::filter::{Literal, Operator};
use crate::odata::{Case, Filter};

/// What is asked for.
#[derive(Debug)]
pub struct LogQuery<'q> {
    pub filter: Option<&'q Filter>,
    pub oldest_first: bool,
    /// Rows a page holds.
    pub size: usize,
    pub from: Cursor,
    /// How long rows are kept: 30 days with P1, 7 without.
    pub days: u64,
    pub tenant_id: &'q str,
    pub beta: bool,
}

/// Where a page begins. Pages of one query all look at the log as it was when the first was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Rows done by then are shown.
    pub as_of: Timestamp,
    /// Rows passed already, fitting or not.
    pub passed: usize,
}

/// One page.
#[derive(Debug)]
pub struct Page {
    /// As JSON: a thousand rows kept as values cost more than they take to write.
    pub rows: Vec<String>,
    /// Where the next begins; `None` on the last page.
    pub next: Option<Cursor>,
}

impl Cursor {
    /// The `$skiptoken`.
    #[must_use]
    pub fn token(self) -> String {
        format!("{}-{}", self.as_of.as_millisecond(), self.passed)
    }

    #[must_use]
    pub fn read(token: &str) -> Option<Self> {
        let (as_of, passed) = token.split_once('-')?;
        Some(Self {
            as_of: Timestamp::from_millisecond(as_of.parse().ok()?).ok()?,
            passed: passed.parse().ok()?,
        })
    }
}

impl ProvisioningLog {
    /// The rows of one page.
    #[must_use]
    pub fn read(&self, query: &LogQuery<'_>) -> Page {
        let bounds = query.filter.map(Bounds::of).unwrap_or_default();
        let candidates = self.candidates(query, &bounds);
        let (mut rows, mut passed) = (Vec::new(), query.from.passed);
        for &(_, found) in candidates.iter().skip(query.from.passed) {
            if rows.len() == query.size {
                return Page {
                    rows,
                    next: Some(Cursor {
                        as_of: query.from.as_of,
                        passed,
                    }),
                };
            }
            passed += 1;
            let fits = |filter: &Filter| filter.matches(&self.head(found, query.tenant_id), Case::Exact);
            if query.filter.is_none_or(fits) {
                rows.push(self.row(found, query.tenant_id, query.beta).to_string());
            }
        }
        Page { rows, next: None }
    }

    fn head(&self, found: Found, tenant_id: &str) -> Value {
        match found {
            Found::Entry { run, place } => self.runs[run as usize].head(place as usize, tenant_id),
            Found::Row(place) => self.rows[place as usize].head(tenant_id),
        }
    }

    fn row(&self, found: Found, tenant_id: &str, beta: bool) -> Value {
        match found {
            Found::Entry { run, place } => self.runs[run as usize].row(place as usize, tenant_id, beta),
            Found::Row(place) => self.rows[place as usize].row(tenant_id, beta),
        }
    }

    /// Time and place of every row the bounds let through, in order.
    fn candidates(&self, query: &LogQuery<'_>, bounds: &Bounds<'_>) -> Vec<(Timestamp, Found)> {
        let oldest = query
            .from
            .as_of
            .checked_sub(Duration::from_secs(query.days * 24 * 3600))
            .unwrap_or(Timestamp::MIN);
        let mut found = Vec::new();
        for (number, run) in self.runs.iter().enumerate().filter(|(_, run)| bounds.let_through(run)) {
            let since = bounds.since.unwrap_or(oldest).max(oldest);
            let first = partition(run.entries.len(), |place| run.time_of(place) < since);
            let until = bounds.until.unwrap_or(query.from.as_of).min(query.from.as_of);
            let run_number = u32::try_from(number).unwrap_or(u32::MAX);
            let places = (first..run.done_by(until)).filter(|&place| bounds.fits(run.entries[place]));
            let entry = |place| Found::Entry { run: run_number, place };
            found.extend(places.filter_map(|place| Some((run.time_of(place), entry(u32::try_from(place).ok()?)))));
        }
        let since = bounds.since.unwrap_or(oldest).max(oldest);
        let until = bounds.until.unwrap_or(query.from.as_of).min(query.from.as_of);
        let rows = self.rows.iter().zip(0..);
        let rows = rows.filter(|(row, _)| since <= row.at && row.at <= until && bounds.let_row_through(row));
        found.extend(rows.map(|(row, place)| (row.at, Found::Row(place))));
        found.sort_unstable();
        if !query.oldest_first {
            found.reverse();
        }
        found
    }
}

/// Where a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Entry { run: u32, place: u32 },
    Row(u32),
}

/// Parts of a filter that rule out runs and entries before any row is made; the filter itself still looks at what is left.
#[derive(Debug, Default)]
struct Bounds<'f> {
    job: Option<&'f str>,
    cycle: Option<&'f str>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    action: Option<&'f str>,
    status: Option<&'f str>,
}

impl<'f> Bounds<'f> {
    fn of(filter: &'f Filter) -> Self {
        let mut bounds = Self::default();
        bounds.narrow(filter);
        bounds
    }

    fn narrow(&mut self, filter: &'f Filter) {
        match filter {
            Filter::And(left, right) => {
                self.narrow(left);
                self.narrow(right);
            }
            Filter::Compare {
                path,
                operator,
                value: Literal::Text(value),
            } => match (path.to_ascii_lowercase().as_str(), operator) {
                ("jobid", Operator::Eq) => self.job = Some(value),
                ("cycleid", Operator::Eq) => self.cycle = Some(value),
                ("provisioningaction", Operator::Eq) => self.action = Some(value),
                ("provisioningstatusinfo/status", Operator::Eq) => self.status = Some(value),
                ("activitydatetime", Operator::Ge | Operator::Gt) => self.since = value.parse().ok(),
                ("activitydatetime", Operator::Le | Operator::Lt) => self.until = value.parse().ok(),
                _ => {}
            },
            _ => {}
        }
    }

    fn let_through(&self, run: &LoggedRun) -> bool {
        self.job.is_none_or(|job| job == run.job_id)
            && self
                .cycle
                .is_none_or(|cycle| run.cycle_id.to_string().eq_ignore_ascii_case(cycle))
    }

    fn fits(&self, entry: Entry) -> bool {
        self.fit(entry.deed.action(), entry.deed.status())
    }

    fn fit(&self, action: &str, status: &str) -> bool {
        self.action.is_none_or(|wanted| wanted == action) && self.status.is_none_or(|wanted| wanted == status)
    }

    fn let_row_through(&self, row: &Row) -> bool {
        self.job.is_none_or(|job| job == row.job_id())
            && self
                .cycle
                .is_none_or(|cycle| row.cycle_id().to_string().eq_ignore_ascii_case(cycle))
            && self.fit(row.action(), row.status())
    }
}
