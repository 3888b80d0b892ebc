//! A comment that cites what Graph does cites `docs/graph-contract.md`, and what it cites is there.

use super::Repository;
use super::files::{File, pattern};
use regex_lite::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

const PAGE: &str = "docs/graph-contract.md";

/// `contract 7.2`, and `design 10`, which is a page outside the repository.
static CITED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(contract|design) (\d+(?:\.\d+)?)\b"));

/// `F18`, `J1`: rows of the page's tables.
static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[FDAJKCT]\d{1,2}\b"));

static SECTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^#{2,3} (\d+(?:\.\d+)?)\.? "));
static ROW: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^\| ([A-Z]\d{1,2}) \|"));

pub(super) fn resolve(repository: &Repository) -> Vec<String> {
    let page = repository.files.iter().find(|file| file.path == PAGE);
    let text = page.map(|page| page.text.as_str()).unwrap_or_default();
    let known = |pattern: &Regex| -> HashSet<String> {
        let found = pattern.captures_iter(text).filter_map(|found| found.get(1));
        found.map(|name| name.as_str().to_owned()).collect()
    };
    let (sections, rows) = (known(&SECTION), known(&ROW));
    let is_wrong = |line: &str| {
        let section = |cited: regex_lite::Captures<'_>| &cited[1] == "design" || !sections.contains(&cited[2]);
        let is_comment = line.trim_start().starts_with("//");
        CITED.captures_iter(line).any(section)
            || is_comment && CODE.find_iter(line).any(|code| !rows.contains(code.as_str()))
    };
    let sources = repository.files.iter().filter(|file| is_source(file));
    sources
        .flat_map(|file| file.lines_where(&file.text, is_wrong))
        .collect()
}

fn is_source(file: &File) -> bool {
    file.ends_with_any(&[".rs", ".ts", ".tsx", ".md"]) && !file.path.ends_with("tidy/references.rs")
}

#[cfg(test)]
mod tests {
    use super::super::judge_files;
    use super::*;

    #[test]
    fn a_reference_to_what_is_not_there_is_caught() {
        let page = (PAGE, "## 7. Jobs\n\n### 7.2 Ids\n\n| J1 | GET |\n");
        for wrong in [
            "// contract 7.9",
            "// contract 8",
            "//! design 10",
            "/// see J2",
            "  // F99",
        ] {
            assert_eq!(judge_files(resolve, &[page, ("a.rs", wrong)]).len(), 1, "{wrong}");
        }
        for right in [
            "// contract 7.2",
            "/// contract 7: J1",
            "let key = \"F99\";",
            "// a contract of 2 pages",
        ] {
            assert_eq!(judge_files(resolve, &[page, ("a.rs", right)]), [""; 0], "{right}");
        }
    }
}
