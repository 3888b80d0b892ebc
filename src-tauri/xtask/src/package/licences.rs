//! The licence texts of everything that others wrote and the programs hold: crates, packages of npm, the font.

use std::collections::BTreeSet;
use std::path::Path;

use super::cargo_tools::tool;
use super::contents::PAPERS_AT;
use super::{Packing, read, write};
use crate::failure::{Failure, Result};
use crate::process::{ask, cargo, npm, run};
use crate::repo;
use crate::tally::Tally;

/// Packages of the window that are no script, so the bundler does not see them.
const NO_SCRIPTS: [&str; 1] = ["@fontsource-variable/open-sans"];

const TEMPLATE: &str = "\
# Crates in Causeway and their licences
{{#each licenses}}

## {{{name}}}

{{#each used_by}}
- {{{crate.name}}} {{{crate.version}}}
{{/each}}

{{{text}}}
{{/each}}
";

pub(super) fn gather(packing: Packing) -> Result<Tally> {
    let work = packing.folder().join("licences");
    let crates = of_crates(&work)?;
    let window = of_window(&work.join("window"))?;
    let papers = packing.tree().join(PAPERS_AT);
    write(&papers.join("LICENCES-crates.md"), crates.as_bytes())?;
    write(&papers.join("LICENCES-window.md"), window.as_bytes())?;
    let named = |line: String| (!crates.contains(&format!("\n- {line}\n"))).then_some(line);
    let missing: Vec<String> = shipped(packing)?.into_iter().filter_map(named).collect();
    for line in &missing {
        println!("no licence text of {line}");
    }
    Ok(Tally::of_check(missing.is_empty()))
}

/// The list of accepted licences is that of `deny.toml`.
fn of_crates(work: &Path) -> Result<String> {
    let deny = read(&repo::root().join("deny.toml"))?;
    let accepted = deny
        .split_once("[licenses]")
        .and_then(|(_, section)| section.split_once("allow = "))
        .and_then(|(_, list)| list.split_once(']'))
        .map(|(list, _)| format!("accepted = {list}]\nignore-dev-dependencies = true\nprivate = {{ ignore = true }}\n"))
        .ok_or_else(|| Failure::Told("deny.toml has no list of accepted licences".into()))?;
    let (config, template) = (work.join("about.toml"), work.join("crates.hbs"));
    write(&config, accepted.as_bytes())?;
    write(&template, TEMPLATE.as_bytes())?;
    let out = work.join("crates.md");
    let mut about = tool("about");
    about.args(["generate", "--workspace", "--offline", "--locked", "--fail", "--config"]);
    about.arg(config).arg("--output-file").arg(&out).arg(template);
    run(about)?;
    read(&out)
}

/// What the bundler put into the scripts, and what lies beside them.
fn of_window(work: &Path) -> Result<String> {
    let mut build = npm(&["run", "build", "--", "--mode", "licences", "--emptyOutDir", "--outDir"]);
    build.arg(work);
    run(build)?;
    let mut text = read(&work.join("licences.md"))?;
    for name in NO_SCRIPTS {
        let licence = read(&repo::ui().join("node_modules").join(name).join("LICENSE"))?;
        text.push_str(&format!("\n## {name}\n\n{licence}"));
    }
    Ok(text)
}

/// Crates that are compiled into the three programs, as `name version`; ours have no source to name.
pub(super) fn shipped(packing: Packing) -> Result<BTreeSet<String>> {
    let mut tree = cargo(&["tree", "--edges=normal", "--prefix=none", "--format={p}"]);
    tree.args(super::materials::PROGRAMS.map(|name| format!("--package={name}")));
    packing.targeted(&mut tree);
    let told = ask(tree).ok_or_else(|| Failure::Told("`cargo tree` says nothing".into()))?;
    let crates: BTreeSet<String> = told.lines().filter_map(foreign).collect();
    if crates.is_empty() {
        return Err(Failure::Told("`cargo tree` names no crate".into()));
    }
    Ok(crates)
}

/// `serde v1.0.0 (proc-macro) (*)` is `serde 1.0.0`; one of ours has its folder behind it.
fn foreign(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    let ours = words.any(|word| word.starts_with("(/"));
    (!ours).then(|| format!("{name} {version}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_of_others_are_named_as_in_the_list() {
        assert_eq!(foreign("serde v1.0.0 (*)").as_deref(), Some("serde 1.0.0"));
        assert_eq!(
            foreign("serde_derive v1.0.2 (proc-macro)").as_deref(),
            Some("serde_derive 1.0.2")
        );
        assert_eq!(
            foreign("journeys v0.1.0 (/home/me/causeway/src-tauri/crates/journeys)"),
            None
        );
        assert_eq!(foreign(""), None);
    }
}
