//! Text becomes rows. The state machine is that of `csv-core`; which row we are in, and what must not become too large, is kept here.

use std::io::Read;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::letters::Decoder;
use crate::row::{MOST_CELLS, MOST_IN_CELL, MOST_IN_ROW, Row};
use crate::{FileError, Letters};

const PIECE: usize = 64 * 1024;

/// Where a row came to its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Row,
    /// The file ends inside of quotation marks; the row holds what stood before its end.
    OpenQuote,
    File,
}

/// The rows of a text.
pub(crate) struct Split<R> {
    from: R,
    decoder: Decoder,
    bytes: Vec<u8>,
    text: String,
    /// How far `text` is used up.
    place: usize,
    machine: Reader,
    /// Where the machine writes the cells of a row and their ends.
    cells: Vec<u8>,
    ends: Vec<usize>,
    /// The row that was read last.
    number: u64,
    /// The last row ended with a carriage return, and a line feed may still belong to it.
    after_return: bool,
    over: bool,
    /// The last row was given.
    ended: bool,
}

impl<R: Read> Split<R> {
    pub(crate) fn new(from: R, letters: Letters, separator: u8) -> Self {
        Self {
            from,
            decoder: letters.decoder(),
            bytes: vec![0; PIECE],
            text: String::new(),
            place: 0,
            machine: ReaderBuilder::new().delimiter(separator).build(),
            cells: vec![0; PIECE],
            ends: vec![0; 512],
            number: 0,
            after_return: false,
            over: false,
            ended: false,
        }
    }

    /// The next row that is not blank.
    pub(crate) fn next(&mut self, row: &mut Row) -> Result<Ended, FileError> {
        row.clear();
        if self.ended {
            return Ok(Ended::File);
        }
        let (mut written, mut cells, mut begun) = (0, 0, false);
        self.number += 1;
        loop {
            if self.place == self.text.len() && !self.over {
                self.read()?;
            }
            if !begun {
                self.skip_blank();
                if self.place == self.text.len() && !self.over {
                    continue;
                }
            }
            row.number = self.number;
            // The end of the file is given as the end of a line: a cell that takes it in was never closed.
            let at_end = self.place == self.text.len();
            let input = if at_end {
                b"\n".as_slice()
            } else {
                &self.text.as_bytes()[self.place..]
            };
            let (result, taken, more_text, more_cells) =
                self.machine
                    .read_record(input, &mut self.cells[written..], &mut self.ends[cells..]);
            if !at_end {
                self.place += taken;
            }
            begun = true;
            written += more_text;
            cells += more_cells;
            let start = cells.checked_sub(1).map_or(0, |last| self.ends[last]);
            if written - start > MOST_IN_CELL {
                return Err(too_large(row.number, cells + 1, &self.cells[start..written]));
            }
            if written > MOST_IN_ROW {
                return Err(FileError::RowTooLarge {
                    row: row.number,
                    most: MOST_IN_ROW,
                });
            }
            if cells > MOST_CELLS {
                return Err(FileError::RowTooWide {
                    row: row.number,
                    most: MOST_CELLS,
                });
            }
            let ended = match result {
                ReadRecordResult::Record => Ended::Row,
                ReadRecordResult::End => Ended::File,
                ReadRecordResult::InputEmpty if at_end && more_text > 0 => Ended::OpenQuote,
                ReadRecordResult::InputEmpty if at_end => Ended::File,
                ReadRecordResult::InputEmpty => continue,
                ReadRecordResult::OutputFull => {
                    self.cells.resize(self.cells.len() * 2, 0);
                    continue;
                }
                ReadRecordResult::OutputEndsFull => {
                    self.ends.resize(self.ends.len() * 2, 0);
                    continue;
                }
            };
            let last = self
                .place
                .checked_sub(1)
                .and_then(|last| self.text.as_bytes().get(last));
            self.after_return = !at_end && last == Some(&b'\r');
            self.ended = ended != Ended::Row;
            row.text.extend_from_slice(&self.cells[..written]);
            row.ends.extend_from_slice(&self.ends[..cells]);
            return Ok(ended);
        }
    }

