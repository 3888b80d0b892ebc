//! Calls for apps of the gallery: their instances, tests of credentials, assignments.

use graph_client::models::AppRole;
use graph_client::{CredentialTest, Secrets, Tested};
use serde_json::{Value, json};

use crate::support::{Bench, Reply};

const SECRET: &str = "hunter-22-of-the-app";

fn credentials() -> Secrets {
    let mut secrets = Secrets::default();
    secrets.set("BaseAddress", "https://scim.example/v2");
    secrets.set("SecretToken", SECRET);
    secrets
}

/// What the provisioning service says, as Graph wraps it.
fn wrapped(status: u16, code: &str, message: &str) -> Reply {
    let inner = json!({"error": {"code": code, "message": message}}).to_string();
    Reply::error(status, "UnknownError", &inner)
}

fn sent(bench: &Bench) -> (String, Value) {
    let seen = bench.server.seen();
    let last = seen.last().unwrap();
    let body = serde_json::from_str(&last.body).unwrap_or(Value::Null);
    (format!("{} {}", last.method, last.path), body)
}

#[tokio::test]
async fn a_test_of_credentials_has_two_forms() {
    let bench = Bench::new([Reply::empty(204), Reply::empty(204)]).await;
    let values = credentials();
    let given = CredentialTest::Given(&values);
    let tested = bench.client.validate_credentials("sp", None, "scim", given).await;
    assert_eq!(tested.unwrap(), Tested::Works);
    let (call, body) = sent(&bench);
    assert_eq!(
        call,
        "POST /v1.0/servicePrincipals/sp/synchronization/jobs/validateCredentials"
    );
    assert_eq!(
        body,
        json!({"templateId": "scim", "useSavedCredentials": false, "credentials": [
            {"key": "BaseAddress", "value": "https://scim.example/v2"}, {"key": "SecretToken", "value": SECRET}]})
    );
    let stored = CredentialTest::Stored;
    let tested = bench.client.validate_credentials("sp", Some("j"), "scim", stored).await;
    assert_eq!(tested.unwrap(), Tested::Works);
    let (call, body) = sent(&bench);
    assert_eq!(
        call,
        "POST /v1.0/servicePrincipals/sp/synchronization/jobs/j/validateCredentials"
    );
    assert_eq!(body, json!({"useSavedCredentials": true}));
}

#[tokio::test]
async fn a_test_has_four_outcomes_and_no_other_failure_is_one() {
    let system = "SystemForCrossDomainIdentityManagement";
    let refused = |code: &str| Tested::Refused {
        code: code.to_owned(),
        said: "no".to_owned(),
    };
    let untestable = |code: &str| Tested::CannotBeTested {
        code: code.to_owned(),
        said: "no".to_owned(),
    };
    let invalid = format!("{system}InvalidCredentials");
    let unavailable = format!("{system}CredentialValidationUnavailable");
    for (reply, outcome) in [
        (wrapped(400, &invalid, "no"), refused(&invalid)),
        (
            wrapped(400, "SalesforceInvalidCredentials", "no"),
            refused("SalesforceInvalidCredentials"),
        ),
        (
            wrapped(400, "ServiceNowInstanceInvalid", "no"),
            refused("ServiceNowInstanceInvalid"),
        ),
        (wrapped(400, &unavailable, "no"), untestable(&unavailable)),
        (
            wrapped(400, "CredentialValidationUnavailable", "no"),
            untestable("CredentialValidationUnavailable"),
        ),
        (wrapped(400, "Whatever", "no"), untestable("Whatever")),
        (Reply::error(404, "UnknownError", ""), Tested::NotTried),
        (Reply::error(501, "NotImplemented", ""), Tested::NotTried),
    ] {
        let bench = Bench::new([reply]).await;
        let values = credentials();
        let tested = bench
            .client
            .validate_credentials("sp", None, "scim", CredentialTest::Given(&values))
            .await;
        assert_eq!(tested.unwrap(), outcome);
    }
    let denied = Bench::new([Reply::error(403, "Authorization_RequestDenied", "")]).await;
    let answer = denied
        .client
        .validate_credentials("sp", None, "scim", CredentialTest::Stored)
        .await;
    assert!(answer.unwrap_err().is_missing_permission());
}

