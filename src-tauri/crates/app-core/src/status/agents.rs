//! The provisioning agents of a tenant (contract 12).

use graph_client::models::Agents;
use jiff::Timestamp;
use provisioning::Unread;
use serde::Serialize;
use ts_rs::TS;

/// How many agents of the tenant are at work. Graph does not say which of them serves which domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AgentCount {
    /// Those that are at work.
    pub active: usize,
    /// All that Microsoft knows.
    pub of: usize,
}

/// The agents of a tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AgentList {
    /// Why they are not shown.
    pub unread: Option<Unread>,
    /// Domains that they serve; Graph does not say which of them serves which.
    pub domains: Vec<String>,
    /// Each, by the name of its machine.
    pub agents: Vec<AgentStatus>,
    /// Those that are not there any more, by the name of their machine.
    pub gone: Vec<GoneAgent>,
}

/// One agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AgentStatus {
    /// Its id.
    pub id: String,
    /// Name of its machine; its id where it has none.
    pub machine: String,
    /// Microsoft calls it active.
    pub active: bool,
    /// Its address as Microsoft sees it.
    pub address: Option<String>,
    /// When it was first seen to be so after it had been seen otherwise; Microsoft does not tell.
    #[ts(type = "string | null")]
    pub since: Option<Timestamp>,
}

/// An agent that was seen before and is not there any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GoneAgent {
    /// Name of its machine.
    pub machine: String,
    /// The first look that did not find it.
    #[ts(type = "string")]
    pub since: Timestamp,
}

impl AgentList {
    pub(super) fn of(agents: &Result<Agents, Unread>) -> Self {
        let agents = match agents {
            Ok(agents) => agents,
            Err(why) => {
                return Self {
                    unread: Some(*why),
                    ..Self::default()
                };
            }
        };
        let mut domains: Vec<String> = agents.domains().map(str::to_owned).collect();
        domains.sort();
        domains.dedup();
        let named = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let agent = |agent: &graph_client::models::Agent| AgentStatus {
            id: agent.id.clone(),
            machine: named(&agent.machine_name).unwrap_or_else(|| agent.id.clone()),
            active: agent.is_active(),
            address: named(&agent.external_ip),
            since: None,
        };
        let mut agents: Vec<AgentStatus> = agents.agents.iter().map(agent).collect();
        agents.sort_by(|a, b| (&a.machine, &a.id).cmp(&(&b.machine, &b.id)));
        Self {
            unread: None,
            domains,
            agents,
            gone: Vec::new(),
        }
    }

    /// None where they are not shown, or Microsoft knows of none at all.
    pub(super) fn count(&self) -> Option<AgentCount> {
        let of = self.agents.len();
        (of > 0).then(|| AgentCount {
            active: self.agents.iter().filter(|agent| agent.active).count(),
            of,
        })
    }
}
