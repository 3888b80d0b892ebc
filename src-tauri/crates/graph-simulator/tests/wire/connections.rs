//! The pairs a job remembers, one by one (objectConnections, beta).

use graph_simulator::tenant::ConnectionPermission;
use graph_simulator::{Options, Switches};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, instant};
use crate::cloud_sync::CloudSync;

/// A job that has taken everybody in, and the row of somebody.
async fn in_step(options: Options) -> (CloudSync, Value) {
    let sync = CloudSync::prepare(options).await;
    sync.act("/start").await;
    let row = sync
        .log(" and provisioningAction eq 'create' and provisioningStatusInfo/status eq 'success' and sourceIdentity/identityType eq 'User'")
        .await
        .remove(0);
    (sync, row)
}

async fn connection(sync: &CloudSync, method: Method, id: &str) -> Answer {
    let path = format!("/beta{}", sync.path(&format!("/objectConnections('{id}')")));
    crate::client::read(sync.tenant.request(method, &path).send().await.unwrap()).await
}

fn ids(row: &Value) -> (&str, &str) {
    (
        row["sourceIdentity"]["id"].as_str().unwrap(),
        row["targetIdentity"]["id"].as_str().unwrap(),
    )
}

#[tokio::test]
async fn a_pair_is_found_by_its_source_and_by_its_target_in_any_state_of_the_job() {
    let (sync, row) = in_step(instant("contoso")).await;
    let (source, target) = ids(&row);
    for action in ["/pause", "/start"] {
        sync.act(action).await;
        for id in [source, target] {
            let found = connection(&sync, Method::GET, id).await.expect(200);
            let mut expected = json!({
                "objectId": id, "sourceAnchor": source, "targetAnchor": target,
                "displayName": row["sourceIdentity"]["displayName"], "objectTypeName": "User",
            });
            expected["@odata.context"] = found["@odata.context"].clone();
            assert_eq!(found, expected);
        }
    }
    let slashed = format!(
        "/beta{}",
        sync.path(&format!("/objectConnections/{source}?$select=targetAnchor"))
    );
    let some = sync.tenant.get(&slashed).await.expect(200);
    assert_eq!(
        (&some["targetAnchor"], &some["objectId"]),
        (&json!(target), &Value::Null)
    );
}

#[tokio::test]
async fn what_is_no_pair_is_told() {
    let (sync, row) = in_step(instant("school")).await;
    let (source, _) = ids(&row);
    // As it is written, and no other way.
    for stranger in [
        uuid::Uuid::new_v4().to_string(),
        source.to_uppercase(),
        "anna".to_owned(),
    ] {
        assert_eq!(
            connection(&sync, Method::GET, &stranger).await.status,
            404,
            "{stranger}"
        );
    }
    let list = format!("/beta{}", sync.path("/objectConnections"));
    assert_eq!(sync.tenant.get(&list).await.status, 400);
    let v1 = sync
        .tenant
        .get(&sync.path(&format!("/objectConnections('{source}')")))
        .await;
    assert_eq!((v1.status, v1.code()), (400, "BadRequest"));
    assert!(v1.message().contains("objectConnections"), "{}", v1.message());
    let filtered = format!(
        "/beta{}",
        sync.path(&format!("/objectConnections('{source}')?$filter=bogus eq 'x'"))
    );
    assert_eq!(sync.tenant.get(&filtered.replace(' ', "%20")).await.status, 400);
}

#[tokio::test]
async fn a_pair_is_cut_while_the_job_is_paused_and_matched_anew_by_the_next_round() {
    let (sync, row) = in_step(instant("contoso")).await;
    let (source, target) = ids(&row);
    assert_eq!(connection(&sync, Method::DELETE, source).await.status, 409);
    connection(&sync, Method::GET, source).await.expect(200);

    sync.act("/pause").await;
    let people = sync.in_target("user to User").await;
    for _ in 0..2 {
        connection(&sync, Method::DELETE, target).await.expect(204);
    }
    assert_eq!(connection(&sync, Method::GET, source).await.status, 404);
    assert_eq!(sync.in_target("user to User").await, people, "nobody is deleted");

    let rows = sync.log(" and provisioningStatusInfo/status eq 'skipped'").await.len();
    sync.act("/start").await;
    connection(&sync, Method::GET, source).await.expect(200);
    let again = sync.log(" and provisioningStatusInfo/status eq 'skipped'").await;
    assert_eq!(again.len(), rows + 1, "nobody else is looked at");
    let one = again
        .iter()
        .find(|row| row["provisioningStatusInfo"]["errorInformation"]["errorCode"] == "RedundantExport")
        .unwrap();
    assert_eq!(ids(one), (source, target));
}

