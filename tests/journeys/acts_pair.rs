//! One pair is forgotten and matched anew: of the right person, with nothing else touched, and the job as it was before.

use journey_tests::acts::{Kind, Pair, audited, kept, of_kind, owed, pass, running, sent, states, wrong_pair};
use journey_tests::causewayctl::{Ended, UnderWay};
use journey_tests::finished::{clear_requests, nothing_written, requests};
use reqwest::Method;
use serde_json::{Value, json};

use crate::sign_in::CONSENTS;
use crate::sign_in_world::World;

const DELETE: &str = "DELETE /servicePrincipals/*/synchronization/jobs/*/objectConnections/*";

fn events(ended: &Ended) -> Vec<Value> {
    let lines = ended.out.lines();
    let lines = lines.map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    lines
        .filter(|line| line["event"].as_str().is_some_and(|event| event.starts_with("pair")))
        .collect()
}

#[tokio::test]
async fn a_wrong_pair_becomes_the_right_one_and_the_job_runs_on() {
    let (tenant, place) = running().await;
    let pair = wrong_pair(&tenant).await;
    place.run(&tenant, &["forget-pair", &pair.source]).expect(2);
    place.run(&tenant, &["forget-pair", " ", "--yes"]).expect(2);
    place
        .run(&tenant, &["forget-pair", "a", "--configuration", "b"])
        .expect(2);
    nothing_written(&tenant).await;
    clear_requests(&tenant).await;

    let done = place.run(&tenant, &["forget-pair", &pair.source, "--yes"]);
    done.expect(0);
    done.says(&format!("is tied to {}", pair.wrong_account));
    done.says(&format!("({}) now.", pair.right));
    done.says(&format!("the account with the id {} now", pair.right));
    assert_eq!(
        sent(&tenant).await,
        ["pause", &pair.source, "provisionOnDemand", "start"]
    );
    assert_eq!(states(&tenant).await, ["Active Active"; 2]);
    assert_eq!(pair.tied_to(&tenant).await, Some(pair.right.clone()));
    let lines = audited(&tenant).await;
    assert_eq!(lines.last().unwrap(), "Enable/start provisioning configuration");
    assert!(owed(&place).is_empty());

    // Ids are kept, and nothing by which people know each other.
    let journal = kept(&place);
    assert!(journal.contains(&pair.source) && journal.contains(&pair.wrong));
    for private in [&pair.name, &pair.place, &pair.address, &pair.wrong_account] {
        assert!(!journal.contains(private.as_str()), "{private}: {journal}");
    }
}

#[tokio::test]
async fn a_program_is_told_what_was_tied_and_what_is() {
    let (tenant, place) = running().await;
    let pair = wrong_pair(&tenant).await;
    let act = ["forget-pair", &pair.place, "set-up.json", "--yes", "--output", "json"];
    let first = place.run(&tenant, &act);
    first.expect(0);
    let [before, now] = &events(&first)[..] else {
        panic!("{}", first.out)
    };
    assert_eq!(
        (&before["tie"]["target"], &now["tie"]["target"]),
        (&json!(pair.wrong), &json!(pair.right))
    );
    assert_eq!((&now["same"], &now["exit"]), (&json!(false), &json!(0)));
    let second = place.run(&tenant, &act);
    second.expect(0);
    assert_eq!(events(&second)[1]["same"], true);
    place
        .run(&tenant, &["forget-pair", &pair.source, "--yes"])
        .says("the same as before");
}

#[tokio::test]
async fn a_job_that_was_paused_before_stays_so() {
    let (tenant, place) = running().await;
    let pair = wrong_pair(&tenant).await;
    place.run(&tenant, &["pause", "--yes"]).expect(0);
    clear_requests(&tenant).await;
    let done = place.run(&tenant, &["forget-pair", &pair.source, "--yes"]);
    done.expect(0);
    done.says("was paused before, and stays so");
    assert_eq!(sent(&tenant).await, [&pair.source, "provisionOnDemand"]);
    assert_eq!(states(&tenant).await, ["Disabled Paused"; 2]);
    assert_eq!(pair.tied_to(&tenant).await, Some(pair.right));
}

#[tokio::test]
async fn where_nothing_is_tied_nothing_is_done() {
    let (tenant, place) = running().await;
    let nobody = "6f0c8ac1-62c1-4b46-9d8c-6b8f3f4ad0aa";
    let done = place.run(&tenant, &["forget-pair", nobody, "--yes"]);
    done.expect(0);
    done.says("Nothing is tied to this person");
    assert!(!done.out.contains("The next round"), "{}", done.out);
    place.run(&tenant, &["forget-pair", "Nobody Atall", "--yes"]).expect(2);
    nothing_written(&tenant).await;
}

