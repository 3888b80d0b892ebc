//! Who is behind a count, as many as are asked for: numbers from what was looked at, names from the file of people.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use ::people_feed::{Behind, Kind, Listed, Lot, Outcome};
use people_file::{FileError, Problems};

use super::agree::Read;
use super::{FeedEnd, FeedReview};
use crate::view::{FeedGroup, FeedPeople, FeedPerson};

/// Who is asked for.
#[derive(Debug, Clone)]
pub(crate) struct WantedPeople {
    pub(crate) group: FeedGroup,
    /// The reason or code that a group is told apart by.
    pub(crate) why: Option<String>,
    /// How many before them are passed over.
    pub(crate) from: usize,
    /// How many at most.
    pub(crate) most: usize,
}

/// The file that was looked at, for the names in it.
#[derive(Debug, Clone)]
pub(crate) struct NamesOfFile(Arc<Read>);

impl FeedReview {
    pub(crate) fn names(&self) -> NamesOfFile {
        NamesOfFile(Arc::clone(&self.ready.read))
    }

    /// Who is behind a count of what would be sent.
    ///
    /// # Errors
    /// The file cannot be read any more, or is another than it was.
    pub(crate) fn people(&self, wanted: &WantedPeople) -> Result<FeedPeople, FileError> {
        let ready = &self.ready;
        let behind = Behind {
            changes: &ready.changes,
            roll: &ready.read.roll,
            ledger: ready.ledger.as_ref(),
            last: ready.last.as_ref().map(|last| &last.roll),
            rules: ready.rules,
            aside: &ready.met.aside,
        };
        let all = match wanted.group {
            FeedGroup::New => behind.of(Lot::Sent(Kind::New)),
            FeedGroup::Found => behind.of(Lot::Sent(Kind::Found)),
            FeedGroup::Changed => behind.of(Lot::Sent(Kind::Changed)),
            FeedGroup::Leaving => behind.of(Lot::Sent(Kind::Leaving)),
            FeedGroup::Unchanged => behind.of(Lot::Unchanged),
            FeedGroup::LeftOut => behind.of(Lot::LeftOut),
            FeedGroup::Repeated => behind.of(Lot::Repeated),
            FeedGroup::Kept => behind.of(Lot::Kept),
            FeedGroup::Own => behind.of(Lot::Own),
            FeedGroup::Pilot => ready.pilot.iter().filter_map(|place| behind.at(*place)).collect(),
            FeedGroup::Aside => {
                let aside = ready.met.aside.iter();
                let wanted = aside.filter(|aside| wanted.why.as_deref().is_none_or(|why| why == aside.why.as_str()));
                let listed = wanted.map(|aside| Listed {
                    number: aside.number.clone(),
                    row: aside.row,
                });
                listed.collect()
            }
            _ => Vec::new(),
        };
        let mut shown = page(&all, wanted);
        for person in &mut shown.people {
            person.sign_in = ready.met.names.of(&person.number).map(str::to_owned);
        }
        name(&ready.read, &mut shown.people)?;
        if let Some(last) = &ready.last {
            let mut gone: Vec<FeedPerson> = Vec::new();
            for person in shown.people.iter().filter(|person| person.row == 0) {
                let row = last.roll.row_of(&person.number).unwrap_or_default();
                gone.push(FeedPerson { row, ..person.clone() });
            }
            name(last, &mut gone)?;
            let mut named = gone.into_iter();
            for person in shown.people.iter_mut().filter(|person| person.row == 0) {
                person.name = named.next().map(|gone| gone.name).unwrap_or_default();
            }
        }
        Ok(shown)
    }
}

impl FeedEnd {
    /// Who is behind a count of what became of those who were sent. Names are those of the file, as long as it is as it was.
    pub(crate) fn people(&self, wanted: &WantedPeople, names: Option<&NamesOfFile>) -> FeedPeople {
        let read = names.map(|names| &*names.0);
        let row = |number: &str| read.and_then(|read| read.roll.row_of(number)).unwrap_or_default();
        let mut all: Vec<Listed> = Vec::new();
        if wanted.group == FeedGroup::NotTaken {
            all.extend(self.refused.iter().map(|refused| Listed {
                number: refused.number.clone(),
                row: refused.row,
            }));
        } else {
            let of_group = self
                .people
                .iter()
                .filter(|(_, outcome)| is_of(wanted, outcome.as_ref()));
            all.extend(of_group.map(|(number, _)| Listed {
                number: number.clone(),
                row: 0,
            }));
        }
        let mut shown = page(&all, wanted);
        for person in shown.people.iter_mut().filter(|person| person.row == 0) {
            person.row = row(&person.number);
        }
        if let Some(read) = read
            && name(read, &mut shown.people).is_err()
        {
            // The file is another by now: numbers alone are still right.
            shown.people.iter_mut().for_each(|person| person.name.clear());
        }
        shown
    }
}

fn is_of(wanted: &WantedPeople, outcome: Option<&Outcome>) -> bool {
    match (wanted.group, outcome) {
        (FeedGroup::NoWord, None)
        | (FeedGroup::Done, Some(Outcome::Done))
        | (FeedGroup::AlreadyRight, Some(Outcome::AlreadyRight))
        | (FeedGroup::CreatedOff, Some(Outcome::CreatedOff))
        | (FeedGroup::ByRule, Some(Outcome::LeftOut)) => true,
        (FeedGroup::Refused, Some(Outcome::Refused { code })) => wanted.why.as_deref().is_none_or(|why| why == code),
        _ => false,
    }
}

fn page(all: &[Listed], wanted: &WantedPeople) -> FeedPeople {
    let shown = all.iter().skip(wanted.from).take(wanted.most);
    FeedPeople {
        total: all.len(),
        people: shown
            .map(|one| FeedPerson {
                number: one.number.clone(),
                row: one.row,
                name: String::new(),
                sign_in: None,
            })
            .collect(),
    }
}

/// Fills in what people are called, by their rows.
fn name(read: &Read, people: &mut [FeedPerson]) -> Result<(), FileError> {
    let rows = people.iter().enumerate().filter(|(_, person)| person.row > 0);
    let mut rows: HashMap<u64, usize> = rows.map(|(place, person)| (person.row, place)).collect();
    if rows.is_empty() {
        return Ok(());
    }
    read.file.rows(&mut Problems::default(), |row, _| {
        if let Some(place) = rows.remove(&row.number) {
            people[place].name = read.agreed.name_of(row);
        }
        match rows.is_empty() {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    })?;
    Ok(())
}
