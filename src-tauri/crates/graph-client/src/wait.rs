//! Waits are told to whoever watches.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;

/// Why the client waits. A code; the words belong to the UI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WaitCause {
    /// 429: Microsoft asks to slow down.
    Throttled,
    /// Few requests of this kind are allowed, and the next would be one too many.
    OwnPace,
    /// 5xx or a lost answer: the service is not well.
    Unavailable,
    /// No connection could be made.
    Unreachable,
    /// A created object is not visible yet (contract 3.7).
    NotVisibleYet,
    /// The templates of a new service principal are not listed yet.
    TemplatesNotReady,
    /// The first write on a new object is still refused.
    FirstWriteRefused,
    /// The answer to a change got lost; looking whether it happened.
    AnswerLost,
    /// A list does not show a new entry yet.
    ListLags,
    /// The schema of a new job cannot be read yet.
    SchemaNotReady,
    /// A started job is not shown as active yet.
    NotActiveYet,
    /// An agent reads the directory's schema; one long request.
    Discovering,
    /// One person is being provisioned; one long request.
    Provisioning,
    /// A round of a job has not come to its end yet.
    RoundNotOver,
}

impl WaitCause {
    /// Stable name for journals and the UI.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Throttled => "throttled",
            Self::OwnPace => "own-pace",
            Self::Unavailable => "unavailable",
            Self::Unreachable => "unreachable",
            Self::NotVisibleYet => "not-visible-yet",
            Self::TemplatesNotReady => "templates-not-ready",
            Self::FirstWriteRefused => "first-write-refused",
            Self::AnswerLost => "answer-lost",
            Self::ListLags => "list-lags",
            Self::SchemaNotReady => "schema-not-ready",
            Self::NotActiveYet => "not-active-yet",
            Self::Discovering => "discovering",
            Self::Provisioning => "provisioning",
            Self::RoundNotOver => "round-not-over",
        }
    }
}

impl fmt::Display for WaitCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One wait, as of now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    pub cause: WaitCause,
    /// When this wait began.
    pub since: Timestamp,
    /// When the client looks or tries again.
    pub next_look: Timestamp,
    /// How long it may last, counted from `since`.
    pub longest: Duration,
    /// The answer that caused it, for support.
    pub request_id: Option<String>,
}

/// Watches waits. Calls come from the task that waits, in order, and must not block.
pub trait WaitObserver: Send + Sync {
    /// A wait has begun or goes on.
    fn waiting(&self, wait: &Wait);
    /// The wait told last has ended, for whatever reason.
    fn over(&self);
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoWaits;

impl WaitObserver for NoWaits {
    fn waiting(&self, _wait: &Wait) {}
    fn over(&self) {}
}

/// Tells waits and makes sure that the end is told too, also when the task is dropped.
pub(crate) struct Telling<'a> {
    observer: &'a dyn WaitObserver,
    told: bool,
}

impl<'a> Telling<'a> {
    pub(crate) fn new(observer: &'a dyn WaitObserver) -> Self {
        Self { observer, told: false }
    }

    pub(crate) fn tell(&mut self, wait: &Wait) {
        self.told = true;
        self.observer.waiting(wait);
    }
}

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        if self.told {
            self.observer.over();
        }
    }
}
