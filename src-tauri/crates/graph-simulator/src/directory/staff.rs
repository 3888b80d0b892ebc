//! What happens to people of the directory: they join, leave, move, are disabled, and get values that cannot be written.

use std::sync::{Arc, OnceLock};

use super::units::{self, Unit};
use super::{Class, Directory, Flags, Flaw, Object, ObjectIndex};

/// Which people something happens to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// So many, picked by what happens.
    Some(usize),
    /// The one with this distinguished name.
    One(String),
}

impl From<usize> for Whom {
    fn from(count: usize) -> Self {
        Self::Some(count)
    }
}

impl Directory {
    /// Was it deleted from Active Directory?
    #[must_use]
    pub fn is_gone(&self, index: ObjectIndex) -> bool {
        self.object(index).is_some_and(|object| object.flags.has(Flags::GONE))
    }

    /// Takes people out of the directory, the first that are in scope: what an accident looks like to a job.
    pub fn remove_people(&mut self, whom: impl Into<Whom>) -> usize {
        let there = |object: &Object| is_person(object, Flags::EXCLUDED | Flags::GONE);
        self.change(whom, there, false, |object| object.flags.0 |= Flags::GONE)
    }

    /// Takes people out who join later, the last that are here.
    pub fn keep_for_later(&mut self, count: usize) -> usize {
        self.change(count, is_plain, true, |object| object.flags.0 |= Flags::GONE)
    }

    /// People who are gone come (back), the last first.
    pub fn add_people(&mut self, whom: impl Into<Whom>) -> usize {
        let gone = |object: &Object| is_person(object, Flags::EXCLUDED) && object.flags.has(Flags::GONE);
        self.change(whom, gone, true, |object| object.flags.0 &= !Flags::GONE)
    }

    /// Accounts are disabled, or enabled again: the last of those with nothing else particular about them.
    pub fn disable_people(&mut self, whom: impl Into<Whom>, disabled: bool) -> usize {
        let other = |object: &Object| {
            is_person(object, !(Flags::UNVERIFIED_SUFFIX | Flags::DISABLED))
                && object.flags.has(Flags::DISABLED) != disabled
        };
        self.change(whom, other, true, |object| match disabled {
            true => object.flags.0 |= Flags::DISABLED,
            false => object.flags.0 &= !Flags::DISABLED,
        })
    }

    /// From now on writing so many fails, the last of those with nothing particular about them.
    pub fn break_people(&mut self, whom: impl Into<Whom>, flaw: Flaw) -> usize {
        self.change(whom, is_plain, true, |object| object.flags.0 |= flaw.flag())
    }

    /// Nobody fails any more.
    pub fn mend_people(&mut self) -> usize {
        let flaws = Flaw::ALL.iter().fold(0, |flags, (_, flag)| flags | flag);
        let broken = |object: &Object| object.flags.0 & flaws != 0;
        self.change(usize::MAX, broken, false, |object| object.flags.0 &= !flaws)
    }

    /// Moves people into a unit at the top of the domain, made where it is missing: the last with nothing particular about them,
    /// from one such unit or from everywhere.
    pub fn move_people(&mut self, whom: impl Into<Whom>, from: Option<&str>, to: &str) -> usize {
        let from = from.map(|name| self.unit_named(name));
        let to = self.unit_named(to);
        let elsewhere =
            |object: &Object| is_plain(object) && object.unit != to && from.is_none_or(|from| object.unit == from);
        self.change(whom, elsewhere, true, |object| object.unit = to)
    }

    /// Gives a unit another name; everybody in it and below it has another distinguished name from then on. False when there is none.
    pub fn rename_unit(&mut self, dn: &str, name: &str) -> bool {
        let known = self.organizational_units().iter().any(|known| known == dn);
        let Some(parent) = units::parent(dn).filter(|_| known) else {
            return false;
        };
        let renamed = format!("OU={},{parent}", super::escape_value(name));
        self.changes += 1;
        for unit in &mut self.units {
            let below = unit
                .dn
                .strip_suffix(dn)
                .filter(|rest| rest.is_empty() || rest.ends_with(','));
            if let Some(now) = below.map(|rest| format!("{rest}{renamed}")) {
                let former = std::mem::replace(&mut unit.dn, now);
                unit.former.push((self.changes, former));
            }
        }
        self.parsed_units = OnceLock::new();
        true
    }

