//! Who is in the cloud, and who was deleted there.

use std::collections::HashSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Tenant, instant, read};
use crate::cloud_sync::CloudSync;

async fn list(tenant: &Tenant, query: &str) -> Vec<Value> {
    let answer = eventual(tenant, &format!("/users?{query}")).await.expect(200);
    answer["value"].as_array().unwrap().clone()
}

async fn eventual(tenant: &Tenant, path: &str) -> Answer {
    let request = tenant.request(Method::GET, &path.replace(' ', "%20"));
    read(request.header("ConsistencyLevel", "eventual").send().await.unwrap()).await
}

const EVERYTHING: &str = "$top=999&$select=id,displayName,userPrincipalName,mail,accountEnabled,onPremisesSyncEnabled,onPremisesImmutableId,onPremisesDistinguishedName,onPremisesLastSyncDateTime,onPremisesProvisioningErrors,createdDateTime,proxyAddresses";

#[tokio::test]
async fn people_of_cloud_sync_and_of_the_cloud_alone_are_there_each_once() {
    let tenant = Tenant::start(instant("contoso/healthy")).await;
    let people = list(&tenant, EVERYTHING).await;
    let unique = |name: &str| {
        let values: HashSet<String> = people
            .iter()
            .map(|user| user[name].to_string().to_lowercase())
            .collect();
        assert_eq!(values.len(), people.len(), "{name}");
    };
    unique("id");
    unique("userPrincipalName");
    let (synced, cloud): (Vec<&Value>, Vec<&Value>) =
        people.iter().partition(|user| user["onPremisesSyncEnabled"] == true);
    let state = tenant.control(Method::GET, "/state", Value::Null).await.expect(200);
    let held = &state["configurations"][0]["jobs"][0]["inTarget"];
    let held = held["user to User"].as_u64().unwrap() + held["inetOrgPerson to User"].as_u64().unwrap();
    assert_eq!(synced.len() as u64, held);
    assert!(cloud.len() > 7, "{}", cloud.len());
    for user in &synced {
        assert!(user["onPremisesDistinguishedName"].as_str().unwrap().starts_with("CN="));
        assert!(user["onPremisesLastSyncDateTime"].as_str() >= user["createdDateTime"].as_str());
        assert!(user["createdDateTime"].is_string(), "{user}");
    }
    for user in cloud {
        assert!(user["onPremisesImmutableId"].is_null(), "{user}");
    }
    let disabled = synced.iter().filter(|user| user["accountEnabled"] == false).count();
    assert!(disabled > 10, "{disabled}");
}

#[tokio::test]
async fn an_address_that_somebody_else_has_is_left_off_or_stops_the_person() {
    let tenant = Tenant::start(instant("contoso/healthy")).await;
    let people = list(&tenant, EVERYTHING).await;
    let with_errors: Vec<&Value> = people
        .iter()
        .filter(|user| !user["onPremisesProvisioningErrors"].as_array().unwrap().is_empty())
        .collect();
    assert_eq!(with_errors.len(), 2);
    for user in with_errors {
        let error = &user["onPremisesProvisioningErrors"][0];
        assert_eq!(
            (&error["category"], &error["propertyCausingError"]),
            (&json!("PropertyConflict"), &json!("ProxyAddresses"))
        );
        assert!(error["occurredDateTime"].is_string());
        let address = error["value"].as_str().unwrap();
        let holder = format!("$filter=proxyAddresses/any(p:p eq '{address}')&$select=id,onPremisesSyncEnabled");
        let holders = list(&tenant, &holder).await;
        assert_eq!(holders.len(), 1, "{address}");
        assert!(holders[0]["onPremisesSyncEnabled"].is_null());
        assert_ne!(holders[0]["id"], user["id"]);
    }
    let refused = eventual(
        &tenant,
        "/users?$filter=onPremisesProvisioningErrors/any(e:e/category eq 'x')",
    )
    .await;
    assert_eq!((refused.status, refused.code()), (400, "Request_UnsupportedQuery"));
}