    fn read(&mut self) -> Result<(), FileError> {
        self.text.clear();
        self.place = 0;
        while self.text.is_empty() && !self.over {
            let read = match self.from.read(&mut self.bytes) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                read => read.map_err(FileError::Read)?,
            };
            self.over = read == 0;
            self.decoder.decode(&self.bytes[..read], &mut self.text, self.over);
        }
        Ok(())
    }

    /// Empty lines count as rows, as they do in Excel; the machine would pass over them unseen.
    fn skip_blank(&mut self) {
        while let Some(byte) = self.text.as_bytes().get(self.place) {
            match byte {
                b'\n' if self.after_return => self.after_return = false,
                b'\n' => self.number += 1,
                b'\r' => {
                    self.number += 1;
                    self.after_return = true;
                }
                _ => {
                    self.after_return = false;
                    return;
                }
            }
            self.place += 1;
        }
    }
}

fn too_large(row: u64, column: usize, cell: &[u8]) -> FileError {
    let most = MOST_IN_CELL;
    // Only inside of quotation marks does a cell go on in the next line.
    match memchr::memchr2(b'\n', b'\r', cell) {
        Some(_) => FileError::QuoteTooLong { row, column, most },
        None => FileError::CellTooLarge { row, column, most },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives few bytes at a time.
    struct Slowly<'a>(&'a [u8], usize);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let size = self.1.min(self.0.len()).min(buffer.len());
            buffer[..size].copy_from_slice(&self.0[..size]);
            self.0 = &self.0[size..];
            Ok(size)
        }
    }

    fn rows(text: &str, size: usize) -> Vec<String> {
        let mut split = Split::new(Slowly(text.as_bytes(), size), Letters::Known(encoding_rs::UTF_8), b',');
        let (mut row, mut rows) = (Row::default(), Vec::new());
        loop {
            let ended = split.next(&mut row).unwrap();
            if ended == Ended::File {
                return rows;
            }
            let cells: Vec<_> = (0..row.len()).map(|column| row.whole_cell(column)).collect();
            let mark = if ended == Ended::OpenQuote { " open" } else { "" };
            rows.push(format!("{}{mark}: {}", row.number, cells.join("|")));
        }
    }

    #[test]
    fn rows_have_the_numbers_that_excel_shows_whatever_ends_a_line() {
        for end in ["\n", "\r\n", "\r"] {
            for size in 1..5 {
                let text = format!("a,b{end}{end}{end}c, d {end}\"e{end}f\",g{end}{end}h");
                let told = [
                    "1: a|b".to_owned(),
                    "4: c| d ".to_owned(),
                    format!("5: e{end}f|g"),
                    "7: h".to_owned(),
                ];
                assert_eq!(rows(&text, size), told, "{end:?} {size}");
            }
        }
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_told_from_the_end_of_a_file() {
        for (text, told) in [
            ("1,a\n2,\"b", "2 open"),
            ("1,a\n\"", "2 open"),
            ("1,a\n2,\"b\"", "2: 2|b"),
            ("1,a\n2,O\"Neil", "2: 2|O\"Neil"),
            ("1,a\n2,", "2: 2|"),
            ("1,a\n\"\n2\",b", "2: \n2|b"),
            ("1,a\n2,\"say \"\"x\"\"\"\n\n", "2: 2|say \"x\""),
        ] {
            for size in 1..4 {
                let rows = rows(text, size);
                assert!(rows.len() == 2 && rows[1].starts_with(told), "{text:?}: {rows:?}");
            }
        }
        assert_eq!(rows("", 1), [""; 0]);
        assert_eq!(rows("\n\n", 1), [""; 0]);
    }

    #[test]
    fn what_never_ends_stops_while_it_is_small() {
        let endless = |start: &'static str, piece: u8| {
            let from = start.as_bytes().chain(std::io::repeat(piece));
            let mut split = Split::new(from, Letters::Known(encoding_rs::UTF_8), b',');
            let mut row = Row::default();
            let stopped = loop {
                match split.next(&mut row) {
                    Ok(_) => {}
                    Err(error) => break (error.code(), error.values()[0].1.clone()),
                }
            };
            assert!(split.cells.len() <= 4 * MOST_IN_CELL, "{}", split.cells.len());
            stopped
        };
        assert_eq!(endless("a,b\n", b'x'), ("cell-too-large", "2".to_owned()));
        assert_eq!(endless("a,b\n1,\"", b'\n'), ("quote-open", "2".to_owned()));
        let wide = |piece: &[u8]| {
            let text = piece.repeat(6);
            let mut split = Split::new(&text[..], Letters::Known(encoding_rs::UTF_8), b',');
            split.next(&mut Row::default()).map_err(|error| error.code())
        };
        let cell = [vec![b'x'; MOST_IN_CELL - 1], vec![b',']].concat();
        assert_eq!(wide(&cell), Err("row-too-large"));
        assert_eq!(endless("a,b\n", b','), ("row-too-wide", "2".to_owned()));
    }
}
