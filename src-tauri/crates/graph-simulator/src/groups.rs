//! Groups of the cloud: those whom Cloud Sync brought, those of a company that is in the cloud by itself, and a few that every tenant
//! has. All of them are read only.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::directory::{Class, ObjectIndex, Scope};
use crate::scenario::Variant;
use crate::tenant::Tenant;
use crate::users::{self, LONG_AGO, User};

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group(Which);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    /// A group of the company; `synced`: brought by Cloud Sync.
    Company { object: ObjectIndex, synced: bool },
    /// A place in [`CLOUD_ONLY`].
    Cloud(usize),
}

/// A group that every tenant has.
struct CloudOnly {
    name: &'static str,
    description: &'static str,
    people: People,
    /// Places of groups that are members themselves.
    groups: &'static [usize],
}

enum People {
    /// Everybody but guests: the group's members are told by a rule.
    Everybody,
    /// The first so many of those who are in the cloud only, administrators first.
    First(usize),
    /// By name.
    Named(&'static [&'static str]),
}

/// Two have one name, which the cloud allows.
const CLOUD_ONLY: [CloudOnly; 5] = [
    CloudOnly {
        name: "All employees",
        description: "Everybody but guests.",
        people: People::Everybody,
        groups: &[],
    },
    CloudOnly {
        name: "Administrators",
        description: "Who looks after the tenant.",
        people: People::First(4),
        groups: &[],
    },
    CloudOnly {
        name: "App pilot",
        description: "Who tries a new app first.",
        people: People::Named(&["Front Desk"]),
        groups: &[1],
    },
    CloudOnly {
        name: "Project Alpine",
        description: "The first project of that name.",
        people: People::Named(&["Front Desk", "Maria Lopez"]),
        groups: &[],
    },
    CloudOnly {
        name: "Project Alpine",
        description: "",
        people: People::Named(&[]),
        groups: &[],
    },
];

/// Whoever can be a member.
#[derive(Debug, Clone)]
pub enum Member {
    User(User),
    Group(Group),
}

/// Every group there is by now: those of the cloud only first.
#[must_use]
pub fn present(tenant: &Tenant, now: Timestamp) -> Vec<Group> {
    let is_group = |object: &ObjectIndex| tenant.company.class(*object) == Some(Class::Group);
    let own = (0..CLOUD_ONLY.len()).map(Which::Cloud);
    let company: Vec<ObjectIndex> = if Variant::of_feeds().contains(&tenant.scenario.variant) {
        tenant.company.in_scope(&Scope {
            classes: vec![Class::Group],
            ..Scope::default()
        })
    } else {
        Vec::new()
    };
    let company = company
        .into_iter()
        .map(|object| Which::Company { object, synced: false });
    let synced = users::synced(tenant, now).into_keys().filter(is_group);
    let synced = synced.map(|object| Which::Company { object, synced: true });
    own.chain(company).chain(synced).map(Group).collect()
}

/// The one with this object id.
#[must_use]
pub fn find(tenant: &Tenant, id: Uuid, now: Timestamp) -> Option<Group> {
    present(tenant, now).into_iter().find(|group| group.id(tenant) == id)
}

impl Group {
    #[must_use]
    pub fn id(self, tenant: &Tenant) -> Uuid {
        match self.0 {
            Which::Company { object, .. } => tenant.company.cloud_id(object),
            Which::Cloud(place) => Uuid::new_v5(&tenant.id, format!("group.{place}").as_bytes()),
        }
    }

    #[must_use]
    pub fn name(self, tenant: &Tenant) -> String {
        match self.0 {
            Which::Company { object, .. } => tenant.company.display_name(object),
            Which::Cloud(place) => CLOUD_ONLY[place].name.to_owned(),
        }
    }

