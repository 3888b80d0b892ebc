//! The reads behind a look. What stands around the jobs changes seldom and is asked for seldom; the jobs are asked for at every look.

use std::sync::Arc;
use std::time::Duration;

use futures::future::{join, join4, try_join_all};
use graph_client::models::{Agents, Job, OnPremisesSynchronization, Organization, ServicePrincipal};
use graph_client::{Error, ReadClient};
use jiff::Timestamp;
use journeys::Setup;
use provisioning::{
    Around, Configured, Domain, Found, Freshness, JobAround, Notification, Rounds, State, TenantReads, Unread, beside,
    brings_hashes, last_deed, notification,
};

use super::{AgentList, ConfigurationStatus, JobStatus, SettingsStatus, TenantStatus, Unseen};
use crate::Problem;
use crate::tenant_context::{Refusal, TenantContext};

/// How old the list of configurations, the agents, the date of the last password and who paused may be.
const OFTEN: Freshness = Freshness::Within(Duration::from_secs(5 * 60));
/// How old the settings of the tenant and of a configuration may be.
const SELDOM: Freshness = Freshness::Within(Duration::from_secs(60 * 60));

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// What serves the domain of this set-up, or everything.
    pub(crate) setup: Option<&'a Setup>,
    /// The set-up is a file that says what is to run.
    pub(crate) is_file: bool,
    /// The agents are wanted too.
    pub(crate) agents: bool,
    /// What else stands around the jobs is wanted too: features and guard of the tenant, when passwords last came, and who paused.
    pub(crate) around: bool,
}

/// A configuration whose jobs were seen.
struct Seen {
    found: Found,
    namesakes: usize,
    notification: Result<Notification, Unread>,
    jobs: Vec<JobStatus>,
    around: Vec<JobAround>,
}

/// One configuration, or why its jobs cannot be seen.
type Look = Result<Seen, Unseen>;

/// What `reads` holds already is asked for again when it is too old; new `reads` ask for everything.
pub(crate) async fn read(
    context: &TenantContext,
    reads: &TenantReads,
    wanted: Wanted<'_>,
) -> Result<TenantStatus, Problem> {
    if let Some(setup) = wanted.setup {
        match context.must_be_tenant_of(setup, context.left()).await {
            Err(Refusal::Problem(problem)) => return Err(problem),
            Err(Refusal::Stopped) | Ok(()) => {}
        }
    }
    let client: &ReadClient = context.client();
    let organization = reads.organization(client, SELDOM);
    let looks = looks(client, reads, wanted.setup);
    let follows_directory = wanted.setup.is_none_or(Setup::follows_directory);
    let (organization, looks, agents, features) = join4(
        organization,
        looks,
        agents(context, reads, wanted.agents),
        features(client, reads, wanted.around),
    )
    .await;
    let organization = organization.map_err(|error| Problem::from(&error))?;
    let (looks, is_all) = looks?;
    let (mut seen, mut unseen) = (Vec::new(), Vec::new());
    for look in looks {
        match look {
            Ok(one) => seen.push(one),
            Err(hidden) => unseen.push(hidden),
        }
    }
    let around = Around {
        switch: organization.sync_switch(),
        last_sync: organization.on_premises_last_sync_date_time,
        last_password_sync: last_password_sync(client, reads, &seen, wanted.around).await,
        features: features.as_ref().map_err(|why| *why),
        agents: agents.as_ref().map_err(|why| *why),
        rounds: if is_all && unseen.is_empty() {
            rounds(&seen)
        } else {
            Rounds::Unclear
        },
    };
    let now = client.now();
    let intent = wanted.setup.filter(|_| wanted.is_file).and_then(Setup::starts);
    let around = follows_directory.then_some(&around);
    let judged = seen.into_iter().map(|one| one.judged(around, intent, now));
    let configurations = judged.collect();
    unseen.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    let agent_list = AgentList::of(&agents);
    let mut status = TenantStatus {
        at: now,
        synchronization: organization.on_premises_sync_enabled,
        synchronization_hidden: is_hidden(&organization),
        tenant: context.view_of(&organization),
        configurations,
        unseen,
        agents: agent_list.count(),
        agent_list,
        news: None,
        owed: Vec::new(),
        apps: None,
        feeds: Vec::new(),
    };
    if wanted.around {
        tell_who_paused(context, reads, &mut status.configurations).await;
    }
    status.sort();
    Ok(status)
}

