//! What a page of the documentation shows is what the program prints.

use std::process::Command;

use super::{Place, out};

const CONSULTANTS: &str = include_str!("../../../../../docs/consultants.md");
/// It stands for lines that a page leaves out, and within a line for what differs each time.
const LEFT_OUT: &str = "…";

/// A command of a page, with the lines that it shows.
struct Shown<'p> {
    command: &'p str,
    lines: Vec<&'p str>,
}

/// Of all blocks of a page that show a terminal.
fn shown(page: &str) -> Vec<Shown<'_>> {
    let mut all: Vec<Shown<'_>> = Vec::new();
    for block in page.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for line in block.lines() {
            match line.strip_prefix("$ ") {
                Some(command) => all.push(Shown {
                    command,
                    lines: Vec::new(),
                }),
                None => all.last_mut().unwrap().lines.push(line),
            }
        }
    }
    all
}

/// Whether the text has the parts of this line, in their order and from its first letter to its last.
fn is_line(shown: &str, printed: &str) -> bool {
    let mut parts = shown.split(LEFT_OUT);
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = printed.strip_prefix(first) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in between {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn fits(shown: &[&str], printed: &[&str]) -> bool {
    match (shown, printed) {
        ([], printed) => printed.is_empty(),
        ([LEFT_OUT, more @ ..], printed) => (0..=printed.len()).any(|from| fits(more, &printed[from..])),
        ([line, more @ ..], [first, rest @ ..]) => is_line(line, first) && fits(more, rest),
        ([_, ..], []) => false,
    }
}

#[cfg(unix)]
#[test]
fn every_line_for_consultants_gives_what_it_shows() {
    let place = Place::new("contoso/fresh", 0);
    let at = place.simulator.connection();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_causewayctl"));
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    let demo = format!(
        "--cloud custom --graph-url {} --login-url {} --state-dir {}",
        at.graph,
        at.login,
        place.state().display()
    );
    let mut folder = place.folder.path().join("work");
    std::fs::create_dir(&folder).unwrap();
    let shown = shown(CONSULTANTS);
    assert!(shown.len() > 10, "the ten lines, and the customer who has it already");
    for Shown { command, lines } in shown {
        let done = Command::new("bash")
            .args(["-c", &format!("{command}\ncode=$?; pwd > \"$HOME/place\"; exit $code")])
            .current_dir(&folder)
            .env_clear()
            .env("PATH", &path)
            .env("HOME", place.folder.path())
            .env("LANG", "en_US.UTF-8")
            .env("DEMO", &demo)
            .env("AZURE_TENANT_ID", at.tenant.to_string())
            .env("AZURE_CLIENT_ID", at.client_id.to_string())
            .env("AZURE_CLIENT_SECRET", &at.client_secret)
            .output()
            .unwrap();
        let printed = out(&done);
        let printed: Vec<&str> = printed.lines().collect();
        assert_eq!(done.status.code(), Some(0), "{command}: {done:?}");
        assert!(fits(&lines, &printed), "{command} printed\n{}", printed.join("\n"));
        let stands = std::fs::read_to_string(place.folder.path().join("place")).unwrap();
        folder = stands.trim().into();
    }
}

#[test]
fn what_is_left_out_hides_nothing_else() {
    assert!(is_line("at …: works", "at 127.0.0.1:1: works"));
    assert!(!is_line("at …: works", "at 127.0.0.1:1: works not"));
    assert!(!is_line("works", "works not"));
    assert!(fits(&["…", "b", "…"], &["a", "b", "c", "d"]));
    assert!(!fits(&["…", "b"], &["a", "b", "c"]));
    assert!(!fits(&[], &["a"]));
}
