//! Instances as they stand in the file or its table, with their places: what holds of all of them together.

use std::collections::HashMap;

use super::{Credential, Instance, Setup};
use crate::setup_file::{Place, SetupError, Source};

/// One of them.
pub(super) struct Listed {
    pub(super) instance: Instance,
    pub(super) place: Spot,
}

/// Where it stands.
pub(super) enum Spot {
    File(Place),
    /// The cells of its name, and of its key where it has one.
    Table { name: Cell, key: Option<Cell> },
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
    pub(super) fn wrong(&self, found: impl Into<String>, allowed: &str, suggestion: Option<String>) -> SetupError {
        SetupError {
            table: Some(self.table.clone()),
            line: u32::try_from(self.row).unwrap_or(u32::MAX),
            column: u32::try_from(self.column).unwrap_or(u32::MAX),
            field: self.heading.clone(),
            found: found.into(),
            allowed: allowed.to_owned(),
            suggestion,
        }
    }
}

impl Spot {
    fn tell(&self, source: &mut Source<'_>, field: &str, found: &str, allowed: &str) {
        match self {
            Self::File(place) => source.found(&place.inside(field), found, allowed),
            Self::Table { name, key } => {
                let cell = key.as_ref().filter(|_| field == "key").unwrap_or(name);
                source.add(cell.wrong(found, allowed, None));
            }
        }
    }

    fn words(&self) -> String {
        match self {
            Self::File(place) => place.path.clone(),
            Self::Table { name, .. } => format!("row {}", name.row),
        }
    }
}

/// Keys and names tell instances apart, to people as well, who do not see a difference in case. And no two may take their secrets from one
/// variable that is meant to be each one's own.
pub(super) fn must_differ(source: &mut Source<'_>, all: &[Listed]) {
    let (mut keys, mut names, mut variables) = (HashMap::new(), HashMap::new(), HashMap::new());
    for one in all {
        let Instance { key, name, answers } = &one.instance;
        let mut must_be_new = |known: &mut HashMap<String, String>, text: &str, field: &str, what: &str| {
            if let Some(first) = known.insert(text.trim().to_lowercase(), one.place.words()) {
                let found = format!("{what} of {first}");
                one.place
                    .tell(source, field, &found, "another one for each instance, also without case");
                return false;
            }
            true
        };
        let is_named_once = must_be_new(&mut names, name, "name", "the name");
        // A key that was left out is the name, and one mistake is told once.
        if key != name || is_named_once {
            must_be_new(&mut keys, key, "key", "the key");
        }
        for credential in answers.credentials.values() {
            if let Credential::Env(variable) = credential
                && variable.contains(Credential::KEY)
                && let Some(first) = variables.insert(credential.comes_from(key), (key, one.place.words()))
                && first.0 != key
            {
                let found = format!("a key that gives the same name of a variable as that of {}", first.1);
                one.place.tell(source, "key", &found, "a key with other letters or digits");
            }
        }
    }
}

/// One instance where nothing stands beside the text, and so many at most in a file.
pub(super) fn must_be_few(source: &mut Source<'_>, whole: &Place, count: usize) {
    let (most, allowed) = match source.beside() {
        Some(_) => (Setup::MOST, format!("at most {}; the others in a set-up of their own", Setup::MOST)),
        None => (1, "one instance here; causewayctl sets up several".to_owned()),
    };
    if count > most {
        source.found(&whole.inside("instances"), &format!("{count} instances"), &allowed);
    }
}
