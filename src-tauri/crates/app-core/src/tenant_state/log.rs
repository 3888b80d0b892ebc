//! The provisioning log of the tenant.

use graph_client::LogPage;
use jiff::Timestamp;
use journeys::steering::Target;
use provisioning::log::{Filter, Held, LogEntry, Marks, ReadBack, Timeline};
use tokio::sync::mpsc;

use super::TenantState;
use crate::Problem;
use crate::log_look::{self, LogExport, LogLook};
use crate::log_pages::{self, LogAsked};
use crate::session_handle::Answer;
use crate::view::{LogPeriod, LogRows};

impl TenantState {
    /// Reads the log of this configuration. That of another one is forgotten.
    pub(crate) fn open_log(&mut self, target: Target, period: LogPeriod) {
        let now = self.context.client().now();
        let log = match &mut self.log {
            Some(log) if log.is_of(&target) => log,
            other => other.insert(LogLook::new(target, period, now)),
        };
        let reading = log.open(period, &self.context, &self.sender);
        let number = log.reading_number();
        self.spawn(reading, move |broken| {
            LogLook::broke_off(number, Problem::broke_off("reading the log", &broken)).into()
        });
    }

    pub(crate) fn stop_log(&mut self) {
        self.log.iter_mut().for_each(LogLook::stop);
    }

    pub(crate) fn filter_log(&mut self, filter: Filter) {
        if let Some(log) = &mut self.log {
            log.filter(filter);
        }
    }

    pub(crate) fn log_rows(&self, from: usize, count: usize) -> LogRows {
        let rows = self.log.as_ref().map(|log| log.rows(from, count));
        rows.unwrap_or_default()
    }

    pub(crate) fn log_timeline(&self, marks: &Marks) -> Timeline {
        let told = self.log.as_ref().map(|log| log.timeline(marks));
        told.unwrap_or_default()
    }

    pub(crate) fn log_entry(&self, id: &str) -> Option<LogEntry> {
        self.log.as_ref()?.entry(id)
    }

    pub(crate) fn log_export(&self) -> Option<LogExport> {
        self.log.as_ref().map(LogLook::export)
    }

    /// Reads what the delete guard holds back, for whoever asks; it does not come into the view.
    pub(crate) fn held(&self, job: String, since: Option<Timestamp>, answer: Answer<Held>) {
        let context = self.context.clone();
        tokio::spawn(async move {
            let _ = answer.send(log_look::held(&context, &job, since).await); // whoever asked may be gone
        });
    }

    /// Reads the provisioning log, for whoever asks; it does not come into the view.
    pub(crate) fn read_log(&self, asked: LogAsked, pages: mpsc::UnboundedSender<LogPage>, answer: Answer<ReadBack>) {
        let context = self.context.clone();
        tokio::spawn(async move {
            let read = log_pages::read(&context, asked, pages).await;
            let _ = answer.send(read); // whoever asked may be gone
        });
    }
}
