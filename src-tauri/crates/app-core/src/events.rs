//! What the tasks of a tenant tell the session, in order.

use tokio::sync::mpsc;

use crate::Problem;
use crate::apps_look::AppsEvent;
use crate::check::CheckEvent;
use crate::feed_look::FeedEvent;
use crate::gallery_look::GalleryEvent;
use crate::log_look::LogEvent;
use crate::people_look::PeopleEvent;
use crate::rows::RowsEnd;
use crate::rows_look::RowsEvent;
use crate::run::RunEvent;
use crate::session_handle::Answer;
use crate::status_look::StatusEvent;
use crate::trial::TrialEvent;
use crate::view::UnfinishedRun;

#[derive(Debug)]
pub(crate) enum TenantEvent {
    /// The tenant has answered, or will not.
    Tenant(Result<(), Problem>),
    /// What the journals hold.
    Unfinished(Vec<UnfinishedRun>),
    Run(RunEvent),
    /// The rows of a set-up have ended; who waits for that, where it did not break off.
    RowsOver(Option<(RowsEnd, Answer<RowsEnd>)>),
    /// What the window is told of rows.
    Rows(RowsEvent),
    Check(CheckEvent),
    Status(Box<StatusEvent>),
    Trial(TrialEvent),
    Log(LogEvent),
    Apps(AppsEvent),
    People(PeopleEvent),
    Feed(Box<FeedEvent>),
    Gallery(GalleryEvent),
}

/// A task's way to the session. Whoever has left the tenant need not know any more.
#[derive(Debug, Clone)]
pub(crate) struct EventSender(mpsc::UnboundedSender<TenantEvent>);

impl EventSender {
    pub(crate) fn new() -> (Self, mpsc::UnboundedReceiver<TenantEvent>) {
        let (sender, event) = mpsc::unbounded_channel();
        (Self(sender), event)
    }

    pub(crate) fn send(&self, event: impl Into<TenantEvent>) {
        let _ = self.0.send(event.into()); // see above
    }
}

impl From<RunEvent> for TenantEvent {
    fn from(event: RunEvent) -> Self {
        Self::Run(event)
    }
}

impl From<CheckEvent> for TenantEvent {
    fn from(event: CheckEvent) -> Self {
        Self::Check(event)
    }
}

impl From<StatusEvent> for TenantEvent {
    fn from(event: StatusEvent) -> Self {
        Self::Status(Box::new(event))
    }
}

impl From<TrialEvent> for TenantEvent {
    fn from(event: TrialEvent) -> Self {
        Self::Trial(event)
    }
}

impl From<LogEvent> for TenantEvent {
    fn from(event: LogEvent) -> Self {
        Self::Log(event)
    }
}

impl From<AppsEvent> for TenantEvent {
    fn from(event: AppsEvent) -> Self {
        Self::Apps(event)
    }
}

impl From<GalleryEvent> for TenantEvent {
    fn from(event: GalleryEvent) -> Self {
        Self::Gallery(event)
    }
}

impl From<PeopleEvent> for TenantEvent {
    fn from(event: PeopleEvent) -> Self {
        Self::People(event)
    }
}

impl From<FeedEvent> for TenantEvent {
    fn from(event: FeedEvent) -> Self {
        Self::Feed(Box::new(event))
    }
}