#[tokio::test]
async fn on_demand_matches_a_cut_pair_anew_and_a_pair_that_is_cut_deletes_nobody() {
    let (sync, row) = in_step(instant("contoso")).await;
    let (source, _) = ids(&row);
    let dn = row["sourceIdentity"]["details"]["DistinguishedName"].as_str().unwrap();
    sync.act("/pause").await;
    connection(&sync, Method::DELETE, source).await.expect(204);
    let rule = sync.schema().await["synchronizationRules"][0]["id"].clone();
    let subject = json!({"objectId": dn, "objectTypeName": "user"});
    let body = json!({"parameters": [{"ruleId": rule, "subjects": [subject]}]});
    sync.tenant
        .post(&sync.path("/provisionOnDemand"), body)
        .await
        .expect(200);
    connection(&sync, Method::GET, source).await.expect(200);

    connection(&sync, Method::DELETE, source).await.expect(204);
    sync.control("POST", "/people/remove", json!({"who": dn})).await;
    let people = sync.in_target("user to User").await;
    sync.act("/start").await;
    assert_eq!(sync.in_target("user to User").await, people);
}

#[tokio::test]
async fn a_wrong_pair_lasts_until_it_is_forgotten() {
    let (sync, row) = in_step(instant("contoso")).await;
    let (source, target) = ids(&row);
    let dn = |row: &Value| row["sourceIdentity"]["details"]["DistinguishedName"].clone();
    let all = sync
        .log(" and provisioningAction eq 'create' and sourceIdentity/identityType eq 'User'")
        .await;
    let other = all.iter().find(|other| ids(other).0 != source).unwrap();
    let tie = format!("/jobs/{}/tie", sync.job);
    sync.control("POST", &tie, json!({ "who": dn(&row), "to": dn(other) }))
        .await;
    let tied_to = async || connection(&sync, Method::GET, source).await.expect(200)["targetAnchor"].clone();
    assert_eq!(tied_to().await, ids(other).1);
    sync.act("/pause").await;
    sync.act("/start").await;
    assert_eq!(tied_to().await, ids(other).1, "no round mends it");
    sync.act("/pause").await;
    connection(&sync, Method::DELETE, source).await.expect(204);
    sync.act("/start").await;
    assert_eq!(tied_to().await, target);
}

#[tokio::test]
async fn one_family_of_permissions_opens_it_and_the_other_does_not() {
    for (wanted, family, other) in [
        (
            ConnectionPermission::Metadata,
            "SynchronizationMetadata",
            "Synchronization",
        ),
        (
            ConnectionPermission::Synchronization,
            "Synchronization",
            "SynchronizationMetadata",
        ),
    ] {
        let switches = Switches {
            connection_permission: wanted,
            ..Switches::default()
        };
        let options = Options {
            switches,
            ..instant("school")
        };
        let (mut sync, row) = in_step(options).await;
        sync.act("/pause").await;
        let (source, _) = ids(&row);
        for (family, rights, read, write) in [
            (family, "Read", 200, 403),
            (family, "ReadWrite", 200, 204),
            (other, "ReadWrite", 403, 403),
        ] {
            let permission = format!("{family}.{rights}.All");
            sync.tenant.use_token(true, Some(&[&permission])).await;
            assert_eq!(
                connection(&sync, Method::GET, source).await.status,
                read,
                "{permission}"
            );
            assert_eq!(
                connection(&sync, Method::DELETE, source).await.status,
                write,
                "{permission}"
            );
        }
    }
}
