//! An API-driven configuration that is started, and what a sender sends it. Bodies are written by hand: no type of a client.

use std::time::Duration;

use graph_simulator::Options;
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::{Answer, Tenant, read};

pub(crate) const MEDIA: &str = "application/scim+json";
pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// One app with one job.
pub(crate) struct Feed {
    pub(crate) tenant: Tenant,
    pub(crate) principal: String,
    pub(crate) job: String,
}

impl Feed {
    /// Started, to Microsoft Entra ID.
    pub(crate) async fn running(options: Options) -> Self {
        let feed = Self::prepare(options, "API2AAD").await;
        feed.act("/start").await;
        feed.pass(5);
        feed
    }

    /// With its notification mail, and not started.
    pub(crate) async fn prepare(options: Options, template: &str) -> Self {
        Self::inside(Tenant::start(options).await, template).await
    }

    pub(crate) async fn inside(tenant: Tenant, template: &str) -> Self {
        let target = if template == "API2AD" {
            "Active Directory"
        } else {
            "Entra"
        };
        let found = tenant
            .get("/applicationTemplates?$filter=contains(displayName,'API-driven')")
            .await
            .expect(200);
        let found = found["value"].as_array().unwrap().iter();
        let id = found
            .filter(|found| found["displayName"].as_str().unwrap().contains(target))
            .map(|found| found["id"].as_str().unwrap().to_owned())
            .next()
            .unwrap();
        let made = tenant
            .post(
                &format!("/applicationTemplates/{id}/instantiate"),
                json!({"displayName": "HR"}),
            )
            .await
            .expect(201);
        let id = made["servicePrincipal"]["id"].as_str().unwrap();
        let mut feed = Self {
            principal: format!("/servicePrincipals/{id}"),
            job: String::new(),
            tenant,
        };
        feed.pass(10);
        let jobs = format!("{}/synchronization/jobs", feed.principal);
        let made = feed
            .tenant
            .post(&jobs, json!({"templateId": template}))
            .await
            .expect(201);
        feed.job = made["id"].as_str().unwrap().to_owned();
        feed.notify(json!({})).await;
        feed.pass(5);
        feed
    }

    /// The notification settings, with these besides the mail.
    pub(crate) async fn notify(&self, more: Value) {
        let mut settings = json!({"Enabled": true, "Recipients": "ops@contoso.com"});
        settings
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        self.secrets(json!([{"key": "SyncNotificationSettings", "value": settings.to_string()}]))
            .await;
    }

    pub(crate) async fn secrets(&self, value: Value) {
        let path = format!("{}/synchronization/secrets", self.principal);
        self.tenant.put(&path, json!({"value": value})).await.expect(204);
    }

    pub(crate) fn path(&self, below: &str) -> String {
        format!("{}/synchronization/jobs/{}{below}", self.principal, self.job)
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.tenant.simulator.advance(Duration::from_secs(seconds));
    }

    /// Longer than a token lives.
    pub(crate) async fn wait(&mut self, seconds: u64) {
        self.pass(seconds);
        let signed_in = self.tenant.sign_in().await.expect(200);
        self.tenant.token = signed_in["access_token"].as_str().unwrap().to_owned();
    }

    pub(crate) async fn act(&self, action: &str) {
        let request = self.tenant.request(Method::POST, &self.path(action));
        read(request.send().await.unwrap()).await.expect(204);
    }

    /// These bytes to bulkUpload.
    pub(crate) async fn raw(&self, media: Option<&str>, body: impl Into<Vec<u8>>) -> Answer {
        let mut request = self.tenant.request(Method::POST, &self.path("/bulkUpload"));
        if let Some(media) = media {
            request = request.header("Content-Type", media);
        }
        read(request.body(body.into()).send().await.unwrap()).await
    }

    pub(crate) async fn upload(&self, people: &[Value]) -> Answer {
        self.raw(Some(MEDIA), bulk(people).to_string()).await
    }

    /// Sends them, and lets a round go by.
    pub(crate) async fn send(&self, people: &[Value]) {
        for part in people.chunks(50) {
            self.upload(part).await.expect(202);
        }
        self.pass(60);
    }

    /// Rows of the job, oldest first.
    pub(crate) async fn rows(&self, more: &str) -> Vec<Value> {
        let path = format!(
            "/auditLogs/provisioning?$orderby=activityDateTime&$filter=jobId eq '{}'{more}",
            self.job
        );
        let answer = self.tenant.get(&path.replace(' ', "%20")).await.expect(200);
        answer["value"].as_array().unwrap().clone()
    }

