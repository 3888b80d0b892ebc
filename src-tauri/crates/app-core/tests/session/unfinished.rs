//! Runs that were begun and not ended, and what a journal tells of changes.

use std::fs;
use std::sync::Arc;

use app_core::view::{CloudName, RunKind, RunPhase, RunView, StepState, StepView, UnfinishedRun};
use app_core::{NoUi, Session, StepId};
use serde_json::json;
use tokio::time::timeout;

use crate::support::{Bench, DOMAIN, PATIENCE, files};

/// What a newly opened application finds.
async fn found(bench: Bench) -> (Bench, Vec<UnfinishedRun>) {
    let bench = bench.reopened().await;
    // Journals are read beside the first question to the tenant; a plan comes later than both.
    bench.plan(bench.setup()).await.unwrap();
    let view = bench
        .seen(|view| view.run.as_ref().is_some_and(|run| run.phase == RunPhase::Planned))
        .await;
    (bench, view.unfinished)
}

fn changed(run: &RunView) -> Vec<StepId> {
    run.steps
        .iter()
        .filter(|step| step.changed)
        .map(|step| step.id)
        .collect()
}

#[tokio::test]
async fn a_stopped_run_is_offered_until_it_is_finished() {
    let bench = Bench::signed_in("fresh").await;
    bench.stopped_run(bench.setup()).await;
    let view = bench
        .seen(|view| view.run.as_ref().is_some_and(|run| run.phase == RunPhase::Stopped))
        .await;
    assert_eq!(view.unfinished, [], "it is on screen");

    let (bench, unfinished) = found(bench).await;
    assert_eq!(unfinished.len(), 1);
    let run = &unfinished[0];
    assert_eq!((run.name.as_str(), &run.setup), (DOMAIN, &bench.setup().to_value()));
    assert!(run.done < run.total, "{run:?}");

    assert_eq!(bench.run(bench.setup()).await.unwrap().phase, RunPhase::Done);
    assert_eq!(found(bench).await.1, []);
}

#[tokio::test]
async fn wherever_a_run_was_killed_it_is_offered_and_its_journal_left_alone() {
    let bench = Bench::signed_in("fresh").await;
    bench.run(bench.setup()).await.unwrap();
    let whole = fs::read_to_string(bench.journal()).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let applying = lines
        .iter()
        .position(|line| line.contains("\"event\":\"applying\""))
        .unwrap();
    let mut bench = bench;
    let cuts = [(2, false), (applying + 1, true), (lines.len() - 2, false)];
    for (kept, unknown) in cuts {
        let torn = format!("{}\n{{\"seq\":", lines[..kept].join("\n"));
        fs::write(bench.journal(), &torn).unwrap();
        let unfinished;
        (bench, unfinished) = found(bench).await;
        assert_eq!(unfinished.len(), 1, "{kept} lines");
        assert_eq!(unfinished[0].unknown, unknown, "{kept} lines: {unfinished:?}");
        assert_eq!(fs::read_to_string(bench.journal()).unwrap(), torn);
    }
    assert_eq!(bench.run(bench.setup()).await.unwrap().phase, RunPhase::Done);
    assert_eq!(found(bench).await.1, []);
}

#[tokio::test]
async fn what_is_damaged_foreign_or_out_of_place_is_left_out() {
    let bench = Bench::signed_in("fresh").await;
    bench.stopped_run(bench.setup()).await;
    let good = fs::read_to_string(bench.journal()).unwrap();
    let beside = |name: &str, text: &str| fs::write(bench.journal().with_file_name(name), text).unwrap();
    beside("cloud-sync--garbage.jsonl", "what is this\n");
    beside("cloud-sync--another-place.jsonl", &good);
    beside(
        "cloud-sync--foreign.jsonl",
        &good.replace(&bench.connection.tenant, "9188040d-6c67-4c5b-b112-36a304b66dad"),
    );
    beside(
        "cloud-sync--no-answers.jsonl",
        &good
            .replace(DOMAIN, "no-answers")
            .replace("\"causeway\":1", "\"causeway\":\"<b>\""),
    );
    beside("notes.txt", "mine");
    fs::create_dir(bench.journal().with_file_name("cloud-sync--folder.jsonl")).unwrap();
    let before = files(bench.place.path());
    let (bench, unfinished) = found(bench).await;
    assert_eq!(unfinished.len(), 1, "{unfinished:?}");
    assert_eq!(unfinished[0].name, DOMAIN);
    let mut after = files(bench.place.path());
    let mut before = before;
    before.sort();
    after.sort();
    assert_eq!(before, after);
}

#[tokio::test]
async fn what_waits_to_be_started_by_the_person_is_finished() {
    let bench = Bench::signed_in("fresh").await;
    bench.run(bench.not_started()).await.unwrap();
    assert_eq!(found(bench).await.1, []);
}

#[tokio::test]
async fn a_start_that_broke_off_is_offered_with_its_answers() {
    let bench = Bench::signed_in("fresh").await;
    bench.run(bench.not_started()).await.unwrap();
    bench.run(bench.setup()).await.unwrap();
    let whole = fs::read_to_string(bench.journal()).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let starting = |line: &&str| line.contains("\"event\":\"applying\"") && line.contains("\"start-jobs\"");
    let at = lines.iter().position(starting).unwrap();
    fs::write(bench.journal(), format!("{}\n", lines[..=at].join("\n"))).unwrap();
    let (bench, unfinished) = found(bench).await;
    assert_eq!(unfinished.len(), 1);
    assert!(unfinished[0].unknown);
    assert_eq!(unfinished[0].setup, bench.setup().to_value(), "with the start");
}

