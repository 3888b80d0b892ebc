//! Everything in a folder, searched for what may be in no file.

use std::path::{Path, PathBuf};

/// Every access and id token of the demo tenant is a JWT, and begins with its header: `{"typ":"JWT",`.
pub const TOKEN: &str = "eyJ0eXAiOiJKV1Qi";
/// Every refresh token of the demo tenant begins so.
pub const REFRESH_TOKEN: &str = "1.AX0A";

/// Fails the test if one of these texts is in a file of the folder, or if it has fewer files than that.
#[track_caller]
pub fn has_none_of(folder: &Path, sentinels: &[&str], at_least: usize) {
    let files = files(folder);
    assert!(files.len() >= at_least, "{files:?}");
    for file in files {
        let bytes = std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for sentinel in sentinels {
            let found = bytes.windows(sentinel.len()).any(|part| part == sentinel.as_bytes());
            assert!(!found, "{sentinel:?} is in {}", file.display());
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    entries
        .flat_map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => files(&entry.path()),
            Ok(kind) if kind.is_file() => vec![entry.path()],
            _ => Vec::new(), // sockets, and links to what others own
        })
        .collect()
}
