//! What exists in a tenant and how it is doing. Reads only.

mod agents;
mod read;
mod settings;

use std::cmp::Reverse;

use graph_client::models::Job;
use jiff::Timestamp;
use provisioning::{
    Beside, BesideCode, Choice, Deed, Level, Progress, State, begins_late, failing, is_first_rank, is_of_app, judge,
    worst_first,
};
use serde::Serialize;
use ts_rs::TS;

use crate::Problem;
use crate::apps_look::AppsSeen;
use crate::feed::FeedState;
use crate::looks::{News, TakenIn};
use crate::view::{OwedAct, TenantView};

pub use agents::{AgentCount, AgentList, AgentStatus, GoneAgent};
pub(crate) use read::{Wanted, read};
pub use settings::{SettingsStatus, Stored};

/// A tenant with its configurations.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantStatus {
    /// The tenant.
    pub tenant: TenantView,
    /// When it was looked at, by the service's time.
    pub at: Timestamp,
    /// Directory synchronization is on; absent when it never was, or is not to be seen.
    pub synchronization: Option<bool>,
    /// This sign-in may not see whether directory synchronization is on.
    pub synchronization_hidden: bool,
    /// Its configurations, the worst first.
    pub configurations: Vec<ConfigurationStatus>,
    /// Configurations whose jobs cannot be seen, which is not the same as having none.
    pub unseen: Vec<Unseen>,
    /// Its provisioning agents, where they were asked for and may be read.
    pub agents: Option<AgentCount>,
    /// Each of them.
    pub agent_list: AgentList,
    /// What changed since somebody last came to look, where earlier looks were kept.
    pub news: Option<News>,
    /// Acts on this tenant that were begun from this computer and not ended, the newest first, where they were asked for.
    pub owed: Vec<OwedAct>,
    /// How many apps were asked, where all of them were wanted: those that provision are among the configurations.
    pub apps: Option<AppsSeen>,
    /// Its feeds that were sent to from this computer, where they were asked for.
    pub feeds: Vec<FeedState>,
}

/// A configuration whose jobs this sign-in does not see.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Unseen {
    /// Object id of its service principal.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The Active Directory domain it is for, where that can be read.
    pub domain: Option<String>,
    /// Why.
    pub problem: Problem,
}

/// One configuration.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationStatus {
    /// Object id of its service principal.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The Active Directory domain it is for, once that is stored.
    pub domain: Option<String>,
    /// Its jobs.
    pub jobs: Vec<JobStatus>,
    /// Where it stands: the worst of its jobs; one without any was never started.
    pub state: State,
    /// How much that asks of a person.
    pub level: Level,
    /// Since when it stands there.
    #[ts(type = "string | null")]
    pub since: Option<Timestamp>,
    /// When Microsoft switches, or switched, the first of its jobs off.
    #[ts(type = "string | null")]
    pub deadline: Option<Timestamp>,
    /// Objects that do not get through, where Microsoft counts them.
    #[ts(type = "number | null")]
    pub affected: Option<u64>,
    /// The way to start again that fits.
    pub choice: Option<Choice>,
    /// Id of the job that the state is of; of equally bad ones the one that brings people.
    pub main_job: Option<String>,
    /// What stands around its jobs, the worst first.
    pub beside: Vec<Beside>,
    /// The line that its level is of, where that is worse than every job.
    pub main_beside: Option<BesideCode>,
    /// Its settings as they are.
    pub settings: SettingsStatus,
    /// When it was first seen to stand so, where Microsoft does not tell since when it does and it had been seen otherwise.
    #[ts(type = "string | null")]
    pub seen_since: Option<Timestamp>,
    /// Somebody knows of it, and wants to be asked again then.
    #[ts(type = "string | null")]
    pub acknowledged: Option<Timestamp>,
    /// What its jobs had taken in, a number a day and the oldest first; 40 at most, the last of which is of this look.
    pub taken_in: Vec<TakenIn>,
}

