//! Gallery, instantiate, service principals, deleting and restoring.

use serde_json::{Value, json};

use crate::client::{CLOUD_SYNC, Tenant};

#[tokio::test]
async fn the_gallery_is_searched_by_name_and_by_what_it_can_do() {
    let tenant = Tenant::fresh().await;
    let names = async |query: &str| -> Vec<String> {
        let list = tenant.get(&format!("/applicationTemplates?{query}")).await.expect(200);
        list["value"]
            .as_array()
            .unwrap()
            .iter()
            .map(|template| template["displayName"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("$filter=contains(displayName,'API-driven')").await.len(), 2);
    assert_eq!(names("$filter=displayName%20eq%20'Slack'").await, ["Slack"]);
    assert_eq!(
        names("$filter=categories/any(c:contains(c,'crm'))").await,
        ["Salesforce", "Salesforce Sandbox", "Zendesk", "Dynamics CRM Online"]
    );
    assert!(names("").await.len() >= 12);
    assert!(
        names("$filter=contains(displayName,'Active%20Directory%20to')")
            .await
            .is_empty(),
        "Cloud Sync's template is not in the list"
    );
    assert_eq!(
        names("$orderby=displayName&$top=1").await,
        ["Adobe Identity Management (SAML)"]
    );

    tenant
        .get(&format!("/applicationTemplates/{CLOUD_SYNC}"))
        .await
        .expect(200);
    tenant
        .get("/applicationTemplates/00000000-0000-4000-8000-000000000000")
        .await
        .expect(404);
    let aws = tenant
        .get("/applicationTemplates/8b1025e4-1dd2-430b-a150-2ef79cd700f5")
        .await
        .expect(200);
    assert_eq!(aws["supportedProvisioningTypes"], json!(["sync"]));
}

#[tokio::test]
async fn instantiate_makes_a_pair_each_time() {
    let tenant = Tenant::fresh().await;
    let path = format!("/applicationTemplates/{CLOUD_SYNC}/instantiate");
    let body = json!({"displayName": "corp.contoso.com"});
    let first = tenant.post(&path, body.clone()).await.expect(201);
    let (application, principal) = (&first["application"], &first["servicePrincipal"]);
    assert_eq!(application["appId"], principal["appId"]);
    assert_ne!(application["id"], principal["id"]);
    assert_eq!(principal["applicationTemplateId"], CLOUD_SYNC);
    assert!(
        principal["homepage"]
            .as_str()
            .unwrap()
            .contains("metadata=AD2AADProvisioning|ISV9.1|primary|z")
    );

    let second = tenant.post(&format!("/beta{path}"), body).await.expect(201);
    assert!(second["application"]["objectId"].is_string() && second["application"].get("id").is_none());
    assert!(second["servicePrincipal"]["objectId"].is_string());
    let list = tenant
        .get(&format!(
            "/servicePrincipals?$filter=applicationTemplateId%20eq%20'{CLOUD_SYNC}'"
        ))
        .await
        .expect(200);
    assert_eq!(list["value"].as_array().unwrap().len(), 2);

    for bad in [json!({}), json!({"displayName": " "}), json!({"displayName": 7})] {
        assert_eq!(
            tenant.post(&path, bad).await.expect(400)["error"]["code"],
            "Request_BadRequest"
        );
    }
    let unquoted = tenant
        .request(reqwest::Method::POST, &path)
        .header("content-type", "application/json")
        .body("{ displayName: x }")
        .send()
        .await
        .unwrap();
    assert_eq!(unquoted.status().as_u16(), 400);
    tenant
        .post(
            "/applicationTemplates/00000000-0000-4000-8000-000000000000/instantiate",
            json!({"displayName": "x"}),
        )
        .await
        .expect(404);
}

#[tokio::test]
async fn templates_come_from_the_app_that_was_instantiated() {
    let tenant = Tenant::fresh().await;
    let ids = |list: &Value| -> Vec<String> {
        list["value"]
            .as_array()
            .unwrap()
            .iter()
            .map(|template| template["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let id = tenant.configuration("corp.contoso.com").await;
    let list = tenant
        .get(&format!("/servicePrincipals/{id}/synchronization/templates"))
        .await
        .expect(200);
    assert_eq!(
        ids(&list),
        [
            "AD2AADProvisioning",
            "AD2AADPasswordHash",
            "AAD2ADExchangeHybridWriteback"
        ]
    );
    assert_eq!(list["value"][0]["default"], true);
    let one = tenant
        .get(&format!(
            "/servicePrincipals/{id}/synchronization/templates/AD2AADPasswordHash"
        ))
        .await
        .expect(200);
    assert_eq!(one["factoryTag"], "AD2AADPasswordHash");

    let aws = tenant
        .post(
            "/applicationTemplates/8b1025e4-1dd2-430b-a150-2ef79cd700f5/instantiate",
            json!({"displayName": "AWS"}),
        )
        .await
        .expect(201);
    let by_application = format!(
        "/applications/{}/synchronization/templates",
        aws["application"]["id"].as_str().unwrap()
    );
    let list = tenant.get(&by_application).await.expect(200);
    assert_eq!(ids(&list), ["aws"]);
}

#[tokio::test]
async fn deleting_is_soft_and_can_be_undone() {
    let tenant = Tenant::fresh().await;
    let id = tenant.configuration("corp.contoso.com").await;
    let principal = format!("/servicePrincipals/{id}");
    let app_id = tenant.get(&principal).await.expect(200)["appId"]
        .as_str()
        .unwrap()
        .to_owned();
    let application = tenant
        .get(&format!("/applications(appId='{app_id}')"))
        .await
        .expect(200)["id"]
        .as_str()
        .unwrap()
        .to_owned();

    // The service principal alone: the application stays.
    tenant.delete(&principal).await.expect(204);
    tenant.delete(&principal).await.expect(404);
    tenant.get(&format!("/applications/{application}")).await.expect(200);
    let gone = tenant
        .get("/directory/deletedItems/microsoft.graph.servicePrincipal")
        .await
        .expect(200);
    assert_eq!(gone["value"][0]["id"], id);
    assert!(
        tenant
            .get("/directory/deletedItems/microsoft.graph.application")
            .await
            .expect(200)["value"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    tenant
        .post(&format!("/directory/deletedItems/{id}/restore"), Value::Null)
        .await
        .expect(200);
    tenant.get(&principal).await.expect(200);

    // The application takes its service principal along, both ways.
    tenant.delete(&format!("/applications/{application}")).await.expect(204);
    tenant.get(&principal).await.expect(404);
    assert!(
        tenant
            .get(&format!("/directory/deletedItems/{application}"))
            .await
            .expect(200)["deletedDateTime"]
            .is_string()
    );
    assert_eq!(
        tenant
            .post(&format!("/directory/deletedItems/{application}/restore"), Value::Null)
            .await
            .expect(200)["id"],
        application
    );
    tenant.get(&principal).await.expect(200);

    tenant.delete(&format!("/applications/{application}")).await.expect(204);
    tenant
        .delete(&format!("/directory/deletedItems/{application}"))
        .await
        .expect(204);
    tenant
        .post(&format!("/directory/deletedItems/{application}/restore"), Value::Null)
        .await
        .expect(404);
    assert!(
        tenant
            .get("/directory/deletedItems/microsoft.graph.user")
            .await
            .expect(200)["value"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_service_principal_can_be_marked() {
    let tenant = Tenant::fresh().await;
    let principal = format!("/servicePrincipals/{}", tenant.configuration("corp.contoso.com").await);
    tenant
        .patch(&principal, json!({"tags": ["causeway"], "notes": "set up in a test"}))
        .await
        .expect(204);
    let after = tenant.get(&principal).await.expect(200);
    assert_eq!(
        (&after["tags"], &after["notes"]),
        (&json!(["causeway"]), &json!("set up in a test"))
    );
    assert_eq!(
        tenant.patch(&principal, json!({"appId": "x"})).await.expect(400)["error"]["code"],
        "Request_BadRequest"
    );
}
