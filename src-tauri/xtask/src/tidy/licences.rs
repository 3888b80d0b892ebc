//! What packages of npm may be under, and where they may come from. `deny.toml` says the same of crates.

use super::Repository;
use crate::failure::{Failure, Result};
use crate::repo;
use serde_json::Value;
use spdx::{Expression, ParseMode};

/// Licences that ask for no more than to be named, and the weak ones that ask for changes to their own files. Ours is MIT or
/// Apache-2.0.
const ACCEPTED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BlueOak-1.0.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Zlib",
];

/// For data that only tools of the build read, and that no package of ours holds.
const ACCEPTED_IN_TOOLS: &[&str] = &["CC-BY-4.0", "Python-2.0"];

/// A package that somebody else wrote.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Foreign {
    pub(super) name: String,
    /// An SPDX expression; empty when it names none.
    pub(super) licence: String,
    pub(super) from_registry: bool,
    /// Is not part of what people install.
    pub(super) tool: bool,
}

pub(super) fn accepted(repository: &Repository) -> Vec<String> {
    let refused = repository.foreign.iter().filter(|package| !is_accepted(package));
    refused
        .map(|Foreign { name, licence, .. }| format!("{name} is under `{licence}`, which is not on the list"))
        .collect()
}

pub(super) fn from_registries(repository: &Repository) -> Vec<String> {
    let elsewhere = repository.foreign.iter().filter(|package| !package.from_registry);
    elsewhere
        .map(|package| format!("{} comes from no registry", package.name))
        .collect()
}

fn is_accepted(package: &Foreign) -> bool {
    let tools = if package.tool { ACCEPTED_IN_TOOLS } else { &[] };
    // Lax takes the `MIT/Apache-2.0` of old manifests.
    Expression::parse_mode(&package.licence, ParseMode::LAX).is_ok_and(|expression| {
        expression.evaluate(|wanted| {
            wanted
                .license
                .id()
                .is_some_and(|id| ACCEPTED.contains(&id.name) || tools.contains(&id.name))
        })
    })
}

/// Everything in the lock file of the ui.
pub(super) fn of_npm() -> Result<Vec<Foreign>> {
    let path = repo::ui().join("package-lock.json");
    let text = std::fs::read_to_string(&path).map_err(Failure::io(format!("read {}", path.display())))?;
    let lock = serde_json::from_str(&text).ok();
    lock.as_ref()
        .and_then(parse_npm)
        .ok_or_else(|| Failure::Told(format!("{} is not a lock file of npm", path.display())))
}

fn parse_npm(lock: &Value) -> Option<Vec<Foreign>> {
    let entries = lock["packages"]
        .as_object()?
        .iter()
        .filter(|(path, _)| !path.is_empty());
    let foreign = entries.map(|(path, entry)| Foreign {
        name: path.rsplit("node_modules/").next().unwrap_or(path).to_owned(),
        licence: text(&entry["license"]),
        // Entries carry no address, so that any mirror serves; what comes from elsewhere carries one, or is a link.
        from_registry: entry["resolved"].is_null() && entry["link"] != true && entry["integrity"].is_string(),
        tool: entry["dev"] == true,
    });
    Some(foreign.collect())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn under(licence: &str) -> Foreign {
        Foreign {
            licence: licence.into(),
            ..Foreign::default()
        }
    }

    #[test]
    fn one_accepted_way_is_enough_and_every_part_counts() {
        for accepted in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0-only OR MIT",
            "(MIT OR GPL-3.0-only) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(is_accepted(&under(accepted)), "{accepted}");
        }
        for refused in ["", "GPL-3.0-only", "MIT AND AGPL-3.0-only", "proprietary", "CC-BY-4.0"] {
            assert!(!is_accepted(&under(refused)), "{refused}");
        }
        let tool = Foreign {
            tool: true,
            ..under("CC-BY-4.0")
        };
        assert!(is_accepted(&tool));
    }

    #[test]
    fn what_comes_past_the_registry_is_noticed() {
        let lock = json!({"packages": {
            "": {"name": "ours"},
            "node_modules/a": {"license": "MIT", "integrity": "sha512-x"},
            "node_modules/a/node_modules/b": {"license": "MIT", "integrity": "sha512-x", "resolved": "git+somewhere", "dev": true},
        }});
        let found = parse_npm(&lock).unwrap();
        assert_eq!(found[0].name, "a");
        assert!(found[0].from_registry && !found[0].tool);
        assert!(!found[1].from_registry && found[1].tool);
    }
}
