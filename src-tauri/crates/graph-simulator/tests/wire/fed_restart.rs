//! What waits while a job is paused, started, restarted, stopped or deleted.

use serde_json::{Value, json};

use crate::client::paced;
use crate::feeds::{Feed, person, with};

fn people(count: usize) -> Vec<Value> {
    (0..count).map(|number| person(&number.to_string())).collect()
}

impl Feed {
    async fn upload_all(&self, people: &[Value]) {
        for part in people.chunks(50) {
            self.upload(part).await.expect(202);
            self.pass(1);
        }
    }

    async fn arrived(&self) -> usize {
        self.users("startswith(userPrincipalName,'new.person')").await.len()
    }
}

/// A round takes 100 people a second, and one begins every ten seconds.
async fn in_the_middle_of_a_round() -> Feed {
    let feed = Feed::running(paced("contoso")).await;
    feed.act("/pause").await;
    feed.pass(20);
    feed.upload_all(&people(900)).await;
    feed.act("/start").await;
    feed.pass(8);
    let there = feed.arrived().await;
    assert!((1..900).contains(&there), "{there}");
    feed
}

#[tokio::test]
async fn what_came_while_it_was_paused_is_taken_by_a_start() {
    let mut feed = Feed::running(paced("contoso")).await;
    feed.pass(20);
    feed.act("/pause").await;
    feed.upload(&[person("1"), person("2")]).await.expect(202);
    feed.wait(3_600).await;
    assert_eq!((feed.arrived().await, feed.rows("").await.len()), (0, 0));
    feed.act("/start").await;
    feed.pass(60);
    assert_eq!(feed.arrived().await, 2);
}

#[tokio::test]
async fn a_restart_of_a_job_that_does_not_run_throws_away_what_waits() {
    let feed = Feed::running(paced("contoso")).await;
    feed.pass(20);
    feed.act("/pause").await;
    feed.upload_all(&people(212)).await;
    assert_eq!(feed.seen().await["staged"], 212);
    feed.restart("Full").await;
    assert_eq!(feed.seen().await["staged"], 0);
    feed.pass(600);
    assert_eq!(
        (feed.arrived().await, feed.rows("").await.len()),
        (0, 0),
        "nothing tells of them"
    );
    feed.send(&people(3)).await;
    assert_eq!(feed.arrived().await, 3, "it takes what is sent anew");
}

#[tokio::test]
async fn between_two_rounds_it_does_not_run_either() {
    let feed = Feed::running(paced("contoso")).await;
    feed.pass(20);
    feed.upload(&[person("1")]).await.expect(202);
    feed.restart("Watermark, Escrows, QuarantineState").await;
    feed.pass(60);
    assert_eq!(feed.arrived().await, 0);
}

#[tokio::test]
async fn a_restart_in_the_middle_of_a_round_loses_nobody() {
    let feed = in_the_middle_of_a_round().await;
    feed.upload(&[person("late")]).await.expect(202);
    feed.restart("Watermark, Escrows, QuarantineState").await;
    assert_eq!(feed.seen().await["staged"], 1);
    feed.pass(120);
    assert_eq!(feed.arrived().await, 901);
    assert_eq!(feed.rows("").await.len(), 901, "and nobody twice");
}

#[tokio::test]
async fn a_restart_clears_who_is_refused_at_the_next_round() {
    let mut feed = Feed::running(paced("contoso")).await;
    feed.send(&[person("12345678901234567")]).await;
    assert_eq!(feed.seen().await["status"]["lastExecution"]["countEscrowed"], 1);
    feed.restart("Escrows").await;
    let tries = feed.rows("").await.len();
    feed.wait(86_400).await;
    assert_eq!(feed.rows("").await.len(), tries, "nobody tries any more");
    assert_eq!(feed.seen().await["status"]["lastExecution"]["countEscrowed"], 0);
}

#[tokio::test]
async fn a_pause_lets_the_round_end_and_keeps_the_rest() {
    let mut feed = in_the_middle_of_a_round().await;
    feed.upload(&[person("late")]).await.expect(202);
    feed.act("/pause").await;
    feed.wait(3_600).await;
    assert_eq!(feed.arrived().await, 900);
    let seen = feed.seen().await;
    assert_eq!(
        (&seen["staged"], &seen["status"]["code"]),
        (&json!(1), &json!("Paused"))
    );
}

#[tokio::test]
async fn a_job_that_is_deleted_leaves_the_accounts_it_made() {
    let feed = in_the_middle_of_a_round().await;
    let there = feed.arrived().await;
    feed.tenant.delete(&feed.path("")).await.expect(204);
    feed.pass(600);
    assert_eq!(feed.arrived().await, there);
    assert_eq!(feed.rows("").await.len(), there);
    assert_eq!(feed.upload(&[person("1")]).await.status, 404);
}

#[tokio::test]
async fn trouble_in_the_middle_of_a_round_keeps_who_was_not_reached() {
    let feed = in_the_middle_of_a_round().await;
    feed.control(
        "POST",
        &format!("/jobs/{}/quarantine", feed.job),
        json!({"code": "TimeOut"}),
    )
    .await;
    let there = feed.arrived().await;
    assert_eq!(feed.seen().await["staged"], 900 - there);
    feed.act("/start").await;
    feed.pass(60);
    assert_eq!(feed.arrived().await, 900);
}

#[tokio::test]
async fn a_round_tells_how_far_it_is() {
    let feed = in_the_middle_of_a_round().await;
    let there = feed.arrived().await;
    let status = feed.tenant.get(&feed.path("")).await.expect(200)["status"].clone();
    assert_eq!(status["progress"][0]["totalUnits"], 900);
    assert_eq!(status["progress"][0]["completedUnits"], there);
}

#[tokio::test]
async fn a_restart_that_forgets_the_pairs_matches_anew() {
    let feed = Feed::running(paced("contoso")).await;
    feed.send(&[person("1")]).await;
    let id = feed.user("1").await["id"].as_str().unwrap().to_owned();
    feed.control("POST", "/users", json!({"id": id, "values": {"employeeId": null}}))
        .await;
    feed.send(&[with(person("1"), json!({"title": "Lead"}))]).await;
    assert_eq!(feed.user("1").await["id"], *id, "who it was before, whatever matches");
    feed.control("POST", "/users", json!({"id": id, "values": {"employeeId": null}}))
        .await;
    feed.restart("Full").await;
    feed.pass(20);
    feed.send(&[person("1")]).await;
    Feed::is(feed.told("1").await, "create", "failure", "EntryConflict");
}
