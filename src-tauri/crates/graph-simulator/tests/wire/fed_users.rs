//! The users a sender looks for before it sends, and whom a job ties to whom.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Tenant, instant, read};
use crate::feeds::{Feed, person, with};

async fn asked(tenant: &Tenant, query: &str) -> Answer {
    tenant.get(&format!("/users?{query}").replace(' ', "%20")).await
}

async fn numbers(tenant: &Tenant, query: &str) -> Vec<Value> {
    let answer = asked(tenant, &format!("$top=999&$select=employeeId&{query}"))
        .await
        .expect(200);
    let users = answer["value"].as_array().unwrap().iter();
    users.map(|user| user["employeeId"].clone()).collect()
}

#[tokio::test]
async fn people_of_the_company_are_in_the_cloud_with_their_numbers() {
    for (scenario, count) in [
        ("school/feed-fresh", 40),
        ("contoso/feed-fresh", 812),
        ("enterprise/feed-fresh", 999),
    ] {
        let tenant = Tenant::start(instant(scenario)).await;
        let found = numbers(&tenant, "$filter=startswith(employeeId,'1')").await;
        assert_eq!(found.len(), count, "{scenario}");
        let unasked = asked(&tenant, "$top=1").await.expect(200);
        assert!(unasked["value"][0].get("employeeId").is_none(), "only when selected");
    }
}

#[tokio::test]
async fn numbers_names_and_mails_are_looked_for_one_by_one_and_in_lists() {
    let tenant = Tenant::start(instant("feed-fresh")).await;
    let some = asked(
        &tenant,
        "$top=999&$select=employeeId,mail,userPrincipalName&$filter=startswith(employeeId,'10')",
    )
    .await
    .expect(200);
    let some = some["value"].as_array().unwrap();
    let of = |name: &str, count: usize| {
        let values: Vec<String> = some[..count]
            .iter()
            .map(|user| format!("'{}'", user[name].as_str().unwrap().replace('\'', "''")))
            .collect();
        values.join(",")
    };
    for name in ["employeeId", "mail", "userPrincipalName"] {
        assert_eq!(
            numbers(&tenant, &format!("$filter={name} in ({})", of(name, 15)))
                .await
                .len(),
            15,
            "{name}"
        );
        assert_eq!(
            numbers(&tenant, &format!("$filter={name} eq {}", of(name, 1)))
                .await
                .len(),
            1
        );
        assert_eq!(numbers(&tenant, &format!("$filter={name} eq 'nobody'")).await.len(), 0);
        let refused = asked(&tenant, &format!("$filter={name} in ({})", of(name, 16))).await;
        assert_eq!((refused.status, refused.code()), (400, "Request_UnsupportedQuery"));
        assert!(refused.message().contains("Max allowed: 15"));
    }
    let number = some[0]["employeeId"].as_str().unwrap();
    assert_eq!(
        numbers(
            &tenant,
            &format!("$filter=employeeId ge '{number}' and employeeId le '{number}'")
        )
        .await,
        [json!(number)]
    );
    for refused in [
        "$filter=employeeId ne '1'",
        "$filter=contains(employeeId,'1')",
        "$top=1000",
    ] {
        assert_eq!(
            asked(&tenant, refused).await.code(),
            "Request_UnsupportedQuery",
            "{refused}"
        );
    }
}

#[tokio::test]
async fn all_of_them_come_in_pages_and_are_counted_when_asked_rightly() {
    let tenant = Tenant::start(instant("feed-fresh")).await;
    for (query, first) in [("$select=id", 100), ("$select=id&$top=999", 0)] {
        let (mut link, mut ids, mut sizes) = (format!("/users?{query}"), Vec::new(), Vec::new());
        loop {
            let page = tenant.get(&link).await.expect(200);
            let users = page["value"].as_array().unwrap();
            sizes.push(users.len());
            ids.extend(users.iter().map(|user| user["id"].to_string()));
            let Some(next) = page["@odata.nextLink"].as_str() else {
                break;
            };
            link = next[next.find("/v1.0/").unwrap()..].to_owned();
        }
        let total = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), total);
        assert!(total > 812, "{total}");
        assert!(first == 0 || sizes[0] == first, "{sizes:?}");
        let counted = tenant
            .request(Method::GET, "/users/$count")
            .header("ConsistencyLevel", "eventual");
        assert_eq!(read(counted.send().await.unwrap()).await.body, json!(total));
        let inside = tenant
            .request(Method::GET, "/users?$count=true&$top=1")
            .header("ConsistencyLevel", "eventual");
        assert_eq!(read(inside.send().await.unwrap()).await.body["@odata.count"], total);
    }
    assert_eq!(tenant.get("/users/$count").await.status, 400);
}

