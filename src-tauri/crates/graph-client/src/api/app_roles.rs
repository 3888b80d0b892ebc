use serde_json::json;

use crate::client::{GraphClient, ReadClient};
use crate::cloud::Version;
use crate::error::Error;
use crate::models::AppRoleAssignment;
use crate::pipeline::{Call, Effect};

/// A9: who is assigned to an app.
impl ReadClient {
    /// Every assignment to an app, all pages.
    pub async fn app_role_assignments(&self, sp: &str) -> Result<Vec<AppRoleAssignment>, Error> {
        let path = ["servicePrincipals", sp, "appRoleAssignedTo"];
        self.list(Call::get("list assignments of an app", Version::V1, path))
            .await
    }

    /// Every role that a service principal itself was given, in whichever app, all pages.
    pub async fn app_roles_of(&self, sp: &str) -> Result<Vec<AppRoleAssignment>, Error> {
        let path = ["servicePrincipals", sp, "appRoleAssignments"];
        self.list(Call::get("list roles of an app", Version::V1, path)).await
    }
}

impl GraphClient {
    /// Assigns a person, group or application, by object id. A second time is refused (400), so look before and after.
    pub async fn assign_app_role(&self, sp: &str, principal: &str, role: &str) -> Result<(), Error> {
        let path = ["servicePrincipals", sp, "appRoleAssignedTo"];
        let call = Call::post("assign to an app", Effect::Once, Version::V1, path);
        self.tell(call.json(&json!({"principalId": principal, "resourceId": sp, "appRoleId": role})))
            .await
    }
}
