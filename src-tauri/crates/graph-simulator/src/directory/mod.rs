//! The company's Active Directory: people, groups, contacts, in organizational units. Deterministic: the same company is the same
//! directory every time. Objects hold numbers only; names, DNs and attributes are worked out when somebody asks.

mod attributes;
mod dn;
mod flaw;
mod generate;
mod ids;
mod names;
mod scope;
mod staff;
mod units;

use std::sync::{Arc, OnceLock};

use uuid::Uuid;

pub use dn::{escape_value, parse_dn};
pub use flaw::Flaw;
pub use generate::generate;
pub use names::plain_letters;
pub use scope::{Counts, Scope};
pub use staff::Whom;
pub use units::dn_of;

use crate::names::Names;
use crate::scenario::Company;
use ids::Ids;
use names::PersonName;
use units::Unit;

/// Place of an object in its directory.
pub type ObjectIndex = u32;

/// What an object is in Active Directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    User,
    InetOrgPerson,
    Group,
    Contact,
}

/// A company's directory.
#[derive(Debug, Clone)]
pub struct Directory {
    pub company: Company,
    pub names: Arc<Names>,
    /// Copies for other tenants share what does not depend on their names.
    objects: Arc<Vec<Object>>,
    units: Vec<Unit>,
    /// Names that are not made of a given and a family name.
    texts: Arc<Vec<String>>,
    /// Members of groups, by [`Object::detail`].
    memberships: Arc<Vec<Members>>,
    parsed_units: OnceLock<Vec<Vec<(String, String)>>>,
    ids: OnceLock<Arc<Ids>>,
    changes: u32,
}

#[derive(Debug, Clone, Copy)]
struct Object {
    class: Class,
    unit: u16,
    name: Name,
    /// Groups: place in `memberships`. People: which of those of the same name, 1 is the first.
    detail: u16,
    flags: Flags,
}

#[derive(Debug, Clone, Copy)]
enum Name {
    Person(PersonName),
    /// Place in `texts`.
    Text(u16),
}

#[derive(Debug, Clone)]
enum Members {
    /// Everybody in these units.
    Units(Vec<u16>),
    Objects(Vec<ObjectIndex>),
}

/// What is particular about an object.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Flags(u16);

impl Flags {
    /// The account is disabled.
    const DISABLED: u16 = 1;
    /// The sign-in name ends in a domain the tenant has not verified.
    const UNVERIFIED_SUFFIX: u16 = 2;
    /// [`Flaw::AddressTaken`].
    const ADDRESS_TAKEN: u16 = 4;
    /// The default scope filters leave it out (contract 10.3).
    const EXCLUDED: u16 = 8;
    /// It was deleted from the directory.
    const GONE: u16 = 16;
    /// [`Flaw::FieldEmpty`].
    const FIELD_EMPTY: u16 = 32;
    /// [`Flaw::DomainUnknown`].
    const DOMAIN_UNKNOWN: u16 = 64;
    /// [`Flaw::MatchEmpty`].
    const MATCH_EMPTY: u16 = 128;
    /// [`Flaw::AddressLeftOff`].
    const ADDRESS_LEFT_OFF: u16 = 256;

    fn has(self, flag: u16) -> bool {
        self.0 & flag != 0
    }
}

impl Directory {
    /// The same people in a domain of another name.
    #[must_use]
    pub fn renamed(&self, names: Arc<Names>) -> Self {
        let (old, new) = (units::dn_of(&self.names.ad_domain), units::dn_of(&names.ad_domain));
        let unit = |unit: &Unit| Unit {
            dn: format!("{}{new}", unit.dn.strip_suffix(&old).unwrap_or(&unit.dn)),
            ..unit.clone()
        };
        Self {
            units: self.units.iter().map(unit).collect(),
            names,
            parsed_units: OnceLock::new(),
            ids: OnceLock::new(),
            ..self.clone()
        }
    }

    fn object(&self, index: ObjectIndex) -> Option<&Object> {
        self.objects.get(index as usize)
    }

    /// User, inetOrgPerson, group or contact.
    #[must_use]
    pub fn class(&self, index: ObjectIndex) -> Option<Class> {
        self.object(index).map(|object| object.class)
    }

    /// The object with this distinguished name, compared without case; deleted ones are not found.
    #[must_use]
    pub fn find(&self, dn: &str) -> Option<ObjectIndex> {
        self.find_ever(dn).filter(|&index| !self.is_gone(index))
    }

    /// As [`Directory::find`], and those that were deleted.
    fn find_ever(&self, dn: &str) -> Option<ObjectIndex> {
        let wanted = parse_dn(dn)?;
        let ((_, name), parent) = wanted.split_first()?;
        let unit = self.parsed_units().iter().position(|unit| unit.as_slice() == parent)?;
        let unit = u16::try_from(unit).ok()?;
        self.indices().find(|&index| {
            self.object(index).is_some_and(|object| object.unit == unit)
                && self.common_name(index).to_lowercase() == *name
        })
    }