/// One job.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobStatus {
    /// Its id.
    pub id: String,
    /// The job template, as the id names it.
    pub template: String,
    /// It brings people or groups; others only add to that.
    pub first_rank: bool,
    /// It is of an app or of a source of people: nothing need be true of it that is about Active Directory.
    pub of_app: bool,
    /// Where it stands.
    pub state: State,
    /// How much that asks of a person.
    pub level: Level,
    /// Since when it stands there; in quarantine since the first failure of the series.
    #[ts(type = "string | null")]
    pub since: Option<Timestamp>,
    /// When Microsoft switches it off, or switched it off.
    #[ts(type = "string | null")]
    pub deadline: Option<Timestamp>,
    /// When Microsoft tries again what it holds back.
    #[ts(type = "string | null")]
    pub next_try: Option<Timestamp>,
    /// End of the last run, whatever came of it.
    #[ts(type = "string | null")]
    pub last_run: Option<Timestamp>,
    /// End of the last run that brought what was due, apart from single objects that fail.
    #[ts(type = "string | null")]
    pub last_good_run: Option<Timestamp>,
    /// Beginning of the run that goes on.
    #[ts(type = "string | null")]
    pub began: Option<Timestamp>,
    /// Objects that do not get through, where Microsoft counts them.
    #[ts(type = "number | null")]
    pub affected: Option<u64>,
    /// Objects that fail and are tried again, whatever the state is about.
    #[ts(type = "number")]
    pub failing: u64,
    /// How far the run has come, in pages.
    pub progress: Option<Progress>,
    /// The way to start again that fits.
    pub choice: Option<Choice>,
    /// When it was paused and by whom, where the audit log tells and may be read.
    pub paused: Option<Deed>,
    /// What holds or held it back, or made its last run fail: a state in quarantine, the same as `state` while that lasts.
    pub cause: Option<State>,
    /// Microsoft's status code, such as `Active`.
    pub code: String,
    /// Microsoft's reason of a quarantine, such as `TooManyDeletes`.
    pub reason: Option<String>,
    /// Microsoft's code of the error behind it.
    pub error: Option<String>,
    /// Objects taken in so far, by the pair Microsoft counts, such as `user to User`.
    #[ts(type = "[string, number][]")]
    pub synchronized: Vec<(String, i64)>,
}

impl ConfigurationStatus {
    /// One with these jobs, and nothing known of what stands around them.
    pub(crate) fn of(id: String, name: String, domain: Option<String>, jobs: Vec<JobStatus>) -> Self {
        let mut found = Self {
            id,
            name,
            domain,
            jobs,
            state: State::NeverStarted,
            level: State::NeverStarted.level(),
            since: None,
            deadline: None,
            affected: None,
            choice: None,
            main_job: None,
            beside: Vec::new(),
            main_beside: None,
            settings: SettingsStatus::default(),
            seen_since: None,
            acknowledged: None,
            taken_in: Vec::new(),
        };
        found.judge();
        found
    }

    /// It takes the worst of its jobs, and of what stands around them.
    fn judge(&mut self) {
        let worst = self.jobs.iter().min_by_key(|job| {
            let rank = worst_first(job.level, job.deadline, job.affected, job.since, &job.template);
            (Reverse(job.level), !job.first_rank, rank)
        });
        let is_meant = self.beside.iter().any(|line| line.code == BesideCode::OffAsInFile);
        let unstarted = if is_meant {
            Level::Fine
        } else {
            State::NeverStarted.level()
        };
        let of_jobs = worst.map_or(unstarted, |job| job.level);
        let main = self.beside.iter().find(|line| line.level.level() > Some(of_jobs));
        self.state = worst.map_or(State::NeverStarted, |job| job.state);
        self.level = main.and_then(|line| line.level.level()).unwrap_or(of_jobs);
        self.since = worst.and_then(|job| job.since);
        self.deadline = self.jobs.iter().filter_map(|job| job.deadline).min();
        self.affected = worst.and_then(|job| job.affected);
        self.choice = worst.and_then(|job| job.choice);
        self.main_job = worst.map(|job| job.id.clone());
        self.main_beside = main.map(|line| line.code);
    }

    /// With what stands around its jobs. Who is off as its set-up file says asks nothing of anybody.
    fn with(mut self, beside: Vec<Beside>, settings: SettingsStatus) -> Self {
        if beside.iter().any(|line| line.code == BesideCode::OffAsInFile) {
            self.jobs.iter_mut().for_each(|job| job.level = Level::Fine);
        }
        self.beside = beside;
        self.settings = settings;
        self.judge();
        self
    }

