use serde_json::Value;

use crate::client::{GraphClient, ReadClient};
use crate::cloud::Version;
use crate::error::Error;
use crate::models::{EnterpriseApp, ServicePrincipal};
use crate::pipeline::{Call, quoted};

impl ReadClient {
    /// A4: service principals made from a template, all pages. A new one may be missing for
    /// the whole consistency window.
    pub async fn service_principals_by_template(&self, template_id: &str) -> Result<Vec<ServicePrincipal>, Error> {
        let filter = format!("applicationTemplateId eq {}", quoted(template_id));
        let call = Call::get("find service principals", Version::V1, ["servicePrincipals"]);
        self.list(call.query("$filter", filter)).await
    }

    /// A4 for an app of the gallery, of which a tenant can have hundreds: only what tells them apart, all pages.
    pub async fn instances_of(&self, template_id: &str) -> Result<Vec<ServicePrincipal>, Error> {
        const FIELDS: &str = "id,appId,displayName,applicationTemplateId,createdDateTime,appRoles";
        let filter = format!("applicationTemplateId eq {}", quoted(template_id));
        let call = Call::get("find instances of an app", Version::V1, ["servicePrincipals"]);
        self.list(
            call.query("$filter", filter)
                .query("$select", FIELDS)
                .query("$top", "999"),
        )
        .await
    }

    /// What the portal lists as enterprise apps, all pages, the few members of each that tell them apart.
    pub async fn enterprise_apps(&self) -> Result<Vec<EnterpriseApp>, Error> {
        let call = Call::get("list enterprise apps", Version::V1, ["servicePrincipals"])
            .query("$filter", "tags/any(t:t eq 'WindowsAzureActiveDirectoryIntegratedApp')")
            .query("$select", "id,displayName,applicationTemplateId")
            .query("$top", "999");
        self.list(call).await
    }

    /// A5: one service principal by object id.
    pub async fn service_principal(&self, id: &str) -> Result<ServicePrincipal, Error> {
        let path = ["servicePrincipals", id];
        self.fetch(Call::get("read service principal", Version::V1, path)).await
    }

    /// One service principal by the id that it shares with its application.
    pub async fn service_principal_by_app_id(&self, app_id: &str) -> Result<ServicePrincipal, Error> {
        let address = format!("servicePrincipals(appId={})", quoted(app_id));
        self.fetch(Call::get("read service principal", Version::V1, [address.as_str()]))
            .await
    }
}

impl GraphClient {
    /// A6: changes members such as `tags` and `notes`.
    pub async fn update_service_principal(&self, id: &str, change: &Value) -> Result<(), Error> {
        let path = ["servicePrincipals", id];
        let call = Call::patch("change service principal", Version::V1, path);
        self.tell(call.json(change)).await
    }

    /// A7: deletes only the service principal; the application stays.
    pub async fn delete_service_principal(&self, id: &str) -> Result<(), Error> {
        let path = ["servicePrincipals", id];
        self.remove(Call::delete("delete service principal", Version::V1, path))
            .await
    }
}
