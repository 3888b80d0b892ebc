//! What only the shell can run into, in the form that the window shows.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::Path;

use app_core::{Problem, ProblemCode};

/// The demo tenant did not start.
pub(crate) fn no_demo(cause: impl Display) -> Problem {
    problem(
        ProblemCode::NoConnection,
        true,
        format!("the demo tenant did not start: {cause}"),
    )
}

/// Whoever started the demo tenant says what it is.
pub(crate) fn not_ours() -> Problem {
    let details = "this demo tenant runs on its own; start it again with another scenario";
    problem(ProblemCode::UnexpectedAnswer, false, details.to_owned())
}

/// The window asked for what does not exist.
pub(crate) fn misunderstood(cause: impl Display) -> Problem {
    problem(ProblemCode::UnexpectedAnswer, false, cause.to_string())
}

/// Only a pretend company may be made to misbehave.
pub(crate) fn no_demo_tenant() -> Problem {
    let details = "the tenant that is signed in to is no demo tenant";
    problem(ProblemCode::UnexpectedAnswer, false, details.to_owned())
}

/// Nobody is signed in to a tenant that has answered.
pub(crate) fn not_signed_in() -> Problem {
    problem(ProblemCode::SignInAgain, false, "no tenant is connected".to_owned())
}

/// A file of the person's could not be read or written.
pub(crate) fn file(path: &Path, cause: impl Display) -> Problem {
    let path = path.display().to_string();
    let mut problem = problem(ProblemCode::FileTrouble, true, format!("{path}: {cause}"));
    problem.facts.insert("file".to_owned(), path);
    problem
}

/// A page takes one file.
pub(crate) fn several_files(count: usize) -> Problem {
    problem(
        ProblemCode::SeveralFiles,
        false,
        format!("{count} files were dropped at once"),
    )
}

fn problem(code: ProblemCode, retryable: bool, details: String) -> Problem {
    Problem {
        mistakes: Vec::new(),
        code,
        retryable,
        facts: BTreeMap::new(),
        details,
        request_id: None,
    }
}
