//! What exists in a tenant and how it is doing. Reads only.

use std::cmp::Reverse;

use futures::future::{join3, try_join_all};
use graph_client::models::{Agents, AuditedActivity, Job, SyncSwitch};
use graph_client::{Error, ReadClient};
use jiff::Timestamp;
use journeys::Setup;
use provisioning::{
    Choice, Found, Freshness, Level, Paused, Progress, State, TenantReads, begins_late, is_first_rank, judge,
    last_pause, worst_first,
};
use serde::Serialize;
use ts_rs::TS;

use crate::Problem;
use crate::tenant_context::{Refusal, TenantContext};
use crate::view::TenantView;

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

/// How many agents of the tenant are at work. Graph does not say which of them serves which domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AgentCount {
    /// Those that are at work.
    pub active: usize,
    /// All that Microsoft knows.
    pub of: usize,
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
    /// How far the run has come, in pages.
    pub progress: Option<Progress>,
    /// The way to start again that fits.
    pub choice: Option<Choice>,
    /// When it was paused and by whom, where the audit log tells and may be read.
    pub paused: Option<Paused>,
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
    pub(crate) fn of(id: String, name: String, domain: Option<String>, jobs: Vec<JobStatus>) -> Self {
        let worst = jobs.iter().min_by_key(|job| {
            let rank = worst_first(job.level, job.deadline, job.affected, job.since, &job.template);
            (Reverse(job.level), !job.first_rank, rank)
        });
        Self {
            state: worst.map_or(State::NeverStarted, |job| job.state),
            level: worst.map_or(State::NeverStarted.level(), |job| job.level),
            since: worst.and_then(|job| job.since),
            deadline: jobs.iter().filter_map(|job| job.deadline).min(),
            affected: worst.and_then(|job| job.affected),
            choice: worst.and_then(|job| job.choice),
            main_job: worst.map(|job| job.id.clone()),
            id,
            name,
            domain,
            jobs,
        }
    }

    /// The job that its state is of.
    #[must_use]
    pub fn worst(&self) -> Option<&JobStatus> {
        self.jobs.iter().find(|job| Some(&job.id) == self.main_job.as_ref())
    }
}

impl JobStatus {
    /// Objects that fail and are tried again.
    #[must_use]
    pub fn failing(&self) -> u64 {
        match self.cause {
            Some(State::HeldDeletes) => 0,
            _ => self.affected.unwrap_or_default(),
        }
    }

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
            let jobs = std::mem::take(&mut found.jobs);
            *found = ConfigurationStatus::of(found.id.clone(), found.name.clone(), found.domain.clone(), jobs);
        }
        self.configurations.sort_by_key(order);
    }

    /// The worst of its configurations.
    #[must_use]
    pub fn level(&self) -> Level {
        let seen = self.configurations.iter().map(|found| found.level);
        let unseen = self.unseen.iter().map(|_| Level::CannotSee);
        seen.chain(unseen).max().unwrap_or(Level::Fine)
    }
}

/// Reads everything, or what serves the domain of this set-up, and the agents if they are asked for.
pub(crate) async fn read(
    context: &TenantContext,
    setup: Option<&Setup>,
    and_agents: bool,
) -> Result<TenantStatus, Problem> {
    if let Some(setup) = setup {
        match context.must_be_tenant_of(setup, context.left()).await {
            Err(Refusal::Problem(problem)) => return Err(problem),
            Err(Refusal::Stopped) | Ok(()) => {}
        }
    }
    let client: &ReadClient = context.client();
    let reads = TenantReads::default();
    let agents = async {
        let read = and_agents.then(|| reads.agents(client, Freshness::Recent));
        AgentCount::of((*read?.await.ok()?).as_ref()?)
    };
    let organization = reads.organization(client, Freshness::Recent);
    let (organization, looks, agents) = join3(organization, looks(client, &reads, setup), agents).await;
    let organization = organization.map_err(|error| Problem::from(&error))?;
    let (mut configurations, mut unseen) = (Vec::new(), Vec::new());
    for look in looks? {
        match look {
            Ok(seen) => configurations.push(seen),
            Err(hidden) => unseen.push(hidden),
        }
    }
    tell_who_paused(context, &mut configurations).await;
    configurations.sort_by_key(order);
    unseen.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    Ok(TenantStatus {
        at: client.now(),
        synchronization: organization.on_premises_sync_enabled,
        synchronization_hidden: organization.sync_switch() == SyncSwitch::Hidden,
        tenant: context.view_of(&organization),
        configurations,
        unseen,
        agents,
    })
}

