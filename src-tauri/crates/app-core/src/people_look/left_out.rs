//! Who would be left out by rules, before anything is sent.

use std::ops::ControlFlow;

use people_feed::{Compared, LeaveOut};
use people_file::FileError;

use super::{Again, person};
use crate::view::{PeopleCompared, PeopleLeaveOut, PeopleLeftOut, PeopleLeftOutBy};

/// People of a rule who are named.
const NAMED: usize = 3;

/// Reads the whole file.
pub(super) fn of(again: &Again, rules: &[PeopleLeaveOut]) -> Result<PeopleLeftOut, FileError> {
    let (agreed, _) = person::agreed(again);
    let fitting = fitting(again, rules);
    let mut found = PeopleLeftOut {
        each: vec![PeopleLeftOutBy::default(); rules.len()],
        ..PeopleLeftOut::default()
    };
    again.people(|row| {
        let mut is_out = false;
        for (rule, told) in fitting.iter().zip(&mut found.each) {
            if !rule.as_ref().is_some_and(|rule| rule.fits(row)) {
                continue;
            }
            is_out = true;
            told.count += 1;
            if told.names.len() < NAMED {
                told.names.push(agreed.name_of(row));
            }
        }
        found.people += 1;
        found.left_out += u64::from(is_out);
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// Each rule, if the file has its column.
pub(super) fn fitting(again: &Again, rules: &[PeopleLeaveOut]) -> Vec<Option<LeaveOut>> {
    let fitting = rules.iter().map(|rule| {
        let column = again.headings.iter().position(|heading| *heading == rule.column)?;
        Some(LeaveOut {
            column,
            compared: match rule.compared {
                PeopleCompared::Is => Compared::Is,
                PeopleCompared::IsNot => Compared::IsNot,
                PeopleCompared::Contains => Compared::Contains,
            },
            words: rule.words.iter().cloned().collect(),
        })
    });
    fitting.collect()
}
