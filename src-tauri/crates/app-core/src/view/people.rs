//! A file of people as its pages show it. Its columns and words are asked for once they have changed, one person as they are looked at.

use std::collections::BTreeMap;

use people_file::{DateOrder, Fate, Kind, Problem as PeopleProblem, Reason, StatusWord, Target};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Problem;

/// What a person says about a file; the rest is found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeopleTold {
    /// Name of an encoding, such as `windows-1252`.
    pub encoding: Option<String>,
    /// What stands between two cells.
    pub separator: Option<char>,
    /// Name of a sheet.
    pub sheet: Option<String>,
    /// Row of the headings, counted from 1.
    #[ts(type = "number | null")]
    pub header_row: Option<u64>,
    /// Which of two numbers of a date is the day.
    pub dates: Option<DateOrder>,
    /// What columns are sent as; what is proposed counts while this is absent, and for columns that are not named in it.
    pub columns: Option<Vec<PeopleChoice>>,
}

/// What a column is sent as. It is known by its heading: a file that is exported anew may have its columns in another order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeopleChoice {
    /// As the file has it.
    pub heading: String,
    /// Absent where it is not sent.
    pub target: Option<Target>,
}

/// A file of people, as far as it was looked at. Holds nobody's data but what stands in [`PeopleLetters`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleView {
    /// Its name without the folder.
    pub file: String,
    /// Where it lies.
    pub path: String,
    /// What was said about it.
    pub told: PeopleTold,
    /// It is being read.
    pub looking: bool,
    /// People that were read so far.
    #[ts(type = "number")]
    pub read: u64,
    /// What it is; absent until its table was found.
    pub kind: Option<Kind>,
    /// Row of the headings; what stands above are titles.
    #[ts(type = "number")]
    pub header_row: u64,
    /// The same names in several encodings, where nothing but a look at them can tell which is right. Three at most.
    pub letters: Vec<PeopleLetters>,
    /// What is in it, once it was read to its end.
    pub examined: Option<PeopleExamined>,
    /// Why it is no table, or cannot be read.
    pub refused: Option<PeopleRefusal>,
    /// What went wrong in Causeway.
    pub problem: Option<Problem>,
    /// Rises whenever columns, words or people may be others than before.
    #[ts(type = "number")]
    pub revision: u64,
}

/// The same names as one encoding has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleLetters {
    /// Its name.
    pub encoding: String,
    /// Eight cells at most.
    pub cells: Vec<String>,
}

/// Why a file gives no table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleRefusal {
    /// Key of its words.
    pub code: String,
    /// What to fill in.
    pub values: BTreeMap<String, String>,
}

/// What a whole file says.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleExamined {
    /// People whose row is whole.
    #[ts(type = "number")]
    pub people: u64,
    /// Rows below the table that are no person.
    #[ts(type = "number[]")]
    pub footers: Vec<u64>,
    /// Whether the day stands first, as its dates show it.
    pub dates: Option<DateOrder>,
    /// What is wrong, what blocks first; 20 kinds at most, each with 20 places at most.
    pub problems: Vec<PeopleProblem>,
    /// Kinds for which there is no room.
    pub more_problems: usize,
}

/// Columns and status words of a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleTable {
    /// The revision of the look that they are of.
    #[ts(type = "number")]
    pub revision: u64,
    /// In the order of the file.
    pub columns: Vec<PeopleColumn>,
    /// In the order in which they first stand there; none until the file was read to its end.
    pub words: Vec<StatusWord>,
    /// What a set-up file calls each target.
    #[ts(type = "Record<PeopleTarget, string>")]
    pub paths: BTreeMap<Target, String>,
}

/// One column of a file.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleColumn {
    /// As the file has it; text of the file, never markup.
    pub heading: String,
    /// Three different ones of its first values.
    pub values: Vec<String>,
    /// What it is sent as.
    pub target: Option<Target>,
    /// What it was proposed to be.
    pub proposed: Option<Target>,
    /// What speaks for that, or for what it was nearly taken for.
    pub reason: Option<Reason>,
    /// What became of that.
    pub fate: Fate,
    /// Nothing was found in it.
    pub empty: bool,
}

/// One person of a file, as they would be sent.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeoplePerson {
    /// Which person of the file, counted from 1.
    #[ts(type = "number")]
    pub place: u64,
    /// Row of the file.
    #[ts(type = "number")]
    pub row: u64,
    /// What is said of them; what is empty is left out.
    pub values: Vec<PeopleValue>,
    /// What the status column says.
    pub word: Option<String>,
}

/// One value of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleValue {
    /// What it is.
    pub target: Target,
    /// As it is sent; of a date its day, such as `2024-01-31`.
    pub value: String,
    /// It cannot be sent so.
    pub unfit: bool,
}

/// How sign-in names are made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeopleNaming {
    /// What they are made of.
    pub rule: PeopleNameRule,
    /// What stands behind the `@`.
    pub domain: String,
    /// Who would have the same name as somebody else gets a 2 behind it.
    pub numbers: bool,
    /// The status words of people who work there; absent where everybody does.
    pub here: Option<Vec<String>>,
    /// By these rows are left out.
    pub leave_out: Vec<PeopleLeaveOut>,
}

/// A rule by which rows are left out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeopleLeaveOut {
    /// Heading of the column.
    pub column: String,
    pub compared: PeopleCompared,
    pub words: Vec<String>,
}

/// How a cell is compared with words: it is one of them, none of them, or one of them stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PeopleCompared {
    Is,
    IsNot,
    Contains,
}

/// Who would be left out of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleLeftOut {
    /// Everybody in the file.
    #[ts(type = "number")]
    pub people: u64,
    /// Who would be left out by any rule.
    #[ts(type = "number")]
    pub left_out: u64,
    /// By each rule, in their order.
    pub each: Vec<PeopleLeftOutBy>,
}

/// Who would be left out by one rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleLeftOutBy {
    #[ts(type = "number")]
    pub count: u64,
    /// Three of them; text of the file, never markup.
    pub names: Vec<String>,
}

/// What sign-in names are made of, as a set-up file names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
pub enum PeopleNameRule {
    /// What stands in the column of sign-in names, or in that of addresses.
    #[serde(rename = "column")]
    Column,
    /// `anna.smith`
    #[serde(rename = "first.last")]
    FirstLast,
    /// `a.smith`
    #[serde(rename = "f.last")]
    InitialLast,
    /// The number.
    #[serde(rename = "number")]
    Number,
}

/// What people of a file would sign in by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleNames {
    /// Who would get one.
    #[ts(type = "number")]
    pub people: u64,
    /// Names that several of them would have.
    #[ts(type = "number")]
    pub same: u64,
    /// People of whom no name can be made.
    #[ts(type = "number")]
    pub missing: u64,
    /// Twenty of them: those without a name first, then those with the same name, then others.
    pub first: Vec<PeopleNamed>,
}

/// Somebody, and what they would sign in by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeopleNamed {
    /// Row of the file.
    #[ts(type = "number")]
    pub row: u64,
    /// Their name; text of the file, never markup.
    pub person: String,
    /// What they would sign in by.
    pub name: Option<String>,
    /// Somebody else would have the same name.
    pub same: bool,
}
