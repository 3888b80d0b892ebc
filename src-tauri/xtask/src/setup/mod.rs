//! What this machine needs before anything can be built; quick when nothing is missing.

mod packages;
mod tools;
mod versions;

use crate::failure::{Failure, Result};
use crate::{process, repo};
use std::io::{IsTerminal, Write};
use std::path::Path;

pub(crate) use packages::Need;

/// Whether the person has agreed to installing system packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Consent {
    /// `--yes`: nobody is asked.
    Given,
    /// A question on the terminal, if there is one.
    Ask,
}

pub(crate) fn everything(consent: Consent) -> Result {
    prepare(&[Need::Window, Need::Tests], consent)
}

/// Makes the machine ready for these needs: tools, system packages, ui packages.
pub(crate) fn prepare(needs: &[Need], consent: Consent) -> Result {
    versions::check()?;
    system_packages(needs, consent)?;
    if needs.contains(&Need::Tests) {
        tools::install()?;
    }
    ui_packages()
}

/// Whether what this command says is a Rust that the workspace can be built with.
pub(crate) fn new_enough(name: &str, says: std::process::Command) -> Result {
    versions::rust(name, says)
}

fn system_packages(needs: &[Need], consent: Consent) -> Result {
    if !cfg!(target_os = "linux") {
        println!("{}", packages::ELSEWHERE);
        return Ok(());
    }
    let Some(installed) = packages::installed() else {
        println!("{}", packages::without_apt(needs));
        return Ok(());
    };
    let missing = packages::missing(needs, &installed);
    if missing.is_empty() {
        return Ok(());
    }
    let root = is_root();
    let install = packages::install_command(&missing, root);
    println!("Missing system packages: {}", missing.join(" "));
    println!("To be installed with:    {}", process::shown(&install));
    if consent == Consent::Ask && !root && !ask_the_person()? {
        return Err(Failure::Told(
            "nothing was installed. Run the command above yourself, or add `--yes`.".into(),
        ));
    }
    // A machine without fresh package lists cannot find the packages; whether lists that fail to
    // refresh are good enough is for the installation to show.
    if let Err(failure) = process::run(packages::update_command(root)) {
        println!("{failure}; trying with the package lists that are here");
    }
    process::run(install)
}

fn is_root() -> bool {
    let mut id = process::program("id");
    id.arg("-u");
    process::ask(id).is_some_and(|id| id.trim() == "0")
}

/// Asks only where somebody can answer.
fn ask_the_person() -> Result<bool> {
    if std::env::var_os("CI").is_some() || !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    print!("Install them now? [y/N] ");
    let mut answer = String::new();
    std::io::stdout()
        .flush()
        .and_then(|()| std::io::stdin().read_line(&mut answer))
        .map_err(Failure::io("ask on the terminal"))?;
    Ok(is_yes(&answer))
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

fn ui_packages() -> Result {
    let ui = repo::ui();
    if is_newer(
        &ui.join("package-lock.json"),
        &ui.join("node_modules/.package-lock.json"),
    ) {
        process::run(process::npm(&["ci", "--no-audit", "--no-fund"]))?;
    }
    Ok(())
}

/// Whether `source` changed after `product` was made, or `product` is not there at all.
fn is_newer(source: &Path, product: &Path) -> bool {
    let time = |path: &Path| path.metadata().and_then(|data| data.modified());
    match (time(source), time(product)) {
        (Ok(source), Ok(product)) => source > product,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clear_yes_is_a_yes() {
        assert!(is_yes("Yes\n"));
        assert!(is_yes("y\n"));
        assert!(!is_yes("\n"));
        assert!(!is_yes("no\n"));
    }

    #[test]
    fn a_product_that_is_not_there_is_out_of_date() {
        let here = repo::root().join("Cargo.toml");
        assert!(is_newer(&here, Path::new("no/such/file")));
        assert!(!is_newer(&here, &here));
    }
}
