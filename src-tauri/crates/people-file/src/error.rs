//! Why a file gives no table at all. What is wrong inside a table is told by row and column, in [`crate::Problem`].

use std::io;

use serde::Serialize;
use thiserror::Error;

/// What a file is that is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instead {
    Json,
    WebPage,
    Xml,
    /// The binary format of Excel before 2007.
    OldExcel,
    LockedExcel,
    DamagedExcel,
    /// Excel's binary workbook (`.xlsb`).
    BinaryExcel,
    OpenDocument,
    Archive,
    Gzip,
    Pdf,
    Binary,
}

impl Instead {
    pub const ALL: [Self; 12] = [
        Self::Json,
        Self::WebPage,
        Self::Xml,
        Self::OldExcel,
        Self::LockedExcel,
        Self::DamagedExcel,
        Self::BinaryExcel,
        Self::OpenDocument,
        Self::Archive,
        Self::Gzip,
        Self::Pdf,
        Self::Binary,
    ];

    /// The key of its words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::WebPage => "web-page",
            Self::Xml => "xml",
            Self::OldExcel => "old-excel",
            Self::LockedExcel => "locked-excel",
            Self::DamagedExcel => "damaged-excel",
            Self::BinaryExcel => "binary-excel",
            Self::OpenDocument => "open-document",
            Self::Archive => "archive",
            Self::Gzip => "gzip",
            Self::Pdf => "pdf",
            Self::Binary => "binary",
        }
    }
}

/// Nothing of it holds text of the file: it may go to a log.
#[derive(Debug, Error)]
pub enum FileError {
    #[error("the file could not be opened")]
    Open(#[source] io::Error),
    #[error("reading the file stopped")]
    Read(#[source] io::Error),
    #[error("it is not a regular file")]
    NotRegular,
    #[error("it has {bytes} bytes, and {most} are read at most")]
    TooLarge { bytes: u64, most: u64 },
    #[error("there is nothing in it")]
    Empty,
    #[error("it is no table ({})", .0.as_str())]
    NotTable(Instead),
    #[error("no encoding has this name")]
    UnknownEncoding,
    #[error("it has no sheet of this name")]
    NoSheet,
    #[error("no row of headings was found")]
    NoHeader,
    #[error("row {row} has a cell in column {column} of more than {most} bytes")]
    CellTooLarge { row: u64, column: usize, most: usize },
    #[error("a quotation mark that is opened in row {row}, column {column}, is not closed for more than {most} bytes")]
    QuoteTooLong { row: u64, column: usize, most: usize },
    #[error("row {row} has more than {most} bytes")]
    RowTooLarge { row: u64, most: usize },
    #[error("row {row} has more than {most} cells")]
    RowTooWide { row: u64, most: usize },
    #[error("it has more than {most} rows")]
    TooManyRows { most: u64 },
    #[error("unpacked it would be larger than {most} bytes")]
    UnpackedTooLarge { most: u64 },
    #[error("it changed while it was read")]
    Changed,
}

impl FileError {
    /// The code that words are found by.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Open(_) => "file-open",
            Self::Read(_) => "file-read",
            Self::NotRegular => "file-not-regular",
            Self::TooLarge { .. } => "file-too-large",
            Self::Empty => "file-empty",
            Self::NotTable(_) => "file-not-table",
            Self::UnknownEncoding => "file-encoding-unknown",
            Self::NoSheet => "file-no-sheet",
            Self::NoHeader => "file-no-header",
            Self::CellTooLarge { .. } => "cell-too-large",
            Self::QuoteTooLong { .. } => "quote-open",
            Self::RowTooLarge { .. } => "row-too-large",
            Self::RowTooWide { .. } => "row-too-wide",
            Self::TooManyRows { .. } => "file-too-many-rows",
            Self::UnpackedTooLarge { .. } => "file-unpacked-too-large",
            Self::Changed => "file-changed",
        }
    }

    /// What its words say beside the code.
    #[must_use]
    pub fn values(&self) -> Vec<(&'static str, String)> {
        let most = |most: &dyn ToString| ("most", most.to_string());
        match self {
            Self::Open(cause) | Self::Read(cause) => vec![("cause", cause.to_string())],
            Self::TooLarge { bytes, most: limit } => vec![("bytes", bytes.to_string()), most(limit)],
            Self::CellTooLarge {
                row,
                column,
                most: limit,
            }
            | Self::QuoteTooLong {
                row,
                column,
                most: limit,
            } => {
                vec![("row", row.to_string()), ("column", column.to_string()), most(limit)]
            }
            Self::RowTooLarge { row, most: limit } | Self::RowTooWide { row, most: limit } => {
                vec![("row", row.to_string()), most(limit)]
            }
            Self::TooManyRows { most: limit } | Self::UnpackedTooLarge { most: limit } => vec![most(limit)],
            Self::NotTable(instead) => vec![("instead", instead.as_str().to_owned())],
            Self::NotRegular | Self::Empty | Self::UnknownEncoding | Self::NoSheet | Self::NoHeader | Self::Changed => {
                Vec::new()
            }
        }
    }
}
