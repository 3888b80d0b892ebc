//! Acts on what runs.

use std::fs::{self, File};

use app_core::view::{ActView, RunPhase, RunView};
use app_core::{Act, AppView, Problem, ProblemCode, SessionHandle, Steering, Target};
use serde_json::{Value, json};

use crate::support::{Bench, files, over, writes};

const EVERY: [Act; 11] = [
    Act::Pause,
    Act::GoOn,
    Act::Everybody,
    Act::ForgetPairs,
    Act::LetGo { held: 600 },
    Act::Keep,
    Act::RaiseOnce,
    Act::ExchangeOff,
    Act::PauseHashes,
    Act::TakeOutHashes,
    Act::Remove,
];

/// All jobs of the one configuration.
async fn target(session: &SessionHandle) -> Target {
    let found = session.status(None).await.unwrap().configurations.remove(0);
    Target {
        service_principal: found.id,
        jobs: found.jobs.into_iter().map(|job| job.id).collect(),
        name: found.name,
        domain: found.domain,
    }
}

async fn steering(bench: &Bench, act: Act) -> Steering {
    let target = target(&bench.session).await;
    Steering { act, target }
}

async fn planned(bench: &Bench, act: Act) -> RunView {
    let mut news = bench.session.subscribe();
    bench.session.plan_act(steering(bench, act).await).await.unwrap();
    over(&mut news).await
}

async fn done(bench: &Bench, act: Act, typed: &[&str]) -> Result<RunView, Problem> {
    let mut news = bench.session.subscribe();
    let steering = steering(bench, act).await;
    let typed = typed.iter().map(|&text| text.to_owned()).collect();
    bench.session.begin_act(steering, typed).await?;
    Ok(over(&mut news).await)
}

fn is_over(view: &AppView, phase: RunPhase) -> bool {
    view.act.as_ref().is_some_and(|act| act.phase == phase)
}

#[tokio::test]
async fn looking_sends_nothing_that_writes_and_shows_what_would_be_sent() {
    let bench = Bench::new("configured").await;
    let mut shown = Vec::new();
    for act in EVERY {
        let plan = planned(&bench, act.clone()).await;
        assert_eq!(plan.phase, RunPhase::Planned, "{act:?}");
        let requests = plan.steps.iter().flat_map(|step| &step.requests);
        shown.extend(requests.map(|request| {
            let is_id = |part: &&str| part.contains(|c: char| !c.is_ascii_alphabetic());
            let action = request.path.rsplit('/').find(|part| !is_id(part)).unwrap().to_owned();
            let body = request.body.as_ref().map(|body| serde_json::from_str(body).unwrap());
            (action, body.unwrap_or(Value::Null))
        }));
    }
    shown.dedup();
    let nothing = |action: &str| (action.to_owned(), Value::Null);
    let settings = json!({ "value": [{ "key": "AppKey", "value": json!({ "appKeyScenario": "AD2AADProvisioning" }).to_string() }] });
    let features = json!({ "features": { "passwordSyncEnabled": false } });
    let scope = |scope: &str| ("restart".to_owned(), json!({ "criteria": { "resetScope": scope } }));
    assert_eq!(
        shown,
        [
            nothing("pause"),
            scope("Watermark, Escrows, QuarantineState"),
            scope("Full"),
            nothing("pause"),
            nothing("schema"),
            nothing("jobs"),
            ("secrets".to_owned(), settings),
            ("onPremisesSynchronization".to_owned(), features),
            nothing("jobs"),
            nothing("applications"),
        ],
        "what runs need not go on, and nothing is held"
    );
    let view = bench.seen(|view| is_over(view, RunPhase::Planned)).await;
    assert_eq!(writes(&view), [""; 0]);
    assert!(files(bench.place.path()).is_empty(), "a look has no journal");
}

/// Each pair is an act of its own: one that broke off is not taken for another.
#[tokio::test]
async fn a_pair_of_somebody_else_has_a_journal_of_its_own() {
    let bench = Bench::new("configured").await;
    for object in [
        "6f0c8ac1-62c1-4b46-9d8c-6b8f3f4ad0aa",
        "0b9d5c52-6c0f-4a63-9a7f-0f2f9d7c5a11",
    ] {
        let object = object.to_owned();
        let mut steering = steering(&bench, Act::ForgetPair { object }).await;
        steering.target.jobs.retain(|job| job.starts_with("AD2AADProvisioning"));
        let mut news = bench.session.subscribe();
        bench.session.begin_act(steering, Vec::new()).await.unwrap();
        let ended = over(&mut news).await;
        assert_eq!(
            (ended.phase, ended.changes_made),
            (RunPhase::Done, 0),
            "nothing is tied to it"
        );
    }
    assert_eq!(files(bench.place.path()).len(), 2);
}