    /// Its direct members; those of groups among them are not looked for.
    #[must_use]
    pub fn members(self, tenant: &Tenant, now: Timestamp) -> Vec<Member> {
        let people = users::present(tenant, now);
        let place = match self.0 {
            Which::Company { object, .. } => {
                let members: HashSet<ObjectIndex> = tenant.company.members_directly(object).into_iter().collect();
                let is_one = |user: &User| user.person().is_some_and(|person| members.contains(&person));
                return people.into_iter().filter(is_one).map(Member::User).collect();
            }
            Which::Cloud(place) => place,
        };
        let group = &CLOUD_ONLY[place];
        let nested = group
            .groups
            .iter()
            .map(|&place| Member::Group(Self(Which::Cloud(place))));
        let nested: Vec<Member> = nested.collect();
        let is_one = |(place, user): &(usize, User)| match group.people {
            People::Everybody => user.property_now(tenant, "userType") == "Member",
            People::First(count) => *place < count,
            People::Named(names) => {
                let name = user.property_now(tenant, "displayName");
                user.person().is_none() && names.iter().any(|known| name == *known)
            }
        };
        let people = people.into_iter().enumerate().filter(is_one);
        people.map(|(_, user)| Member::User(user)).chain(nested).collect()
    }

    /// These properties of the group; those that have no value are null.
    #[must_use]
    pub fn show(self, tenant: &Tenant, names: &[&str]) -> Value {
        let shown = names
            .iter()
            .map(|name| ((*name).to_owned(), self.property(tenant, name)));
        Value::Object(shown.collect::<Map<_, _>>())
    }

    fn property(self, tenant: &Tenant, name: &str) -> Value {
        let synced = match self.0 {
            Which::Company { object, synced: true } => Some(object),
            _ => None,
        };
        let cloud = match self.0 {
            Which::Cloud(place) => Some(&CLOUD_ONLY[place]),
            Which::Company { .. } => None,
        };
        let rule = cloud.filter(|group| matches!(group.people, People::Everybody));
        match name {
            "id" => json!(self.id(tenant)),
            "displayName" => json!(self.name(tenant)),
            "description" => json!(cloud.map(|group| group.description).filter(|text| !text.is_empty())),
            "createdDateTime" | "renewedDateTime" => json!(LONG_AGO),
            "groupTypes" => json!(rule.map(|_| "DynamicMembership").as_slice()),
            "membershipRule" => json!(rule.map(|_| "(user.userType -eq \"Member\")")),
            "membershipRuleProcessingState" => json!(rule.map(|_| "On")),
            "mailEnabled" => json!(false),
            "mailNickname" => json!(self.id(tenant).simple().to_string()[..10]),
            "securityEnabled" => json!(true),
            "securityIdentifier" => json!(security_identifier(self.id(tenant))),
            "onPremisesSyncEnabled" => json!(synced.map(|_| true)),
            "onPremisesDomainName" => json!(synced.map(|_| &tenant.names.ad_domain)),
            "onPremisesSamAccountName" => json!(synced.map(|object| tenant.company.account_name(object))),
            "creationOptions"
            | "proxyAddresses"
            | "resourceBehaviorOptions"
            | "resourceProvisioningOptions"
            | "onPremisesProvisioningErrors"
            | "serviceProvisioningErrors" => json!([]),
            _ => Value::Null,
        }
    }
}

/// `S-1-12-1-` and the four quarters of the id as numbers.
fn security_identifier(id: Uuid) -> String {
    let bytes = id.to_bytes_le();
    let quarters = bytes.chunks_exact(4).map(|quarter| {
        let quarter = quarter
            .iter()
            .rev()
            .fold(0_u32, |number, &byte| (number << 8) | u32::from(byte));
        quarter.to_string()
    });
    format!("S-1-12-1-{}", quarters.collect::<Vec<_>>().join("-"))
}

impl Member {
    /// Its name in `@odata.type`.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::User(_) => "#microsoft.graph.user",
            Self::Group(_) => "#microsoft.graph.group",
        }
    }

    #[must_use]
    pub fn id(&self, tenant: &Tenant) -> Uuid {
        match self {
            Self::User(user) => user.id(tenant),
            Self::Group(group) => group.id(tenant),
        }
    }

    #[must_use]
    pub fn name(&self, tenant: &Tenant) -> String {
        match self {
            Self::User(user) => {
                let name = user.property_now(tenant, "displayName");
                name.as_str().unwrap_or_default().to_owned()
            }
            Self::Group(group) => group.name(tenant),
        }
    }

    /// These properties of it.
    #[must_use]
    pub fn show(&self, tenant: &Tenant, names: &[&str]) -> Value {
        match self {
            Self::User(user) => user.show(tenant, &HashMap::new(), names),
            Self::Group(group) => group.show(tenant, names),
        }
    }
}
