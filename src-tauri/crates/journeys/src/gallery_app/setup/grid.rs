//! A table at hand, cell by cell, as a person fills it in. What is wrong with it the reader of tables says.

use graph_client::secrets::is_confidential;

use super::listed;
use super::table::{self, Table};
use crate::setup_file::{Found, SetupError};

/// Columns by the names of the reader, and cells as texts. A secret stands in none of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// What each column is.
    pub columns: Vec<&'static str>,
    /// Each with a cell for every column.
    pub rows: Vec<Vec<String>>,
}

impl Grid {
    /// In mistakes it needs no name: there is no other table.
    const NAME: &'static str = "table";
    /// The headings stand above the first row, and rows are counted from 1.
    const ABOVE: usize = 2;

    /// The column of this name, as the reader spells it.
    #[must_use]
    pub fn column(name: &str) -> Option<&'static str> {
        table::columns().find(|known| *known == name)
    }

    /// What stands in this column is a secret, or says where one is.
    #[must_use]
    pub fn is_secret(column: &str) -> bool {
        is_confidential(column)
    }

    /// Where this column stands.
    #[must_use]
    pub fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| *known == column)
    }

    /// This cell says where a secret is, and is none itself.
    #[must_use]
    pub fn is_reference(cell: &str) -> bool {
        table::is_reference(cell)
    }

    /// The cells of a text, whatever stands in them.
    ///
    /// # Errors
    /// It is no table, a heading is wrong, or nobody can tell which cell of a row is under which heading: everything that is wrong with it,
    /// what stands in cells as well.
    pub fn read(text: &str) -> Result<Self, Vec<SetupError>> {
        let read = Table::of(Self::NAME.to_owned(), text);
        if read.mistakes.iter().any(|mistake| is_of_its_form(&mistake.found)) || has_no_name(&read) {
            return Err(all_mistakes(read));
        }
        let columns: Vec<&'static str> = read.columns.iter().filter_map(|(column, _)| *column).collect();
        let cells = |row: &people_file::Row| (0..columns.len()).map(|column| row.cell(column).to_owned()).collect();
        Ok(Self {
            rows: read.rows.iter().map(cells).collect(),
            columns,
        })
    }

    /// Everything that is wrong in its cells: the place of the row, from 0, and the mistake.
    #[must_use]
    pub fn mistakes(&self) -> Vec<(usize, SetupError)> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let mistakes = all_mistakes(Table::of(Self::NAME.to_owned(), &self.text()));
        let placed = mistakes.into_iter().filter_map(|mistake| {
            let place = usize::try_from(mistake.line).ok()?.checked_sub(Self::ABOVE)?;
            Some((place, mistake))
        });
        placed.collect()
    }

    /// The text that the reader reads.
    #[must_use]
    pub fn text(&self) -> String {
        let line = |cells: Vec<&str>| {
            let quoted = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
            quoted.collect::<Vec<_>>().join(",") + "\n"
        };
        let rows = self.rows.iter().map(|row| row.iter().map(String::as_str).collect());
        std::iter::once(self.columns.clone()).chain(rows).map(line).collect()
    }
}

/// Nobody can tell by it which cell is which.
fn is_of_its_form(found: &Found) -> bool {
    matches!(
        found,
        Found::TooMuchForATable
            | Found::OpenQuote
            | Found::Cells { .. }
            | Found::UnknownHeading
            | Found::HeadingAgain { .. }
            | Found::Instances { .. }
    )
}

fn has_no_name(read: &Table) -> bool {
    !read.columns.iter().any(|(column, _)| *column == Some(table::NAME))
}

/// What is wrong in rows, and what rows may not have in common, in the order of the table.
fn all_mistakes(read: Table) -> Vec<SetupError> {
    let doubled = listed::doubled(&read.listed).into_iter();
    let doubled: Vec<SetupError> = doubled.filter_map(listed::Doubled::in_table).collect();
    let mut mistakes = read.mistakes;
    mistakes.extend(doubled);
    mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
    mistakes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup_file::Allowed;

    #[test]
    fn a_paste_from_excel_is_read_cell_by_cell_and_comes_back_as_it_was() {
        let text = "Name\tBase Address\tsecret-token\nO'Neil\thttps://a.example\tpasted\n\"A \"\"B\"\"\"\t\tenv:TOK\n";
        let grid = Grid::read(text).unwrap();
        assert_eq!(grid.columns, ["name", "BaseAddress", "SecretToken"]);
        assert_eq!(grid.rows[1], ["A \"B\"", "", "env:TOK"]);
        assert_eq!(Grid::read(&grid.text()).unwrap(), grid);
        let [(row, wrong)] = <[_; 1]>::try_from(grid.mistakes()).unwrap();
        assert_eq!((row, wrong.column, &wrong.allowed), (0, 3, &Allowed::CellReference));
        assert!(!format!("{wrong:?}").contains("pasted"));
    }

    #[test]
    fn what_is_wrong_is_told_for_every_row_and_its_cells_stay() {
        let many = |cell: &str| format!("name,notify\n{}", format!("{cell},nobody\n").repeat(150));
        let grid = Grid::read(&many("A")).unwrap();
        let mistakes = grid.mistakes();
        assert_eq!(grid.rows.len(), 150);
        assert_eq!(mistakes.len(), 150 + 149, "more than are collected of a file");
        assert_eq!(mistakes[2].0, 1);
        assert_eq!(mistakes[1].1.found, Found::SameAsRow { row: 2 });
    }

    #[test]
    fn a_table_whose_form_is_wrong_is_refused_with_everything_in_it() {
        for (text, count) in [
            ("", 1),
            ("name,BaseAddress", 1),
            ("A,https://x\nB,http://y", 3),
            ("name,name\nA,B", 1),
            ("name,SecretToken\nA,b,c\nB,plain", 2),
            ("name,\"BaseAddress\nA,x", 1),
        ] {
            let mistakes = Grid::read(text).unwrap_err();
            assert!(mistakes.len() >= count, "{text}: {mistakes:?}");
            assert!(!format!("{mistakes:?}").contains("plain"), "{mistakes:?}");
        }
        assert_eq!(Grid::default().mistakes(), []);
    }
}