#[tokio::test]
async fn people_are_found_by_name_address_and_words() {
    let tenant = Tenant::start(instant("contoso/configured")).await;
    let someone = &list(&tenant, "$filter=onPremisesSyncEnabled eq true&$top=3").await[2];
    let text = |name: &str| someone[name].as_str().unwrap();
    let (upn, name) = (text("userPrincipalName"), text("displayName"));
    let given = name.split(' ').next().unwrap();
    assert!(someone.get("onPremisesSyncEnabled").is_none(), "v1.0 shows some only");
    for query in [
        format!("$filter=userPrincipalName eq '{}'", upn.to_uppercase()),
        format!("$filter=mail eq '{}'", text("mail")),
        format!("$filter=startswith(displayName,'{given}')&$top=999"),
        format!("$filter=startswith(userPrincipalName,'{}')&$top=999", &upn[..4]),
        format!("$search=\"displayName:{given}\"&$top=999"),
        format!("$search=\"mail:{}\"", text("mail")),
    ] {
        let found = list(&tenant, &query).await;
        assert!(found.iter().any(|user| user["id"] == someone["id"]), "{query}");
    }
    for key in [text("id"), upn, &upn.to_uppercase()] {
        let one = tenant.get(&format!("/beta/users/{key}")).await.expect(200);
        assert_eq!(
            (&one["id"], &one["onPremisesSyncEnabled"]),
            (&someone["id"], &json!(true))
        );
    }
    assert_eq!(tenant.get("/users/nobody@contoso.com").await.status, 404);
    for refused in [
        "$search=\"displayName:a\"",
        "$filter=contains(displayName,'a')",
        "$filter=endswith(mail,'m')",
    ] {
        let answer = tenant.get(&format!("/users?{}", refused.replace(' ', "%20"))).await;
        assert_eq!(
            (answer.status, answer.code()),
            (400, "Request_UnsupportedQuery"),
            "{refused}"
        );
    }
    let counted = eventual(&tenant, "/users?$count=true&$top=1").await.expect(200);
    let number = eventual(&tenant, "/users/$count").await.body;
    assert_eq!(counted["@odata.count"].to_string(), number.to_string());
}

#[tokio::test]
async fn pages_lead_through_everybody() {
    let tenant = Tenant::start(instant("contoso/configured")).await;
    let (mut seen, mut link) = (HashSet::new(), Some("/users?$select=id".to_owned()));
    while let Some(path) = link {
        let page = tenant.get(&path).await.expect(200);
        for user in page["value"].as_array().unwrap() {
            assert!(seen.insert(user["id"].to_string()));
        }
        let graph = &tenant.simulator.connection().graph;
        link = page["@odata.nextLink"]
            .as_str()
            .map(|next| next.trim_start_matches(graph.as_str()).to_owned());
    }
    assert_eq!(seen.len(), list(&tenant, EVERYTHING).await.len());
}

#[tokio::test]
async fn deleted_people_can_be_seen_for_thirty_days_and_come_back() {
    let sync = CloudSync::prepare(instant("contoso")).await;
    sync.act("/start").await;
    sync.control("POST", "/people/remove", json!({"count": 3})).await;
    let bin = "/directory/deletedItems/microsoft.graph.user?$select=id,userPrincipalName,deletedDateTime";
    let gone = sync.tenant.get(bin).await.expect(200)["value"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(gone.len(), 3);
    let id = gone[0]["id"].as_str().unwrap();
    assert!(gone[0]["deletedDateTime"].is_string());
    assert!(
        gone[0]["userPrincipalName"]
            .as_str()
            .unwrap()
            .starts_with(&id.replace('-', ""))
    );
    assert_eq!(sync.tenant.get(&format!("/users/{id}")).await.status, 404);
    let one = sync
        .tenant
        .get(&format!("/directory/deletedItems/{id}?$select=id"))
        .await;
    assert_eq!(one.expect(200)["id"], id);

    sync.control("POST", "/people/add", json!({"count": 1})).await;
    let left = sync.tenant.get(bin).await.expect(200)["value"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(left, 2, "who comes back is restored");
    sync.pass(30 * 86_400 + 1);
    let mut sync = sync;
    sync.sign_in_again().await;
    assert!(
        sync.tenant.get(bin).await.expect(200)["value"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn people_stay_when_their_job_goes() {
    let tenant = Tenant::start(instant("school/configured")).await;
    let before = list(&tenant, "$top=999").await.len();
    let state = tenant.control(Method::GET, "/state", Value::Null).await.expect(200);
    let configuration = &state["configurations"][0];
    let (principal, job) = (
        &configuration["servicePrincipal"]["id"],
        &configuration["jobs"][0]["id"],
    );
    let jobs = format!(
        "/servicePrincipals/{}/synchronization/jobs",
        principal.as_str().unwrap()
    );
    tenant
        .delete(&format!("{jobs}/{}", job.as_str().unwrap()))
        .await
        .expect(204);
    assert_eq!(list(&tenant, "$top=999").await.len(), before);
}

#[tokio::test]
async fn people_are_for_those_who_may_read_them() {
    let mut tenant = Tenant::start(instant("school/configured")).await;
    for (permission, status) in [("User.Read.All", 200), ("Directory.Read.All", 200), ("User.Read", 403)] {
        tenant.use_token(true, Some(&[permission])).await;
        assert_eq!(tenant.get("/users").await.status, status, "{permission}");
        let bin = tenant.get("/directory/deletedItems/microsoft.graph.user").await;
        assert_eq!(bin.status, status, "{permission}");
    }
}
