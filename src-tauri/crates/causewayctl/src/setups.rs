//! Which set-up files a command is about.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use app_core::nearest;

use crate::reporter::Refusal;

/// How the names of set-up files end.
pub(crate) const ENDING: &str = ".setup.json";

/// So many files are named where another one is not there.
const SHOWN: usize = 10;

/// What was named.
#[derive(Debug)]
pub(crate) enum Found {
    /// One file.
    One(PathBuf),
    /// Several, or a folder.
    Several(Vec<Among>),
}

/// One set-up among several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Among {
    pub(crate) file: PathBuf,
    /// What stands at the beginning of its lines: the file's name as far as that tells it from the others, else where it lies.
    pub(crate) mark: String,
}

/// Whether several may be meant: more than one is named, or a folder.
pub(crate) fn are_several(named: &[PathBuf]) -> bool {
    match named {
        [one] => one.is_dir(),
        named => named.len() > 1,
    }
}

/// The files themselves, and the set-up files below folders; each once, in the order in which they were named.
pub(crate) fn found(named: &[PathBuf]) -> Result<Found, Refusal> {
    if let [one] = named
        && !are_several(named)
    {
        return Ok(Found::One(one.clone()));
    }
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            let before = files.len();
            below(path, &mut files).map_err(|error| {
                let values = vec![("folder", path.display().to_string()), ("cause", error.to_string())];
                Refusal::Usage("cli.many.unreadable-folder", values)
            })?;
            if files.len() == before {
                return Err(Refusal::Usage(
                    "cli.many.none",
                    vec![("folder", path.display().to_string())],
                ));
            }
        } else {
            files.push(path.clone());
        }
    }
    let mut known = BTreeSet::new();
    files.retain(|file| known.insert(file.canonicalize().unwrap_or_else(|_| file.clone())));
    Ok(Found::Several(marked(files)))
}

/// There is no such file: the one beside it that was probably meant, or which there are.
pub(crate) fn absent(file: &Path) -> Refusal {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(ENDING)).collect();
    names.sort_unstable();
    let asked = file.file_name().unwrap_or_default().to_string_lossy();
    let plain = |name: &str| {
        name.strip_suffix(ENDING)
            .or(name.strip_suffix(".json"))
            .unwrap_or(name)
            .to_owned()
    };
    let known: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let asked_for = ("file", file.display().to_string());
    if let Some(meant) = nearest(&plain(&asked), &known) {
        let meant = file.with_file_name(format!("{meant}{ENDING}"));
        return Refusal::Usage(
            "cli.no-setup.meant",
            vec![asked_for, ("meant", meant.display().to_string())],
        );
    }
    if names.is_empty() {
        return Refusal::Usage("cli.no-setup.none", vec![asked_for]);
    }
    names.truncate(SHOWN);
    Refusal::Usage("cli.no-setup.others", vec![asked_for, ("files", names.join(", "))])
}

/// Set-up files below a folder, sorted by path. Links to folders are not followed: they may lead round in a circle.
fn below(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            below(&path, files)?;
        } else if entry.file_name().to_string_lossy().ends_with(ENDING) && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn marked(files: Vec<PathBuf>) -> Vec<Among> {
    let short = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ending = [ENDING, ".json"].into_iter().find(|ending| name.ends_with(ending));
        name.strip_suffix(ending.unwrap_or_default())
            .unwrap_or(&name)
            .to_owned()
    };
    let shorts: Vec<String> = files.iter().map(short).collect();
    let is_taken = |mark: &String| shorts.iter().filter(|other| *other == mark).count() > 1;
    let mark = |file: &PathBuf, short: &String| {
        if is_taken(short) || short.is_empty() {
            file.display().to_string()
        } else {
            short.clone()
        }
    };
    let marks: Vec<String> = files
        .iter()
        .zip(&shorts)
        .map(|(file, short)| mark(file, short))
        .collect();
    files
        .into_iter()
        .zip(marks)
        .map(|(file, mark)| Among { file, mark })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_their_setup_files_once_and_sorted() {
        let place = tempfile::tempdir().unwrap();
        let file = |name: &str| place.path().join(name);
        std::fs::create_dir_all(file("b/deep")).unwrap();
        for name in [
            "z.setup.json",
            "b/deep/a.setup.json",
            "b/x.setup.json",
            "notes.json",
            "b/x.setup.json.bak",
        ] {
            std::fs::write(file(name), "").unwrap();
        }
        let named = [file("z.setup.json"), place.path().to_owned(), file("notes.json")];
        let Found::Several(several) = found(&named).unwrap() else {
            panic!("one");
        };
        let marks: Vec<_> = several.iter().map(|among| among.mark.as_str()).collect();
        assert_eq!(marks, ["z", "a", "x", "notes"]);
        assert!(matches!(found(&[file("absent")]), Ok(Found::One(_))));
        std::fs::create_dir(file("empty")).unwrap();
        assert!(matches!(
            found(&[file("empty")]),
            Err(Refusal::Usage("cli.many.none", _))
        ));
    }

    #[test]
    fn marks_tell_files_of_one_name_apart() {
        let marks = |names: &[&str]| {
            let several = marked(names.iter().map(PathBuf::from).collect());
            several.into_iter().map(|among| among.mark).collect::<Vec<_>>()
        };
        assert_eq!(
            marks(&["a/corp.setup.json", "b/corp.setup.json"]),
            ["a/corp.setup.json", "b/corp.setup.json"]
        );
        assert_eq!(marks(&["a/one.setup.json", "b/two.json", "c"]), ["one", "two", "c"]);
    }
}
