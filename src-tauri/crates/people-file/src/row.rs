//! One row as it stands in the file.

use std::fmt;

use crate::Code;

/// A cell of a person has some tens of bytes.
pub(crate) const MOST_IN_CELL: usize = 1024 * 1024;

/// A row of a few hundred columns has some thousands.
pub(crate) const MOST_IN_ROW: usize = 4 * MOST_IN_CELL;

/// As many columns as a sheet of Excel has.
pub(crate) const MOST_CELLS: usize = 16_384;

/// A row of a table, without the spaces around its cells.
#[derive(Default)]
pub struct Row {
    /// Counted as Excel does: from 1, titles and blank rows included, a `sep=` line not.
    pub number: u64,
    /// The cells one behind the other, as UTF-8.
    pub(crate) text: Vec<u8>,
    /// Where each cell ends in it.
    pub(crate) ends: Vec<usize>,
    /// What is wrong with a cell that its text does not show: its column and what it is.
    pub(crate) found: Vec<(usize, Code)>,
}

/// Without what is in its cells.
impl fmt::Debug for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut row = formatter.debug_struct("Row");
        row.field("number", &self.number)
            .field("cells", &self.len())
            .finish_non_exhaustive()
    }
}

impl Row {
    /// How many cells it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// As it stands in the file, or nothing where the row is shorter.
    #[must_use]
    pub fn whole_cell(&self, column: usize) -> &str {
        let Some(end) = self.ends.get(column) else { return "" };
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        std::str::from_utf8(&self.text[start..*end]).unwrap_or_default()
    }

    /// Without the spaces around it.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        let cell = self.whole_cell(column);
        match cell.as_bytes() {
            // Nearly all cells, of which there are tens of millions.
            [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
            _ => cell.trim(),
        }
    }

    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// Nothing stands in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.iter().all(u8::is_ascii_whitespace) || self.cells().all(str::is_empty)
    }

    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.found.clear();
    }

    pub(crate) fn push(&mut self, cell: &str) {
        self.text.extend_from_slice(cell.as_bytes());
        self.ends.push(self.text.len());
    }

    /// Empty cells up to this many.
    pub(crate) fn widen(&mut self, cells: usize) {
        let end = self.text.len();
        if self.ends.len() < cells {
            self.ends.resize(cells, end);
        }
    }

    /// Without the cells behind this many.
    pub(crate) fn narrow(&mut self, cells: usize) {
        self.ends.truncate(cells);
        self.text.truncate(self.ends.last().copied().unwrap_or(0));
        self.found.retain(|(column, _)| *column < cells);
    }

    /// The last cell that holds something, from 1; 0 when none does.
    pub(crate) fn used(&self) -> usize {
        (0..self.len())
            .rev()
            .find(|column| !self.cell(*column).is_empty())
            .map_or(0, |last| last + 1)
    }
}
