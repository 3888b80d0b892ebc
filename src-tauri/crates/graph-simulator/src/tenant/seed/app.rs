//! An app of the gallery is set up beside Cloud Sync.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Made, Past};
use crate::call::Method;
use crate::gallery::{self, AppTemplate, Field, Kind};
use crate::groups;
use crate::scenario::Company;
use crate::tenant::story::FACTORY_APP;

impl Past<'_> {
    pub(super) fn set_up_app(&mut self, name: &str) {
        let Some(template) = template(name) else { return };
        let id = self.configuration(&template.id, name);
        self.start_instance(&id, template);
    }

    /// One of several of [`FACTORY_APP`].
    pub(super) fn make_instance(&mut self, name: &str, made: Made) {
        let Some(template) = template(FACTORY_APP) else { return };
        let id = self.configuration(&template.id, name);
        match made {
            Made::Barely => {}
            Made::Running => self.start_instance(&id, template),
            Made::Gone => {
                let mut all = self.tenant.service_principals.iter();
                let app = all
                    .find(|found| found.id == id)
                    .map(|found| found.app_object_id.clone());
                let path = format!("/applications/{}", app.unwrap_or_default());
                self.call(Method::Delete, &path, &Value::Null);
            }
        }
    }

    /// Gives a new instance its settings, its job and its people, and starts it.
    fn start_instance(&mut self, id: &str, template: &AppTemplate) {
        let mail = format!("ops@{}", self.tenant.names.verified_domain);
        let job = template.jobs.first();
        // Everybody, but where that is a whole city.
        let is_large = self.tenant.scenario.company == Company::Enterprise;
        let takes_everybody = !is_large || !job.is_some_and(|job| job.kind.sends_people());
        let mut secrets = vec![
            ("SyncAll", json!(takes_everybody.to_string())),
            ("SyncNotificationSettings", json!({"Enabled": true, "Recipients": mail})),
        ];
        let value = |field: &Field| match field.name {
            "BaseAddress" => json!(format!("https://scim.{}.example/v2", template.key)),
            _ => json!("demo"),
        };
        let fields = job.into_iter().flat_map(|job| &job.fields);
        secrets.extend(fields.map(|field| (field.name, value(field))));
        self.secrets(id, &secrets);
        let job_id = self.job(id, job.map_or("", |job| &job.id));
        if !takes_everybody {
            self.assign_pilot(id);
        }
        if job.is_some_and(|job| job.kind == Kind::OAuth) {
            self.tenant.authorize(id, self.at);
        }
        let start = format!("/servicePrincipals/{id}/synchronization/jobs/{job_id}/start");
        self.call(Method::Post, &start, &Value::Null);
    }

    /// Gives the pilot group the first role of an app.
    fn assign_pilot(&mut self, app: &str) {
        let roles = self.call(Method::Get, &format!("/servicePrincipals/{app}"), &Value::Null);
        let role = roles.json().and_then(|body| body.pointer("/appRoles/0/id")).cloned();
        let groups = groups::present(self.tenant, self.at);
        let pilot = groups.into_iter().find(|group| group.name(self.tenant) == "Pilot");
        let Some(pilot) = pilot.map(|group| group.id(self.tenant)) else {
            return;
        };
        let path = format!("/servicePrincipals/{app}/appRoleAssignedTo");
        let role = role.unwrap_or_else(|| json!(Uuid::nil()));
        let body = json!({"principalId": pilot, "resourceId": app, "appRoleId": role});
        self.call(Method::Post, &path, &body);
    }
}

fn template(name: &str) -> Option<&'static AppTemplate> {
    gallery::known().iter().find(|template| template.name == name)
}
