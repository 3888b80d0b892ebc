//! Groups of the cloud, and who is in them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Tenant, instant, read};

async fn eventual(tenant: &Tenant, path: &str) -> Answer {
    let request = tenant.request(Method::GET, &path.replace(' ', "%20"));
    read(request.header("ConsistencyLevel", "eventual").send().await.unwrap()).await
}

fn names(list: &Value) -> Vec<&str> {
    let found = list["value"].as_array().unwrap().iter();
    found.map(|one| one["displayName"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_tenant_has_a_few_groups_and_two_share_a_name() {
    let tenant = Tenant::fresh().await;
    let all = tenant.get("/groups").await.expect(200);
    assert_eq!(
        names(&all),
        [
            "All employees",
            "Administrators",
            "App pilot",
            "Project Alpine",
            "Project Alpine"
        ]
    );
    let twins = tenant
        .get("/groups?$filter=displayName%20eq%20'project%20alpine'&$select=id,displayName")
        .await
        .expect(200);
    let twins = twins["value"].as_array().unwrap();
    assert_eq!(twins.len(), 2, "names are compared without case");
    assert_ne!(twins[0]["id"], twins[1]["id"]);
    assert_eq!(twins[0].as_object().unwrap().len(), 2);
    let begins = tenant
        .get("/groups?$filter=startswith(displayName,'App')")
        .await
        .expect(200);
    assert_eq!(names(&begins), ["App pilot"]);
    let search = "/groups?$search=\"displayName:pilot\"";
    tenant.get(search).await.expect(400);
    assert_eq!(names(&eventual(&tenant, search).await.expect(200)), ["App pilot"]);
    assert_eq!(eventual(&tenant, "/groups/$count").await.expect(200), json!(5));
    let one = tenant
        .get(&format!("/groups/{}", all["value"][0]["id"].as_str().unwrap()))
        .await
        .expect(200);
    assert_eq!(
        (&one["groupTypes"], &one["securityEnabled"]),
        (&json!(["DynamicMembership"]), &json!(true))
    );
    tenant
        .get("/groups/11111111-2222-3333-4444-555555555555")
        .await
        .expect(404);
    tenant.get("/groups?$select=nothing").await.expect(400);
}

#[tokio::test]
async fn members_are_the_direct_ones() {
    let tenant = Tenant::fresh().await;
    let pilot = tenant.group("App pilot").await;
    let path = format!("/groups/{pilot}/members");
    let members = tenant.get(&path).await.expect(200);
    let kinds = members["value"].as_array().unwrap().iter();
    let kinds: Vec<&Value> = kinds.map(|member| &member["@odata.type"]).collect();
    assert_eq!(names(&members), ["Front Desk", "Administrators"]);
    assert_eq!(kinds, ["#microsoft.graph.user", "#microsoft.graph.group"]);
    let people = tenant
        .get(&format!("{path}/microsoft.graph.user?$select=id,displayName"))
        .await;
    assert_eq!(names(&people.expect(200)), ["Front Desk"]);

    let filter = format!("{path}?$filter=startswith(displayName,'Adm')");
    let refused = tenant.get(&filter).await;
    assert_eq!((refused.status, refused.code()), (400, "Request_UnsupportedQuery"));
    let found = eventual(&tenant, &format!("{filter}&$count=true")).await.expect(200);
    assert_eq!(
        (names(&found), &found["@odata.count"]),
        (vec!["Administrators"], &json!(1))
    );
    let found = eventual(&tenant, &format!("{path}?$search=\"displayName:desk\"")).await;
    assert_eq!(names(&found.expect(200)), ["Front Desk"]);
    assert_eq!(eventual(&tenant, &format!("{path}/$count")).await.expect(200), json!(2));
    let everybody = tenant.group("All employees").await;
    let members = tenant.all(&format!("/groups/{everybody}/members?$top=5")).await;
    assert!(members.len() > 5);
    assert!(
        members.iter().all(|member| member["displayName"] != "Maria Lopez"),
        "a guest"
    );
}

#[tokio::test]
async fn groups_of_the_company_come_with_cloud_sync() {
    let tenant = Tenant::start(instant("contoso/configured")).await;
    let pilot = tenant
        .get("/groups?$filter=displayName%20eq%20'Pilot'")
        .await
        .expect(200);
    let pilot = &pilot["value"][0];
    assert_eq!(pilot["onPremisesSyncEnabled"], true);
    let members = tenant
        .all(&format!("/groups/{}/members", pilot["id"].as_str().unwrap()))
        .await;
    assert_eq!(members.len(), 12);
    let feeds = Tenant::start(instant("contoso/feed-fresh")).await;
    let sales = feeds
        .get("/groups?$filter=displayName%20eq%20'Jakarta%20Sales'")
        .await
        .expect(200);
    let sales = &sales["value"][0];
    assert_eq!(sales["onPremisesSyncEnabled"], Value::Null);
    let members = feeds
        .all(&format!("/groups/{}/members", sales["id"].as_str().unwrap()))
        .await;
    assert_eq!(members.len(), 58);
}

#[tokio::test]
async fn groups_want_a_permission_of_theirs() {
    let mut tenant = Tenant::fresh().await;
    tenant
        .use_token(true, Some(&["Application.Read.All", "User.Read.All"]))
        .await;
    tenant.get("/groups").await.expect(403);
    tenant.use_token(true, Some(&["GroupMember.Read.All"])).await;
    tenant.get("/groups").await.expect(200);
    tenant.post("/groups", json!({"displayName": "x"})).await.expect(501);
}
