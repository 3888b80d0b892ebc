//! Taking away what a run created.

use app_core::view::{Busy, RunKind, RunPhase, RunView, StepState};
use app_core::{AppView, Problem, ProblemCode, Setup, StepId};

use crate::support::{Bench, DOMAIN, files, over, recommended, writes};

async fn removed(bench: &Bench, setup: Setup, typed: &str) -> Result<RunView, Problem> {
    let mut news = bench.session.subscribe();
    bench.session.remove(setup, typed).await?;
    Ok(over(&mut news).await)
}

#[tokio::test]
async fn it_is_shown_beside_the_run_it_is_about() {
    let bench = Bench::new("fresh").await;
    let run = bench.run(bench.setup()).await.unwrap();
    let kinds: Vec<_> = run.created.iter().map(|created| created.kind.as_str()).collect();
    assert_eq!(kinds, ["application", "configuration", "job", "job"]);

    let mut news = bench.session.subscribe();
    bench.session.plan_removal(bench.setup()).await.unwrap();
    let planned = over(&mut news).await;
    assert_eq!(planned.phase, RunPhase::Planned);
    let asked = planned.steps.iter().flat_map(|step| &step.requests);
    assert_eq!(
        asked.map(|request| request.method.as_str()).collect::<Vec<_>>(),
        ["DELETE"; 3]
    );

    let removal = removed(&bench, bench.setup(), "Contoso").await.unwrap();
    assert_eq!((removal.phase, removal.changes_made), (RunPhase::Done, 2));
    let view = bench.seen(|view| view.removal.as_ref() == Some(&removal)).await;
    assert!(
        view.run.as_ref().is_some_and(|run| run.removed),
        "the run says that it is gone"
    );
    let run = RunView { removed: true, ..run };
    assert_eq!(view.run, Some(run), "the run stays on screen");
    bench.session.plan_removal(bench.setup()).await.unwrap();
    let looked = |view: &AppView| {
        view.removal
            .as_ref()
            .is_some_and(|plan| plan.phase == RunPhase::Planned)
    };
    let view = bench.seen(looked).await;
    assert!(
        view.run.is_some_and(|run| run.removed),
        "and another look does not unsay it"
    );
    let put_away = files(bench.place.path());
    assert_eq!(put_away.len(), 2);
    assert!(put_away.iter().all(|file| file.to_string_lossy().contains(".removed-")));

    let again = bench.run(bench.setup()).await.unwrap();
    assert!(again.changes_made >= 5, "a run of the same name begins anew");
    let view = bench.seen(|view| view.run.as_ref() == Some(&again)).await;
    assert_eq!(view.removal, None, "what was removed before is no news of this run");
}

#[tokio::test]
async fn the_name_is_compared_here_and_not_only_in_the_page() {
    let bench = Bench::new("fresh").await;
    bench.run(bench.setup()).await.unwrap();
    // The run tells its end before the view that shows its last requests is out.
    let mut views = bench.session.watch();
    let is_done = |view: &AppView| view.run.as_ref().is_some_and(|run| run.phase == RunPhase::Done);
    let before = writes(&views.wait_for(is_done).await.unwrap());
    for typed in ["", "contoso", "Contoso Ltd", "contoso.onmicrosoft.com"] {
        let problem = removed(&bench, bench.setup(), typed).await.unwrap_err();
        assert_eq!(
            (problem.code, problem.facts["allowed"].as_str()),
            (ProblemCode::SetupInvalid, "Contoso")
        );
    }
    let elsewhere = recommended("fabrikam.onmicrosoft.com", DOMAIN);
    for problem in [
        removed(&bench, elsewhere.clone(), "Contoso").await.unwrap_err(),
        bench.session.plan_removal(elsewhere).await.unwrap_err(),
    ] {
        assert_eq!(problem.code, ProblemCode::WrongTenant);
    }
    assert_eq!(writes(&bench.session.view()), before);
    assert_eq!(
        removed(&bench, bench.setup(), " Contoso ").await.unwrap().phase,
        RunPhase::Done
    );
}

#[tokio::test]
async fn one_that_was_stopped_goes_on() {
    let bench = Bench::new("fresh").await;
    bench.run(bench.setup()).await.unwrap();
    let mut news = bench.session.subscribe();
    bench.session.remove(bench.setup(), "Contoso").await.unwrap();
    bench.session.stop_run();
    assert_eq!(over(&mut news).await.phase, RunPhase::Stopped);
    let bench = bench.reopened().await;
    let removal = removed(&bench, bench.setup(), "Contoso").await.unwrap();
    assert_eq!(removal.phase, RunPhase::Done);
    assert!(
        removal
            .steps
            .iter()
            .all(|step| step.state == StepState::Done { already: false })
    );
    assert_eq!(removal.steps[0].id, StepId::RemoveJobs);
}

