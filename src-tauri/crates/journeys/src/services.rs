//! What the steps of a journey may touch: one tenant through its Graph client, and the set-up.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use graph_client::models::{Directory, Job, Organization, ServicePrincipal};
use graph_client::{Error, GraphClient, RawSchema, Secrets, Wait, WaitObserver};
use provisioning::{CachedById, Found, Freshness, TenantReads};
use step_engine::{Cx, Outcome, Phase, Progress, Services};

use crate::cloud_sync::Setup;
use crate::run_spec::LookAhead;
use crate::steps::{OfDomain, configuration};

/// A tenant through its client, with what was read of it.
pub(crate) trait OnTenant: Services {
    /// The client. Steps call through [`Tenant::graph`].
    fn client(&self) -> &GraphClient;
    /// What was read through it.
    fn reads(&self) -> &Arc<TenantReads>;
}

/// Tenant and answers of one Cloud Sync run.
#[derive(Debug)]
pub(crate) struct CloudServices {
    client: GraphClient,
    setup: Setup,
    /// With the defaults of a new configuration.
    completed: Setup,
    pub(crate) reads: Arc<TenantReads>,
    pub(crate) directories: CachedById<Directory>,
}

impl CloudServices {
    /// Services for one run. Of `reads` only what is recent is used.
    #[must_use]
    pub(crate) fn new(client: GraphClient, setup: Setup, reads: Arc<TenantReads>) -> Self {
        Self {
            client,
            completed: setup.clone().completed(),
            setup,
            reads,
            directories: CachedById::default(),
        }
    }
}

impl LookAhead for CloudServices {
    fn look_ahead<'a>(&'a self, graph: &'a GraphClient) -> BoxFuture<'a, ()> {
        self.reads.look_ahead(graph).boxed()
    }
}

impl Services for CloudServices {
    fn confirm_window(&self) -> Duration {
        self.client.cloud().seen_within()
    }
}

impl OnTenant for CloudServices {
    fn client(&self) -> &GraphClient {
        &self.client
    }

    fn reads(&self) -> &Arc<TenantReads> {
        &self.reads
    }
}

impl OfDomain for CloudServices {
    fn domain(cx: &Cx<Self>) -> Option<String> {
        Some(cx.setup().domain().to_owned())
    }
}

/// What steps of Cloud Sync call on their context.
pub(crate) trait CloudSync {
    /// The answers. What the file leaves out takes its default as long as the configuration is new to this step; later, and where
    /// the configuration was finished before, it stays left out: what is there stays.
    fn setup(&self) -> &Setup;
    /// The answers of the file without any default.
    fn given(&self) -> &Setup;
    /// A4, all service principals of the Cloud Sync template.
    async fn configurations(&self) -> Result<Arc<Vec<ServicePrincipal>>, Error>;
    /// One of them with its domain.
    async fn with_domain(&self, configuration: ServicePrincipal) -> Result<Found, Error>;
}

/// What steps of every journey call on their context.
pub(crate) trait Tenant {
    /// The client, telling its waits as progress of this step and ending them when the person stops.
    fn graph(&self) -> GraphClient;
    /// Which answers will do in this phase.
    fn freshness(&self) -> Freshness;
    /// T1.
    fn organization(&self) -> impl Future<Output = Result<Arc<Organization>, Error>> + Send;
    /// T1 changed.
    fn organization_changed(&self);
    /// K1.
    fn secrets_of(&self, sp: &str) -> impl Future<Output = Result<Arc<Secrets>, Error>> + Send;
    /// J1.
    fn jobs_of(&self, sp: &str) -> impl Future<Output = Result<Arc<Vec<Job>>, Error>> + Send;
    /// C1.
    fn schema_of(&self, sp: &str, job: &str) -> impl Future<Output = Result<Arc<RawSchema>, Error>> + Send;
}

impl CloudSync for Cx<CloudServices> {
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

    async fn configurations(&self) -> Result<Arc<Vec<ServicePrincipal>>, Error> {
        let freshness = creation_rests_on(self);
        self.services().reads.service_principals(&self.graph(), freshness).await
    }

    async fn with_domain(&self, configuration: ServicePrincipal) -> Result<Found, Error> {
        let reads = &self.services().reads;
        reads.with_domain(&self.graph(), self.freshness(), configuration).await
    }
}

impl<S: OnTenant> Tenant for Cx<S> {
    fn graph(&self) -> GraphClient {
        bound(self, self.services().client())
    }

    fn freshness(&self) -> Freshness {
        match self.phase() {
            Phase::Confirm => Freshness::Now,
            _ => Freshness::Recent,
        }
    }

    async fn organization(&self) -> Result<Arc<Organization>, Error> {
        let reads = self.services().reads();
        reads.organization(&self.graph(), self.freshness()).await
    }

    fn organization_changed(&self) {
        self.services().reads().organization_changed();
    }

    async fn secrets_of(&self, sp: &str) -> Result<Arc<Secrets>, Error> {
        self.services()
            .reads()
            .secrets(&self.graph(), self.freshness(), sp)
            .await
    }

    async fn jobs_of(&self, sp: &str) -> Result<Arc<Vec<Job>>, Error> {
        self.services().reads().jobs(&self.graph(), self.freshness(), sp).await
    }

    async fn schema_of(&self, sp: &str, job: &str) -> Result<Arc<RawSchema>, Error> {
        let reads = self.services().reads();
        reads.schema(&self.graph(), self.freshness(), sp, job).await
    }
}

/// How fresh a list must be: a creation rests on it that nothing refuses for being the second.
pub(crate) fn creation_rests_on<S: OnTenant>(cx: &Cx<S>) -> Freshness {
    match cx.phase() {
        Phase::Change => Freshness::JustNow,
        _ => cx.freshness(),
    }
}

/// The journal tells that this step came to its end in an earlier run, or was not wanted then.
pub(crate) fn ended_before<S: Services>(cx: &Cx<S>) -> bool {
    let outcome = cx.earlier().and_then(|earlier| earlier.outcome.as_ref());
    outcome.is_some_and(|outcome| {
        matches!(
            outcome,
            Outcome::Succeeded { .. } | Outcome::AlreadyDone { .. } | Outcome::Skipped
        )
    })
}

/// The client for a step: it tells its waits as progress of the step and ends them when the person stops.
pub(crate) fn bound<S: Services>(cx: &Cx<S>, client: &GraphClient) -> GraphClient {
    client.bound(cx.stop().clone(), Arc::new(TellsProgress(cx.progress_sender())))
}

struct TellsProgress<F>(F);

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
