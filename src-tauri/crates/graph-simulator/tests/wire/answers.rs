//! Why somebody was skipped: every answer can be had from a tenant, and its rows tell it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::begun::{Begun, code};
use crate::client::{Answer, read};

/// `errorCode` of a row.
fn error_code(row: &Value) -> &str {
    row["provisioningStatusInfo"]["errorInformation"]["errorCode"]
        .as_str()
        .unwrap_or_default()
}

fn step<'r>(row: &'r Value, kind: &str) -> Option<&'r Value> {
    let steps = row["provisioningSteps"].as_array().unwrap();
    steps.iter().find(|step| step["provisioningStepType"] == kind)
}

fn standing(row: &Value) -> (&str, &str) {
    let details = &step(row, "scoping").unwrap()["details"];
    (
        details["Active in the source system"].as_str().unwrap(),
        details["Scoping filter evaluation passed"].as_str().unwrap(),
    )
}

async fn user(begun: &Begun, id: &str) -> Answer {
    let path = format!("/beta/users/{id}");
    read(begun.tenant.request(Method::GET, &path).send().await.unwrap()).await
}

async fn connection(begun: &Begun, id: &str) -> Answer {
    let principal = begun.state["configurations"][0]["servicePrincipal"]["id"]
        .as_str()
        .unwrap();
    let job = begun.main()["id"].as_str().unwrap();
    let jobs = format!("/beta/servicePrincipals/{principal}/synchronization/jobs");
    begun.tenant.get(&format!("{jobs}/{job}/objectConnections/{id}")).await
}

/// The row of somebody with this code.
async fn with_code(begun: &Begun, wanted: &str) -> Value {
    let rows = begun.rows("provisioningStatusInfo/status ne 'success'").await;
    rows.into_iter().find(|row| error_code(row) == wanted).unwrap()
}

#[tokio::test]
async fn somebody_has_the_address_and_it_is_known_who() {
    let begun = Begun::at("healthy").await;
    let row = with_code(&begun, "AttributeValueMustBeUnique").await;
    assert_eq!(row["provisioningStatusInfo"]["status"], "failure");
    let imported = &step(&row, "import").unwrap()["details"];
    let address = imported["proxyAddresses"].as_str().unwrap();
    let path = format!("/users?$filter=proxyAddresses/any(p:p%20eq%20'{address}')&$select=onPremisesSyncEnabled");
    let holders = begun.tenant.get(&path).await.expect(200)["value"].clone();
    assert_eq!(holders, json!([{"onPremisesSyncEnabled": null}]));
}

#[tokio::test]
async fn out_of_scope_by_unit_and_by_group_is_told_with_the_name() {
    for (variant, taken) in [("scoped", "OU=Staff,DC=corp,DC=contoso,DC=com"), ("pilot", "CN=Pilot")] {
        let begun = Begun::at(variant).await;
        assert_eq!(code(begun.main()), ("Active", "Active"));
        let rows = begun.rows("provisioningStatusInfo/status eq 'skipped'").await;
        let outside: Vec<&Value> = rows
            .iter()
            .filter(|row| error_code(row) == "EntrySynchronizationSkipped" && step(row, "scoping").is_some())
            .collect();
        assert!(outside.len() > 80, "{variant}: {}", outside.len());
        for row in outside {
            assert_eq!(standing(row), ("True", "False"));
            let dn = row["sourceIdentity"]["details"]["DistinguishedName"].as_str().unwrap();
            assert!(!dn.contains(taken), "{dn}");
            assert_eq!(row["targetIdentity"]["id"], "");
        }
    }
}

#[tokio::test]
async fn what_the_agent_left_out_has_an_id_and_no_more() {
    let begun = Begun::at("healthy").await;
    let rows = begun.rows("provisioningStatusInfo/status eq 'skipped'").await;
    let nameless: Vec<&Value> = rows
        .iter()
        .filter(|row| row["sourceIdentity"]["displayName"] == "")
        .collect();
    assert_eq!(nameless.len(), 15);
    for row in nameless {
        assert!(
            row["sourceIdentity"]["id"]
                .as_str()
                .unwrap()
                .parse::<uuid::Uuid>()
                .is_ok()
        );
        assert_eq!(
            (&row["sourceIdentity"]["details"], &row["targetIdentity"]["id"]),
            (&json!({}), &json!(""))
        );
        assert!(step(row, "scoping").is_none());
    }
}

