//! Runs from their beginning to their end.

use std::path::Path;

use app_core::view::{RunPhase, StepState};
use app_core::{ProblemCode, RecordingUi, Session, SessionEvent};
use graph_client::TokenRequest;
use secrecy::ExposeSecret;
use std::sync::Arc;
use step_engine::{Header, Journal};

use crate::support::{Bench, DOMAIN, files, next, over, recommended, writes};

#[tokio::test]
async fn a_run_is_told_in_whole_views_to_its_end() {
    let bench = Bench::new("fresh").await;
    let run = bench.run(bench.setup()).await.unwrap();
    assert_eq!(run.phase, RunPhase::Done);
    assert!(run.changes_made >= 5);

    let last = bench
        .seen(|view| view.run.as_ref() == Some(&run) && view.tenant.is_some())
        .await;
    assert_eq!(last.tenant.as_ref().unwrap().name, "Contoso");
    assert_eq!(last.tenant.as_ref().unwrap().domain, "contoso.onmicrosoft.com");
    assert!(!writes(&last).is_empty());

    let views = bench.ui.views();
    assert!(views.windows(2).all(|pair| pair[0].revision < pair[1].revision));
    assert_eq!(views.last().unwrap().run, last.run);
    assert!(files(bench.place.path()) == [bench.journal()]);
}

#[tokio::test]
async fn a_second_run_changes_nothing() {
    let bench = Bench::new("fresh").await;
    let first = bench.run(bench.setup()).await.unwrap();
    let before = bench
        .seen(|view| view.run.as_ref() == Some(&first))
        .await
        .requests
        .total;
    let again = bench.run(bench.setup()).await.unwrap();
    assert_eq!((again.phase, again.changes_made), (RunPhase::Done, 0));
    let last = bench.seen(|view| view.run.as_ref() == Some(&again)).await;
    let later = last.requests.rows.iter().filter(|row| row.number > before);
    assert!(later.clone().count() > 0);
    assert_eq!(later.filter(|row| row.method != "GET").count(), 0);
}

#[tokio::test]
async fn a_plan_writes_nothing_anywhere() {
    let bench = Bench::new("fresh").await;
    bench.session.plan(bench.setup()).await.unwrap();
    let view = bench
        .seen(|view| view.run.as_ref().is_some_and(|run| run.phase == RunPhase::Planned))
        .await;
    let steps = view.run.as_ref().unwrap().steps.clone();
    assert!(
        steps
            .iter()
            .any(|step| step.state == StepState::WillChange && !step.notes.is_empty())
    );
    assert!(
        steps
            .iter()
            .all(|step| !matches!(step.state, StepState::ToCome { .. } | StepState::Looking))
    );
    let asked = steps.iter().flat_map(|step| &step.requests);
    let asked: Vec<_> = asked.map(|request| (&*request.method, &*request.path)).collect();
    assert!(asked.contains(&("POST", "/v1.0/servicePrincipals/{configuration}/synchronization/jobs")));
    assert_eq!(view.run.as_ref().unwrap().setup, bench.setup().to_value());
    assert!(writes(&view).is_empty());
    assert!(files(bench.place.path()).is_empty());
}

#[tokio::test]
async fn another_tenants_setup_is_refused_before_anything_is_written() {
    let bench = Bench::new("fresh").await;
    let of = |tenant: &str| recommended(tenant, DOMAIN);
    for tenant in ["fabrikam.onmicrosoft.com", "9188040d-6c67-4c5b-b112-36a304b66dad"] {
        let problem = bench.run(of(tenant)).await.unwrap_err();
        assert_eq!(problem.code, ProblemCode::WrongTenant);
        assert_eq!(problem.facts["tenant"], tenant);
        assert_eq!(problem.facts["found"], "contoso.onmicrosoft.com");
        assert_eq!(
            bench.session.plan(of(tenant)).await.unwrap_err().code,
            ProblemCode::WrongTenant
        );
    }
    let view = bench.seen(|view| view.requests.total > 0).await;
    assert!(writes(&view).is_empty());
    assert!(files(bench.place.path()).is_empty());

    let run = bench.run(of("Contoso.onmicrosoft.com")).await.unwrap();
    assert_eq!(run.phase, RunPhase::Done);
}

#[tokio::test]
async fn a_damaged_journal_is_set_aside_with_a_notice() {
    let bench = Bench::new("fresh").await;
    let journal = bench.journal();
    std::fs::create_dir_all(journal.parent().unwrap()).unwrap();
    std::fs::write(&journal, "{\"journal\":1}\nwhat is this\n").unwrap();
    let run = bench.run(bench.setup()).await.unwrap();
    assert_eq!(run.phase, RunPhase::Done);
    let view = bench.seen(|view| !view.notices.is_empty()).await;
    assert_eq!(view.notices[0].code, "journal-set-aside");
    let aside = Path::new(&view.notices[0].values["file"]);
    assert_eq!(
        std::fs::read_to_string(aside).unwrap(),
        "{\"journal\":1}\nwhat is this\n"
    );
    assert_eq!(files(bench.place.path()).len(), 2);
}

