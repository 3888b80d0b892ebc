//! The one owner of account, run and journal: a task with a mailbox. Whole views go out, at most ten a second.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use journeys::Setup;
use step_engine::{ErrorKind, Fact, Progress, StepError};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::account::Account;
use crate::journal_file::SetAside;
use crate::request_log::Requests;
use crate::run::{Ending, Kind, Told, Work};
use crate::run_view::RunPicture;
use crate::session_handle::{Answer, Message, SessionHandle};
use crate::status::{self, TenantStatus};
use crate::view::{Note, RunView, TenantView};
use crate::{AppView, Connection, Problem, UiPort};

const PUBLISH_EVERY: Duration = Duration::from_millis(100);

/// What a run tells while it goes on, for those who need every line and not only the newest picture.
#[derive(Debug, Clone)]
pub enum News {
    /// The tenant has said its name.
    Tenant(TenantView),
    /// Something the person should know about the application itself.
    Notice(Note),
    /// A fact, as the journal keeps it.
    Fact(Fact),
    /// News that is kept nowhere.
    Progress {
        /// Which step.
        step: &'static str,
        /// What it says.
        progress: Progress,
    },
    /// The plan or run is over; this is how it looks at its end. Absent when it never began.
    Over(Option<RunView>),
}

/// The application behind the window or the terminal.
pub struct Session {
    state_dir: PathBuf,
    ui: Arc<dyn UiPort>,
    requests: Arc<Requests>,
    account: Option<Account>,
    picture: Option<RunPicture>,
    /// Stops the work under way.
    working: Option<CancellationToken>,
    notices: Vec<Note>,
    listeners: Vec<mpsc::UnboundedSender<News>>,
    revision: u64,
    views: watch::Sender<AppView>,
    told: mpsc::UnboundedSender<Told>,
}

impl Session {
    /// Begins a session on the present runtime. Journals lie below `state_dir`; nothing is read or written yet.
    #[must_use]
    pub fn open(state_dir: PathBuf, ui: Arc<dyn UiPort>) -> SessionHandle {
        let (mailbox, messages) = mpsc::unbounded_channel();
        let (told, tidings) = mpsc::unbounded_channel();
        let (views, seen) = watch::channel(AppView::default());
        let session = Self {
            state_dir,
            ui,
            requests: Arc::default(),
            account: None,
            picture: None,
            working: None,
            notices: Vec::new(),
            listeners: Vec::new(),
            revision: 0,
            views,
            told,
        };
        tokio::spawn(session.live(messages, tidings, mailbox.downgrade()));
        SessionHandle::new(mailbox, seen)
    }

    async fn live(
        mut self,
        mut messages: mpsc::UnboundedReceiver<Message>,
        mut tidings: mpsc::UnboundedReceiver<Told>,
        mailbox: mpsc::WeakUnboundedSender<Message>,
    ) {
        let requests = Arc::clone(&self.requests);
        let mut changed = false;
        let mut publish_at = Instant::now();
        loop {
            tokio::select! {
                biased;
                () = sleep_until(publish_at), if changed => {
                    self.publish();
                    changed = false;
                    publish_at = Instant::now() + PUBLISH_EVERY;
                }
                message = messages.recv() => match message {
                    Some(message) => changed |= self.hear(message, &mailbox),
                    None => break,
                },
                Some(told) = tidings.recv() => {
                    self.take_in(told);
                    changed = true;
                }
                () = requests.changed() => changed = true,
            }
        }
        if changed {
            self.publish();
        }
        if let Some(stop) = self.working {
            stop.cancel();
        }
    }

    /// `true` when the picture changed.
    fn hear(&mut self, message: Message, mailbox: &mpsc::WeakUnboundedSender<Message>) -> bool {
        match message {
            Message::Connect(connection, answer) => {
                let connected = self.connect(*connection, mailbox.clone());
                let _ = answer.send(connected); // whoever asked may be gone
                true
            }
            Message::Begin(kind, setup, answer) => {
                self.begin(kind, *setup, answer);
                false
            }
            Message::Stop => {
                if let Some(stop) = &self.working {
                    stop.cancel();
                    self.picture.iter_mut().for_each(RunPicture::stopping);
                }
                true
            }
            Message::Status(setup, answer) => {
                self.status(setup.map(|setup| *setup), answer);
                false
            }
            Message::Subscribe(listener) => {
                self.listeners.push(listener);
                self.tell_tenant();
                false
            }
            Message::TenantSeen(Ok(())) => {
                self.tell_tenant();
                true
            }
            Message::TenantSeen(Err(problem)) => {
                self.notice("tenant-did-not-answer", [("details", problem.details)]);
                true
            }
        }
    }