#[tokio::test]
async fn reading_everybody_has_its_permission() {
    let mut tenant = Tenant::start(instant("feed-fresh")).await;
    for (permission, status) in [("User.Read.All", 200), ("User.ReadBasic.All", 403), ("User.Read", 403)] {
        tenant.use_token(true, Some(&[permission])).await;
        assert_eq!(
            tenant.get("/users?$select=employeeId").await.status,
            status,
            "{permission}"
        );
    }
}

#[tokio::test]
async fn thirty_one_people_have_no_number() {
    let tenant = Tenant::start(instant("feed-31-without-number")).await;
    let found = numbers(&tenant, "$filter=startswith(userPrincipalName,'')").await;
    let none = found.iter().filter(|number| number.is_null()).count();
    let fresh = Tenant::start(instant("feed-fresh")).await;
    let before = numbers(&fresh, "$filter=startswith(userPrincipalName,'')").await;
    assert_eq!(none - before.iter().filter(|number| number.is_null()).count(), 31);
}

#[tokio::test]
async fn a_person_without_a_number_is_in_the_way_of_their_own_record() {
    let feed = Feed::running(instant("feed-31-without-number")).await;
    let all = feed.users("startswith(userPrincipalName,'')").await;
    // People of the company have a title.
    let mut without = all
        .iter()
        .filter(|user| user["employeeId"].is_null() && user["jobTitle"].is_string());
    let somebody = without.next().unwrap();
    feed.send(&[with(person("777"), json!({"userName": somebody["userPrincipalName"]}))])
        .await;
    Feed::is(feed.told("777").await, "create", "failure", "EntryConflict");
}

#[tokio::test]
async fn a_third_of_the_people_belongs_to_active_directory() {
    let feed = Feed::running(instant("feed-ad-managed")).await;
    let all = feed.users("startswith(employeeId,'1')").await;
    let managed: Vec<&Value> = all
        .iter()
        .filter(|user| user["onPremisesSyncEnabled"] == true)
        .collect();
    assert_eq!((all.len(), managed.len()), (812, 270));
    let number = managed[0]["employeeId"].as_str().unwrap();
    feed.send(&[with(
        person(number),
        json!({"userName": managed[0]["userPrincipalName"]}),
    )])
    .await;
    let code = "AzureActiveDirectoryCannotUpdateObjectsOriginatedInExternalService";
    Feed::is(feed.told(number).await, "update", "failure", code);
}

#[tokio::test]
async fn who_signed_in_is_told() {
    let mut tenant = Tenant::start(instant("contoso")).await;
    let token = tenant
        .control(Method::POST, "/tokens", json!({"account": "sanne.devries@contoso.com"}))
        .await
        .expect(200);
    let app = tenant.get("/me").await;
    assert_eq!(app.status, 400, "an application is nobody");
    tenant.token = token["access_token"].as_str().unwrap().to_owned();
    let me = tenant.get("/me?$select=id,userPrincipalName").await.expect(200);
    assert_eq!(me["userPrincipalName"], "sanne.devries@contoso.com");
}

#[tokio::test]
async fn a_connection_is_found_by_both_ids_and_cut_while_nothing_runs() {
    let feed = Feed::running(instant("contoso")).await;
    feed.send(&[person("E-1")]).await;
    let user = feed.user("E-1").await;
    let id = user["id"].as_str().unwrap();
    let path = |id: &str| format!("/beta{}/objectConnections('{id}')", feed.path(""));
    for asked in ["E-1", id] {
        let found = feed.tenant.get(&path(asked)).await.expect(200);
        assert_eq!(
            (
                &found["objectId"],
                &found["sourceAnchor"],
                &found["targetAnchor"],
                &found["displayName"]
            ),
            (&json!(asked), &json!("E-1"), &json!(id), &json!("New Person E-1"))
        );
    }
    assert_eq!(feed.tenant.get(&path("E-2")).await.status, 404);
    assert_eq!(feed.tenant.delete(&path("E-1")).await.status, 409);
    feed.act("/pause").await;
    feed.tenant.delete(&path("E-1")).await.expect(204);
    feed.tenant.delete(&path("E-1")).await.expect(204);
    assert_eq!(feed.tenant.get(&path(id)).await.status, 404);
    assert_eq!(feed.user("E-1").await["id"], *id, "the account stays");
    feed.act("/start").await;
    feed.send(&[person("E-1")]).await;
    Feed::is(feed.told("E-1").await, "other", "skipped", "RedundantExport");
    feed.tenant.get(&path("E-1")).await.expect(200);
}