/// Reads the audit log where a job is paused, and tells who paused it. A log that cannot be read says nothing.
async fn tell_who_paused(context: &TenantContext, reads: &TenantReads, configurations: &mut [ConfigurationStatus]) {
    let jobs = configurations.iter_mut().flat_map(|found| &mut found.jobs);
    let mut paused: Vec<&mut JobStatus> = jobs
        .filter(|job| matches!(job.state, State::Paused | State::WasInQuarantine))
        .collect();
    if paused.is_empty() || !context.reads_audits().await {
        return;
    }
    let Ok(pauses) = reads.pauses(context.client(), OFTEN).await else {
        return;
    };
    for job in &mut paused {
        job.paused = last_deed(&pauses, &job.id);
    }
}

fn is_hidden(organization: &Organization) -> bool {
    organization.sync_switch() == graph_client::models::SyncSwitch::Hidden
}

/// Whether those of the whole tenant were looked at is told beside them.
async fn looks(client: &ReadClient, reads: &TenantReads, setup: Option<&Setup>) -> Result<(Vec<Look>, bool), Problem> {
    let unread = |error| Problem::from(&error);
    if let Some(setup) = setup.filter(|setup| !setup.follows_directory()) {
        let found = setup.candidates(client, reads, OFTEN).await.map_err(unread)?;
        let looks = found.into_iter().map(|found| async {
            let jobs = reads.jobs(client, Freshness::Now, &found.configuration.id).await;
            look(client, reads, found, jobs, 0).await
        });
        return Ok((try_join_all(looks).await.map_err(unread)?, false));
    }
    let list = reads.service_principals(client, OFTEN).await.map_err(unread)?;
    let found = list.iter().map(|one| async move {
        // Where everything is wanted, nobody has to know the domain first.
        let jobs = async {
            match setup {
                None => Some(reads.jobs(client, Freshness::Now, &one.id).await),
                Some(_) => None,
            }
        };
        let (found, jobs) = join(with_domain(client, reads, one), jobs).await;
        Ok::<_, Error>((found?, jobs))
    });
    let (all, mut jobs): (Vec<Found>, Vec<_>) = try_join_all(found).await.map_err(unread)?.into_iter().unzip();
    let count = all.len();
    let domains: Vec<Domain> = all.iter().map(|found| found.domain.clone()).collect();
    let mut found = all;
    if let Some(setup) = setup {
        found = setup.select(found).map_err(|error| Problem::from(&error))?;
        jobs = found.iter().map(|_| None).collect();
    }
    let is_all = found.len() == count;
    let looks = found.into_iter().zip(jobs).map(|(found, jobs)| async {
        let namesakes = namesakes(&found, &domains);
        let jobs = match jobs {
            Some(jobs) => jobs,
            None => reads.jobs(client, Freshness::Now, &found.configuration.id).await,
        };
        look(client, reads, found, jobs, namesakes).await
    });
    Ok((try_join_all(looks).await.map_err(unread)?, is_all))
}

async fn with_domain(client: &ReadClient, reads: &TenantReads, one: &ServicePrincipal) -> Result<Found, Error> {
    let found = reads.with_domain(client, SELDOM, one.clone()).await?;
    // What is just being made stores its domain in a moment.
    match found.domain {
        Domain::Absent => reads.with_domain(client, Freshness::Recent, found.configuration).await,
        Domain::Known(_) | Domain::Unreadable => Ok(found),
    }
}

/// How many others are for the domain of this one.
fn namesakes(found: &Found, domains: &[Domain]) -> usize {
    let own = found.domain.readable();
    let is_same = |domain: &&Domain| {
        let other = domain.readable();
        own.zip(other)
            .is_some_and(|(own, other)| own.eq_ignore_ascii_case(other))
    };
    domains.iter().filter(is_same).count().saturating_sub(1)
}

