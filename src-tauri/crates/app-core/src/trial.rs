//! One person on demand. This writes.

use std::sync::Arc;

use graph_client::{Wait, WaitObserver};
use journeys::{RunSpec, Setup, trial};
use step_engine::ErrorKind;
use tokio_util::sync::CancellationToken;

use crate::Problem;
use crate::events::EventSender;
use crate::session_handle::Answer;
use crate::tenant_context::{Refusal, TenantContext};
use crate::view::{TrialResult, TrialView, WaitView};

/// A trial with all it needs.
pub(crate) struct Trial {
    pub(crate) context: TenantContext,
    pub(crate) setup: Setup,
    /// As [`journeys::trial::try_person`] takes it.
    pub(crate) person: String,
    pub(crate) stop: CancellationToken,
    pub(crate) sender: EventSender,
}

/// What a trial tells, in order.
#[derive(Debug)]
pub(crate) enum TrialEvent {
    /// It has begun, for this person.
    Began(String),
    /// It waits, or goes on.
    Waits(Option<WaitView>),
    /// It is over.
    Over(TrialEnd),
}

/// How it ended.
#[derive(Debug)]
pub(crate) enum TrialEnd {
    /// It never began; whatever was on screen stays.
    NotBegun,
    /// Stopped by the person before anything was written.
    Stopped,
    /// What Microsoft did, or why that is not known.
    Tried(Result<TrialResult, Problem>),
}

/// Whether somebody can be tried with this set-up now.
///
/// # Errors
/// What is in the way.
pub(crate) async fn may_try(context: &TenantContext, setup: &Setup) -> Result<(), Problem> {
    let may = trial::may_try(context.client(), setup).await;
    may.map_err(|error| Problem::from(&error))
}

impl Trial {
    /// Works to the end. `begun` hears whether it could begin.
    pub(crate) async fn work(self, begun: Answer<()>) {
        let may = async {
            self.context.must_be_tenant_of(&self.setup, &self.stop).await?;
            let run = RunSpec::set_up(self.context.client(), &self.setup, Arc::default());
            let besides = trial::permissions(&self.setup);
            self.context.must_be_permitted(&run, besides, &self.stop).await
        };
        let end = match may.await {
            Ok(()) => {
                self.sender.send(TrialEvent::Began(self.person.clone()));
                let _ = begun.send(Ok(())); // whoever asked may be gone
                self.try_person().await
            }
            Err(Refusal::Stopped) => {
                let _ = begun.send(Ok(())); // whoever asked may be gone
                TrialEnd::NotBegun
            }
            Err(Refusal::Problem(problem)) => {
                let _ = begun.send(Err(problem)); // whoever asked may be gone
                TrialEnd::NotBegun
            }
        };
        self.sender.send(TrialEvent::Over(end));
    }

    async fn try_person(&self) -> TrialEnd {
        let waits = Arc::new(Waits(self.sender.clone()));
        let client = self.context.client().bound(self.stop.clone(), waits);
        match trial::try_person(&client, &self.setup, &self.person).await {
            Ok(result) => TrialEnd::Tried(Ok(TrialResult::from(result))),
            // A write that was begun comes to its end: whatever ends as stopped was not sent.
            Err(error) if error.kind == ErrorKind::Stopped => TrialEnd::Stopped,
            Err(error) => TrialEnd::Tried(Err(Problem::from(&error))),
        }
    }
}

impl TrialView {
    /// The view after this; absent when nobody was tried.
    pub(crate) fn after(event: TrialEvent, before: Option<Self>) -> Option<Self> {
        if let TrialEvent::Began(person) = event {
            return Some(Self {
                person,
                working: true,
                wait: None,
                result: None,
                problem: None,
            });
        }
        let mut view = before?;
        match event {
            TrialEvent::Began(_) | TrialEvent::Over(TrialEnd::NotBegun) => {}
            TrialEvent::Waits(wait) => view.wait = wait,
            TrialEvent::Over(TrialEnd::Stopped) => return None,
            TrialEvent::Over(TrialEnd::Tried(tried)) => {
                (view.working, view.wait) = (false, None);
                match tried {
                    Ok(result) => view.result = Some(result),
                    Err(problem) => view.problem = Some(problem),
                }
            }
        }
        Some(view)
    }
}

struct Waits(EventSender);

impl WaitObserver for Waits {
    fn waiting(&self, wait: &Wait) {
        self.0.send(TrialEvent::Waits(Some(WaitView::from(wait))));
    }

    fn over(&self) {
        self.0.send(TrialEvent::Waits(None));
    }
}

impl From<&Wait> for WaitView {
    fn from(wait: &Wait) -> Self {
        Self {
            cause: wait.cause.as_str().to_owned(),
            since: wait.since.to_string(),
            next_look: wait.next_look.to_string(),
            longest: wait.longest.as_secs(),
        }
    }
}
