//! A file is read in one sitting.

use super::Repository;

const MOST_LINES: usize = 400;

/// Longer files, each with the reason why it is not cut.
const LONG: &[(&str, &str)] = &[
    (
        "ui/src/ipc/bindings.ts",
        "written by `cargo xtask gen`; nobody reads it from top to bottom",
    ),
    (
        "ui/src/testing/fakeIpc.ts",
        "a list of the shell's commands, one after the other; what they bring is in files of their own",
    ),
];

pub(super) fn short_or_listed(repository: &Repository) -> Vec<String> {
    judge(repository, LONG)
}

fn judge(repository: &Repository, listed: &[(&str, &str)]) -> Vec<String> {
    let long: Vec<_> = repository
        .files
        .iter()
        .filter(|file| file.is_code())
        .map(|file| (file.path.as_str(), file.text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .collect();
    let unlisted = long
        .iter()
        .filter(|(path, _)| !listed.iter().any(|(name, _)| name == path))
        .map(|(path, lines)| format!("{path} has {lines} lines; cut it, or list it with a reason"));
    let stale = listed
        .iter()
        .filter(|(name, _)| !long.iter().any(|(path, _)| path == name))
        .map(|(name, _)| format!("{name} is listed as long and is not"));
    unlisted.chain(stale).collect()
}

#[cfg(test)]
mod tests {
    use super::super::judge_files;
    use super::*;

    #[test]
    fn a_long_file_is_caught() {
        let long = "line\n".repeat(MOST_LINES + 1);
        let files = [("src-tauri/src/all.rs", long.as_str()), ("docs/all.md", long.as_str())];
        assert_eq!(
            judge_files(|repository| judge(repository, &[]), &files),
            ["src-tauri/src/all.rs has 401 lines; cut it, or list it with a reason"]
        );
    }

    #[test]
    fn a_listed_file_passes_until_it_is_short() {
        let listed = |repository: &Repository| judge(repository, &[("a.rs", "one table")]);
        let long = "line\n".repeat(MOST_LINES + 1);
        assert_eq!(judge_files(listed, &[("a.rs", &long)]), [""; 0]);
        assert_eq!(
            judge_files(listed, &[("a.rs", "line\n")]),
            ["a.rs is listed as long and is not"]
        );
    }
}
