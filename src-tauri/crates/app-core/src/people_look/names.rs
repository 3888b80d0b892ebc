//! What the people of a file would sign in by, before it is known who is in the tenant already.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::ops::ControlFlow;

use people_feed::{NameMaker, NameRule, Person, Taken};
use people_file::{FileError, Row, Target};

use super::{Again, left_out, person};
use crate::view::{PeopleNameRule, PeopleNamed, PeopleNames, PeopleNaming};

/// People who are shown.
const SHOWN: usize = 20;
/// People with the same name as others who are looked at: more do not help anybody.
const MOST_SAME: usize = 50_000;

/// Reads the file twice: how often each name would be had, then who has it.
pub(super) fn of(again: &Again, naming: &PeopleNaming) -> Result<PeopleNames, FileError> {
    let maker = maker(naming);
    let hash = RandomState::new();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    let mut names = PeopleNames::default();
    each(again, naming, |person, _| {
        names.people += 1;
        match first_choice(maker.as_ref(), person) {
            Some(name) => *counts.entry(hash.hash_one(&name)).or_default() += 1,
            None => names.missing += 1,
        }
        ControlFlow::Continue(())
    })?;
    names.same = counts.values().filter(|count| **count > 1).count() as u64;
    let (mut missing, mut same, mut others) = (Vec::new(), Vec::new(), Vec::new());
    each(again, naming, |person, _| {
        let name = first_choice(maker.as_ref(), person);
        let is_same = name
            .as_ref()
            .is_some_and(|name| counts.get(&hash.hash_one(name)).is_some_and(|count| *count > 1));
        let (list, most) = match (&name, is_same) {
            (None, _) => (&mut missing, SHOWN),
            (Some(_), true) => (&mut same, MOST_SAME),
            (Some(_), false) => (&mut others, SHOWN),
        };
        if list.len() < most {
            let named = PeopleNamed {
                row: person.row,
                person: person.get(Target::FullName).to_owned(),
                name,
                same: is_same,
            };
            list.push((person.get(Target::Number).to_owned(), named));
        }
        ControlFlow::Continue(())
    })?;
    // Names are given in the order of numbers, so that it changes nothing in which row somebody stands.
    same.sort_by(|(one, named), (other, others)| (&named.name, one).cmp(&(&others.name, other)));
    let mut nth = 0;
    let mut before = None;
    for (_, named) in &mut same {
        nth = if before == named.name { nth + 1 } else { 1 };
        before.clone_from(&named.name);
        if let (Some(maker), Some(first), true) = (&maker, &before, naming.numbers) {
            named.name = Some(maker.choice(first, nth));
        }
    }
    let all = missing.into_iter().chain(same).chain(others);
    names.first = all.map(|(_, named)| named).take(SHOWN).collect();
    Ok(names)
}

/// Everybody who works there and has a number.
fn each(
    again: &Again,
    naming: &PeopleNaming,
    mut each: impl FnMut(&Person<'_>, &Row) -> ControlFlow<()>,
) -> Result<(), FileError> {
    let (mut agreed, status) = person::agreed(again);
    // Days say nothing about names, and one that cannot be read would hide a person.
    agreed.columns.retain(|target, _| !target.is_date());
    agreed.leave_out = left_out::fitting(again, &naming.leave_out)
        .into_iter()
        .flatten()
        .collect();
    again.people(|row| {
        let word = status.map(|column| row.cell(column));
        let is_here = match (&naming.here, word) {
            (Some(here), Some(word)) => here.iter().any(|known| known == word),
            _ => true,
        };
        match agreed.take(row) {
            Taken::Person(person) if is_here => each(&person, row),
            _ => ControlFlow::Continue(()),
        }
    })
}

/// Names are the same without case.
fn first_choice(maker: Option<&NameMaker>, person: &Person<'_>) -> Option<String> {
    match maker {
        Some(maker) => maker.first_choice(person),
        None => {
            let name = person.get(Target::UserName).to_lowercase();
            (!name.is_empty()).then_some(name)
        }
    }
}

/// `None` where the file itself says what people sign in by.
fn maker(naming: &PeopleNaming) -> Option<NameMaker> {
    let rule = match naming.rule {
        PeopleNameRule::Column => return None,
        PeopleNameRule::FirstLast => NameRule::FirstLast,
        PeopleNameRule::InitialLast => NameRule::InitialLast,
        PeopleNameRule::Number => NameRule::Number,
    };
    Some(NameMaker {
        rule,
        domain: naming.domain.trim().to_lowercase(),
    })
}
