//! The packages of the workspace, from `cargo metadata`.

use crate::failure::{Failure, Result};
use crate::process::{ask, cargo};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// One package of ours.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) dependencies: Vec<Dependency>,
    /// Everything linked into it, however far away: `name version`.
    pub(super) linked: BTreeSet<String>,
}

/// One entry of its manifest.
#[derive(Debug)]
pub(super) struct Dependency {
    pub(super) name: String,
    /// Only for its tests.
    pub(super) dev: bool,
    /// Lies in this repository.
    pub(super) ours: bool,
    pub(super) features: Vec<String>,
}

/// Our packages.
pub(super) fn read() -> Result<Vec<Package>> {
    let metadata = ask(cargo(&["metadata", "--format-version=1"]))
        .and_then(|text| serde_json::from_str::<Value>(&text).ok())
        .and_then(|metadata| parse(&metadata));
    metadata.ok_or_else(|| Failure::Told("`cargo metadata` gave no answer; is Cargo.toml in order?".into()))
}

fn parse(metadata: &Value) -> Option<Vec<Package>> {
    let members = metadata["workspace_members"].as_array()?;
    let graph = Graph::parse(metadata)?;
    metadata["packages"]
        .as_array()?
        .iter()
        .filter(|package| members.contains(&package["id"]))
        .map(|package| {
            Some(Package {
                name: package["name"].as_str()?.to_owned(),
                dependencies: package["dependencies"]
                    .as_array()?
                    .iter()
                    .map(dependency)
                    .collect::<Option<_>>()?,
                linked: graph.linked(package["id"].as_str()?),
            })
        })
        .collect()
}

fn dependency(entry: &Value) -> Option<Dependency> {
    Some(Dependency {
        name: entry["name"].as_str()?.to_owned(),
        dev: entry["kind"] == "dev",
        ours: !entry["path"].is_null(),
        features: entry["features"]
            .as_array()?
            .iter()
            .filter_map(|feature| feature.as_str().map(str::to_owned))
            .collect(),
    })
}

/// Who links whom, tests and build scripts left out.
struct Graph<'a> {
    labels: HashMap<&'a str, String>,
    edges: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Graph<'a> {
    fn parse(metadata: &'a Value) -> Option<Self> {
        let mut labels = HashMap::new();
        for package in metadata["packages"].as_array()? {
            let (name, version) = (package["name"].as_str()?, package["version"].as_str()?);
            labels.insert(package["id"].as_str()?, format!("{name} {version}"));
        }
        let mut edges = HashMap::new();
        for node in metadata["resolve"]["nodes"].as_array()? {
            let linked = node["deps"]
                .as_array()?
                .iter()
                .filter(|edge| is_linked(edge))
                .filter_map(|edge| edge["pkg"].as_str())
                .collect();
            edges.insert(node["id"].as_str()?, linked);
        }
        Some(Self { labels, edges })
    }

    fn linked(&self, from: &str) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![from];
        while let Some(id) = waiting.pop() {
            for next in self.edges.get(id).into_iter().flatten().copied() {
                if seen.insert(next) {
                    waiting.push(next);
                }
            }
        }
        seen.into_iter().filter_map(|id| self.labels.get(id).cloned()).collect()
    }
}

fn is_linked(edge: &Value) -> bool {
    edge["dep_kinds"]
        .as_array()
        .is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
}

#[cfg(test)]
impl Package {
    /// A made-up package: `"dev:x"` is a dependency of its tests.
    pub(super) fn made_up(name: &str, ours: &[&str], foreign: &[&str]) -> Self {
        let entries = |names: &[&str], ours| {
            names
                .iter()
                .map(|name| Dependency {
                    name: name.trim_start_matches("dev:").into(),
                    dev: name.starts_with("dev:"),
                    ours,
                    features: Vec::new(),
                })
                .collect::<Vec<_>>()
        };
        let mut dependencies = entries(ours, true);
        dependencies.extend(entries(foreign, false));
        Self {
            name: name.into(),
            dependencies,
            linked: BTreeSet::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_linked_is_followed_to_the_end_and_tests_are_not() {
        let package =
            |id, dependencies| json!({"id": id, "name": id, "version": "1.0.0", "dependencies": dependencies});
        let edge = |id, kind| json!({"pkg": id, "dep_kinds": [{"kind": kind}]});
        let metadata = json!({
            "workspace_members": ["ours"],
            "packages": [
                package("ours", json!([
                    {"name": "near", "kind": null, "features": ["x"]},
                    {"name": "friend", "kind": "dev", "path": "somewhere", "features": []}])),
                package("near", json!([])), package("far", json!([])), package("friend", json!([])),
            ],
            "resolve": {"nodes": [
                {"id": "ours", "deps": [edge("near", Value::Null), edge("friend", json!("dev"))]},
                {"id": "near", "deps": [edge("far", Value::Null)]},
            ]},
        });
        let packages = parse(&metadata).unwrap();
        assert_eq!(packages.len(), 1);
        assert_eq!(packages[0].linked, ["far 1.0.0", "near 1.0.0"].map(String::from).into());
        let [near, friend] = &packages[0].dependencies[..] else {
            panic!("two entries");
        };
        assert!(!near.dev && !near.ours && near.features == ["x"]);
        assert!(friend.dev && friend.ours);
    }
}
