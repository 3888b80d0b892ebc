//! The architecture as rules that fail the build. Each rule is a function from what lies in the
//! repository to sentences about what breaks it.

mod arrows;
mod clocks;
mod files;
mod journeys;
mod length;
mod licences;
mod links;
mod packages;
mod reads;
mod references;
mod steps;
mod tests_data;
mod text;
mod window;

use crate::failure::Result;
use crate::tally::Tally;
use files::File;
use licences::Foreign;
use packages::Package;

/// What the rules look at.
struct Repository {
    files: Vec<File>,
    packages: Vec<Package>,
    foreign: Vec<Foreign>,
}

type Rule = (&'static str, fn(&Repository) -> Vec<String>);

const RULES: &[Rule] = &[
    ("crates depend along the arrows only", arrows::ours),
    ("tauri in the root package only", arrows::tauri),
    ("causewayctl links no web view", arrows::headless),
    ("HTTP clients in graph-client and identity only", arrows::http_clients),
    ("one HTTP client, one TLS stack, one calendar", arrows::one_stack),
    ("licences of npm packages are on the list", licences::accepted),
    ("npm packages come from the registry only", licences::from_registries),
    ("steps know neither journal nor window", steps::isolated),
    ("what only reads has no call that writes", reads::only),
    (
        "what journeys share names none of them",
        journeys::shared_code_names_none,
    ),
    ("time is read in the clocks only", clocks::only_named_places),
    ("every language has the same files", window::same_locale_files),
    ("Tauri's interface in ui/src/ipc only", window::ipc_in_one_place),
    ("no text becomes markup", window::no_markup_from_text),
    ("every snapshot belongs to a test", tests_data::snapshots_in_use),
    ("no path of one machine", text::no_machine_paths),
    ("nothing left to do in the source", text::nothing_left_to_do),
    ("files are short or say why not", length::short_or_listed),
    ("what a comment cites is in docs/", references::resolve),
    ("links of the documentation lead somewhere", links::lead_somewhere),
];

/// Checks every rule; each counts as one.
pub(crate) fn run() -> Result<Tally> {
    let repository = Repository {
        files: files::read()?,
        packages: packages::read()?,
        foreign: licences::of_npm()?,
    };
    let mut tally = Tally::default();
    for (name, rule) in RULES {
        let violations = rule(&repository);
        println!("{} {name}", if violations.is_empty() { "ok    " } else { "FAILED" });
        for violation in &violations {
            println!("         {violation}");
        }
        tally += Tally::of_check(violations.is_empty());
    }
    Ok(tally)
}

/// What a rule says about made-up files.
#[cfg(test)]
fn judge_files(rule: fn(&Repository) -> Vec<String>, files: &[(&str, &str)]) -> Vec<String> {
    rule(&Repository {
        files: files.iter().map(|(path, text)| File::new(path, text)).collect(),
        packages: Vec::new(),
        foreign: Vec::new(),
    })
}

/// What a rule says about made-up packages.
#[cfg(test)]
fn judge_packages(rule: fn(&Repository) -> Vec<String>, packages: Vec<Package>) -> Vec<String> {
    rule(&Repository {
        files: Vec::new(),
        packages,
        foreign: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_can_be_read() {
        let files = files::read().unwrap();
        assert!(files.iter().any(|file| file.path == "tauri.conf.json"));
        assert!(!files.iter().any(|file| file.path.contains("node_modules/")));
    }
}
