//! Who has which role in which app (contract row A9).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock::whole_seconds;
use crate::gallery::Role;
use crate::groups::{self, Member};
use crate::tenant::Tenant;
use crate::users;

/// Roles that one principal can have in all apps together (service limits).
const MOST: usize = 1500;

/// One role of a principal in an app.
#[derive(Debug)]
pub struct Assignment {
    /// The principal's id and a number, as text.
    id: String,
    created: Timestamp,
    pub principal: Uuid,
    principal_type: &'static str,
    /// As it was then.
    principal_name: String,
    /// Object id of the app's service principal.
    pub resource: String,
    pub role: Uuid,
}

/// All of a tenant, in order of creation.
#[derive(Debug, Default)]
pub struct Assignments {
    all: Vec<Assignment>,
    /// Counts up with every change.
    revision: u64,
}

/// Whoever can be given a role.
#[derive(Debug)]
pub struct Principal {
    id: Uuid,
    kind: &'static str,
    name: String,
}

/// An app whose roles are given: Microsoft's own, one of the company's, or one that was instantiated.
#[derive(Debug)]
pub struct Resource {
    pub id: String,
    pub name: String,
    roles: Vec<Role>,
}

impl Principal {
    /// The user, group or service principal with this id.
    #[must_use]
    pub fn find(tenant: &Tenant, id: Uuid, now: Timestamp) -> Option<Self> {
        let people = users::present(tenant, now);
        let user = people.into_iter().find(|user| user.id(tenant) == id);
        let member = user
            .map(Member::User)
            .or_else(|| groups::find(tenant, id, now).map(Member::Group));
        if let Some(member) = member {
            let kind = match member {
                Member::User(_) => "User",
                Member::Group(_) => "Group",
            };
            return Some(Self {
                id,
                kind,
                name: member.name(tenant),
            });
        }
        let app = Resource::find(tenant, &id.to_string(), now)?;
        Some(Self {
            id,
            kind: "ServicePrincipal",
            name: app.name,
        })
    }

    /// What `allowedMemberTypes` of a role calls it.
    fn member_type(&self) -> &'static str {
        match self.kind {
            "ServicePrincipal" => "Application",
            _ => "User",
        }
    }
}

impl Resource {
    /// Once readers see it.
    #[must_use]
    pub fn find(tenant: &Tenant, id: &str, now: Timestamp) -> Option<Self> {
        if let Some(found) = tenant.visible_configuration(id, now) {
            return Some(Self {
                id: found.id.clone(),
                name: found.display_name.clone(),
                roles: found.roles(),
            });
        }
        let mut others = tenant.other_service_principals.iter();
        let found = others.find(|other| other["id"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(id)))?;
        let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
        let roles = found["appRoles"].as_array().into_iter().flatten();
        Some(Self {
            id: text("id"),
            name: text("displayName"),
            roles: roles.filter_map(Role::read).collect(),
        })
    }

    /// Can this principal be given the role? The zero id is right only where the app has no role for its kind (contract 6.2).
    fn offers(&self, role: Uuid, principal: &Principal) -> bool {
        let kind = principal.member_type();
        let mut suitable = self.roles.iter().filter(|own| own.member_type == kind);
        match role.is_nil() {
            true => suitable.next().is_none(),
            false => suitable.any(|own| own.id == role),
        }
    }
}

/// Why a role is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    NoSuchRole,
    ThereAlready,
    TooMany,
}

impl Assignments {
    /// Gives a role.
    ///
    /// # Errors
    /// The app does not offer it to such a principal, the principal has it, or has too many.
    pub fn give(
        &mut self,
        resource: &Resource,
        principal: &Principal,
        role: Uuid,
        now: Timestamp,
    ) -> Result<&Assignment, Refusal> {
        if !resource.offers(role, principal) {
            return Err(Refusal::NoSuchRole);
        }
        let own = self.all.iter().filter(|known| known.principal == principal.id);
        let mut count = 0;
        for known in own {
            if known.resource == resource.id && known.role == role {
                return Err(Refusal::ThereAlready);
            }
            count += 1;
        }
        if count >= MOST {
            return Err(Refusal::TooMany);
        }
        let number = Uuid::new_v4();
        let id = [principal.id.to_bytes_le(), *number.as_bytes()].concat();
        self.revision += 1;
        self.all.push(Assignment {
            id: URL_SAFE_NO_PAD.encode(id),
            created: now,
            principal: principal.id,
            principal_type: principal.kind,
            principal_name: principal.name.clone(),
            resource: resource.id.clone(),
            role,
        });
        Ok(&self.all[self.all.len() - 1])
    }

    /// Takes one away; false where there is none.
    pub fn take(&mut self, resource: &str, id: &str) -> bool {
        let before = self.all.len();
        self.all.retain(|known| known.resource != resource || known.id != id);
        self.revision += 1;
        self.all.len() < before
    }

    /// Those of an app.
    pub fn of_app<'a>(&'a self, resource: &'a str) -> impl Iterator<Item = &'a Assignment> {
        self.all.iter().filter(move |known| known.resource == resource)
    }

    /// Those of a principal.
    pub fn of_principal(&self, principal: Uuid) -> impl Iterator<Item = &Assignment> {
        self.all.iter().filter(move |known| known.principal == principal)
    }

    /// The app is gone for good.
    pub fn forget_app(&mut self, resource: &str) {
        self.all.retain(|known| known.resource != resource);
        self.revision += 1;
    }

    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

impl Assignment {
    #[must_use]
    pub fn is_called(&self, id: &str) -> bool {
        self.id == id
    }

    /// The appRoleAssignment.
    #[must_use]
    pub fn to_json(&self, resource_name: &str) -> Value {
        json!({
            "id": self.id,
            "deletedDateTime": null,
            "appRoleId": self.role,
            "createdDateTime": whole_seconds(self.created),
            "principalDisplayName": self.principal_name,
            "principalId": self.principal,
            "principalType": self.principal_type,
            "resourceDisplayName": resource_name,
            "resourceId": self.resource,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_principal_holds_so_many_roles_and_no_more() {
        let principal = |number| Principal {
            id: Uuid::from_u128(number),
            kind: "User",
            name: String::new(),
        };
        let app = |number: usize| Resource {
            id: number.to_string(),
            name: String::new(),
            roles: Vec::new(),
        };
        let mut assignments = Assignments::default();
        let mut give = |number, of| {
            let given = assignments.give(&app(number), &principal(of), Uuid::nil(), Timestamp::UNIX_EPOCH);
            given.map(|_| ())
        };
        assert!((0..MOST).all(|number| give(number, 1).is_ok()));
        assert_eq!(give(MOST, 1), Err(Refusal::TooMany));
        assert_eq!(give(MOST, 2), Ok(()));
    }
}
