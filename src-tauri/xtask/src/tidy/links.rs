//! A link of the documentation leads to a file of the repository, and to a heading of it.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use regex_lite::Regex;

use super::Repository;
use super::files::{File, pattern};
use crate::repo;

static LINK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\]\(([^)\s]+)\)"));
static HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^#{1,6} (.+)$"));

pub(super) fn lead_somewhere(repository: &Repository) -> Vec<String> {
    let known: HashSet<&str> = repository.files.iter().map(|file| file.path.as_str()).collect();
    let is_page = |file: &&File| file.ends_with_any(&[".md"]);
    let leads_nowhere = |file: &File, line: &str| {
        LINK.captures_iter(line).any(|link| {
            let (path, heading) = link[1].split_once('#').unwrap_or((&link[1], ""));
            if path.contains("://") || path.starts_with("mailto:") {
                return false;
            }
            let target = match path {
                "" => file.path.clone(),
                path => beside(&file.path, path),
            };
            let is_folder = || {
                known
                    .iter()
                    .any(|known| known.starts_with(&format!("{}/", target.trim_end_matches('/'))))
            };
            let page = repository.files.iter().find(|file| file.path == target);
            let has_heading = |page: &File| heading.is_empty() || headings(&page.text).any(|known| known == heading);
            // A picture is no text, so the repository does not hold it as a file that was read.
            let is_there = known.contains(target.as_str()) || is_folder() || repo::root().join(&target).exists();
            !is_there || page.is_some_and(|page| !has_heading(page))
        })
    };
    repository
        .files
        .iter()
        .filter(is_page)
        .flat_map(|file| file.lines_where(&file.text, |line| leads_nowhere(file, line)))
        .collect()
}

/// The path from the root of what lies there from this file.
fn beside(file: &str, path: &str) -> String {
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    let mut whole = PathBuf::new();
    for part in folder.join(path).components() {
        match part {
            Component::ParentDir => {
                whole.pop();
            }
            Component::Normal(name) => whole.push(name),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    whole.to_string_lossy().replace('\\', "/")
}

/// As a forge spells them in an address: small letters, without punctuation, with hyphens for blanks.
fn headings(text: &str) -> impl Iterator<Item = String> {
    HEADING.captures_iter(text).map(|heading| {
        let plain = heading[1].chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        plain
            .flat_map(char::to_lowercase)
            .map(|c| if c == ' ' { '-' } else { c })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::judge_files;
    use super::*;

    #[test]
    fn a_link_to_what_is_not_there_is_caught() {
        let other = ("docs/other.md", "# A page\n\n## What is `here`, and why\n");
        for right in [
            "[a](other.md)",
            "[a](other.md#what-is-here-and-why)",
            "[a](../README.md)",
            "[a](#own)",
            "[a](https://example.com/x)",
            "[a](../docs/)",
        ] {
            let page = format!("## Own\n\n{right}\n");
            let files = [("docs/page.md", page.as_str()), other, ("README.md", "# R\n")];
            assert_eq!(judge_files(lead_somewhere, &files), Vec::<String>::new(), "{right}");
        }
        for wrong in [
            "[a](missing.md)",
            "[a](other.md#elsewhere)",
            "[a](#nowhere)",
            "[a](../../other.md)",
        ] {
            let page = format!("## Own\n\n{wrong}\n");
            let files = [("docs/page.md", page.as_str()), other];
            assert_eq!(judge_files(lead_somewhere, &files).len(), 1, "{wrong}");
        }
    }
}