async fn look(
    client: &ReadClient,
    reads: &TenantReads,
    found: Found,
    jobs: Result<Arc<Vec<Job>>, Error>,
    namesakes: usize,
) -> Result<Look, Error> {
    let id = found.configuration.id.clone();
    let notification = match reads.secrets(client, SELDOM, &id).await {
        Ok(stored) => notification(&stored),
        Err(error) => Err(why(&error)),
    };
    Ok(match jobs {
        Ok(jobs) => {
            let now = client.now();
            let told: Vec<JobStatus> = jobs.iter().map(|job| JobStatus::of(job, now)).collect();
            let around = jobs.iter().zip(&told).map(|(job, told)| JobAround {
                hashes: brings_hashes(job),
                state: told.state,
            });
            Ok(Seen {
                around: around.collect(),
                found,
                namesakes,
                notification,
                jobs: told,
            })
        }
        Err(error) if error.is_not_found() || error.is_conflict() || error.is_missing_permission() => Err(Unseen {
            id,
            name: found.name().to_owned(),
            domain: found.domain.readable().map(str::to_owned),
            problem: Problem::from(&error),
        }),
        Err(error) => return Err(error),
    })
}

impl Seen {
    /// What stands around matters only to what follows Active Directory.
    fn judged(self, around: Option<&Around<'_>>, wanted: Option<bool>, now: Timestamp) -> ConfigurationStatus {
        let notification = self.notification.as_ref().map_err(|why| *why);
        let configured = Configured {
            domain: &self.found.domain,
            namesakes: self.namesakes,
            notification,
            jobs: &self.around,
            wanted,
        };
        let lines = around
            .map(|around| beside(around, &configured, now))
            .unwrap_or_default();
        let features = around.map_or(Err(Unread::NotAsked), |around| around.features);
        let settings = SettingsStatus::of(notification, features);
        let domain = self.found.domain.readable().map(str::to_owned);
        let name = self.found.name().to_owned();
        ConfigurationStatus::of(self.found.configuration.id.clone(), name, domain, self.jobs).with(lines, settings)
    }
}

/// Whoever lacks the permission for certain is not refused again and again.
async fn agents(context: &TenantContext, reads: &TenantReads, wanted: bool) -> Result<Agents, Unread> {
    if !wanted {
        return Err(Unread::NotAsked);
    }
    if context.lacks_permission_for_agents() {
        return Err(Unread::NotAllowed);
    }
    match reads.agents(context.client(), OFTEN).await {
        Ok(agents) => Option::clone(&agents).ok_or(Unread::NotAllowed),
        Err(error) => Err(why(&error)),
    }
}

async fn features(client: &ReadClient, reads: &TenantReads, wanted: bool) -> Result<OnPremisesSynchronization, Unread> {
    if !wanted {
        return Err(Unread::NotAsked);
    }
    let features = reads.synchronization(client, SELDOM).await;
    features.as_deref().cloned().map_err(why)
}

/// Asked for only where password hashes are synchronized.
async fn last_password_sync(
    client: &ReadClient,
    reads: &TenantReads,
    seen: &[Seen],
    wanted: bool,
) -> Result<Option<Timestamp>, Unread> {
    let mut jobs = seen.iter().flat_map(|one| &one.around);
    if !jobs.any(|job| job.hashes && job.state.is_scheduled()) {
        return Ok(None);
    }
    if !wanted {
        return Err(Unread::NotAsked);
    }
    let organization = reads.organization_beta(client, OFTEN).await;
    organization
        .map(|organization| organization.on_premises_last_password_sync_date_time)
        .map_err(|error| why(&error))
}

/// Of all configurations of the tenant.
fn rounds(seen: &[Seen]) -> Rounds {
    let jobs = || seen.iter().flat_map(|one| &one.jobs);
    if jobs().any(|job| job.began.is_some() || job.level == crate::Level::Moving) {
        return Rounds::Unclear;
    }
    jobs()
        .filter_map(|job| job.last_run)
        .max()
        .map_or(Rounds::Never, Rounds::Last)
}

fn why(error: &Error) -> Unread {
    if error.is_missing_permission() {
        Unread::NotAllowed
    } else {
        Unread::NoAnswer
    }
}