    /// Changes the tenant this session is about and asks it for its name.
    fn connect(&mut self, connection: Connection, mailbox: mpsc::WeakUnboundedSender<Message>) -> Result<(), Problem> {
        if self.working.is_some() {
            return Err(Problem::busy());
        }
        let account = Account::new(connection, Arc::clone(&self.requests))?;
        self.account = Some(account.clone());
        self.picture = None;
        tokio::spawn(async move {
            let seen = account.organization(&CancellationToken::new()).await;
            let seen = seen.map(drop).map_err(|error| Problem::from(&error));
            if let Some(mailbox) = mailbox.upgrade() {
                let _ = mailbox.send(Message::TenantSeen(seen)); // a session that is gone need not know
            }
        });
        Ok(())
    }

    fn begin(&mut self, kind: Kind, setup: Setup, answer: Answer<()>) {
        let refusal = match &self.account {
            None => Problem::not_connected(),
            Some(_) if self.working.is_some() => Problem::busy(),
            Some(account) => {
                let stop = CancellationToken::new();
                self.working = Some(stop.clone());
                let work = Work {
                    kind,
                    account: account.clone(),
                    setup,
                    state_dir: self.state_dir.clone(),
                    stop,
                    told: self.told.clone(),
                };
                let (working, told) = (tokio::spawn(work.work(answer)), self.told.clone());
                tokio::spawn(async move {
                    // Whatever breaks off must not keep the session from beginning again.
                    if let Err(broken) = working.await {
                        let error =
                            StepError::new(ErrorKind::Bug, "unexpected-answer", "the run broke off").because(broken);
                        let _ = told.send(Told::Over(Ending::Ran(Err(error)))); // a session that is gone need not know
                    }
                });
                return;
            }
        };
        let _ = answer.send(Err(refusal)); // whoever asked may be gone
    }

    fn status(&self, setup: Option<Setup>, answer: Answer<TenantStatus>) {
        let Some(account) = self.account.clone() else {
            let _ = answer.send(Err(Problem::not_connected())); // whoever asked may be gone
            return;
        };
        tokio::spawn(async move {
            let status = status::read(&account, setup.as_ref()).await;
            let _ = answer.send(status); // whoever asked may be gone
        });
    }

    fn take_in(&mut self, told: Told) {
        match told {
            Told::Began { picture, set_aside } => {
                self.picture = Some(picture);
                if let Some(SetAside { name, file }) = set_aside {
                    self.notice("journal-set-aside", [("name", name), ("file", file)]);
                }
                if self.working.as_ref().is_some_and(CancellationToken::is_cancelled) {
                    self.picture.iter_mut().for_each(RunPicture::stopping);
                }
            }
            Told::Fact(fact) => {
                self.picture.iter_mut().for_each(|picture| picture.fact(&fact));
                self.tell(&News::Fact(fact));
            }
            Told::Progress { step, progress } => {
                self.picture
                    .iter_mut()
                    .for_each(|picture| picture.progress(step, &progress));
                self.tell(&News::Progress { step, progress });
            }
            Told::Over(ending) => {
                self.working = None;
                let view = self.end(ending);
                self.tell(&News::Over(view));
            }
        }
    }

    fn end(&mut self, ending: Ending) -> Option<RunView> {
        let broken = match &ending {
            Ending::Ran(Err(error)) => Some(error.to_failure().details),
            _ => None,
        };
        if let Some(details) = broken {
            self.notice("run-broke-off", [("details", details)]);
        }
        let picture = self.picture.as_mut()?;
        match ending {
            Ending::Refused => return None,
            Ending::Planned(steps) => picture.planned(steps),
            Ending::Ran(done) => picture.over(done.ok()),
        }
        Some(picture.view(Timestamp::now()))
    }

    fn notice<const N: usize>(&mut self, code: &str, values: [(&str, String); N]) {
        let notice = Note {
            code: code.to_owned(),
            values: values.map(|(name, value)| (name.to_owned(), value)).into(),
        };
        self.tell(&News::Notice(notice.clone()));
        self.notices.push(notice);
    }

    fn tell_tenant(&mut self) {
        if let Some(tenant) = self.account.as_ref().and_then(Account::view) {
            self.tell(&News::Tenant(tenant));
        }
    }

    fn tell(&mut self, news: &News) {
        self.listeners.retain(|listener| listener.send(news.clone()).is_ok());
    }

    fn publish(&mut self) {
        self.revision += 1;
        let view = AppView {
            revision: self.revision,
            tenant: self.account.as_ref().and_then(Account::view),
            run: self.picture.as_ref().map(|picture| picture.view(Timestamp::now())),
            notices: self.notices.clone(),
            requests: self.requests.view(),
        };
        self.views.send_replace(view.clone());
        self.ui.publish(view);
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("state_dir", &self.state_dir)
            .finish_non_exhaustive()
    }
}
