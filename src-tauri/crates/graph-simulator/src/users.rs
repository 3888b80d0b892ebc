//! Who is in the cloud: people whom Cloud Sync brought there, those whom feeds made or changed, and those who are nowhere else.

mod fed;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::accounts::accounts;
use crate::clock::{after, whole_seconds};
use crate::directory::{Class, Flaw, ObjectIndex};
use crate::feed::accounts::Account;
use crate::log::Written;
use crate::scenario::Variant;
use crate::tenant::Tenant;

/// Deleted people can be restored for so long.
const RESTORABLE: Duration = Duration::from_secs(30 * 24 * 3600);

/// When those were made whom nobody saw coming.
pub(crate) const LONG_AGO: &str = "2024-02-05T08:12:31Z";

/// One of them.
#[derive(Debug, Clone)]
pub struct User {
    who: Who,
    enabled: bool,
    pub deleted: Option<Timestamp>,
}

#[derive(Debug, Clone)]
enum Who {
    /// Brought by Cloud Sync.
    Synced(ObjectIndex),
    /// A person of the company who is in the cloud by themselves, with or without a number.
    Member { object: ObjectIndex, has_number: bool },
    /// Made by a feed.
    Made(Uuid),
    /// Somebody in the cloud only, who has the address of this object.
    Namesake(ObjectIndex),
    /// Name and sign-in name of somebody else in the cloud only.
    CloudOnly(&'static str, String, Uuid),
}

/// Everybody there is by now: those of the cloud only first.
#[must_use]
pub fn present(tenant: &Tenant, now: Timestamp) -> Vec<User> {
    let mut people = everybody(tenant, now);
    if !tenant.accounts.is_empty() {
        people.retain(|user| user.account(tenant).is_none_or(|account| account.deleted.is_none()));
    }
    people
}

/// The same with those whom feeds have deleted.
fn everybody(tenant: &Tenant, now: Timestamp) -> Vec<User> {
    let user = |who| User {
        who,
        enabled: true,
        deleted: None,
    };
    let company = &tenant.company;
    let conflicts = |object: &ObjectIndex| {
        company.has_flaw(*object, Flaw::AddressTaken) || company.has_flaw(*object, Flaw::AddressLeftOff)
    };
    let namesakes = company
        .indices()
        .filter(conflicts)
        .map(|object| user(Who::Namesake(object)));
    let mut people: Vec<User> = cloud_only(tenant).into_iter().map(user).chain(namesakes).collect();
    let synced = in_target(tenant, now);
    people.extend(synced.into_iter().map(|(object, enabled)| User {
        enabled,
        ..user(Who::Synced(object))
    }));
    if Variant::of_feeds().contains(&tenant.scenario.variant) {
        people.extend(fed::members(tenant));
    }
    let made = tenant.accounts.all().filter(|(_, account)| account.created.is_some());
    people.extend(made.map(|(id, _)| user(Who::Made(id))));
    people
}

/// Those who were deleted less than 30 days ago.
#[must_use]
pub fn deleted(tenant: &Tenant, now: Timestamp) -> Vec<User> {
    let there = in_target(tenant, now);
    let jobs = tenant.service_principals.iter().flat_map(|found| &found.jobs);
    let gone: BTreeMap<ObjectIndex, Timestamp> = jobs.flat_map(|job| job.deleted_from_entra()).collect();
    let restorable = |(object, at): &(ObjectIndex, Timestamp)| {
        is_person(tenant, *object) && !there.contains_key(object) && now < after(*at, RESTORABLE)
    };
    let gone = gone.into_iter().filter(restorable);
    gone.map(|(object, at)| User {
        who: Who::Synced(object),
        enabled: false,
        deleted: Some(at),
    })
    .chain(fed::deleted(tenant, now))
    .collect()
}

/// People whom any job has brought there, and whether their account is enabled.
fn in_target(tenant: &Tenant, now: Timestamp) -> BTreeMap<ObjectIndex, bool> {
    let mut people = synced(tenant, now);
    people.retain(|object, _| is_person(tenant, *object));
    people
}

/// What any job has brought there, and whether the account is enabled; it stays when the job goes.
pub(crate) fn synced(tenant: &Tenant, now: Timestamp) -> BTreeMap<ObjectIndex, bool> {
    let jobs = tenant.service_principals.iter().flat_map(|found| &found.jobs);
    let brought = jobs.flat_map(|job| job.in_entra(now));
    brought.chain(tenant.left_behind.iter().copied()).collect()
}

pub(crate) fn is_person(tenant: &Tenant, object: ObjectIndex) -> bool {
    matches!(tenant.company.class(object), Some(Class::User | Class::InetOrgPerson))
}

/// Administrators, an account for emergencies, a shared mailbox, a guest.
fn cloud_only(tenant: &Tenant) -> Vec<Who> {
    let names = &tenant.names;
    let id = |address: &str| Uuid::new_v5(&Uuid::NAMESPACE_URL, address.as_bytes());
    let administrators = accounts(tenant).into_iter();
    let administrators = administrators.map(|account| {
        let id = account.object_id();
        Who::CloudOnly(account.name, account.address, id)
    });
    let others = [
        ("Break Glass", format!("breakglass@{}", names.initial_domain)),
        ("Front Desk", format!("frontdesk@{}", names.verified_domain)),
        (
            "Maria Lopez",
            format!("maria.lopez_adatum.example#EXT#@{}", names.initial_domain),
        ),
    ];
    let others = others.map(|(name, address)| {
        let id = id(&address);
        Who::CloudOnly(name, address, id)
    });
    administrators.chain(others).collect()
}

impl User {
    /// The object of Active Directory that the person is, if any.
    #[must_use]
    pub fn object(&self) -> Option<ObjectIndex> {
        match self.who {
            Who::Synced(object) => Some(object),
            Who::Member { .. } | Who::Made(_) | Who::Namesake(_) | Who::CloudOnly(..) => None,
        }
    }

