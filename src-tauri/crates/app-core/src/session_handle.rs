//! The way to talk to a session, and what can be asked of it.

use journeys::Setup;
use tokio::sync::{mpsc, oneshot, watch};

use crate::run::Kind;
use crate::session::News;
use crate::status::TenantStatus;
use crate::{AppView, Connection, Problem};

/// A way to talk to a session. The session ends when the last one is gone; work under way is stopped then.
#[derive(Debug, Clone)]
pub struct SessionHandle {
    mailbox: mpsc::UnboundedSender<Message>,
    views: watch::Receiver<AppView>,
}

impl SessionHandle {
    pub(crate) fn new(mailbox: mpsc::UnboundedSender<Message>, views: watch::Receiver<AppView>) -> Self {
        Self { mailbox, views }
    }

    /// Makes this tenant the one everything is about. Sends nothing that changes it.
    ///
    /// # Errors
    /// Work is under way, or the HTTP client cannot be set up.
    pub async fn connect(&self, connection: Connection) -> Result<(), Problem> {
        self.ask(|answer| Message::Connect(Box::new(connection), answer)).await
    }

    /// Begins to ask every step what it would do. Returns when that has begun; the plan grows in the view.
    ///
    /// # Errors
    /// No tenant, work under way, or the set-up is for another tenant.
    pub async fn plan(&self, setup: Setup) -> Result<(), Problem> {
        self.ask(|answer| Message::Begin(Kind::Plan, Box::new(setup), answer))
            .await
    }

    /// Begins a run, or goes on with an earlier one. Returns when that has begun; the rest is in the view.
    ///
    /// # Errors
    /// As [`SessionHandle::plan`], and when another process holds the run or its journal cannot be used.
    pub async fn start_run(&self, setup: Setup) -> Result<(), Problem> {
        self.ask(|answer| Message::Begin(Kind::Apply, Box::new(setup), answer))
            .await
    }

    /// Ends the work under way; a write that is being made comes to its end first.
    pub fn stop_run(&self) {
        let _ = self.mailbox.send(Message::Stop); // a session that is gone has stopped
    }

    /// What exists in the tenant and how it is doing: all of it, or what serves the domain of this set-up.
    ///
    /// # Errors
    /// No tenant, it is another than the set-up's, or it did not answer.
    pub async fn status(&self, setup: Option<Setup>) -> Result<TenantStatus, Problem> {
        self.ask(|answer| Message::Status(setup.map(Box::new), answer)).await
    }

    /// Tells the person that the tenant could not be made ready, in the words of `details`.
    pub fn no_tenant(&self, details: &str) {
        let problem = Problem::no_tenant(details);
        let _ = self.mailbox.send(Message::TenantSeen(Err(problem))); // a session that is gone has nobody to tell
    }

    /// The newest view.
    #[must_use]
    pub fn view(&self) -> AppView {
        self.views.borrow().clone()
    }

    /// Follows the views.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<AppView> {
        self.views.clone()
    }

    /// Hears every fact from here on, in order.
    #[must_use]
    pub fn subscribe(&self) -> mpsc::UnboundedReceiver<News> {
        let (listener, news) = mpsc::unbounded_channel();
        let _ = self.mailbox.send(Message::Subscribe(listener)); // a session that is gone tells nothing
        news
    }

    async fn ask<T>(&self, message: impl FnOnce(Answer<T>) -> Message) -> Result<T, Problem> {
        let (answer, answered) = oneshot::channel();
        self.mailbox
            .send(message(answer))
            .map_err(|_| Problem::session_ended())?;
        answered.await.unwrap_or_else(|_| Err(Problem::session_ended()))
    }
}

/// What can be asked of a session.
pub(crate) enum Message {
    Connect(Box<Connection>, Answer<()>),
    Begin(Kind, Box<Setup>, Answer<()>),
    Stop,
    Status(Option<Box<Setup>>, Answer<TenantStatus>),
    Subscribe(mpsc::UnboundedSender<News>),
    /// The tenant has answered, or will not.
    TenantSeen(Result<(), Problem>),
}

/// Where the answer to a message goes.
pub(crate) type Answer<T> = oneshot::Sender<Result<T, Problem>>;
