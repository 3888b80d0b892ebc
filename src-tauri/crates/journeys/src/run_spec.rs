//! The one door from a session to the lists of the journeys: which steps a run has, and how it is looked at and carried out.

use std::fmt;
use std::sync::Arc;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use graph_client::GraphClient;
use provisioning::TenantReads;
use step_engine::{Journal, Observer, PlannedStep, Run, RunState, Services, StepError, StepList};
use tokio_util::sync::CancellationToken;

use crate::gallery_app::{self, GalleryServices};
use crate::people_feed::{self, FeedServices};
use crate::permissions::each_once;
use crate::removal::{self, Made, RemovalServices};
use crate::steering::{self, Steering, SteeringServices};
use crate::{CloudServices, Setup, StepId, cloud_sync};

/// A run that can be looked at or carried out, whatever its journey.
pub struct RunSpec {
    steps: Vec<StepInfo>,
    run: Box<dyn AnyRun>,
}

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepInfo {
    /// Which step.
    pub id: StepId,
    /// The steps of the run that it waits for.
    pub needs: Vec<StepId>,
    /// The answers ask for it.
    pub wanted: bool,
}

impl RunSpec {
    /// What these answers set up; of a set-up with rows the first of them. `reads` holds what was read for it directly before; what an earlier run read is not used again.
    #[must_use]
    pub fn set_up(client: &GraphClient, setup: &Setup, reads: Arc<TenantReads>) -> Self {
        let wants = |step| setup.wants(step);
        match setup {
            Setup::CloudSync(setup) => {
                let services = CloudServices::new(client.clone(), setup.clone(), reads);
                Self::of(cloud_sync::steps(), services, wants)
            }
            Setup::GalleryApp(setup) => {
                let services = GalleryServices::new(client.clone(), setup, reads);
                Self::of(gallery_app::steps(), services, wants)
            }
            Setup::PeopleFeed(setup) => {
                let services = FeedServices::new(client.clone(), setup.clone(), reads);
                Self::of(people_feed::steps(), services, wants)
            }
        }
    }

    /// Taking away what a run created.
    #[must_use]
    pub fn removal(client: &GraphClient, made: Made) -> Self {
        Self::of(removal::steps(), RemovalServices::new(client.clone(), made), |_| true)
    }

    /// An act on what runs. `earlier` is what its journal holds of an attempt that broke off.
    #[must_use]
    pub fn steering(client: &GraphClient, steering: Steering, earlier: RunState) -> Self {
        match steering::steps(&steering.act) {
            Some(list) => Self::of(list, SteeringServices::new(client.clone(), steering, earlier), |_| true),
            None => Self::removal(client, Made::chosen(&steering.target)),
        }
    }

    fn of<S: LookAhead>(list: StepList<S>, services: S, wants: impl Fn(StepId) -> bool) -> Self {
        let ids = |ids: Vec<&str>| ids.into_iter().filter_map(StepId::of).collect::<Vec<_>>();
        let step = |id: StepId| StepInfo {
            id,
            needs: ids(list.needs_of(id.as_str())),
            wanted: wants(id),
        };
        Self {
            steps: ids(list.ids()).into_iter().map(step).collect(),
            run: Box::new(Listed {
                services: Arc::new(services),
                list,
            }),
        }
    }

    /// Its steps, in the order in which people read them.
    #[must_use]
    pub fn steps(&self) -> &[StepInfo] {
        &self.steps
    }

    /// What a person must be permitted to carry it out, besides what looking needs. `synchronizes` tells whether directory
    /// synchronization is on already.
    #[must_use]
    pub fn permissions(&self, synchronizes: bool) -> Vec<&'static str> {
        let is_done = |step: &StepInfo| synchronizes && step.id == StepId::TenantSyncFlag;
        let left = self.steps.iter().filter(|step| step.wanted && !is_done(step));
        each_once(left.flat_map(|step| step.id.permissions()).copied())
    }

    /// Reads through this client of the tenant what the first steps look at, while something else is being asked anyway. What goes
    /// wrong with it the steps meet themselves.
    pub async fn look_ahead(&self, graph: &GraphClient) {
        self.run.look_ahead(graph).await;
    }

    /// Looks what each step would change. Writes nothing.
    pub async fn plan(self, observer: Arc<dyn Observer>, stop: CancellationToken) -> Vec<PlannedStep> {
        self.run.plan(observer, stop).await
    }

    /// Carries out what is left to do after `earlier`; whether every step is done.
    ///
    /// # Errors
    /// The journal cannot be written.
    pub async fn run(
        self,
        journal: Journal,
        earlier: RunState,
        observer: Arc<dyn Observer>,
        stop: CancellationToken,
    ) -> Result<bool, StepError> {
        self.run.run(journal, earlier, observer, stop).await
    }
}

impl fmt::Debug for RunSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunSpec")
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}

/// Services that can read what their first steps look at before those begin.
pub(crate) trait LookAhead: Services {
    /// See [`RunSpec::look_ahead`].
    fn look_ahead<'a>(&'a self, _graph: &'a GraphClient) -> BoxFuture<'a, ()> {
        async {}.boxed()
    }
}

/// A list with its services, whose type only the journey knows.
struct Listed<S> {
    list: StepList<S>,
    services: Arc<S>,
}

trait AnyRun: Send + Sync {
    fn look_ahead<'a>(&'a self, graph: &'a GraphClient) -> BoxFuture<'a, ()>;
    fn plan(
        self: Box<Self>,
        observer: Arc<dyn Observer>,
        stop: CancellationToken,
    ) -> BoxFuture<'static, Vec<PlannedStep>>;
    fn run(
        self: Box<Self>,
        journal: Journal,
        earlier: RunState,
        observer: Arc<dyn Observer>,
        stop: CancellationToken,
    ) -> BoxFuture<'static, Result<bool, StepError>>;
}

impl<S: LookAhead> AnyRun for Listed<S> {
    fn look_ahead<'a>(&'a self, graph: &'a GraphClient) -> BoxFuture<'a, ()> {
        self.services.look_ahead(graph)
    }

    fn plan(
        self: Box<Self>,
        observer: Arc<dyn Observer>,
        stop: CancellationToken,
    ) -> BoxFuture<'static, Vec<PlannedStep>> {
        async move { step_engine::plan(&self.list, self.services, observer, stop).await }.boxed()
    }

    fn run(
        self: Box<Self>,
        journal: Journal,
        earlier: RunState,
        observer: Arc<dyn Observer>,
        stop: CancellationToken,
    ) -> BoxFuture<'static, Result<bool, StepError>> {
        let run = Run {
            list: self.list,
            services: self.services,
            journal,
            earlier,
            stop,
        };
        async move { step_engine::run(run, observer).await }.boxed()
    }
}
