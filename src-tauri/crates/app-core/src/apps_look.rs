//! Everything in the tenant that provisions: apps of the gallery, sources of people, configurations. Microsoft has no list of those, so all
//! apps of a tenant are asked once, when somebody wants that, and from then on those that were found. Nothing is asked that nobody sees.

mod finder;
mod known;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;

use futures::StreamExt as _;
use jiff::Timestamp;
use provisioning::{App, AppJobs, all_apps, jobs_of_apps};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use ts_rs::TS;

use finder::{Errand, Finder};
use known::KnownApps;

use crate::Problem;
use crate::events::EventSender;
use crate::status::{ConfigurationStatus, JobStatus, TenantStatus, with_apps};
use crate::tenant_context::TenantContext;
use crate::view::{AppsView, Note, StatusView, WaitView};

/// What somebody wants of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AppsAsked {
    /// Somebody sees it: those that were found are asked how they are doing, and a search that was left goes on.
    Watch,
    /// Nobody sees it any more.
    Unwatch,
    /// All apps are asked; a search that was stopped goes on.
    Find,
    /// That is stopped; what was found stays.
    Stop,
}

/// How many apps were asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AppsSeen {
    /// All of them.
    pub looked: usize,
    /// Those whose jobs could not be seen.
    pub unseen: usize,
    /// Why not, of the first of them.
    pub problem: Option<Problem>,
}

/// What asking all apps came to.
#[derive(Debug)]
pub struct FoundApps {
    found: Vec<ConfigurationStatus>,
    seen: AppsSeen,
}

/// What is known of the apps, and what is being asked.
#[derive(Default)]
pub(crate) struct AppsLook {
    known: Option<KnownApps>,
    found: BTreeMap<String, ConfigurationStatus>,
    search: Option<Search>,
    /// Which errand is under way; what an earlier one tells is of no use any more.
    work: Option<Work>,
    works: u64,
    at: Option<Timestamp>,
    wait: Option<WaitView>,
    problem: Option<Problem>,
}

/// All apps are asked.
#[derive(Default)]
struct Search {
    list: Option<Arc<[App]>>,
    /// So many of them were asked, from the beginning of the list.
    looked: usize,
    unseen: usize,
    unseen_problem: Option<Problem>,
    /// Nobody wants it any more, or it has come to its end.
    is_over: bool,
}

struct Work {
    number: u64,
    stop: CancellationToken,
    searches: bool,
}

/// What an errand tells.
#[derive(Debug)]
pub(crate) struct AppsEvent {
    number: u64,
    news: AppsNews,
    /// What went wrong with the file of those that are known.
    pub(crate) note: Option<Note>,
}

#[derive(Debug)]
enum AppsNews {
    Known(KnownApps),
    Listed(Arc<[App]>),
    /// These were asked then.
    Looked(Vec<Looked>, Timestamp),
    Waits(Option<WaitView>),
    Over(Result<(), Problem>),
}

#[derive(Debug)]
struct Looked {
    app: App,
    standing: Standing,
}

/// How an app stands by its jobs.
#[derive(Debug)]
enum Standing {
    Found(Box<ConfigurationStatus>),
    /// It has none, or is not there any more.
    Nothing,
    Unseen(Problem),
}

impl Looked {
    fn of((app, jobs): AppJobs, now: Timestamp) -> Self {
        let standing = match jobs {
            Ok(jobs) if jobs.is_empty() => Standing::Nothing,
            Ok(jobs) => {
                let jobs = jobs.iter().map(|job| JobStatus::of(job, now)).collect();
                let found = ConfigurationStatus::of(app.id.clone(), app.name.clone(), None, jobs);
                Standing::Found(Box::new(found))
            }
            Err(error) => Standing::Unseen(Problem::from(&error)),
        };
        Self { app, standing }
    }
}

impl AppsLook {
    /// What is to be asked now, if anything, and its number.
    pub(crate) fn asked(
        &mut self,
        asked: AppsAsked,
        context: &TenantContext,
        sender: &EventSender,
        file: PathBuf,
    ) -> Option<(u64, impl Future<Output = ()> + Send + use<>)> {
        if let Some(work) = self.work.take() {
            work.stop.cancel();
        }
        self.wait = None;
        match asked {
            AppsAsked::Watch => {}
            AppsAsked::Unwatch => return None,
            AppsAsked::Stop => {
                self.search.iter_mut().for_each(|search| search.is_over = true);
                return None;
            }
            AppsAsked::Find => match &mut self.search {
                Some(search) if !search.is_whole() => search.is_over = false,
                search => *search = Some(Search::default()),
            },
        }
        let search = self.search.as_ref().filter(|search| !search.is_over);
        let errand = search.map_or(Errand::Known, |search| Errand::All {
            list: search.list.clone(),
            from: search.looked,
        });
        self.works += 1;
        let (number, stop) = (self.works, context.left().child_token());
        self.work = Some(Work {
            number,
            stop: stop.clone(),
            searches: search.is_some(),
        });
        self.problem = None;
        let finder = Finder {
            number,
            context: context.clone(),
            stop,
            sender: sender.clone(),
            file,
            known: self.known.clone(),
            errand,
        };
        Some((number, finder.run()))
    }

