//! Sheets of Excel. `calamine` reads the cells one by one; how large a workbook may become, and what its cells mean as text, is here.

use std::fs::File;
use std::io::{self, BufReader, Read as _, Seek as _};
use std::ops::ControlFlow;

use calamine::{DataRef, DataType as _, ExcelDateTime, Reader as _, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use zip::ZipArchive;

use crate::row::{MOST_CELLS, MOST_IN_CELL, MOST_IN_ROW, Row};
use crate::{Code, FileError, Instead};

/// A larger table is for a text file.
pub const MOST_SHEET_ROWS: u64 = 300_000;

/// What a workbook may unpack to.
const MOST_UNPACKED: u64 = 512 * 1024 * 1024;

/// Texts that cells share are in memory as long as the workbook is read.
const MOST_SHARED: u64 = 128 * 1024 * 1024;

/// Text packs by 5 to 20. More than this is made to hurt, once it is large enough to do so.
const MOST_RATIO: u64 = 200;
const MAY_HURT: u64 = 32 * 1024 * 1024;

const MOST_PARTS: usize = 10_000;

/// Formulas without a value are written by programs that cannot work them out; so many are told one by one.
const MOST_FORMULAS: usize = 100_000;

/// Digits that Excel keeps of a number.
const EXACT: f64 = 1e15;

pub(crate) struct Workbook {
    book: Xlsx<BufReader<File>>,
}

impl Workbook {
    pub(crate) fn open(mut file: File) -> Result<Self, FileError> {
        let packed = file.metadata().map_err(FileError::Read)?.len();
        must_be_bearable(&mut BufReader::new(&mut file), packed)?;
        file.rewind().map_err(FileError::Read)?;
        Self::again(file)
    }

    /// One that was opened before and has not changed since.
    pub(crate) fn again(file: File) -> Result<Self, FileError> {
        let book = Xlsx::new(BufReader::new(file)).map_err(damaged)?;
        Ok(Self { book })
    }

    /// The sheet of this name, or the first that a person can see.
    pub(crate) fn sheet(&self, told: Option<&str>) -> Result<String, FileError> {
        let mut sheets = self.book.sheets_metadata().iter();
        let found = match told {
            Some(name) => sheets.find(|sheet| sheet.name == name),
            None => sheets.find(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible),
        };
        found.map(|sheet| sheet.name.clone()).ok_or(FileError::NoSheet)
    }

    pub(crate) fn others(&self, but: &str) -> Vec<String> {
        let sheets = self.book.sheets_metadata().iter();
        let seen = sheets.filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.name != but);
        seen.map(|sheet| sheet.name.clone()).collect()
    }

    pub(crate) fn counts_from_1904(&self) -> bool {
        self.book.has_1904_epoch()
    }

    /// Gives every row that holds something to `each`; `without_value` are its formulas that have none.
    pub(crate) fn rows(
        &mut self,
        sheet: &str,
        without_value: &[(u32, u32)],
        each: &mut dyn FnMut(&mut Row) -> ControlFlow<()>,
    ) -> Result<(), FileError> {
        let mut cells = self.book.worksheet_cells_reader(sheet).map_err(damaged)?;
        let digits: Vec<usize> = cells.styles().iter().map(zeros_shown).collect();
        let (mut row, mut rows) = (Row::default(), 0);
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damaged)? {
            let (line, column) = cell.get_position();
            let (number, column) = (u64::from(line) + 1, column as usize);
            if number != row.number {
                rows += 1;
                if rows > MOST_SHEET_ROWS {
                    return Err(FileError::TooManyRows { most: MOST_SHEET_ROWS });
                }
                if row.number > 0 && each(&mut row).is_break() {
                    return Ok(());
                }
                if number < row.number {
                    return Err(FileError::NotTable(Instead::DamagedExcel));
                }
                row.clear();
                row.number = number;
            }
            // Cells stand in order, and Excel has no more of them.
            if column >= MOST_CELLS || column < row.len() {
                return Err(FileError::NotTable(Instead::DamagedExcel));
            }
            row.widen(column);
            let (text, code) = as_text(cell.get_value(), digits.get(style).copied().unwrap_or(0));
            if text.len() > MOST_IN_CELL {
                return Err(FileError::CellTooLarge {
                    row: number,
                    column: column + 1,
                    most: MOST_IN_CELL,
                });
            }
            // Many cells may point at one long text.
            if row.text.len() + text.len() > MOST_IN_ROW {
                return Err(FileError::RowTooLarge {
                    row: number,
                    most: MOST_IN_ROW,
                });
            }
            row.push(&text);
            let unworked = without_value.binary_search(&(line, cell.get_position().1)).is_ok();
            let code = if unworked { Some(Code::FormulaNoValue) } else { code };
            row.found.extend(code.map(|code| (column, code)));
        }
        if row.number > 0 {
            let _ = each(&mut row); // it was the last
        }
        Ok(())
    }

    /// Sorted by row and column. The reader tells either styles or formulas, so that this is a pass of its own.
    pub(crate) fn formulas_without_value(&mut self, sheet: &str) -> Result<Vec<(u32, u32)>, FileError> {
        let mut cells = self.book.worksheet_cells_reader(sheet).map_err(damaged)?;
        let mut found = Vec::new();
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
            if cell.formula.is_some() && cell.value.is_empty() && found.len() < MOST_FORMULAS {
                found.push(cell.pos);
            }
        }
        found.sort_unstable();
        Ok(found)
    }
}

