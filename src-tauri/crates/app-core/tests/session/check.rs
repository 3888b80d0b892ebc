//! What must be so before anything is set up.

use app_core::view::CheckView;
use app_core::{Journey, ProblemCode};
use journeys::checks::{CheckId, Verdict};

use crate::support::{Bench, app_only, demo, simulator, writes};
use graph_simulator::Timing;

fn ids(check: &CheckView) -> Vec<CheckId> {
    check.found.iter().map(|found| found.id).collect()
}

async fn looked(bench: &Bench) -> CheckView {
    bench.session.check_tenant(Journey::CloudSync).await.unwrap();
    let over = |check: &CheckView| !check.looking && (check.at.is_some() || check.problem.is_some());
    bench
        .seen(|view| view.check.as_ref().is_some_and(over))
        .await
        .check
        .unwrap()
}

#[tokio::test]
async fn a_look_grows_to_its_end_and_writes_nothing() {
    let bench = Bench::signed_in("contoso").await;
    let check = looked(&bench).await;
    assert_eq!(ids(&check), CheckId::ALL);
    assert_eq!(check.problem, None);
    let domains = check.domains.unwrap();
    assert_eq!(
        (domains[0].domain.as_str(), domains[0].machines.len()),
        ("corp.contoso.com", 2)
    );
    assert!(writes(&bench.session.view()).is_empty());

    let counts: Vec<usize> = bench
        .ui
        .views()
        .iter()
        .map(|view| view.check.as_ref().map_or(0, |check| check.found.len()))
        .collect();
    assert!(counts.is_sorted(), "{counts:?}");
}

#[tokio::test]
async fn the_rights_of_who_signed_in_are_looked_at() {
    let bench = Bench::signed_in("contoso").await;
    assert_eq!(looked(&bench).await.found[0].verdict, Verdict::Ready);

    let demo = demo(&bench.simulator);
    let reader = demo.accounts().await.unwrap().pop().unwrap();
    bench
        .session
        .connect(demo.connection(&reader.address).await.unwrap())
        .await
        .unwrap();
    bench.seen(|view| view.account.as_ref() == Some(&reader)).await;
    let check = looked(&bench).await;
    assert_eq!(
        (check.found[0].id, check.found[0].verdict),
        (CheckId::Role, Verdict::NeedsYou)
    );
}

#[tokio::test]
async fn a_look_under_way_is_not_begun_again_and_what_was_found_stays() {
    let bench = Bench::signed_in("contoso").await;
    let first = looked(&bench).await;
    let before = bench.session.view().requests.total;
    for _ in 0..5 {
        bench.session.check_tenant(Journey::CloudSync).await.unwrap();
    }
    let again = bench
        .seen(|view| view.check.as_ref().is_some_and(|check| check.at != first.at))
        .await;
    let later: Vec<_> = again.requests.rows.iter().filter(|row| row.number > before).collect();
    let of_domains = later.iter().filter(|row| row.path.contains("/domains")).count();
    assert_eq!(of_domains, 1);
    let while_looking = bench
        .ui
        .views()
        .into_iter()
        .filter_map(|view| view.check)
        .filter(|check| check.looking && check.at.is_some());
    assert!(
        while_looking
            .clone()
            .all(|check| ids(&check) == CheckId::ALL && check.domains == first.domains)
    );
}

#[tokio::test]
async fn what_an_application_may_not_see_is_said_and_stops_nothing() {
    let bench = Bench::new("contoso").await;
    let check = looked(&bench).await;
    assert_eq!(ids(&check), CheckId::ALL);
    assert_eq!(check.domains, None);
    assert_eq!(check.found[0].verdict, Verdict::NotChecked);
}

#[tokio::test]
async fn a_look_at_a_tenant_that_was_left_is_dropped() {
    let bench = Bench::signed_in("contoso").await;
    let other = simulator("school", Timing::instant());
    bench.session.check_tenant(Journey::CloudSync).await.unwrap();
    let connection = app_only(&other, &other.connection().client_secret);
    bench.session.connect(connection).await.unwrap();
    let there = |view: &app_core::AppView| {
        view.tenant
            .as_ref()
            .is_some_and(|tenant| tenant.name == "Linden School")
    };
    let view = bench.seen(there).await;
    assert_eq!(view.check, None);
    assert_eq!(looked(&bench).await.domains, None);
}

#[tokio::test]
async fn a_look_that_breaks_off_says_why() {
    let bench = Bench::with_secret("contoso", "not-the-secret").await;
    let check = looked(&bench).await;
    let problem = check.problem.unwrap();
    assert_eq!(problem.code, ProblemCode::AppSecretOver);
    assert_eq!(check.at, None);
}
