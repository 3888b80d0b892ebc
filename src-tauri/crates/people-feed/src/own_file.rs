//! Files of our own, written whole or not at all.

use std::io::{self, Write};
use std::path::Path;

use step_engine::{JournalError, atomic_file};

/// Puts at `path` what `write` writes; what was there before is there still where that fails.
pub(crate) fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), JournalError> {
    let written = path
        .parent()
        .map_or(Ok(()), atomic_file::make_folder)
        .and_then(|()| atomic_file::write_with(path, write));
    written.map_err(|source| JournalError::File {
        doing: "write",
        path: path.to_owned(),
        source,
    })
}