#[tokio::test]
async fn a_run_that_is_at_work_is_not_taken_away_under_itself() {
    let bench = Bench::new("fresh").await;
    bench.session.start_run(bench.setup()).await.unwrap();
    let problem = bench.session.remove(bench.setup(), "Contoso").await.unwrap_err();
    assert_eq!(problem.code, ProblemCode::Busy);
    bench
        .seen(|view| view.run.as_ref().is_some_and(|run| run.phase == RunPhase::Done))
        .await;
}

#[tokio::test]
async fn what_is_worked_on_is_told_and_its_end_is_waited_for() {
    let bench = Bench::new("fresh").await;
    assert_eq!(bench.session.view().busy, None);
    bench.session.start_run(bench.setup()).await.unwrap();
    bench.seen(|view| view.busy == Some(Busy::SettingUp)).await;
    bench.session.end_of_work().await;
    assert_eq!(bench.plan(bench.setup()).await.unwrap().phase, RunPhase::Planned);

    bench.simulator.add_fault("DELETE /**=slow:1:after".parse().unwrap());
    bench.session.remove(bench.setup(), "Contoso").await.unwrap();
    let refused = bench.session.disconnect().await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::Busy);
    bench.seen(|view| view.busy == Some(Busy::Removing)).await;
    bench.session.stop_run();
    bench.session.end_of_work().await;
    bench.session.disconnect().await.unwrap();
    bench.seen(|view| view.busy.is_none() && view.tenant.is_none()).await;
}

#[tokio::test]
async fn one_that_was_broken_off_is_offered_until_it_is_ended() {
    let bench = Bench::new("fresh").await;
    bench.run(bench.setup()).await.unwrap();
    let mut news = bench.session.subscribe();
    bench.session.remove(bench.setup(), "Contoso").await.unwrap();
    bench.session.stop_run();
    assert_eq!(over(&mut news).await.phase, RunPhase::Stopped);
    let view = bench
        .seen(|view| {
            view.removal
                .as_ref()
                .is_some_and(|removal| removal.phase == RunPhase::Stopped)
        })
        .await;
    assert_eq!(view.unfinished, [], "it is on screen");

    let bench = bench.reopened().await;
    let view = bench.seen(|view| !view.unfinished.is_empty()).await;
    let offered = &view.unfinished[0];
    assert_eq!(
        (
            offered.journey.as_str(),
            offered.kind,
            offered.name.as_str(),
            &offered.row
        ),
        ("cloud-sync", RunKind::Removal, DOMAIN, &None)
    );
    assert_eq!((view.unfinished.len(), offered.done, offered.total), (1, 0, 2));
    assert_eq!(offered.setup, bench.setup().to_value());
    let setup = Setup::parse(&offered.setup.to_string()).unwrap();
    assert_eq!(removed(&bench, setup, "Contoso").await.unwrap().phase, RunPhase::Done);
    bench.seen(|view| view.unfinished.is_empty()).await;
}

/// An earlier version noted no journey in the journal of a removal.
#[tokio::test]
async fn a_removal_of_an_earlier_version_is_offered_and_gone_on_with() {
    let bench = Bench::new("fresh").await;
    bench.run(bench.setup()).await.unwrap();
    let mut news = bench.session.subscribe();
    bench.session.remove(bench.setup(), "Contoso").await.unwrap();
    bench.session.stop_run();
    over(&mut news).await;
    let journal = bench.journal().with_file_name(format!("removal--{DOMAIN}.jsonl"));
    let now = std::fs::read_to_string(&journal).unwrap();
    let before = now
        .replacen("\"journey\":\"cloud-sync\"", "\"journey\":\"removal\"", 1)
        .replacen("\"what\":\"removal\",", "", 1);
    assert_ne!(now, before);
    std::fs::write(&journal, &before).unwrap();

    let bench = bench.reopened().await;
    let view = bench.seen(|view| !view.unfinished.is_empty()).await;
    assert_eq!(view.unfinished[0].kind, RunKind::Removal);
    assert_eq!(
        removed(&bench, bench.setup(), "Contoso").await.unwrap().phase,
        RunPhase::Done
    );
    let names = files(bench.place.path());
    assert!(
        names.iter().all(|file| !file.to_string_lossy().contains("damaged")),
        "{names:?}"
    );
}
