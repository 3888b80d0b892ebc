//! One person before everybody follows.

use std::time::Duration;

use app_core::view::{RunPhase, TrialAction, TrialPart, TrialState, TrialVerdict, TrialView, TypedCredential};
use app_core::{AppView, Journey, ProblemCode, SecretText, Setup};
use graph_simulator::Timing;
use serde_json::json;

use crate::support::{Bench, DOMAIN, demo, recommended, writes};

async fn ready() -> (Bench, String) {
    ready_with(Timing::instant()).await
}

/// Everything is set up and nothing started.
async fn ready_with(timing: Timing) -> (Bench, String) {
    let bench = Bench::signed_in_with("contoso", timing).await;
    let run = bench.run(bench.not_started()).await.unwrap();
    assert_eq!(run.phase, RunPhase::Done);
    let person = demo(&bench.simulator).people("an").await.unwrap().remove(0);
    (bench, person.distinguished_name)
}

fn state(trial: &TrialView, part: TrialPart) -> TrialState {
    let steps = &trial.result.as_ref().unwrap().steps;
    steps.iter().find(|step| step.part == part).unwrap().state
}

#[tokio::test]
async fn a_person_is_created_and_then_nothing_is_left_to_do() {
    let (bench, person) = ready().await;
    let first = bench.try_person(bench.not_started(), &person).await.unwrap();
    let result = first.result.as_ref().unwrap();
    assert_eq!(
        (result.verdict, result.action),
        (TrialVerdict::Success, TrialAction::Create)
    );
    assert_eq!(state(&first, TrialPart::Import), TrialState::Success);
    assert_eq!(state(&first, TrialPart::Action), TrialState::Success);
    assert_eq!(state(&first, TrialPart::Match), TrialState::NotTold);
    assert!(!result.changes.is_empty() && result.target.is_some());
    let details = &result.steps[0].details;
    assert!(details.iter().any(|(name, _)| name == "cn"));
    assert!(
        details
            .iter()
            .all(|(name, value)| !value.is_empty() && !name.ends_with("Token"))
    );

    let again = bench.try_person(bench.not_started(), &person).await.unwrap();
    let result = again.result.as_ref().unwrap();
    assert_eq!(
        (result.verdict, result.action),
        (TrialVerdict::Skipped, TrialAction::Other)
    );
    assert_eq!(result.code.as_deref(), Some("RedundantExport"));
    assert_eq!(state(&again, TrialPart::Action), TrialState::Skipped);
    assert!((first.problem, again.problem) == (None, None));
}

#[tokio::test]
async fn nobody_of_that_name_is_a_problem() {
    let (bench, _) = ready().await;
    let nobody = "CN=<b>Nobody</b>\u{202e},DC=corp,DC=contoso,DC=com";
    let trial = bench.try_person(bench.not_started(), nobody).await.unwrap();
    assert_eq!((trial.person.as_str(), trial.result), (nobody, None));
    let problem = trial.problem.unwrap();
    assert_eq!(problem.facts["person"], nobody);
    assert!(problem.request_id.is_some());
}

#[tokio::test]
async fn before_anything_is_set_up_there_is_nothing_to_try_with() {
    let bench = Bench::signed_in("duplicated").await;
    let trial = bench
        .try_person(bench.setup(), "CN=Ann,DC=corp,DC=contoso,DC=com")
        .await
        .unwrap();
    assert_eq!(trial.problem.unwrap().code, ProblemCode::SeveralConfigurations);
    assert!(writes(&bench.session.view()).is_empty());
}

#[tokio::test]
async fn another_tenants_setup_is_refused_and_what_is_on_screen_stays() {
    let (bench, person) = ready().await;
    let before = bench.try_person(bench.not_started(), &person).await.unwrap();
    let elsewhere = recommended("fabrikam.onmicrosoft.com", DOMAIN);
    let problem = bench.session.try_person(elsewhere, &person).await.unwrap_err();
    assert_eq!(problem.code, ProblemCode::WrongTenant);
    // The refused one is over, so that the next may begin.
    bench.session.check_tenant(Journey::CloudSync).await.unwrap();
    let view = bench
        .seen(|view| view.check.as_ref().is_some_and(|check| check.at.is_some()))
        .await;
    assert_eq!(view.trial, Some(before));
    bench.try_person(bench.not_started(), &person).await.unwrap();
}

