//! Which crate may stand on which.

use super::Repository;
use super::packages::Package;

/// Our crates and what they may use of ours, apart from their tests.
const ARROWS: &[(&str, &[&str])] = &[
    ("step-engine", &[]),
    ("graph-client", &[]),
    ("graph-simulator", &[]),
    ("hostile-input", &[]),
    ("people-file", &[]),
    ("people-feed", &["people-file", "graph-client", "step-engine"]),
    ("identity", &["graph-client"]),
    ("provisioning", &["graph-client"]),
    (
        "journeys",
        &[
            "step-engine",
            "provisioning",
            "people-feed",
            "people-file",
            "graph-client",
        ],
    ),
    (
        "app-core",
        &["journeys", "step-engine", "provisioning", "graph-client", "identity"],
    ),
    ("causewayctl", &["app-core", "graph-simulator", "people-file"]),
    ("causeway", &["app-core", "graph-simulator"]),
    ("journey-tests", &[]),
    ("empty-window", &[]),
    ("xtask", &[]),
];

/// Tests may also talk to the simulator, over the wire like everybody, and use what whole journeys are tested with.
const FOR_TESTS: &[&str] = &["graph-simulator", "journey-tests"];

/// What breaks inputs for tests knows nothing of those who read them, so everybody may use it there.
const FOR_ALL_TESTS: &str = "hostile-input";

/// These meet nobody of ours, in tests neither: a mistake shared with a test stays unseen.
const ALONE: &[&str] = &["step-engine", "graph-simulator", "xtask"];

const HTTP_CLIENTS: &[&str] = &[
    "attohttpc",
    "awc",
    "curl",
    "hreq",
    "isahc",
    "minreq",
    "reqwest",
    "surf",
    "ureq",
    "wreq",
];

/// Who may hold an HTTP client; for the others it is one for tests at most.
const MAY_CALL: &[&str] = &["graph-client", "identity", "journey-tests"];

/// Second ways to do what one library does for all of us, wherever they come from.
const SECOND_STACK: &[&str] = &["attohttpc", "curl", "isahc", "native-tls", "openssl", "surf", "ureq"];

/// Calendars beside jiff; what other people's crates use inside is theirs.
const SECOND_CALENDAR: &[&str] = &["chrono", "time"];

pub(super) fn ours(repository: &Repository) -> Vec<String> {
    let mut violations = Vec::new();
    for package in &repository.packages {
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == package.name) else {
            violations.push(format!("{} has no place in the table of arrows", package.name));
            continue;
        };
        for dependency in package.dependencies.iter().filter(|entry| entry.ours) {
            let name = dependency.name.as_str();
            let alone = ALONE.contains(&package.name.as_str());
            let for_tests = dependency.dev && (name == FOR_ALL_TESTS || FOR_TESTS.contains(&name) && !alone);
            if !allowed.contains(&name) && !for_tests {
                violations.push(format!("{} must not depend on {name}", package.name));
            }
        }
    }
    violations
}

/// The window, and the empty one it is measured beside.
const MAY_OPEN_WINDOWS: &[&str] = &["causeway", "empty-window"];

pub(super) fn tauri(repository: &Repository) -> Vec<String> {
    direct(repository, |package, name| {
        (name == "tauri" || name.starts_with("tauri-")) && !MAY_OPEN_WINDOWS.contains(&package.name.as_str())
    })
}

pub(super) fn headless(repository: &Repository) -> Vec<String> {
    linked(repository, |name| {
        ["tauri", "wry", "tao", "gtk", "webkit"]
            .iter()
            .any(|window| name == *window || name.starts_with(&format!("{window}-")))
            || name.starts_with("webkit2gtk")
    })
}

pub(super) fn http_clients(repository: &Repository) -> Vec<String> {
    let mut violations = Vec::new();
    for package in &repository.packages {
        for dependency in &package.dependencies {
            let calls = HTTP_CLIENTS.contains(&dependency.name.as_str())
                || (dependency.name.starts_with("hyper")
                    && dependency.features.iter().any(|name| name.starts_with("client")));
            let allowed = MAY_CALL.contains(&package.name.as_str()) || (dependency.dev && package.name != "causeway");
            if calls && !allowed {
                violations.push(format!("{} must not depend on {}", package.name, dependency.name));
            }
        }
    }
    violations
}

pub(super) fn one_stack(repository: &Repository) -> Vec<String> {
    let mut violations = linked(repository, |name| SECOND_STACK.contains(&name));
    violations.extend(direct(repository, |_, name| SECOND_CALENDAR.contains(&name)));
    let headless = repository.packages.iter().filter(|package| package.name == HEADLESS);
    for package in headless {
        let twice: Vec<_> = package
            .linked
            .iter()
            .filter(|label| label.starts_with("reqwest "))
            .cloned()
            .collect();
        if twice.len() > 1 {
            violations.push(format!("{HEADLESS} links {}", twice.join(" and ")));
        }
    }
    violations
}

