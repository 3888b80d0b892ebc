//! Rules of the ui.

use super::Repository;
use std::collections::{BTreeMap, BTreeSet};

/// Ways to turn text, which may come from a customer's directory, into markup.
const MARKUP: &[&str] = &[
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "dangerouslySetInnerHTML",
    "document.write",
];

pub(super) fn same_locale_files(repository: &Repository) -> Vec<String> {
    let mut languages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in &repository.files {
        if let Some(below) = file.path.strip_prefix("ui/src/locales/")
            && let Some((language, name)) = below.split_once('/')
        {
            languages.entry(language).or_default().insert(name);
        }
    }
    let all: BTreeSet<&str> = languages.values().flatten().copied().collect();
    languages
        .iter()
        .flat_map(|(language, files)| {
            all.difference(files)
                .map(move |name| format!("ui/src/locales/{language}/{name} is missing"))
        })
        .collect()
}

pub(super) fn ipc_in_one_place(repository: &Repository) -> Vec<String> {
    repository
        .files
        .iter()
        .filter(|file| file.is_below("ui/src") && !file.is_below("ui/src/ipc"))
        .flat_map(|file| file.lines_where(&file.text, |line| line.contains("@tauri-apps/")))
        .collect()
}

pub(super) fn no_markup_from_text(repository: &Repository) -> Vec<String> {
    repository
        .files
        .iter()
        .filter(|file| file.is_below("ui/src"))
        .flat_map(|file| file.lines_where(&file.text, |line| MARKUP.iter().any(|name| line.contains(name))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::judge_files;
    use super::*;

    #[test]
    fn a_file_that_one_language_lacks_is_caught() {
        let files = [
            ("ui/src/locales/en/steps.json", "{}"),
            ("ui/src/locales/en/frame.json", "{}"),
            ("ui/src/locales/nl/steps.json", "{}"),
            ("ui/src/locales/index.ts", ""),
        ];
        assert_eq!(
            judge_files(same_locale_files, &files),
            ["ui/src/locales/nl/frame.json is missing"]
        );
    }

    #[test]
    fn a_page_that_calls_tauri_is_caught() {
        let import = "import { invoke } from \"@tauri-apps/api/core\";";
        let files = [("ui/src/ipc/client.ts", import), ("ui/src/wizard/Page.tsx", import)];
        assert_eq!(
            judge_files(ipc_in_one_place, &files),
            [format!("ui/src/wizard/Page.tsx:1: {import}")]
        );
    }

    #[test]
    fn text_turned_into_markup_is_caught() {
        for name in MARKUP {
            let text = format!("node.{name} = person;");
            assert_eq!(judge_files(no_markup_from_text, &[("ui/src/A.tsx", &text)]).len(), 1);
        }
    }
}