/// Pausing and starting it again would hide why it stands still.
#[tokio::test]
async fn a_job_that_is_stuck_is_left_alone() {
    for kind in [Kind::Held, Kind::Stuck] {
        let (tenant, place) = of_kind(kind).await;
        let pair = Pair::of_anybody(&tenant).await;
        clear_requests(&tenant).await;
        let refused = place.run(&tenant, &["forget-pair", &pair.source, "--yes"]);
        refused.expect(3);
        nothing_written(&tenant).await;
    }
}

#[tokio::test]
async fn a_person_who_cannot_be_matched_at_once_does_not_keep_the_job_paused() {
    let (tenant, place) = running().await;
    let pair = wrong_pair(&tenant).await;
    let fault = json!({ "fault": "POST /servicePrincipals/*/synchronization/jobs/*/provisionOnDemand#1x9=400" });
    tenant.control(Method::POST, "faults", Some(fault)).await;
    let done = place.run(&tenant, &["forget-pair", &pair.source, "--yes"]);
    done.expect(0);
    done.says("could not be matched at once (");
    done.says("is tied to nothing yet");
    assert!(states(&tenant).await[1].starts_with("Active"));
    pass(&tenant).await;
    assert_eq!(pair.tied_to(&tenant).await, Some(pair.right));
}

#[tokio::test]
async fn the_end_of_a_round_is_waited_for() {
    let (tenant, place) = running().await;
    let pair = wrong_pair(&tenant).await;
    let fault = json!({ "fault": format!("{DELETE}#1x2=409") });
    tenant.control(Method::POST, "faults", Some(fault)).await;
    place.run(&tenant, &["forget-pair", &pair.source, "--yes"]).expect(0);
    let deleted = requests(&tenant)
        .await
        .into_iter()
        .filter(|(method, _)| method == "DELETE");
    assert_eq!(deleted.count(), 3);
    assert_eq!(pair.tied_to(&tenant).await, Some(pair.right));
}

/// What the person was promised is not done, so the job stays as it is and the act is owed.
#[tokio::test]
async fn a_refusal_leaves_a_paused_job_that_is_owed() {
    let (tenant, place) = running().await;
    let pair = wrong_pair(&tenant).await;
    let fault = json!({ "fault": format!("{DELETE}#1x9=403") });
    tenant.control(Method::POST, "faults", Some(fault)).await;
    let refused = place.run(&tenant, &["forget-pair", &pair.source, "--yes"]);
    refused.expect(3);
    refused.says("SynchronizationMetadata.ReadWrite.All");
    assert_eq!(states(&tenant).await[1], "Disabled Paused");
    assert_eq!(owed(&place).len(), 1);
    tenant.control(Method::DELETE, "faults", None).await;
    place.run(&tenant, &["forget-pair", &pair.source, "--yes"]).expect(0);
    assert_eq!(states(&tenant).await, ["Active Active"; 2]);
    assert!(owed(&place).is_empty());
}

/// Looking, looking at people, and writing are consented to one after the other.
#[tokio::test]
async fn a_person_is_asked_for_the_other_permission_before_anything_is_paused() {
    let world = World::of("contoso/configured").await;
    pass(&world.tenant).await;
    let pair = wrong_pair(&world.tenant).await;
    let mut forgetting = UnderWay::begin(world.person("device-code", &["forget-pair", &pair.source, "--yes"]));
    for _ in 0..3 {
        forgetting.by_code(&world.somebody(CONSENTS)).await;
    }
    forgetting.end().expect(0);
    assert_eq!(pair.tied_to(&world.tenant).await, Some(pair.right));
}

/// Microsoft's pages name two permissions.
#[tokio::test]
async fn either_permission_will_do_where_it_is_the_right_one() {
    for family in ["metadata", "synchronization"] {
        let (tenant, place) = running().await;
        let pair = wrong_pair(&tenant).await;
        let switches = json!({ "switches": { "connectionPermission": family } });
        tenant.control(Method::PATCH, "switches", Some(switches)).await;
        place.run(&tenant, &["forget-pair", &pair.source, "--yes"]).expect(0);
        assert_eq!(pair.tied_to(&tenant).await, Some(pair.right), "{family}");
    }
}
