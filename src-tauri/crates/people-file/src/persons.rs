//! Which rows below the headings are people.

use std::ops::ControlFlow;

use serde::Serialize;

use crate::problem::{Code, Problems, Weight};
use crate::row::Row;
use crate::{FileError, cells, layout};

/// More people than Microsoft takes in a month of whole days.
pub const MOST_ROWS: u64 = 2_000_000;

/// What was seen beside the people.
#[derive(Debug, Default, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// Rows with a person, those with mistakes among them.
    pub rows: u64,
    /// Rows under the table that are no person, such as sums.
    pub footers: Vec<u64>,
}

/// Decides for each row whether it is a person.
pub(crate) struct People<'a> {
    columns: usize,
    /// Cells at the end that hold nothing may be missing.
    pads: bool,
    header_row: u64,
    /// Rows that look like lines under the table, until a person follows.
    waiting: Vec<Row>,
    seen: Seen,
    pub(crate) problems: &'a mut Problems,
}

impl<'a> People<'a> {
    pub(crate) fn new(columns: usize, pads: bool, header_row: u64, problems: &'a mut Problems) -> Self {
        Self {
            columns,
            pads,
            header_row,
            waiting: Vec::new(),
            seen: Seen::default(),
            problems,
        }
    }

    /// After the last row: what waits still are lines under the table.
    pub(crate) fn end(mut self) -> Seen {
        self.seen.footers = self.waiting.iter().map(|row| row.number).collect();
        self.seen
    }

    pub(crate) fn take(
        &mut self,
        row: &mut Row,
        each: &mut impl FnMut(&Row, &mut Problems) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, FileError> {
        if row.number <= self.header_row || row.is_blank() {
            return Ok(ControlFlow::Continue(()));
        }
        if layout::is_footer(row, self.columns) && self.waiting.len() < 20 {
            self.waiting.push(std::mem::take(row));
            return Ok(ControlFlow::Continue(()));
        }
        for mut earlier in std::mem::take(&mut self.waiting) {
            if self.person(&mut earlier, each)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        self.person(row, each)
    }

    fn person(
        &mut self,
        row: &mut Row,
        each: &mut impl FnMut(&Row, &mut Problems) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, FileError> {
        self.seen.rows += 1;
        if self.seen.rows > MOST_ROWS {
            return Err(FileError::TooManyRows { most: MOST_ROWS });
        }
        if row.len() > self.columns && row.used() <= self.columns {
            row.narrow(self.columns);
        }
        if self.pads {
            row.widen(self.columns);
        }
        if row.len() != self.columns {
            let values: [(&'static str, &dyn ToString); 2] = [("cells", &row.len()), ("columns", &self.columns)];
            self.problems
                .add_with(Code::CellsCount, Weight::Blocks, Some(row.number), None, &values);
            return Ok(ControlFlow::Continue(()));
        }
        if !cells::is_plain(&row.text) {
            let mut codes = Vec::new();
            for column in 0..row.len() {
                cells::letters(row.whole_cell(column), &mut codes);
                row.found.extend(codes.drain(..).map(|code| (column, code)));
            }
        }
        Ok(each(row, self.problems))
    }
}
