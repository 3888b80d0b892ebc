//! What a query or a change names wrongly is refused, in Microsoft's words where they are printed.

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Tenant, instant, read};
use crate::cloud_sync::CloudSync;

async fn eventual(tenant: &Tenant, path: &str) -> Answer {
    let request = tenant.request(Method::GET, path).header("ConsistencyLevel", "eventual");
    read(request.send().await.unwrap()).await
}

fn names(list: &Value) -> Vec<&str> {
    let rows = list["value"].as_array().unwrap();
    rows.iter().map(|row| row["displayName"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_property_that_no_type_has_is_refused_by_name() {
    let sync = CloudSync::prepare(instant("school")).await;
    let tenant = &sync.tenant;
    let (principal, jobs) = (&sync.principal, format!("{}/synchronization/jobs", sync.principal));
    let of_type = |name: &str| format!("Could not find a property named 'bogus' on type 'microsoft.graph.{name}'.");
    for (path, name) in [
        ("/servicePrincipals", "servicePrincipal"),
        (principal.as_str(), "servicePrincipal"),
        ("/applications", "application"),
        ("/directory/deletedItems/microsoft.graph.application", "application"),
        ("/organization", "organization"),
        ("/domains", "domain"),
        (
            "/directory/onPremisesSynchronization",
            "onPremisesDirectorySynchronization",
        ),
        ("/applicationTemplates", "applicationTemplate"),
        (jobs.as_str(), "synchronizationJob"),
        ("/users", "user"),
    ] {
        for (option, lead) in [
            ("$select=id,bogus", "Parsing OData Select and Expand failed: "),
            ("$expand=bogus", "Parsing OData Select and Expand failed: "),
            ("$filter=bogus%20eq%20'x'", "Invalid filter clause: "),
            (
                "$filter=id%20eq%20'x'%20or%20startswith(bogus,'x')",
                "Invalid filter clause: ",
            ),
            // A value without its quotes.
            ("$filter=id%20eq%20bogus", "Invalid filter clause: "),
            ("$filter=id%20in%20('x',bogus)", "Invalid filter clause: "),
            ("$orderby=bogus%20desc", ""),
        ] {
            let answer = tenant.get(&format!("{path}?{option}")).await;
            assert_eq!((answer.status, answer.code()), (400, "BadRequest"), "{path}?{option}");
            assert_eq!(answer.message(), format!("{lead}{}", of_type(name)), "{path}?{option}");
        }
        assert_eq!(tenant.get(&format!("{path}?$bogus=1")).await.status, 400, "{path}");
    }
}

#[tokio::test]
async fn every_property_that_is_shown_may_be_asked_for() {
    let mut sync = CloudSync::prepare(instant("school")).await;
    let job = sync.path("");
    for path in [
        sync.principal.clone(),
        "/beta/organization".to_owned(),
        "/domains".to_owned(),
        "/directory/onPremisesSynchronization".to_owned(),
        "/beta/applicationTemplates".to_owned(),
        "/applications".to_owned(),
        job,
        format!("{}/synchronization/templates", sync.principal),
        "/users".to_owned(),
        "/beta/users".to_owned(),
        "/beta/onPremisesPublishingProfiles/provisioning".to_owned(),
        "/beta/onPremisesPublishingProfiles/provisioning/agents".to_owned(),
        "/beta/onPremisesPublishingProfiles/provisioning/agentGroups".to_owned(),
        "/beta/onPremisesPublishingProfiles/provisioning/publishedResources".to_owned(),
    ] {
        if path.contains("Profiles") {
            sync.tenant
                .use_token(true, Some(&["OnPremisesPublishingProfiles.ReadWrite.All"]))
                .await;
        }
        let whole = sync.tenant.get(&path).await.expect(200);
        let entity = whole["value"].get(0).unwrap_or(&whole).as_object().unwrap().clone();
        let shown = entity.keys().filter(|name| !name.contains('@') && *name != "value");
        let shown: Vec<&str> = shown.map(String::as_str).collect();
        let some = sync
            .tenant
            .get(&format!("{path}?$select={}", shown.join(",")))
            .await
            .expect(200);
        let context = some["@odata.context"].as_str().unwrap();
        assert!(context.contains(&format!("({})", shown.join(","))), "{context}");
    }
}

#[tokio::test]
async fn a_change_names_what_there_is() {
    let tenant = Tenant::fresh().await;
    let principal = format!("/servicePrincipals/{}", tenant.configuration("corp.contoso.com").await);
    let organization = format!("/organization/{}", tenant.simulator.connection().tenant);
    let before = tenant.get(&principal).await.expect(200);
    for (path, name) in [(&principal, "servicePrincipal"), (&organization, "organization")] {
        let answer = tenant.patch(path, json!({"bogus": 1})).await;
        let words = format!("The property 'bogus' does not exist on type 'microsoft.graph.{name}'.");
        assert_eq!((answer.status, answer.code()), (400, "BadRequest"));
        assert!(answer.message().starts_with(&words), "{}", answer.message());
    }
    assert_eq!(tenant.get(&principal).await.expect(200), before);
    tenant.patch(&organization, json!({"id": "x"})).await.expect(400);
    tenant
        .patch(&organization, json!({"verifiedDomains": []}))
        .await
        .expect(400);
    let mails =
        json!({"@odata.type": "#microsoft.graph.organization", "technicalNotificationMails": ["a@contoso.com"]});
    tenant.patch(&organization, mails).await.expect(204);
    let after = tenant.get(&organization).await.expect(200);
    assert_eq!(after["technicalNotificationMails"], json!(["a@contoso.com"]));
    tenant
        .patch(&principal, json!({"notes": "x", "tags": []}))
        .await
        .expect(204);
}

#[tokio::test]
async fn advanced_queries_want_their_header_and_then_do_what_they_say() {
    let tenant = Tenant::start(instant("contoso/configured")).await;
    for path in ["/servicePrincipals", "/applications"] {
        let search = tenant.get(&format!("{path}?$search=\"displayName:corp\"")).await;
        assert_eq!((search.status, search.code()), (400, "Request_UnsupportedQuery"));
        assert_eq!(
            search.message(),
            "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'"
        );
        let found = eventual(&tenant, &format!("{path}?$search=\"displayName:corp\""))
            .await
            .expect(200);
        assert_eq!(names(&found), ["corp.contoso.com"]);
        let none = eventual(&tenant, &format!("{path}?$search=\"displayName:browser\""))
            .await
            .expect(200);
        assert_eq!(none["value"], json!([]));
        assert_eq!(eventual(&tenant, &format!("{path}?$search=corp")).await.status, 400);

        for (option, words) in [
            (
                "$filter=displayName%20ne%20'Travel'",
                "Unsupported or invalid query filter clause",
            ),
            (
                "$filter=not%20(displayName%20eq%20'Travel')",
                "Unsupported or invalid query filter clause",
            ),
            (
                "$filter=endsWith(displayName,'com')",
                "Unsupported or invalid query filter clause",
            ),
            ("$orderby=displayName", "Sorting not supported for current query."),
            (
                "$filter=displayName%20eq%20'Travel'&$orderby=displayName",
                "Sorting not supported for current query.",
            ),
        ] {
            for answer in [
                tenant.get(&format!("{path}?{option}")).await,
                tenant.get(&format!("{path}?{option}&$count=true")).await,
                eventual(&tenant, &format!("{path}?{option}")).await,
            ] {
                assert_eq!(
                    (answer.status, answer.code()),
                    (400, "Request_UnsupportedQuery"),
                    "{path}?{option}"
                );
                assert!(answer.message().starts_with(words), "{}", answer.message());
            }
            eventual(&tenant, &format!("{path}?{option}&$count=true"))
                .await
                .expect(200);
        }
        let counted = tenant.get(&format!("{path}?$count=true")).await.expect(200);
        assert!(counted.get("@odata.count").is_none());
        let counted = eventual(&tenant, &format!("{path}?$count=true")).await.expect(200);
        let number = counted["@odata.count"].as_u64().unwrap();
        assert_eq!(number, counted["value"].as_array().unwrap().len() as u64);
        let refused = tenant.get(&format!("{path}/$count")).await;
        assert_eq!(
            (refused.status, refused.code(), refused.message()),
            (400, "Request_BadRequest", "$count is not currently supported.")
        );
        assert_eq!(eventual(&tenant, &format!("{path}/$count")).await.expect(200), number);
    }
    let others = eventual(
        &tenant,
        "/servicePrincipals?$filter=displayName%20ne%20'Travel'&$orderby=displayName%20desc&$count=true",
    );
    let others = others.await.expect(200);
    let mut sorted = names(&others);
    assert!(!sorted.contains(&"Travel") && sorted.len() > 20);
    sorted.sort_by_key(|name| std::cmp::Reverse(name.to_lowercase()));
    assert_eq!(names(&others), sorted);
}

#[tokio::test]
async fn a_page_holds_from_one_to_999() {
    let tenant = Tenant::fresh().await;
    for path in [
        "/servicePrincipals",
        "/applicationTemplates",
        "/organization",
        "/auditLogs/provisioning",
    ] {
        let none = tenant.get(&format!("{path}?$top=0")).await;
        assert_eq!(none.status, 400, "{path}");
        tenant.get(&format!("{path}?$top=1")).await.expect(200);
        tenant.get(&format!("{path}?$top=999")).await.expect(200);
    }
    assert_eq!(
        tenant.get("/servicePrincipals?$top=1000").await.message(),
        "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive."
    );
}

#[tokio::test]
async fn a_mistyped_address_and_another_method_are_told_from_what_is_missing() {
    let tenant = Tenant::fresh().await;
    let principal = format!("/servicePrincipals/{}", tenant.configuration("corp.contoso.com").await);
    let below = |rest: &str| format!("{principal}/{rest}");
    for (path, stranger) in [
        ("/organisation".to_owned(), "organisation"),
        ("/servicePrincipal".to_owned(), "servicePrincipal"),
        (below("synchronisation/jobs"), "synchronisation"),
        (below("synchronization/job"), "job"),
        ("/auditLogs/provisionings".to_owned(), "provisionings"),
        (
            "/onPremisesPublishingProfile/provisioning".to_owned(),
            "onPremisesPublishingProfile",
        ),
    ] {
        let answer = tenant.get(&path).await;
        assert_eq!((answer.status, answer.code()), (400, "BadRequest"), "{path}");
        assert_eq!(
            answer.message(),
            format!("Resource not found for the segment '{stranger}'.")
        );
    }
    for (method, path) in [
        (Method::POST, "/organization".to_owned()),
        (Method::DELETE, "/domains".to_owned()),
        (Method::PUT, principal.clone()),
        (Method::PUT, below("synchronization/jobs")),
        (Method::POST, "/auditLogs/provisioning".to_owned()),
    ] {
        let answer = read(tenant.request(method, &path).json(&json!({})).send().await.unwrap()).await;
        assert_eq!((answer.status, answer.code()), (405, "Request_BadRequest"), "{path}");
        assert_eq!(
            answer.message(),
            "Specified HTTP method is not allowed for the request target."
        );
    }
    for path in ["/users/x/memberOf", "/groups/x/owners", "/auditLogs/signIns"] {
        assert_eq!(tenant.get(path).await.code(), "NotImplemented", "{path}");
    }
    for path in ["synchronization/acquireAccessToken", "appRoleAssignments"] {
        assert_eq!(
            tenant.post(&below(path), json!({})).await.code(),
            "NotImplemented",
            "{path}"
        );
    }
    let url = format!("{}/v2.0/organization", tenant.simulator.connection().graph);
    let version = read(tenant.http.get(url).bearer_auth(&tenant.token).send().await.unwrap()).await;
    assert_eq!((version.status, version.message()), (400, "Invalid version: v2.0"));
}

#[tokio::test]
async fn the_headers_of_every_answer_and_the_way_to_sign_in() {
    let tenant = Tenant::fresh().await;
    let answer = tenant.get("/organization").await;
    assert_eq!(
        (
            answer.header("odata-version"),
            answer.header("cache-control"),
            answer.header("x-ms-resource-unit")
        ),
        ("4.0", "no-cache", "1")
    );
    let stranger = tenant.with_token("x", "/organization").await;
    let login = &tenant.simulator.connection().login;
    assert_eq!(
        stranger.header("www-authenticate"),
        format!(
            "Bearer realm=\"\", authorization_uri=\"{login}/common/oauth2/authorize\", client_id=\"00000003-0000-0000-c000-000000000000\""
        )
    );
}

#[tokio::test]
async fn with_user_read_alone_the_organization_is_hardly_more_than_a_name() {
    let mut tenant = Tenant::start(instant("contoso/configured")).await;
    let whole = tenant.get("/organization").await.expect(200)["value"][0].clone();
    tenant.use_token(true, Some(&["User.Read"])).await;
    let id = whole["id"].as_str().unwrap();
    let one = tenant.get(&format!("/organization/{id}")).await.expect(200);
    let list = tenant.get("/organization").await.expect(200);
    for shown in [&one, &list["value"][0]] {
        for (name, value) in whole.as_object().unwrap() {
            let kept = ["id", "displayName", "verifiedDomains"].contains(&name.as_str());
            assert_eq!(&shown[name], if kept { value } else { &Value::Null }, "{name}");
        }
    }
    tenant
        .patch(&format!("/organization/{id}"), json!({"onPremisesSyncEnabled": true}))
        .await
        .expect(403);
    tenant.use_token(true, Some(&["Application.Read.All"])).await;
    tenant.get("/organization").await.expect(403);
}
