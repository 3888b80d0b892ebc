//! What breaks off or never ends must not hold the session up.

use std::sync::{Arc, Mutex};

use app_core::view::{RunPhase, StatusView};
use app_core::{Journey, ProblemCode, SessionEvent};
use futures::FutureExt;
use futures::future::BoxFuture;
use graph_client::{AccessToken, Cloud, TokenError, TokenRequest, TokenSource};
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::support::{Bench, DOMAIN, PATIENCE, next, recommended};

/// A mistake in the middle of every call.
#[derive(Debug)]
struct Panics(Cloud);

impl TokenSource for Panics {
    fn cloud(&self) -> &Cloud {
        &self.0
    }

    fn token(&self, _: TokenRequest) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        async { panic!("a mistake") }.boxed()
    }
}

/// Never answers, and tells when nobody can ask any more.
#[derive(Debug)]
struct Silent {
    cloud: Cloud,
    gone: Mutex<Option<oneshot::Sender<()>>>,
}

impl TokenSource for Silent {
    fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    fn token(&self, _: TokenRequest) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        std::future::pending().boxed()
    }
}

impl Drop for Silent {
    fn drop(&mut self) {
        if let Some(gone) = self.gone.get_mut().unwrap().take() {
            let _ = gone.send(()); // the test may be over
        }
    }
}

/// Signs in with tokens that never come; the answer says when nobody waits for one any more.
async fn connect_to_silence(bench: &Bench) -> oneshot::Receiver<()> {
    let (gone, is_gone) = oneshot::channel();
    let mut silent = bench.connection.clone();
    silent.tokens = Arc::new(Silent {
        cloud: silent.cloud.clone(),
        gone: Mutex::new(Some(gone)),
    });
    bench.session.connect(silent).await.unwrap();
    is_gone
}

#[tokio::test]
async fn a_mistake_in_a_task_is_told_and_the_session_goes_on() {
    let bench = Bench::new("contoso").await;
    let mut broken = bench.connection.clone();
    broken.tokens = Arc::new(Panics(broken.cloud.clone()));
    bench.session.connect(broken).await.unwrap();

    bench.session.check_tenant(Journey::CloudSync).await.unwrap();
    let view = bench
        .seen(|view| view.check.as_ref().is_some_and(|check| check.problem.is_some()))
        .await;
    let check = view.check.unwrap();
    assert!(!check.looking && check.problem.unwrap().details.contains("broke off"));

    bench.session.watch_status(bench.setup()).await.unwrap();
    let over = |status: &StatusView| !status.looking && status.problem.is_some();
    bench.seen(|view| view.status.as_ref().is_some_and(over)).await;

    let trial = bench
        .try_person(bench.setup(), "CN=Ann,DC=corp,DC=contoso,DC=com")
        .await
        .unwrap();
    assert_eq!(trial.problem.unwrap().code, ProblemCode::UnexpectedAnswer);

    let run = bench.run(bench.setup()).await.unwrap();
    assert_eq!(run.phase, RunPhase::Failed);

    bench.session.connect(bench.connection.clone()).await.unwrap();
    assert_eq!(bench.run(bench.setup()).await.unwrap().phase, RunPhase::Done);
}

#[tokio::test]
async fn every_task_ends_with_its_session() {
    let bench = Bench::new("contoso").await;
    let is_gone = connect_to_silence(&bench).await;
    let mut news = bench.session.subscribe();
    bench.session.check_tenant(Journey::CloudSync).await.unwrap();
    bench.session.watch_status(bench.setup()).await.unwrap();
    bench.session.start_run(bench.setup()).await.unwrap();
    while !matches!(next(&mut news).await, SessionEvent::Fact(_)) {}
    let _tenant = bench.simulator;
    drop((bench.session, bench.ui, bench.connection));
    timeout(PATIENCE, is_gone).await.unwrap().unwrap();
}

#[tokio::test]
async fn every_task_ends_with_its_tenant() {
    let bench = Bench::new("contoso").await;
    let is_gone = connect_to_silence(&bench).await;
    bench.session.check_tenant(Journey::CloudSync).await.unwrap();
    let by_domain = recommended("contoso.onmicrosoft.com", DOMAIN);
    bench.session.watch_status(by_domain).await.unwrap();
    bench.session.disconnect().await.unwrap();
    timeout(PATIENCE, is_gone).await.unwrap().unwrap();
}
