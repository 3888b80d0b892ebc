//! The look at what runs: in the whole tenant, or for the subject of a set-up.

use jiff::Timestamp;
use journeys::Journey;

use crate::view::{Note, StatusView};
use crate::watch::Watched;
use crate::{AgentList, ConfigurationStatus, Level, Problem, State, TenantStatus};

/// The last look at one place.
#[derive(Debug)]
pub(crate) struct StatusLook {
    place: StatusPlace,
    view: StatusView,
}

/// Where is looked: set-ups about the same subject share a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StatusPlace {
    Tenant,
    Subject { journey: Journey, name: String },
}

impl From<&Watched> for StatusPlace {
    fn from(what: &Watched) -> Self {
        match what {
            Watched::Tenant => Self::Tenant,
            Watched::Setup(setup) => Self::Subject {
                journey: setup.journey(),
                name: setup.subject().name.to_owned(),
            },
        }
    }
}

/// What a look came to.
#[derive(Debug)]
pub(crate) struct StatusEvent {
    pub(crate) place: StatusPlace,
    pub(crate) found: Result<TenantStatus, Problem>,
    /// What went wrong with the files of earlier looks.
    pub(crate) note: Option<Note>,
}

impl StatusLook {
    /// Nobody has looked there.
    pub(crate) fn new(place: StatusPlace) -> Self {
        let whole_tenant = place == StatusPlace::Tenant;
        Self {
            place,
            view: StatusView {
                whole_tenant,
                looking: false,
                at: None,
                synchronization: None,
                configurations: Vec::new(),
                unseen: Vec::new(),
                agents: AgentList::default(),
                news: None,
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

    /// The look at something else is of no use any more. `true` when something stands otherwise than before.
    pub(crate) fn apply(&mut self, event: StatusEvent, now: Timestamp) -> bool {
        if !self.is_at(&event.place) {
            return false;
        }
        self.view.looking = false;
        let before = self.view.at.is_some().then(|| standing(&self.view));
        match event.found {
            Ok(mut status) => {
                status.remember(&self.view.configurations);
                self.view.at = Some(now.to_string());
                self.view.configurations = status.configurations;
                self.view.unseen = status.unseen;
                self.view.synchronization = status.synchronization;
                self.view.agents = status.agent_list;
                self.view.news = status.news;
                self.view.problem = None;
            }
            Err(problem) => self.view.problem = Some(problem),
        }
        before.is_some_and(|before| before != standing(&self.view))
    }

    /// Something is under way there and will look different soon.
    pub(crate) fn moves(&self) -> bool {
        let mut jobs = self.view.configurations.iter().flat_map(|found| &found.jobs);
        jobs.any(|job| job.level == Level::Moving)
    }

    /// A configuration that was seen.
    pub(crate) fn found(&self, id: &str) -> Option<&ConfigurationStatus> {
        self.view.configurations.iter().find(|found| found.id == id)
    }

    pub(crate) fn view(&self) -> StatusView {
        self.view.clone()
    }
}

/// Each job with its state.
fn standing(view: &StatusView) -> Vec<(String, State)> {
    let jobs = view.configurations.iter().flat_map(|found| &found.jobs);
    jobs.map(|job| (job.id.clone(), job.state)).collect()
}
