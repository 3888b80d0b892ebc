//! What is asked for in `scope`, and what Graph knows of it (contract 2.4).

use std::collections::BTreeSet;

use super::SignIn;
use super::refusal::Refusal;

/// Delegated permissions of Graph that exist here.
const KNOWN: [&str; 23] = [
    "Application.Read.All",
    "Application.ReadWrite.All",
    "AppRoleAssignment.ReadWrite.All",
    "AuditLog.Read.All",
    "DeviceManagementConfiguration.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
    "Domain.Read.All",
    "Group.Read.All",
    "GroupMember.Read.All",
    "OnPremDirectorySynchronization.Read.All",
    "OnPremDirectorySynchronization.ReadWrite.All",
    "OnPremisesPublishingProfiles.ReadWrite.All",
    "Organization.Read.All",
    "Organization.ReadWrite.All",
    "ProvisioningLog.Read.All",
    "Synchronization.Read.All",
    "Synchronization.ReadWrite.All",
    "SynchronizationData-User.Upload",
    "SynchronizationMetadata.Read.All",
    "SynchronizationMetadata.ReadWrite.All",
    "User.Read",
    "User.Read.All",
];

/// A `scope` parameter, taken apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Scopes {
    /// An id_token is wanted.
    pub(super) openid: bool,
    pub(super) profile: bool,
    /// A refresh token is wanted.
    pub(super) offline: bool,
    /// Permissions of Graph by short name.
    pub(super) graph: BTreeSet<String>,
    /// `.default`: whatever was consented to.
    pub(super) all: bool,
}

impl Scopes {
    /// # Errors
    /// 70011 for a permission that does not exist, 500011 for a resource that does not.
    pub(super) fn read(text: &str, sign_in: &SignIn<'_>) -> Result<Self, Refusal> {
        let mut scopes = Self::default();
        for scope in text.split_whitespace() {
            match scope {
                "openid" => scopes.openid = true,
                "profile" => scopes.profile = true,
                "offline_access" => scopes.offline = true,
                "email" => {}
                other => scopes.add(short(other, sign_in)?)?,
            }
        }
        Ok(scopes)
    }

    fn add(&mut self, name: &str) -> Result<(), Refusal> {
        if name == ".default" {
            self.all = true;
            return Ok(());
        }
        let known = KNOWN.into_iter().find(|known| known.eq_ignore_ascii_case(name));
        let known = known.ok_or_else(|| {
            let message = format!(
                "The provided value for the input parameter 'scope' is not valid. The scope '{name}' does not exist."
            );
            Refusal::new(400, "invalid_scope", 70011, message)
        })?;
        self.graph.insert(known.to_owned());
        Ok(())
    }

    /// The `scope` of an answer: what was granted, not what was asked for.
    pub(super) fn granted(&self, graph: &BTreeSet<String>, origin: &str) -> String {
        let own = [("openid", self.openid), ("profile", self.profile)];
        let own = own
            .into_iter()
            .filter(|(_, wanted)| *wanted)
            .map(|(name, _)| name.to_owned());
        own.chain(graph.iter().map(|name| format!("{origin}/{name}")))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Is this the address of our Graph, or the one clients cannot help saying?
pub(super) fn is_graph(resource: &str, sign_in: &SignIn<'_>) -> bool {
    resource == sign_in.origin || resource == "https://graph.microsoft.com"
}

pub(super) fn unknown_resource(resource: &str, sign_in: &SignIn<'_>) -> Refusal {
    let message = format!(
        "The resource principal named {resource} was not found in the tenant named {}.",
        sign_in.tenant.names.display_name
    );
    Refusal::new(400, "invalid_resource", 500_011, message)
}

fn short<'a>(scope: &'a str, sign_in: &SignIn<'_>) -> Result<&'a str, Refusal> {
    match scope.rsplit_once('/') {
        Some((resource, name)) if is_graph(resource, sign_in) => Ok(name),
        Some((resource, _)) => Err(unknown_resource(resource, sign_in)),
        None => Ok(scope),
    }
}
