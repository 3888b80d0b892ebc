//! The process is killed at every request of the set-up of a feed, before the request has its effect and after it. Running again ends in
//! the same tenant as an undisturbed run.

use journey_tests::disturbed::{killed_at, killed_at_every_request};
use journey_tests::finished::requests;
use journey_tests::tenant::Tenant;
use serde_json::json;

use crate::feed_set_up::{apply, feeds, is_set_up, place};

#[tokio::test]
async fn whenever_the_process_is_killed_the_next_run_ends_with_one_feed_and_one_job() {
    let tenant = Tenant::start("contoso").await;
    apply(&tenant, &place(&tenant, &json!({}))).expect(0);
    // Those of the look at the end are not the run's.
    let all = requests(&tenant).await;
    let usual = all.iter().rposition(|(method, _)| method != "GET").expect("a write") + 1;
    assert!(usual >= 10, "a set-up of {usual} requests: {all:?}");
    let undisturbed = feeds(&tenant).await;
    is_set_up(&undisturbed);
    killed_at_every_request(usual, &undisturbed, async |request, fault| {
        let tenant = Tenant::start("contoso").await;
        let place = place(&tenant, &json!({}));
        let command = place.command(&tenant, &["apply", "set-up.json", "--yes"]);
        killed_at(&tenant, &place, command, (request, fault), all.len()).await;
        apply(&tenant, &place).expect(0);
        let feeds = feeds(&tenant).await;
        is_set_up(&feeds);
        feeds
    })
    .await;
}
