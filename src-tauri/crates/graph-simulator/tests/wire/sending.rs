//! Jobs that bring people of the cloud to an app: who goes, what the log tells, and one person on demand.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Tenant, instant, paced};
use crate::credentials::{App, inner};

const GOOD: [(&str, &str); 2] = [
    ("BaseAddress", "https://www.figma.example/scim/v2/7"),
    ("SecretToken", "t0ken"),
];

impl App<'_> {
    fn principal(&self) -> &str {
        self.path.split('/').nth(2).unwrap()
    }

    /// Gives the role `User` to somebody.
    async fn give(&self, principal: &str) -> Value {
        let app = self
            .tenant
            .get(&format!("/servicePrincipals/{}", self.principal()))
            .await;
        let app = app.expect(200);
        let roles = app["appRoles"].as_array().unwrap();
        let role = roles.iter().find(|role| role["displayName"] == "User").unwrap();
        let role = role["id"].as_str().unwrap();
        self.tenant.assign(self.principal(), principal, role).await.expect(201)
    }

    async fn start(&self, job: &str) {
        self.tenant.post(&format!("{job}/start"), Value::Null).await.expect(204);
    }

    /// Rows of the log: action, status, name and code.
    async fn rows(&self, job: &str) -> Vec<[String; 4]> {
        let id = job.rsplit('/').next().unwrap();
        let rows = self
            .tenant
            .all(&format!("/auditLogs/provisioning?$filter=jobId%20eq%20'{id}'&$top=999"))
            .await;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut rows: Vec<[String; 4]> = rows
            .iter()
            .map(|row| {
                let status = &row["provisioningStatusInfo"];
                [
                    text(&row["provisioningAction"]),
                    text(&status["status"]),
                    text(&row["sourceIdentity"]["displayName"]),
                    text(&status["errorInformation"]["errorCode"]),
                ]
            })
            .collect();
        rows.sort();
        rows
    }

    async fn on_demand(&self, job: &str, id: &str, kind: &str) -> crate::client::Answer {
        self.subject_on_demand(job, json!({"objectId": id, "objectTypeName": kind}))
            .await
    }

    async fn subject_on_demand(&self, job: &str, subject: Value) -> crate::client::Answer {
        let schema = self.tenant.get(&format!("{job}/schema")).await.expect(200);
        let rule = &schema["synchronizationRules"][0]["id"];
        let body = json!({"parameters": [{"ruleId": rule, "subjects": [subject]}]});
        self.tenant.post(&format!("{job}/provisionOnDemand"), body).await
    }
}

/// An app that lets Microsoft in, and its job.
async fn figma(tenant: &Tenant) -> (App<'_>, String) {
    let app = App::make(tenant, "Figma").await;
    app.save(&GOOD).await;
    let job = app.job().await;
    (app, job)
}

fn row(of: [&str; 4]) -> [String; 4] {
    of.map(str::to_owned)
}

#[tokio::test]
async fn who_is_assigned_goes_and_members_of_groups_in_groups_stay() {
    let tenant = Tenant::fresh().await;
    let (app, job) = figma(&tenant).await;
    let pilot = tenant.group("App pilot").await;
    app.give(&pilot).await;
    app.give(&tenant.user("ayu.wijaya@contoso.com").await).await;
    app.start(&job).await;
    let created = [
        row(["create", "success", "App pilot", ""]),
        row(["create", "success", "Ayu Wijaya", ""]),
        row(["create", "success", "Front Desk", ""]),
    ];
    assert_eq!(app.rows(&job).await, created);
    let status = tenant.get(&job).await.expect(200)["status"].clone();
    assert_eq!(status["code"], "Active");
    assert_eq!(
        status["synchronizedEntryCountByType"],
        json!([{"key": "user to User", "value": 2}, {"key": "group to Group", "value": 1}])
    );

    // Whoever is not assigned any more keeps a disabled account; a group goes.
    let path = format!("/servicePrincipals/{}/appRoleAssignedTo", app.principal());
    for one in tenant.all(&path).await {
        if one["principalId"] == json!(pilot) {
            let one = format!("{path}/{}", one["id"].as_str().unwrap());
            tenant.delete(&one).await.expect(204);
        }
    }
    let rows = app.rows(&job).await;
    assert!(
        rows.contains(&row(["disable", "success", "Front Desk", ""])),
        "{rows:?}"
    );
    assert!(rows.contains(&row(["delete", "success", "App pilot", ""])), "{rows:?}");
    app.give(&pilot).await;
    let rows = app.rows(&job).await;
    assert!(rows.contains(&row(["update", "success", "Front Desk", ""])), "{rows:?}");
}

