//! What is wrong in a table, by row and column. Words for the codes are in the locales.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

/// How many places of one kind are kept; more are only counted.
pub const SHOWN: usize = 20;

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $name:literal, $weight:ident;)*) => {
        /// What is wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
        #[ts(rename = "PeopleCode")]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $name)] $code,)*
        }

        impl Code {
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// The key of its words.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$code => $name),* }
            }

            /// What it means for a column that is sent.
            #[must_use]
            pub fn weight(self) -> Weight {
                match self { $(Self::$code => Weight::$weight),* }
            }
        }
    };
}

/// Whether a problem must be settled before anything is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(rename = "PeopleWeight")]
pub enum Weight {
    Warns,
    Blocks,
}

codes! {
    NoPeople = "no-people", Blocks;
    NumberUnknown = "number-unknown", Blocks;
    StatusColumnUnknown = "status-column-unknown", Blocks;
    HeaderTwice = "header-twice", Blocks;
    HeaderBlank = "header-blank", Warns;
    /// Several columns fit a target equally well.
    ColumnUnclear = "column-unclear", Warns;
    LettersMixed = "letters-mixed", Blocks;
    QuoteOpen = "quote-open", Blocks;
    CellsCount = "cells-count", Blocks;
    Nul = "nul", Blocks;
    Control = "control", Blocks;
    Direction = "direction", Blocks;
    Invisible = "invisible", Warns;
    Lookalike = "lookalike", Warns;
    Formula = "formula", Warns;
    CellError = "cell-error", Blocks;
    FormulaNoValue = "formula-no-value", Blocks;
    NumberMissing = "number-missing", Blocks;
    NumberTwice = "number-twice", Blocks;
    NumberCase = "number-case", Blocks;
    NumberSpace = "number-space", Blocks;
    NumberLong = "number-long", Blocks;
    NumberRounded = "number-rounded", Blocks;
    NumberSpecial = "number-special", Blocks;
    Zeros = "zeros", Warns;
    /// The sheet shows zeros in front that the cell does not hold.
    ZerosByFormat = "zeros-by-format", Warns;
    StatusUnknown = "status-unknown", Blocks;
    SignInMissing = "sign-in-missing", Blocks;
    SignInTwice = "sign-in-twice", Blocks;
    SignInChars = "sign-in-chars", Warns;
    DateUnclear = "date-unclear", Blocks;
    DateNone = "date-none", Blocks;
    DateSerial = "date-serial", Blocks;
    DateMixed = "date-mixed", Blocks;
    Date1904 = "date-1904", Warns;
    ManagerNames = "manager-names", Blocks;
    ManagerMissing = "manager-missing", Warns;
    ManagerSelf = "manager-self", Warns;
    ManagerLoop = "manager-loop", Warns;
    ManagerLeft = "manager-left", Warns;
    TooLong = "too-long", Blocks;
    NoLastName = "no-last-name", Warns;
}

/// One place where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PeoplePlace")]
pub struct Place {
    /// Absent when the whole file is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(type = "number", optional)]
    pub row: Option<u64>,
    /// What its words say: counts and other rows, and text of the file only where the field's name says so.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<String, String>>", optional)]
    pub values: BTreeMap<&'static str, String>,
}

/// Everything of one kind in one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PeopleProblem")]
pub struct Problem {
    pub code: Code,
    pub weight: Weight,
    /// Counted from 0; absent when no single column is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub column: Option<usize>,
    #[ts(type = "number")]
    pub count: u64,
    /// The first [`SHOWN`] of them.
    pub places: Vec<Place>,
}

/// All that was found so far.
#[derive(Debug, Default)]
pub struct Problems {
    found: BTreeMap<(Code, Option<usize>), Problem>,
}

impl Problems {
    pub(crate) fn add(&mut self, code: Code, weight: Weight, row: Option<u64>, column: Option<usize>) {
        self.add_with(code, weight, row, column, &[]);
    }

    pub(crate) fn add_with(
        &mut self,
        code: Code,
        weight: Weight,
        row: Option<u64>,
        column: Option<usize>,
        values: &[(&'static str, &dyn ToString)],
    ) {
        let problem = self.found.entry((code, column)).or_insert_with(|| Problem {
            code,
            weight,
            column,
            count: 0,
            places: Vec::new(),
        });
        problem.count += 1;
        problem.weight = problem.weight.max(weight);
        if problem.places.len() < SHOWN {
            let values = values.iter().map(|(name, value)| (*name, value.to_string())).collect();
            problem.places.push(Place { row, values });
        }
    }

    /// Takes over what was kept back; no code of it was told yet.
    pub(crate) fn join(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// What blocks first, then as [`Code`] lists them.
    #[must_use]
    pub fn into_list(self) -> Vec<Problem> {
        let mut list: Vec<_> = self.found.into_values().collect();
        list.sort_by_key(|problem| std::cmp::Reverse(problem.weight));
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_problems_of_one_kind_take_no_more_room_than_twenty() {
        let mut problems = Problems::default();
        for row in 0..1_000_000 {
            problems.add(Code::Nul, Weight::Blocks, Some(row), Some(2));
        }
        problems.add(Code::Formula, Weight::Warns, Some(1), Some(2));
        let list = problems.into_list();
        assert_eq!((list[0].count, list[0].places.len()), (1_000_000, SHOWN));
        assert_eq!(list[1].code, Code::Formula);
    }
}
