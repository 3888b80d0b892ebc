//! One start of a program with a window: how long until text is on the screen, and what it weighs then.

use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use journey_tests::processes;

use crate::frame_buffer::FrameBuffer;

const LOOK_EVERY: Duration = Duration::from_millis(2);
/// A window that shows nothing by then never will.
const PATIENCE: Duration = Duration::from_secs(30);
/// After its first text a program still reads, compiles and tidies up.
const SETTLING: Duration = Duration::from_secs(5);

/// What one start cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start {
    /// Seconds from exec until the first text is in the frame buffer.
    pub(crate) first_text: f64,
    /// Proportional memory of the program and its web processes, MiB.
    pub(crate) memory: f64,
}

impl Start {
    /// Starts the program, measures it and ends it.
    pub(crate) fn of(program: &Path, screen: &mut FrameBuffer) -> Self {
        wait("the screen is empty", || !screen.shows_text());
        let began = Instant::now();
        let mut child = Command::new(program)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("the program starts");
        wait("the window shows text", || screen.shows_text());
        let first_text = began.elapsed().as_secs_f64();
        std::thread::sleep(SETTLING);
        let memory = proportional_mebibytes(&processes::of_group(child.id()));
        processes::end_group(child.id());
        let _ = child.wait(); // it has been ended
        Self { first_text, memory }
    }
}

fn wait(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::sleep(LOOK_EVERY);
    }
}

/// PSS of these processes, by their folders below `/proc`: memory that several of them share counts once among all of them.
pub(crate) fn proportional_mebibytes(processes: &[PathBuf]) -> f64 {
    let rollups = processes
        .iter()
        .filter_map(|one| std::fs::read_to_string(one.join("smaps_rollup")).ok());
    let kibibytes: u64 = rollups.filter_map(|rollup| pss(&rollup)).sum();
    kibibytes as f64 / 1024.0
}

fn pss(rollup: &str) -> Option<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.split_whitespace().next()?.parse().ok()
}
