//! What an object looks like: names, DN, and its attributes in AD as on-demand provisioning reports them (contract 7.8).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::generate::random;
use super::{Class, Directory, Flags, Members, Name, ObjectIndex, escape_value, plain_letters};
use crate::scenario::Company;

const TITLES: [&str; 12] = [
    "Analyst",
    "Assistant",
    "Consultant",
    "Coordinator",
    "Designer",
    "Developer",
    "Lead",
    "Manager",
    "Officer",
    "Planner",
    "Specialist",
    "Technician",
];

/// Characters a common name may have in AD.
const LONGEST_CN: usize = 64;

impl Directory {
    /// The name people read.
    #[must_use]
    pub fn display_name(&self, index: ObjectIndex) -> String {
        let Some(object) = self.object(index) else {
            return String::new();
        };
        match object.name {
            Name::Text(_) => self.text_name(index).to_owned(),
            Name::Person(name) if self.company == Company::Enterprise => {
                format!("{}, {} ({})", name.family(), name.given(), self.department(index))
            }
            Name::Person(name) => format!("{} {}", name.given(), name.family()),
        }
    }

    /// `cn`: unique in its unit, at most 64 characters.
    #[must_use]
    pub fn common_name(&self, index: ObjectIndex) -> String {
        let Some(object) = self.object(index) else {
            return String::new();
        };
        let name = match object.name {
            Name::Text(_) => self.text_name(index).to_owned(),
            Name::Person(name) if self.company == Company::Enterprise => format!("{}, {}", name.family(), name.given()),
            Name::Person(name) => format!("{} {}", name.given(), name.family()),
        };
        let bears_number = matches!(object.name, Name::Person(_)) && object.detail > 1;
        let name = if bears_number {
            format!("{name} {}", object.detail)
        } else {
            name
        };
        let cut: String = name.chars().take(LONGEST_CN).collect();
        cut.trim_end().to_owned()
    }

    /// `distinguishedName`, escaped.
    #[must_use]
    pub fn distinguished_name(&self, index: ObjectIndex) -> String {
        let Some(unit) = self
            .object(index)
            .and_then(|object| self.units.get(usize::from(object.unit)))
        else {
            return String::new();
        };
        format!("CN={},{}", escape_value(&self.common_name(index)), unit.dn)
    }

    /// `sAMAccountName`: at most 20 characters for people.
    #[must_use]
    pub fn account_name(&self, index: ObjectIndex) -> String {
        let Some(object) = self.object(index) else {
            return String::new();
        };
        match (object.name, object.class) {
            (Name::Text(_), Class::Group) => self.text_name(index).to_owned(),
            (Name::Text(_), _) if object.flags.has(Flags::EXCLUDED) => self.text_name(index).chars().take(20).collect(),
            (Name::Text(_), _) => format!("user{index:05}"),
            (Name::Person(_), _) if self.company == Company::Enterprise => format!("e{:06}", 100_000 + index),
            (Name::Person(_), _) => {
                let number = if object.detail > 1 {
                    object.detail.to_string()
                } else {
                    String::new()
                };
                let stem: String = self
                    .mail_name(index)
                    .chars()
                    .filter(|c| !c.is_ascii_digit())
                    .take(20 - number.len())
                    .collect();
                format!("{stem}{number}")
            }
        }
    }

    /// The part before the `@` of mail and sign-in name.
    fn mail_name(&self, index: ObjectIndex) -> String {
        let Some(object) = self.object(index) else {
            return String::new();
        };
        let Name::Person(name) = object.name else {
            return self.account_name(index).to_lowercase().replace(' ', "-");
        };
        let word = |text: &str| -> String {
            plain_letters(text)
                .to_lowercase()
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect()
        };
        let number = if object.detail > 1 {
            object.detail.to_string()
        } else {
            String::new()
        };
        format!("{}.{}{number}", word(name.given()), word(name.family()))
    }

    /// `mail`.
    #[must_use]
    pub fn mail(&self, index: ObjectIndex) -> String {
        let domain = if self.class(index) == Some(Class::Contact) {
            "partners.example"
        } else {
            self.names.verified_domain.as_str()
        };
        format!("{}@{domain}", self.mail_name(index))
    }

    /// `userPrincipalName`; a few end in a domain the tenant has not verified.
    #[must_use]
    pub fn user_principal_name(&self, index: ObjectIndex) -> String {
        let unverified = self
            .object(index)
            .is_some_and(|object| object.flags.has(Flags::UNVERIFIED_SUFFIX));
        let suffix = if unverified {
            self.names.unverified_domain.as_str()
        } else {
            self.names.verified_domain.as_str()
        };
        format!("{}@{suffix}", self.mail_name(index))
    }

    /// The sign-in name the person gets in the cloud: an unverified suffix becomes the tenant's first domain (contract F24).
    #[must_use]
    pub fn cloud_user_name(&self, index: ObjectIndex) -> String {
        let unverified = self
            .object(index)
            .is_some_and(|object| object.flags.has(Flags::UNVERIFIED_SUFFIX));
        let suffix = if unverified {
            self.names.initial_domain.as_str()
        } else {
            self.names.verified_domain.as_str()
        };
        format!("{}@{suffix}", self.mail_name(index))
    }

