//! The look at what runs for the domain of a set-up.

use jiff::Timestamp;

use crate::view::StatusView;
use crate::{Problem, TenantStatus};

/// The last look at one domain.
#[derive(Debug)]
pub(crate) struct StatusLook {
    domain: String,
    view: StatusView,
}

/// What a look at a domain came to.
#[derive(Debug)]
pub(crate) struct StatusEvent {
    pub(crate) domain: String,
    pub(crate) found: Result<TenantStatus, Problem>,
}

impl StatusLook {
    /// Nobody has looked there.
    pub(crate) fn new(domain: &str) -> Self {
        Self {
            domain: domain.to_owned(),
            view: StatusView {
                looking: false,
                at: None,
                configurations: Vec::new(),
                problem: None,
            },
        }
    }

    pub(crate) fn is_at(&self, domain: &str) -> bool {
        self.domain == domain
    }

    /// `false` when a look is under way already.
    pub(crate) fn begin(&mut self) -> bool {
        !std::mem::replace(&mut self.view.looking, true)
    }

    /// The look at another domain is of no use any more.
    pub(crate) fn apply(&mut self, event: StatusEvent, now: Timestamp) {
        if !self.is_at(&event.domain) {
            return;
        }
        self.view.looking = false;
        match event.found {
            Ok(status) => {
                self.view.at = Some(now.to_string());
                self.view.configurations = status.configurations;
                self.view.problem = None;
            }
            Err(problem) => self.view.problem = Some(problem),
        }
    }

    pub(crate) fn view(&self) -> StatusView {
        self.view.clone()
    }
}