#[tokio::test]
async fn a_plan_finds_the_same_steps_unwanted() {
    let bench = Bench::signed_in("fresh").await;
    let setups = [
        bench.setup(),
        bench.not_started(),
        bench.setup_with(&[("passwordHashSync", json!(false))]),
        bench.setup_with(&[("exchangeHybridWriteback", json!(true))]),
    ];
    let mut bench = bench;
    for setup in setups {
        let planned = bench.plan(setup.clone()).await.unwrap();
        let unwanted = |step: &&StepView| step.state == StepState::NotWanted;
        let unwanted = planned.steps.iter().filter(unwanted).count();
        // Of a run that was killed at its beginning, the journal tells no more than that.
        bench.stopped_run(setup.clone()).await;
        let whole = fs::read_to_string(bench.journal()).unwrap();
        let begun: Vec<&str> = whole.lines().take(2).collect();
        fs::write(bench.journal(), format!("{}\n", begun.join("\n"))).unwrap();
        let unfinished;
        (bench, unfinished) = found(bench).await;
        let wanted = usize::try_from(unfinished[0].total).unwrap();
        assert_eq!(wanted + unwanted, planned.steps.len(), "{setup:?}");
        fs::remove_file(bench.journal()).unwrap();
    }
}

#[tokio::test]
async fn changes_are_counted_for_the_run_and_remembered_for_the_journal() {
    let bench = Bench::signed_in("fresh").await;
    let apply = bench.run(bench.not_started()).await.unwrap();
    assert!(apply.changes_made >= 5);
    assert_eq!(changed(&apply).len(), usize::try_from(apply.changes_made).unwrap());

    let enable = bench.run(bench.setup()).await.unwrap();
    assert_eq!(enable.changes_made, 1);
    let mut all = changed(&apply);
    all.push(StepId::StartJobs);
    assert_eq!(changed(&enable), all);

    let bench = bench.reopened().await;
    let nothing = bench.run(bench.setup()).await.unwrap();
    assert_eq!((nothing.phase, nothing.changes_made), (RunPhase::Done, 0));
    assert_eq!(changed(&nothing), all);
}

#[tokio::test]
async fn what_is_unfinished_is_known_before_anybody_signs_in() {
    let bench = Bench::signed_in("fresh").await;
    bench.seen(|view| view.tenant.is_some()).await;
    bench.stopped_run(bench.setup()).await;
    let other = tempfile::tempdir().unwrap();
    let kind = bench.connection.cloud.kind().as_str();
    let elsewhere = "9188040d-6c67-4c5b-b112-36a304b66dad";
    let text = fs::read_to_string(bench.journal()).unwrap();
    let put = |folder: &str, cloud: &str, text: &str| {
        let folder = other.path().join("runs").join(folder);
        fs::create_dir_all(&folder).unwrap();
        let text = text.replacen(&format!("\"cloud\":\"{kind}\""), &format!("\"cloud\":\"{cloud}\""), 1);
        fs::write(folder.join(format!("cloud-sync--{DOMAIN}.jsonl")), text).unwrap();
    };
    let of_another =
        text.replacen(&bench.connection.tenant, elsewhere, 1)
            .replacen("\"tenantName\":\"Contoso\",", "", 1);
    put(&format!("real/{elsewhere}"), "china", &of_another);
    put("real/another-place", "global", &of_another);
    put(&format!("custom/{elsewhere}"), "moon", &of_another);

    let session = Session::open(bench.place.path().to_owned(), Arc::new(NoUi));
    session.list_unfinished(vec![bench.place.path().to_owned(), other.path().to_owned()]);
    let mut views = session.watch();
    let seen = views.wait_for(|view| !view.unfinished_anywhere.is_empty());
    let found = timeout(PATIENCE, seen)
        .await
        .unwrap()
        .unwrap()
        .unfinished_anywhere
        .clone();
    let told: Vec<_> = found
        .iter()
        .map(|found| (found.cloud, found.tenant.as_str(), found.tenant_name.as_deref()))
        .collect();
    assert!(
        told.contains(&(CloudName::Demo, bench.connection.tenant.as_str(), Some("Contoso"))),
        "{told:?}"
    );
    assert!(told.contains(&(CloudName::China, elsewhere, None)), "{told:?}");
    assert_eq!(told.len(), 2, "{told:?}");
    let run = &found[0].run;
    assert_eq!((run.kind, run.name.as_str()), (RunKind::SetUp, DOMAIN));
    assert!(run.done < run.total && found[0].run == found[1].run);

    // A run that ends here takes itself off the list.
    session.connect(bench.connection.clone()).await.unwrap();
    session.start_run(bench.setup()).await.unwrap();
    let seen = views.wait_for(|view| view.unfinished_anywhere.len() == 1);
    let left = timeout(PATIENCE, seen)
        .await
        .unwrap()
        .unwrap()
        .unfinished_anywhere
        .clone();
    assert_eq!(left[0].tenant, elsewhere);
}
