//! One person on demand. This writes.

use std::sync::Arc;

use graph_client::{Wait, WaitObserver};
use journeys::{RunSpec, Setup, trial};
use step_engine::ErrorKind;
use tokio_util::sync::CancellationToken;

use crate::Problem;
use crate::account::{Account, Refusal};
use crate::session_handle::Answer;
use crate::told::Teller;
use crate::view::{TrialResult, TrialView, WaitView};

/// A trial with all it needs.
pub(crate) struct Trial {
    pub(crate) account: Account,
    pub(crate) setup: Setup,
    /// Distinguished name.
    pub(crate) person: String,
    pub(crate) stop: CancellationToken,
    pub(crate) teller: Teller,
}

/// What a trial tells, in order.
#[derive(Debug)]
pub(crate) enum TrialTold {
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

impl Trial {
    /// Works to the end. `begun` hears whether it could begin.
    pub(crate) async fn work(self, begun: Answer<()>) {
        let may = async {
            self.account.must_be_tenant_of(&self.setup, &self.stop).await?;
            let run = RunSpec::set_up(self.account.client(), &self.setup, Arc::default());
            self.account.must_be_permitted(&run, &self.stop).await
        };
        let end = match may.await {
            Ok(()) => {
                self.teller.tell(TrialTold::Began(self.person.clone()));
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
        self.teller.tell(TrialTold::Over(end));
    }

    async fn try_person(&self) -> TrialEnd {
        let waits = Arc::new(Waits(self.teller.clone()));
        let client = self.account.client().bound(self.stop.clone(), waits);
        match trial::try_person(&client, &self.setup, &self.person).await {
            Ok(result) => TrialEnd::Tried(Ok(TrialResult::from(result))),
            // A write that was begun comes to its end: whatever ends as stopped was not sent.
            Err(error) if error.kind == ErrorKind::Stopped => TrialEnd::Stopped,
            Err(error) => TrialEnd::Tried(Err(Problem::from(&error))),
        }
    }
}

impl TrialView {
    /// The picture after this; absent when nobody was tried.
    pub(crate) fn after(told: TrialTold, before: Option<Self>) -> Option<Self> {
        if let TrialTold::Began(person) = told {
            return Some(Self {
                person,
                working: true,
                wait: None,
                result: None,
                problem: None,
            });
        }
        let mut view = before?;
        match told {
            TrialTold::Began(_) | TrialTold::Over(TrialEnd::NotBegun) => {}
            TrialTold::Waits(wait) => view.wait = wait,
            TrialTold::Over(TrialEnd::Stopped) => return None,
            TrialTold::Over(TrialEnd::Tried(tried)) => {
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

struct Waits(Teller);

impl WaitObserver for Waits {
    fn waiting(&self, wait: &Wait) {
        self.0.tell(TrialTold::Waits(Some(WaitView::from(wait))));
    }

    fn over(&self) {
        self.0.tell(TrialTold::Waits(None));
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
