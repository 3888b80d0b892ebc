//! Looks at what runs: watched ones again and again, and those that somebody waits for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use journeys::Setup;
use provisioning::TenantReads;
use tokio::time::Instant;

use super::{TenantState, owed};
use crate::Problem;
use crate::drift::{self, DriftAsked, DriftView};
use crate::feed::{self, FeedResult, FeedState};
use crate::session_handle::Answer;
use crate::status::{self, TenantStatus, Wanted};
use crate::status_look::{StatusEvent, StatusLook, StatusPlace};
use crate::tenant_context::TenantContext;
use crate::view::TenantGlance;
use crate::watch::{Watch, Watched};

impl TenantState {
    /// Looks at this now, and again and again until somebody looks at something else, or at nothing.
    pub(crate) fn watch(&mut self, what: Watched) {
        let place = StatusPlace::from(&what);
        match &mut self.watch {
            Some(watch) if StatusPlace::from(watch.what()) == place => watch.is_of(what),
            other => *other = Some(Watch::new(what)),
        }
        self.look_anew();
        self.look_again();
    }

    /// The next look asks for everything again.
    pub(super) fn look_anew(&mut self) {
        self.look_reads = Arc::default();
    }

    pub(crate) fn unwatch(&mut self) {
        self.watch = None;
    }

    /// When what is watched is to be looked at next.
    pub(crate) fn look_due(&self) -> Option<Instant> {
        self.watch.as_ref().and_then(Watch::due)
    }

    /// Begins a look at what is watched, unless one is under way.
    pub(crate) fn look_again(&mut self) {
        let Some(watch) = &mut self.watch else { return };
        watch.begins();
        let what = watch.what().clone();
        let place = StatusPlace::from(&what);
        let look = match &mut self.status {
            Some(look) if look.is_at(&place) => look,
            other => other.insert(StatusLook::new(place.clone())),
        };
        if look.begin() {
            let (context, sender, told_of) = (self.context.clone(), self.sender.clone(), place.clone());
            let (reads, looks) = (Arc::clone(&self.look_reads), Arc::clone(&self.looks));
            let work = async move {
                let setup = match &what {
                    Watched::Tenant => None,
                    Watched::Setup(setup) => Some(&**setup),
                };
                let wanted = Wanted {
                    setup,
                    is_file: false,
                    agents: true,
                    around: true,
                };
                let mut found = status::read(&context, &reads, wanted).await;
                let mut note = None;
                if let (Ok(status), None) = (&mut found, setup) {
                    note = looks.recall(status).await;
                }
                sender.send(StatusEvent {
                    place: told_of,
                    found,
                    note,
                });
            };
            self.spawn(work, |broken| {
                let found = Err(Problem::broke_off("the look", &broken));
                let note = None;
                StatusEvent { place, found, note }.into()
            });
        }
    }

    /// Keeps until when somebody knows of how a configuration stands, and looks again.
    pub(crate) fn acknowledge(&mut self, id: &str, until: Option<Timestamp>, answer: Answer<()>) {
        let found = self.status.as_ref().and_then(|look| look.found(id)).cloned();
        let looks = Arc::clone(&self.looks);
        tokio::task::spawn_blocking(move || {
            let kept = found.map_or(Ok(()), |found| looks.acknowledge(&found, until));
            let _ = answer.send(kept.map_err(|error| Problem::not_kept(looks.acknowledged_file(), &error))); // whoever asked may be gone
        });
    }

    /// Reads what exists, for whoever asks; it does not come into the view.
    pub(crate) fn status(&self, setup: Option<Setup>, answer: Answer<TenantStatus>) {
        let (context, state_dir) = (self.context.clone(), self.state_dir.clone());
        tokio::spawn(async move {
            let setup = setup.as_ref();
            let wanted = Wanted {
                setup,
                is_file: true,
                agents: true,
                around: true,
            };
            let status = status::read(&context, &TenantReads::default(), wanted).await;
            let status = match status {
                Ok(status) => Ok(TenantStatus {
                    feeds: feeds(&context, &state_dir, setup, &status).await,
                    owed: owed(&context, state_dir),
                    ..status
                }),
                Err(problem) => Err(problem),
            };
            let _ = answer.send(status); // whoever asked may be gone
        });
    }

    /// The tenant at a glance, once all of it was looked at.
    pub(crate) fn glance(&self) -> Option<TenantGlance> {
        self.status.as_ref()?.glance(&self.context.view()?)
    }

    /// Compares a configuration for whoever asks, and keeps how it stands; it does not come into the view.
    pub(crate) fn drift(&self, asked: DriftAsked, answer: Answer<DriftView>) {
        let looks = Arc::clone(&self.looks);
        self.look(
            answer,
            |context| async move { drift::drift(&context, looks, asked).await },
        );
    }

    /// Looks at something for whoever asks; it does not come into the view.
    pub(crate) fn look<T: Send + 'static, Work>(
        &self,
        answer: Answer<T>,
        look: impl FnOnce(TenantContext) -> Work + Send + 'static,
    ) where
        Work: Future<Output = Result<T, Problem>> + Send,
    {
        let context = self.context.clone();
        tokio::spawn(async move {
            let _ = answer.send(look(context).await); // whoever asked may be gone
        });
    }

    /// Works on a feed for whoever asks; it does not come into the view. Its files lie below the state folder.
    pub(crate) fn feed<T: Send + 'static, Work>(
        &self,
        answer: Answer<FeedResult<T>>,
        work: impl FnOnce(TenantContext, PathBuf) -> Work + Send + 'static,
    ) where
        Work: Future<Output = FeedResult<T>> + Send,
    {
        let state_dir = self.state_dir.clone();
        self.look(answer, |context| async move { Ok(work(context, state_dir).await) });
    }
}

/// What this computer knows of the feeds that were looked at: all of the tenant, or that of a set-up. A ledger of a million people takes
/// some time to be read.
async fn feeds(
    context: &TenantContext,
    state_dir: &Path,
    setup: Option<&Setup>,
    status: &TenantStatus,
) -> Vec<FeedState> {
    let client = context.client();
    let (cloud, tenant, state_dir) = (client.cloud().kind(), client.tenant().to_owned(), state_dir.to_owned());
    let read = tokio::task::spawn_blocking(move || feed::states(&state_dir, cloud, &tenant));
    let mut feeds = read.await.unwrap_or_default();
    feeds.retain(|feed| setup.is_none() || status.configurations.iter().any(|found| found.id == feed.id));
    feeds
}