#[tokio::test]
async fn everybody_goes_where_the_scope_says_so_and_a_restart_looks_at_them_again() {
    let tenant = Tenant::fresh().await;
    let app = App::make(&tenant, "Figma").await;
    app.save(&[GOOD[0], GOOD[1], ("SyncAll", "true")]).await;
    let job = app.job().await;
    app.start(&job).await;
    let people = tenant.all("/users?$top=999").await.len();
    let rows = app.rows(&job).await;
    assert_eq!(rows.len(), people + 5);
    tenant.post(&format!("{job}/restart"), json!({})).await.expect(204);
    let again = app.rows(&job).await;
    let skipped = again.iter().filter(|row| row[3] == "RedundantExport").count();
    assert_eq!((again.len(), skipped), (2 * (people + 5), people + 5));
}

#[tokio::test]
async fn an_app_that_does_not_take_somebody_says_why_until_it_does() {
    let tenant = Tenant::fresh().await;
    let app = App::make(&tenant, "Salesforce").await;
    let login = [("UserName", "admin"), ("Password", "right"), ("SecretToken", "right")];
    app.save(&[login[0], login[1], login[2], ("SyncAll", "true")]).await;
    let told = |code: Option<&str>| match code {
        Some(code) => {
            json!({"app": app.principal(), "who": "frontdesk@contoso.com", "code": code, "reason": "No licence is left."})
        }
        None => json!({"app": app.principal(), "who": "frontdesk@contoso.com"}),
    };
    let refuse = async |code| {
        tenant
            .control(Method::POST, "/targets/refusals", told(code))
            .await
            .expect(204)
    };
    refuse(Some("SalesforceLicenseLimitExceeded")).await;
    let job = app.job().await;
    app.start(&job).await;
    let failed = row(["create", "failure", "Front Desk", "SalesforceLicenseLimitExceeded"]);
    assert!(app.rows(&job).await.contains(&failed));
    let status = tenant.get(&job).await.expect(200)["status"].clone();
    assert_eq!(status["lastExecution"]["state"], "EntryLevelErrors");
    refuse(None).await;
    let created = row(["create", "success", "Front Desk", ""]);
    assert!(app.rows(&job).await.contains(&created));
}

#[tokio::test]
async fn one_person_on_demand_obeys_the_assignment_and_is_written() {
    let tenant = Tenant::fresh().await;
    let (app, job) = figma(&tenant).await;
    let user = tenant.user("ayu.wijaya@contoso.com").await;
    let told = |body: Value, name: &str| -> Value { serde_json::from_str(body[name].as_str().unwrap()).unwrap() };
    let stranger = app.on_demand(&job, &user, "User").await.expect(200);
    let key = told(stranger, "key");
    assert_eq!(
        (&key["result"], &key["details"]["errorCode"]),
        (&json!("Skipped"), &json!("NotEffectivelyEntitled"))
    );
    app.give(&user).await;
    let done = app.on_demand(&job, &user, "User").await.expect(200);
    assert_eq!(told(done.clone(), "key"), json!({"result": "Success", "details": {}}));
    let value = told(done, "value");
    assert_eq!(value["reportableIdentifier"], "ayu.wijaya@contoso.com");
    let steps = value["provisioningSteps"].as_array().unwrap().iter();
    let steps: Vec<&Value> = steps.map(|step| &step["type"]).collect();
    assert_eq!(steps, ["Import", "Scoping", "Matching", "Export"]);
    let again = app.on_demand(&job, &user, "User").await.expect(200);
    assert_eq!(told(again, "key")["details"]["errorCode"], "RedundantExport");
    assert!(
        app.rows(&job)
            .await
            .contains(&row(["create", "success", "Ayu Wijaya", ""]))
    );

    let pilot = tenant.group("App pilot").await;
    app.give(&pilot).await;
    let group = app.on_demand(&job, &pilot, "Group").await.expect(200);
    assert_eq!(told(group, "value"), json!({}));
    let nobody = app
        .on_demand(&job, "11111111-2222-3333-4444-555555555555", "User")
        .await;
    assert_eq!(inner(&nobody), "EntryNotFound");
}

#[tokio::test]
async fn a_group_comes_on_demand_with_five_members_at_most() {
    let tenant = Tenant::fresh().await;
    let (app, job) = figma(&tenant).await;
    let pilot = tenant.group("App pilot").await;
    app.give(&pilot).await;
    let user = tenant.user("ayu.wijaya@contoso.com").await;
    let with = |count: usize| {
        let members = vec![json!({"objectId": user, "objectTypeName": "User"}); count];
        json!({"objectId": pilot, "objectTypeName": "Group", "links": {"members": members}})
    };
    app.subject_on_demand(&job, with(5)).await.expect(200);
    assert_eq!(inner(&app.subject_on_demand(&job, with(6)).await), "TooManyMembers");
}

