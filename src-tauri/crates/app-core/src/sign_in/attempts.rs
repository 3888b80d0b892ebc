//! Where the session follows sign-ins: one attempt at a time.

use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use url::Url;

use super::attempt::{self, Outcome, ScopeRequest, Stage};
use super::{SignInRequest, SignedIn};
use crate::view::{SignInState, SignInView};
use crate::{Connection, Problem};

/// What attempts tell the session, and who asks for one.
#[derive(Debug)]
pub(crate) enum SignInEvent {
    /// Attempt number so much stands here.
    At(u64, Stage),
    /// It is over.
    Over(u64, Result<Outcome, Problem>),
    /// Work on the tenant needs more than was granted.
    ScopeRequest(ScopeRequest, oneshot::Sender<Result<(), Problem>>),
}

/// Follows the attempt under way, or shows why the last one was refused.
pub(crate) struct Attempts {
    now: Option<Attempt>,
    begun: u64,
    sender: mpsc::UnboundedSender<SignInEvent>,
    events: mpsc::UnboundedReceiver<SignInEvent>,
}

struct Attempt {
    number: u64,
    state: SignInState,
    address: Option<Url>,
    /// Dropping it ends the attempt and closes its listener; absent when it is over.
    _work: Option<Work>,
    /// Who waits for more to be granted.
    asker: Option<oneshot::Sender<Result<(), Problem>>>,
}

struct Work(JoinHandle<()>);

impl Drop for Work {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A task's way to ask the person who is signed in for more.
#[derive(Debug, Clone)]
pub(crate) struct ConsentRequester(mpsc::UnboundedSender<SignInEvent>);

impl ConsentRequester {
    /// Asks and waits for the answer.
    pub(crate) async fn ask(&self, more: ScopeRequest) -> Result<(), Problem> {
        let (answer, answered) = oneshot::channel();
        let asked = self.0.send(SignInEvent::ScopeRequest(more, answer));
        asked.map_err(|_| Problem::session_ended())?;
        // The desk drops it when the person gives up.
        answered.await.unwrap_or_else(|_| Err(Problem::sign_in_declined()))
    }
}

impl Attempts {
    pub(crate) fn new() -> Self {
        let (sender, events) = mpsc::unbounded_channel();
        Self {
            now: None,
            begun: 0,
            sender,
            events,
        }
    }

    pub(crate) fn asker(&self) -> ConsentRequester {
        ConsentRequester(self.sender.clone())
    }

    /// What attempts tell next.
    pub(crate) async fn next_event(&mut self) -> Option<SignInEvent> {
        self.events.recv().await
    }

    /// Somebody is waited for.
    pub(crate) fn is_waiting(&self) -> bool {
        let now = self.now.as_ref();
        now.is_some_and(|now| !matches!(now.state, SignInState::Refused { .. }))
    }

    /// Begins an attempt. `current` is whoever is signed in.
    pub(crate) fn begin(&mut self, request: SignInRequest, current: Option<SignedIn>) {
        let (number, tell) = (self.begun + 1, self.sender.clone());
        let stage = self.stage(number);
        self.start(number, None, async move {
            let over = attempt::sign_in(request, current, stage).await;
            let _ = tell.send(SignInEvent::Over(number, over)); // a session that is gone signs nobody in
        });
    }

    /// Asks for more than was granted, for whoever asked or for nobody in particular.
    pub(crate) fn ask_more(&mut self, more: ScopeRequest, asker: Option<oneshot::Sender<Result<(), Problem>>>) {
        if self.is_waiting() {
            if let Some(asker) = asker {
                let _ = asker.send(Err(Problem::sign_in_under_way())); // whoever asked may be gone
            }
            return;
        }
        let (number, tell) = (self.begun + 1, self.sender.clone());
        let stage = self.stage(number);
        self.start(number, asker, async move {
            let asked = attempt::ask_more(&more, stage).await;
            let over = asked.map(|()| Outcome::Same);
            let _ = tell.send(SignInEvent::Over(number, over)); // a session that is gone signs nobody in
        });
    }

    /// Ends the attempt under way, or takes the refusal away.
    pub(crate) fn cancel(&mut self) {
        self.now = None;
    }

    /// Ends the attempt under way if work on the tenant waits for it.
    pub(crate) fn stop(&mut self) {
        if self.now.as_ref().is_some_and(|now| now.asker.is_some()) {
            self.now = None;
        }
    }

    /// The address of the page that somebody is waited for on.
    pub(crate) fn address(&self) -> Option<&Url> {
        self.now.as_ref()?.address.as_ref()
    }

    pub(crate) fn set_stage(&mut self, number: u64, stage: Stage, at: Timestamp) {
        let Some(now) = self.now.as_mut().filter(|now| now.number == number) else {
            return;
        };
        match stage {
            Stage::Browser(address) => {
                now.address = Some(address);
                now.state = SignInState::Browser { since: at.to_string() };
            }
            Stage::Code {
                user_code,
                page,
                expires,
            } => {
                now.state = SignInState::Code {
                    user_code,
                    page: page.to_string(),
                    expires,
                };
                now.address = Some(page);
            }
        }
    }

    /// An attempt is over; there may be a tenant to connect to. Who gave it up meanwhile is signed out.
    pub(crate) fn over(&mut self, number: u64, result: Result<Outcome, Problem>) -> Option<Box<Connection>> {
        let Some(mut now) = self.now.take_if(|now| now.number == number) else {
            if let Ok(Outcome::New(connection)) = result
                && let Some(signed_in) = connection.signed_in
            {
                tokio::spawn(async move { signed_in.sign_out().await });
            }
            return None;
        };
        let outcome = match (result, now.asker.take()) {
            (Ok(outcome), asker) => {
                if let Some(asker) = asker {
                    let _ = asker.send(Ok(())); // whoever asked may be gone
                }
                outcome
            }
            (Err(problem), Some(asker)) => {
                let _ = asker.send(Err(problem)); // whoever asked may be gone
                return None;
            }
            (Err(problem), None) => {
                self.refuse(problem);
                return None;
            }
        };
        match outcome {
            Outcome::New(connection) => Some(connection),
            Outcome::Same => None,
        }
    }

    /// Shows why nobody is signed in now.
    pub(crate) fn refuse(&mut self, problem: Problem) {
        self.now = Some(Attempt {
            number: self.begun,
            state: SignInState::Refused { problem },
            address: None,
            _work: None,
            asker: None,
        });
    }

    pub(crate) fn view(&self) -> Option<SignInView> {
        let now = self.now.as_ref()?;
        Some(SignInView {
            state: now.state.clone(),
            more: now.asker.is_some(),
        })
    }

    fn start(
        &mut self,
        number: u64,
        asker: Option<oneshot::Sender<Result<(), Problem>>>,
        work: impl Future<Output = ()> + Send + 'static,
    ) {
        self.begun = number;
        self.now = Some(Attempt {
            number,
            state: SignInState::Preparing,
            address: None,
            _work: Some(Work(tokio::spawn(work))),
            asker,
        });
    }

    fn stage(&self, number: u64) -> impl Fn(Stage) + Send + Sync + use<> {
        let tell = self.sender.clone();
        move |stage| {
            let _ = tell.send(SignInEvent::At(number, stage)); // a session that is gone shows nothing
        }
    }
}
