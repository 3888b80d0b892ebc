//! Where the table is in a text: what separates its cells, and in which row its headings stand.

use crate::names::{self, Word};
use crate::row::Row;
use crate::split::{Ended, Split};
use crate::{FileError, Letters};

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Titles above a table are fewer than this.
const SEARCHED: usize = 30;

/// So many rows show what separates them.
const COUNTED: usize = 100;

/// Its first line when Excel was told the separator by `sep=`: the separator and the bytes of that line.
pub(crate) fn told_by_line(text: &str) -> Option<(u8, usize)> {
    let line = text.split_inclusive(['\n', '\r']).next()?;
    let rest = line
        .trim_end()
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))?;
    let separator = *line.as_bytes().get(rest.len())?;
    let line_feed = usize::from(line.ends_with('\r') && text[line.len()..].starts_with('\n'));
    let nothing_else = line.trim_end_matches(['\n', '\r']).len() <= rest.len() + 1;
    (separator.is_ascii() && nothing_else && !matches!(separator, b'\r' | b'\n' | b'"'))
        .then_some((separator, line.len() + line_feed))
}

/// What separates the cells of this text.
pub(crate) fn separator(text: &str) -> u8 {
    let mut best = (0.0, b',');
    for separator in SEPARATORS {
        let rows = first_rows(text, separator, COUNTED);
        let score = score(&rows);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

/// Rows of equal width speak for a separator, and so do headings that are known.
fn score(rows: &[Vec<String>]) -> f64 {
    let width = usual_width(rows);
    if width < 2 {
        return 0.0;
    }
    let equal = rows.iter().filter(|row| row.len() == width).count();
    let share = equal as f64 / rows.len() as f64;
    let headings = rows.iter().take(SEARCHED).map(|row| known(row)).max().unwrap_or(0);
    share * share * (width as f64).ln_1p() + headings as f64
}

/// The width most rows have; of two that are equally frequent, the larger.
fn usual_width(rows: &[Vec<String>]) -> usize {
    let widths = || rows.iter().map(|row| used(row));
    let count = |width| widths().filter(|other| *other == width).count();
    widths().max_by_key(|width| (count(*width), *width)).unwrap_or(0)
}

fn used(row: &[String]) -> usize {
    row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1)
}

/// How many cells are headings that we know.
fn known(row: &[String]) -> usize {
    row.iter().filter(|cell| names::target(cell).is_some()).count()
}

/// The cells at the beginning, without their numbers; a row that is cut by the end of what was read is left out.
pub(crate) fn first_rows(text: &str, separator: u8, most: usize) -> Vec<Vec<String>> {
    let mut split = Split::new(text.as_bytes(), Letters::Known(encoding_rs::UTF_8), separator);
    let (mut row, mut rows) = (Row::default(), Vec::new());
    while rows.len() < most && matches!(split.next(&mut row), Ok(Ended::Row)) {
        rows.push(row.cells().map(str::to_owned).collect());
    }
    rows
}

/// The place of the headings among the first rows.
pub(crate) fn header(rows: &[Vec<String>]) -> Option<usize> {
    let searched = &rows[..rows.len().min(SEARCHED)];
    let most = searched.iter().map(|row| known(row)).max().unwrap_or(0);
    // A title may hold one of our words as well, so the row with the most of them counts.
    if most > 0 {
        return searched.iter().position(|row| known(row) == most);
    }
    let width = usual_width(rows);
    let is_heading = |cell: &String| !cell.is_empty() && !cell.contains('@') && cell.chars().any(char::is_alphabetic);
    searched
        .iter()
        .position(|row| used(row) == width && row[..width].iter().all(is_heading))
}

/// The headings that were told to be in this row, or those that were found.
pub(crate) fn header_of(rows: &[Vec<String>], numbers: &[u64], told: Option<u64>) -> Result<usize, FileError> {
    let found = match told {
        Some(row) => numbers.iter().position(|number| *number == row),
        None => header(rows),
    };
    found.ok_or(FileError::NoHeader)
}

/// A line under the table, such as a sum or when it was printed. Beside its word stand numbers at most: a row with other words is a
/// person, and one number alone may be a row that was cut off.
pub(crate) fn is_footer(row: &Row, columns: usize) -> bool {
    let mut filled = row.cells().filter(|cell| !cell.is_empty());
    let Some(first) = filled.next() else { return true };
    // Nearly every row is told by its second cell already.
    columns > 2 && filled.all(|cell| !cell.contains(char::is_alphabetic)) && names::is(first, Word::Footer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_makes_a_table() {
        for (text, separator_found) in [
            ("Employee ID,Name\n1,\"a;b;c\"\n2,\"d;e;f\"\n", b','),
            ("Name;Number\nRuiz, Ana;1\nOchoa, Ben;2\n", b';'),
            ("Naam\tNummer\nRuiz, Ana\t1\n", b'\t'),
            ("Employee ID|First Name\n1|a\n", b'|'),
            ("Salary;Name\n1,5;a\n2,5;b\n3,5;c\n", b';'),
            ("one column\n1\n", b','),
            ("", b','),
        ] {
            assert_eq!(char::from(separator(text)), char::from(separator_found), "{text}");
        }
    }

    #[test]
    fn the_line_that_excel_is_told_by_is_no_row() {
        assert_eq!(told_by_line("sep=;\r\na;b"), Some((b';', 7)));
        assert_eq!(told_by_line("SEP=\t\na"), Some((b'\t', 6)));
        for text in ["sep=", "sep=\n", "sep=,x\n", "September;a\n", "sep", "séparé;a", ""] {
            assert_eq!(told_by_line(text), None, "{text:?}");
        }
    }

    #[test]
    fn headings_are_found_below_titles() {
        let rows = |text: &str| first_rows(text, b',', 40);
        let titles = "Staff of Contoso\n".repeat(13);
        let text = format!("{titles}Employee ID,First Name,Last Name\n1,Ana,Ruiz\n");
        assert_eq!(header(&rows(&text)), Some(13));
        assert_eq!(
            header(&rows("Employee list by name\nEmployee ID,Name\n1,Ana\n")),
            Some(1)
        );
        assert_eq!(header(&rows("x1,x2\n1,Ana\n2,Ben\n")), Some(0));
        assert_eq!(header(&rows("1,2\n3,4\n")), None);
        assert_eq!(header(&[]), None);
    }

    #[test]
    fn a_sum_is_no_person_and_a_row_that_was_cut_off_is_no_sum() {
        let row = |cells: &[&str]| {
            let mut row = Row::default();
            cells.iter().for_each(|cell| row.push(cell));
            row
        };
        for cells in [
            ["Total", "812", "", ""],
            ["", "Totaal: 3", "", ""],
            ["Printed on 1 May", "", "", ""],
        ] {
            assert!(is_footer(&row(&cells), 4), "{cells:?}");
        }
        for cells in [
            ["1005", "", "", ""],
            ["1005", "An", "", ""],
            ["Total", "Anna", "Sales", "Active"],
        ] {
            assert!(!is_footer(&row(&cells), 4), "{cells:?}");
        }
    }
}
