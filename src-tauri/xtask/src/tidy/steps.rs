//! A step reaches the tenant and the set-up, nothing else.

use super::Repository;

/// What only engine, session and window deal in.
const OUT_OF_REACH: &[&str] = &[
    "Journal",
    "journal::",
    "RunEvent",
    "run_state",
    "app_core",
    "AppView",
    "UiPort",
    "tauri",
    "Webview",
];

pub(super) fn isolated(repository: &Repository) -> Vec<String> {
    repository
        .files
        .iter()
        .filter(|file| file.is_below("src-tauri/crates/journeys/src/steps"))
        .flat_map(|file| {
            file.lines_where(&file.text, |line| {
                let code = line.split("//").next().unwrap_or_default();
                OUT_OF_REACH.iter().any(|name| code.contains(name))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::judge_files;
    use super::*;

    #[test]
    fn a_step_that_writes_its_own_journal_is_caught() {
        let step = "src-tauri/crates/journeys/src/steps/create_jobs.rs";
        let engine = "src-tauri/crates/step-engine/src/engine.rs";
        let text = "/// The Journal keeps it.\nuse step_engine::Journal;\n";
        assert_eq!(
            judge_files(isolated, &[(step, text), (engine, text)]),
            [format!("{step}:2: use step_engine::Journal;")]
        );
    }
}
