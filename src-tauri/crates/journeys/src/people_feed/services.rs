//! What the steps of a people feed may touch: one tenant through its Graph client, and the set-up.

use std::sync::Arc;
use std::time::Duration;

use graph_client::GraphClient;
use provisioning::{State, TenantReads};
use step_engine::{Cx, Services};

use super::Setup;
use crate::run_spec::LookAhead;
use crate::services::{OnTenant, ended_before};
use crate::steps::{Configuration, CreateFeedApp, CreateFeedJob, FeedSettings, OfDomain, Starting};

/// Tenant and answers of one run.
#[derive(Debug)]
pub(crate) struct FeedServices {
    client: GraphClient,
    setup: Setup,
    /// With the defaults of a new feed.
    completed: Setup,
    reads: Arc<TenantReads>,
}

impl FeedServices {
    /// Services for one run. Of `reads` only what is recent is used.
    pub(crate) fn new(client: GraphClient, setup: Setup, reads: Arc<TenantReads>) -> Self {
        Self {
            client,
            completed: setup.clone().completed(),
            setup,
            reads,
        }
    }
}

impl LookAhead for FeedServices {}

impl Services for FeedServices {
    fn confirm_window(&self) -> Duration {
        self.client.cloud().seen_within()
    }
}

impl OnTenant for FeedServices {
    fn client(&self) -> &GraphClient {
        &self.client
    }

    fn reads(&self) -> &Arc<TenantReads> {
        &self.reads
    }
}

/// What steps of a feed call on their context.
pub(crate) trait PeopleFeed {
    /// The answers. What the file leaves out takes its default as long as the feed is new to this step; later, and where the feed was
    /// finished before, it stays left out: what is there stays.
    fn setup(&self) -> &Setup;
    /// Nobody has finished the feed yet, and this step neither.
    fn is_new(&self) -> bool;
}

impl PeopleFeed for Cx<FeedServices> {
    fn setup(&self) -> &Setup {
        if self.is_new() {
            &self.services().completed
        } else {
            &self.services().setup
        }
    }

    fn is_new(&self) -> bool {
        let app = self.known::<CreateFeedApp>();
        app.is_none_or(|app| app.unfinished && !ended_before(self))
    }
}

impl OfDomain for FeedServices {
    fn domain(cx: &Cx<Self>) -> Option<String> {
        cx.setup().domain()
    }
}

impl Starting for FeedServices {
    fn starts(cx: &Cx<Self>) -> Option<bool> {
        cx.setup().starts()
    }

    fn configuration(cx: &Cx<Self>) -> Option<Configuration> {
        cx.known::<CreateFeedApp>()
    }

    fn jobs(cx: &Cx<Self>) -> Vec<String> {
        cx.known::<CreateFeedJob>().map(|job| job.id).into_iter().collect()
    }

    fn expected(_: &Cx<Self>) -> usize {
        1
    }

    fn mends(cx: &Cx<Self>, cause: State) -> bool {
        let saved = cx.known::<FeedSettings>();
        cause.is_untold() && saved.is_none_or(|saved| saved.before.is_some())
    }
}
