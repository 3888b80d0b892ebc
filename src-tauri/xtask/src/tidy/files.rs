//! The text files of the repository, without what is built or fetched.

use crate::failure::{Failure, Result};
use crate::repo;
use regex_lite::Regex;
use std::path::Path;

/// Folders that hold no source, wherever they are.
const SKIPPED: &[&str] = &[".git", "target", "node_modules", "dist", "gen"];

/// One text file; the path is relative to the top, with forward slashes.
#[derive(Debug)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    pub(super) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }

    pub(super) fn is_below(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    pub(super) fn ends_with_any(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    /// Rust or TypeScript, which people write by hand.
    pub(super) fn is_code(&self) -> bool {
        self.ends_with_any(&[".rs", ".ts", ".tsx", ".css"])
    }

    /// Rust that ships, as opposed to tests and the tasks of this repository.
    pub(super) fn is_shipped_rust(&self) -> bool {
        self.path.ends_with(".rs")
            && (self.is_below("src-tauri/crates") || self.is_below("src-tauri/src"))
            && !self.path.contains("/tests/")
            && !self.ends_with_any(&["/tests.rs"])
    }

    /// The text above the unit tests, which close a file by custom.
    pub(super) fn without_unit_tests(&self) -> &str {
        ["\n#[cfg(test)]\nmod ", "\n#[cfg(all(test"]
            .iter()
            .filter_map(|mark| self.text.find(mark))
            .min()
            .map_or(&self.text, |end| &self.text[..=end])
    }

    /// `path:line: text` for every line in which `wrong` finds something.
    pub(super) fn lines_where(&self, text: &str, wrong: impl Fn(&str) -> bool) -> Vec<String> {
        text.lines()
            .enumerate()
            .filter(|(_, line)| wrong(line))
            .map(|(number, line)| format!("{}:{}: {}", self.path, number + 1, line.trim()))
            .collect()
    }
}

pub(super) fn read() -> Result<Vec<File>> {
    let mut files = Vec::new();
    walk(repo::root(), &mut files)?;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<File>) -> Result {
    let doing = || Failure::io(format!("read the folder {}", folder.display()));
    for entry in std::fs::read_dir(folder).map_err(doing())? {
        let entry = entry.map_err(doing())?;
        let name = entry.file_name();
        let kind = entry.file_type().map_err(doing())?;
        let path = entry.path();
        // `.git` is a file in a second working tree of the same clone.
        if SKIPPED.iter().any(|skipped| name == *skipped) {
            continue;
        }
        if kind.is_dir() {
            walk(&path, files)?;
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let below = path.strip_prefix(repo::root()).unwrap_or(&path);
            files.push(File::new(&below.to_string_lossy().replace('\\', "/"), &text));
        }
    }
    Ok(())
}

/// Of a rule's constant pattern.
#[expect(
    clippy::unwrap_used,
    reason = "every pattern is a constant, and a test of its rule compiles it"
)]
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_name_is_matched_whole() {
        let file = File::new("ui/src/ipc/client.ts", "");
        assert!(file.is_below("ui/src/ipc"));
        assert!(!file.is_below("ui/src/ip"));
    }

    #[test]
    fn unit_tests_do_not_ship() {
        let file = File::new("src-tauri/src/a.rs", "fn a() {}\n\n#[cfg(test)]\nmod tests {}\n");
        assert_eq!(file.without_unit_tests(), "fn a() {}\n\n");
        assert!(file.is_shipped_rust());
        assert!(!File::new("src-tauri/crates/a/tests/b.rs", "").is_shipped_rust());
    }

    #[test]
    fn a_finding_names_file_and_line() {
        let file = File::new("a.md", "one\n  two\n");
        assert_eq!(
            file.lines_where(&file.text, |line| line.contains("two")),
            ["a.md:2: two"]
        );
    }
}
