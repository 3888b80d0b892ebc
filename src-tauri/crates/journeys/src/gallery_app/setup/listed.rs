//! Instances as they stand in the file or its table, with their places: what holds of all of them together.

use std::collections::HashMap;

use super::{Instance, Setup};
use crate::setup_file::{Allowed, Found, Place, SetupError, Source};

/// One of them.
pub(super) struct Listed {
    pub(super) instance: Instance,
    pub(super) place: Spot,
}

/// Where it stands.
pub(super) enum Spot {
    File(Place),
    /// The cells of its name, and of its key where it has one.
    Table {
        name: Cell,
        key: Option<Cell>,
    },
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// Name of the table's file.
    pub(super) table: String,
    pub(super) row: u64,
    /// From 1.
    pub(super) column: usize,
    /// The heading of the column.
    pub(super) heading: String,
}

impl Cell {
    /// What is wrong with it. `found` repeats nothing that may be a secret.
    pub(super) fn wrong(&self, found: Found, allowed: Allowed) -> SetupError {
        SetupError {
            table: Some(self.table.clone()),
            line: u32::try_from(self.row).unwrap_or(u32::MAX),
            column: u32::try_from(self.column).unwrap_or(u32::MAX),
            field: self.heading.clone(),
            found,
            allowed,
            suggestion: None,
        }
    }
}

/// What two of them may not have in common.
pub(super) struct Doubled<'l> {
    place: &'l Spot,
    field: &'static str,
    found: Found,
    allowed: Allowed,
}

impl Spot {
    fn doubled(&self, field: &'static str, first: &Self, allowed: Allowed) -> Doubled<'_> {
        Doubled {
            place: self,
            field,
            found: first.same(),
            allowed,
        }
    }

    /// What another one has in common with it.
    fn same(&self) -> Found {
        match self {
            Self::File(place) => Found::SameAsField {
                field: place.path.clone(),
            },
            Self::Table { name, .. } => Found::SameAsRow { row: name.row },
        }
    }
}

impl Doubled<'_> {
    pub(super) fn tell(self, source: &mut Source<'_>) {
        match self.place {
            Spot::File(place) => source.found(&place.inside(self.field), self.found, self.allowed),
            Spot::Table { .. } => self.in_table().into_iter().for_each(|mistake| source.add(mistake)),
        }
    }

    /// The mistake, where it is one of a table.
    pub(super) fn in_table(self) -> Option<SetupError> {
        let Spot::Table { name, key } = self.place else {
            return None;
        };
        let cell = key.as_ref().filter(|_| self.field == "key").unwrap_or(name);
        Some(cell.wrong(self.found, self.allowed))
    }
}

/// Keys and names tell instances apart, to people as well, who do not see a difference in case. And no two may take their secrets from one
/// variable that is meant to be each one's own.
pub(super) fn doubled(all: &[Listed]) -> Vec<Doubled<'_>> {
    let (mut keys, mut names, mut variables) = (HashMap::new(), HashMap::new(), HashMap::new());
    let mut doubled = Vec::new();
    for one in all {
        let Instance { key, name, answers } = &one.instance;
        let name_again = names.insert(without_case(name), &one.place);
        let key_again = keys.insert(without_case(key), &one.place);
        if let Some(first) = name_again {
            doubled.push(one.place.doubled("name", first, Allowed::DifferentInstances));
        }
        // A key that was left out is the name, and one mistake is told once.
        if let Some(first) = key_again.filter(|_| key != name || name_again.is_none()) {
            doubled.push(one.place.doubled("key", first, Allowed::DifferentInstances));
        }
        let own = answers
            .credentials
            .values()
            .filter(|credential| credential.is_named_by_key());
        for credential in own {
            let first: Option<&Listed> = variables.insert(credential.comes_from(key), one);
            if let Some(first) = first.filter(|first| first.instance.key != *key) {
                doubled.push(one.place.doubled("key", &first.place, Allowed::KeyOfItsOwnVariable));
            }
        }
    }
    doubled
}

fn without_case(text: &str) -> String {
    text.to_lowercase()
}

/// One instance where nothing stands beside the text, and so many at most in a file.
pub(super) fn must_be_few(source: &mut Source<'_>, whole: &Place, number: usize) {
    let most = source.beside().map_or(1, |_| Setup::MOST);
    if number > most {
        let allowed = allowed(source);
        source.found(&whole.inside("instances"), Found::Instances { number }, allowed);
    }
}

/// How many instances there may be.
pub(super) fn allowed(source: &Source<'_>) -> Allowed {
    match source.beside() {
        Some(_) => Allowed::Instances { most: Setup::MOST },
        None => Allowed::OneInstance,
    }
}
