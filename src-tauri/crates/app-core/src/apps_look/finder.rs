//! Asks apps for their jobs, beside the session.

use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;

use futures::StreamExt as _;
use graph_client::{Error, ReadClient, Wait, WaitCause, WaitObserver};
use provisioning::{App, all_apps, each_once, jobs_of_apps};
use tokio::task::spawn_blocking;
use tokio_util::sync::CancellationToken;

use super::known::KnownApps;
use super::{AppsEvent, AppsNews, Looked};
use crate::Problem;
use crate::events::EventSender;
use crate::looks;
use crate::tenant_context::TenantContext;
use crate::view::{Note, WaitView};

/// Which apps are asked.
#[derive(Debug, Clone)]
pub(super) enum Errand {
    /// Those that are known to have jobs.
    Known,
    /// All of the tenant: they are listed first, or were listed already and asked up to there.
    All { list: Option<Arc<[App]>>, from: usize },
}

/// One errand for a [`super::AppsLook`].
pub(super) struct Finder {
    pub(super) number: u64,
    pub(super) context: TenantContext,
    pub(super) stop: CancellationToken,
    pub(super) sender: EventSender,
    /// Where the known ones are kept.
    pub(super) file: PathBuf,
    /// Those that are known; absent before the file was read.
    pub(super) known: Option<KnownApps>,
    pub(super) errand: Errand,
}

impl Finder {
    pub(super) async fn run(mut self) {
        let mut known = match self.known.take() {
            Some(known) => known,
            None => {
                let file = self.file.clone();
                spawn_blocking(move || KnownApps::read(&file)).await.unwrap_or_default()
            }
        };
        self.tell(AppsNews::Known(known.clone()), None);
        let before = known.clone();
        let came = self.ask(&mut known).await.map_err(|error| Problem::from(&error));
        let note = match known == before {
            true => None,
            false => self.keep(known.clone()).await,
        };
        self.tell(AppsNews::Known(known), note);
        self.tell(AppsNews::Over(came), None);
    }

    async fn ask(&self, known: &mut KnownApps) -> Result<(), Error> {
        let waits = Arc::new(Waits {
            number: self.number,
            sender: self.sender.clone(),
        });
        let client = self.context.client().bound(self.stop.clone(), waits);
        match &self.errand {
            Errand::Known => self.jobs(&client, known, &known.apps.clone()).await,
            Errand::All { list, from } => {
                let list = match list {
                    Some(list) => Arc::clone(list),
                    None => {
                        let all = each_once(known.apps.clone(), all_apps(&client).await?);
                        let list: Arc<[App]> = all.into();
                        self.tell(AppsNews::Listed(Arc::clone(&list)), None);
                        list
                    }
                };
                self.jobs(&client, known, list.get(*from..).unwrap_or_default()).await?;
                known.searched = Some(client.now());
                Ok(())
            }
        }
    }

    async fn jobs(&self, client: &ReadClient, known: &mut KnownApps, apps: &[App]) -> Result<(), Error> {
        let mut answers = pin!(jobs_of_apps(client, apps));
        while let Some(some) = answers.next().await {
            let now = client.now();
            let some: Vec<Looked> = some?.into_iter().map(|one| Looked::of(one, now)).collect();
            some.iter().for_each(|looked| known.learn(looked));
            self.tell(AppsNews::Looked(some, now), None);
        }
        Ok(())
    }

    /// Writes down which are known, also where the search was broken off.
    async fn keep(&self, known: KnownApps) -> Option<Note> {
        let file = self.file.clone();
        let kept = spawn_blocking(move || known.write(&file).map_err(|error| looks::not_kept(&file, &error)));
        kept.await.ok()?.err()
    }

    fn tell(&self, news: AppsNews, note: Option<Note>) {
        let number = self.number;
        self.sender.send(AppsEvent { number, news, note });
    }
}

/// Its own pace is what it always waits for, and no news.
struct Waits {
    number: u64,
    sender: EventSender,
}

impl Waits {
    fn tell(&self, wait: Option<WaitView>) {
        let (number, news) = (self.number, AppsNews::Waits(wait));
        let note = None;
        self.sender.send(AppsEvent { number, news, note });
    }
}

impl WaitObserver for Waits {
    fn waiting(&self, wait: &Wait) {
        if wait.cause != WaitCause::OwnPace {
            self.tell(Some(WaitView::from(wait)));
        }
    }

    fn over(&self) {
        self.tell(None);
    }
}