/// The program that stands on everything but the window.
const HEADLESS: &str = "causewayctl";

fn linked(repository: &Repository, wrong: impl Fn(&str) -> bool) -> Vec<String> {
    repository
        .packages
        .iter()
        .filter(|package| package.name == HEADLESS)
        .flat_map(|package| &package.linked)
        .filter(|label| wrong(label.split(' ').next().unwrap_or_default()))
        .map(|label| format!("{HEADLESS} links {label}"))
        .collect()
}

fn direct(repository: &Repository, wrong: impl Fn(&Package, &str) -> bool) -> Vec<String> {
    let mut violations = Vec::new();
    for package in &repository.packages {
        for dependency in &package.dependencies {
            if wrong(package, &dependency.name) {
                violations.push(format!("{} must not depend on {}", package.name, dependency.name));
            }
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::super::judge_packages;
    use super::*;

    fn causewayctl_linking(labels: &[&str]) -> Vec<Package> {
        let mut package = Package::made_up("causewayctl", &["app-core"], &[]);
        package.linked = labels.iter().map(ToString::to_string).collect();
        vec![package]
    }

    #[test]
    fn an_arrow_the_wrong_way_is_caught() {
        for (package, dependency) in [
            ("graph-simulator", "graph-client"),
            ("graph-simulator", "dev:step-engine"),
            ("graph-client", "identity"),
            ("step-engine", "dev:graph-simulator"),
            ("provisioning", "step-engine"),
            ("journeys", "app-core"),
            ("journeys", "dev:causewayctl"),
            ("newcomer", "app-core"),
        ] {
            let found = judge_packages(ours, vec![Package::made_up(package, &[dependency], &[])]);
            assert_eq!(found.len(), 1, "{package} on {dependency}");
        }
    }

    #[test]
    fn arrows_of_the_design_hold() {
        let packages = vec![
            Package::made_up("app-core", &["journeys", "identity", "dev:graph-simulator"], &[]),
            Package::made_up("causeway", &["app-core", "graph-simulator"], &["tauri"]),
        ];
        assert_eq!(judge_packages(ours, packages), [""; 0]);
    }

    #[test]
    fn tauri_outside_the_shell_is_caught() {
        let packages = vec![
            Package::made_up("causeway", &[], &["tauri", "tauri-build"]),
            Package::made_up("app-core", &[], &["tauri-plugin-store"]),
        ];
        assert_eq!(
            judge_packages(tauri, packages),
            ["app-core must not depend on tauri-plugin-store"]
        );
    }

    #[test]
    fn a_web_view_in_causewayctl_is_caught() {
        let packages = causewayctl_linking(&["serde 1.0.0", "webkit2gtk-sys 2.0.0"]);
        assert_eq!(
            judge_packages(headless, packages),
            ["causewayctl links webkit2gtk-sys 2.0.0"]
        );
    }

    #[test]
    fn an_http_client_elsewhere_is_caught() {
        let packages = vec![
            Package::made_up("journeys", &[], &["reqwest"]),
            Package::made_up("causeway", &[], &["dev:ureq"]),
            Package::made_up("graph-simulator", &[], &["dev:reqwest", "hyper"]),
            Package::made_up("graph-client", &[], &["reqwest"]),
        ];
        assert_eq!(
            judge_packages(http_clients, packages),
            [
                "journeys must not depend on reqwest",
                "causeway must not depend on ureq"
            ]
        );
    }

    #[test]
    fn hyper_with_its_client_is_an_http_client() {
        let mut package = Package::made_up("app-core", &[], &["hyper-util"]);
        package.dependencies[0].features = vec!["client-legacy".into()];
        assert_eq!(judge_packages(http_clients, vec![package]).len(), 1);
    }

    #[test]
    fn a_second_stack_is_caught() {
        assert_eq!(
            judge_packages(one_stack, causewayctl_linking(&["openssl 0.10.0"])),
            ["causewayctl links openssl 0.10.0"]
        );
        let calendar = vec![Package::made_up("journeys", &[], &["chrono"])];
        assert_eq!(
            judge_packages(one_stack, calendar),
            ["journeys must not depend on chrono"]
        );
        let twice = causewayctl_linking(&["reqwest 0.12.9", "reqwest 0.13.1"]);
        assert_eq!(
            judge_packages(one_stack, twice),
            ["causewayctl links reqwest 0.12.9 and reqwest 0.13.1"]
        );
    }
}
