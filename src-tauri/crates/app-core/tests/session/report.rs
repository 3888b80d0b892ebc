//! The hand-over report.

use app_core::view::RunPhase;
use app_core::{Journey, report};
use graph_client::TokenRequest;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::support::{Bench, DOMAIN, demo};

fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, into)),
        Value::Object(members) => members.values().for_each(|item| texts(item, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[tokio::test]
async fn a_plan_is_nothing_to_hand_over() {
    let bench = Bench::signed_in("fresh").await;
    assert_eq!(report::json(&bench.session.view()), None);
    bench.session.plan(bench.setup()).await.unwrap();
    let view = bench
        .seen(|view| view.run.as_ref().is_some_and(|run| run.phase == RunPhase::Planned))
        .await;
    assert_eq!(report::json(&view), None);
}

#[tokio::test]
async fn a_run_is_handed_over_with_all_that_is_known_and_no_secret() {
    let bench = Bench::signed_in("fresh").await;
    bench.run(bench.not_started()).await.unwrap();
    let person = demo(&bench.simulator).people("an").await.unwrap().remove(0);
    let tried = bench
        .try_person(bench.not_started(), &person.distinguished_name)
        .await
        .unwrap();
    bench.run(bench.setup()).await.unwrap();
    bench.session.check_tenant(Journey::CloudSync).await.unwrap();
    bench.session.watch_status(bench.setup()).await.unwrap();
    let view = bench
        .seen(|view| {
            let looked = view.check.as_ref().is_some_and(|check| check.at.is_some());
            looked && view.status.as_ref().is_some_and(|status| status.at.is_some())
        })
        .await;
    let report = report::json(&view).unwrap();
    assert_eq!(report["causewayReport"], 1);
    assert_eq!(report["tenant"]["name"], "Contoso");
    assert_eq!(
        report["account"]["address"],
        json!(bench.connection.account.as_ref().unwrap().address)
    );
    assert_eq!(report["setup"], bench.setup().to_value());
    assert_eq!(report["run"]["phase"], "done");
    let steps = report["run"]["steps"].as_array().unwrap();
    assert!(
        steps
            .iter()
            .any(|step| step["id"] == "secrets" && step["state"] == "done" && step["changed"] == true)
    );
    assert_eq!(report["checks"]["found"].as_array().unwrap().len(), 6);
    assert_eq!(report["trial"]["person"], json!(person.distinguished_name));
    assert_eq!(report["trial"]["result"]["verdict"], "success");
    assert_eq!(report["status"]["configurations"][0]["domain"], DOMAIN);

    let mut told = Vec::new();
    texts(&report, &mut told);
    let token = bench.connection.tokens.token(TokenRequest::default()).await.unwrap();
    let at = bench.simulator.connection();
    for secret in [token.secret.expose_secret(), &at.control_key, &at.client_secret] {
        assert!(told.iter().all(|text| !text.contains(secret)));
    }
    let result = tried.result.unwrap();
    let values = result
        .steps
        .iter()
        .flat_map(|step| &step.details)
        .map(|(_, value)| value);
    let guarded: Vec<&String> = values.filter(|value| value.contains('@')).collect();
    assert!(!guarded.is_empty());
    assert!(
        guarded.iter().all(|value| !told.contains(value)),
        "no values of a person's attributes"
    );
}

#[tokio::test]
async fn failures_are_handed_over_by_their_ids() {
    let bench = Bench::signed_in("fresh").await;
    let fault = "GET /servicePrincipals=403".parse().unwrap();
    bench.simulator.add_fault(fault);
    let run = bench.run(bench.setup()).await.unwrap();
    assert_eq!(run.phase, RunPhase::Failed);
    let view = bench.seen(|view| view.run.as_ref() == Some(&run)).await;
    let report = report::json(&view).unwrap();
    let steps = report["run"]["steps"].as_array().unwrap();
    let failed = steps.iter().find(|step| step["state"] == "failed").unwrap();
    let id = &failed["problem"]["requestId"];
    assert!(id.is_string());
    let failures = report["failedRequests"].as_array().unwrap();
    assert!(
        failures
            .iter()
            .any(|request| request["requestId"] == *id && request["status"] == 403)
    );
}