#[tokio::test]
async fn a_run_that_another_process_holds_is_left_to_it() {
    let bench = Bench::new("fresh").await;
    let tenant = &bench.connection.tenant;
    std::fs::create_dir_all(bench.journal().parent().unwrap()).unwrap();
    let held = Journal::open(&bench.journal(), || {
        Header::new(tenant, "custom", "cloud-sync", DOMAIN, serde_json::Value::Null)
    })
    .unwrap();
    let problem = bench.run(bench.setup()).await.unwrap_err();
    assert_eq!(problem.code, ProblemCode::RunHeldElsewhere);
    assert!(problem.retryable);
    drop(held);
    assert_eq!(bench.run(bench.setup()).await.unwrap().phase, RunPhase::Done);
}

#[tokio::test]
async fn a_stopped_run_goes_on_and_repeats_nothing() {
    let bench = Bench::new("fresh").await;
    let mut news = bench.session.subscribe();
    bench.session.start_run(bench.setup()).await.unwrap();
    assert_eq!(
        bench.session.start_run(bench.setup()).await.unwrap_err().code,
        ProblemCode::Busy
    );
    while !matches!(next(&mut news).await, SessionEvent::Fact(_)) {}
    bench.session.stop_run();
    let stopped = over(&mut news).await;
    assert_eq!(stopped.phase, RunPhase::Stopped);

    let rest = bench.run(bench.setup()).await.unwrap();
    assert_eq!(rest.phase, RunPhase::Done);
    let view = bench.seen(|view| view.run.as_ref() == Some(&rest)).await;
    let created = writes(&view)
        .iter()
        .filter(|write| write.ends_with("/instantiate"))
        .count();
    assert_eq!(created, 1);
}

#[tokio::test]
async fn a_refused_sign_in_is_told_at_the_steps_that_needed_it() {
    let bench = Bench::with_secret("fresh", "not-the-secret").await;
    let run = bench.run(bench.setup()).await.unwrap();
    assert_eq!(run.phase, RunPhase::Failed);
    let problems: Vec<ProblemCode> = run
        .steps
        .iter()
        .filter_map(|step| match &step.state {
            StepState::Failed { problem, .. } => Some(problem.code),
            _ => None,
        })
        .collect();
    assert!(!problems.is_empty() && problems.iter().all(|code| *code == ProblemCode::AppSecretOver));
    let view = bench.seen(|view| !view.notices.is_empty()).await;
    assert_eq!(
        (view.notices[0].code.as_str(), view.tenant),
        ("tenant-did-not-answer", None)
    );
}

#[tokio::test]
async fn secrets_and_tokens_stay_where_they_belong() {
    let bench = Bench::new("throttled").await;
    bench.run(bench.setup()).await.unwrap();
    bench.session.status(None).await.unwrap();
    let token = bench.connection.tokens.token(TokenRequest::default()).await.unwrap();
    let sentinels = [
        bench.simulator.connection().client_secret.as_str(),
        token.secret.expose_secret(),
    ];
    let mut places: Vec<String> = files(bench.place.path())
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    places.extend(bench.ui.views().iter().map(|view| serde_json::to_string(view).unwrap()));
    places.push(format!(
        "{:?} {:?} {:?}",
        bench.connection,
        bench.session,
        bench.session.view()
    ));
    assert!(places.len() > 3);
    for place in places {
        assert!(sentinels.iter().all(|sentinel| !place.contains(sentinel)));
    }
}

#[tokio::test]
async fn status_tells_what_exists() {
    let bench = Bench::new("configured").await;
    let status = bench.session.status(Some(bench.setup())).await.unwrap();
    assert_eq!(status.synchronization, Some(true));
    assert_eq!(status.configurations.len(), 1);
    let configuration = &status.configurations[0];
    assert_eq!(configuration.domain.as_deref(), Some(DOMAIN));
    assert!(configuration.jobs.iter().all(|job| job.state.is_scheduled()));
    let elsewhere = recommended(&bench.connection.tenant, "other.contoso.com");
    assert!(
        bench
            .session
            .status(Some(elsewhere))
            .await
            .unwrap()
            .configurations
            .is_empty()
    );
}

#[tokio::test]
async fn without_a_tenant_nothing_begins() {
    let place = tempfile::tempdir().unwrap();
    let session = Session::open(place.path().to_owned(), Arc::new(RecordingUi::default()));
    let setup = recommended("contoso.onmicrosoft.com", DOMAIN);
    assert_eq!(
        session.start_run(setup.clone()).await.unwrap_err().code,
        ProblemCode::SignInAgain
    );
    assert_eq!(
        session.status(Some(setup)).await.unwrap_err().code,
        ProblemCode::SignInAgain
    );
    session.stop_run();
    assert_eq!(session.view().run, None);
}
