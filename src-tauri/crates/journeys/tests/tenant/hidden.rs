//! A sign-in with `User.Read` alone: Microsoft answers 200 with the tenant's id, name and domains, and null for everything else.

use std::io::{BufRead, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use graph_client::GraphClient;
use journeys::checks::{CheckId, Grant, Verdict, check_tenant};
use journeys::{Journey, RunSpec, Setup};
use provisioning::TenantReads;
use serde_json::{Map, json};
use step_engine::Unobserved;
use tokio_util::sync::CancellationToken;

use crate::support::client_at;

/// A service that shows an organization in part and has empty lists besides.
fn partial() -> GraphClient {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    // It ends with the process: nothing tells it when the last question was asked.
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let mut lines = BufReader::new(connection.try_clone().unwrap()).lines();
            let asked = lines.next().and_then(Result::ok).unwrap_or_default();
            while lines.next().and_then(Result::ok).is_some_and(|line| !line.is_empty()) {}
            let body = if asked.starts_with("GET /v1.0/organization") {
                json!({ "value": [{
                    "id": "9188040d-6c67-4c5b-b112-36a304b66dad", "displayName": "Contoso", "createdDateTime": null,
                    "tenantType": null, "countryLetterCode": null, "onPremisesSyncEnabled": null,
                    "onPremisesLastSyncDateTime": null, "assignedPlans": [], "verifiedDomains": [{ "name": "contoso.onmicrosoft.com" }],
                }]})
            } else {
                json!({ "value": [] })
            }
            .to_string();
            let length = body.len();
            let _ = write!(
                connection,
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            ); // whoever asked may be gone
        }
    });
    client_at(&origin)
}

#[tokio::test]
async fn what_is_hidden_is_neither_called_off_nor_planned_from() {
    let answers = Map::from_iter([("domain".to_owned(), json!("corp.contoso.com"))]);
    let setup = Setup::begun(Journey::CloudSync, "contoso.onmicrosoft.com", answers).unwrap();
    let run = RunSpec::set_up(&partial(), &setup, Arc::default());
    let planned = run.plan(Arc::new(Unobserved), CancellationToken::new()).await;
    let flag = planned.into_iter().find(|step| step.id == "tenant-sync-flag").unwrap();
    let blocked = flag.finding.unwrap_err();
    assert_eq!(blocked.code, "synchronization-hidden");
    assert_eq!(blocked.facts["permission"], "Organization.Read.All");
}

#[tokio::test]
async fn the_check_says_that_it_cannot_be_read() {
    let found = Mutex::new(Vec::new());
    let told = |checked| found.lock().unwrap().push(checked);
    check_tenant(
        &partial(),
        &TenantReads::default(),
        &Grant::default(),
        Journey::CloudSync.prerequisites(),
        told,
    )
    .await
    .unwrap();
    let found = found.into_inner().unwrap();
    let synchronization = found
        .iter()
        .find(|checked| checked.id == CheckId::Synchronization)
        .unwrap();
    assert_eq!(
        (synchronization.verdict, synchronization.code.as_str()),
        (Verdict::NotChecked, "sync-not-readable")
    );
}
