//! A table of instances of one app while a person fills it in. Secrets are in memory alone: whoever reads it gets the word for a value
//! that a person types.

use std::collections::{BTreeMap, HashMap, HashSet};

use graph_client::SecretText;
use journeys::Grid;
use journeys::{Setup, SetupError};

use crate::Problem;
use crate::view::{
    AppTableView, CellFault, GalleryEntry, GalleryKind, HeldSecret, TableAsked, TableCell, TableColumn, TableRow,
    TableRows,
};

const NAME: &str = "name";
const KEY: &str = "key";
const GROUPS: &str = "groups";
/// In place of a secret, for the reader of tables.
const TYPED: &str = "prompt";
/// Rows that are told at most.
const MOST_TOLD: usize = 200;

/// Which there is.
#[derive(Debug)]
pub(crate) struct AppTable {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    /// Names of apps that the tenant had already, without case.
    taken: HashSet<String>,
    /// By row and column, both from 0.
    faults: Vec<BTreeMap<usize, CellFault>>,
    revision: u64,
}

#[derive(Debug, Clone)]
struct Column {
    key: &'static str,
    secret: bool,
    needed: bool,
}

#[derive(Debug, Clone)]
enum Cell {
    Text(String),
    Secret(SecretText),
    Stored,
    Refused,
    InFile,
}

/// Where a text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableSource {
    /// A person copied or typed it, its secrets too.
    Person,
    /// A file, in which no secret may stand.
    File,
}

impl AppTable {
    /// One without rows, with the columns that this app needs.
    pub(crate) fn of_app(entry: &GalleryEntry) -> Self {
        let mut columns = vec![Column {
            key: NAME,
            secret: false,
            needed: true,
        }];
        let fields = entry.fields.iter().filter_map(|field| {
            Some(Column {
                key: Grid::column(&field.key)?,
                secret: field.secret || Grid::is_secret(&field.key),
                needed: !field.optional,
            })
        });
        columns.extend(fields);
        if !matches!(entry.row.kind, GalleryKind::Roles) {
            columns.extend(Grid::column(GROUPS).map(Column::besides));
        }
        Self {
            columns,
            rows: Vec::new(),
            taken: entry.named.iter().map(|name| without_case(name)).collect(),
            faults: Vec::new(),
            revision: 1,
        }
    }

    /// A file without rows, to be filled in with a spreadsheet.
    pub(crate) fn empty_file(&self, separator: char) -> String {
        let keys: Vec<&str> = self.columns.iter().map(|column| column.key).collect();
        keys.join(&separator.to_string()) + "\r\n"
    }

    /// Puts the rows of this text in the place of its own.
    ///
    /// # Errors
    /// It is no table, or nobody can tell which cell is which; then everything that is wrong in it is told, and nothing was taken.
    pub(crate) fn take(&mut self, text: &str, source: TableSource) -> Result<(), Problem> {
        let grid = Grid::read(text)?;
        // Those of a table before are no columns of this one.
        self.columns.retain(|column| column.needed || column.key == GROUPS);
        for key in &grid.columns {
            if self.place(key).is_none() {
                self.columns.push(Column::besides(key));
            }
        }
        let places: Vec<Option<usize>> = self.columns.iter().map(|column| grid.place(column.key)).collect();
        let cell = |column: &Column, text: &str| column.cell(text, source);
        let row = |cells: &Vec<String>| {
            let texts = places.iter().map(|place| place.map_or("", |place| &cells[place]));
            let columns = self.columns.iter().zip(texts);
            columns.map(|(column, text)| cell(column, text)).collect()
        };
        self.rows = grid.rows.iter().map(row).collect();
        self.changed();
        Ok(())
    }

    /// Puts this into a cell; the row counts from 1.
    pub(crate) fn set(&mut self, row: usize, column: &str, value: &str) {
        let Some(place) = self.place(column) else { return };
        let cell = self.columns[place].cell(value, TableSource::Person);
        if let Some(row) = row.checked_sub(1).and_then(|row| self.rows.get_mut(row)) {
            row[place] = cell;
            self.changed();
        }
    }

    /// The same for every row.
    pub(crate) fn set_all(&mut self, column: &str, value: &str) {
        let Some(place) = self.place(column) else { return };
        let cell = self.columns[place].cell(value, TableSource::Person);
        for row in &mut self.rows {
            row[place] = cell.clone();
        }
        self.changed();
    }

    pub(crate) fn add(&mut self) {
        self.rows.push(vec![Cell::Text(String::new()); self.columns.len()]);
        self.changed();
    }

    pub(crate) fn remove(&mut self, row: usize) {
        if (1..=self.rows.len()).contains(&row) {
            self.rows.remove(row - 1);
            self.changed();
        }
    }

    /// What the app was told is stored, and what it refused is not to be sent again: an account that is tried too often gets locked.
    pub(crate) fn after(&mut self, row: usize, is_stored: bool, is_refused: bool) {
        let Some(cells) = row.checked_sub(1).and_then(|row| self.rows.get_mut(row)) else {
            return;
        };
        if !is_stored && !is_refused {
            return;
        }
        let secrets = cells.iter_mut().filter(|cell| matches!(cell, Cell::Secret(_)));
        secrets.for_each(|cell| *cell = if is_stored { Cell::Stored } else { Cell::Refused });
        self.changed();
    }

    /// Nothing is wrong or missing in this row, which counts from 1.
    pub(crate) fn is_ready(&self, row: usize) -> bool {
        let faults = row.checked_sub(1).and_then(|row| self.faults.get(row));
        faults.is_some_and(BTreeMap::is_empty)
    }

