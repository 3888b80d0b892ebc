//! Who has which role in which app.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Answer, Tenant, paced};

const NOBODY: &str = "00000000-0000-0000-0000-000000000000";
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

impl Tenant {
    /// The one group, or the first, with this name.
    pub(crate) async fn group(&self, name: &str) -> String {
        let found = self.get(&format!("/groups?$filter=displayName%20eq%20'{name}'")).await;
        found.expect(200)["value"][0]["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn user(&self, address: &str) -> String {
        let found = self.get(&format!("/users/{address}")).await.expect(200);
        found["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn assign(&self, app: &str, principal: &str, role: &str) -> Answer {
        let body = json!({"principalId": principal, "resourceId": app, "appRoleId": role});
        self.post(&format!("/servicePrincipals/{app}/appRoleAssignedTo"), body)
            .await
    }
}

/// The id of an app's service principal, and that of its role with this name.
fn role_of<'a>(app: &'a Value, name: &str) -> (&'a str, &'a str) {
    let roles = app["appRoles"].as_array().unwrap();
    let role = roles.iter().find(|role| role["displayName"] == name).unwrap();
    (app["id"].as_str().unwrap(), role["id"].as_str().unwrap())
}

#[tokio::test]
async fn people_and_groups_are_assigned_listed_and_taken_away() {
    let tenant = Tenant::fresh().await;
    let app = tenant.app("AWS IAM Identity Center", "AWS").await;
    let (id, role) = role_of(&app, "User");
    let (user, group) = (
        tenant.user("sanne.devries@contoso.com").await,
        tenant.group("App pilot").await,
    );
    let made = tenant.assign(id, &user, role).await.expect(201);
    assert_eq!(
        (
            &made["principalType"],
            &made["principalDisplayName"],
            &made["resourceDisplayName"]
        ),
        (&json!("User"), &json!("Sanne de Vries"), &json!("AWS"))
    );
    let of_group = tenant.assign(id, &group, role).await.expect(201);
    assert_eq!(of_group["principalType"], "Group");

    let path = format!("/servicePrincipals/{id}/appRoleAssignedTo");
    let pages = tenant.all(&format!("{path}?$top=1")).await;
    let listed: BTreeSet<&str> = pages
        .iter()
        .map(|found| found["principalId"].as_str().unwrap())
        .collect();
    assert_eq!(listed, BTreeSet::from([user.as_str(), group.as_str()]));
    for principal in [
        format!("/users/{user}"),
        "/users/sanne.devries@contoso.com".to_owned(),
        format!("/groups/{group}"),
    ] {
        let own = tenant.get(&format!("{principal}/appRoleAssignments")).await.expect(200);
        assert_eq!(own["value"].as_array().unwrap().len(), 1);
        assert_eq!(own["value"][0]["resourceId"], id);
    }

    let one = format!("{path}/{}", made["id"].as_str().unwrap());
    assert_eq!(tenant.get(&one).await.expect(200)["principalId"], json!(user));
    tenant.delete(&one).await.expect(204);
    tenant.delete(&one).await.expect(404);
    assert_eq!(tenant.all(&path).await.len(), 1);
    tenant.assign(id, &user, role).await.expect(201);
}

#[tokio::test]
async fn the_same_assignment_twice_and_roles_that_the_app_has_not_are_refused() {
    let tenant = Tenant::fresh().await;
    let user = tenant.user("frontdesk@contoso.com").await;
    let app = tenant.app("AWS IAM Identity Center", "AWS").await;
    let (id, role) = role_of(&app, "User");
    tenant.assign(id, &user, role).await.expect(201);
    let again = tenant.assign(id, &user, role).await;
    assert_eq!((again.status, again.code()), (400, "Request_BadRequest"));
    assert_eq!(
        again.message(),
        "Permission being assigned already exists on the object"
    );
    let (_, other) = role_of(&app, "msiam_access");
    tenant.assign(id, &user, other).await.expect(201);
    for role in [NOBODY, "11111111-2222-3333-4444-555555555555"] {
        let refused = tenant.assign(id, &user, role).await;
        assert!(
            refused.message().contains("was not found on application"),
            "{}",
            refused.body
        );
    }
    // An app without roles is assigned by the zero id.
    let plain = tenant.app("Miro", "Miro").await;
    let plain = plain["id"].as_str().unwrap();
    tenant.assign(plain, &user, NOBODY).await.expect(201);
    let nobody = tenant
        .assign(plain, "11111111-2222-3333-4444-555555555555", NOBODY)
        .await;
    assert_eq!(
        (nobody.status, nobody.message()),
        (400, "Not a valid reference update.")
    );
    let crossed = json!({"principalId": user, "resourceId": id, "appRoleId": NOBODY});
    let path = format!("/servicePrincipals/{plain}/appRoleAssignedTo");
    tenant.post(&path, crossed).await.expect(400);
    tenant.post(&path, json!({"principalId": user})).await.expect(400);
}

#[tokio::test]
async fn a_new_app_takes_nobody_before_it_has_settled() {
    let tenant = Tenant::start(paced("contoso")).await;
    let app = tenant.app("Miro", "Miro").await;
    let app = app["id"].as_str().unwrap();
    let user = tenant.user("frontdesk@contoso.com").await;
    let missing = tenant.assign(app, &user, NOBODY).await;
    assert_eq!((missing.status, missing.code()), (404, "Request_ResourceNotFound"));
    tenant.simulator.advance(Duration::from_secs(6));
    let early = tenant.assign(app, &user, NOBODY).await;
    assert_eq!((early.status, early.message()), (400, "Not a valid reference update."));
    tenant.simulator.advance(Duration::from_secs(4));
    tenant.assign(app, &user, NOBODY).await.expect(201);
}

#[tokio::test]
async fn giving_roles_wants_its_own_permission_and_one_to_read_apps() {
    let mut tenant = Tenant::fresh().await;
    let app = tenant.app("Miro", "Miro").await;
    let app = app["id"].as_str().unwrap();
    let user = tenant.user("frontdesk@contoso.com").await;
    for few in [
        &["Application.ReadWrite.All", "Synchronization.ReadWrite.All"][..],
        &["AppRoleAssignment.ReadWrite.All"],
    ] {
        tenant.use_token(true, Some(few)).await;
        let refused = tenant.assign(app, &user, NOBODY).await;
        assert_eq!((refused.status, refused.code()), (403, "Authorization_RequestDenied"));
    }
    let both = ["AppRoleAssignment.ReadWrite.All", "Application.Read.All"];
    tenant.use_token(true, Some(&both)).await;
    tenant.assign(app, &user, NOBODY).await.expect(201);
    tenant.use_token(true, Some(&["Application.Read.All"])).await;
    assert_eq!(
        tenant
            .all(&format!("/servicePrincipals/{app}/appRoleAssignedTo"))
            .await
            .len(),
        1
    );
    tenant
        .get(&format!("/users/{user}/appRoleAssignments"))
        .await
        .expect(403);
}

#[tokio::test]
async fn a_permission_of_graph_is_given_to_an_app_that_uploads() {
    let tenant = Tenant::fresh().await;
    let graph = tenant
        .get(&format!("/servicePrincipals?$filter=appId%20eq%20'{GRAPH}'"))
        .await
        .expect(200);
    let (id, role) = role_of(&graph["value"][0], "SynchronizationData-User.Upload.OwnedBy");
    assert_eq!(role, "25c32ff3-849a-494b-b94f-20a8ac4e6774");
    let uploader = tenant
        .get("/servicePrincipals?$filter=displayName%20eq%20'Time%20sheets'")
        .await
        .expect(200);
    let uploader = uploader["value"][0]["id"].as_str().unwrap();
    let made = tenant.assign(id, uploader, role).await.expect(201);
    assert_eq!(
        (&made["principalType"], &made["resourceDisplayName"]),
        (&json!("ServicePrincipal"), &json!("Microsoft Graph"))
    );
    let own = tenant
        .get(&format!("/servicePrincipals/{uploader}/appRoleAssignments"))
        .await
        .expect(200);
    assert_eq!(own["value"][0]["appRoleId"], role);
    // It is for apps, not for people.
    let user = tenant.user("frontdesk@contoso.com").await;
    tenant.assign(id, &user, role).await.expect(400);
}

#[tokio::test]
async fn assignments_of_a_deleted_app_are_back_when_it_is_restored() {
    let tenant = Tenant::fresh().await;
    let app = tenant.app("Miro", "Miro").await;
    let app = app["id"].as_str().unwrap();
    let user = tenant.user("frontdesk@contoso.com").await;
    tenant.assign(app, &user, NOBODY).await.expect(201);
    let own = format!("/users/{user}/appRoleAssignments");
    tenant.delete(&format!("/servicePrincipals/{app}")).await.expect(204);
    assert_eq!(tenant.all(&own).await, [Value::Null; 0]);
    let restore = format!("/directory/deletedItems/{app}/restore");
    tenant.post(&restore, json!({})).await.expect(200);
    assert_eq!(tenant.all(&own).await.len(), 1);
}
