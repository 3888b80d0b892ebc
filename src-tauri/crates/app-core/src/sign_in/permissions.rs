//! Which permissions are asked, and when (contract 2.4).

use graph_client::Cloud;
use identity::{PublicClient, TokenStore};
use journeys::Setup;
use std::sync::Arc;
use uuid::Uuid;

use crate::Problem;
use crate::view::CloudName;

const SYNCHRONIZATION: &str = "Synchronization.ReadWrite.All";
const APPLICATIONS: &str = "Application.ReadWrite.All";
const ORGANIZATION: &str = "Organization.ReadWrite.All";
/// Agents, and the schema of Active Directory that is read through them, want it.
const DIRECTORY: &str = "Directory.ReadWrite.All";

/// To look; asked at sign-in.
const TO_LOOK: [&str; 4] = [
    "Organization.Read.All",
    "Domain.Read.All",
    "Application.Read.All",
    "Synchronization.Read.All",
];

pub(crate) fn to_look() -> Vec<String> {
    TO_LOOK.map(str::to_owned).into()
}

/// To read agents and the domains they serve; asked by a button of its own, for it is far more than looking needs elsewhere.
pub(crate) fn to_read_agents() -> Vec<String> {
    vec![DIRECTORY.to_owned()]
}

/// To carry out this set-up; asked when it is about to be. `switched_on` tells whether the tenant synchronizes already.
pub(crate) fn to_apply(setup: &Setup, switched_on: bool) -> Vec<String> {
    let mut wanted = vec![SYNCHRONIZATION, APPLICATIONS];
    if !switched_on {
        wanted.push(ORGANIZATION);
    }
    if setup.exchange_hybrid_writeback() {
        wanted.push(DIRECTORY);
    }
    wanted.into_iter().map(str::to_owned).collect()
}

/// All that a set-up may need; approved for everybody in one go.
pub(crate) fn to_set_up() -> Vec<String> {
    let mut wanted = to_look();
    wanted.extend([SYNCHRONIZATION, APPLICATIONS, ORGANIZATION, DIRECTORY].map(str::to_owned));
    wanted
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
    Ok(client.admin_consent_link(&to_set_up()).into())
}
