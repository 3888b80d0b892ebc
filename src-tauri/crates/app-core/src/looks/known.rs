//! What the lines of earlier looks come to.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use provisioning::{BesideCode, Level, State};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::settings::{Standing, newest};
use super::taken_in::{Days, TakenIn};
use crate::status::{ConfigurationStatus, GoneAgent, TenantStatus};

/// An agent that vanished is told of for so long.
const GONE_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// One change that a look found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub(super) enum Line {
    /// Somebody came to look.
    Visit { at: Timestamp },
    /// A configuration stands otherwise, or was not known.
    Configuration {
        at: Timestamp,
        id: String,
        name: String,
        state: State,
        level: Level,
        beside: Option<BesideCode>,
        /// Objects taken in by then.
        known: i64,
        last_run: Option<Timestamp>,
    },
    /// What its jobs have taken in.
    TakenIn {
        id: String,
        #[serde(flatten)]
        seen: TakenIn,
    },
    /// It is not there any more.
    Gone { at: Timestamp, id: String },
    /// An agent is active or inactive, or was not known.
    Agent {
        at: Timestamp,
        id: String,
        machine: String,
        active: bool,
    },
    /// It is not there any more.
    AgentGone { at: Timestamp, id: String },
    /// Settings were compared, and stood otherwise or were not known.
    Settings {
        at: Timestamp,
        id: String,
        standing: Standing,
    },
    /// They were compared, and stood as before.
    Compared { at: Timestamp, id: String },
}

/// Everything, as it was seen last.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    pub(super) last_visit: Option<Timestamp>,
    configurations: BTreeMap<String, Seen>,
    taken_in: BTreeMap<String, Days>,
    agents: BTreeMap<String, SeenAgent>,
    settings: BTreeMap<String, (Timestamp, Standing)>,
}

#[derive(Debug, Clone)]
struct Seen {
    name: String,
    stands: Stands,
    level: Level,
    /// When it was first seen to stand so after it had been seen otherwise.
    since: Option<Timestamp>,
    gone: bool,
}

type Stands = (State, Option<BesideCode>);

#[derive(Debug, Clone)]
struct SeenAgent {
    machine: String,
    active: bool,
    since: Option<Timestamp>,
    gone: Option<Timestamp>,
}

/// What changed since somebody last came to look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct News {
    /// When that was.
    #[ts(type = "string")]
    pub since: Timestamp,
    /// The worst first.
    pub changes: Vec<Change>,
}

/// How one configuration changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// What people call it.
    pub name: String,
    /// How.
    pub turn: Turn,
}

/// The turn that something took; the worst is the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// It got stuck.
    Stuck,
    /// It is not there any more.
    Gone,
    /// It came to need somebody.
    NeedsYou,
    /// It got out of that.
    Recovered,
    /// It was not there before.
    New,
}

impl Known {
    pub(super) fn apply(&mut self, line: &Line) {
        match line.clone() {
            Line::Visit { at } => self.last_visit = Some(at),
            Line::Configuration {
                at,
                id,
                name,
                state,
                level,
                beside,
                ..
            } => {
                let stands = (state, beside);
                let before = self.configurations.get(&id).filter(|seen| !seen.gone);
                let since = match before {
                    Some(before) if before.stands == stands => before.since,
                    Some(_) => Some(at),
                    None => None,
                };
                let seen = Seen {
                    name,
                    stands,
                    level,
                    since,
                    gone: false,
                };
                self.configurations.insert(id, seen);
            }
            Line::TakenIn { id, seen } => self.taken_in.entry(id).or_default().keep(seen),
            Line::Gone { id, .. } => {
                self.taken_in.remove(&id);
                if let Some(seen) = self.configurations.get_mut(&id) {
                    seen.gone = true;
                }
            }
            Line::Agent {
                at,
                id,
                machine,
                active,
            } => {
                let before = self.agents.get(&id).filter(|seen| seen.gone.is_none());
                let since = match before {
                    Some(before) if before.active == active => before.since,
                    Some(_) => Some(at),
                    None => None,
                };
                let seen = SeenAgent {
                    machine,
                    active,
                    since,
                    gone: None,
                };
                self.agents.insert(id, seen);
            }
            Line::AgentGone { at, id } => {
                if let Some(seen) = self.agents.get_mut(&id) {
                    seen.gone = Some(at);
                }
            }
            Line::Settings { at, id, standing } => {
                self.settings.insert(id, (at, standing));
            }
            Line::Compared { at, id } => {
                if let Some((last, _)) = self.settings.get_mut(&id) {
                    *last = at;
                }
            }
        }
    }

    /// How the settings of a configuration stood when they were last compared, and when that was.
    pub(super) fn settings_of(&self, id: &str) -> Option<&(Timestamp, Standing)> {
        self.settings.get(id)
    }

    /// What is there, as far as it must be known when older lines are let go.
    pub(super) fn lines(&self) -> Vec<Line> {
        let at = self.last_visit.unwrap_or(Timestamp::UNIX_EPOCH);
        let here = self.configurations.iter().filter(|(_, seen)| !seen.gone);
        let configurations = here.map(|(id, seen)| Line::Configuration {
            at,
            id: id.clone(),
            name: seen.name.clone(),
            state: seen.stands.0,
            level: seen.level,
            beside: seen.stands.1,
            known: 0,
            last_run: None,
        });
        let here = self.agents.iter().filter(|(_, seen)| seen.gone.is_none());
        let agents = here.map(|(id, seen)| Line::Agent {
            at,
            id: id.clone(),
            machine: seen.machine.clone(),
            active: seen.active,
        });
        let days = self.taken_in.iter().flat_map(|(id, days)| {
            let newest = days.newest(self.taken_in.len());
            newest.map(|seen| Line::TakenIn { id: id.clone(), seen })
        });
        configurations
            .chain(agents)
            .chain(days)
            .chain(newest(&self.settings))
            .collect()
    }

