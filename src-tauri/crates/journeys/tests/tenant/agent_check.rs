//! Agents as a signed-in person sees them: the answer of the plan's first line.

use std::sync::Arc;

use journeys::RunSpec;
use step_engine::{FindingKind, PlannedStep, Unobserved};
use tokio_util::sync::CancellationToken;

use crate::support::{EVERYTHING, Tenant};

async fn agent_check(scenario: &str, delegated: bool) -> PlannedStep {
    let tenant = Tenant::new(scenario);
    let client = tenant.client(delegated, EVERYTHING).await;
    let run = RunSpec::set_up(&client, &tenant.setup(), Arc::default());
    let planned = run.plan(Arc::new(Unobserved), CancellationToken::new()).await;
    planned.into_iter().find(|step| step.id == "agent-check").unwrap()
}

#[tokio::test]
async fn an_agent_at_work_is_named() {
    let (kind, preview) = agent_check("contoso", true).await.finding.unwrap();
    assert_eq!(
        (kind, preview.notes[0].code.as_str()),
        (FindingKind::AlreadyDone, "agents-found")
    );
    assert!(!preview.notes[0].values["machines"].is_empty());
}

#[tokio::test]
async fn a_stopped_agent_and_none_at_all_block_with_their_own_words() {
    assert_eq!(
        agent_check("agent-inactive", true).await.finding.unwrap_err().code,
        "agent-silent"
    );
    assert_eq!(
        agent_check("no-agent", true).await.finding.unwrap_err().code,
        "no-agent"
    );
}

#[tokio::test]
async fn who_may_not_ask_is_told_so_and_not_blocked() {
    let (kind, preview) = agent_check("agent-inactive", false).await.finding.unwrap();
    assert_eq!(
        (kind, preview.notes[0].code.as_str()),
        (FindingKind::NotWanted, "agents-not-checked")
    );
}
