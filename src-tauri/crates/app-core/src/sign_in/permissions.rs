//! What a sign-in asks for, and where an administrator approves it for everybody.

use graph_client::Cloud;
use identity::{PublicClient, TokenStore};
use journeys::permissions::every_permission;
use std::sync::Arc;
use uuid::Uuid;

use crate::Problem;
use crate::view::CloudName;

/// As scopes of a request.
pub(crate) fn scopes(permissions: &[&str]) -> Vec<String> {
    permissions.iter().map(|permission| (*permission).to_owned()).collect()
}

/// The cloud of that name, if Microsoft runs it.
#[must_use]
pub fn microsoft_cloud(name: CloudName) -> Option<Cloud> {
    match name {
        CloudName::Global => Some(Cloud::global()),
        CloudName::Usgov => Some(Cloud::usgov()),
        CloudName::UsgovDod => Some(Cloud::usgov_dod()),
        CloudName::China => Some(Cloud::china()),
        CloudName::Demo | CloudName::Custom => None,
    }
}

/// Where an administrator approves the application for the whole tenant, with all that a set-up may need. Sends nothing unless
/// the tenant is named by a domain.
///
/// # Errors
/// There is no such tenant.
pub async fn admin_consent_link(cloud: &Cloud, tenant: Option<&str>, client: Uuid) -> Result<String, Problem> {
    let tenant = match tenant {
        None => None,
        Some(tenant) => {
            let id = identity::tenant_id(cloud, tenant).await;
            Uuid::try_parse(&id.map_err(|error| Problem::from(&error))?).ok()
        }
    };
    let client = PublicClient::new(cloud, tenant, client, Arc::new(TokenStore::in_memory()));
    let client = client.map_err(|error| Problem::from(&error))?;
    Ok(client.admin_consent_link(&scopes(&every_permission())).into())
}
