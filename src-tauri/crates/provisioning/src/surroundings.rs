//! What stands around the jobs of a configuration: whether they can do their work, and whether anybody notices when they do not.
//! Of an answer that did not come it is said that it was not looked at.

use std::collections::BTreeMap;

use graph_client::models::{Agents, DeletePrevention, OnPremisesSynchronization, SyncSwitch};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::configurations::Domain;
use crate::settings::Notification;
use crate::state::{Level, State};
use crate::vocabulary::vocabulary;

/// Passwords that were synchronized so long ago are late.
const HASHES_WITHIN: SignedDuration = SignedDuration::from_hours(3);

/// The tenant's date may be so much newer than the end of our rounds before somebody else must have written it.
const OWN_WITHIN: SignedDuration = SignedDuration::from_mins(30);

/// Whatever synchronizes to a tenant does so several times a day.
const STILL_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// Why a part was not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Unread {
    /// This sign-in may not.
    NotAllowed,
    /// Microsoft keeps the value to itself.
    Hidden,
    /// No answer that could be read.
    NoAnswer,
    /// This look did not ask for it.
    NotAsked,
}

vocabulary! {
    /// What is to be said beside the jobs of a configuration. The identifiers are stable, as those of a state are.
    BesideCode,
    /// Agents were installed and none is active, or none was.
    NoActiveAgent = "no-active-agent",
    /// One is active, others are not.
    LastAgent = "last-agent",
    /// Several are active, others are not.
    AgentDown = "agent-down",
    /// There is one only.
    LoneAgent = "lone-agent",
    /// Agents serve other domains than this.
    OtherDomains = "other-domains",
    AgentsNotAllowed = "agents-not-allowed",
    AgentsNoAnswer = "agents-no-answer",
    /// Agents were not asked for.
    AgentsNotAsked = "agents-not-asked",
    /// Directory synchronization was switched off for the tenant.
    SynchronizationOff = "synchronization-off",
    /// This sign-in does not see whether it is on.
    SynchronizationHidden = "synchronization-hidden",
    /// Another configuration is for the same domain.
    SameDomain = "same-domain",
    /// It is off although its set-up file has it started.
    OffAgainstFile = "off-against-file",
    /// It is off, and its set-up file says so.
    OffAsInFile = "off-as-in-file",
    /// Nobody gets a mail when it gets stuck.
    NoMail = "no-mail",
    /// No number of removals stops it.
    GuardOff = "guard-off",
    SettingsHidden = "settings-hidden",
    SettingsNoAnswer = "settings-no-answer",
    /// Password hashes are synchronized, and the tenant does not take them.
    HashesRefused = "hashes-refused",
    /// Password hashes are synchronized, and none came for hours.
    HashesLate = "hashes-late",
    HashesNoAnswer = "hashes-no-answer",
    /// The date of the last password was not asked for.
    HashesNotAsked = "hashes-not-asked",
    /// The tenant's own guard counts removals too.
    TenantGuard = "tenant-guard",
    TenantNotAllowed = "tenant-not-allowed",
    TenantNoAnswer = "tenant-no-answer",
    /// The tenant's features and its guard were not asked for.
    TenantNotAsked = "tenant-not-asked",
    /// Something else synchronizes to this tenant.
    OtherWriter = "other-writer",
}

/// How much a line asks of a person; the worst is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Nothing.
    WorthKnowing,
    /// It was not looked at.
    CannotSee,
    /// Somebody should look.
    NeedsYou,
    /// People are affected now.
    Urgent,
}

impl Weight {
    /// What it makes of the configuration. That something was not looked at is said, and makes it no worse: its jobs were seen.
    #[must_use]
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::Urgent => Some(Level::Urgent),
            Self::NeedsYou => Some(Level::NeedsYou),
            Self::CannotSee | Self::WorthKnowing => None,
        }
    }
}

/// One line beside a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Beside {
    /// Which.
    pub code: BesideCode,
    /// How much it asks of a person.
    pub level: Weight,
    /// What to fill in: numbers and names, times in RFC 3339.
    pub values: BTreeMap<String, String>,
}

/// What is known of the tenant.
#[derive(Debug, Clone)]
pub struct Around<'a> {
    /// Whether it takes synchronized objects.
    pub switch: SyncSwitch,
    /// When something was last synchronized to it, whatever did that.
    pub last_sync: Option<Timestamp>,
    /// The same for passwords, where that was asked for.
    pub last_password_sync: Result<Option<Timestamp>, Unread>,
    /// Its features and its guard.
    pub features: Result<&'a OnPremisesSynchronization, Unread>,
    /// Its agents.
    pub agents: Result<&'a Agents, Unread>,
    /// The rounds of all its configurations.
    pub rounds: Rounds,
}

/// When a configuration of the tenant last had a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounds {
    /// One goes on, or not all configurations were looked at.
    Unclear,
    /// None ever did.
    Never,
    /// The newest ended then.
    Last(Timestamp),
}

