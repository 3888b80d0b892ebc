//! The tenant everything is about, what is known of it and what is being done to it.

mod apply;
mod apps;
mod feed;
mod gallery;
mod log;
mod looking;
mod people;
mod rows;

use std::path::PathBuf;
use std::sync::Arc;

use graph_client::GraphClient;
use jiff::Timestamp;
use journeys::{Journey, Setup};
use provisioning::TenantReads;
use step_engine::{ErrorKind, StepError};
use tokio::sync::mpsc;
use tokio::task::JoinError;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::apps_look::AppsLook;
use crate::check::{self, CheckEvent, CheckProgress, Preflight};
use crate::events::{EventSender, TenantEvent};
use crate::feed_look::FeedLook;
use crate::gallery_look::{AppTable, GalleryLook, TypedCredentials};
use crate::log_look::LogLook;
use crate::looks::Looks;
use crate::people_look::PeopleLook;
use crate::request_log::Requests;
use crate::rows::Ending as RowsEnding;
use crate::rows_look::RowsLook;
use crate::run::{Assignment, Ending, Mode, RunEvent, Work, busy};
use crate::run_key::RunKey;
use crate::run_projection::RunProjection;
use crate::session_handle::Answer;
use crate::sign_in::ConsentRequester;
use crate::status_look::StatusLook;
use crate::tenant_context::TenantContext;
use crate::trial::{Trial, TrialEnd, TrialEvent};
use crate::unfinished::{anywhere, unfinished};
use crate::view::{ActView, Busy, CheckView, CloudName, OwedAct, RunKind, TrialView, UnfinishedRun};
use crate::watch::Watch;
use crate::{AppView, Connection, Problem};

pub(crate) use apply::{NO_TENANT, NOT_REMEMBERED, not_remembered};

/// Dropping it leaves the tenant: its tasks end, and what they still tell is heard by nobody.
pub(crate) struct TenantState {
    state_dir: PathBuf,
    context: TenantContext,
    working: Option<Working>,
    projection: Option<RunProjection>,
    removal: Option<RunProjection>,
    act: Option<RunProjection>,
    unfinished: Vec<UnfinishedRun>,
    check: Option<CheckView>,
    status: Option<StatusLook>,
    watch: Option<Watch>,
    log: Option<LogLook>,
    apps: AppsLook,
    people: Option<PeopleLook>,
    feed: Option<FeedLook>,
    gallery: GalleryLook,
    typed: TypedCredentials,
    table: Option<AppTable>,
    rows: Option<RowsLook>,
    /// What repeated looks share.
    look_reads: Arc<TenantReads>,
    looks: Arc<Looks>,
    trial: Option<TrialView>,
    sender: EventSender,
    events: mpsc::UnboundedReceiver<TenantEvent>,
    _leaves: DropGuard,
}

/// What may change the tenant; one at a time.
enum Working {
    /// Until it has begun, the projection is that of the run before.
    Run {
        kind: RunKind,
        mode: Mode,
        stop: CancellationToken,
        has_begun: bool,
    },
    Rows {
        kind: RunKind,
        mode: Mode,
        ending: RowsEnding,
    },
    Trial(CancellationToken),
    Feed(CancellationToken),
}

impl TenantState {
    /// Asks the tenant for its name and the journals for runs that did not end.
    pub(crate) fn to(
        connection: Connection,
        state_dir: PathBuf,
        requests: Arc<Requests>,
        asker: ConsentRequester,
    ) -> Result<Self, Problem> {
        let left = CancellationToken::new();
        let state_dir = connection.journals.clone().unwrap_or(state_dir);
        let context = TenantContext::new(connection, requests, left.clone(), asker)?;
        let (sender, events) = EventSender::new();
        let client = context.client();
        let looks = Looks::of(&state_dir, client.cloud().kind(), client.tenant());
        let connected = Self {
            state_dir,
            context,
            working: None,
            projection: None,
            removal: None,
            act: None,
            unfinished: Vec::new(),
            check: None,
            status: None,
            watch: None,
            log: None,
            apps: AppsLook::default(),
            people: None,
            feed: None,
            gallery: GalleryLook::default(),
            typed: TypedCredentials::default(),
            table: None,
            rows: None,
            look_reads: Arc::default(),
            looks: Arc::new(looks),
            trial: None,
            sender,
            events,
            _leaves: left.drop_guard(),
        };
        connected.ask_for_the_name();
        connected.read_the_journals();
        Ok(connected)
    }

