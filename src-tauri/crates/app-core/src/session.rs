//! The one owner of all state: a task with a mailbox. Whole views go out, at most ten a second.

mod feed;
mod gallery;
mod log;
mod people;
mod rows;
mod signing_in;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use step_engine::{Fact, Progress};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, sleep_until};

use crate::events::TenantEvent;
use crate::request_log::Requests;
use crate::session_handle::{Answer, Message, SessionHandle};
use crate::sign_in::Attempts;
use crate::tenant_state::{NO_TENANT, NOT_REMEMBERED, TenantState, not_remembered};
use crate::tenants::Tenants;
use crate::unfinished_list::UnfinishedList;
use crate::view::{Busy, Note, RunView, TenantView};
use crate::{AppView, Connection, Problem, UiPort, apps_look, person, trial};

const PUBLISH_EVERY: Duration = Duration::from_millis(100);

/// What a run tells while it goes on, for those who need every line and not only the newest view.
#[derive(Debug, Clone)]
pub enum SessionEvent {
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
    connected: Option<TenantState>,
    sign_in: Attempts,
    notices: Vec<Note>,
    unfinished: UnfinishedList,
    tenants: Tenants,
    /// Waits for the end of what is worked on.
    waits_for_the_end: Vec<oneshot::Sender<()>>,
    listeners: Vec<mpsc::UnboundedSender<SessionEvent>>,
    revision: u64,
    views: watch::Sender<AppView>,
}

impl Session {
    /// Begins a session on the present runtime. Journals lie below `state_dir`; nothing is read or written yet.
    #[must_use]
    pub fn open(state_dir: PathBuf, ui: Arc<dyn UiPort>) -> SessionHandle {
        let (mailbox, messages) = mpsc::unbounded_channel();
        let (views, seen) = watch::channel(AppView::default());
        let session = Self {
            state_dir,
            ui,
            requests: Arc::default(),
            connected: None,
            sign_in: Attempts::new(),
            notices: Vec::new(),
            unfinished: UnfinishedList::default(),
            tenants: Tenants::default(),
            waits_for_the_end: Vec::new(),
            listeners: Vec::new(),
            revision: 0,
            views,
        };
        tokio::spawn(session.live(messages));
        SessionHandle::new(mailbox, seen)
    }

    async fn live(mut self, mut messages: mpsc::UnboundedReceiver<Message>) {
        let requests = Arc::clone(&self.requests);
        let mut changed = false;
        let mut publish_at = Instant::now();
        loop {
            let look_due = self.connected.as_ref().and_then(TenantState::look_due);
            tokio::select! {
                biased;
                () = sleep_until(publish_at), if changed => {
                    self.publish();
                    changed = false;
                    publish_at = Instant::now() + PUBLISH_EVERY;
                }
                message = messages.recv() => match message {
                    Some(message) => changed |= self.hear(message),
                    None => break,
                },
                () = sleep_until(look_due.unwrap_or(publish_at)), if look_due.is_some() => {
                    self.connected.iter_mut().for_each(TenantState::look_again);
                    changed = true;
                }
                Some(event) = next_event(&mut self.connected) => {
                    self.apply(event);
                    changed = true;
                }
                Some(events) = self.sign_in.next_event() => {
                    self.follow_sign_in(events);
                    changed = true;
                }
                () = self.unfinished.changed() => changed = true,
                told = self.tenants.next() => {
                    self.tenants.apply(told, Timestamp::now());
                    changed = true;
                }
                () = requests.changed() => changed = true,
            }
            if self.busy().is_none() {
                for waits in self.waits_for_the_end.drain(..) {
                    let _ = waits.send(()); // nobody waits any more: nothing to tell
                }
            }
        }
        if changed {
            self.publish();
        }
    }

