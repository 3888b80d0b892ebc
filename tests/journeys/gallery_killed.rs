//! The process is killed at every request of the set-up of an app, before the request has its effect and after it. Running again ends in
//! the same tenant as an undisturbed run.

use journey_tests::disturbed::{killed_at, killed_at_every_request};
use journey_tests::finished::requests;
use journey_tests::tenant::Tenant;
use serde_json::json;

use crate::gallery::{TOKEN_OF_APP, apply, apps, command, is_set_up, place, run};
use crate::gallery_renew::{NEW, in_quarantine, is_healed};

#[tokio::test]
async fn whenever_the_process_is_killed_the_next_run_ends_in_the_same_tenant() {
    let tenant = Tenant::start("contoso").await;
    apply(&tenant, &place(&tenant, json!({})), Some(TOKEN_OF_APP)).expect(0);
    // Those of the look at the end are not the run's.
    let all = requests(&tenant).await;
    let usual = all.iter().rposition(|(method, _)| method != "GET").expect("a write") + 1;
    assert!(usual >= 10, "a set-up of {usual} requests: {all:?}");
    let undisturbed = apps(&tenant).await;
    is_set_up(&undisturbed);
    killed_at_every_request(usual, &undisturbed, async |request, fault| {
        let tenant = Tenant::start("contoso").await;
        let place = place(&tenant, json!({}));
        let command = command(&tenant, &place, Some(TOKEN_OF_APP), &["apply", "set-up.json", "--yes"]);
        killed_at(&tenant, &place, command, (request, fault), all.len()).await;
        apply(&tenant, &place, Some(TOKEN_OF_APP)).expect(0);
        let apps = apps(&tenant).await;
        is_set_up(&apps);
        apps
    })
    .await;
}

#[tokio::test]
async fn whenever_a_renewal_is_killed_the_next_one_ends_with_the_new_token_and_a_running_job() {
    for arguments in [
        &["apply", "set-up.json", "--yes"][..],
        &["gallery", "renew", "set-up.json", "--yes"],
    ] {
        let (tenant, place) = in_quarantine(json!({})).await;
        run(&tenant, &place, Some(NEW), arguments).expect(0);
        let all = requests(&tenant).await;
        let usual = all.iter().rposition(|(method, _)| method != "GET").expect("a write") + 1;
        assert!(usual >= 6, "a renewal of {usual} requests: {all:?}");
        is_healed(&tenant).await;
        killed_at_every_request(usual, &(), async |request, fault| {
            let (tenant, place) = in_quarantine(json!({})).await;
            let command = command(&tenant, &place, Some(NEW), arguments);
            killed_at(&tenant, &place, command, (request, fault), all.len()).await;
            run(&tenant, &place, Some(NEW), arguments).expect(0);
            is_healed(&tenant).await;
        })
        .await;
    }
}
