//! What the steps of a people feed may touch: one tenant through its Graph client, and the set-up.

use std::sync::Arc;
use std::time::Duration;

use graph_client::GraphClient;
use provisioning::TenantReads;
use step_engine::Services;

use super::Setup;
use crate::run_spec::LookAhead;
use crate::services::OnTenant;

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
