//! An agent that is at work serves the domain (contract 12). A look only; an agent is installed on a server, not through Graph.

use serde::Serialize;
use step_engine::{Cx, ErrorKind, Finding, Note, Preview, Step, StepError};

use crate::StepId;
use crate::error::refused;
use crate::services::{OnTenant, Tenant as _};

/// What is set up may be about a domain of Active Directory.
pub(crate) trait OfDomain: OnTenant {
    /// Its full name; `None` where no agent has a part in it.
    fn domain(cx: &Cx<Self>) -> Option<String>
    where
        Self: Sized;
}

/// Asks for agents and the domains they serve. Only a signed-in person with a wide right may; without it the plan says so and
/// goes on.
pub(crate) struct AgentCheck;

/// What is known of the agents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Agents {
    /// Names of the machines with an active agent.
    machines: Vec<String>,
}

impl<S: OfDomain> Step<S> for AgentCheck {
    type Output = Agents;
    const ID: &'static str = StepId::AgentCheck.as_str();

    async fn check(&self, cx: &Cx<S>) -> Result<Finding<Agents>, StepError> {
        let doing = "reading the agents";
        let Some(domain) = S::domain(cx) else {
            return Ok(Finding::NotWanted(Preview::none().note(Note::new("agents-not-needed"))));
        };
        let graph = cx.graph();
        let read = cx.services().reads().agents(&graph, cx.freshness());
        let found = read.await.map_err(refused(doing))?;
        let Some(agents) = found.as_ref() else {
            return Ok(Finding::NotWanted(
                Preview::none().note(Note::new("agents-not-checked")),
            ));
        };
        let blocked = |code| Finding::Blocked(StepError::new(ErrorKind::Missing, code, doing).with("domain", &domain));
        let machines: Vec<String> = agents.active().filter_map(|agent| agent.machine_name.clone()).collect();
        let is_served = agents.domains().any(|served| served.eq_ignore_ascii_case(&domain));
        Ok(match (is_served, machines.is_empty()) {
            (false, _) => blocked("no-agent"),
            (true, true) => blocked("agent-silent"),
            (true, false) => {
                let note = Note::new("agents-found").with("machines", machines.join(", "));
                let found = Agents { machines };
                Finding::AlreadyDone(found, Preview::none().note(note))
            }
        })
    }

    async fn apply(&self, _: &Cx<S>) -> Result<Agents, StepError> {
        Err(StepError::new(
            ErrorKind::Bug,
            "unexpected-answer",
            "a look has nothing to change",
        ))
    }
}