    fn unit_named(&mut self, name: &str) -> u16 {
        let dn = format!(
            "OU={},{}",
            super::escape_value(name),
            units::dn_of(&self.names.ad_domain)
        );
        let place = self.units.iter().position(|unit| unit.dn == dn).unwrap_or_else(|| {
            self.units.push(Unit {
                dn,
                department: name.to_owned(),
                city: String::new(),
                former: Vec::new(),
            });
            self.parsed_units = OnceLock::new();
            self.units.len() - 1
        });
        u16::try_from(place).unwrap_or(u16::MAX)
    }

    /// Changes the first, or the last, that fit, or the one person that is named; how many there were.
    fn change(
        &mut self,
        whom: impl Into<Whom>,
        fits: impl Fn(&Object) -> bool,
        from_end: bool,
        deed: impl Fn(&mut Object),
    ) -> usize {
        let whom = whom.into();
        let named = match &whom {
            Whom::Some(_) => None,
            Whom::One(dn) => self.find_ever(dn),
        };
        self.changes += 1;
        let objects = Arc::make_mut(&mut self.objects);
        let Whom::Some(most) = whom else {
            let found = named.and_then(|index| objects.get_mut(index as usize));
            return found
                .filter(|object| is_person(object, 0))
                .map(deed)
                .into_iter()
                .count();
        };
        let objects = objects.iter_mut();
        let in_order: Box<dyn Iterator<Item = &mut Object>> = if from_end {
            Box::new(objects.rev())
        } else {
            Box::new(objects)
        };
        in_order.filter(|object| fits(object)).take(most).map(deed).count()
    }
}

fn is_person(object: &Object, without: u16) -> bool {
    matches!(object.class, Class::User | Class::InetOrgPerson) && object.flags.0 & without == 0
}

/// A person in scope with an account that is enabled and can be written.
fn is_plain(object: &Object) -> bool {
    is_person(object, !Flags::UNVERIFIED_SUFFIX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{Scope, generate};
    use crate::scenario::Company;

    fn scope(directory: &Directory, containers: &[&str]) -> usize {
        let containers = containers.iter().map(|dn| (*dn).to_owned()).collect();
        let scope = Scope {
            containers,
            ..Scope::default()
        };
        directory.in_scope(&scope).len()
    }

    #[test]
    fn removed_people_are_gone_from_scope_and_come_back() {
        let mut school = generate(Company::School);
        let before = scope(&school, &[]);
        assert_eq!(school.remove_people(7), 7);
        assert_eq!(scope(&school, &[]), before - 7);
        assert_eq!(school.add_people(3), 3);
        assert_eq!(scope(&school, &[]), before - 4);
    }

    #[test]
    fn moved_people_are_found_in_their_new_unit() {
        let mut contoso = generate(Company::Contoso);
        assert_eq!(contoso.move_people(412, None, "Sales"), 412);
        let sales = "OU=Sales,DC=corp,DC=contoso,DC=com";
        assert_eq!(scope(&contoso, &[sales]), 412);
        assert_eq!(contoso.move_people(500, Some("Sales"), "Support"), 412);
        assert_eq!(contoso.move_people(412, Some("Support"), "Sales"), 412);
        assert!(contoso.organizational_units().iter().any(|unit| unit == sales));
        let moved = contoso
            .search("", 2000)
            .into_iter()
            .map(|index| contoso.distinguished_name(index));
        let moved: Vec<String> = moved.filter(|dn| dn.ends_with(&format!(",{sales}"))).collect();
        assert!(moved.iter().all(|dn| contoso.find(dn).is_some()), "{moved:?}");
    }

    #[test]
    fn broken_people_have_one_flaw_until_they_are_mended() {
        let mut contoso = generate(Company::Contoso);
        let broken = |contoso: &Directory, flaw| {
            contoso
                .indices()
                .filter(|&index| contoso.flaw(index) == Some(flaw))
                .count()
        };
        assert_eq!(broken(&contoso, Flaw::AddressTaken), 2);
        assert_eq!(contoso.break_people(5, Flaw::FieldEmpty), 5);
        assert_eq!(
            (broken(&contoso, Flaw::AddressTaken), broken(&contoso, Flaw::FieldEmpty)),
            (2, 5)
        );
        assert_eq!(contoso.mend_people(), 7);
        assert_eq!(broken(&contoso, Flaw::FieldEmpty), 0);
    }
}
