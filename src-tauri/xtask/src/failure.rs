//! Why a task ended early.

use std::fmt;
use std::io;

pub(crate) type Result<T = ()> = std::result::Result<T, Failure>;

#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line was not understood.
    Usage(String),
    /// A program ran and reported failure.
    Program { line: String, status: String },
    /// A program could not be started, or a file not read or written.
    Io { doing: String, source: io::Error },
    /// Something is missing on this machine, or checks failed; says what to do.
    Told(String),
    /// Something among the counted runners failed; the count has been printed.
    Counted,
}

impl Failure {
    /// For `map_err`: keeps the cause and says what was being done.
    pub(crate) fn io(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |source| Self::Io { doing, source }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Told(message) => f.write_str(message),
            Self::Counted => f.write_str("not everything passed"),
            Self::Program { line, status } => write!(f, "`{line}` failed ({status})"),
            Self::Io { doing, source } => write!(f, "could not {doing}: {source}"),
        }
    }
}
