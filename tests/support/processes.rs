//! A program together with the processes it has started: those of its process group.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const LOOK_EVERY: Duration = Duration::from_millis(5);

/// Folders below `/proc` of the processes of a group that have not ended.
#[must_use]
pub fn of_group(group: u32) -> Vec<PathBuf> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.map(|entry| entry.path());
    processes
        .filter(|process| is_of(process, group).unwrap_or(false))
        .collect()
}

/// Whether a process leaves no core dump: nothing is written below two bytes, whoever collects it.
#[must_use]
pub fn dumps_no_core(process: &Path) -> bool {
    let limits = std::fs::read_to_string(process.join("limits")).unwrap_or_default();
    let core = limits.lines().find_map(|line| line.strip_prefix("Max core file size"));
    let mut sizes = core.unwrap_or_default().split_whitespace().take(2);
    let is_none = |size: Option<&str>| matches!(size, Some("0" | "1"));
    is_none(sizes.next()) && is_none(sizes.next())
}

/// Ends every process of a group at once, and returns when none is left.
pub fn end_group(group: u32) {
    let _ = Command::new("kill")
        .args(["-KILL", "--", &format!("-{group}")])
        .stderr(std::process::Stdio::null())
        .status(); // all may have ended
    while !of_group(group).is_empty() {
        std::thread::sleep(LOOK_EVERY);
    }
}

fn is_of(process: &Path, group: u32) -> Option<bool> {
    let stat = std::fs::read_to_string(process.join("stat")).ok()?;
    // The name, in brackets, may hold anything; behind it stand state, parent and group.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace();
    let has_ended = matches!(fields.next()?, "Z" | "X");
    Some(!has_ended && fields.nth(1)?.parse() == Ok(group))
}
