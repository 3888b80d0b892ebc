//! What can be asked of the provisioning log.

use graph_client::LogPage;
use jiff::Timestamp;
use journeys::steering::Target;
use provisioning::log::{Filter, Held, LogEntry, Marks, ReadBack, Timeline};
use tokio::sync::mpsc;

use super::{LogMessage, Message, SessionHandle};
use crate::Problem;
use crate::log_look::LogExport;
use crate::log_pages::LogAsked;
use crate::view::{LogPeriod, LogRows};

impl SessionHandle {
    /// Begins to read the provisioning log of these jobs, the newest row first; it grows in the view. What was read of it before stays.
    ///
    /// # Errors
    /// No tenant.
    pub async fn open_log(&self, target: Target, period: LogPeriod) -> Result<(), Problem> {
        self.ask(|answer| Message::Log(LogMessage::Open(target, period, answer)))
            .await
    }

    /// Ends that reading; what was read stays.
    pub fn stop_log(&self) {
        let _ = self.mailbox.send(Message::Log(LogMessage::Stop)); // a session that is gone reads nothing
    }

    /// Only such rows are wanted from here on.
    ///
    /// # Errors
    /// No tenant.
    pub async fn filter_log(&self, filter: Filter) -> Result<(), Problem> {
        self.ask(|answer| Message::Log(LogMessage::Filter(Box::new(filter), answer)))
            .await
    }

    /// The rows that are wanted, from one place of the list on; 200 at most.
    ///
    /// # Errors
    /// No tenant.
    pub async fn log_rows(&self, from: usize, count: usize) -> Result<LogRows, Problem> {
        self.ask(|answer| Message::Log(LogMessage::Rows(from, count, answer)))
            .await
    }

    /// What was done in each of these spans, of the rows of the period; no span when no log was read.
    ///
    /// # Errors
    /// No tenant.
    pub async fn log_timeline(&self, marks: Marks) -> Result<Timeline, Problem> {
        self.ask(|answer| Message::Log(LogMessage::Timeline(marks, answer)))
            .await
    }

    /// All that Microsoft wrote of one row; absent when it is not there any more.
    ///
    /// # Errors
    /// No tenant.
    pub async fn log_entry(&self, id: &str) -> Result<Option<LogEntry>, Problem> {
        let id = id.to_owned();
        self.ask(|answer| Message::Log(LogMessage::Entry(id, answer))).await
    }

    /// The rows that are wanted, to be written to a file; absent when no log was read.
    ///
    /// # Errors
    /// No tenant.
    pub async fn log_export(&self) -> Result<Option<LogExport>, Problem> {
        self.ask(|answer| Message::Log(LogMessage::Export(answer))).await
    }

    /// Everything that the delete guard holds back in this job since then, by name.
    ///
    /// # Errors
    /// No tenant, or the log cannot be read.
    pub async fn held_deletes(&self, job: &str, since: Option<Timestamp>) -> Result<Held, Problem> {
        let job = job.to_owned();
        self.ask(|answer| Message::Log(LogMessage::Held(job, since, answer)))
            .await
    }

    /// Reads the provisioning log and sends page after page, each entry once and the newest first. Ends when all that was asked for is
    /// read, or when nobody listens any more.
    ///
    /// # Errors
    /// No tenant, the log is closed to it or to this sign-in, or a page could not be read.
    pub async fn read_log(&self, asked: LogAsked, pages: mpsc::UnboundedSender<LogPage>) -> Result<ReadBack, Problem> {
        self.ask(|answer| Message::ReadLog(asked, pages, answer)).await
    }
}