    /// The last row of this person: action, status and code or reason.
    pub(crate) async fn told(&self, number: &str) -> (String, String, String) {
        let number = number.replace('\'', "''");
        let rows = self.rows(&format!(" and sourceIdentity/id eq '{number}'")).await;
        let row = rows.last().unwrap_or_else(|| panic!("no row of {number}"));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let steps = row["provisioningSteps"].as_array().unwrap();
        let skipped = text(&steps.last().unwrap()["details"]["SkipReason"]);
        let code = text(&row["provisioningStatusInfo"]["errorInformation"]["errorCode"]);
        (
            text(&row["provisioningAction"]),
            text(&row["provisioningStatusInfo"]["status"]),
            if code.is_empty() { skipped } else { code },
        )
    }

    #[track_caller]
    pub(crate) fn is(told: (String, String, String), action: &str, status: &str, code: &str) {
        let (a, s, c) = &told;
        assert_eq!((a.as_str(), s.as_str(), c.as_str()), (action, status, code));
    }

    /// Users with this filter, with what feeds write.
    pub(crate) async fn users(&self, filter: &str) -> Vec<Value> {
        let select = "id,displayName,userPrincipalName,employeeId,accountEnabled,givenName,surname,jobTitle,department,mail,city,\
            businessPhones,mobilePhone,companyName,onPremisesSyncEnabled,createdDateTime,employeeHireDate";
        let path = format!("/users?$top=999&$select={select}&$filter={filter}").replace(' ', "%20");
        let answer = self.tenant.get(&path).await.expect(200);
        answer["value"].as_array().unwrap().clone()
    }

    /// The one user with this number.
    pub(crate) async fn user(&self, number: &str) -> Value {
        let mut found = self.users(&format!("employeeId eq '{number}'")).await;
        assert_eq!(found.len(), 1, "{number}");
        found.remove(0)
    }

    /// Changes the schema.
    pub(crate) async fn reschema(&self, change: impl FnOnce(&mut Value)) {
        let mut schema = self.tenant.get(&self.path("/schema")).await.expect(200);
        change(&mut schema);
        self.tenant.put(&self.path("/schema"), schema).await.expect(204);
    }

    pub(crate) async fn restart(&self, scope: &str) {
        let body = json!({"criteria": {"resetScope": scope}});
        self.tenant.post(&self.path("/restart"), body).await.expect(204);
    }

    /// Somebody in the cloud whom no feed knows.
    pub(crate) async fn other(&self, values: Value) -> String {
        let made = self.control("POST", "/users", json!({"values": values})).await;
        made["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn control(&self, method: &str, path: &str, body: Value) -> Value {
        let answer = self.tenant.control(method.parse().unwrap(), path, body).await;
        assert!(answer.status < 300, "{path}: {}", answer.body);
        answer.body
    }

    /// The job as the test's hand sees it.
    pub(crate) async fn seen(&self) -> Value {
        let state = self.control("GET", "/state", Value::Null).await;
        let configurations = state["configurations"].as_array().unwrap();
        let mut jobs = configurations
            .iter()
            .flat_map(|found| found["jobs"].as_array().unwrap());
        jobs.find(|job| job["id"] == *self.job).unwrap().clone()
    }
}

/// The mapping of a schema to this target attribute.
pub(crate) fn mapping<'s>(schema: &'s mut Value, target: &str) -> &'s mut Value {
    let mappings = &mut schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
    let mut mappings = mappings.as_array_mut().unwrap().iter_mut();
    mappings
        .find(|mapping| mapping["targetAttributeName"] == target)
        .unwrap()
}

/// A source attribute of a schema.
pub(crate) fn source<'s>(schema: &'s mut Value, name: &str) -> &'s mut Value {
    let attributes = schema["directories"][0]["objects"][0]["attributes"].as_array_mut();
    attributes
        .unwrap()
        .iter_mut()
        .find(|attribute| attribute["name"] == name)
        .unwrap()
}

/// A mapping that takes an attribute as it stands.
pub(crate) fn direct(name: &str) -> Value {
    json!({"type": "Attribute", "name": name, "expression": format!("[{name}]"), "parameters": []})
}

/// A whole request.
pub(crate) fn bulk(people: &[Value]) -> Value {
    let operations = people.iter().enumerate();
    let operations = operations.map(|(place, person)| operation(place, person.clone()));
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": operations.collect::<Vec<_>>(),
        "failOnErrors": null,
    })
}

pub(crate) fn operation(place: usize, data: Value) -> Value {
    json!({"method": "POST", "bulkId": format!("run-{place}"), "path": "/Users", "data": data})
}

/// Somebody new who works here.
pub(crate) fn person(number: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
        "externalId": number,
        "userName": format!("new.person{number}@contoso.com"),
        "displayName": format!("New Person {number}"),
        "name": {"givenName": "New", "familyName": format!("Person {number}")},
        "title": "Planner",
        "active": true,
        ENTERPRISE: {"department": "Logistics"},
    })
}

/// The same with other members.
pub(crate) fn with(mut person: Value, members: Value) -> Value {
    person
        .as_object_mut()
        .unwrap()
        .extend(members.as_object().unwrap().clone());
    person
}
