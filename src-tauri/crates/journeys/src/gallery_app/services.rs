//! What the steps for an app of the gallery may touch: one tenant through its Graph client, and the set-up.

use std::sync::Arc;
use std::time::Duration;

use graph_client::GraphClient;
use provisioning::{State, TenantReads};
use step_engine::{Cx, Services};

use super::{Row, Setup};
use crate::run_spec::LookAhead;
use crate::services::{OnTenant, ended_before};
use crate::steps::{Configuration, CreateApp, CreateJob, Proof, SaveCredentials, Starting, TestCredentials};

/// Tenant and answers of one run.
#[derive(Debug)]
pub(crate) struct GalleryServices {
    client: GraphClient,
    setup: Row,
    /// With the defaults of a new instance.
    completed: Row,
    reads: Arc<TenantReads>,
}

impl GalleryServices {
    /// Services for the run of one instance. Of `reads` only what is recent is used.
    pub(crate) fn new(client: GraphClient, setup: &Setup, reads: Arc<TenantReads>) -> Self {
        let setup = setup.row();
        Self {
            client,
            completed: setup.clone().completed(),
            setup,
            reads,
        }
    }
}

impl LookAhead for GalleryServices {}

impl Services for GalleryServices {
    fn confirm_window(&self) -> Duration {
        self.client.cloud().seen_within()
    }
}

impl OnTenant for GalleryServices {
    fn client(&self) -> &GraphClient {
        &self.client
    }

    fn reads(&self) -> &Arc<TenantReads> {
        &self.reads
    }
}

/// What steps for an app of the gallery call on their context.
pub(crate) trait GalleryApp {
    /// The answers. What the file leaves out takes its default as long as the instance is new to this step; later, and where the
    /// instance was finished before, it stays left out: what is there stays.
    fn setup(&self) -> &Row;
}

impl GalleryApp for Cx<GalleryServices> {
    fn setup(&self) -> &Row {
        let app = self.known::<CreateApp>();
        let is_new = app.is_none_or(|app| app.unfinished && !ended_before(self));
        if is_new {
            &self.services().completed
        } else {
            &self.services().setup
        }
    }
}

impl Starting for GalleryServices {
    fn starts(cx: &Cx<Self>) -> Option<bool> {
        cx.setup().starts()
    }

    fn configuration(cx: &Cx<Self>) -> Option<Configuration> {
        cx.known::<CreateApp>()
    }

    fn jobs(cx: &Cx<Self>) -> Vec<String> {
        cx.known::<CreateJob>().map(|job| job.id).into_iter().collect()
    }

    fn expected(_: &Cx<Self>) -> usize {
        1
    }

    /// Credentials that the app did not take any more: now it takes what is stored, or what this run stores.
    fn mends(cx: &Cx<Self>, cause: State) -> bool {
        let works = || cx.known::<TestCredentials>().is_none_or(Proof::works);
        let wrote = || cx.known::<SaveCredentials>().is_none_or(|saved| saved.before.is_some());
        match cause {
            State::Credentials => works() || wrote(),
            cause => cause.is_untold() && wrote(),
        }
    }
}
