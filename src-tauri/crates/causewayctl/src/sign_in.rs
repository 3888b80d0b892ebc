//! A person signs in: where they must go is told as soon as it is known, here and whenever a run asks for more.

use app_core::view::{AppView, SignInState};
use app_core::{Problem, SessionHandle, SignInRequest};
use tokio::sync::watch::Receiver;

use crate::reporter::{Refusal, Reporter};

/// Where somebody must go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prompt {
    pub(crate) page: String,
    /// What to type there; absent where the browser opens by itself.
    pub(crate) code: Option<Code>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) text: String,
    pub(crate) expires: String,
}

/// Every prompt of a session, each once.
pub(crate) struct Prompts {
    session: SessionHandle,
    views: Receiver<AppView>,
    told: Option<SignInState>,
}

impl Prompts {
    pub(crate) fn of(session: &SessionHandle) -> Self {
        Self {
            session: session.clone(),
            views: session.watch(),
            told: None,
        }
    }

    /// The next one. Whoever drops the future before loses none.
    pub(crate) async fn next(&mut self) -> Prompt {
        loop {
            let told = self.told.clone();
            let is_new = |view: &AppView| state(view).is_some_and(|state| waits(state) && Some(state) != told.as_ref());
            let seen = self.views.wait_for(is_new).await.map(|view| state(&view).cloned());
            let Ok(Some(state)) = seen else {
                // The session is gone.
                return std::future::pending().await;
            };
            let page = self.session.sign_in_page().await;
            self.told = Some(state.clone());
            // Otherwise it was over before it could be told.
            if let Ok(page) = page {
                return Prompt {
                    page: page.into(),
                    code: code(state),
                };
            }
        }
    }
}

fn state(view: &AppView) -> Option<&SignInState> {
    view.sign_in.as_ref().map(|sign_in| &sign_in.state)
}

fn waits(state: &SignInState) -> bool {
    matches!(state, SignInState::Browser { .. } | SignInState::Code { .. })
}

fn code(state: SignInState) -> Option<Code> {
    match state {
        SignInState::Code { user_code, expires, .. } => Some(Code {
            text: user_code,
            expires,
        }),
        _ => None,
    }
}

/// Signs somebody in and connects the session to their tenant. Ctrl-C gives up.
pub(crate) async fn sign_in(
    session: &SessionHandle,
    reporter: &mut dyn Reporter,
    request: SignInRequest,
) -> Result<(), Refusal> {
    let mut prompts = Prompts::of(session);
    let mut views = session.watch();
    session.begin_sign_in(request).await?;
    let mut over = std::pin::pin!(async move {
        views
            .wait_for(|view| over(view).is_some())
            .await
            .map(|view| over(&view))
    });
    loop {
        tokio::select! {
            biased;
            ended = &mut over => return ended.ok().flatten().unwrap_or(Ok(())).map_err(Refusal::from),
            prompt = prompts.next() => reporter.waits_for_sign_in(&prompt),
        }
    }
}

/// What comes of a look for which somebody may be asked for more, unless Ctrl-C comes first.
pub(crate) async fn prompted<T>(
    session: &SessionHandle,
    reporter: &mut dyn Reporter,
    look: impl Future<Output = Result<T, Problem>>,
) -> Result<T, Refusal> {
    let mut prompts = Prompts::of(session);
    let mut look = std::pin::pin!(look);
    loop {
        tokio::select! {
            biased;
            seen = &mut look => return seen.map_err(Refusal::from),
            Ok(()) = tokio::signal::ctrl_c() => return Err(Refusal::Stopped),
            prompt = prompts.next() => reporter.waits_for_sign_in(&prompt),
        }
    }
}

/// How it ended, once it has.
fn over(view: &AppView) -> Option<Result<(), Problem>> {
    match state(view) {
        Some(SignInState::Refused { problem }) => Some(Err(problem.clone())),
        _ => view.account.as_ref().map(|_| Ok(())),
    }
}