/// Reads the audit log where a job is paused, and tells who paused it. A log that cannot be read says nothing.
async fn tell_who_paused(context: &TenantContext, configurations: &mut [ConfigurationStatus]) {
    let jobs = configurations.iter_mut().flat_map(|found| &mut found.jobs);
    let mut paused: Vec<&mut JobStatus> = jobs
        .filter(|job| matches!(job.state, State::Paused | State::WasInQuarantine))
        .collect();
    if paused.is_empty() || !context.reads_audits().await {
        return;
    }
    let pauses = context.client().provisioning_audits(AuditedActivity::Pause, None).await;
    let pauses = pauses.unwrap_or_default();
    for job in &mut paused {
        job.paused = last_pause(&pauses, &job.id);
    }
}

fn order(found: &ConfigurationStatus) -> impl Ord + use<> {
    let rank = worst_first(found.level, found.deadline, found.affected, found.since, &found.name);
    (rank, found.id.clone())
}

/// One configuration, or why its jobs cannot be seen.
type Look = Result<ConfigurationStatus, Unseen>;

async fn looks(client: &ReadClient, reads: &TenantReads, setup: Option<&Setup>) -> Result<Vec<Look>, Problem> {
    let unread = |error| Problem::from(&error);
    let mut found = reads.configurations(client, Freshness::Recent).await.map_err(unread)?;
    if let Some(setup) = setup {
        found = setup.select(found).map_err(|error| Problem::from(&error))?;
    }
    let looks = found.into_iter().map(|found| look(client, reads, found));
    try_join_all(looks).await.map_err(unread)
}

async fn look(client: &ReadClient, reads: &TenantReads, found: Found) -> Result<Look, Error> {
    let (id, name) = (found.configuration.id.clone(), found.name().to_owned());
    let domain = found.domain.readable().map(str::to_owned);
    Ok(match reads.jobs(client, Freshness::Recent, &id).await {
        Ok(jobs) => {
            let now = client.now();
            let jobs = jobs.iter().map(|job| JobStatus::of(job, now)).collect();
            Ok(ConfigurationStatus::of(id, name, domain, jobs))
        }
        Err(error) if error.is_not_found() || error.is_conflict() || error.is_missing_permission() => Err(Unseen {
            id,
            name,
            domain,
            problem: Problem::from(&error),
        }),
        Err(error) => return Err(error),
    })
}

impl AgentCount {
    /// None where Microsoft knows of no agents at all: that is said of the domain's own job.
    fn of(agents: &Agents) -> Option<Self> {
        let of = agents.agents.len();
        (of > 0).then(|| Self {
            active: agents.active().count(),
            of,
        })
    }
}

impl JobStatus {
    fn of(job: &Job, now: Timestamp) -> Self {
        let verdict = judge(job, now);
        let counts = &job.status.synchronized_entry_count_by_type;
        Self {
            id: job.id.clone(),
            template: job.template().to_owned(),
            first_rank: is_first_rank(job),
            state: verdict.state,
            level: verdict.level,
            since: verdict.since,
            deadline: verdict.deadline,
            next_try: verdict.next_try,
            last_run: verdict.last_run,
            last_good_run: verdict.last_good_run,
            began: verdict.began,
            affected: verdict.affected,
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
