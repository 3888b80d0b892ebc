//! Who a job takes: containers or groups, object types, and the default exclusions (contract 10.3, 10.4).

use super::{Class, Directory, Flags, Members, Object, ObjectIndex, parse_dn};

/// What the schema of a job lets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// DNs of `containerFilter`; with `groups` also empty, everyone.
    pub containers: Vec<String>,
    /// DNs of `groupFilter`: the groups themselves and their direct members.
    pub groups: Vec<String>,
    /// Object types with an enabled mapping.
    pub classes: Vec<Class>,
}

impl Default for Scope {
    fn default() -> Self {
        Self {
            containers: Vec::new(),
            groups: Vec::new(),
            classes: vec![Class::User, Class::InetOrgPerson, Class::Group, Class::Contact],
        }
    }
}

/// How many of each type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub users: usize,
    pub inet_org_persons: usize,
    pub groups: usize,
    pub contacts: usize,
}

impl Counts {
    /// `synchronizedEntryCountByType` (contract 7.3): types with nothing in them are left out.
    #[must_use]
    pub fn by_type(&self) -> Vec<(&'static str, usize)> {
        let all = [
            ("user to User", self.users),
            ("inetOrgPerson to User", self.inet_org_persons),
            ("group to Group", self.groups),
            ("contact to Contact", self.contacts),
        ];
        all.into_iter().filter(|(_, count)| *count > 0).collect()
    }
}

impl Directory {
    /// The objects in scope, in order.
    #[must_use]
    pub fn in_scope(&self, scope: &Scope) -> Vec<ObjectIndex> {
        self.in_scope_by_names_of(scope, u32::MAX)
    }

    /// The same for somebody who knows units by the names they had at that change: only a full round notices that one was renamed.
    #[must_use]
    pub fn in_scope_by_names_of(&self, scope: &Scope, change: u32) -> Vec<ObjectIndex> {
        let everyone = scope.containers.is_empty() && scope.groups.is_empty();
        let units = self.units_below(&scope.containers, change);
        let members = self.members(&scope.groups);
        self.indices()
            .filter(|&index| {
                self.object(index).is_some_and(|object| {
                    !object.flags.has(Flags::EXCLUDED | Flags::GONE)
                        && scope.classes.contains(&object.class)
                        && (everyone || units[usize::from(object.unit)] || members.contains(index, object))
                })
            })
            .collect()
    }

    /// How many of each type are among these.
    #[must_use]
    pub fn count(&self, objects: &[ObjectIndex]) -> Counts {
        let mut counts = Counts::default();
        for &index in objects {
            match self.class(index) {
                Some(Class::User) => counts.users += 1,
                Some(Class::InetOrgPerson) => counts.inet_org_persons += 1,
                Some(Class::Group) => counts.groups += 1,
                Some(Class::Contact) => counts.contacts += 1,
                None => {}
            }
        }
        counts
    }

    /// For each unit: does it lie in or below one of these containers?
    fn units_below(&self, containers: &[String], change: u32) -> Vec<bool> {
        let containers: Vec<Vec<(String, String)>> = containers.iter().filter_map(|dn| parse_dn(dn)).collect();
        let holds = |unit: &[(String, String)]| containers.iter().any(|container| unit.ends_with(container));
        let units = self.units.iter().zip(self.parsed_units());
        units
            .map(
                |(unit, parsed)| match unit.former.iter().find(|(lost, _)| *lost > change) {
                    Some((_, name)) => parse_dn(name).is_some_and(|former| holds(&former)),
                    None => holds(parsed),
                },
            )
            .collect()
    }

    fn members(&self, groups: &[String]) -> MemberSet {
        let mut set = MemberSet::default();
        for index in groups.iter().filter_map(|dn| self.find(dn)) {
            set.objects.push(index);
            match self.members_of(index) {
                Some(Members::Units(units)) => set.units.extend(units),
                Some(Members::Objects(objects)) => set.objects.extend(objects),
                None => {}
            }
        }
        set.objects.sort_unstable();
        set
    }

    pub(super) fn members_of(&self, index: ObjectIndex) -> Option<&Members> {
        let group = self.object(index).filter(|object| object.class == Class::Group)?;
        self.memberships.get(usize::from(group.detail))
    }
}

#[derive(Default)]
struct MemberSet {
    units: Vec<u16>,
    /// Sorted.
    objects: Vec<ObjectIndex>,
}

impl MemberSet {
    fn contains(&self, index: ObjectIndex, object: &Object) -> bool {
        self.units.contains(&object.unit) || self.objects.binary_search(&index).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::generate;
    use crate::scenario::Company;

    fn counts(company: Company, containers: &[&str], groups: &[&str]) -> Counts {
        let directory = generate(company);
        let owned = |dns: &[&str]| dns.iter().map(|dn| (*dn).to_owned()).collect();
        let scope = Scope {
            containers: owned(containers),
            groups: owned(groups),
            ..Scope::default()
        };
        directory.count(&directory.in_scope(&scope))
    }

    #[test]
    fn the_companies_have_their_people() {
        let school = counts(Company::School, &[], &[]);
        assert_eq!((school.users, school.inet_org_persons), (38, 2));
        let contoso = counts(Company::Contoso, &[], &[]);
        assert_eq!(
            (contoso.users, contoso.inet_org_persons, contoso.contacts),
            (784, 28, 41)
        );
    }

    #[test]
    fn a_container_takes_what_lies_below_it() {
        let amsterdam = counts(
            Company::Contoso,
            &["ou=amsterdam, OU=Staff,DC=corp,DC=contoso,DC=com"],
            &[],
        );
        assert_eq!(
            amsterdam,
            Counts {
                users: 96 + 41 + 133 + 18,
                ..Counts::default()
            }
        );
        let escaped = counts(
            Company::Contoso,
            &["OU=Legal\\, Risk & Audit,OU=London,OU=Staff,DC=corp,DC=contoso,DC=com"],
            &[],
        );
        assert_eq!(escaped.users, 14);
        let none = counts(Company::Contoso, &["OU=Nowhere,DC=corp,DC=contoso,DC=com"], &[]);
        assert_eq!(none, Counts::default());
        let all = counts(Company::Contoso, &["DC=corp,DC=contoso,DC=com"], &[]);
        assert_eq!(all, counts(Company::Contoso, &[], &[]));
    }

    #[test]
    fn a_group_takes_itself_and_its_members() {
        let pilot = counts(Company::Contoso, &[], &["CN=Pilot,OU=Groups,DC=corp,DC=contoso,DC=com"]);
        assert_eq!((pilot.users + pilot.inet_org_persons, pilot.groups), (12, 1));
        let sales = counts(
            Company::Contoso,
            &[],
            &["CN=Jakarta Sales,OU=Groups,DC=corp,DC=contoso,DC=com"],
        );
        assert_eq!((sales.users, sales.groups), (58, 1));
    }
}