    /// `true` when the view changed.
    fn hear(&mut self, message: Message) -> bool {
        match message {
            Message::Connect(connection, answer) => return reply(answer, self.connect(*connection)),
            Message::Disconnect(answer) => return reply(answer, self.disconnect()),
            Message::SignIn(request, answer) => return reply(answer, self.begin_sign_in(*request)),
            Message::SignInAgain(answer) => return reply(answer, self.sign_in_again()),
            Message::AllowAgents(answer) => return self.allow_agents(answer),
            Message::CancelSignIn => {
                self.sign_in.cancel();
                return true;
            }
            Message::SignInPage(answer) => {
                let page = self.sign_in.address().cloned();
                let _ = answer.send(page.ok_or_else(Problem::no_sign_in_page)); // whoever asked may be gone
            }
            Message::SignOut(answer) => return self.sign_out(answer),
            Message::Notice(note) => {
                self.emit(SessionEvent::Notice(note));
                return true;
            }
            Message::Check(journey, answer) => {
                return reply(answer, self.tenant().map(|connected| connected.check(journey)));
            }
            Message::Watch(what, answer) => {
                let begun = self.tenant().map(|connected| connected.watch(what));
                return reply(answer, begun);
            }
            Message::Log(message) => return self.hear_of_log(message),
            Message::People(message) => return self.hear_of_people(message),
            Message::Gallery(message) => return self.hear_of_gallery(message),
            Message::Apps(asked, answer) => {
                let begun = self.tenant().map(|connected| connected.apps(asked));
                return reply(answer, begun);
            }
            Message::AllApps(answer) => match self.tenant() {
                Ok(connected) => connected.look(answer, |context| async move { apps_look::all(&context).await }),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::Unwatch => self.connected.iter_mut().for_each(TenantState::unwatch),
            Message::WatchTenants(tenants) => {
                let connected = self.connected.as_ref().map(|state| state.context().client().tenant());
                let asker = self.sign_in.asker();
                self.tenants.watch(tenants, connected, &self.requests, &asker);
                return true;
            }
            Message::UnwatchTenants => self.tenants.unwatch(),
            Message::Acknowledge(id, until, answer) => match self.tenant() {
                Ok(connected) => connected.acknowledge(&id, until, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::Preflight(setup, answer) => match self.tenant() {
                Ok(connected) => connected.preflight(*setup, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::Begin(assignment, mode, answer) => match self.idle_tenant() {
                Ok(connected) => connected.begin(*assignment, mode, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::OfTable(message) => return self.hear_of_rows(message),
            Message::Rows(asked, news, answer) => match self.idle_tenant() {
                Ok(connected) => connected.rows(*asked, news, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::MayTry(setup, answer) => match self.tenant() {
                Ok(connected) => {
                    connected.look(answer, |context| async move { trial::may_try(&context, &setup).await })
                }
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::TryPerson(setup, person, answer) => match self.idle_tenant() {
                Ok(connected) => connected.try_person(*setup, person, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::Status(setup, answer) => match self.tenant() {
                Ok(connected) => connected.status(setup.map(|setup| *setup), answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::Owed(answer) => match self.tenant() {
                Ok(connected) => connected.owed(answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::ReadLog(asked, pages, answer) => match self.tenant() {
                Ok(connected) => connected.read_log(asked, pages, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::AsItIs(setup, answer) => match self.tenant() {
                Ok(connected) => connected.as_it_is(*setup, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::AsFound(setup, answer) => match self.tenant() {
                Ok(connected) => connected.look(answer, |context| async move {
                    let found = setup.as_found(context.client()).await;
                    found.map_err(|error| Problem::from(&error))
                }),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::Drift(asked, answer) => match self.tenant() {
                Ok(connected) => connected.drift(*asked, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::FindPerson(asked, answer) => match self.tenant() {
                Ok(connected) => connected.look(answer, |context| async move { person::find(&context, asked).await }),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::Why(asked, answer) => match self.tenant() {
                Ok(connected) => connected.look(answer, |context| async move { person::why(&context, *asked).await }),
                Err(problem) => return reply(answer, Err(problem)),
            },
            Message::Feed(message) => return self.hear_of_feed(message),
            Message::LookNow => {
                if let Some(connected) = &self.connected {
                    connected.context().client().skip_wait();
                }
            }
            Message::Stop => {
                self.sign_in.stop();
                self.connected.iter_mut().for_each(TenantState::stop);
                return true;
            }
            Message::WaitForTheEnd(ended) => self.waits_for_the_end.push(ended),
            Message::ListUnfinished(state_dirs) => self.unfinished.look_in(state_dirs),
            Message::LookForUnfinished => self.unfinished.look(),
            Message::Subscribe(listener) => {
                self.listeners.push(listener);
                if let Some(tenant) = self.connected.as_ref().and_then(|connected| connected.context().view()) {
                    self.emit(SessionEvent::Tenant(tenant));
                }
            }
        }
        false
    }

    /// Changes the tenant this session is about.
    fn connect(&mut self, connection: Connection) -> Result<(), Problem> {
        self.must_be_idle()?;
        let requests = Arc::clone(&self.requests);
        let forgetful = connection.forgetful;
        let asker = self.sign_in.asker();
        self.connected = Some(TenantState::to(connection, self.state_dir.clone(), requests, asker)?);
        self.sign_in.cancel();
        self.notices
            .retain(|notice| ![NO_TENANT, NOT_REMEMBERED].contains(&notice.code.as_str()));
        if forgetful {
            self.emit(not_remembered());
        }
        Ok(())
    }

    fn disconnect(&mut self) -> Result<(), Problem> {
        self.must_be_idle()?;
        self.connected = None;
        self.unfinished.look();
        self.sign_in.cancel();
        self.forget_that_none_answered();
        Ok(())
    }

    fn forget_that_none_answered(&mut self) {
        self.notices.retain(|notice| notice.code != NO_TENANT);
    }

    fn must_be_idle(&self) -> Result<(), Problem> {
        match self.busy() {
            Some(_) => Err(Problem::busy()),
            None => Ok(()),
        }
    }

    fn busy(&self) -> Option<Busy> {
        self.connected.as_ref().and_then(TenantState::busy)
    }

    fn tenant(&mut self) -> Result<&mut TenantState, Problem> {
        self.connected.as_mut().ok_or_else(Problem::not_connected)
    }

    fn idle_tenant(&mut self) -> Result<&mut TenantState, Problem> {
        self.must_be_idle()?;
        self.tenant()
    }

    fn apply(&mut self, event: TenantEvent) {
        // The journals of the tenant were read again: at the beginning, or after a run.
        if let TenantEvent::Unfinished(_) = &event {
            self.unfinished.look();
        }
        let news = self
            .connected
            .as_mut()
            .map(|connected| connected.apply(event, Timestamp::now()));
        for news in news.into_iter().flatten() {
            self.emit(news);
        }
    }

    fn emit(&mut self, news: SessionEvent) {
        match &news {
            SessionEvent::Notice(note) => {
                if note.code == NO_TENANT {
                    self.forget_that_none_answered();
                }
                self.notices.push(note.clone());
            }
            SessionEvent::Tenant(tenant) => {
                self.forget_that_none_answered();
                self.remember_name(tenant);
            }
            _ => {}
        }
        self.listeners.retain(|listener| listener.send(news.clone()).is_ok());
    }

    fn publish(&mut self) {
        self.revision += 1;
        let mut view = AppView {
            revision: self.revision,
            notices: self.notices.clone(),
            unfinished_anywhere: self.unfinished.found().runs.clone(),
            owed: self.unfinished.found().acts.clone(),
            feeds: self.unfinished.found().feeds.clone(),
            requests: self.requests.view(),
            sign_in: self.sign_in.view(),
            ..AppView::default()
        };
        if let Some(connected) = &self.connected {
            connected.show(&mut view, Timestamp::now());
        }
        let connected = self.connected.as_ref().and_then(TenantState::glance);
        view.operate.tenants = self.tenants.view(connected);
        self.views.send_replace(view.clone());
        self.ui.publish(view);
    }
}

/// What the tasks of the tenant tell next; nothing ever while there is none.
async fn next_event(connected: &mut Option<TenantState>) -> Option<TenantEvent> {
    match connected {
        Some(connected) => connected.next_event().await,
        None => std::future::pending().await,
    }
}

/// `true` when it went well. Whoever asked may be gone.
fn reply<T>(answer: Answer<T>, result: Result<T, Problem>) -> bool {
    let went_well = result.is_ok();
    let _ = answer.send(result); // see above
    went_well
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("state_dir", &self.state_dir)
            .finish_non_exhaustive()
    }
}
