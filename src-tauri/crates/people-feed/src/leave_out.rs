//! Rows that are left out, whatever else stands in them.

use std::collections::HashSet;

use people_file::Row;

/// How a cell is compared with words, letter for letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// It is one of them.
    Is,
    /// It is none of them.
    IsNot,
    /// One of them stands in it.
    Contains,
}

/// One rule.
#[derive(Debug, Clone)]
pub struct LeaveOut {
    pub column: usize,
    pub compared: Compared,
    pub words: HashSet<String>,
}

impl LeaveOut {
    /// Whether it is about this row.
    #[must_use]
    pub fn fits(&self, row: &Row) -> bool {
        let cell = row.cell(self.column);
        match self.compared {
            Compared::Is => self.words.contains(cell),
            Compared::IsNot => !self.words.contains(cell),
            Compared::Contains => self.words.iter().any(|word| cell.contains(word.as_str())),
        }
    }
}
