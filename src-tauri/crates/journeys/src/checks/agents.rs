//! An agent is at work (contract 12).

use graph_client::models::{Agent, Agents};

use super::{CheckId, Checked, ServedDomain, Verdict};

pub(super) fn check(agents: &Agents) -> Checked {
    let id = CheckId::Agents;
    let active = machines(agents.active());
    let domains: Vec<&str> = agents.domains().collect();
    if agents.agents.is_empty() || domains.is_empty() {
        Checked::new(id, Verdict::NeedsYou, "no-agent")
    } else if active.is_empty() {
        Checked::new(id, Verdict::NeedsYou, "agent-silent")
            .with_names("machines", machines(agents.agents.iter()))
            .with_names("domain", domains)
    } else {
        let count = active.len().to_string();
        Checked::new(id, Verdict::Ready, "agents-active")
            .with_names("machines", active)
            .with("count", count)
            .with_names("domains", domains)
    }
}

/// The domains with the machines that are at work. Graph does not say which agent serves which domain when asked in one look, so
/// each counts for all.
pub(super) fn served(agents: &Agents) -> Vec<ServedDomain> {
    let machines: Vec<String> = machines(agents.active()).into_iter().map(str::to_owned).collect();
    let served = |domain: &str| ServedDomain {
        domain: domain.to_owned(),
        machines: machines.clone(),
    };
    agents.domains().map(served).collect()
}

/// What is wrong where agents are at work, but none of them serves this domain.
#[must_use]
pub fn not_served(served: &[ServedDomain], domain: &str) -> Option<Checked> {
    let names = served.iter().map(|served| served.domain.as_str());
    let is_there = names.clone().any(|served| served.eq_ignore_ascii_case(domain));
    (!is_there).then(|| {
        Checked::new(CheckId::Agents, Verdict::NeedsYou, "domain-not-served")
            .with("domain", domain)
            .with_names("domains", names)
    })
}

/// Their names; the id of one that has none.
fn machines<'a>(agents: impl Iterator<Item = &'a Agent>) -> Vec<&'a str> {
    agents
        .map(|agent| agent.machine_name.as_deref().unwrap_or(&agent.id))
        .collect()
}
