use serde::Deserialize;

use super::{Extra, null_as_default};

/// On-premises agents and the domains they serve (contract 12, beta only).
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Agents {
    #[serde(default, deserialize_with = "null_as_default")]
    pub agents: Vec<Agent>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub agent_groups: Vec<AgentGroup>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub published_resources: Vec<PublishedResource>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Agents {
    /// Domains that agents serve, by FQDN.
    pub fn domains(&self) -> impl Iterator<Item = &str> {
        self.published_resources
            .iter()
            .filter_map(|resource| resource.resource_name.as_deref())
    }

    pub fn active(&self) -> impl Iterator<Item = &Agent> {
        self.agents.iter().filter(|agent| agent.is_active())
    }
}

/// One machine with an agent.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Agent {
    pub id: String,
    #[serde(default)]
    pub machine_name: Option<String>,
    #[serde(default)]
    pub external_ip: Option<String>,
    /// `active` or `inactive`, in any case.
    pub status: String,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Agent {
    pub fn is_active(&self) -> bool {
        self.status.eq_ignore_ascii_case("active")
    }
}

/// Agents that serve the same resources.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentGroup {
    pub id: String,
    #[serde(default)]
    pub display_name: Option<String>,
    #[serde(default)]
    pub is_default: bool,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A domain that agents serve.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PublishedResource {
    pub id: String,
    #[serde(default)]
    pub display_name: Option<String>,
    /// The domain's FQDN.
    #[serde(default)]
    pub resource_name: Option<String>,
    #[serde(flatten)]
    pub extra: Extra,
}