#[tokio::test]
async fn what_must_be_typed_is_compared_here() {
    let bench = Bench::new("configured").await;
    for (act, typed, allowed) in [
        (Act::ForgetPairs, [].as_slice(), "Contoso"),
        (Act::ForgetPairs, &["contoso"], "Contoso"),
        (Act::LetGo { held: 600 }, &[], "600"),
        (Act::LetGo { held: 600 }, &["599"], "600"),
        (Act::TakeOutHashes, &["corp.contoso.com"], "Contoso"),
        (Act::Remove, &[], "Contoso"),
        (Act::Remove, &["Contoso"], "corp.contoso.com"),
        (Act::Remove, &["corp.contoso.com", "Contoso"], "Contoso"),
    ] {
        let problem = done(&bench, act, typed).await.unwrap_err();
        assert_eq!(
            (problem.code, problem.facts["allowed"].as_str()),
            (ProblemCode::SetupInvalid, allowed)
        );
    }
    let forgot = done(&bench, Act::ForgetPairs, &[" Contoso "]).await.unwrap();
    assert_eq!(forgot.phase, RunPhase::Done);
}

#[tokio::test]
async fn an_act_is_shown_and_its_journal_is_put_away() {
    let bench = Bench::new("configured").await;
    let paused = done(&bench, Act::Pause, &[]).await.unwrap();
    assert_eq!((paused.phase, paused.changes_made), (RunPhase::Done, 1));
    let view = bench.seen(|view| is_over(view, RunPhase::Done)).await;
    assert_eq!(view.act, Some(ActView::of(paused, "Contoso")));
    assert_eq!(view.run, None, "it is no run of a set-up");
    let journals = files(bench.place.path());
    assert_eq!(journals.len(), 1);
    assert!(journals[0].to_string_lossy().contains(".over-"));

    let again = done(&bench, Act::Pause, &[]).await.unwrap();
    assert_eq!((again.phase, again.changes_made), (RunPhase::Done, 0));
}

#[tokio::test]
async fn an_act_that_was_killed_is_owed_until_somebody_goes_on() {
    let bench = Bench::new("configured").await;
    done(&bench, Act::Pause, &[]).await.unwrap();
    bench.seen(|view| is_over(view, RunPhase::Done)).await;
    done(&bench, Act::GoOn, &[]).await.unwrap();
    let over = files(bench.place.path());
    let over = over
        .iter()
        .find(|file| file.to_string_lossy().contains("pause"))
        .unwrap();
    let whole = fs::read_to_string(over).unwrap();
    let upto = |event: &str| {
        let lines = whole.lines().position(|line| line.contains(event)).unwrap();
        let lines: Vec<&str> = whole.lines().take(lines + 1).collect();
        lines.join("\n") + "\n"
    };
    let (name, _) = over.to_str().unwrap().split_once(".over-").unwrap();
    let journal = format!("{name}.jsonl");
    fs::write(&journal, upto("\"applying\"")).unwrap();
    bench.session.list_unfinished(vec![bench.place.path().to_owned()]);
    let view = bench.seen(|view| !view.owed.is_empty()).await;
    let owed = &view.owed[0];
    assert_eq!(
        (owed.steering.act.clone(), owed.tenant_name.as_deref()),
        (Act::Pause, Some("Contoso"))
    );
    assert_eq!(owed.tenant, view.tenant.as_ref().unwrap().id);
    assert_eq!(view.unfinished, [], "a list of its own");

    let ended = done(&bench, Act::Pause, &[]).await.unwrap();
    assert_eq!(ended.phase, RunPhase::Done);
    bench.seen(|view| view.owed.is_empty()).await;
}

/// It broke off when all was done: the look that finds so puts its journal away.
#[tokio::test]
async fn an_act_of_which_nothing_is_left_is_owed_no_more_once_somebody_looks() {
    let bench = Bench::new("configured").await;
    done(&bench, Act::Pause, &[]).await.unwrap();
    let over = files(bench.place.path()).remove(0);
    let whole = fs::read_to_string(&over).unwrap();
    // What is on screen is not listed besides.
    planned(&bench, Act::Everybody).await;
    let begun: Vec<&str> = whole
        .lines()
        .take_while(|line| !line.contains("\"step-ended\""))
        .collect();
    let (name, _) = over.to_str().unwrap().split_once(".over-").unwrap();
    fs::write(format!("{name}.jsonl"), begun.join("\n") + "\n").unwrap();
    bench.session.list_unfinished(vec![bench.place.path().to_owned()]);
    bench.seen(|view| !view.owed.is_empty()).await;
    assert_eq!(planned(&bench, Act::Pause).await.changes_made, 0);
    bench.seen(|view| view.owed.is_empty()).await;
}

#[tokio::test]
async fn an_act_waits_for_no_other_process_that_works_on_the_domain() {
    let bench = Bench::new("configured").await;
    done(&bench, Act::Pause, &[]).await.unwrap();
    let folder = files(bench.place.path())[0].parent().unwrap().to_owned();
    let lock = folder.join("domain--corp.contoso.com.lock");
    let lock = File::open(lock).unwrap();
    lock.lock().unwrap();
    let held = done(&bench, Act::GoOn, &[]).await.unwrap_err();
    assert_eq!(held.code, ProblemCode::RunHeldElsewhere);
    drop(lock);
    assert_eq!(done(&bench, Act::GoOn, &[]).await.unwrap().phase, RunPhase::Done);
}