    pub(crate) fn apply(&mut self, event: AppsEvent) {
        let Some(work) = self.work.as_ref().filter(|work| work.number == event.number) else {
            return;
        };
        match event.news {
            AppsNews::Known(known) => self.known = Some(known),
            AppsNews::Listed(list) => self
                .search
                .iter_mut()
                .for_each(|search| search.list = Some(Arc::clone(&list))),
            AppsNews::Looked(some, now) => {
                if let Some(search) = self.search.as_mut().filter(|_| work.searches) {
                    search.looked += some.len();
                }
                let searches = work.searches;
                self.at = Some(now);
                some.into_iter().for_each(|looked| self.learn(looked, searches));
            }
            AppsNews::Waits(wait) => self.wait = wait,
            AppsNews::Over(came) => {
                if let Some(search) = self.search.as_mut().filter(|_| work.searches) {
                    search.is_over = true;
                }
                (self.work, self.wait) = (None, None);
                if let Err(problem) = came {
                    self.problem = Some(problem);
                }
            }
        }
    }

    /// One that cannot be seen stays as it was seen last.
    fn learn(&mut self, looked: Looked, searches: bool) {
        self.known.iter_mut().for_each(|known| known.learn(&looked));
        let Looked { app, standing } = looked;
        match standing {
            Standing::Found(found) => drop(self.found.insert(app.id, *found)),
            Standing::Nothing => drop(self.found.remove(&app.id)),
            Standing::Unseen(problem) => match self.search.as_mut().filter(|_| searches) {
                Some(search) => {
                    search.unseen += 1;
                    search.unseen_problem.get_or_insert(problem);
                }
                None => self.problem = Some(problem),
            },
        }
    }

    /// This errand broke off.
    pub(crate) fn broke_off(number: u64, problem: Problem) -> AppsEvent {
        let news = AppsNews::Over(Err(problem));
        let note = None;
        AppsEvent { number, news, note }
    }

    /// Once somebody wanted to see it. A configuration that was looked at as a whole is shown as that look found it.
    pub(crate) fn view(&self, status: Option<&StatusView>) -> Option<AppsView> {
        let search = self.search.as_ref();
        let known = status.filter(|status| status.whole_tenant);
        let known = known.map(|status| status.configurations.clone()).unwrap_or_default();
        let was_asked = self.works > 0;
        was_asked.then(|| AppsView {
            found: with_apps(known, self.found.values().cloned().collect()),
            finding: search.is_some_and(|search| !search.is_over),
            looking: self.work.as_ref().is_some_and(|work| !work.searches),
            listed: search.and_then(|search| search.list.as_ref()).map(|list| list.len()),
            looked: search.map_or(0, |search| search.looked),
            unseen: search.map_or(0, |search| search.unseen),
            unseen_problem: search.and_then(|search| search.unseen_problem.clone()),
            searched: self.known.as_ref().and_then(|known| known.searched),
            at: self.at,
            wait: self.wait.clone(),
            problem: self.problem.clone(),
        })
    }
}

impl Search {
    /// Nothing of it is left to ask.
    fn is_whole(&self) -> bool {
        self.list.as_ref().is_some_and(|list| self.looked >= list.len())
    }
}

/// Asks all apps of the tenant, for whoever waits for that. Keeps nothing.
pub(crate) async fn all(context: &TenantContext) -> Result<FoundApps, Problem> {
    let client = context.client();
    let unread = |error| Problem::from(&error);
    let apps = all_apps(client).await.map_err(unread)?;
    let mut look = AppsLook {
        search: Some(Search::default()),
        ..AppsLook::default()
    };
    let mut answers = pin!(jobs_of_apps(client, &apps));
    while let Some(some) = answers.next().await {
        let now = client.now();
        for one in some.map_err(unread)? {
            look.learn(Looked::of(one, now), true);
        }
    }
    let search = look.search.unwrap_or_default();
    Ok(FoundApps {
        found: look.found.into_values().collect(),
        seen: AppsSeen {
            looked: apps.len(),
            unseen: search.unseen,
            problem: search.unseen_problem,
        },
    })
}

impl TenantStatus {
    /// With everything that provisions among its configurations.
    #[must_use]
    pub fn with(self, FoundApps { found, seen }: FoundApps) -> Self {
        Self {
            configurations: with_apps(self.configurations, found),
            apps: Some(seen),
            ..self
        }
    }
}
