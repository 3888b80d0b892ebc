//! Taking away what a run created, or a configuration that a person has chosen (contract 6.3): its jobs first, so that the service drops
//! their state, then the application, which takes its service principal along. People who were synchronized are never touched.

mod application;
mod jobs;
mod made;

use std::time::Duration;

use graph_client::consistency::{Window, if_found, settle};
use graph_client::models::Job;
use graph_client::{Error, GraphClient, WaitCause};
use step_engine::{Cx, ErrorKind, Phase, Services, Step, StepError, StepList};

pub(crate) use jobs::{gone_is_good, will_delete};
pub use made::Made;

use application::RemoveApplication;
use jobs::RemoveJobs;

use crate::error::refused;
use crate::run_spec::LookAhead;
use crate::services::bound;

/// The tenant, and what a run created in it.
#[derive(Debug)]
pub struct RemovalServices {
    client: GraphClient,
    made: Made,
}

impl RemovalServices {
    /// Services of one removal.
    #[must_use]
    pub fn new(client: GraphClient, made: Made) -> Self {
        Self { client, made }
    }

    /// What is to be taken away.
    #[must_use]
    pub fn made(&self) -> &Made {
        &self.made
    }
}

impl LookAhead for RemovalServices {}

impl Services for RemovalServices {
    fn confirm_window(&self) -> Duration {
        self.client.cloud().seen_within()
    }
}

/// The steps of a removal.
pub(crate) fn steps() -> StepList<RemovalServices> {
    const JOBS: &str = <RemoveJobs as Step<RemovalServices>>::ID;
    StepList::new().step(RemoveJobs, &[]).step(RemoveApplication, &[JOBS])
}

/// A journal is a file: what it names as created is deleted only where the tenant agrees.
fn journal_disagrees(doing: &str, id: &str, why: &'static str) -> StepError {
    StepError::new(ErrorKind::Conflict, "journal-disagrees", doing)
        .with("id", id)
        .because(why)
}

/// Jobs as people read them.
fn templates(jobs: &[Job]) -> String {
    let names: Vec<&str> = jobs.iter().map(Job::template).collect();
    names.join(", ")
}

/// What the steps call on their context.
trait Removing {
    /// What the run created.
    fn made(&self) -> &Made;
    /// The client, telling its waits as progress of this step.
    fn graph(&self) -> GraphClient;
    /// What a person has chosen is as they were shown it: a configuration of Cloud Sync, with no job besides.
    async fn must_be_as_shown(&self, doing: &'static str) -> Result<(), StepError>;
    /// Whether something is there. What the run created moments ago may not show yet, and only then its absence is waited out.
    async fn found<T, F>(&self, look: impl Fn() -> F) -> Result<Option<T>, Error>
    where
        F: Future<Output = Result<T, Error>>;
}

impl Removing for Cx<RemovalServices> {
    fn made(&self) -> &Made {
        &self.services().made
    }

    fn graph(&self) -> GraphClient {
        bound(self, &self.services().client)
    }

    async fn must_be_as_shown(&self, doing: &'static str) -> Result<(), StepError> {
        let graph = self.graph();
        for place in self.made().places().filter(|_| self.made().chosen) {
            let found = self.found(|| graph.service_principal(place)).await;
            let Some(found) = found.map_err(refused(doing))? else {
                continue;
            };
            let name = found.display_name.as_deref().unwrap_or(place);
            if !self.made().is_of_template(found.application_template_id.as_deref()) {
                return Err(StepError::new(ErrorKind::Conflict, "other-template", doing).with("name", name));
            }
            let others = application::others(self, place).await.map_err(refused(doing))?;
            if !others.is_empty() {
                let error = StepError::new(ErrorKind::Conflict, "jobs-appeared", doing);
                return Err(error.with("name", name).with("jobs", templates(&others)));
            }
        }
        Ok(())
    }

    async fn found<T, F>(&self, look: impl Fn() -> F) -> Result<Option<T>, Error>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let was_begun = self.earlier().is_some_and(|earlier| earlier.applying_since.is_some());
        let may_be_gone = self.phase() != Phase::Look || was_begun;
        let Some(since) = self.made().at.filter(|_| !may_be_gone) else {
            return if_found(look().await);
        };
        let graph = self.graph();
        let window = Window::from(since, graph.cloud().seen_within());
        if_found(settle(&graph, WaitCause::NotVisibleYet, window, look).await)
    }
}
