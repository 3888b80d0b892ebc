//! The audit log: who did what to a configuration, and what the service put aside (contract 13.2).

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Tenant, instant, paced};
use crate::cloud_sync::CloudSync;

async fn lines(tenant: &Tenant, query: &str) -> Vec<Value> {
    let path = format!("/auditLogs/directoryAudits{query}").replace(' ', "%20");
    tenant.get(&path).await.expect(200)["value"].as_array().unwrap().clone()
}

fn activities(lines: &[Value]) -> Vec<&str> {
    lines
        .iter()
        .map(|line| line["activityDisplayName"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn what_is_done_to_a_job_is_told_with_who_did_it_newest_first() {
    let mut sync = CloudSync::prepare(instant("contoso")).await;
    let wanted = json!({"account": "sanne.devries@contoso.com"});
    let token = sync.control("POST", "/tokens", wanted).await["access_token"].clone();
    let app = std::mem::replace(&mut sync.tenant.token, token.as_str().unwrap().to_owned());
    for (seconds, action) in [(1, "/start"), (2, "/pause"), (3, "/restart")] {
        sync.pass(seconds);
        sync.act(action).await;
    }
    sync.tenant.token = app;
    let told = lines(&sync.tenant, "").await;
    assert_eq!(
        activities(&told)[..3],
        [
            "Enable/restart provisioning configuration",
            "Disable/pause provisioning configuration",
            "Enable/start provisioning configuration",
        ]
    );
    let expected = [
        "Add provisioning configuration",
        "Update provisioning setting or credentials",
    ];
    assert!(
        expected.iter().all(|activity| activities(&told).contains(activity)),
        "{told:?}"
    );
    let paused = &told[1];
    assert_eq!(
        paused["initiatedBy"]["user"]["userPrincipalName"],
        "sanne.devries@contoso.com"
    );
    assert_eq!(paused["targetResources"][0]["displayName"], "corp.contoso.com");
    assert_eq!(
        paused["additionalDetails"],
        json!([{"key": "JobId", "value": sync.job}])
    );
    let by_app = told
        .iter()
        .find(|line| line["activityDisplayName"] == "Add provisioning configuration")
        .unwrap();
    assert_eq!(
        by_app["initiatedBy"]["app"]["appId"],
        json!(sync.tenant.simulator.connection().client_id)
    );

    let pauses = lines(
        &sync.tenant,
        "?$filter=activityDisplayName eq 'Disable/pause provisioning configuration'&$top=5",
    )
    .await;
    assert_eq!(pauses, std::slice::from_ref(paused));
    let id = paused["id"].as_str().unwrap();
    let one = sync
        .tenant
        .get(&format!("/auditLogs/directoryAudits/{id}"))
        .await
        .expect(200);
    assert_eq!(one["activityDateTime"], paused["activityDateTime"]);
    sync.tenant.get("/auditLogs/directoryAudits/none").await.expect(404);
    sync.tenant
        .get("/auditLogs/directoryAudits?$filter=colour%20eq%20'x'")
        .await
        .expect(400);
}

#[tokio::test]
async fn a_refused_call_and_a_look_leave_no_line() {
    let sync = CloudSync::prepare(instant("contoso")).await;
    let before = lines(&sync.tenant, "").await.len();
    sync.restart("Nonsense").await.expect(400);
    sync.status().await;
    assert_eq!(lines(&sync.tenant, "").await.len(), before);
}

#[tokio::test]
async fn a_quarantine_is_told_once_for_each_reason() {
    let mut sync = CloudSync::prepare(instant("contoso")).await;
    sync.act("/start").await;
    sync.impose(json!({"code": "TimeOut", "sticky": true})).await;
    sync.pass(3 * 86_400);
    sync.sign_in_again().await;
    let told = lines(&sync.tenant, "?$filter=activityDisplayName eq 'Quarantine'").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        (&told[0]["result"], &told[0]["initiatedBy"]["user"]),
        (&json!("failure"), &Value::Null)
    );
    assert!(
        told[0]["resultReason"]
            .as_str()
            .unwrap()
            .contains("EncounteredQuarantineException")
    );
}

#[tokio::test]
async fn lines_come_late_are_kept_for_a_while_and_need_a_role() {
    let sync = CloudSync::prepare(paced("school")).await;
    sync.act("/start").await;
    assert_ne!(
        activities(&lines(&sync.tenant, "").await)[0],
        "Enable/start provisioning configuration"
    );
    sync.pass(6);
    assert_eq!(
        activities(&lines(&sync.tenant, "").await)[0],
        "Enable/start provisioning configuration"
    );

    for (scenario, found) in [("contoso/drifted", true), ("contoso/free-licence", false)] {
        let tenant = Tenant::start(instant(scenario)).await;
        let told = lines(&tenant, "").await;
        assert_eq!(
            activities(&told).contains(&"Disable/pause provisioning configuration"),
            found
        );
        for line in &told {
            assert_eq!(line["initiatedBy"]["user"]["displayName"], "Sanne de Vries");
        }
    }
    let closed = Tenant::start(instant("contoso/log-closed")).await;
    assert_eq!(closed.get("/auditLogs/directoryAudits").await.status, 403);
    let mut without = Tenant::fresh().await;
    without.use_token(false, Some(&["Organization.Read.All"])).await;
    assert_eq!(
        without
            .request(Method::GET, "/auditLogs/directoryAudits")
            .send()
            .await
            .unwrap()
            .status(),
        403
    );
}
