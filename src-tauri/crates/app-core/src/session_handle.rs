//! The way to talk to a session, and what can be asked of it.

mod feed;
mod gallery;
mod log;
mod message;
mod people;
mod rows;

use std::path::PathBuf;

use jiff::Timestamp;
use journeys::steering::Steering;
use journeys::{Journey, Setup};
use tokio::sync::{mpsc, oneshot, watch};
use url::Url;

use crate::apps_look::{AppsAsked, FoundApps};
use crate::check::{Preflight, Prepared};
use crate::run::{Assignment, Mode};
use crate::session::SessionEvent;
use crate::sign_in::SignInRequest;
use crate::status::TenantStatus;
use crate::view::{Note, OwedAct};
use crate::watch::Watched;
use crate::{AppView, Connection, OtherTenant, Problem};

pub(crate) use message::{Answer, FeedMessage, GalleryMessage, LogMessage, Message, PeopleMessage, RowsMessage};

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
    /// A run or a trial is under way, or the HTTP client cannot be set up.
    pub async fn connect(&self, connection: Connection) -> Result<(), Problem> {
        self.ask(|answer| Message::Connect(Box::new(connection), answer)).await
    }

    /// Leaves the tenant: signs out, and forgets what was known of it and done to it. The request log stays.
    ///
    /// # Errors
    /// A run or a trial is under way.
    pub async fn disconnect(&self) -> Result<(), Problem> {
        self.ask(Message::Disconnect).await
    }

    /// Begins to sign somebody in. Returns when that has begun; where it stands comes into the view, and at its end the tenant.
    ///
    /// # Errors
    /// A run or a trial is under way.
    pub async fn begin_sign_in(&self, request: SignInRequest) -> Result<(), Problem> {
        self.ask(|answer| Message::SignIn(Box::new(request), answer)).await
    }

    /// Begins to let whoever is signed in do so again. What is known and done stays.
    ///
    /// # Errors
    /// Nobody has signed in as a person.
    pub async fn sign_in_again(&self) -> Result<(), Problem> {
        self.ask(Message::SignInAgain).await
    }

    /// Ends the attempt to sign in that is under way, or takes the refusal of the last one away.
    pub fn cancel_sign_in(&self) {
        let _ = self.mailbox.send(Message::CancelSignIn); // a session that is gone waits for nobody
    }

    /// The page on which somebody is waited for. It holds no secret.
    ///
    /// # Errors
    /// Nobody is waited for on a page.
    pub async fn sign_in_page(&self) -> Result<Url, Problem> {
        self.ask(Message::SignInPage).await
    }

    /// Leaves the tenant and removes what is kept of the sign-in, wherever it is kept.
    ///
    /// # Errors
    /// A run or a trial is under way, or what the keychain holds could not be removed.
    pub async fn sign_out(&self) -> Result<(), Problem> {
        self.ask(Message::SignOut).await
    }

    /// Sees to it that agents may be read: asks whoever is signed in for the permission, and returns when it is granted or there is
    /// nobody to ask. The view shows the waiting.
    ///
    /// # Errors
    /// No tenant, work under way, or it was not granted.
    pub async fn allow_agents(&self) -> Result<(), Problem> {
        self.ask(Message::AllowAgents).await
    }

    /// Shows a sentence of the locales about the application itself, such as a damaged file that was set aside.
    pub fn notice(&self, note: Note) {
        let _ = self.mailbox.send(Message::Notice(note)); // a session that has ended shows nothing
    }

    /// Begins to look at what must be so before anything of this journey is set up, unless such a look is under way. Findings come into the view
    /// one by one.
    ///
    /// # Errors
    /// No tenant.
    pub async fn check_tenant(&self, journey: Journey) -> Result<(), Problem> {
        self.ask(|answer| Message::Check(journey, answer)).await
    }

    /// The same look for who works on this set-up next. It does not come into the view, and a plan or run of what it prepares does
    /// not read the same again.
    ///
    /// # Errors
    /// No tenant.
    pub async fn preflight(&self, setup: Setup) -> Result<Preflight, Problem> {
        self.ask(|answer| Message::Preflight(Box::new(setup), answer)).await
    }

    /// Looks at what runs now, unless such a look is under way, and from then on again and again, more often while something moves.
    /// What is found, or why nothing is, comes into the view. One thing is watched at a time.
    ///
    /// # Errors
    /// No tenant.
    pub async fn watch_status(&self, what: impl Into<Watched>) -> Result<(), Problem> {
        let what = what.into();
        self.ask(|answer| Message::Watch(what, answer)).await
    }

    /// Nobody sees any more what is watched.
    pub fn unwatch_status(&self) {
        let _ = self.mailbox.send(Message::Unwatch); // a session that is gone watches nothing
    }

    /// Asks the apps of the tenant for their jobs, or ends that; what is found comes into the view.
    ///
    /// # Errors
    /// No tenant.
    pub async fn apps(&self, asked: AppsAsked) -> Result<(), Problem> {
        self.ask(|answer| Message::Apps(asked, answer)).await
    }

    /// Asks all apps of the tenant. It does not come into the view, and nothing is kept.
    ///
    /// # Errors
    /// No tenant, or its apps cannot be listed or asked.
    pub async fn all_apps(&self) -> Result<FoundApps, Problem> {
        self.ask(Message::AllApps).await
    }

    /// Looks at these tenants from now on, each every five minutes, until nobody sees them any more. What is found comes into the view.
    pub fn watch_tenants(&self, tenants: Vec<OtherTenant>) {
        let _ = self.mailbox.send(Message::WatchTenants(tenants)); // a session that is gone watches nothing
    }

    /// Nobody sees them any more.
    pub fn unwatch_tenants(&self) {
        let _ = self.mailbox.send(Message::UnwatchTenants); // see above
    }

    /// Keeps that somebody knows of a configuration that needs somebody, until then, or until it stands otherwise; `None` forgets that.
    /// The next look tells it.
    ///
    /// # Errors
    /// No tenant, or it cannot be kept.
    pub async fn acknowledge(&self, configuration: String, until: Option<Timestamp>) -> Result<(), Problem> {
        self.ask(|answer| Message::Acknowledge(configuration, until, answer))
            .await
    }

    /// Whether one person can be tried with this set-up now, as far as a look tells.
    ///
    /// # Errors
    /// No tenant, or what is in the way.
    pub async fn may_try(&self, setup: Setup) -> Result<(), Problem> {
        self.ask(|answer| Message::MayTry(Box::new(setup), answer)).await
    }

    /// Begins to provision one person, named as [`journeys::trial::try_person`] takes them, with what this set-up made. This writes.
    /// Returns when it has begun; the rest is in the view.
    ///
    /// # Errors
    /// No tenant, work under way, or the set-up is for another tenant.
    pub async fn try_person(&self, setup: Setup, person: &str) -> Result<(), Problem> {
        let person = person.to_owned();
        self.ask(|answer| Message::TryPerson(Box::new(setup), person, answer))
            .await
    }

    /// Ends the present pause of whatever waits and looks at once.
    pub fn look_now(&self) {
        let _ = self.mailbox.send(Message::LookNow); // a session that is gone waits for nothing
    }

    /// Begins to ask every step what it would do. Returns when that has begun; the plan grows in the view.
    ///
    /// # Errors
    /// No tenant, work under way, or the set-up is for another tenant.
    pub async fn plan(&self, setup: impl Into<Prepared>) -> Result<(), Problem> {
        self.begin(setup.into().into(), Mode::Plan).await
    }

    /// Begins a run, or goes on with an earlier one. Returns when that has begun; the rest is in the view.
    ///
    /// # Errors
    /// As [`SessionHandle::plan`], and when another process holds the run or its journal cannot be used.
    pub async fn start_run(&self, setup: impl Into<Prepared>) -> Result<(), Problem> {
        self.begin(setup.into().into(), Mode::Apply).await
    }

    /// Begins to look what a removal of what the run of this set-up created would take away. Changes nothing.
    ///
    /// # Errors
    /// As [`SessionHandle::plan`], and when another process holds the run.
    pub async fn plan_removal(&self, setup: Setup) -> Result<(), Problem> {
        self.begin(Assignment::Removal { setup, typed: None }, Mode::Plan).await
    }

    /// Begins to take away what the run of this set-up created, or goes on with that. `typed` is the tenant's name as the person
    /// typed it.
    ///
    /// # Errors
    /// As [`SessionHandle::plan_removal`], and when the tenant has another name.
    pub async fn remove(&self, setup: Setup, typed: &str) -> Result<(), Problem> {
        let typed = Some(typed.to_owned());
        self.begin(Assignment::Removal { setup, typed }, Mode::Apply).await
    }

    /// Begins to look what an act would do. Changes nothing.
    ///
    /// # Errors
    /// No tenant, work under way, or its journal cannot be read.
    pub async fn plan_act(&self, steering: Steering) -> Result<(), Problem> {
        let typed = Vec::new();
        self.begin(Assignment::Act { steering, typed }, Mode::Plan).await
    }

    /// Begins an act on what runs, or goes on with it. `typed` is what the person typed of [`Steering::asks`].
    ///
    /// # Errors
    /// As [`SessionHandle::plan_act`], when what was typed is something else, and when another process works on the same domain.
    pub async fn begin_act(&self, steering: Steering, typed: Vec<String>) -> Result<(), Problem> {
        self.begin(Assignment::Act { steering, typed }, Mode::Apply).await
    }

    async fn begin(&self, assignment: Assignment, mode: Mode) -> Result<(), Problem> {
        self.ask(|answer| Message::Begin(Box::new(assignment), mode, answer))
            .await
    }

    /// Ends the run or trial under way; a write that is being made comes to its end first.
    pub fn stop_run(&self) {
        let _ = self.mailbox.send(Message::Stop); // a session that is gone has stopped
    }

    /// Returns when nothing is worked on any more, whatever it was. Everything that was asked for before counts.
    pub async fn end_of_work(&self) {
        let (tells, ended) = oneshot::channel();
        let _ = self.mailbox.send(Message::WaitForTheEnd(tells)); // a session that is gone works on nothing
        let _ = ended.await; // see above
    }

    /// Lists the unfinished runs of every tenant below these state folders in the view, now and whenever one ends or is left.
    pub fn list_unfinished(&self, state_dirs: Vec<PathBuf>) {
        let _ = self.mailbox.send(Message::ListUnfinished(state_dirs)); // a session that is gone shows nothing
    }

    /// Reads that list again, for state folders that were changed from outside the session.
    pub fn look_for_unfinished(&self) {
        let _ = self.mailbox.send(Message::LookForUnfinished); // a session that is gone shows nothing
    }

    /// The acts on this tenant that this computer began and did not end.
    ///
    /// # Errors
    /// No tenant.
    pub async fn owed(&self) -> Result<Vec<OwedAct>, Problem> {
        self.ask(Message::Owed).await
    }

    /// What exists in the tenant and how it is doing: all of it, or what serves the domain of this set-up.
    ///
    /// # Errors
    /// No tenant, it is another than the set-up's, or it did not answer.
    pub async fn status(&self, setup: Option<Setup>) -> Result<TenantStatus, Problem> {
        self.ask(|answer| Message::Status(setup.map(Box::new), answer)).await
    }

    /// This set-up with every answer: what it leaves out is as it is in the tenant, else as a new configuration gets it.
    ///
    /// # Errors
    /// No tenant, or it did not answer.
    pub async fn as_it_is(&self, setup: Setup) -> Result<Setup, Problem> {
        self.ask(|answer| Message::AsItIs(Box::new(setup), answer)).await
    }

    /// This set-up with what can be read of what it is about, and nothing else; `None` where the tenant has nothing of it, or more than
    /// one to choose from.
    ///
    /// # Errors
    /// No tenant, or it did not answer.
    pub async fn as_found(&self, setup: Setup) -> Result<Option<Setup>, Problem> {
        self.ask(|answer| Message::AsFound(Box::new(setup), answer)).await
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
    pub fn subscribe(&self) -> mpsc::UnboundedReceiver<SessionEvent> {
        let (listener, news) = mpsc::unbounded_channel();
        let _ = self.mailbox.send(Message::Subscribe(listener)); // a session that is gone tells nothing
        news
    }

    pub(crate) async fn ask<T>(&self, message: impl FnOnce(Answer<T>) -> Message) -> Result<T, Problem> {
        let (answer, answered) = oneshot::channel();
        self.mailbox
            .send(message(answer))
            .map_err(|_| Problem::session_ended())?;
        answered.await.unwrap_or_else(|_| Err(Problem::session_ended()))
    }
}
