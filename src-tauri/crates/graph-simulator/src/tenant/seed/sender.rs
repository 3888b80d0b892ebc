//! What the sender of a scenario's feed has sent: the company's people as their HR system knows them.

use serde_json::{Value, json};

use super::Past;
use crate::call::Method;
use crate::directory::{Directory, ObjectIndex, Scope};
use crate::tenant::story::{API_DRIVEN, Jobs};

const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// Of a company with more people only the first take part: the log holds a row of each.
const MOST: usize = 1_000;

/// Operations a call may hold.
const A_CALL: usize = 50;

/// What was in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tenant) enum File {
    /// Everybody, as they are.
    Everybody,
    /// Titles that changed, people who join and leave, and two who are refused.
    News,
    /// So many people with another title.
    Titles(usize),
    /// So many people who have left.
    Leavers(usize),
}

impl Past<'_> {
    /// One call a minute, to the one feed there is.
    pub(super) fn send(&mut self, file: File) {
        let Some((configuration, job)) = self.addresses(Jobs::App(API_DRIVEN)).pop() else {
            return;
        };
        let path = format!("/servicePrincipals/{configuration}/synchronization/jobs/{job}/bulkUpload");
        for body in uploads(&self.tenant.company.clone(), file) {
            self.call(Method::Post, &path, &body);
        }
    }
}

impl Past<'_> {
    /// While the job is paused, so that one round meets them all.
    pub(super) fn send_many_leavers(&mut self) {
        let Some((configuration, _)) = self.addresses(Jobs::App(API_DRIVEN)).pop() else {
            return;
        };
        let guard = self.numbers.guard;
        let mail = format!("ops@{}", self.tenant.names.verified_domain);
        let settings =
            json!({"Enabled": true, "Recipients": mail, "DeleteThresholdEnabled": true, "DeleteThresholdValue": guard});
        self.secrets(&configuration, &[("SyncNotificationSettings", settings)]);
        self.act(Jobs::App(API_DRIVEN), "pause");
        self.send(File::Leavers(guard + 2));
        self.act(Jobs::App(API_DRIVEN), "start");
    }
}

/// Bodies of bulkUpload, in order.
fn uploads(company: &Directory, file: File) -> Vec<Value> {
    let scope = Scope::default();
    let everybody: Vec<ObjectIndex> = company
        .in_scope(&scope)
        .into_iter()
        .filter(|&object| company.employee_id(object).is_some())
        .take(MOST)
        .collect();
    let changed = |object: &ObjectIndex, name: &str, value: Value| {
        let mut person = person(company, *object);
        person[name] = value;
        person
    };
    let people: Vec<Value> = match file {
        File::Everybody => everybody.iter().map(|&object| person(company, object)).collect(),
        File::Titles(count) => {
            let some = everybody.iter().take(count);
            some.map(|object| changed(object, "title", json!("Senior advisor")))
                .collect()
        }
        File::Leavers(count) => {
            let some = everybody.iter().filter(|&&object| company.enabled(object)).take(count);
            some.map(|object| changed(object, "active", json!(false))).collect()
        }
        File::News => {
            let titles = everybody.iter().take(12);
            let titles = titles.map(|object| changed(object, "title", json!("Team lead")));
            let left = everybody
                .iter()
                .rev()
                .filter(|&&object| company.enabled(object))
                .take(3);
            let left = left.map(|object| changed(object, "active", json!(false)));
            let refused = [joiner("90000000000000001", "too.long"), joiner("900100", "")];
            titles
                .chain(left)
                .chain((1..=9).map(|number| joiner(&format!("90000{number}"), &format!("joiner{number}"))))
                .chain(refused)
                .collect()
        }
    };
    people.chunks(A_CALL).map(upload).collect()
}

fn upload(people: &[Value]) -> Value {
    let operations = people.iter().enumerate();
    let operations = operations
        .map(|(place, data)| json!({"method": "POST", "bulkId": place.to_string(), "path": "/Users", "data": data}));
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": operations.collect::<Vec<_>>(),
        "failOnErrors": null,
    })
}

fn person(company: &Directory, object: ObjectIndex) -> Value {
    let attributes = company.attributes(object);
    let of = |name: &str| {
        attributes
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    };
    json!({
        "schemas": [CORE, ENTERPRISE],
        "externalId": of("employeeID"),
        "userName": company.cloud_user_name(object),
        "displayName": of("displayName"),
        "name": {"givenName": of("givenName"), "familyName": of("sn")},
        "title": of("title"),
        "active": company.enabled(object),
        "emails": [{"type": "work", "value": of("mail"), "primary": true}],
        "phoneNumbers": [{"type": "work", "value": of("telephoneNumber")}],
        "addresses": [{"type": "work", "locality": of("l"), "country": of("co")}],
        ENTERPRISE: {"department": of("department")},
    })
}

fn joiner(number: &str, name: &str) -> Value {
    json!({
        "schemas": [CORE, ENTERPRISE],
        "externalId": number,
        "userName": name,
        "displayName": format!("Joiner {number}"),
        "name": {"givenName": "Joiner", "familyName": number},
        "title": "Trainee",
        "active": true,
    })
}
