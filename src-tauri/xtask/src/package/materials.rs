//! The bill of materials in CycloneDX: one file for each program, and one for the scripts of the window.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::cargo_tools::tool;
use super::contents::PAPERS_AT;
use super::{Packing, dated, read, write};
use crate::failure::{Failure, Result};
use crate::process::{npm, run};
use crate::repo;
use crate::tally::Tally;

/// The programs that the packages hold.
pub(super) const PROGRAMS: [&str; 3] = ["causeway", "causewayctl", "graph-simulator"];

pub(super) fn gather(packing: Packing) -> Result<Tally> {
    let papers = packing.tree().join(PAPERS_AT);
    let mut cyclonedx = tool("cyclonedx");
    cyclonedx.args([
        "--quiet",
        "--format=json",
        "--spec-version=1.5",
        "--describe=binaries",
        "--no-build-deps",
    ]);
    packing.targeted(&mut cyclonedx);
    cyclonedx.env("SOURCE_DATE_EPOCH", dated());
    let made = run(cyclonedx);
    // The tool writes beside every manifest of the workspace.
    let beside = beside_manifests()?;
    let kept = PROGRAMS.iter().try_for_each(|program| {
        let name = format!("{program}_bin.cdx.json");
        let file = beside
            .iter()
            .find(|path| path.file_name().is_some_and(|known| known == name.as_str()));
        let file = file.ok_or_else(|| Failure::Told(format!("no bill of materials of {program} was made")))?;
        write(&papers.join(format!("{program}.cdx.json")), read(file)?.as_bytes())
    });
    for file in &beside {
        std::fs::remove_file(file).map_err(Failure::io(format!("remove {}", file.display())))?;
    }
    made.and(kept)?;
    let window = of_window()?;
    write(&papers.join("window.cdx.json"), window.to_string().as_bytes())?;
    complete(packing, &papers, &window)
}

fn beside_manifests() -> Result<Vec<PathBuf>> {
    let root = repo::root();
    let mut folders = vec![
        root.to_owned(),
        root.join("src-tauri/xtask"),
        root.join("tests"),
        root.join("tests/bench/empty-window"),
    ];
    folders.extend(entries(&root.join("src-tauri/crates"))?);
    let mut found = Vec::new();
    for folder in folders {
        let is_bill = |path: &PathBuf| path.to_string_lossy().ends_with(".cdx.json");
        found.extend(entries(&folder)?.into_iter().filter(is_bill));
    }
    Ok(found)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(Failure::io(format!("look into {}", folder.display())))?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}

/// npm leaves out what tools of the build want as well, React among it, when it is asked to leave out the tools. So it tells
/// everything, and what belongs to the tools alone is taken out here.
fn of_window() -> Result<Value> {
    let mut sbom = npm(&["sbom", "--sbom-format=cyclonedx", "--sbom-type=application"]);
    let output = sbom.output().map_err(Failure::io("start npm"))?;
    let mut bill: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| Failure::Told(format!("what `npm sbom` prints is no JSON: {error}")))?;
    let mut kept = BTreeSet::new();
    if let Some(root) = bill["metadata"]["component"]["bom-ref"].as_str() {
        kept.insert(root.to_owned());
    }
    if let Some(components) = bill["components"].as_array_mut() {
        components.retain(|component| !is_tool(component));
        kept.extend(
            components
                .iter()
                .filter_map(|component| Some(component["bom-ref"].as_str()?.to_owned())),
        );
    }
    let is_kept = |reference: &Value| reference.as_str().is_some_and(|reference| kept.contains(reference));
    if let Some(dependencies) = bill["dependencies"].as_array_mut() {
        dependencies.retain(|dependency| is_kept(&dependency["ref"]));
        for dependency in dependencies {
            if let Some(on) = dependency["dependsOn"].as_array_mut() {
                on.retain(is_kept);
            }
        }
    }
    Ok(bill)
}

fn is_tool(component: &Value) -> bool {
    let properties = component["properties"].as_array();
    properties.is_some_and(|all| {
        all.iter()
            .any(|property| property["name"] == "cdx:npm:package:development")
    })
}

/// Whoever has a licence text is in a bill.
fn complete(packing: Packing, papers: &Path, window: &Value) -> Result<Tally> {
    let mut missing = Vec::new();
    let scripts = names(window);
    for line in read(&papers.join("LICENCES-window.md"))?.lines() {
        let name = line.strip_prefix("## ").and_then(|heading| heading.split(" - ").next());
        missing.extend(name.filter(|name| !scripts.contains(*name)).map(str::to_owned));
    }
    let mut crates = BTreeSet::new();
    for program in PROGRAMS {
        let text = read(&papers.join(format!("{program}.cdx.json")))?;
        let bill = serde_json::from_str(&text).map_err(|error| Failure::Told(format!("{program}: {error}")))?;
        crates.extend(names(&bill));
    }
    let shipped = super::licences::shipped(packing)?;
    let bare = shipped.iter().filter_map(|line| line.split(' ').next());
    missing.extend(bare.filter(|name| !crates.contains(*name)).map(str::to_owned));
    for name in &missing {
        println!("{name} is in no bill of materials");
    }
    Ok(Tally::of_check(missing.is_empty()))
}

/// The names of its components.
fn names(bill: &Value) -> BTreeSet<String> {
    let components = bill["components"].as_array().map(Vec::as_slice).unwrap_or_default();
    let name = |component: &Value| {
        let group = component["group"]
            .as_str()
            .map(|group| format!("{group}/"))
            .unwrap_or_default();
        Some(format!("{group}{}", component["name"].as_str()?))
    };
    components.iter().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn tools_of_the_build_are_told_apart() {
        let tool =
            json!({ "name": "vite", "properties": [{ "name": "cdx:npm:package:development", "value": "true" }] });
        assert!(is_tool(&tool));
        assert!(!is_tool(&json!({ "name": "react", "properties": [] })));
    }
}