/// The trial takes long enough to be met on the way.
fn slow() -> Timing {
    Timing {
        on_demand: Duration::from_secs(2),
        ..Timing::instant()
    }
}

#[tokio::test]
async fn a_trial_tells_why_it_waits_and_nothing_else_begins_meanwhile() {
    let (bench, person) = ready_with(slow()).await;
    bench.session.try_person(bench.not_started(), &person).await.unwrap();
    let waits =
        |trial: &TrialView| trial.working && trial.wait.as_ref().is_some_and(|wait| wait.cause == "provisioning");
    bench.seen(|view| view.trial.as_ref().is_some_and(waits)).await;
    let refused = [
        bench.session.try_person(bench.not_started(), &person).await,
        bench.session.start_run(bench.setup()).await,
        bench.session.plan(bench.setup()).await,
        bench.session.disconnect().await,
        bench.session.connect(bench.connection.clone()).await,
    ];
    for refused in refused {
        assert_eq!(refused.unwrap_err().code, ProblemCode::Busy);
    }
    // A write that was sent comes to its end, and what came of it is told.
    bench.session.stop_run();
    let view = bench
        .seen(|view| view.trial.as_ref().is_some_and(|trial| !trial.working))
        .await;
    let trial = view.trial.unwrap();
    assert_eq!(
        (trial.wait, trial.result.unwrap().verdict),
        (None, TrialVerdict::Success)
    );
    assert_eq!(
        view.run.unwrap().phase,
        RunPhase::Done,
        "it was no run that was stopped"
    );
    bench.session.disconnect().await.unwrap();
}

#[tokio::test]
async fn nobody_is_tried_while_a_run_works() {
    let (bench, person) = ready().await;
    bench.session.start_run(bench.setup()).await.unwrap();
    let problem = bench.session.try_person(bench.setup(), &person).await.unwrap_err();
    assert_eq!(problem.code, ProblemCode::Busy);
    bench.session.stop_run();
}

const OF_APP: &str = "ayu.wijaya@contoso.com";

/// Answers for an app of this name, to which one person is assigned; its token was typed.
async fn app(bench: &Bench, name: &str) -> Setup {
    let credential = TypedCredential {
        instance: name.to_owned(),
        key: "SecretToken".to_owned(),
    };
    let token = SecretText::new("t0ken");
    bench.session.keep_credential(credential, token).await.unwrap();
    let setup = json!({ "causeway": 1, "journey": "gallery-app", "tenant": bench.connection.tenant,
        "app": { "template": "21ed01d2-ec13-4e9e-86c1-cd546719ebc4" },
        "instances": [{ "name": name, "start": false, "assign": [{ "user": OF_APP }], "credentials":
            { "BaseAddress": "https://scim.aws.example/abc/scim/v2", "SecretToken": { "from": "prompt" } } }] });
    Setup::parse(&setup.to_string()).unwrap()
}

#[tokio::test]
async fn a_person_gets_into_an_app_and_the_try_is_told_of_no_other_app() {
    let bench = Bench::signed_in("contoso").await;
    let nl = app(&bench, "AWS NL").await;
    assert_eq!(bench.run(nl.clone()).await.unwrap().phase, RunPhase::Done);
    bench.session.may_try(nl.clone()).await.unwrap();
    let trial = bench.try_person(nl.clone(), OF_APP).await.unwrap();
    assert_eq!((trial.person.as_str(), &trial.problem), (OF_APP, &None));
    let result = trial.result.as_ref().unwrap();
    assert_eq!(
        (result.verdict, result.action),
        (TrialVerdict::Success, TrialAction::Create)
    );
    assert_eq!(state(&trial, TrialPart::Match), TrialState::Success);

    let start = bench.run(nl.starting()).await.unwrap();
    let view = bench.seen(|view| view.run.as_ref() == Some(&start)).await;
    assert_eq!(view.trial, Some(trial), "the start is of the same app");
    bench.plan(app(&bench, "AWS DE").await).await.unwrap();
    let is_of_other = |view: &AppView| view.run.as_ref().is_some_and(|run| run.name == "AWS DE");
    assert_eq!(bench.seen(is_of_other).await.trial, None);
}