/// Every part is unpacked once and counted, because what an archive says about its sizes may be a lie.
fn must_be_bearable(file: &mut BufReader<&mut File>, packed: u64) -> Result<(), FileError> {
    let mut archive = ZipArchive::new(file).map_err(|_| FileError::NotTable(Instead::DamagedExcel))?;
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .collect();
    let has = |part: &str| names.iter().any(|name| name.eq_ignore_ascii_case(part));
    match () {
        () if has("xl/workbook.bin") => return Err(FileError::NotTable(Instead::BinaryExcel)),
        () if has("mimetype") && has("content.xml") => return Err(FileError::NotTable(Instead::OpenDocument)),
        () if !names
            .iter()
            .any(|name| name.to_ascii_lowercase().ends_with("workbook.xml")) =>
        {
            return Err(FileError::NotTable(Instead::Archive));
        }
        () if names.len() > MOST_PARTS => return Err(FileError::UnpackedTooLarge { most: MOST_UNPACKED }),
        () => {}
    }
    let most = MOST_UNPACKED.min((packed * MOST_RATIO).max(MAY_HURT));
    let mut unpacked = 0;
    for place in 0..archive.len() {
        let part = archive
            .by_index(place)
            .map_err(|_| FileError::NotTable(Instead::DamagedExcel))?;
        let is_shared = part
            .name()
            .is_ok_and(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"));
        let room = most - unpacked;
        let room = if is_shared { room.min(MOST_SHARED) } else { room };
        let mut limited = part.take(room + 1);
        let read = io::copy(&mut limited, &mut io::sink()).map_err(|_| FileError::NotTable(Instead::DamagedExcel))?;
        if read > room {
            return Err(FileError::UnpackedTooLarge {
                most: if is_shared { MOST_SHARED } else { most },
            });
        }
        unpacked += read;
    }
    Ok(())
}

fn damaged(error: XlsxError) -> FileError {
    match error {
        XlsxError::Io(cause) if cause.kind() != io::ErrorKind::UnexpectedEof => FileError::Read(cause),
        XlsxError::Password => FileError::NotTable(Instead::LockedExcel),
        _ => FileError::NotTable(Instead::DamagedExcel),
    }
}

/// How many digits a number format such as `00000` shows at least; 0 when it adds none.
fn zeros_shown(style: &Style) -> usize {
    let code = style.number_format.as_ref().map_or("", |format| &format.format_code);
    match !code.is_empty() && code.len() <= 32 && code.bytes().all(|byte| byte == b'0') {
        true => code.len(),
        false => 0,
    }
}

/// As a person sees it in Excel, and what that hides.
fn as_text(value: &DataRef<'_>, digits: usize) -> (String, Option<Code>) {
    match value {
        DataRef::Empty => (String::new(), None),
        DataRef::String(text) => (text.clone(), None),
        DataRef::SharedString(text) => ((*text).to_owned(), None),
        DataRef::Bool(yes) => (yes.to_string(), None),
        DataRef::Int(number) => number_text(*number as f64, digits),
        DataRef::Float(number) => number_text(*number, digits),
        DataRef::DateTime(at) => (date_text(at), None),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), None),
        DataRef::Error(_) => ("#N/A".to_owned(), None),
    }
}

fn number_text(number: f64, digits: usize) -> (String, Option<Code>) {
    let text = number.to_string();
    match () {
        () if number.abs() >= EXACT => (text, Some(Code::NumberRounded)),
        () if text.len() < digits && number >= 0.0 && number.fract() == 0.0 => {
            (format!("{text:0>digits$}"), Some(Code::ZerosByFormat))
        }
        () => (text, None),
    }
}

fn date_text(at: &ExcelDateTime) -> String {
    if at.is_duration() {
        return at.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    match (hour, minute, second) {
        (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
    }
}
