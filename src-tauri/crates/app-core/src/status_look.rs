//! The look at what runs for the domain of a set-up.

use jiff::Timestamp;
use journeys::{Journey, Setup};

use crate::view::StatusView;
use crate::{Problem, TenantStatus};

/// The last look at what runs for one subject.
#[derive(Debug)]
pub(crate) struct StatusLook {
    place: StatusPlace,
    view: StatusView,
}

/// What is looked at: the subject of set-ups of a journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StatusPlace {
    journey: Journey,
    subject: String,
}

impl StatusPlace {
    pub(crate) fn of(setup: &Setup) -> Self {
        Self {
            journey: setup.journey(),
            subject: setup.subject().name.to_owned(),
        }
    }
}

/// What a look came to.
#[derive(Debug)]
pub(crate) struct StatusEvent {
    pub(crate) place: StatusPlace,
    pub(crate) found: Result<TenantStatus, Problem>,
}

impl StatusLook {
    /// Nobody has looked there.
    pub(crate) fn new(place: StatusPlace) -> Self {
        Self {
            place,
            view: StatusView {
                looking: false,
                at: None,
                configurations: Vec::new(),
                problem: None,
            },
        }
    }

    pub(crate) fn is_at(&self, place: &StatusPlace) -> bool {
        self.place == *place
    }

    /// `false` when a look is under way already.
    pub(crate) fn begin(&mut self) -> bool {
        !std::mem::replace(&mut self.view.looking, true)
    }

    /// The look at something else is of no use any more.
    pub(crate) fn apply(&mut self, event: StatusEvent, now: Timestamp) {
        if !self.is_at(&event.place) {
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
