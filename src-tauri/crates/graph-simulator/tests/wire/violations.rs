//! What the service asks clients not to do is counted.

use serde_json::{Value, json};

use crate::client::{instant, paced};
use crate::cloud_sync::CloudSync;

impl CloudSync {
    async fn violations(&self) -> Value {
        self.control("GET", "/violations", Value::Null).await
    }
}

fn none() -> Value {
    json!({"log": 0, "onDemand": 0, "start": 0, "restart": 0, "upload": 0, "uploadDay": 0})
}

#[tokio::test]
async fn five_reads_of_the_log_in_ten_seconds_are_allowed() {
    for timing in [instant, paced] {
        let sync = CloudSync::prepare(timing("school")).await;
        for _ in 0..5 {
            sync.log("").await;
        }
        assert_eq!(sync.violations().await, none());
        sync.tenant.get("/auditLogs/provisioning").await;
        assert_eq!(sync.violations().await["log"], 1);
        sync.pass(60);
        sync.log("").await;
        assert_eq!(sync.violations().await["log"], 1);
        sync.control("DELETE", "/violations", Value::Null).await;
        assert_eq!(sync.violations().await, none());
    }
}

#[tokio::test]
async fn people_on_demand_have_the_same_limit() {
    let sync = CloudSync::prepare(instant("school")).await;
    let body = json!({"parameters": [{"ruleId": "x", "subjects": []}]});
    for place in 0..7 {
        sync.tenant.post(&sync.path("/provisionOnDemand"), body.clone()).await;
        assert_eq!(sync.violations().await["onDemand"], (place + 1_u32).saturating_sub(5));
    }
}

#[tokio::test]
async fn a_start_is_for_a_job_that_does_not_run_and_not_for_a_loop() {
    let sync = CloudSync::prepare(instant("school")).await;
    sync.act("/start").await;
    assert_eq!(sync.violations().await, none());
    sync.pass(3_000);
    sync.act("/start").await;
    assert_eq!(sync.violations().await["start"], 1, "it runs");

    sync.impose(json!({"code": "TimeOut", "sticky": true})).await;
    sync.pass(300);
    sync.act("/start").await;
    assert_eq!(sync.violations().await["start"], 1, "it was in quarantine");
    sync.pass(20);
    sync.act("/start").await;
    assert_eq!(sync.violations().await["start"], 2, "and is started again at once");
}

#[tokio::test]
async fn a_restart_in_the_middle_of_a_round_is_counted_and_another_is_not() {
    let sync = CloudSync::prepare(paced("contoso")).await;
    sync.act("/start").await;
    sync.pass(5);
    sync.restart("Watermark").await.expect(204);
    assert_eq!(sync.violations().await["restart"], 1);
    sync.pass(60);
    sync.restart("Watermark").await.expect(204);
    assert_eq!(sync.violations().await["restart"], 1);
}
