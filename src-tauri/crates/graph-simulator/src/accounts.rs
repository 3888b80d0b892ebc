//! People of the company who can sign in, and what their directory roles let them do (contract 2.5).

use serde_json::{Value, json};
use uuid::Uuid;

use crate::scenario::{Company, Variant};
use crate::tenant::Tenant;

/// A directory role by Microsoft's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    GlobalAdministrator,
    HybridIdentityAdministrator,
    ApplicationAdministrator,
    ReportsReader,
    UserAdministrator,
}

/// Someone who can sign in.
#[derive(Debug, Clone)]
pub struct Account {
    pub name: &'static str,
    /// Sign-in name.
    pub address: String,
    pub role: Role,
}

impl Role {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GlobalAdministrator => "Global Administrator",
            Self::HybridIdentityAdministrator => "Hybrid Identity Administrator",
            Self::ApplicationAdministrator => "Application Administrator",
            Self::ReportsReader => "Reports Reader",
            Self::UserAdministrator => "User Administrator",
        }
    }

    /// Id of the role's template, the same in every tenant: what tokens carry in `wids`.
    #[must_use]
    pub fn template(self) -> &'static str {
        match self {
            Self::GlobalAdministrator => "62e90394-69f5-4237-9190-012177145e10",
            Self::HybridIdentityAdministrator => "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2",
            Self::ApplicationAdministrator => "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
            Self::ReportsReader => "4a5d8f65-41da-4de4-8968-e035b65339cf",
            Self::UserAdministrator => "fe930be7-5e62-47db-91af-98c3a49a38b1",
        }
    }

    /// May it set up Cloud Sync?
    #[must_use]
    pub fn sets_up_cloud_sync(self) -> bool {
        matches!(self, Self::GlobalAdministrator | Self::HybridIdentityAdministrator)
    }

    /// May it set up apps other than Cloud Sync?
    #[must_use]
    pub fn manages_apps(self) -> bool {
        self == Self::ApplicationAdministrator
    }

    /// May it consent to delegated permissions for everyone?
    #[must_use]
    pub fn consents(self) -> bool {
        matches!(self, Self::GlobalAdministrator | Self::ApplicationAdministrator)
    }
}

impl Account {
    /// What a token says of the person besides the permissions.
    #[must_use]
    pub fn claims(&self) -> Value {
        json!({
            "name": self.name, "upn": self.address, "unique_name": self.address, "wids": [self.role.template()],
            "oid": self.object_id(),
        })
    }

    /// Object id in the tenant.
    #[must_use]
    pub fn object_id(&self) -> Uuid {
        Uuid::new_v5(&Uuid::NAMESPACE_URL, self.address.as_bytes())
    }
}

/// Who can sign in to this tenant; the first is the one for setting up Cloud Sync.
#[must_use]
pub fn accounts(tenant: &Tenant) -> Vec<Account> {
    let scenario = tenant.scenario;
    let first_role = match scenario.variant {
        Variant::RoleMissing => Role::UserAdministrator,
        _ => Role::HybridIdentityAdministrator,
    };
    let roles = [
        first_role,
        Role::GlobalAdministrator,
        Role::ApplicationAdministrator,
        Role::ReportsReader,
    ];
    let domain = &tenant.names.verified_domain;
    let people = administrators(scenario.company).into_iter().zip(roles);
    people
        .map(|((name, alias), role)| Account {
            name,
            address: format!("{alias}@{domain}"),
            role,
        })
        .collect()
}

/// Name, and what stands before the `@`.
fn administrators(company: Company) -> [(&'static str, &'static str); 4] {
    match company {
        Company::School => [
            ("Karin Postma", "k.postma"),
            ("Hugo van Dam", "h.vandam"),
            ("Noor Brouwer", "n.brouwer"),
            ("Tom Visser", "t.visser"),
        ],
        Company::Contoso => [
            ("Sanne de Vries", "sanne.devries"),
            ("Daniel Hughes", "daniel.hughes"),
            ("Ayu Wijaya", "ayu.wijaya"),
            ("Zoë Bakker", "zoe.bakker"),
        ],
        Company::Enterprise => [
            ("Łukasz Dąbrowski", "lukasz.dabrowski"),
            ("Priya Kulkarni", "priya.kulkarni"),
            ("Ingrid Solberg", "ingrid.solberg"),
            ("Budi Santoso", "budi.santoso"),
        ],
    }
}