/// What is known of one configuration.
#[derive(Debug, Clone)]
pub struct Configured<'a> {
    /// Its domain.
    pub domain: &'a Domain,
    /// How many others are for the same domain.
    pub namesakes: usize,
    /// Who is told, and what stops it.
    pub notification: Result<&'a Notification, Unread>,
    /// Its jobs.
    pub jobs: &'a [Job],
    /// Whether its set-up file has it started, where there is one that says so.
    pub wanted: Option<bool>,
}

/// How one of its jobs stands.
#[derive(Debug, Clone, Copy)]
pub struct Job {
    /// It brings password hashes.
    pub hashes: bool,
    /// Where it stands.
    pub state: State,
}

impl Job {
    /// Nothing moves because somebody wanted that, or never wanted otherwise.
    const fn is_off(self) -> bool {
        matches!(self.state, State::Paused | State::NeverStarted)
    }
}

/// The guard of the whole tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TenantGuard {
    /// From so many removals on, or from such a share of everybody.
    #[ts(type = "number | null")]
    pub threshold: Option<u64>,
    /// The threshold is a percentage.
    pub is_percentage: bool,
}

impl TenantGuard {
    /// Nothing where it is off. A kind that is not known is on: it may stop removals.
    #[must_use]
    pub fn of(features: &OnPremisesSynchronization) -> Option<Self> {
        let DeletePrevention {
            synchronization_prevention_type: kind,
            alert_threshold,
        } = features.accidental_deletion_prevention()?;
        (!kind.eq_ignore_ascii_case("disabled")).then(|| Self {
            threshold: alert_threshold.and_then(|count| u64::try_from(count).ok()),
            is_percentage: kind.eq_ignore_ascii_case("enabledForPercentage"),
        })
    }
}

/// Everything there is to say beside a configuration, the worst first.
#[must_use]
pub fn beside(around: &Around<'_>, configured: &Configured<'_>, now: Timestamp) -> Vec<Beside> {
    let mut lines = Vec::new();
    lines.extend(switch(around));
    lines.extend(agents(around, configured));
    lines.extend(intent(configured));
    if configured.namesakes > 0 {
        let others = configured.namesakes.to_string();
        lines.push(line(BesideCode::SameDomain, Weight::NeedsYou).with("others", others));
    }
    lines.extend(notification(configured));
    lines.extend(features(around, configured));
    lines.extend(passwords(around, configured, now));
    lines.extend(other_writer(around, now));
    let is_off = configured.jobs.iter().all(|job| !job.state.is_scheduled());
    for line in &mut lines {
        line.level = match line.level {
            // Nothing asks of whoever wanted it off.
            level if is_meant_to_be_off(configured) => level.min(Weight::WorthKnowing),
            // Nobody is affected by what keeps something from running that is off.
            Weight::Urgent if is_off => Weight::NeedsYou,
            level => level,
        };
    }
    lines.sort_by_key(|line| (std::cmp::Reverse(line.level), line.code));
    lines
}

/// Somebody stopped it, as its set-up file says. What was never started may still be waited for.
fn is_meant_to_be_off(configured: &Configured<'_>) -> bool {
    let mut jobs = configured.jobs.iter();
    let was_stopped = jobs.clone().any(|job| job.state == State::Paused);
    configured.wanted == Some(false) && was_stopped && jobs.all(|job| job.is_off())
}

fn line(code: BesideCode, level: Weight) -> Beside {
    Beside {
        code,
        level,
        values: BTreeMap::new(),
    }
}

impl Beside {
    fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }
}

fn switch(around: &Around<'_>) -> Option<Beside> {
    match around.switch {
        SyncSwitch::On => None,
        SyncSwitch::Off | SyncSwitch::Never => Some(line(BesideCode::SynchronizationOff, Weight::Urgent)),
        SyncSwitch::Hidden => Some(line(BesideCode::SynchronizationHidden, Weight::CannotSee)),
    }
}

/// Graph does not say which agent serves which domain, only which domains are served at all.
fn agents(around: &Around<'_>, configured: &Configured<'_>) -> Option<Beside> {
    let agents = match around.agents {
        Ok(agents) => agents,
        Err(Unread::NotAllowed) => return Some(line(BesideCode::AgentsNotAllowed, Weight::CannotSee)),
        Err(Unread::NotAsked) => return Some(line(BesideCode::AgentsNotAsked, Weight::CannotSee)),
        Err(_) => return Some(line(BesideCode::AgentsNoAnswer, Weight::CannotSee)),
    };
    let (active, of) = (agents.active().count(), agents.agents.len());
    let counted = |code, level| {
        let counted = line(code, level).with("active", active.to_string());
        Some(counted.with("of", of.to_string()))
    };
    let is_served = |domain: &str| agents.domains().any(|served| served.eq_ignore_ascii_case(domain));
    let elsewhere = configured.domain.readable().filter(|domain| !is_served(domain));
    match (active, of) {
        (0, _) => counted(BesideCode::NoActiveAgent, Weight::Urgent),
        _ if elsewhere.is_some() && agents.domains().next().is_some() => {
            let served: Vec<&str> = agents.domains().collect();
            Some(line(BesideCode::OtherDomains, Weight::NeedsYou).with("served", served.join(", ")))
        }
        (1, 1) => counted(BesideCode::LoneAgent, Weight::WorthKnowing),
        (1, _) => counted(BesideCode::LastAgent, Weight::NeedsYou),
        (active, of) if active < of => counted(BesideCode::AgentDown, Weight::WorthKnowing),
        _ => None,
    }
}

