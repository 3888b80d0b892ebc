//! Makes a company's directory.

use std::sync::{Arc, OnceLock};

use super::names::PersonName;
use super::units::{self, Staffed, Unit};
use super::{Class, Directory, Flags, Members, Name, Object, ObjectIndex};
use crate::names::Names;
use crate::scenario::Company;

/// What differs between the companies besides their units.
struct Plan {
    contacts: usize,
    pilot: usize,
    /// One in so many is disabled, has an unverified suffix, fails to export; 0 = none.
    disabled_every: usize,
    unverified_every: usize,
    clash_every: usize,
    hostile: usize,
}

fn plan(company: Company) -> Plan {
    match company {
        Company::School => Plan {
            contacts: 3,
            pilot: 5,
            disabled_every: 20,
            unverified_every: 17,
            clash_every: 0,
            hostile: 2,
        },
        Company::Contoso => Plan {
            contacts: 41,
            pilot: 12,
            disabled_every: 37,
            unverified_every: 67,
            clash_every: 401,
            hostile: 8,
        },
        Company::Enterprise => Plan {
            contacts: 1200,
            pilot: 250,
            disabled_every: 41,
            unverified_every: 211,
            clash_every: 4001,
            hostile: 8,
        },
    }
}

/// Accounts every domain has that the default filters keep out (contract 10.3).
const EXCLUDED_ACCOUNTS: [&str; 9] = [
    "Administrator",
    "Guest",
    "krbtgt",
    "AAD_7f3c1e0b92d4",
    "MSOL_5b2a90c4d1ee",
    "SUPPORT_388945a0",
    "SystemMailbox{1f05a927}",
    "CAS_{0a4b5e63c27f}",
    "HealthMailboxc3d1a7e",
];

/// Groups that are critical system objects, or came from the cloud.
const EXCLUDED_GROUPS: [&str; 6] = [
    "Domain Admins",
    "Domain Users",
    "Enterprise Admins",
    "Schema Admins",
    "Denied RODC Password Replication Group",
    "Group_From_Cloud",
];

/// The directory of a company, the same every time.
#[must_use]
pub fn generate(company: Company) -> Directory {
    let plan = plan(company);
    let mut made = Maker {
        company,
        directory: Directory {
            company,
            names: Arc::new(Names::of(company, 0)),
            objects: Arc::default(),
            units: Vec::new(),
            texts: Arc::default(),
            memberships: Arc::default(),
            parsed_units: OnceLock::new(),
            ids: OnceLock::new(),
            changes: 0,
        },
        seen: vec![0; PersonName::KINDS],
    };
    let staffed = units::staffed(company);
    made.people(&staffed, &plan);
    made.groups(&staffed, &plan);
    made.contacts(plan.contacts);
    made.accounts_of_the_system();
    made.directory
}

struct Maker {
    company: Company,
    directory: Directory,
    /// How many bear a name already, by [`PersonName::number`].
    seen: Vec<u16>,
}

impl Maker {
    fn unit(&mut self, unit: Unit) -> u16 {
        self.directory.units.push(unit);
        u16::try_from(self.directory.units.len() - 1).unwrap_or(u16::MAX)
    }

    fn text(&mut self, text: impl Into<String>) -> Name {
        Arc::make_mut(&mut self.directory.texts).push(text.into());
        Name::Text(u16::try_from(self.directory.texts.len() - 1).unwrap_or(u16::MAX))
    }

    fn add(&mut self, class: Class, unit: u16, name: Name, detail: u16, flags: u16) {
        Arc::make_mut(&mut self.directory.objects).push(Object {
            class,
            unit,
            name,
            detail,
            flags: Flags(flags),
        });
    }

