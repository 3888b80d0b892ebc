//! Snapshots that no test reads rot unseen.

use super::Repository;

pub(super) fn snapshots_in_use(repository: &Repository) -> Vec<String> {
    let tests: Vec<_> = repository
        .files
        .iter()
        .filter(|file| file.path.ends_with(".rs") || file.path.ends_with(".py"))
        .collect();
    repository
        .files
        .iter()
        .filter(|file| file.is_below("tests/snapshots"))
        .filter(|snapshot| {
            let name = snapshot.path.rsplit('/').next().unwrap_or_default();
            let stem = name.split('.').next().unwrap_or_default();
            !tests.iter().any(|test| test.text.contains(stem))
        })
        .map(|snapshot| format!("{} belongs to no test", snapshot.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::judge_files;
    use super::*;

    #[test]
    fn a_forgotten_snapshot_is_caught() {
        let files = [
            ("tests/snapshots/demo-fresh.txt", ""),
            ("tests/snapshots/left-behind.txt", ""),
            ("tests/journeys/main.rs", "same(\"demo-fresh\", &told);"),
        ];
        assert_eq!(
            judge_files(snapshots_in_use, &files),
            ["tests/snapshots/left-behind.txt belongs to no test"]
        );
    }
}
