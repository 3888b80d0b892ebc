//! Signing out, and changing the tenant.

use app_core::view::RunPhase;
use app_core::{Journey, ProblemCode, RecordingUi, Session};
use std::sync::Arc;

use crate::support::{Bench, DOMAIN, app_only, demo, over, recommended};

#[tokio::test]
async fn nobody_leaves_while_a_run_works() {
    let bench = Bench::signed_in("fresh").await;
    let mut news = bench.session.subscribe();
    bench.session.start_run(bench.setup()).await.unwrap();
    assert_eq!(bench.session.disconnect().await.unwrap_err().code, ProblemCode::Busy);
    over(&mut news).await;
    bench.session.disconnect().await.unwrap();
}

#[tokio::test]
async fn what_was_known_of_a_tenant_goes_with_it() {
    let bench = Bench::signed_in("fresh").await;
    bench.run(bench.setup()).await.unwrap();
    bench.session.check_tenant(Journey::CloudSync).await.unwrap();
    bench.session.watch_status(bench.setup()).await.unwrap();
    let person = demo(&bench.simulator).people("an").await.unwrap().remove(0);
    bench
        .try_person(bench.setup(), &person.distinguished_name)
        .await
        .unwrap();
    let all = bench
        .seen(|view| view.check.is_some() && view.status.is_some() && view.trial.is_some())
        .await;

    bench.session.disconnect().await.unwrap();
    let view = bench.seen(|view| view.tenant.is_none()).await;
    assert_eq!((view.account, view.run, view.trial), (None, None, None));
    assert_eq!((view.check, view.status, view.unfinished.len()), (None, None, 0));
    assert!(view.requests.total >= all.requests.total);
    let refused = bench.session.check_tenant(Journey::CloudSync).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::SignInAgain);
    bench.session.disconnect().await.unwrap();

    let demo = demo(&bench.simulator);
    let second = demo.accounts().await.unwrap().remove(1);
    bench
        .session
        .connect(demo.connection(&second.address).await.unwrap())
        .await
        .unwrap();
    let view = bench.seen(|view| view.account.is_some() && view.tenant.is_some()).await;
    assert_eq!(view.account, Some(second));
    assert_eq!(bench.run(bench.setup()).await.unwrap().phase, RunPhase::Done);
}

#[tokio::test]
async fn that_a_tenant_did_not_answer_is_forgotten_with_it() {
    let bench = Bench::with_secret("fresh", "not-the-secret").await;
    bench.seen(|view| view.notices.len() == 1).await;
    bench.session.check_tenant(Journey::CloudSync).await.unwrap();
    let checked = bench
        .seen(|view| view.check.as_ref().is_some_and(|check| check.problem.is_some()))
        .await;
    assert_eq!(checked.notices.len(), 1, "said once");
    let good = app_only(&bench.simulator, &bench.simulator.connection().client_secret);
    bench.session.connect(good).await.unwrap();
    assert_eq!(bench.seen(|view| view.tenant.is_some()).await.notices, []);
}

#[tokio::test]
async fn a_tenant_that_did_not_answer_is_asked_again_with_the_next_look() {
    let bench = Bench::signed_in("fresh").await;
    // The first look must not be the one that meets the fault.
    bench.seen(|view| view.tenant.is_some()).await;
    bench.simulator.add_fault("GET /organization=403".parse().unwrap());
    bench.session.connect(bench.connection.clone()).await.unwrap();
    bench.seen(|view| view.notices.len() == 1).await;
    bench.session.check_tenant(Journey::CloudSync).await.unwrap();
    assert_eq!(bench.seen(|view| view.tenant.is_some()).await.notices, []);
}

#[tokio::test]
async fn a_refused_run_leaves_the_one_on_screen_as_it_is() {
    let bench = Bench::signed_in("fresh").await;
    let done = bench.run(bench.setup()).await.unwrap();
    bench.seen(|view| view.tenant.is_some()).await;
    let elsewhere = recommended("fabrikam.onmicrosoft.com", DOMAIN);
    let (refused, ()) = tokio::join!(bench.session.start_run(elsewhere), async { bench.session.stop_run() });
    let view = bench.seen(|view| view.run.as_ref() == Some(&done)).await;
    assert_eq!(view.run.unwrap().phase, RunPhase::Done);
    assert_eq!(refused.unwrap_err().code, ProblemCode::WrongTenant);
}

#[tokio::test]
async fn without_a_tenant_nothing_is_looked_at_or_tried() {
    let place = tempfile::tempdir().unwrap();
    let session = Session::open(place.path().to_owned(), Arc::new(RecordingUi::default()));
    let setup = recommended("contoso.onmicrosoft.com", DOMAIN);
    for refused in [
        session.check_tenant(Journey::CloudSync).await,
        session.watch_status(setup.clone()).await,
        session.try_person(setup, "CN=Ann").await,
    ] {
        assert_eq!(refused.unwrap_err().code, ProblemCode::SignInAgain);
    }
    session.look_now();
    session.disconnect().await.unwrap();
}