    fn people(&mut self, staffed: &[Staffed], plan: &Plan) {
        let hostile: Vec<Name> = include_str!("data/hostile")
            .lines()
            .take(plan.hostile)
            .map(|line| self.text(line))
            .collect();
        let mut hostile = hostile.into_iter();
        for (place, group) in staffed.iter().enumerate() {
            let unit = self.unit(group.unit.clone());
            for member in 0..group.people {
                let number = self.directory.objects.len();
                // Every third unit has one, so that nobody meets only tame names.
                let odd = if member == 3 && place % 2 == 0 || member == 4 {
                    hostile.next()
                } else {
                    None
                };
                let (name, detail) = match odd {
                    Some(name) => (name, 1),
                    None => self.person(number),
                };
                let flags = person_flags(number, plan) | if group.disabled { Flags::DISABLED } else { 0 };
                self.add(group.class, unit, name, detail, flags);
            }
        }
    }

    fn person(&mut self, number: usize) -> (Name, u16) {
        let name = PersonName::pick(random(self.company, number));
        let bearers = &mut self.seen[name.number()];
        *bearers += 1;
        (Name::Person(name), *bearers)
    }

    /// One security group a unit, one for each site, and the pilot group.
    fn groups(&mut self, staffed: &[Staffed], plan: &Plan) {
        let home = self.unit(units::unit(self.company, &["Groups"]));
        let mut sites: Vec<(&str, Vec<u16>)> = Vec::new();
        for (number, group) in staffed.iter().enumerate().filter(|(_, group)| !group.site.is_empty()) {
            let unit = u16::try_from(number).unwrap_or(u16::MAX);
            match sites.iter_mut().find(|(site, _)| *site == group.site) {
                Some((_, units)) => units.push(unit),
                None => sites.push((&group.site, vec![unit])),
            }
            if group.site != group.unit.department {
                self.group(
                    home,
                    format!("{} {}", group.site, group.unit.department),
                    Members::Units(vec![unit]),
                    0,
                );
            }
        }
        for (site, units) in &sites {
            self.group(home, format!("All {site}"), Members::Units(units.clone()), 0);
        }
        self.group(home, "Pilot", Members::Objects(self.spread(plan.pilot)), 0);
        let built_in = self.unit(units::container(self.company, "CN=Users", "", ""));
        for name in EXCLUDED_GROUPS {
            self.group(built_in, name, Members::Objects(Vec::new()), Flags::EXCLUDED);
        }
    }

    fn group(&mut self, unit: u16, name: impl Into<String>, members: Members, flags: u16) {
        Arc::make_mut(&mut self.directory.memberships).push(members);
        let detail = u16::try_from(self.directory.memberships.len() - 1).unwrap_or(u16::MAX);
        let name = self.text(name);
        self.add(Class::Group, unit, name, detail, flags);
    }

    /// People from all over the company.
    fn spread(&self, count: usize) -> Vec<ObjectIndex> {
        let people = self.directory.objects.len();
        (0..count)
            .filter_map(|place| u32::try_from((place * 2 + 1) * people / (count * 2)).ok())
            .collect()
    }

    fn contacts(&mut self, count: usize) {
        let unit = self.unit(units::unit(self.company, &["Contacts"]));
        for _ in 0..count {
            let number = self.directory.objects.len();
            let (name, detail) = self.person(number);
            self.add(Class::Contact, unit, name, detail, 0);
        }
    }

    fn accounts_of_the_system(&mut self) {
        let unit = self.unit(units::unit(self.company, &["Service accounts"]));
        for account in EXCLUDED_ACCOUNTS {
            let name = self.text(account);
            self.add(Class::User, unit, name, 1, Flags::EXCLUDED);
        }
    }
}

fn person_flags(number: usize, plan: &Plan) -> u16 {
    let one_in = |every: usize| every > 0 && number % every == every / 2;
    let mut flags = 0;
    for (every, flag) in [
        (plan.disabled_every, Flags::DISABLED),
        (plan.unverified_every, Flags::UNVERIFIED_SUFFIX),
        (plan.clash_every, Flags::ADDRESS_TAKEN),
    ] {
        if one_in(every) {
            flags |= flag;
        }
    }
    flags
}

/// SplitMix64 of the company and a number: well spread, and the same on every machine.
pub(super) fn random(company: Company, number: usize) -> u64 {
    let seed = company.ad_domain().len() as u64 ^ 0x5EED;
    let mut z = (number as u64)
        .wrapping_add(seed << 40)
        .wrapping_add(1)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