#[tokio::test]
async fn an_app_that_somebody_signed_in_to_takes_nobody_on_demand_while_it_runs() {
    let tenant = Tenant::fresh().await;
    let app = App::make(&tenant, "Slack").await;
    let job = app.job().await;
    let user = tenant.user("ayu.wijaya@contoso.com").await;
    app.start(&job).await;
    assert_eq!(inner(&app.on_demand(&job, &user, "User").await), "JobMustBeStopped");
    tenant.post(&format!("{job}/pause"), Value::Null).await.expect(204);
    // Nobody has signed in yet.
    assert_eq!(
        inner(&app.on_demand(&job, &user, "User").await),
        "SlackInvalidCredentials"
    );
}

#[tokio::test]
async fn roles_come_with_the_first_cycle_late_or_not_at_all() {
    let tenant = Tenant::start(paced("contoso")).await;
    tenant
        .control(
            Method::PATCH,
            "/switches",
            json!({"switches": {"roleImportDelay": 600}}),
        )
        .await
        .expect(204);
    let made = tenant.app("AWS Single-Account Access", "AWS").await;
    let app = made["id"].as_str().unwrap();
    tenant.simulator.advance(Duration::from_secs(10));
    let path = format!("/servicePrincipals/{app}/synchronization");
    let keys = json!({"value": [{"key": "ClientSecret", "value": "AKIA1"}, {"key": "SecretToken", "value": "s"}]});
    tenant.put(&format!("{path}/secrets"), keys).await.expect(204);
    let job = tenant
        .post(&format!("{path}/jobs"), json!({"templateId": "aws"}))
        .await
        .expect(201);
    let job = format!("{path}/jobs/{}", job["id"].as_str().unwrap());
    tenant.post(&format!("{job}/start"), Value::Null).await.expect(204);
    let roles = async || {
        let app = tenant.get(&format!("/servicePrincipals/{app}")).await.expect(200);
        app["appRoles"].as_array().unwrap().len()
    };
    tenant.simulator.advance(Duration::from_secs(60));
    assert_eq!(roles().await, 0);
    let asked = json!({"parameters": [{"ruleId": "x", "subjects": []}]});
    let refused = tenant.post(&format!("{job}/provisionOnDemand"), asked).await;
    assert_eq!(inner(&refused), "ProvisionOnDemandNotSupported");
    tenant.simulator.advance(Duration::from_secs(600));
    assert_eq!(roles().await, 12);

    let doubled = json!({"switches": {"duplicateRoles": true}});
    tenant.control(Method::PATCH, "/switches", doubled).await.expect(204);
    tenant.simulator.advance(Duration::from_secs(60));
    let status = tenant.get(&job).await.expect(200)["status"].clone();
    assert_eq!(
        (&status["code"], &status["quarantine"]["error"]["code"]),
        (&json!("Quarantine"), &json!("DuplicateAppRoles"))
    );
}

#[tokio::test]
async fn so_many_objects_may_be_made_and_deleted_ones_count_until_they_are_purged() {
    let tenant = Tenant::fresh().await;
    tenant
        .control(Method::PATCH, "/switches", json!({"switches": {"quota": 5}}))
        .await
        .expect(204);
    let template = tenant.template_named("Miro").await;
    let path = format!("/applicationTemplates/{template}/instantiate");
    let first = tenant.app("Miro", "one").await;
    tenant.app("Miro", "two").await;
    let full = tenant.post(&path, json!({"displayName": "three"})).await;
    assert_eq!((full.status, full.code()), (403, "Directory_QuotaExceeded"));
    let apps = tenant
        .get("/applications?$filter=displayName%20eq%20'one'")
        .await
        .expect(200);
    let object = apps["value"][0]["id"].as_str().unwrap();
    assert_eq!(apps["value"][0]["appId"], first["appId"]);
    tenant.delete(&format!("/applications/{object}")).await.expect(204);
    tenant.post(&path, json!({"displayName": "three"})).await.expect(403);
    tenant
        .delete(&format!("/directory/deletedItems/{object}"))
        .await
        .expect(204);
    tenant.post(&path, json!({"displayName": "three"})).await.expect(201);
}

#[tokio::test]
async fn three_thousand_writes_fill_the_window() {
    let mut options = instant("school");
    options.timing.write_window = Duration::from_secs(150);
    let tenant = Tenant::start(options).await;
    let app = tenant.app("Miro", "Miro").await;
    let path = format!("/servicePrincipals/{}", app["id"].as_str().unwrap());
    for place in 2..=3000 {
        let answer = tenant.patch(&path, json!({"notes": "x"})).await;
        assert_eq!(answer.status, 204, "{place}");
        let told = answer.header("x-ms-throttle-limit-percentage");
        assert_eq!(told.is_empty(), place < 2400, "{place}: {told}");
    }
    let refused = tenant.patch(&path, json!({"notes": "x"})).await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "150"));
    tenant.get(&path).await.expect(200);
    tenant.simulator.advance(Duration::from_secs(150));
    tenant.patch(&path, json!({"notes": "x"})).await.expect(204);
}
