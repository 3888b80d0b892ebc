//! Time comes from a clock that tests can hold; only the clocks themselves ask the system.

use super::Repository;

const READINGS: &[&str] = &[
    "SystemTime::now",
    "Timestamp::now",
    "Instant::now",
    "Zoned::now",
    "OffsetDateTime::now",
];

/// A file below `src-tauri/crates`, or a folder with a slash at the end, and what it reads the time for.
const CLOCKS: &[(&str, &str)] = &[
    ("step-engine/src/clock.rs", "the clock of runs and journals"),
    (
        "graph-simulator/src/clock.rs",
        "the demo tenant's time, real or held by a test",
    ),
    (
        "graph-client/src/pipeline/",
        "when a request went out, came back, and may go again",
    ),
    (
        "graph-client/src/consistency.rs",
        "how long something new may stay invisible",
    ),
    (
        "provisioning/src/read_cache.rs",
        "whether an answer is older than the change it should show",
    ),
    ("provisioning/benches/", "how long questions to the log take"),
    ("app-core/benches/", "how long it takes until tenants are seen"),
    ("people-file/benches/", "how long a file takes"),
    ("people-feed/src/clock.rs", "when a request of people was made"),
    ("people-feed/benches/", "how long comparing and sending take"),
    ("identity/src/kept_token.rs", "whether a token still holds"),
    ("causewayctl/src/watch.rs", "how long a first cycle is followed"),
    (
        "app-core/src/journal_file.rs",
        "the name of a damaged file that is set aside, and since when a run is held",
    ),
    (
        "app-core/src/session.rs",
        "how often the window is told, and how long a run has taken",
    ),
    ("app-core/src/rows/one.rs", "how long the run of a row has taken"),
    ("app-core/src/feed/follow.rs", "how long the log is listened to"),
    ("causewayctl/src/feed/report.rs", "the name of a report"),
    ("app-core/src/watch.rs", "when what is watched is looked at next"),
    (
        "app-core/src/session/signing_in.rs",
        "since when somebody is waited for in a browser",
    ),
];

pub(super) fn only_named_places(repository: &Repository) -> Vec<String> {
    repository
        .files
        .iter()
        .filter(|file| file.is_shipped_rust() && !is_clock(&file.path))
        .flat_map(|file| {
            file.lines_where(file.without_unit_tests(), |line| {
                READINGS.iter().any(|reading| line.contains(reading))
            })
        })
        .collect()
}

fn is_clock(path: &str) -> bool {
    let Some(path) = path.strip_prefix("src-tauri/crates/") else {
        return false;
    };
    CLOCKS
        .iter()
        .any(|(place, _)| path == *place || (place.ends_with('/') && path.starts_with(place)))
}

#[cfg(test)]
mod tests {
    use super::super::judge_files;
    use super::*;

    #[test]
    fn a_look_at_the_wall_clock_is_caught() {
        let text = "let now = jiff::Timestamp::now();\n";
        let step = "src-tauri/crates/journeys/src/setup.rs";
        let clock = format!("src-tauri/crates/{}", CLOCKS[0].0);
        let below_a_clock = format!("src-tauri/crates/{}retry.rs", CLOCKS[2].0);
        assert_eq!(
            judge_files(
                only_named_places,
                &[(step, text), (&clock, text), (&below_a_clock, text)]
            ),
            [format!("{step}:1: let now = jiff::Timestamp::now();")]
        );
    }

    #[test]
    fn tests_may_look() {
        let text = "fn a() {}\n\n#[cfg(test)]\nmod tests { fn b() { Instant::now(); } }\n";
        let file = "src-tauri/crates/journeys/src/setup.rs";
        assert_eq!(judge_files(only_named_places, &[(file, text)]), [""; 0]);
    }
}