    /// The same of all of them, of which there is one.
    pub(crate) fn is_all_ready(&self) -> bool {
        !self.rows.is_empty() && self.faults.iter().all(BTreeMap::is_empty)
    }

    pub(crate) fn view(&self) -> AppTableView {
        let column = |column: &Column| TableColumn {
            key: column.key.to_owned(),
            secret: column.secret,
            needed: column.needed,
        };
        AppTableView {
            revision: self.revision,
            columns: self.columns.iter().map(column).collect(),
            rows: self.rows.len(),
            ready: self.faults.iter().filter(|faults| faults.is_empty()).count(),
            namesakes: self.rows.iter().filter(|row| self.is_namesake(row)).count(),
        }
    }

    pub(crate) fn rows(&self, asked: TableAsked) -> TableRows {
        let wanted = (0..self.rows.len()).filter(|row| !asked.faulty || !self.faults[*row].is_empty());
        let wanted: Vec<usize> = wanted.collect();
        let told = wanted.iter().skip(asked.from).take(asked.count.min(MOST_TOLD));
        let rows = told.map(|row| {
            let cells = self.rows[*row].iter().enumerate();
            let told = |(column, cell): (usize, &Cell)| TableCell {
                text: cell.shown().to_owned(),
                secret: cell.held(),
                fault: self.faults[*row].get(&column).cloned(),
            };
            TableRow {
                number: row + 1,
                cells: cells.map(told).collect(),
            }
        });
        TableRows {
            revision: self.revision,
            matched: wanted.len(),
            rows: rows.collect(),
        }
    }

    /// As the reader of tables reads it, without any secret.
    pub(crate) fn text(&self) -> String {
        self.grid().text()
    }

    /// The set-up with the secrets of its rows.
    pub(crate) fn given_to(&self, setup: Setup) -> Setup {
        let secrets: HashMap<&str, HashMap<&str, &SecretText>> = self
            .rows
            .iter()
            .map(|row| (self.key_of(row), self.secrets(row)))
            .collect();
        setup.typed(|instance, name| {
            let secret = *secrets.get(instance)?.get(name)?;
            Some(secret.clone())
        })
    }

    /// What the row is called in the set-up.
    fn key_of<'r>(&self, row: &'r [Cell]) -> &'r str {
        let text = |column: &str| self.place(column).map_or("", |place| row[place].shown());
        match text(KEY) {
            "" => text(NAME),
            key => key,
        }
    }

    fn is_namesake(&self, row: &[Cell]) -> bool {
        let name = self.place(NAME).map(|place| without_case(row[place].shown()));
        name.is_some_and(|name| self.taken.contains(&name))
    }

    fn secrets<'r>(&self, row: &'r [Cell]) -> HashMap<&'static str, &'r SecretText> {
        let cells = self.columns.iter().zip(row);
        let secret = cells.filter_map(|(column, cell)| match cell {
            Cell::Secret(secret) => Some((column.key, secret)),
            _ => None,
        });
        secret.collect()
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.key == column)
    }

    fn grid(&self) -> Grid {
        let row = |row: &Vec<Cell>| row.iter().map(|cell| cell.written().to_owned()).collect();
        Grid {
            columns: self.columns.iter().map(|column| column.key).collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }

    fn changed(&mut self) {
        self.revision += 1;
        let own = |row: &Vec<Cell>| {
            let cells = self.columns.iter().zip(row).enumerate();
            let faults = cells.filter_map(|(place, (column, cell))| Some((place, column.fault(cell)?)));
            faults.collect()
        };
        self.faults = self.rows.iter().map(own).collect();
        for (
            row,
            SetupError {
                column, found, allowed, ..
            },
        ) in self.grid().mistakes()
        {
            let place = usize::try_from(column).unwrap_or_default().saturating_sub(1);
            if let Some(faults) = self.faults.get_mut(row) {
                faults.entry(place).or_insert(CellFault::Wrong { found, allowed });
            }
        }
    }
}

fn without_case(name: &str) -> String {
    name.trim().to_lowercase()
}

impl Column {
    /// One that the app does not ask for.
    fn besides(key: &'static str) -> Self {
        Self {
            key,
            secret: Grid::is_secret(key),
            needed: false,
        }
    }

    /// What a person or a file says about a cell. What names the place of a secret is none.
    fn cell(&self, text: &str, source: TableSource) -> Cell {
        let text = text.trim();
        let is_literal = self.secret && !text.is_empty() && !Grid::is_reference(text);
        match source {
            _ if self.secret && text == TYPED => Cell::Text(String::new()),
            TableSource::Person if is_literal => Cell::Secret(SecretText::new(text)),
            TableSource::File if is_literal => Cell::InFile,
            _ => Cell::Text(text.to_owned()),
        }
    }

    /// What the reader of tables cannot say of it.
    fn fault(&self, cell: &Cell) -> Option<CellFault> {
        match cell {
            Cell::Text(text) if text.is_empty() && self.needed => Some(CellFault::Missing),
            Cell::Refused => Some(CellFault::Refused),
            Cell::InFile => Some(CellFault::SecretInFile),
            Cell::Text(_) | Cell::Secret(_) | Cell::Stored => None,
        }
    }
}

impl Cell {
    fn shown(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Secret(_) | Self::Stored | Self::Refused | Self::InFile => "",
        }
    }

    fn written(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Secret(_) | Self::Stored | Self::Refused | Self::InFile => TYPED,
        }
    }

    fn held(&self) -> Option<HeldSecret> {
        match self {
            Self::Secret(_) => Some(HeldSecret::Memory),
            Self::Stored => Some(HeldSecret::Stored),
            Self::Text(_) | Self::Refused | Self::InFile => None,
        }
    }
}

#[cfg(test)]
mod tests;
