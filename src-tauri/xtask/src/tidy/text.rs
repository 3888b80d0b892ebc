//! What must not stand in any text of ours.

use super::Repository;
use super::files::File;

/// Beginnings of paths that exist on one machine; split so that this table does not find itself.
const MACHINE_PATHS: &[&str] = &[
    concat!("/", "home/"),
    concat!("/", "root/"),
    concat!("/", "work/"),
    concat!("/", "Users/"),
    concat!("C:", "\\Users"),
];

const LEFT_TO_DO: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
];

pub(super) fn no_machine_paths(repository: &Repository) -> Vec<String> {
    // Unit tests make up homes.
    lines_with(repository, File::without_unit_tests, |line| {
        MACHINE_PATHS.iter().any(|start| {
            line.match_indices(start).any(|(at, _)| {
                // `https://host/home/x` and `./src/x` are addresses, not places on a disk.
                !line[..at].ends_with(|before: char| before.is_alphanumeric() || ".-_~}".contains(before))
            })
        })
    })
}

pub(super) fn nothing_left_to_do(repository: &Repository) -> Vec<String> {
    lines_with(
        repository,
        |file| &file.text,
        |line| LEFT_TO_DO.iter().any(|mark| line.contains(mark)),
    )
}

fn lines_with(repository: &Repository, text: fn(&File) -> &str, wrong: impl Fn(&str) -> bool) -> Vec<String> {
    repository
        .files
        .iter()
        .filter(|file| is_ours(file))
        .flat_map(|file| file.lines_where(text(file), &wrong))
        .collect()
}

/// Lock files hold other people's texts.
fn is_ours(file: &File) -> bool {
    !file.ends_with_any(&["Cargo.lock", "package-lock.json"])
}

#[cfg(test)]
mod tests {
    use super::super::judge_files;
    use super::*;

    #[test]
    fn a_path_of_one_machine_is_caught() {
        for start in MACHINE_PATHS {
            let text = format!("let file = \"{start}someone/x\";");
            assert_eq!(judge_files(no_machine_paths, &[("a.rs", &text)]).len(), 1, "{start}");
        }
        let address = concat!("https://example.com", "/", "home/page");
        assert_eq!(judge_files(no_machine_paths, &[("a.md", address)]), [""; 0]);
    }

    #[test]
    fn a_note_to_self_is_caught() {
        for mark in LEFT_TO_DO {
            let text = format!("// {mark} later");
            assert_eq!(judge_files(nothing_left_to_do, &[("ui/src/a.ts", &text)]).len(), 1);
        }
        assert_eq!(
            judge_files(nothing_left_to_do, &[("Cargo.lock", LEFT_TO_DO[0])]),
            [""; 0]
        );
    }
}
