//! Reads the log from the newest entry back, page after page. The client keeps the service's limit.

use std::ops::ControlFlow;

use graph_client::{CloudKind, Error, LogPage, LogQuery, ReadClient};
use jiff::Timestamp;
use thiserror::Error;

use crate::vocabulary::vocabulary;

/// The first page is small, so that something is on the screen soon.
const FIRST_PAGE: u16 = 50;
/// The largest the service gives.
const FURTHER_PAGES: u16 = 1_000;

/// How far to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogRange {
    /// Of these jobs; otherwise of all.
    pub jobs: Vec<String>,
    /// Of one configuration, by the object id of its service principal; otherwise of all the tenant's.
    pub configuration: Option<String>,
    /// Only what failed, which is few pages where all is many.
    pub only_failures: bool,
    /// Back to then; otherwise all that Microsoft keeps.
    pub since: Option<Timestamp>,
    /// From then back; otherwise from the newest.
    pub until: Option<Timestamp>,
}

/// What reading came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadBack {
    /// Entries of all pages. An entry may have come twice.
    pub entries: usize,
    /// Entries that make no sense.
    pub unreadable: usize,
    /// It was read to its end, or as far back as was asked.
    pub to_the_end: bool,
}

vocabulary! {
    /// Why the log cannot be read, which is no error of the reading. Where there is a problem of the same name, it has the words.
    Closed,
    /// The tenant has no licence for it.
    NeedsPremium = "log-needs-premium",
    /// This sign-in may not read it.
    NotAllowed = "reading-not-allowed",
    /// This cloud has none (operate 1.2).
    NotInThisCloud = "log-not-in-this-cloud",
}

/// The log was not read to its end.
#[derive(Debug, Error)]
pub enum LogError {
    /// It is closed.
    #[error("the provisioning log cannot be read here: {}", .0.as_str())]
    Closed(Closed, #[source] Option<Error>),
    /// A page could not be read. What was handed over before is right.
    #[error(transparent)]
    Graph(Error),
}

impl From<Error> for LogError {
    fn from(error: Error) -> Self {
        match closed(&error) {
            Some(why) => Self::Closed(why, Some(error)),
            None => Self::Graph(error),
        }
    }
}

/// Why the log is closed, where that is what the error says.
#[must_use]
pub fn closed(error: &Error) -> Option<Closed> {
    if error.is_missing_licence() {
        Some(Closed::NeedsPremium)
    } else if error.is_missing_permission() {
        Some(Closed::NotAllowed)
    } else {
        None
    }
}

/// Hands over page after page, the newest first, until the log ends, `page` breaks, or the client is stopped.
///
/// # Errors
/// The log is closed, or a page cannot be read.
pub async fn read_back(
    client: &ReadClient,
    range: &LogRange,
    mut page: impl FnMut(LogPage) -> ControlFlow<()>,
) -> Result<ReadBack, LogError> {
    if client.cloud().kind() == CloudKind::China {
        return Err(LogError::Closed(Closed::NotInThisCloud, None));
    }
    let mut query = LogQuery {
        jobs: range.jobs.clone(),
        since: range.since,
        until: range.until,
        configuration: range.configuration.clone(),
        only_failures: range.only_failures,
        page_size: Some(FIRST_PAGE),
        ..LogQuery::default()
    };
    let first = client.provisioning_log(&query).await?;
    let mut read = ReadBack::default();
    let (mut next, oldest) = (first.next.clone(), oldest(&first));
    let mut goes_on = read.hand_over(first, &mut page);
    if goes_on
        && next.is_some()
        && let Some(oldest) = oldest
    {
        // The next page of the first query would be as small. What was done within that second comes again.
        query.until = Some(oldest);
        query.page_size = Some(FURTHER_PAGES);
        let second = client.provisioning_log(&query).await?;
        next = second.next.clone();
        goes_on = read.hand_over(second, &mut page);
    }
    while goes_on && let Some(further) = &next {
        let further = client.provisioning_log_next(further).await?;
        next = further.next.clone();
        goes_on = read.hand_over(further, &mut page);
    }
    read.to_the_end = next.is_none();
    Ok(read)
}

impl ReadBack {
    /// Whether more is wanted.
    fn hand_over(&mut self, page: LogPage, to: &mut impl FnMut(LogPage) -> ControlFlow<()>) -> bool {
        self.entries += page.entries.len();
        self.unreadable += page.unreadable;
        to(page).is_continue()
    }
}

/// Time of the oldest entry of a page; what is newer than that has been handed over once the page has.
#[must_use]
pub fn oldest(page: &LogPage) -> Option<Timestamp> {
    page.entries
        .iter()
        .filter_map(|logged| logged.entry.activity_date_time)
        .min()
}
