//! Rows as a file: CSV for people with a spreadsheet, JSON lines for programs. Row by row, so the memory it takes does not grow.

use std::io::{self, Write};

use graph_client::models::ProvisioningEntry;

use super::matches::Matches;
use super::row::LogRow;
use super::store::LogStore;

/// Columns of the file of rows.
const COLUMNS: &[&str] = &[
    "id",
    "activityDateTime",
    "action",
    "outcome",
    "errorCode",
    "reason",
    "kind",
    "name",
    "address",
    "sourceId",
    "distinguishedName",
    "targetId",
    "targetName",
    "changedProperties",
    "changeId",
    "jobId",
    "cycleId",
];

/// Columns of the file of steps; the change id joins them to the rows.
const STEP_COLUMNS: &[&str] = &[
    "id",
    "changeId",
    "place",
    "type",
    "name",
    "status",
    "description",
    "details",
];

/// Writes rows of CSV (RFC 4180) in UTF-8 with its mark, which spreadsheets want to see.
#[derive(Debug)]
pub struct CsvRows<W: Write> {
    out: W,
    line: String,
}

impl<W: Write> CsvRows<W> {
    /// Writes the names of the columns.
    ///
    /// # Errors
    /// The writer's.
    pub fn new(out: W) -> io::Result<Self> {
        Self::of(out, COLUMNS)
    }

    fn of(mut out: W, columns: &[&str]) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut csv = Self {
            out,
            line: String::new(),
        };
        csv.line(columns.iter().copied())?;
        Ok(csv)
    }

    /// Writes one row.
    ///
    /// # Errors
    /// The writer's.
    pub fn row(&mut self, entry: &ProvisioningEntry) -> io::Result<()> {
        let row = LogRow::of(entry);
        let reason = entry.status().and_then(|status| status.error()?.reason.as_deref());
        let changed: Vec<_> = entry
            .modified_properties
            .iter()
            .filter_map(|property| property.display_name.as_deref())
            .collect();
        let cell = |text: &Option<String>| text.clone().unwrap_or_default();
        let at = row.at.map(|at| at.to_string()).unwrap_or_default();
        self.line(
            [
                &row.id,
                &at,
                row.action.as_str(),
                row.outcome.as_str(),
                &cell(&row.code),
                reason.unwrap_or_default(),
                row.kind.as_str(),
                &cell(&row.name),
                &cell(&row.address),
                &cell(&row.source_id),
                &cell(&row.dn),
                &cell(&row.target_id),
                &cell(&row.target_name),
                &changed.join(";"),
                &cell(&row.change_id),
                &cell(&row.job),
                entry.cycle_id.as_deref().unwrap_or_default(),
            ]
            .into_iter(),
        )
    }

    fn steps(&mut self, entry: &ProvisioningEntry) -> io::Result<()> {
        for (place, step) in entry.provisioning_steps.iter().enumerate() {
            let details = serde_json::to_string(&step.details).unwrap_or_default();
            self.line(
                [
                    entry.id.as_str(),
                    entry.change_id.as_deref().unwrap_or_default(),
                    &(place + 1).to_string(),
                    step.kind.as_ref().map_or("", |kind| kind.as_str()),
                    step.name.as_deref().unwrap_or_default(),
                    step.status.as_ref().map_or("", |status| status.as_str()),
                    step.description.as_deref().unwrap_or_default(),
                    if step.details.is_empty() { "" } else { &details },
                ]
                .into_iter(),
            )?;
        }
        Ok(())
    }

    fn line<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> io::Result<()> {
        self.line.clear();
        for (place, cell) in cells.enumerate() {
            if place > 0 {
                self.line.push(',');
            }
            push_cell(&mut self.line, cell);
        }
        self.line.push_str("\r\n");
        self.out.write_all(self.line.as_bytes())
    }
}

/// A cell that a spreadsheet takes for text: one that begins like a formula gets an apostrophe before it. Zero bytes end a cell for some
/// readers, so none is written.
fn push_cell(line: &mut String, cell: &str) {
    line.push('"');
    let starts = cell.trim_start_matches([' ', '\u{a0}', '\0', '\u{feff}', '\u{200b}']);
    if starts.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '|', '＝', '＋', '－', '＠']) {
        line.push('\'');
    }
    for sign in cell.chars().filter(|sign| *sign != '\0') {
        if sign == '"' {
            line.push('"');
        }
        line.push(sign);
    }
    line.push('"');
}

/// Writes entries as Graph gave them, one a line.
#[derive(Debug)]
pub struct JsonLines<W: Write>(W);

impl<W: Write> JsonLines<W> {
    /// Writes nothing yet.
    pub fn new(out: W) -> Self {
        Self(out)
    }

    /// Writes one entry.
    ///
    /// # Errors
    /// The writer's.
    pub fn entry(&mut self, raw: &str) -> io::Result<()> {
        // Blanks between the parts of a JSON text may be line breaks; inside of its texts there is none.
        for line in raw.split(['\r', '\n']) {
            self.0.write_all(line.as_bytes())?;
        }
        self.0.write_all(b"\n")
    }
}

/// Writes the rows that fit, the newest first; how many.
///
/// # Errors
/// The writer's.
pub fn csv(store: &LogStore, matches: &Matches, out: impl Write) -> io::Result<usize> {
    let mut csv = CsvRows::new(out)?;
    each(store, matches, |raw| csv.row(&read(raw)?))
}

/// Writes the steps of the rows that fit; of how many rows.
///
/// # Errors
/// The writer's.
pub fn steps_csv(store: &LogStore, matches: &Matches, out: impl Write) -> io::Result<usize> {
    let mut csv = CsvRows::of(out, STEP_COLUMNS)?;
    each(store, matches, |raw| csv.steps(&read(raw)?))
}

/// Writes the entries of the rows that fit; how many.
///
/// # Errors
/// The writer's.
pub fn json_lines(store: &LogStore, matches: &Matches, out: impl Write) -> io::Result<usize> {
    let mut lines = JsonLines::new(out);
    each(store, matches, |raw| lines.entry(raw))
}

fn each(store: &LogStore, matches: &Matches, mut write: impl FnMut(&str) -> io::Result<()>) -> io::Result<usize> {
    let mut bodies = store.bodies();
    for &number in matches.rows() {
        let body = store.body_of(number).and_then(|body| bodies.get(body));
        // A store has the body of each of its rows; a list of another store would be a mistake.
        write(body.ok_or(io::ErrorKind::NotFound)?)?;
    }
    Ok(matches.rows().len())
}

fn read(raw: &str) -> io::Result<ProvisioningEntry> {
    serde_json::from_str(raw).map_err(io::Error::other)
}
