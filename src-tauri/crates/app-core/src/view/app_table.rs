//! A table of instances of one app as its page shows it. What a secret is stays in the session.

use std::fmt;

use journeys::{Allowed, Found};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The table that is filled in, in counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppTableView {
    /// Rises when it is another one: rows that were asked for before are out of date then.
    #[ts(type = "number")]
    pub revision: u64,
    /// Its columns, in order.
    pub columns: Vec<TableColumn>,
    /// Its rows.
    pub rows: usize,
    /// Those in which nothing is wrong or missing.
    pub ready: usize,
    /// Those with the name of an app that the tenant had when the app was chosen.
    pub namesakes: usize,
}

/// A column of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableColumn {
    /// As a table file calls it; of a credential the service's name.
    pub key: String,
    /// Nobody may see what stands in it.
    pub secret: bool,
    /// A row needs it.
    pub needed: bool,
}

/// What is changed in it.
#[derive(Clone, Deserialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum TableChange {
    /// An empty one, with the columns that the chosen app needs.
    Begin,
    /// There is none any more.
    Drop,
    /// In place of its rows, those of a text that was copied from a spreadsheet.
    Paste { text: String },
    /// One cell, by the number of its row from 1.
    Set { row: usize, column: String, value: String },
    /// The same cell of every row.
    SetAll { column: String, value: String },
    /// One more row.
    Add,
    /// One row less.
    Remove { row: usize },
}

/// Without what is put into it: that may be a secret.
impl fmt::Debug for TableChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Begin => "Begin",
            Self::Drop => "Drop",
            Self::Paste { .. } => "Paste",
            Self::Set { .. } => "Set",
            Self::SetAll { .. } => "SetAll",
            Self::Add => "Add",
            Self::Remove { .. } => "Remove",
        })
    }
}

/// Which rows of it are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableAsked {
    /// Only those in which something is wrong or missing.
    pub faulty: bool,
    /// The first row that is wanted, counted from 0.
    pub from: usize,
    /// How many; 200 at most are told.
    pub count: usize,
}

/// Rows of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableRows {
    /// Of the table they are from.
    #[ts(type = "number")]
    pub revision: u64,
    /// Rows that are wanted, told or not.
    pub matched: usize,
    /// Those that were asked for.
    pub rows: Vec<TableRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableRow {
    /// From 1.
    pub number: usize,
    /// One for each column.
    pub cells: Vec<TableCell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableCell {
    /// What stands in it; of a secret nothing.
    pub text: String,
    /// Where its secret is.
    pub secret: Option<HeldSecret>,
    /// What is wrong with it.
    pub fault: Option<CellFault>,
}

/// Where a secret is that nobody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum HeldSecret {
    /// In memory.
    Memory,
    /// At Microsoft, and nowhere here any more.
    Stored,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum CellFault {
    /// Something must stand there.
    Missing,
    /// A secret stood there in a file. It was not taken.
    SecretInFile,
    /// The app does not take the secret. It was forgotten.
    Refused,
    /// It cannot be used as it is.
    Wrong { found: Found, allowed: Allowed },
}
