//! Why a sending cannot go on. Nothing here holds a word of a file of people.

use std::path::PathBuf;

use people_file::FileError;
use step_engine::JournalError;
use thiserror::Error;

use crate::Unfit;

#[derive(Debug, Error)]
pub enum FeedError {
    /// The file of people cannot be read, or is another than before.
    #[error("the file of people")]
    People(#[from] FileError),
    /// A file of our own cannot be used.
    #[error(transparent)]
    Own(#[from] JournalError),
    /// A newer program wrote it.
    #[error("{} has format {format}, newer than this program knows", path.display())]
    TooNew { path: PathBuf, format: u64 },
    /// It is not whole, or was changed by somebody else.
    #[error("{} is damaged: {what}", path.display())]
    Damaged { path: PathBuf, what: String },
    /// It tells of another tenant, application, job or run.
    #[error("{} is about another {what}", path.display())]
    Foreign { path: PathBuf, what: &'static str },
    /// A row that was fit when it was reviewed is not any more.
    #[error("row {row} cannot be sent ({unfit:?})")]
    Row { row: u64, unfit: Unfit },
    /// A person stands there with something else than was reviewed.
    #[error("row {row} is another than the one that was reviewed")]
    RowChanged { row: u64 },
    /// What is said of one person alone is more than a request holds.
    #[error("row {row} is larger than a request")]
    RowTooLarge { row: u64 },
    /// Somebody is gone from the file, and nobody may be switched off by their number alone.
    #[error("the file that was sent last is needed to tell that {people} people left")]
    LastFileNeeded { people: u64 },
    /// More than this program takes.
    #[error("more than {most} people")]
    TooMany { most: u64 },
}