    /// The line that its level is of, where that is worse than every job.
    #[must_use]
    pub fn main_beside(&self) -> Option<&Beside> {
        self.beside.iter().find(|line| Some(line.code) == self.main_beside)
    }

    /// The job that its state is of.
    #[must_use]
    pub fn worst(&self) -> Option<&JobStatus> {
        self.jobs.iter().find(|job| Some(&job.id) == self.main_job.as_ref())
    }
}

impl JobStatus {
    /// Removals that the delete guard holds back, or held when the job was paused; absent where Microsoft does not tell how many.
    #[must_use]
    pub fn held_deletes(&self) -> Option<u64> {
        match self.cause {
            Some(State::HeldDeletes) => self.affected,
            _ => Some(0),
        }
    }

    /// It was seen waiting for its first run since then already.
    fn waits_since(&mut self, seen: Timestamp, now: Timestamp) {
        if self.state == State::Starting {
            self.since = Some(seen);
            if begins_late(seen, now) {
                self.level = self.level.max(Level::NeedsYou);
            }
        }
    }
}

impl TenantStatus {
    /// Tells of jobs that wait for their first run since when they were seen to, which no answer does.
    pub(crate) fn remember(&mut self, before: &[ConfigurationStatus]) {
        let at = self.at;
        let known: Vec<&JobStatus> = before.iter().flat_map(|found| &found.jobs).collect();
        let seen = |job: &JobStatus| {
            known
                .iter()
                .find(|old| old.id == job.id && old.state == State::Starting)
        };
        for found in &mut self.configurations {
            for job in &mut found.jobs {
                let since = seen(job).and_then(|old| old.since).unwrap_or(at);
                job.waits_since(since, at);
            }
            found.judge();
        }
        self.sort();
    }

    /// The worst first.
    pub(crate) fn sort(&mut self) {
        self.configurations.sort_by_key(order);
    }

    /// The worst of its configurations.
    #[must_use]
    pub fn level(&self) -> Level {
        let hides = self.apps.as_ref().is_some_and(|apps| apps.unseen > 0);
        let apps = if hides { Level::CannotSee } else { Level::Fine };
        worst_level(&self.configurations, &self.unseen).max(apps)
    }
}

/// The worst of these; what cannot be seen is not fine.
pub(crate) fn worst_level(configurations: &[ConfigurationStatus], unseen: &[Unseen]) -> Level {
    let seen = configurations.iter().map(|found| found.level);
    let unseen = unseen.iter().map(|_| Level::CannotSee);
    seen.chain(unseen).max().unwrap_or(Level::Fine)
}

/// What provisions, the worst first: these configurations, which were looked at as a whole, and those of the apps that are not among them.
pub(crate) fn with_apps(
    mut known: Vec<ConfigurationStatus>,
    apps: Vec<ConfigurationStatus>,
) -> Vec<ConfigurationStatus> {
    let others = apps
        .into_iter()
        .filter(|app| known.iter().all(|found| found.id != app.id));
    let others: Vec<_> = others.collect();
    known.extend(others);
    known.sort_by_key(order);
    known
}

fn order(found: &ConfigurationStatus) -> impl Ord + use<> {
    // What somebody knows of waits behind what nobody does.
    let level = match found.acknowledged {
        Some(_) => found.level.min(Level::Moving),
        None => found.level,
    };
    let rank = worst_first(level, found.deadline, found.affected, found.since, &found.name);
    (rank, found.id.clone())
}

impl JobStatus {
    pub(crate) fn of(job: &Job, now: Timestamp) -> Self {
        let verdict = judge(job, now);
        let counts = &job.status.synchronized_entry_count_by_type;
        Self {
            id: job.id.clone(),
            template: job.template().to_owned(),
            first_rank: is_first_rank(job),
            of_app: is_of_app(job),
            state: verdict.state,
            level: verdict.level,
            since: verdict.since,
            deadline: verdict.deadline,
            next_try: verdict.next_try,
            last_run: verdict.last_run,
            last_good_run: verdict.last_good_run,
            began: verdict.began,
            affected: verdict.affected,
            failing: failing(job).unwrap_or_default(),
            progress: verdict.progress,
            choice: verdict.choice,
            paused: None,
            cause: verdict.cause,
            code: job.status.code.as_str().to_owned(),
            reason: verdict.reason,
            error: verdict.error,
            synchronized: counts.iter().map(|count| (count.key.clone(), count.value)).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
