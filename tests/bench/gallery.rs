//! Hundreds of instances of one app in one call: a process against the simulator at 120 ms an answer, each figure beside its bound.

use std::time::Instant;

use journey_tests::causewayctl::Place;
use journey_tests::finished::{clear_requests, requests};
use journey_tests::table;
use journey_tests::tenant::Tenant;

use crate::children;
use crate::set_up::ANSWER;
use crate::verdict;

const ROWS: usize = 300;
const MANY: usize = 1_000;
/// Requests that a row needs: the app is made and read back, its job template is there, the job is made and is the only one, the
/// credentials are tried, the settings are read, written and read back, the job is started and read back.
const NEEDED: f64 = 11.0;
/// Of these those that wait for each other: what a row takes that nothing else holds up.
const CHAIN: f64 = 7.0;
/// Requests that are under way at a time.
const UNDER_WAY: f64 = 16.0;
/// Writes of a row, and those that a service lets through in its window, in seconds.
const WRITES: f64 = 4.0;
const WINDOW: (f64, f64) = (3_000.0, 150.0);
/// Seconds until an instance is visible, where that takes time.
const UNSEEN: f64 = 8.0;
/// MiB that a row may need.
const MEMORY_BOUND: f64 = 2.0;

/// What one call cost.
struct Cost {
    wall: f64,
    cpu: f64,
    sent: usize,
    writes: usize,
    refused: usize,
}

/// Measures and prints the rows.
pub(crate) async fn measure() {
    println!("\n{ROWS} instances of one app, {} ms an answer\n", ANSWER.as_millis());
    println!("| What | Measured | Bound | |");
    println!("|---|---|---|---|");
    let tenant = start("instant", &[]).await;
    let place = table::place(&tenant, ROWS);
    let first = apply(&tenant, &place, ROWS).await;
    let peak = children::peak_mebibytes();
    row(
        "from nothing, as many requests as needed",
        first.wall,
        "s",
        1.15 * trips(ROWS as f64, NEEDED),
    );
    row(
        "the same, as many as wait for each other",
        first.wall,
        "s",
        1.15 * trips(ROWS as f64, CHAIN),
    );
    row("requests a row", each(first.sent), "", 1.05 * NEEDED);
    row("writes and tests among them", each(first.writes), "", WRITES + 1.0);
    row("CPU of the process", first.cpu, "s", 2.0);
    row("peak memory a row", peak / ROWS as f64, "MiB", MEMORY_BOUND);
    let again = apply(&tenant, &place, ROWS).await;
    row("finished, and run again", again.wall, "s", 8.0);
    row("requests a row of that", each(again.sent), "", 3.1);
    drop(tenant);
    let lag = format!("object={UNSEEN},list={UNSEEN},templates={UNSEEN}");
    let late = start("instant", &["--lag", &lag]).await;
    let place = table::place(&late, ROWS);
    let cost = apply(&late, &place, ROWS).await;
    let least = trips(ROWS as f64, NEEDED) + UNSEEN;
    row("from nothing, visible after 8 s", cost.wall, "s", 1.25 * least);
    row("requests a row of that", each(cost.sent), "", 2.0 * NEEDED);
    drop(late);
    let limited = start("real-limits", &[]).await;
    let place = table::place(&limited, MANY);
    let cost = apply(&limited, &place, MANY).await;
    row(
        "1,000 instances, 3,000 writes in 150 s",
        cost.wall,
        "s",
        1.15 * limited_by_writes(MANY as f64),
    );
    row(
        "answers 429 of these",
        100.0 * cost.refused as f64 / cost.sent as f64,
        "%",
        2.0,
    );
}

/// Seconds for so many requests of each row.
fn trips(rows: f64, requests: f64) -> f64 {
    requests * ANSWER.as_secs_f64() * rows / UNDER_WAY
}

/// Whole windows for the writes, and the last of them as fast as it goes.
fn limited_by_writes(rows: f64) -> f64 {
    let (most, window) = WINDOW;
    let windows = (WRITES * rows / most).ceil() - 1.0;
    windows * window + trips(rows - windows * most / WRITES, NEEDED)
}

fn each(count: usize) -> f64 {
    count as f64 / ROWS as f64
}

fn row(what: &str, measured: f64, unit: &str, bound: f64) {
    println!(
        "| {what} | {measured:.2} {unit} | {bound:.2} {unit} | {} |",
        verdict(measured, bound)
    );
}

async fn start(timing: &str, options: &[&str]) -> Tenant {
    let latency = ANSWER.as_millis().to_string();
    let mut all = vec!["--timing", timing, "--latency-ms", &latency];
    all.extend(options);
    Tenant::start_with("contoso", &all).await
}

async fn apply(tenant: &Tenant, place: &Place, rows: usize) -> Cost {
    clear_requests(tenant).await;
    let command = table::command(
        tenant,
        place,
        rows,
        &["apply", "set-up.json", "--yes", "--output", "json"],
    );
    let (began, cpu) = (Instant::now(), children::cpu());
    let ended = table::run(place, command);
    let (wall, cpu) = (began.elapsed().as_secs_f64(), children::cpu() - cpu);
    ended.expect(0);
    let asked = journey_tests::finished::asked(tenant).await;
    Cost {
        wall,
        cpu,
        sent: asked.len(),
        writes: requests(tenant)
            .await
            .iter()
            .filter(|(method, _)| method != "GET")
            .count(),
        refused: asked.iter().filter(|asked| asked.status == Some(429)).count(),
    }
}