    /// Somebody a feed made.
    #[must_use]
    pub(crate) fn made(id: Uuid) -> Self {
        Self {
            who: Who::Made(id),
            enabled: true,
            deleted: None,
        }
    }

    /// What feeds wrote of them.
    #[must_use]
    pub fn account<'t>(&self, tenant: &'t Tenant) -> Option<&'t Account> {
        if tenant.accounts.is_empty() {
            return None;
        }
        tenant.accounts.get(self.id(tenant))
    }

    /// A property before any feed wrote it.
    #[must_use]
    pub(crate) fn value(&self, tenant: &Tenant, property: &str) -> Value {
        self.own(tenant, None, property)
    }

    /// A property as it is now, but for the times of the log.
    #[must_use]
    pub(crate) fn property_now(&self, tenant: &Tenant, name: &str) -> Value {
        self.property(tenant, &HashMap::new(), name)
    }

    /// Is Active Directory the only place where they can be changed?
    #[must_use]
    pub fn is_managed_by_ad(&self, tenant: &Tenant) -> bool {
        self.object().is_some() || self.account(tenant).is_some_and(|account| account.is_managed_by_ad)
    }

    /// The person of the company.
    pub(crate) fn person(&self) -> Option<ObjectIndex> {
        match self.who {
            Who::Synced(object) | Who::Member { object, .. } => Some(object),
            Who::Made(_) | Who::Namesake(_) | Who::CloudOnly(..) => None,
        }
    }

    #[must_use]
    pub fn id(&self, tenant: &Tenant) -> Uuid {
        match &self.who {
            Who::Synced(object) | Who::Member { object, .. } => tenant.company.cloud_id(*object),
            Who::Made(id) => *id,
            Who::Namesake(object) => Uuid::new_v5(&tenant.company.cloud_id(*object), b"namesake"),
            Who::CloudOnly(_, _, id) => *id,
        }
    }

    #[must_use]
    pub fn sign_in_name(&self, tenant: &Tenant) -> String {
        let written = self
            .account(tenant)
            .and_then(|account| account.property("userPrincipalName"));
        let name = match written {
            Some(name) => name.as_str().unwrap_or_default().to_owned(),
            None => self.own_sign_in_name(tenant),
        };
        match self.deleted {
            // So that somebody else may have it.
            Some(_) => format!("{}{name}", self.id(tenant).simple()),
            None => name,
        }
    }

    fn own_sign_in_name(&self, tenant: &Tenant) -> String {
        match &self.who {
            Who::Synced(object) | Who::Member { object, .. } => tenant.company.cloud_user_name(*object),
            Who::Made(_) => String::new(),
            Who::Namesake(object) => {
                let mail = tenant.company.mail(*object);
                let name = mail.split('@').next().unwrap_or_default();
                format!("{name}.cloud@{}", tenant.names.initial_domain)
            }
            Who::CloudOnly(_, address, _) => address.clone(),
        }
    }

    /// These properties of the user; those that have no value are null.
    #[must_use]
    pub fn show(&self, tenant: &Tenant, written: &HashMap<ObjectIndex, Written>, names: &[&str]) -> Value {
        let shown = names
            .iter()
            .map(|name| ((*name).to_owned(), self.property(tenant, written, name)));
        Value::Object(shown.collect::<Map<_, _>>())
    }

    fn property(&self, tenant: &Tenant, written: &HashMap<ObjectIndex, Written>, name: &str) -> Value {
        let account = self.account(tenant);
        match name {
            "userPrincipalName" => json!(self.sign_in_name(tenant)),
            "mailNickname" if matches!(self.who, Who::Made(_)) => json!(self.sign_in_name(tenant).split('@').next()),
            "createdDateTime" if matches!(self.who, Who::Made(_)) => {
                json!(account.and_then(|account| account.created).map(whole_seconds))
            }
            "onPremisesSyncEnabled" if self.is_managed_by_ad(tenant) => json!(true),
            _ => account
                .and_then(|account| account.property(name))
                .unwrap_or_else(|| self.own(tenant, self.object().and_then(|object| written.get(&object)), name)),
        }
    }

    /// A property as it is before any feed.
    fn own(&self, tenant: &Tenant, written: Option<&Written>, name: &str) -> Value {
        let (company, object, person) = (&tenant.company, self.object(), self.person());
        let from_ad = |name: &str| {
            let attributes = person.map(|object| company.attributes(object)).unwrap_or_default();
            let found = attributes.into_iter().find(|(known, _)| *known == name);
            json!(found.map(|(_, value)| value))
        };
        match name {
            "id" => json!(self.id(tenant)),
            "displayName" => match &self.who {
                Who::Synced(object) | Who::Member { object, .. } | Who::Namesake(object) => {
                    json!(company.display_name(*object))
                }
                Who::Made(_) => Value::Null,
                Who::CloudOnly(name, ..) => json!(name),
            },
            "userPrincipalName" => json!(self.own_sign_in_name(tenant)),
            "mail" => match &self.who {
                Who::Synced(object) | Who::Member { object, .. } | Who::Namesake(object) => {
                    json!(company.mail(*object))
                }
                Who::Made(_) => Value::Null,
                Who::CloudOnly(_, address, _) => json!(address.replace("_adatum.example#EXT#", "").replace('#', "")),
            },
            "proxyAddresses" => json!(self.addresses(tenant)),
            "accountEnabled" => json!(self.enabled),
            "userType" => json!(if self.sign_in_name(tenant).contains("#EXT#") {
                "Guest"
            } else {
                "Member"
            }),
            "businessPhones" => json!(person.map(|_| vec![from_ad("telephoneNumber")]).unwrap_or_default()),
            "givenName" => from_ad("givenName"),
            "surname" => from_ad("sn"),
            "jobTitle" => from_ad("title"),
            "department" => from_ad("department"),
            "companyName" => from_ad("company"),
            "city" => from_ad("l"),
            "country" => from_ad("co"),
            "employeeId" => match self.who {
                Who::Member { has_number: false, .. } => Value::Null,
                _ => json!(person.and_then(|person| company.employee_id(person))),
            },
            "mailNickname" => from_ad("mailNickname"),
            "createdDateTime" => match &self.who {
                Who::Synced(_) if Variant::of_feeds().contains(&tenant.scenario.variant) => json!(LONG_AGO),
                Who::Synced(_) => json!(written.map(|written| whole_seconds(written.first))),
                Who::Made(_) | Who::Member { .. } | Who::Namesake(_) | Who::CloudOnly(..) => json!(LONG_AGO),
            },
            "deletedDateTime" => json!(self.deleted.map(whole_seconds)),
            "onPremisesSyncEnabled" => json!(object.map(|_| true)),
            "onPremisesLastSyncDateTime" => json!(written.map(|written| whole_seconds(written.last))),
            "onPremisesDomainName" => json!(object.map(|_| &company.names.ad_domain)),
            "onPremisesDistinguishedName" => json!(object.map(|object| company.distinguished_name(object))),
            "onPremisesSamAccountName" => json!(object.map(|object| company.account_name(object))),
            "onPremisesUserPrincipalName" => json!(object.map(|object| company.user_principal_name(object))),
            "onPremisesImmutableId" => {
                json!(object.map(|object| STANDARD.encode(company.object_guid(object).to_bytes_le())))
            }
            "onPremisesProvisioningErrors" => self.errors(tenant, written),
            _ => Value::Null,
        }
    }

    fn addresses(&self, tenant: &Tenant) -> Vec<String> {
        let company = &tenant.company;
        match &self.who {
            Who::Synced(object) if company.has_flaw(*object, Flaw::AddressLeftOff) => {
                let mail = company.mail(*object);
                let name = mail.split('@').next().unwrap_or_default();
                vec![format!("SMTP:{name}@{}", tenant.names.initial_domain)]
            }
            Who::Synced(object) | Who::Member { object, .. } | Who::Namesake(object) => {
                vec![format!("SMTP:{}", company.mail(*object))]
            }
            Who::Made(_) => Vec::new(),
            Who::CloudOnly(_, address, _) => vec![format!("SMTP:{address}")],
        }
    }

    /// What of the person could not be written, though the person was (onPremisesProvisioningError).
    fn errors(&self, tenant: &Tenant, written: Option<&Written>) -> Value {
        let company = &tenant.company;
        let in_conflict = self
            .object()
            .filter(|&object| company.has_flaw(object, Flaw::AddressLeftOff));
        let errors = in_conflict.map(|object| {
            json!({
                "category": "PropertyConflict",
                "occurredDateTime": written.map(|written| whole_seconds(written.first)),
                "propertyCausingError": "ProxyAddresses",
                "value": format!("SMTP:{}", company.mail(object)),
            })
        });
        errors.into_iter().collect()
    }
}

/// When they were first and last written, of those Cloud Sync brought.
#[must_use]
pub fn written(tenant: &Tenant, people: &[User], now: Timestamp) -> HashMap<ObjectIndex, Written> {
    let objects: HashSet<ObjectIndex> = people.iter().filter_map(User::object).collect();
    tenant.log.written(&objects, now)
}
