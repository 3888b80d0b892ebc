//! The window beside an empty one of the same framework.

use journey_tests::program;

use crate::frame_buffer::FrameBuffer;
use crate::start::Start;
use crate::{panel, quantile, weight};

/// Counted starts of each program, in turns; the middle one is quoted.
const STARTS: usize = 7;
/// How much more than an empty window a start may take, and how much more memory.
const START_BOUND: f64 = 1.3;
const MEMORY_BOUND: f64 = 1.1;
/// One frame at 60 a second, ms.
const FRAME: f64 = 1000.0 / 60.0;

/// Measures and prints the rows.
pub(crate) async fn measure() {
    let (ours, empty) = starts();
    println!("\nThe window, release build, median of {STARTS} starts in turns with an empty Tauri window\n");
    println!("| What | Causeway | Empty window | Ratio | Goal |");
    println!("|---|---|---|---|---|");
    compared(
        "exec to first text on the screen",
        &ours,
        &empty,
        |start| start.first_text,
        "s",
        START_BOUND,
    );
    compared(
        "memory 5 s later (PSS, all processes)",
        &ours,
        &empty,
        |start| start.memory,
        "MiB",
        MEMORY_BOUND,
    );

    let streamed = panel::stream().await;
    println!("\n| What | Measured |");
    println!("|---|---|");
    let (median, late) = (
        quantile(streamed.frames.clone(), 0.5),
        quantile(streamed.frames.clone(), 0.95),
    );
    println!(
        "| frame time while {} requests stream into the open panel ({:.0} s), median, 95 % | {median:.1} ms, {late:.1} ms (one frame is {FRAME:.1} ms) |",
        streamed.requests, streamed.seconds
    );
    for (what, (raw, packed)) in [
        ("script before the first text, compressed", weight::first_scripts()),
        ("all script, compressed", weight::scripts()),
    ] {
        println!("| {what} | {:.0} KiB, {:.0} KiB |", kibibytes(raw), kibibytes(packed));
    }
    if let Some(package) = weight::debian_package() {
        println!("| Debian package | {:.1} MiB |", package as f64 / 1024.0 / 1024.0);
    }
}

/// Starts in turns, so that whatever else the machine does meets both.
fn starts() -> (Vec<Start>, Vec<Start>) {
    let mut screen = FrameBuffer::open();
    let mut start = |name| Start::of(&program::built(name), &mut screen);
    // The first pair reads the programs from the disk and is not counted.
    start("causeway");
    start("empty-window");
    (0..STARTS).map(|_| (start("causeway"), start("empty-window"))).unzip()
}

fn compared(what: &str, ours: &[Start], empty: &[Start], figure: impl Fn(&Start) -> f64, unit: &str, bound: f64) {
    let median = |starts: &[Start]| quantile(starts.iter().map(&figure).collect(), 0.5);
    let (ours, empty) = (median(ours), median(empty));
    println!(
        "| {what} | {ours:.2} {unit} | {empty:.2} {unit} | {:.2} | {bound} |",
        ours / empty
    );
}

fn kibibytes(bytes: usize) -> f64 {
    bytes as f64 / 1024.0
}
