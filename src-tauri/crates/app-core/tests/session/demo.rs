//! Who can sign in to the demo tenant, and who works there.

use app_core::view::{FaultName, FaultPlace};
use app_core::{ConnectError, DemoTenant, Journey, ProblemCode};
use graph_client::TokenRequest;
use graph_simulator::Timing;
use secrecy::ExposeSecret;
use uuid::Uuid;

use crate::support::{Bench, demo, simulator};

#[tokio::test]
async fn the_first_account_is_the_recommended_one_and_each_can_sign_in() {
    let simulator = simulator("contoso", Timing::instant());
    let demo = demo(&simulator);
    let accounts = demo.accounts().await.unwrap();
    assert!(accounts.len() > 2);
    assert_eq!(accounts[0].roles, ["Hybrid Identity Administrator"]);
    for account in accounts {
        let connection = demo.connection(&account.address.to_uppercase()).await.unwrap();
        assert_eq!(connection.grant.roles.as_ref(), Some(&account.roles));
        assert!(
            connection
                .grant
                .scopes
                .as_ref()
                .is_some_and(|scopes| !scopes.is_empty())
        );
        assert_eq!(connection.account, Some(account));
        connection.tokens.token(TokenRequest::default()).await.unwrap();
    }
}

#[tokio::test]
async fn who_signed_in_is_in_the_view_and_an_application_is_nobody() {
    let bench = Bench::signed_in("contoso").await;
    let view = bench.seen(|view| view.tenant.is_some()).await;
    assert_eq!(view.account, bench.connection.account);
    let app = Bench::new("contoso").await;
    assert_eq!(app.seen(|view| view.tenant.is_some()).await.account, None);
}

#[tokio::test]
async fn people_are_found_by_a_part_of_their_name() {
    let simulator = simulator("contoso", Timing::instant());
    let demo = demo(&simulator);
    let found = demo.people("an").await.unwrap();
    assert_eq!(found.len(), 8);
    for person in &found {
        assert!(person.name.to_lowercase().contains("an"), "{person:?}");
        assert!(person.distinguished_name.starts_with("CN="), "{person:?}");
    }
    assert_eq!(demo.people("nobody & nothing #1?").await.unwrap(), []);
}

#[tokio::test]
async fn organizational_units_are_told_parents_first() {
    let simulator = simulator("contoso", Timing::instant());
    let units = demo(&simulator).organizational_units().await.unwrap();
    assert!(units.len() > 3 && units.iter().all(|unit| unit.starts_with("OU=")));
    for (at, unit) in units.iter().enumerate() {
        let parent = unit.split_once(',').unwrap().1;
        assert!(
            !units[at..].iter().any(|later| later == parent),
            "{unit} before {parent}"
        );
    }
}

#[tokio::test]
async fn a_fault_is_armed_until_it_happens_or_is_called_off() {
    let bench = Bench::signed_in("contoso").await;
    bench.seen(|view| view.tenant.is_some()).await;
    let demo = demo(&bench.simulator);
    demo.arm(FaultName::SlowDown, FaultPlace::Start).await.unwrap();
    demo.arm(FaultName::TokenExpired, FaultPlace::NextRequest)
        .await
        .unwrap();
    let armed: Vec<_> = demo.faults().await.unwrap().armed;
    let armed: Vec<_> = armed.iter().map(|one| (one.fault, one.place)).collect();
    let start = (Some(FaultName::SlowDown), Some(FaultPlace::Start));
    assert_eq!(
        armed,
        [start, (Some(FaultName::TokenExpired), Some(FaultPlace::NextRequest))]
    );

    bench.session.check_tenant(Journey::CloudSync).await.unwrap();
    bench
        .seen(|view| view.check.as_ref().is_some_and(|check| check.at.is_some()))
        .await;
    let faults = demo.faults().await.unwrap();
    assert_eq!((faults.armed.len(), faults.happened.len()), (1, 1), "{faults:?}");
    assert_eq!(faults.happened[0].what.fault, Some(FaultName::TokenExpired));
    assert_eq!(faults.happened[0].method, "GET");

    demo.clear_faults().await.unwrap();
    let faults = demo.faults().await.unwrap();
    assert!(faults.armed.is_empty() && faults.happened.len() == 1, "{faults:?}");
}

#[tokio::test]
async fn nobody_unknown_signs_in() {
    let simulator = simulator("contoso", Timing::instant());
    let problem = demo(&simulator).connection("mallory@example.com").await.unwrap_err();
    assert_eq!(problem.code, ProblemCode::SignInRefused);
}

#[tokio::test]
async fn a_demo_that_is_gone_or_elsewhere_is_told() {
    let simulator = simulator("contoso", Timing::instant());
    let demo = demo(&simulator);
    drop(simulator);
    let problem = demo.accounts().await.unwrap_err();
    assert_eq!((problem.code, problem.retryable), (ProblemCode::NoConnection, true));
    for elsewhere in ["https://graph.example.com", "http://10.0.0.1:80"] {
        let refused = DemoTenant::new(
            elsewhere,
            "http://127.0.0.1:1",
            "t",
            Uuid::nil(),
            "key".to_owned(),
            "ticket".to_owned(),
        );
        assert!(matches!(refused, Err(ConnectError::Address(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn key_and_tokens_are_never_shown() {
    let bench = Bench::signed_in("contoso").await;
    let token = bench.connection.tokens.token(TokenRequest::default()).await.unwrap();
    let key = &bench.simulator.connection().control_key;
    let shown = format!(
        "{:?} {:?} {:?}",
        demo(&bench.simulator),
        bench.connection,
        bench.session.view()
    );
    assert!(!shown.contains(key) && !shown.contains(token.secret.expose_secret()));
}