fn intent(configured: &Configured<'_>) -> Option<Beside> {
    if is_meant_to_be_off(configured) {
        return Some(line(BesideCode::OffAsInFile, Weight::WorthKnowing));
    }
    let is_off = configured.jobs.iter().any(|job| job.is_off());
    (configured.wanted == Some(true) && is_off).then(|| line(BesideCode::OffAgainstFile, Weight::NeedsYou))
}

fn notification(configured: &Configured<'_>) -> Vec<Beside> {
    match configured.notification {
        Ok(Notification { mail, guard }) => {
            let no_mail = mail.is_none().then_some(BesideCode::NoMail);
            let guard_off = guard.is_none().then_some(BesideCode::GuardOff);
            let lines = no_mail.into_iter().chain(guard_off);
            lines.map(|code| line(code, Weight::NeedsYou)).collect()
        }
        Err(Unread::Hidden) => vec![line(BesideCode::SettingsHidden, Weight::CannotSee)],
        Err(_) => vec![line(BesideCode::SettingsNoAnswer, Weight::CannotSee)],
    }
}

fn features(around: &Around<'_>, configured: &Configured<'_>) -> Vec<Beside> {
    let features = match around.features {
        Ok(features) => features,
        Err(Unread::NotAllowed) => return vec![line(BesideCode::TenantNotAllowed, Weight::CannotSee)],
        Err(Unread::NotAsked) => return vec![line(BesideCode::TenantNotAsked, Weight::CannotSee)],
        Err(_) => return vec![line(BesideCode::TenantNoAnswer, Weight::CannotSee)],
    };
    let refused = runs_hashes(configured) && features.password_sync_enabled() == Some(false);
    let refused = refused.then(|| line(BesideCode::HashesRefused, Weight::NeedsYou));
    // A guard that is off has its own line.
    let is_off = configured.notification.is_ok_and(|own| own.guard.is_none());
    let guard = TenantGuard::of(features).filter(|_| !is_off).map(|guard| {
        let count = |count: Option<u64>| count.map_or("–".to_owned(), |count| count.to_string());
        let own = configured.notification.ok().and_then(|own| own.guard);
        let sign = if guard.is_percentage { " %" } else { "" };
        line(BesideCode::TenantGuard, Weight::WorthKnowing)
            .with("tenant", format!("{}{sign}", count(guard.threshold)))
            .with("own", count(own))
    });
    refused.into_iter().chain(guard).collect()
}

/// Password hashes are synchronized, and Microsoft does not hold that back.
fn runs_hashes(configured: &Configured<'_>) -> bool {
    let runs = |job: &Job| job.hashes && job.state.is_scheduled() && !job.state.is_quarantine();
    configured.jobs.iter().any(runs)
}

fn passwords(around: &Around<'_>, configured: &Configured<'_>, now: Timestamp) -> Option<Beside> {
    if !runs_hashes(configured) {
        return None;
    }
    match around.last_password_sync {
        Ok(None) => None,
        Ok(Some(at)) if now.duration_since(at) <= HASHES_WITHIN => None,
        Ok(Some(at)) => Some(line(BesideCode::HashesLate, Weight::NeedsYou).with("at", at.to_string())),
        Err(Unread::NotAsked) => Some(line(BesideCode::HashesNotAsked, Weight::CannotSee)),
        Err(_) => Some(line(BesideCode::HashesNoAnswer, Weight::CannotSee)),
    }
}

/// The date of the last synchronization is one for whatever writes to the tenant.
fn other_writer(around: &Around<'_>, now: Timestamp) -> Option<Beside> {
    let last = around.last_sync?;
    let is_other = match around.rounds {
        Rounds::Unclear => false,
        Rounds::Never => true,
        Rounds::Last(own) => last.duration_since(own) > OWN_WITHIN,
    };
    let writes = is_other && now.duration_since(last) <= STILL_WITHIN;
    writes.then(|| line(BesideCode::OtherWriter, Weight::WorthKnowing).with("at", last.to_string()))
}

#[cfg(test)]
mod tests;