#[tokio::test]
async fn an_app_that_quotes_what_it_was_sent_gives_nothing_away() {
    let quoting = format!("the token {SECRET} is wrong");
    let bench = Bench::new([wrapped(400, "XInvalidCredentials", &quoting)]).await;
    let values = credentials();
    let tested = bench
        .client
        .validate_credentials("sp", None, "scim", CredentialTest::Given(&values))
        .await;
    let shown = format!("{tested:?} {:?}", bench.records());
    assert!(shown.contains("is wrong") && !shown.contains(SECRET), "{shown}");
}

#[tokio::test]
async fn a_quota_is_no_missing_right_and_does_not_pass() {
    let bench = Bench::new([Reply::error(
        403,
        "Directory_QuotaExceeded",
        "The directory object quota limit …",
    )])
    .await;
    let error = bench.client.instantiate("t", "App").await.unwrap_err();
    assert!(error.is_quota_exceeded() && !error.is_missing_permission());
    assert!(!error.may_pass() && !error.may_pass_at_first());
}

#[tokio::test]
async fn a_service_that_lags_behind_is_waited_for_at_first_only() {
    for (status, code, message, at_first) in [
        (401, "UnknownError", "", true),
        (400, "UnknownError", "", true),
        (400, "BadRequest", "", false),
        (401, "InvalidAuthenticationToken", "", false),
    ] {
        let reply = || Reply::error(status, code, message);
        let bench = Bench::new([reply(), reply()]).await;
        let error = bench.client.create_job("sp", "scim").await.unwrap_err();
        assert_eq!(
            (error.may_pass(), error.may_pass_at_first()),
            (false, at_first),
            "{error}"
        );
    }
    let bench = Bench::new([wrapped(400, "InvalidNotificationSettings", "")]).await;
    let error = bench.client.put_secrets("sp", &credentials()).await.unwrap_err();
    assert!(!error.may_pass_at_first());
}

#[tokio::test]
async fn instances_templates_groups_and_assignments() {
    let role =
        json!({"id": "r", "displayName": "User", "value": null, "isEnabled": true, "allowedMemberTypes": ["User"]});
    let app =
        json!({"id": "sp", "appId": "a", "createdDateTime": "2026-03-01T10:00:00Z", "appRoles": [role, {"id": "s"}]});
    let bench = Bench::new([Reply::list(json!([app]))]).await;
    let found = bench.client.instances_of("21ed").await.unwrap().remove(0);
    assert_eq!(found.created(), Some("2026-03-01T10:00:00Z".parse().unwrap()));
    let [user, hidden] = found.app_roles.as_slice() else {
        panic!("{found:?}");
    };
    assert!(user.is_for_people() && user.is_called("USER") && user.is_called("r") && !user.is_called(""));
    assert!(!hidden.is_for_people() && AppRole::DEFAULT.len() == 36);
    let (call, _) = sent(&bench);
    assert!(
        call.contains("applicationTemplateId%20eq%20%2721ed%27") && call.contains("appRoles"),
        "{call}"
    );

    let bench = Bench::new([
        Reply::list(json!([])),
        Reply::list(json!([{"id": "g", "displayName": "O'Neil"}])),
    ])
    .await;
    assert_eq!(bench.client.application_templates_named("O'Neil").await.unwrap(), []);
    assert_eq!(
        sent(&bench).0,
        "GET /v1.0/applicationTemplates?$filter=displayName%20eq%20%27O%27%27Neil%27"
    );
    assert_eq!(bench.client.groups_named("O'Neil").await.unwrap()[0].id, "g");
    assert!(
        sent(&bench)
            .0
            .starts_with("GET /v1.0/groups?$filter=displayName%20eq%20%27O%27%27Neil%27")
    );

    let gone = Bench::new([Reply::error(404, "Request_ResourceNotFound", "")]).await;
    assert_eq!(gone.client.group("g").await.unwrap(), None);

    let assigned = json!([{"id": "x", "principalId": "g", "appRoleId": "r", "principalType": "Group"}]);
    let bench = Bench::new([Reply::list(assigned), Reply::json(201, &json!({"id": "x"}))]).await;
    assert_eq!(
        bench.client.app_role_assignments("sp").await.unwrap()[0].app_role_id,
        "r"
    );
    bench.client.assign_app_role("sp", "g", "r").await.unwrap();
    let (call, body) = sent(&bench);
    assert_eq!(call, "POST /v1.0/servicePrincipals/sp/appRoleAssignedTo");
    assert_eq!(body, json!({"principalId": "g", "resourceId": "sp", "appRoleId": "r"}));
}
