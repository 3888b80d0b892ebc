//! A table in a text that is at hand as a whole, and small: its rows as they stand there. What is in them is the business of whoever asks.

use crate::layout;
use crate::row::Row;
use crate::split::{Ended, Split};
use crate::{FileError, Letters};

/// What can separate the cells of a table that people write for us.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The rows of a text.
#[derive(Debug, Default)]
pub struct TextTable {
    /// Those in which something stands, the headings among them.
    pub rows: Vec<Row>,
    /// The row in which a quotation mark is opened that is not closed; it is none of the rows.
    pub open_quote: Option<u64>,
}

impl TextTable {
    /// Reads the text. The separator is the one by which its first row has the most cells, or that of a `sep=` line above.
    ///
    /// # Errors
    /// A cell or a row is larger than any table has.
    pub fn read(text: &str) -> Result<Self, FileError> {
        if let Some((separator, line)) = layout::told_by_line(text) {
            return Self::separated(&text[line..], separator);
        }
        let width = |separator: &u8| {
            let first = layout::first_rows(text, *separator, 1);
            first.first().map_or(0, Vec::len)
        };
        // Of several that are as good the first one counts.
        let best = SEPARATORS.into_iter().rev().max_by_key(width);
        Self::separated(text, best.unwrap_or(b','))
    }

    fn separated(text: &str, separator: u8) -> Result<Self, FileError> {
        let mut split = Split::new(text.as_bytes(), Letters::Known(encoding_rs::UTF_8), separator);
        let mut table = Self::default();
        loop {
            let mut row = Row::default();
            match split.next(&mut row)? {
                Ended::Row if row.is_blank() => {}
                Ended::Row => table.rows.push(row),
                Ended::OpenQuote => {
                    table.open_quote = Some(row.number);
                    return Ok(table);
                }
                Ended::File => return Ok(table),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let table = TextTable::read(text).unwrap();
        let row = |row: &Row| row.cells().map(str::to_owned).collect();
        table.rows.iter().map(row).collect()
    }

    #[test]
    fn the_first_row_tells_what_separates() {
        let wanted = [["name", "groups"], ["A, B; C", "x|y"]];
        for text in [
            "name,groups\n\"A, B; C\",x|y\n",
            "name;groups\r\n\"A, B; C\";x|y",
            "name\tgroups\nA, B; C\tx|y",
            "sep=;\r\nname;groups\r\n\r\n;\r\n\"A, B; C\";x|y\r\n",
        ] {
            assert_eq!(cells(text), wanted, "{text}");
        }
        assert_eq!(cells("name\nA"), [["name"], ["A"]]);
        assert_eq!(cells(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn rows_are_counted_as_excel_does_and_an_open_quote_is_told() {
        let table = TextTable::read("name\n\n\"a\nb\"\nc\n\"d").unwrap();
        let numbers: Vec<u64> = table.rows.iter().map(|row| row.number).collect();
        assert_eq!((numbers, table.open_quote), (vec![1, 3, 4], Some(5)));
    }
}
