//! What each column seems to be, and why. Deterministic: the same file gives the same proposal.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::Serialize;
use ts_rs::TS;

use crate::names::{self, ByName};
use crate::shapes::{Evidence, Shape};
use crate::{FileError, PeopleFile, Problems, Target};

/// Rows that are looked at: the first cells of a column may be empty.
const ROWS: usize = 2000;

/// Less is no proposal.
const ENOUGH: i32 = 60;

/// How the target of a column was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "PeopleWay")]
pub enum Way {
    /// By its heading.
    Name,
    /// By its heading without whose it is, such as `Employee` before `Status`.
    NameWithoutOwner,
    /// By words of its heading.
    Words,
    /// By what is in it.
    Cells,
}

impl Way {
    pub const ALL: [Self; 4] = [Self::Name, Self::NameWithoutOwner, Self::Words, Self::Cells];

    /// The key of its words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::NameWithoutOwner => "name-without-owner",
            Self::Words => "words",
            Self::Cells => "cells",
        }
    }

    fn points(self) -> i32 {
        match self {
            Self::Name => 100,
            Self::NameWithoutOwner => 80,
            Self::Words | Self::Cells => 60,
        }
    }
}

/// What speaks for a column being a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PeopleReason")]
pub struct Reason {
    pub target: Target,
    pub way: Way,
    pub cells: Evidence,
    pub score: i32,
}

/// What became of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
#[ts(rename = "PeopleFate")]
pub enum Fate {
    Proposed,
    /// Its cells contradict its heading.
    Contradicted,
    /// Another column fits better.
    Beaten {
        by: usize,
    },
    /// Another column fits as well, and a person must say which.
    Unclear {
        with: usize,
    },
    /// Nothing speaks for any target.
    Unknown,
}

/// One column.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    pub heading: String,
    /// What it is proposed to be.
    pub target: Option<Target>,
    pub reason: Option<Reason>,
    pub fate: Fate,
    /// No row that was looked at has anything in it.
    pub empty: bool,
}

/// A proposal for all columns.
#[derive(Debug, Clone, Serialize)]
pub struct Mapping {
    pub columns: Vec<Column>,
}

impl Mapping {
    /// Looks at the headings and the first rows of a file.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn propose(file: &PeopleFile) -> Result<Self, FileError> {
        let mut shapes: Vec<Shape> = file.columns().iter().map(|_| Shape::default()).collect();
        let mut left = ROWS;
        file.rows(&mut Problems::default(), |row, _| {
            for (column, shape) in shapes.iter_mut().enumerate() {
                shape.see(row.cell(column));
            }
            left -= 1;
            if left == 0 || shapes.iter().all(Shape::is_full) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })?;
        Ok(Self::of(file.columns(), &shapes))
    }

    fn of(headings: &[String], shapes: &[Shape]) -> Self {
        let named: Vec<_> = headings.iter().map(|heading| names::target(heading)).collect();
        let is_number = |column: &usize| named[*column].is_some_and(|(target, _)| target == Target::Number);
        let numbers = (0..headings.len()).filter(is_number).max_by_key(|column| {
            let points = shapes[*column].evidence(Target::Number, None).points();
            (points, std::cmp::Reverse(*column))
        });
        let numbers = numbers.map(|column| &shapes[column]);
        let reasons: Vec<Option<Reason>> = named
            .iter()
            .zip(shapes)
            .map(|(named, shape)| reason(*named, shape, numbers))
            .collect();
        let mut columns: Vec<Column> = headings
            .iter()
            .zip(shapes)
            .zip(&reasons)
            .map(|((heading, shape), reason)| Column {
                heading: heading.clone(),
                target: None,
                reason: *reason,
                fate: match reason {
                    Some(reason) if reason.score < ENOUGH => Fate::Contradicted,
                    _ => Fate::Unknown,
                },
                empty: shape.filled == 0,
            })
            .collect();
        for target in Target::ALL {
            settle(&mut columns, *target);
        }
        let mut mapping = Self { columns };
        mapping.call_name_is_first_name();
        mapping
    }

    /// Where no other first name is given, people are known by the name they are called by.
    fn call_name_is_first_name(&mut self) {
        if self.of_target(Target::GivenName).is_none()
            && let Some(called) = self.of_target(Target::PreferredName)
        {
            self.columns[called].target = Some(Target::GivenName);
        }
    }

    /// The column that is proposed for a target.
    #[must_use]
    pub fn of_target(&self, target: Target) -> Option<usize> {
        self.columns.iter().position(|column| column.target == Some(target))
    }

    /// All columns that are proposed for something.
    #[must_use]
    pub fn targets(&self) -> BTreeMap<Target, usize> {
        let columns = self.columns.iter().enumerate();
        columns
            .filter_map(|(place, column)| Some((column.target?, place)))
            .collect()
    }

    /// The column whose cells people sign in by: that of sign-in names, or that of addresses.
    #[must_use]
    pub fn sign_in(&self) -> Option<usize> {
        self.of_target(Target::UserName)
            .or_else(|| self.of_target(Target::Email))
    }

    /// The managers are given by name, not by number.
    #[must_use]
    pub fn names_managers(&self) -> bool {
        let reason = self
            .of_target(Target::Manager)
            .and_then(|column| self.columns[column].reason);
        reason.is_some_and(|reason| reason.cells == Evidence::NamesOfPeople)
    }
}