    /// `employeeID` of somebody who has one.
    #[must_use]
    pub fn employee_id(&self, index: ObjectIndex) -> Option<String> {
        let object = self.object(index)?;
        let is_person = matches!(object.class, Class::User | Class::InetOrgPerson);
        (is_person && !object.flags.has(Flags::MATCH_EMPTY)).then(|| (10_000 + index).to_string())
    }

    /// Is the account enabled? Groups and contacts always are.
    #[must_use]
    pub fn enabled(&self, index: ObjectIndex) -> bool {
        self.object(index)
            .is_some_and(|object| !object.flags.has(Flags::DISABLED))
    }

    fn text_name(&self, index: ObjectIndex) -> &str {
        match self.object(index).map(|object| object.name) {
            Some(Name::Text(place)) => self.texts.get(usize::from(place)).map_or("", String::as_str),
            _ => "",
        }
    }

    /// Given and family name of a person.
    #[must_use]
    pub fn person_name(&self, index: ObjectIndex) -> Option<(&'static str, &'static str)> {
        match self.object(index)?.name {
            Name::Person(name) => Some((name.given(), name.family())),
            Name::Text(_) => None,
        }
    }

    /// `title` of a person.
    #[must_use]
    pub fn title(&self, index: ObjectIndex) -> &'static str {
        TITLES[index as usize % TITLES.len()]
    }

    /// The department of the unit.
    #[must_use]
    pub fn department(&self, index: ObjectIndex) -> &str {
        self.object(index)
            .and_then(|object| self.units.get(usize::from(object.unit)))
            .map_or("", |unit| &unit.department)
    }

    /// A group's direct members, in order.
    #[must_use]
    pub fn members_directly(&self, index: ObjectIndex) -> Vec<ObjectIndex> {
        match self.members_of(index) {
            Some(Members::Objects(objects)) => objects.clone(),
            Some(Members::Units(units)) => {
                let inside = |&index: &ObjectIndex| {
                    self.object(index)
                        .is_some_and(|object| object.class != Class::Group && units.contains(&object.unit))
                };
                self.indices().filter(inside).collect()
            }
            None => Vec::new(),
        }
    }

    /// DNs of a group's direct members, at most `limit`.
    #[must_use]
    pub fn member_names(&self, index: ObjectIndex, limit: usize) -> Vec<String> {
        let members = self.members_directly(index).into_iter().take(limit);
        members.map(|member| self.distinguished_name(member)).collect()
    }

    /// The attributes that have a value, as text: binary in Base64, numbers as digits.
    #[must_use]
    pub fn attributes(&self, index: ObjectIndex) -> Vec<(&'static str, String)> {
        let Some(object) = self.object(index) else {
            return Vec::new();
        };
        let mut found = vec![
            ("objectGUID", STANDARD.encode(self.object_guid(index).to_bytes_le())),
            ("distinguishedName", self.distinguished_name(index)),
            ("cn", self.common_name(index)),
            ("displayName", self.display_name(index)),
            ("objectClass", object.class.source_name().to_owned()),
        ];
        match object.class {
            Class::Group => {
                found.push(("sAMAccountName", self.account_name(index)));
                found.push(("groupType", "-2147483646".to_owned()));
                found.push(("member", self.member_names(index, 25).join(";")));
            }
            Class::Contact => {
                found.push(("targetAddress", format!("SMTP:{}", self.mail(index))));
                self.add_personal(index, &mut found);
            }
            Class::User | Class::InetOrgPerson => {
                found.push(("sAMAccountName", self.account_name(index)));
                found.push(("userPrincipalName", self.user_principal_name(index)));
                found.push((
                    "userAccountControl",
                    if self.enabled(index) { "512" } else { "514" }.to_owned(),
                ));
                found.push((
                    "accountDisabled",
                    if self.enabled(index) { "False" } else { "True" }.to_owned(),
                ));
                found.extend(self.employee_id(index).map(|number| ("employeeID", number)));
                found.push(("title", self.title(index).to_owned()));
                found.push(("pwdLastSet", self.password_ticks(index).to_string()));
                self.add_personal(index, &mut found);
            }
        }
        found
    }

    fn add_personal(&self, index: ObjectIndex, found: &mut Vec<(&'static str, String)>) {
        let mail = self.mail(index);
        found.push(("mailNickname", self.mail_name(index)));
        found.push(("proxyAddresses", format!("SMTP:{mail}")));
        found.push(("mail", mail));
        found.push(("telephoneNumber", format!("+31 20 555 {:04}", 1_000 + index % 9_000)));
        found.push(("department", self.department(index).to_owned()));
        found.push(("company", self.names.display_name.to_owned()));
        let city = self
            .object(index)
            .and_then(|object| self.units.get(usize::from(object.unit)))
            .map_or("", |unit| &unit.city);
        found.push(("l", city.to_owned()));
        if let Some(Name::Person(name)) = self.object(index).map(|object| object.name) {
            found.push(("givenName", name.given().to_owned()));
            found.push(("sn", name.family().to_owned()));
            found.push(("co", name.culture().country.to_owned()));
            found.push(("c", name.culture().country_code.to_owned()));
        }
    }

    /// Some day in the last year before 2026, in AD's ticks.
    fn password_ticks(&self, index: ObjectIndex) -> u64 {
        const END_OF_2025: u64 = 134_116_128_000_000_000;
        const SECOND: u64 = 10_000_000;
        END_OF_2025 - random(self.company, index as usize) % (365 * 86_400) * SECOND
    }
}