    /// What this look found otherwise.
    pub(super) fn changes(&self, status: &TenantStatus) -> Vec<Line> {
        let at = status.at;
        let is_news = |found: &&ConfigurationStatus| {
            let seen = self.configurations.get(&found.id);
            seen.is_none_or(|seen| seen.gone || (seen.stands, seen.level) != (stands(found), found.level))
        };
        let changed = status
            .configurations
            .iter()
            .filter(is_news)
            .map(|found| Line::Configuration {
                at,
                id: found.id.clone(),
                name: name(found).to_owned(),
                state: found.state,
                level: found.level,
                beside: found.main_beside,
                known: known(found),
                last_run: found.jobs.iter().filter_map(|job| job.last_run).max(),
            });
        let is_there = |id: &String| {
            let seen = status.configurations.iter().any(|found| found.id == *id);
            seen || status.unseen.iter().any(|hidden| hidden.id == *id)
        };
        let here = self.configurations.iter().filter(|(_, seen)| !seen.gone);
        let gone = here
            .filter(|(id, _)| !is_there(id))
            .map(|(id, _)| Line::Gone { at, id: id.clone() });
        let taken_in = status.configurations.iter().filter_map(|found| {
            let seen = TakenIn::of(found, at)?;
            let days = self.taken_in.get(&found.id);
            let id = found.id.clone();
            days.is_none_or(|days| days.wants(&seen))
                .then_some(Line::TakenIn { id, seen })
        });
        let agents = self.agent_changes(status);
        changed.chain(gone).chain(taken_in).chain(agents).collect()
    }

    /// Agents that are not shown have not gone.
    fn agent_changes(&self, status: &TenantStatus) -> Vec<Line> {
        let (at, list) = (status.at, &status.agent_list);
        if list.unread.is_some() {
            return Vec::new();
        }
        let changed = list.agents.iter().filter(|agent| {
            let seen = self.agents.get(&agent.id);
            seen.is_none_or(|seen| seen.gone.is_some() || seen.active != agent.active)
        });
        let changed = changed.map(|agent| Line::Agent {
            at,
            id: agent.id.clone(),
            machine: agent.machine.clone(),
            active: agent.active,
        });
        let here = self.agents.iter().filter(|(_, seen)| seen.gone.is_none());
        let gone = here.filter(|(id, _)| list.agents.iter().all(|agent| agent.id != **id));
        changed
            .chain(gone.map(|(id, _)| Line::AgentGone { at, id: id.clone() }))
            .collect()
    }

    /// Adds since when things are so, what was taken in day by day, and agents that are gone.
    pub(super) fn tell(&self, status: &mut TenantStatus) {
        for found in &mut status.configurations {
            let seen = self.configurations.get(&found.id);
            found.seen_since = seen.and_then(|seen| seen.since).filter(|_| found.since.is_none());
            let days = self.taken_in.get(&found.id);
            let now = TakenIn::of(found, status.at);
            found.taken_in = days.zip(now).map(|(days, now)| days.told(now)).unwrap_or_default();
        }
        let list = &mut status.agent_list;
        for agent in &mut list.agents {
            agent.since = self.agents.get(&agent.id).and_then(|seen| seen.since);
        }
        let recent = |gone: &Timestamp| status.at.duration_since(*gone) <= GONE_FOR;
        let gone = self.agents.values().filter_map(|seen| {
            let since = seen.gone.filter(recent)?;
            let machine = seen.machine.clone();
            Some(GoneAgent { machine, since })
        });
        list.gone = gone.collect();
    }

    /// What became of each configuration since then.
    pub(super) fn turns(&self, now: &Self) -> Vec<Change> {
        let mut changes: Vec<Change> = now
            .configurations
            .iter()
            .filter_map(|(id, seen)| {
                let before = self.configurations.get(id).filter(|before| !before.gone);
                let turn = turn(before, seen)?;
                Some(Change {
                    name: seen.name.clone(),
                    turn,
                })
            })
            .collect();
        changes.sort_by(|a, b| (a.turn, &a.name).cmp(&(b.turn, &b.name)));
        changes
    }
}

fn turn(before: Option<&Seen>, now: &Seen) -> Option<Turn> {
    let Some(before) = before else {
        return (!now.gone).then_some(Turn::New);
    };
    match (before.level, now.level) {
        _ if now.gone => Some(Turn::Gone),
        (before, Level::Urgent) if before != Level::Urgent => Some(Turn::Stuck),
        (before, Level::NeedsYou) if before < Level::NeedsYou => Some(Turn::NeedsYou),
        (Level::Urgent | Level::NeedsYou, Level::Fine | Level::Moving) => Some(Turn::Recovered),
        _ => None,
    }
}

fn stands(found: &ConfigurationStatus) -> Stands {
    (found.state, found.main_beside)
}

fn name(found: &ConfigurationStatus) -> &str {
    found.domain.as_deref().unwrap_or(&found.name)
}

fn known(found: &ConfigurationStatus) -> i64 {
    let jobs = found.jobs.iter().filter(|job| job.first_rank);
    let counts = jobs.flat_map(|job| &job.synchronized).map(|(_, count)| *count);
    counts.fold(0, i64::saturating_add)
}
