//! A file of people: what it is, where its table stands, and its rows one after the other.

use std::fs::File;
use std::io::{BufReader, Read as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::OnceLock;

use serde::Serialize;
use ts_rs::TS;

use crate::layout;
use crate::letters::{self, Guess};
use crate::magic::{self, Looks};
use crate::persons::{People, Seen};
use crate::problem::{Code, Problems, Weight};
use crate::row::Row;
use crate::source::Source;
use crate::split::{Ended, Split};
use crate::xlsx::Workbook;
use crate::{FileError, Instead, Letters};

/// Rows among which the headings are looked for.
const FIRST: usize = 100;

/// What a person or a set-up says about the file; the rest is found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// A name of an encoding, such as `windows-1252`.
    pub encoding: Option<String>,
    pub separator: Option<char>,
    pub sheet: Option<String>,
    /// As [`Row::number`] counts.
    pub header_row: Option<u64>,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
#[ts(rename = "PeopleFileKind")]
pub enum Kind {
    Text {
        #[ts(type = "string")]
        encoding: Letters,
        /// It says so itself, by a byte order mark.
        mark: bool,
        separator: char,
    },
    Sheet {
        sheet: String,
        /// The other sheets that a person can see.
        others: Vec<String>,
        /// Its days are counted from 1904.
        from_1904: bool,
    },
}

/// A file whose table was found.
#[derive(Debug)]
pub struct PeopleFile {
    source: Source,
    kind: Kind,
    guess: Option<Guess>,
    /// Bytes before the first row: a byte order mark, a `sep=` line.
    skipped: u64,
    header_row: u64,
    columns: Vec<String>,
    /// Formulas of the sheet that have no value, once they were looked for.
    without_value: OnceLock<Vec<(u32, u32)>>,
}

impl PeopleFile {
    /// Looks at the beginning of a file and finds its table.
    ///
    /// # Errors
    /// It is no table, or no regular file that can be read.
    pub fn open(path: &Path, told: &Told) -> Result<Self, FileError> {
        let source = Source::open(path)?;
        match magic::of(&source.head) {
            Looks::No(instead) => Err(FileError::NotTable(instead)),
            Looks::Zip => Self::sheet(source, told),
            Looks::Text => Self::text(source, told),
        }
    }

    fn text(source: Source, told: &Told) -> Result<Self, FileError> {
        let found = letters::guess(&source.head, source.is_head_all());
        let guess = match &told.encoding {
            Some(name) => Guess {
                letters: Letters::named(name)?,
                open: false,
                ..found
            },
            None => found,
        };
        let mut text = String::new();
        guess
            .letters
            .decoder()
            .decode(&source.head[guess.mark..], &mut text, source.is_head_all());
        if let Some(instead) = magic::of_text(&text) {
            return Err(FileError::NotTable(instead));
        }
        if text
            .trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{FEFF}')
            .is_empty()
            && source.is_head_all()
        {
            return Err(FileError::Empty);
        }
        if is_binary(&text) {
            return Err(FileError::NotTable(Instead::Binary));
        }
        let by_line = layout::told_by_line(&text);
        let line = by_line.map_or(0, |(_, bytes)| bytes);
        let head = whole_lines(&text[line..], source.is_head_all());
        let separator = match (told.separator, by_line) {
            (Some(told), _) => u8::try_from(told).ok().filter(u8::is_ascii).unwrap_or(b','),
            (None, Some((separator, _))) => separator,
            (None, None) => layout::separator(head),
        };
        // All of the line is ASCII, so that it has as many bytes in the file, or twice as many.
        let width = match guess.letters {
            Letters::Known(wide) if wide == encoding_rs::UTF_16LE || wide == encoding_rs::UTF_16BE => 2,
            _ => 1,
        };
        let mut file = Self {
            source,
            kind: Kind::Text {
                encoding: guess.letters,
                mark: guess.mark > 0,
                separator: char::from(separator),
            },
            guess: Some(guess),
            skipped: (guess.mark + line * width) as u64,
            header_row: 0,
            columns: Vec::new(),
            without_value: OnceLock::new(),
        };
        let (mut rows, mut numbers) = (Vec::new(), Vec::new());
        let mut split = Split::new(file.source.read_from(file.skipped)?, guess.letters, separator);
        let mut row = Row::default();
        while rows.len() < FIRST && split.next(&mut row)? != Ended::File {
            rows.push(row.cells().map(str::to_owned).collect());
            numbers.push(row.number);
        }
        file.take_header(rows, &numbers, told)?;
        Ok(file)
    }

    fn sheet(source: Source, told: &Told) -> Result<Self, FileError> {
        let mut book = Workbook::open(source.read()?)?;
        let sheet = book.sheet(told.sheet.as_deref())?;
        let (mut rows, mut numbers) = (Vec::new(), Vec::new());
        book.rows(&sheet, &[], &mut |row| {
            rows.push(row.cells().map(str::to_owned).collect());
            numbers.push(row.number);
            if rows.len() < FIRST {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        if rows.is_empty() {
            return Err(FileError::Empty);
        }
        let mut file = Self {
            source,
            kind: Kind::Sheet {
                others: book.others(&sheet),
                from_1904: book.counts_from_1904(),
                sheet,
            },
            guess: None,
            skipped: 0,
            header_row: 0,
            columns: Vec::new(),
            without_value: OnceLock::new(),
        };
        file.take_header(rows, &numbers, told)?;
        Ok(file)
    }

    fn take_header(&mut self, mut rows: Vec<Vec<String>>, numbers: &[u64], told: &Told) -> Result<(), FileError> {
        let place = layout::header_of(&rows, numbers, told.header_row)?;
        self.header_row = numbers[place];
        self.columns = rows.swap_remove(place);
        // A separator at the end of every row makes a column that nobody meant.
        while self.columns.last().is_some_and(String::is_empty) {
            self.columns.pop();
        }
        Ok(())
    }

    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The row of the headings; what stands above are titles.
    #[must_use]
    pub fn header_row(&self) -> u64 {
        self.header_row
    }

    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Gives every person to `each`, as wide as the headings are. A row that is narrower or wider is a problem and no person: nobody
    /// knows which of its cells is missing.
    ///
    /// # Errors
    /// The file cannot be read to its end, or changed since it was opened.
    pub fn rows(
        &self,
        problems: &mut Problems,
        mut each: impl FnMut(&Row, &mut Problems) -> ControlFlow<()>,
    ) -> Result<Seen, FileError> {
        let pads = matches!(self.kind, Kind::Sheet { .. });
        let mut people = People::new(self.columns.len(), pads, self.header_row, problems);
        let file = match &self.kind {
            Kind::Text { separator, .. } => self.text_rows(*separator as u8, &mut people, &mut each)?,
            Kind::Sheet { sheet, .. } => {
                let file = self.source.read()?;
                let kept = file.try_clone().map_err(FileError::Read)?;
                let mut book = Workbook::again(file)?;
                let without_value = match self.without_value.get() {
                    Some(known) => known,
                    None => {
                        let found = book.formulas_without_value(sheet)?;
                        self.without_value.get_or_init(|| found)
                    }
                };
                let mut failed = Ok(());
                book.rows(sheet, without_value, &mut |row| match people.take(row, &mut each) {
                    Ok(flow) => flow,
                    Err(error) => {
                        failed = Err(error);
                        ControlFlow::Break(())
                    }
                })?;
                failed?;
                kept
            }
        };
        self.source.unchanged(&file)?;
        Ok(people.end())
    }

    fn text_rows(
        &self,
        separator: u8,
        people: &mut People<'_>,
        each: &mut impl FnMut(&Row, &mut Problems) -> ControlFlow<()>,
    ) -> Result<File, FileError> {
        let letters = self.letters()?;
        let file = self.source.read_from(self.skipped)?;
        let mut split = Split::new(&file, letters, separator);
        let mut row = Row::default();
        loop {
            let flow = match split.next(&mut row)? {
                Ended::Row => people.take(&mut row, each)?,
                Ended::OpenQuote => {
                    let column = Some(row.len().min(self.columns.len().saturating_sub(1)));
                    people
                        .problems
                        .add(Code::QuoteOpen, Weight::Blocks, Some(row.number), column);
                    break;
                }
                Ended::File => break,
            };
            if flow.is_break() {
                break;
            }
        }
        drop(split);
        Ok(file)
    }

    /// The encoding of the whole file: where the beginning left it open, the first letter that is not ASCII decides.
    ///
    /// # Errors
    /// The file cannot be read, or changed since it was opened.
    pub fn letters(&self) -> Result<Letters, FileError> {
        let Some(guess) = self.guess else {
            return Ok(Letters::Known(encoding_rs::UTF_8));
        };
        if !guess.open || self.source.is_head_all() {
            return Ok(guess.letters);
        }
        let mut file = self.source.read_from(self.source.head.len() as u64)?;
        let mut piece = vec![0; 1024 * 1024];
        loop {
            let read = file.read(&mut piece).map_err(FileError::Read)?;
            let Some(first) = piece[..read].iter().position(|byte| !byte.is_ascii()) else {
                match read {
                    0 => return Ok(guess.letters),
                    _ => continue,
                }
            };
            let mut around = piece[first..read].to_vec();
            BufReader::new(file)
                .take(64 * 1024)
                .read_to_end(&mut around)
                .map_err(FileError::Read)?;
            return Ok(letters::guess(&around, false).letters);
        }
    }
}

/// Without the last line when it is cut.
fn whole_lines(text: &str, all: bool) -> &str {
    match text.rfind(['\n', '\r']) {
        Some(end) if !all => &text[..end],
        _ => text,
    }
}

/// Programs and pictures have many control characters; text has hardly any.
fn is_binary(text: &str) -> bool {
    let controls = text
        .chars()
        .take(4096)
        .filter(|letter| letter.is_control() && !matches!(letter, '\t' | '\r' | '\n'));
    controls.count() * 10 > text.chars().take(4096).count()
}