    /// What the tasks tell next.
    pub(crate) async fn next_event(&mut self) -> Option<TenantEvent> {
        self.events.recv().await
    }

    pub(crate) fn context(&self) -> &TenantContext {
        &self.context
    }

    /// What is under way.
    pub(crate) fn busy(&self) -> Option<Busy> {
        self.working.as_ref().map(|working| match working {
            Working::Run { kind, mode, .. } | Working::Rows { kind, mode, .. } => busy(*kind, *mode),
            Working::Trial(_) => Busy::Trying,
            Working::Feed(_) => Busy::Sending,
        })
    }

    pub(crate) fn begin(&mut self, assignment: Assignment, mode: Mode, answer: Answer<()>) {
        let stop = self.context.left().child_token();
        self.working = Some(Working::Run {
            kind: assignment.kind(),
            mode,
            stop: stop.clone(),
            has_begun: false,
        });
        let work = Work {
            assignment: assignment.with_setup(|setup| self.typed.given_to(setup)),
            mode,
            context: self.context.clone(),
            state_dir: self.state_dir.clone(),
            stop,
            sender: self.sender.clone(),
        };
        self.spawn(work.work(answer), |broken| {
            let error = StepError::new(ErrorKind::Bug, "unexpected-answer", "the run broke off").because(broken);
            RunEvent::Over(Ending::Ran(Err(error))).into()
        });
    }

    pub(crate) fn try_person(&mut self, setup: Setup, person: String, answer: Answer<()>) {
        let stop = self.context.left().child_token();
        self.working = Some(Working::Trial(stop.clone()));
        let trial = Trial {
            context: self.context.clone(),
            setup,
            person,
            stop,
            sender: self.sender.clone(),
        };
        self.spawn(trial.work(answer), |broken| {
            let problem = Problem::broke_off("the trial", &broken);
            TrialEvent::Over(TrialEnd::Tried(Err(problem))).into()
        });
    }

    pub(crate) fn stop(&mut self) {
        match &self.working {
            None => {}
            Some(Working::Trial(stop)) => stop.cancel(),
            Some(Working::Rows { ending, .. }) => {
                ending.stop.cancel();
                self.rows.iter_mut().for_each(RowsLook::ends);
            }
            Some(Working::Feed(stop)) => {
                stop.cancel();
                self.feed.iter_mut().for_each(FeedLook::stopping);
            }
            Some(Working::Run { stop, has_begun, .. }) => {
                stop.cancel();
                if *has_begun && let Some(projection) = self.at_work() {
                    projection.stopping();
                }
            }
        }
    }

    /// The projection of what is being worked on.
    fn at_work(&mut self) -> Option<&mut RunProjection> {
        self.place_at_work().as_mut()
    }

    fn place_at_work(&mut self) -> &mut Option<RunProjection> {
        match &self.working {
            Some(Working::Run {
                kind: RunKind::Removal, ..
            }) => &mut self.removal,
            Some(Working::Run { kind: RunKind::Act, .. }) => &mut self.act,
            _ => &mut self.projection,
        }
    }

    /// Begins a look for this journey unless one is under way. A tenant that did not tell its name is asked again.
    pub(crate) fn check(&mut self, journey: Journey) {
        let view = match &mut self.check {
            Some(view) if view.journey == journey => view,
            other => other.insert(CheckView::new(journey)),
        };
        if std::mem::replace(&mut view.looking, true) {
            return;
        }
        if self.context.view().is_none() {
            self.ask_for_the_name();
        }
        let look = check::look(journey, self.context.clone(), self.sender.clone());
        self.spawn(look, move |broken| {
            let progress = CheckProgress::Over(Err(Problem::broke_off("the look", &broken)));
            CheckEvent { journey, progress }.into()
        });
    }

    /// The same look for who works on this set-up next; it does not come into the view.
    pub(crate) fn preflight(&self, setup: Setup, answer: Answer<Preflight>) {
        let context = self.context.clone();
        tokio::spawn(async move {
            let _ = answer.send(Ok(check::preflight(&context, setup).await)); // whoever asked may be gone
        });
    }

    /// Acts on this tenant that were begun and not ended.
    pub(crate) fn owed(&self, answer: Answer<Vec<OwedAct>>) {
        let (context, state_dir) = (self.context.clone(), self.state_dir.clone());
        tokio::spawn(async move {
            let _ = answer.send(Ok(owed(&context, state_dir))); // whoever asked may be gone
        });
    }