fn reason(named: Option<(Target, ByName)>, shape: &Shape, numbers: Option<&Shape>) -> Option<Reason> {
    let (target, way) = match named {
        Some((target, ByName::Exact)) => (target, Way::Name),
        Some((target, ByName::Stripped)) => (target, Way::NameWithoutOwner),
        Some((target, ByName::Words)) => (target, Way::Words),
        None => (shape.by_itself()?, Way::Cells),
    };
    let cells = shape.evidence(target, numbers);
    // What was found by the cells is not found a second time by them.
    let points = if way == Way::Cells { 0 } else { cells.points() };
    Some(Reason {
        target,
        way,
        cells,
        score: way.points() + points,
    })
}

/// The best column becomes the target; of two that are as good, none.
fn settle(columns: &mut [Column], target: Target) {
    let score = |column: &Column| {
        let reason = column.reason.filter(|reason| reason.target == target)?;
        (reason.score >= ENOUGH).then_some((!column.empty, reason.score))
    };
    let Some(best) = columns.iter().filter_map(score).max() else {
        return;
    };
    let places = |columns: &[Column], is: &dyn Fn((bool, i32)) -> bool| -> Vec<usize> {
        let all = columns.iter().enumerate();
        all.filter(|(_, column)| score(column).is_some_and(is))
            .map(|(place, _)| place)
            .collect()
    };
    let first = places(columns, &|score| score == best);
    for place in places(columns, &|score| score < best) {
        columns[place].fate = Fate::Beaten { by: first[0] };
    }
    match first[..] {
        [only] => {
            columns[only].target = Some(target);
            columns[only].fate = Fate::Proposed;
        }
        [one, two, ..] => {
            for place in &first {
                columns[*place].fate = Fate::Unclear {
                    with: if *place == one { two } else { one },
                };
            }
        }
        [] => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(headings: &[&str], rows: &[&[&str]]) -> Mapping {
        let mut shapes: Vec<Shape> = headings.iter().map(|_| Shape::default()).collect();
        for row in rows {
            shapes.iter_mut().zip(*row).for_each(|(shape, cell)| shape.see(cell));
        }
        let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
        Mapping::of(&headings, &shapes)
    }

    #[test]
    fn cells_that_contradict_their_heading_are_not_taken() {
        let rows: [&[&str]; 3] = [
            &["1", "Full-Time", "x"],
            &["2", "Part-Time", "y"],
            &["3", "Full-Time", "z"],
        ];
        let mapping = mapped(&["Employee ID", "Status", "Hire Date"], &rows);
        let fates: Vec<_> = mapping.columns.iter().map(|column| column.fate).collect();
        assert_eq!(fates, [Fate::Proposed, Fate::Contradicted, Fate::Contradicted]);
        let cells = |column: usize| mapping.columns[column].reason.unwrap().cells;
        assert_eq!((cells(1), cells(2)), (Evidence::ContractTypes, Evidence::NoDates));
    }

    #[test]
    fn of_two_columns_that_fit_as_well_none_is_taken() {
        let rows: [&[&str]; 2] = [&["a@x.nl", "b@x.nl"], &["c@x.nl", "d@x.nl"]];
        let mapping = mapped(&["Email", "Work email"], &rows);
        assert_eq!(mapping.columns[0].fate, Fate::Unclear { with: 1 });
        assert_eq!(mapping.columns[1].fate, Fate::Unclear { with: 0 });
        assert_eq!(mapping.targets(), BTreeMap::new());
        let better = mapped(&["Email", "Work email"], &[&["a@x.nl", ""], &["c@x.nl", ""]]);
        assert_eq!(better.of_target(Target::Email), Some(0));
        assert_eq!(better.columns[1].fate, Fate::Beaten { by: 0 });
    }

    #[test]
    fn a_column_is_also_found_by_what_is_in_it() {
        let mapping = mapped(&["Personeelsnummer", "Kolom 7"], &[&["1", "a@x.nl"], &["2", "b@x.nl"]]);
        let reason = mapping.columns[1].reason.unwrap();
        assert_eq!((reason.target, reason.way), (Target::Email, Way::Cells));
    }

    #[test]
    fn managers_are_numbers_or_names() {
        let headings = ["Employee ID", "Reports To"];
        let numbers = mapped(&headings, &[&["1", ""], &["2", "1"], &["3", "1"]]);
        assert!(!numbers.names_managers());
        let by_name = mapped(&headings, &[&["1", ""], &["2", "Ana Ruiz"], &["3", "Ben Ochoa"]]);
        assert!(by_name.names_managers() && by_name.of_target(Target::Manager) == Some(1));
    }
}