    /// Objects whose display name holds this text, case and accents aside: first those with a name that begins with it; at most
    /// `limit`.
    #[must_use]
    pub fn search(&self, text: &str, limit: usize) -> Vec<ObjectIndex> {
        let wanted = plain_letters(text).to_lowercase();
        let name = |index| plain_letters(&self.display_name(index)).to_lowercase();
        let begins = |index| {
            let name = name(index);
            name.starts_with(&wanted) || name.split_whitespace().any(|word| word.starts_with(&wanted))
        };
        let first = self.indices().filter(|&index| begins(index));
        let then = self
            .indices()
            .filter(|&index| name(index).contains(&wanted) && !begins(index));
        first.chain(then).take(limit).collect()
    }

    /// Distinguished names of all organizational units, parents before children.
    #[must_use]
    pub fn organizational_units(&self) -> Vec<String> {
        units::with_parents(self.units.iter().map(|unit| unit.dn.as_str()))
    }

    /// Counts up whenever objects come or go.
    #[must_use]
    pub fn changes(&self) -> u32 {
        self.changes
    }

    /// Every object that ever was, in order.
    #[must_use]
    pub fn indices(&self) -> std::ops::Range<ObjectIndex> {
        0..u32::try_from(self.objects.len()).unwrap_or(u32::MAX)
    }

    fn parsed_units(&self) -> &[Vec<(String, String)>] {
        self.parsed_units.get_or_init(|| {
            self.units
                .iter()
                .map(|unit| parse_dn(&unit.dn).unwrap_or_default())
                .collect()
        })
    }

    /// A stable id: `kind` separates the AD object from its counterpart in the cloud.
    fn id(&self, kind: &str, index: ObjectIndex) -> Uuid {
        Uuid::new_v5(
            &Uuid::NAMESPACE_DNS,
            format!("{kind}.{index}.{}", self.names.ad_domain).as_bytes(),
        )
    }

    /// objectGUID in Active Directory.
    #[must_use]
    pub fn object_guid(&self, index: ObjectIndex) -> Uuid {
        self.id("ad", index)
    }

    /// Object id of the counterpart in Microsoft Entra ID.
    #[must_use]
    pub fn cloud_id(&self, index: ObjectIndex) -> Uuid {
        self.id("entra", index)
    }
}

impl Class {
    /// Name of the object type in AD and in the schema.
    #[must_use]
    pub fn source_name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::InetOrgPerson => "inetOrgPerson",
            Self::Group => "group",
            Self::Contact => "contact",
        }
    }

    /// Name of the object type in Microsoft Entra ID.
    #[must_use]
    pub fn target_name(self) -> &'static str {
        match self {
            Self::User | Self::InetOrgPerson => "User",
            Self::Group => "Group",
            Self::Contact => "Contact",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_is_found_by_distinguished_name_and_names_are_unique() {
        let contoso = generate(Company::Contoso);
        let mut names = std::collections::HashSet::new();
        let mut accounts = std::collections::HashSet::new();
        for index in contoso.indices() {
            let dn = contoso.distinguished_name(index);
            assert!(names.insert(dn.to_lowercase()), "{dn} twice");
            if contoso.class(index) != Some(Class::Contact) {
                let account = contoso.account_name(index);
                assert!(
                    account.chars().count() <= 20 || contoso.class(index) == Some(Class::Group),
                    "{account}"
                );
                assert!(accounts.insert(account.to_lowercase()), "{account} twice");
            }
            assert_eq!(
                contoso.find(&dn.replace("CN=", "cn=").replace(",DC=", ", dc=")),
                Some(index),
                "{dn}"
            );
        }
        assert_eq!(contoso.find("CN=Nobody,OU=Staff,DC=corp,DC=contoso,DC=com"), None);
    }

    #[test]
    fn the_enterprise_is_made_at_once_and_stays_small() {
        let fabrikam = generate(Company::Enterprise);
        assert!(std::mem::size_of::<Object>() <= 12);
        let everyone = fabrikam.in_scope(&Scope::default());
        let counts = fabrikam.count(&everyone);
        assert_eq!(counts.users + counts.inet_org_persons, 150_000);
        let last = *everyone.last().unwrap();
        assert_eq!(fabrikam.find(&fabrikam.distinguished_name(last)), Some(last));
    }

    #[test]
    fn search_forgives_accents() {
        let contoso = generate(Company::Contoso);
        assert!(!contoso.search("zoe", 5).is_empty());
        assert!(contoso.search("nobody at all", 5).is_empty());
    }

    #[test]
    fn search_names_first_who_is_called_so() {
        let contoso = generate(Company::Contoso);
        let begins = |&index: &ObjectIndex| {
            let name = plain_letters(&contoso.display_name(index)).to_lowercase();
            name.split_whitespace().any(|word| word.starts_with("ann"))
        };
        let all = contoso.search("ann", 1000);
        let first = all.iter().take_while(|index| begins(index)).count();
        assert!(0 < first && first < all.len(), "{first} of {}", all.len());
        assert!(!all[first..].iter().any(begins));
        assert_eq!(contoso.search("ann", first), all[..first]);
        assert!(contoso.search("ann", 0).is_empty());
    }
}
