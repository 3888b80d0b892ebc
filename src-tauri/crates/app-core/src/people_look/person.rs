//! One person of a file, as they would be sent.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use jiff::tz::TimeZone;
use people_feed::{Agreed, Person, Taken, Unfit};
use people_file::{FileError, Repeats, Row, Target};

use super::Again;
use crate::view::{PeoplePerson, PeopleValue};

/// Which one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WantedPerson {
    /// The first from this one on, counted from 1.
    pub(crate) from: u64,
    /// Of whom this is not told.
    pub(crate) lacking: Option<Target>,
}

/// `None` where the file has nobody like that any more.
pub(super) fn find(again: &Again, wanted: WantedPerson) -> Result<Option<PeoplePerson>, FileError> {
    let (mut agreed, status) = agreed(again);
    // By what they sign in is decided later.
    agreed.sign_in = None;
    let (mut place, mut found) = (0, None);
    again.people(|row| {
        place += 1;
        let lacks = wanted.lacking.is_none_or(|target| {
            let column = agreed.columns.get(&target);
            column.is_none_or(|column| row.cell(*column).is_empty())
        });
        if place < wanted.from || !lacks {
            return ControlFlow::Continue(());
        }
        found = Some(PeoplePerson {
            place,
            row: row.number,
            values: values(&agreed, row),
            word: status.map(|column| row.cell(column).to_owned()),
        });
        ControlFlow::Break(())
    })?;
    Ok(found)
}

/// How rows are taken while nobody has said what the words of the status mean, and the column with those.
pub(super) fn agreed(again: &Again) -> (Agreed, Option<usize>) {
    let columns = again.targets.iter().enumerate();
    let mut columns: BTreeMap<Target, usize> = columns
        .filter_map(|(column, target)| Some(((*target)?, column)))
        .collect();
    let status = columns.remove(&Target::Status);
    let agreed = Agreed {
        sign_in: columns.get(&Target::Email).copied(),
        columns,
        joined: BTreeMap::new(),
        fields: Vec::new(),
        domain: None,
        leave_out: Vec::new(),
        words: HashMap::new(),
        repeats: Repeats::Stop,
        clears: Vec::new(),
        dates: again.dates,
        zone: TimeZone::UTC,
        own: HashSet::new(),
    };
    (agreed, status)
}

/// What would be sent; dates that cannot be read as they stand there.
fn values(agreed: &Agreed, row: &Row) -> Vec<PeopleValue> {
    let mut agreed = agreed.clone();
    let mut unfit: Vec<PeopleValue> = Vec::new();
    let mut is_stand_in = false;
    loop {
        match agreed.take(row) {
            Taken::Person(person) => {
                let mut all = told(&person);
                all.retain(|value| !(is_stand_in && value.target == Target::Number));
                all.extend(unfit);
                return all;
            }
            Taken::Unfit(Unfit::Date(target)) => {
                let column = agreed.columns.remove(&target);
                unfit.push(PeopleValue {
                    target,
                    value: column.map(|column| row.cell(column).to_owned()).unwrap_or_default(),
                    unfit: true,
                });
            }
            Taken::Unfit(Unfit::NoNumber) => {
                // Any cell stands in for a number that is missing: it is taken out again.
                let Some(filled) = (0..row.len()).find(|column| !row.cell(*column).is_empty()) else {
                    return Vec::new();
                };
                agreed.columns.insert(Target::Number, filled);
                is_stand_in = true;
            }
            Taken::Unfit(Unfit::StatusWord | Unfit::FieldDate(_)) | Taken::LeftOut(_) => return Vec::new(),
        }
    }
}

fn told(person: &Person<'_>) -> Vec<PeopleValue> {
    let values = Target::ALL.iter().map(|target| {
        let value = person.get(*target);
        let value = match value.split_once('T') {
            Some((day, _)) if target.is_date() => day,
            _ => value,
        };
        PeopleValue {
            target: *target,
            value: value.to_owned(),
            unfit: false,
        }
    });
    values.filter(|value| !value.value.is_empty()).collect()
}