#[tokio::test]
async fn who_was_deleted_before_arriving_is_not_active() {
    let begun = Begun::at("configured").await;
    let failing = &begun
        .rows("provisioningAction eq 'create' and provisioningStatusInfo/status eq 'failure'")
        .await[0];
    let who = &failing["sourceIdentity"]["details"]["DistinguishedName"];
    let remove = begun
        .tenant
        .control(Method::POST, "/people/remove", json!({"who": who}));
    remove.await.expect(200);
    let rows = begun.rows("provisioningStatusInfo/status eq 'skipped'").await;
    assert_eq!(rows[0]["sourceIdentity"]["id"], failing["sourceIdentity"]["id"]);
    assert_eq!(
        (standing(&rows[0]).0, error_code(&rows[0])),
        ("False", "EntrySynchronizationSkipped")
    );
}

#[tokio::test]
async fn who_has_nothing_to_be_matched_by_is_not_evaluated() {
    let begun = Begun::at("healthy").await;
    let row = with_code(&begun, "ImportSkipped").await;
    assert_eq!(row["provisioningStatusInfo"]["status"], "skipped");
    assert!(step(&row, "scoping").is_none() && step(&row, "import").unwrap()["details"].get("employeeID").is_none());
    let id = row["sourceIdentity"]["id"].as_str().unwrap();
    assert_eq!(connection(&begun, id).await.status, 404);
}

#[tokio::test]
async fn who_was_removed_has_a_row_and_lies_in_the_bin() {
    let begun = Begun::at("healthy").await;
    let row = &begun.rows("provisioningAction eq 'delete'").await[0];
    let id = row["targetIdentity"]["id"].as_str().unwrap();
    let bin = "/directory/deletedItems/microsoft.graph.user?$select=id,deletedDateTime";
    let bin = begun.tenant.get(bin).await.expect(200)["value"]
        .as_array()
        .unwrap()
        .clone();
    let gone = bin.iter().find(|user| user["id"] == id).unwrap();
    assert_eq!(
        begun.hours_since(&gone["deletedDateTime"]),
        begun.hours_since(&row["activityDateTime"])
    );
    assert_eq!(user(&begun, id).await.status, 404);
}

#[tokio::test]
async fn who_has_not_changed_has_a_row_that_says_so_or_only_a_pair_or_nothing() {
    let healthy = Begun::at("healthy").await;
    assert_eq!(
        with_code(&healthy, "RedundantExport").await["provisioningAction"],
        "other"
    );

    let configured = Begun::at("configured").await;
    let rows = configured.rows("id ne ''").await;
    let seen = |id: &Value| rows.iter().any(|row| row["targetIdentity"]["id"] == *id);
    let people = "/users?$top=999&$select=id,onPremisesSyncEnabled";
    let people = configured.tenant.get(people).await.expect(200)["value"]
        .as_array()
        .unwrap()
        .clone();
    let quiet = people
        .iter()
        .find(|user| user["onPremisesSyncEnabled"] == true && !seen(&user["id"]))
        .unwrap();
    connection(&configured, quiet["id"].as_str().unwrap()).await.expect(200);

    let front_desk = user(&healthy, "frontdesk@contoso.com").await.expect(200);
    let id = front_desk["id"].as_str().unwrap();
    assert!(healthy.rows(&format!("targetIdentity/id eq '{id}'")).await.is_empty());
    assert_eq!(connection(&healthy, id).await.status, 404);
}

#[tokio::test]
async fn the_log_is_searched_letter_by_letter() {
    let begun = Begun::at("healthy").await;
    let name = begun.rows("provisioningAction eq 'delete'").await[0]["sourceIdentity"]["displayName"].clone();
    let name = name.as_str().unwrap();
    let word = name.split(' ').next().unwrap();
    for (filter, finds) in [
        (format!("contains(sourceIdentity/displayName,'{word}')"), true),
        (
            format!("contains(sourceIdentity/displayName,'{}')", word.to_lowercase()),
            false,
        ),
        (
            format!("contains(sourceIdentity/displayName,'{}')", word.to_uppercase()),
            false,
        ),
        (format!("sourceIdentity/displayName eq '{name}'"), true),
        (
            format!("sourceIdentity/displayName eq '{}'", name.to_uppercase()),
            false,
        ),
    ] {
        assert_eq!(!begun.rows(&filter).await.is_empty(), finds, "{filter}");
    }
}
