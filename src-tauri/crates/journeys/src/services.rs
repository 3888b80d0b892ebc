//! What the steps of a journey may touch: one tenant through its Graph client, and the set-up.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use graph_client::models::{Agents, Directory, Job, Organization, ServicePrincipal};
use graph_client::{Error, GraphClient, RawSchema, Secrets, Wait, WaitObserver};
use step_engine::{Cx, Outcome, Phase, Progress, Services};

use crate::cloud_sync::Setup;
use crate::looks::{Age, Look, Looks};
use crate::run_spec::LookAhead;
use crate::steps::configuration;

/// The application template of Cloud Sync, the same in every tenant (contract 6.1).
pub const CLOUD_SYNC_TEMPLATE: &str = "1a4721b3-e57f-4451-ae87-ef078703ec94";

/// Tenant and answers of one Cloud Sync run.
#[derive(Debug)]
pub(crate) struct CloudServices {
    client: GraphClient,
    setup: Setup,
    /// With the defaults of a new configuration.
    completed: Setup,
    organization: Look<Organization>,
    /// `None` where this sign-in may not read them.
    pub(crate) agents: Look<Option<Agents>>,
    pub(crate) configurations: Look<Vec<ServicePrincipal>>,
    pub(crate) secrets: Looks<Secrets>,
    pub(crate) jobs: Looks<Vec<Job>>,
    pub(crate) schemas: Looks<RawSchema>,
    pub(crate) directories: Looks<Directory>,
}

impl CloudServices {
    /// Services for one run; answers read in an earlier run are not used again.
    #[must_use]
    pub(crate) fn new(client: GraphClient, setup: Setup) -> Self {
        Self {
            client,
            completed: setup.clone().completed(),
            setup,
            organization: Look::default(),
            agents: Look::default(),
            configurations: Look::default(),
            secrets: Looks::default(),
            jobs: Looks::default(),
            schemas: Looks::default(),
            directories: Looks::default(),
        }
    }
}

impl LookAhead for CloudServices {
    fn look_ahead<'a>(&'a self, graph: &'a GraphClient) -> BoxFuture<'a, ()> {
        async move {
            let organization = self.organization.get(Age::Recent, || graph.organization());
            let agents = self.agents.get(Age::Recent, || agents(graph));
            let configurations = self.configurations.get(Age::Recent, || configurations(graph));
            let _ = futures::join!(organization, agents, configurations); // the steps ask again for what failed
        }
        .boxed()
    }
}

/// P1; `None` where this sign-in may not read them.
pub(crate) async fn agents(graph: &GraphClient) -> Result<Option<Agents>, Error> {
    match graph.agents().await {
        Err(error) if error.is_missing_permission() => Ok(None),
        answer => answer.map(Some),
    }
}

async fn configurations(graph: &GraphClient) -> Result<Vec<ServicePrincipal>, Error> {
    graph.service_principals_by_template(CLOUD_SYNC_TEMPLATE).await
}

impl Services for CloudServices {
    fn confirm_window(&self) -> Duration {
        self.client.cloud().seen_within()
    }
}

/// What steps call on their context.
pub(crate) trait Tenant {
    /// The answers. What the file leaves out takes its default as long as the configuration is new to this step; later, and where
    /// the configuration was finished before, it stays left out: what is there stays.
    fn setup(&self) -> &Setup;
    /// The answers of the file without any default.
    fn given(&self) -> &Setup;
    /// The client, telling its waits as progress of this step and ending them when the person stops.
    fn graph(&self) -> GraphClient;
    /// Which answers will do in this phase.
    fn age(&self) -> Age;
    /// T1.
    async fn organization(&self) -> Result<Arc<Organization>, Error>;
    /// T1 changed.
    fn organization_changed(&self);
    /// A4, all service principals of the Cloud Sync template.
    async fn configurations(&self) -> Result<Arc<Vec<ServicePrincipal>>, Error>;
    /// K1.
    async fn secrets_of(&self, sp: &str) -> Result<Arc<Secrets>, Error>;
    /// J1.
    async fn jobs_of(&self, sp: &str) -> Result<Arc<Vec<Job>>, Error>;
    /// C1.
    async fn schema_of(&self, sp: &str, job: &str) -> Result<Arc<RawSchema>, Error>;
}

impl Tenant for Cx<CloudServices> {
    fn setup(&self) -> &Setup {
        let is_new = configuration(self).is_none_or(|configuration| configuration.unfinished && !ended_before(self));
        if is_new {
            &self.services().completed
        } else {
            &self.services().setup
        }
    }

    fn given(&self) -> &Setup {
        &self.services().setup
    }

    fn graph(&self) -> GraphClient {
        let waits = Arc::new(TellsProgress(self.progress_sender()));
        self.services().client.bound(self.stop().clone(), waits)
    }

    fn age(&self) -> Age {
        if self.phase() == Phase::Confirm {
            Age::Now
        } else {
            Age::Recent
        }
    }

    async fn organization(&self) -> Result<Arc<Organization>, Error> {
        let graph = self.graph();
        self.services()
            .organization
            .get(self.age(), || async move { graph.organization().await })
            .await
    }

    fn organization_changed(&self) {
        self.services().organization.touched();
    }

    async fn configurations(&self) -> Result<Arc<Vec<ServicePrincipal>>, Error> {
        let graph = self.graph();
        let read = || async move { configurations(&graph).await };
        let age = match self.phase() {
            Phase::Change => Age::JustNow,
            _ => self.age(),
        };
        self.services().configurations.get(age, read).await
    }

    async fn secrets_of(&self, sp: &str) -> Result<Arc<Secrets>, Error> {
        let graph = self.graph();
        self.services()
            .secrets
            .of(sp)
            .get(self.age(), || async move { graph.secrets(sp).await })
            .await
    }

    async fn jobs_of(&self, sp: &str) -> Result<Arc<Vec<Job>>, Error> {
        let graph = self.graph();
        self.services()
            .jobs
            .of(sp)
            .get(self.age(), || async move { graph.jobs(sp).await })
            .await
    }

    async fn schema_of(&self, sp: &str, job: &str) -> Result<Arc<RawSchema>, Error> {
        let graph = self.graph();
        self.services()
            .schemas
            .of(job)
            .get(self.age(), || async move { graph.schema(sp, job).await })
            .await
    }
}

/// The journal tells that this step came to its end in an earlier run, or was not wanted then.
fn ended_before(cx: &Cx<CloudServices>) -> bool {
    let outcome = cx.earlier().and_then(|earlier| earlier.outcome.as_ref());
    outcome.is_some_and(|outcome| {
        matches!(
            outcome,
            Outcome::Succeeded { .. } | Outcome::AlreadyDone { .. } | Outcome::Skipped
        )
    })
}

/// Tells the waits of a client as progress of a step.
pub(crate) struct TellsProgress<F>(pub(crate) F);

impl<F: Fn(Progress) + Send + Sync> WaitObserver for TellsProgress<F> {
    fn waiting(&self, wait: &Wait) {
        (self.0)(Progress::Waiting(step_engine::Wait {
            cause: wait.cause.as_str().to_owned(),
            since: wait.since,
            next_look: wait.next_look,
            longest: wait.longest,
        }));
    }

    fn over(&self) {
        (self.0)(Progress::GoingOn);
    }
}
