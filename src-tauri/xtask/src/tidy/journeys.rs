//! What every journey shares names none of them: their names and answers stand with the journey, and in the registries.

use super::Repository;
use super::files::File;

/// Folders that serve whatever journey there is.
const SHARED: &[&str] = &[
    "src-tauri/src",
    "src-tauri/crates/app-core/src",
    "src-tauri/crates/causewayctl/src",
    "ui/src/frame",
    "ui/src/home",
    "ui/src/provisioning",
    "ui/src/report",
    "ui/src/sign-in",
    "ui/src/wizard",
];

/// What is of one journey in them: the command about the gallery, and the list of all words.
const OF_A_JOURNEY: &[&str] = &[
    "src-tauri/crates/causewayctl/src/gallery.rs",
    "src-tauri/crates/causewayctl/src/words.rs",
];

/// Words of one journey, in lower case and without what separates their parts: its names, its job templates, answers only it has.
const OF_ONE: &[&str] = &[
    "cloudsync",
    "ad2aad",
    "aad2ad",
    "passwordhashsync",
    "inetorgpersonpasswords",
    "exchangehybridwriteback",
    "galleryapp",
    "api2aad",
    "api2ad",
];

pub(super) fn shared_code_names_none(repository: &Repository) -> Vec<String> {
    repository
        .files
        .iter()
        .filter(|file| SHARED.iter().any(|folder| file.is_below(folder)) && file.is_code() && !is_test(file))
        .filter(|file| !OF_A_JOURNEY.contains(&file.path.as_str()))
        .flat_map(|file| file.lines_where(file.without_unit_tests(), names_a_journey))
        .collect()
}

/// Tests may take a journey as their example.
fn is_test(file: &File) -> bool {
    file.path.ends_with("/tests.rs") || file.path.contains("/tests/") || file.path.contains(".test.ts")
}

fn names_a_journey(line: &str) -> bool {
    let parts = line.chars().filter(|sign| !matches!(sign, '-' | '_' | ' '));
    let joined: String = parts.flat_map(char::to_lowercase).collect();
    OF_ONE.iter().any(|word| joined.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::judge_files;
    use super::*;

    #[test]
    fn a_word_of_one_journey_is_caught_however_it_is_spelled() {
        let page = "ui/src/wizard/Review.tsx";
        for word in [
            "\"cloud-sync\"",
            "cloud_sync::Setup",
            "Setup::CloudSync(_)",
            "{cloudSync.name}",
            "<p>Cloud Sync</p>",
            "\"AD2AADPasswordHash\"",
            "\"AAD2ADExchangeHybridWriteback\"",
            "setup.exchangeHybridWriteback",
            "setup.password_hash_sync()",
        ] {
            assert_eq!(
                judge_files(shared_code_names_none, &[(page, word)]),
                [format!("{page}:1: {word}")]
            );
        }
        let shared = "const loud = journeys[id]; // cloud, synchronization, password-hash-mapping";
        assert_eq!(judge_files(shared_code_names_none, &[(page, shared)]), [""; 0]);
    }

    #[test]
    fn every_folder_that_is_shared_is_looked_at() {
        for folder in SHARED {
            let file = format!("{folder}/a.ts");
            assert_eq!(
                judge_files(shared_code_names_none, &[(&file, "cloudSync")]).len(),
                1,
                "{folder}"
            );
        }
    }

    #[test]
    fn journeys_registries_and_tests_may_name_one() {
        let unit = "fn a() {}\n\n#[cfg(test)]\nmod tests {\n    use journeys::Journey::CloudSync;\n}\n";
        let files = [
            ("src-tauri/crates/app-core/src/check.rs", unit),
            ("src-tauri/crates/app-core/src/tests.rs", "CloudSync"),
            ("src-tauri/crates/causewayctl/tests/process.rs", "cloud-sync"),
            ("src-tauri/crates/journeys/src/setup.rs", "CloudSync"),
            ("ui/src/journeys/registry.ts", "cloudSync"),
            ("ui/src/wizard/Done.test.tsx", "Cloud Sync"),
        ];
        assert_eq!(judge_files(shared_code_names_none, &files), [""; 0]);
    }
}
