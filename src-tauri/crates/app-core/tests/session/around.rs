//! What stands around the jobs, as the demo tenant tells it.

use std::time::Duration;

use app_core::view::StatusView;
use app_core::{BesideCode, Level, Stored, TenantStatus, Unread, Watched, Weight};
use serde_json::json;

use crate::support::{Bench, writes};

fn codes(status: &TenantStatus) -> Vec<(BesideCode, Weight)> {
    let lines = status.configurations.iter().flat_map(|found| &found.beside);
    lines.map(|line| (line.code, line.level)).collect()
}

async fn of(scenario: &str) -> TenantStatus {
    let bench = Bench::signed_in(scenario).await;
    let status = bench.session.status(None).await.unwrap();
    assert!(writes(&bench.session.view()).is_empty());
    status
}

#[tokio::test]
async fn a_tenant_that_is_well_asks_for_nothing() {
    let status = of("contoso/healthy").await;
    assert_eq!(codes(&status), [(BesideCode::TenantGuard, Weight::WorthKnowing)]);
    let settings = &status.configurations[0].settings;
    assert_eq!(settings.guard, Stored::On(500));
    assert_eq!(settings.tenant_hashes, Stored::On(()));
    assert_eq!(status.agent_list.agents.len(), 2);
}

#[tokio::test]
async fn each_kind_of_trouble_is_told() {
    use BesideCode as Code;
    for (scenario, wanted) in [
        ("contoso/agent-down", (Code::LastAgent, Weight::NeedsYou)),
        ("contoso/stuck-agent", (Code::NoActiveAgent, Weight::Urgent)),
        ("contoso/stuck-no-agent", (Code::NoActiveAgent, Weight::Urgent)),
        ("contoso/stuck-other-domain", (Code::OtherDomains, Weight::NeedsYou)),
        ("contoso/drifted", (Code::NoMail, Weight::NeedsYou)),
        ("contoso/drifted", (Code::GuardOff, Weight::NeedsYou)),
        ("contoso/duplicated", (Code::SameDomain, Weight::NeedsYou)),
    ] {
        let status = of(scenario).await;
        let told = codes(&status);
        assert!(told.contains(&wanted), "{scenario}: {told:?}");
    }
}

#[tokio::test]
async fn what_an_application_may_not_read_is_told_and_nothing_gets_worse_by_it() {
    let bench = Bench::new("contoso/healthy").await;
    let status = bench.session.status(None).await.unwrap();
    assert!(codes(&status).contains(&(BesideCode::AgentsNotAllowed, Weight::CannotSee)));
    assert_eq!(status.agent_list.unread, Some(Unread::NotAllowed));
    let found = &status.configurations[0];
    assert_eq!(Some(found.level), found.worst().map(|job| job.level));
}

#[tokio::test]
async fn what_is_off_is_fine_where_its_file_says_so() {
    let bench = Bench::signed_in("contoso/paused").await;
    let level = async |start| {
        let setup = bench.setup_with(&[("start", json!(start))]);
        let status = bench.session.status(Some(setup)).await.unwrap();
        (status.level(), codes(&status)[0].0)
    };
    assert_eq!(level(false).await, (Level::Fine, BesideCode::OffAsInFile));
    assert_eq!(level(true).await, (Level::NeedsYou, BesideCode::OffAgainstFile));
}

/// Of a look that is repeated each minute only the jobs are asked for.
#[tokio::test]
async fn a_repeated_look_asks_for_the_jobs_alone() {
    let bench = Bench::signed_in("contoso/healthy").await;
    let looked = |after: Option<String>| {
        let is_over = move |status: &StatusView| !status.looking && status.at.is_some() && status.at != after;
        bench.seen(move |view| view.status.as_ref().is_some_and(&is_over))
    };
    bench.session.watch_status(Watched::Tenant).await.unwrap();
    let first = looked(None).await;
    let asked = first.requests.rows.len();

    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(61)).await;
    tokio::time::resume();
    let second = looked(first.status.unwrap().at).await;
    let paths: Vec<&str> = second.requests.rows[asked..]
        .iter()
        .map(|row| row.path.as_str())
        .collect();
    assert!(
        paths.len() == 1 && paths[0].ends_with("/synchronization/jobs"),
        "{paths:?}"
    );
}
