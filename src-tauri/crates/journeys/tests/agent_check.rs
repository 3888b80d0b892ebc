//! Agents as a signed-in person sees them: the answer of the plan's first line.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use graph_client::{AccessToken, Cloud, GraphClient, NoLog, TokenError, TokenRequest, TokenSource};
use graph_simulator::{Options, Simulator, Timing};
use jiff::{SignedDuration, Timestamp};
use journeys::{CloudServices, Setup, cloud_sync};
use serde_json::{Value, json};
use step_engine::{FindingKind, PlannedStep, Unobserved, plan};
use tokio_util::sync::CancellationToken;

/// A person's token that the simulator hands out without a sign-in page.
#[derive(Debug)]
struct Person {
    token: String,
    tenant: String,
}

impl TokenSource for Person {
    fn token(&self, _: TokenRequest) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        let token = AccessToken {
            secret: self.token.clone().into(),
            expires: Timestamp::now() + SignedDuration::from_hours(1),
            tenant: Some(self.tenant.clone()),
        };
        async move { Ok(token) }.boxed()
    }
}

async fn agent_check(scenario: &str, delegated: bool) -> PlannedStep {
    let simulator = Simulator::start(Options {
        scenario: scenario.parse().unwrap(),
        timing: Timing::instant(),
        ..Options::default()
    })
    .unwrap();
    let connection = simulator.connection();
    let permissions = [
        "Directory.ReadWrite.All",
        "Organization.Read.All",
        "Application.Read.All",
    ];
    let answer = reqwest::Client::builder()
        .no_proxy()
        .build()
        .unwrap()
        .post(format!("{}/_sim/tokens", connection.graph))
        .header("x-sim-key", &connection.control_key)
        .json(&json!({ "delegated": delegated, "permissions": permissions }))
        .send()
        .await
        .unwrap();
    let answer: Value = answer.json().await.unwrap();
    let tenant = connection.tenant.to_string();
    let token = answer["access_token"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer}"))
        .to_owned();
    let cloud = Cloud::demo(&connection.graph, &connection.login).unwrap();
    let person = Person {
        token,
        tenant: tenant.clone(),
    };
    let client = GraphClient::new(cloud, &tenant, Arc::new(person), Arc::new(NoLog)).unwrap();
    let setup = Setup::recommended(&tenant, connection.domain).unwrap();
    let services = Arc::new(CloudServices::new(client, setup));
    let planned = plan(&cloud_sync(), services, Arc::new(Unobserved), CancellationToken::new()).await;
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
