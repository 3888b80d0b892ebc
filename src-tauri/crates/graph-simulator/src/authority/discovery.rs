//! Which tenant a name means, and where its endpoints are.

use serde_json::json;

use super::SignIn;
use crate::reply::Reply;
use crate::tenant::Tenant;

/// By id or verified domain.
pub(crate) fn knows(tenant: &Tenant, name: &str) -> bool {
    name.parse() == Ok(tenant.id)
        || tenant.domains.iter().any(|domain| {
            domain["isVerified"] == true && domain["id"].as_str().is_some_and(|id| id.eq_ignore_ascii_case(name))
        })
}

/// People may also sign in without naming their tenant.
pub(super) fn is_any(name: &str) -> bool {
    matches!(name, "organizations" | "common")
}

pub(super) fn document(sign_in: &SignIn<'_>) -> Reply {
    let base = format!("{}/{}", sign_in.origin, sign_in.tenant.id);
    Reply::ok(json!({
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
        "response_modes_supported": ["query", "fragment"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": format!("{base}/v2.0"),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "device_authorization_endpoint": format!("{base}/oauth2/v2.0/devicecode"),
        "end_session_endpoint": format!("{base}/oauth2/v2.0/logout"),
        "tenant_region_scope": "EU",
        "cloud_instance_name": "localhost",
        "msgraph_host": sign_in.origin.trim_start_matches("http://"),
    }))
}
