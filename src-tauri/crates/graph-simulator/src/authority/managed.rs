//! The place at which Azure gives out tokens of a managed identity, in the form of App Service (version 2019-08-01). What it answers to a
//! call that lacks something is inferred.

use serde_json::json;

use super::scopes::is_graph;
use super::{Authority, SignIn, app};
use crate::clock::after;
use crate::reply::{Body, Reply};

impl Authority {
    /// The application is a managed identity from now on; what its place wants to be shown.
    pub(crate) fn managed_identity(&mut self) -> &str {
        self.managed.get_or_insert_with(|| app::random(1))
    }

    pub(super) fn managed_token(&mut self, sign_in: &SignIn<'_>) -> Reply {
        let refused = |status: u16, message: &str| {
            let body = json!({"statusCode": status, "message": message, "correlationId": sign_in.correlation});
            Reply::new(status, Body::Json(body))
        };
        if self.managed.is_none() || sign_in.identity_header != self.managed.as_deref() {
            return refused(403, "The header X-IDENTITY-HEADER is not the one of this place.");
        }
        let client = sign_in.query.get("client_id");
        if client.is_some_and(|client| client.parse() != Ok(self.client_id)) {
            return refused(
                400,
                "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.",
            );
        }
        let resource = sign_in.query.get("resource").unwrap_or_default();
        if sign_in.query.get("api-version") != Some("2019-08-01") || !is_graph(resource, sign_in) {
            return refused(400, "The version or the resource is not known.");
        }
        let expires = after(sign_in.now, sign_in.tenant.timing.token_lifetime).as_second();
        let body = json!({
            "access_token": self.own_token(sign_in), "expires_on": expires.to_string(), "resource": resource,
            "token_type": "Bearer", "client_id": self.client_id,
        });
        Reply::ok(body).header("Cache-Control", "no-store, no-cache")
    }
}