    /// Reads what the set-up leaves out.
    pub(crate) fn as_it_is(&self, setup: Setup, answer: Answer<Setup>) {
        let client = self.context.client().clone();
        tokio::spawn(async move {
            let _ = answer.send(as_it_is(&client, setup).await); // whoever asked may be gone
        });
    }

    /// Adds what is known to the view.
    pub(crate) fn show(&self, view: &mut AppView, now: Timestamp) {
        let on_screen = [&self.projection, &self.removal];
        let is_on_screen = |run: &UnfinishedRun| {
            let projections = on_screen
                .into_iter()
                .flatten()
                .filter(|projection| projection.is_of_run());
            projections.into_iter().any(|projection| projection.key().is_of(run))
        };
        view.busy = self.busy();
        view.tenant = self.context.view();
        view.account = self.context.person().cloned();
        view.unfinished = self
            .unfinished
            .iter()
            .filter(|run| !is_on_screen(run))
            .cloned()
            .collect();
        let acts = self.act.iter().filter(|act| act.is_of_run());
        let tenant = self.context.client().tenant();
        for act in acts {
            view.owed
                .retain(|owed| owed.tenant != tenant || RunKey::of_act(&owed.steering) != *act.key());
        }
        view.check = self.check.clone();
        view.run = self.projection.as_ref().map(|projection| projection.view(now));
        view.removal = self.removal.as_ref().map(|projection| projection.view(now));
        let name = self.context.view().map(|tenant| tenant.name).unwrap_or_default();
        view.act = self.act.as_ref().map(|act| ActView::of(act.view(now), &name));
        view.trial = self.trial.clone();
        view.status = self.status.as_ref().map(StatusLook::view);
        view.log = self.log.as_ref().map(LogLook::view);
        view.apps = self.apps.view(view.status.as_ref());
        view.people = self.people.as_ref().map(PeopleLook::view);
        view.feed = self.feed.as_ref().map(FeedLook::view);
        view.gallery = self
            .gallery
            .view(self.typed.names(), self.table.as_ref().map(AppTable::view));
        view.rows = self.rows.as_ref().map(|rows| rows.view(self.is_ready()));
    }

    fn ask_for_the_name(&self) {
        let (context, sender) = (self.context.clone(), self.sender.clone());
        tokio::spawn(async move {
            let seen = context.organization(context.left()).await;
            sender.send(TenantEvent::Tenant(
                seen.map(drop).map_err(|error| Problem::from(&error)),
            ));
        });
    }

    fn read_the_journals(&self) {
        let (client, sender) = (self.context.client().clone(), self.sender.clone());
        let state_dir = self.state_dir.clone();
        tokio::spawn(async move {
            let mut runs = unfinished(&state_dir, client.cloud().kind(), client.tenant());
            for run in &mut runs {
                // A run of the command line may leave answers out, and the window shows every answer.
                if let Ok(setup) = Setup::parse(&run.setup.to_string())
                    && let Ok(setup) = as_it_is(&client, setup).await
                {
                    run.setup = setup.to_value();
                }
            }
            sender.send(TenantEvent::Unfinished(runs));
        });
    }

    /// Runs this beside the session. Should it break off, `broken` is told in its place, or the session would wait for ever.
    fn spawn(
        &self,
        work: impl Future<Output = ()> + Send + 'static,
        broken: impl FnOnce(JoinError) -> TenantEvent + Send + 'static,
    ) {
        let (working, sender) = (tokio::spawn(work), self.sender.clone());
        tokio::spawn(async move {
            if let Err(error) = working.await {
                sender.send(broken(error));
            }
        });
    }
}

/// Acts on this tenant that were begun and not ended, by the journals in this folder.
fn owed(context: &TenantContext, state_dir: PathBuf) -> Vec<OwedAct> {
    let client = context.client();
    let cloud = CloudName::from(client.cloud().kind());
    let mut acts = anywhere(&[state_dir]).acts;
    acts.retain(|act| act.cloud == cloud && act.tenant == client.tenant());
    acts
}

/// A sign-in that may not look cannot change anything either: then it is as for a new configuration.
async fn as_it_is(client: &GraphClient, setup: Setup) -> Result<Setup, Problem> {
    match setup.clone().as_it_is(client).await {
        Err(error) if error.is_missing_permission() => Ok(setup.completed()),
        read => read.map_err(|error| Problem::from(&error)),
    }
}
