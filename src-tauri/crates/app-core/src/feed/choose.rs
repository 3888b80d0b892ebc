//! Which file of people is meant: the one that the command names, or what the set-up's path leads to.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use journeys::people_feed::{Setup, Take};

use super::{FeedResult, Finding, FindingCode};

/// So many files are named where one must be chosen.
const NAMED: usize = 5;

/// The file that is meant. A path of the set-up that is not absolute begins where the command was given.
pub(super) fn file(setup: &Setup, named: Option<&Path>) -> FeedResult<PathBuf> {
    if let Some(named) = named {
        return Ok(named.to_owned());
    }
    let Some(path) = setup.path() else {
        return refused(Finding::stop(FindingCode::NoFileNamed));
    };
    let path = Path::new(path);
    let pattern = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut found: Vec<(SystemTime, PathBuf)> = match pattern.contains('*') {
        true => fitting(folder, pattern),
        false if path.is_dir() => fitting(path, "*"),
        false => return Ok(path.to_owned()),
    };
    found.sort();
    match (found.len(), setup.take()) {
        (0, _) => refused(Finding::stop(FindingCode::NoFile).with("file", path.display())),
        (1, _) | (_, Take::Newest) => Ok(found.pop().map(|(_, path)| path).unwrap_or_default()),
        (_, Take::Only) => {
            let names = found.iter().rev().take(NAMED);
            let names: Vec<_> = names.map(|(_, path)| path.display().to_string()).collect();
            refused(Finding::stop(FindingCode::SeveralFiles).with("files", names.join(", ")))
        }
    }
}

fn refused<T>(finding: Finding) -> FeedResult<T> {
    Err(super::FeedRefusal::Finding(finding))
}

/// Files of people in a folder whose name fits, with when they were changed. Those that are hidden, or that Excel keeps beside an open
/// one, are none.
fn fitting(folder: &Path, pattern: &str) -> Vec<(SystemTime, PathBuf)> {
    const ENDINGS: [&str; 4] = ["csv", "txt", "tsv", "xlsx"];
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let fits = |name: &str| !name.starts_with(['.', '~']) && matches(pattern, name);
    entries
        .filter_map(|entry| {
            let path = entry.path();
            let ending = path.extension()?.to_str()?.to_lowercase();
            let told = entry.file_name().to_str().is_some_and(fits);
            let found = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
            (told && ENDINGS.contains(&ending.as_str())).then_some((found.modified().ok()?, path))
        })
        .collect()
}

/// Whether a name fits a pattern, in which `*` stands for any letters.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_letters() {
        for (pattern, name, fits) in [
            ("*.csv", "people.csv", true),
            ("*.csv", "people.csv.bak", false),
            ("hr-*-all*.csv", "hr-2026-all.csv", true),
            ("hr-*-all*.csv", "hr-all.csv", false),
            ("people.csv", "people.csv", true),
            ("people.csv", "people.csv2", false),
            ("*", "x", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, name), fits, "{pattern} {name}");
        }
    }
}
