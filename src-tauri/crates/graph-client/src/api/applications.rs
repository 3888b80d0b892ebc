use serde_json::json;

use crate::client::{GraphClient, ReadClient};
use crate::cloud::Version;
use crate::error::Error;
use crate::models::{Application, ApplicationTemplate, Instantiated};
use crate::pipeline::{Call, Effect, quoted};

impl ReadClient {
    /// A1: templates of the gallery, all pages; `filter` is an OData filter on name or category.
    pub async fn application_templates(&self, filter: Option<&str>) -> Result<Vec<ApplicationTemplate>, Error> {
        let mut call = Call::get("list application templates", Version::V1, ["applicationTemplates"]);
        if let Some(filter) = filter {
            call = call.query("$filter", filter);
        }
        self.list(call).await
    }

    /// A1: the templates of exactly this name; more than one is possible.
    pub async fn application_templates_named(&self, name: &str) -> Result<Vec<ApplicationTemplate>, Error> {
        let filter = format!("displayName eq {}", quoted(name));
        self.application_templates(Some(&filter)).await
    }

    /// A2: one template, also one that no search finds.
    pub async fn application_template(&self, id: &str) -> Result<ApplicationTemplate, Error> {
        let path = ["applicationTemplates", id];
        self.fetch(Call::get("read application template", Version::V1, path))
            .await
    }

    /// One application by object id.
    pub async fn application(&self, object_id: &str) -> Result<Application, Error> {
        let path = ["applications", object_id];
        self.fetch(Call::get("read application", Version::V1, path)).await
    }

    /// One application by the id that it shares with its service principal.
    pub async fn application_by_app_id(&self, app_id: &str) -> Result<Application, Error> {
        let address = format!("applications(appId={})", quoted(app_id));
        self.fetch(Call::get("read application", Version::V1, [address.as_str()]))
            .await
    }
}

impl GraphClient {
    /// A3: makes an application and its service principal. Each call makes a new pair:
    /// after [`Error::OutcomeUnknown`] look before calling again (contract 3.7).
    pub async fn instantiate(&self, template_id: &str, display_name: &str) -> Result<Instantiated, Error> {
        let path = ["applicationTemplates", template_id, "instantiate"];
        let call = Call::post("instantiate application template", Effect::Once, Version::V1, path);
        self.fetch(call.json(&json!({"displayName": display_name}))).await
    }

    /// A7: deletes an application and its service principal; both stay in the bin for 30 days.
    pub async fn delete_application(&self, object_id: &str) -> Result<(), Error> {
        let path = ["applications", object_id];
        self.remove(Call::delete("delete application", Version::V1, path)).await
    }
}
