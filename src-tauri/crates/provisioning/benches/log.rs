//! What 150,000 rows of the log cost in memory and time, each figure beside its bound. `cargo xtask bench log` runs it.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench that cannot go on stops, and prints what it found"
)]

mod common;

use std::io::{BufWriter, Write as _};
use std::time::{Duration, Instant};

use graph_client::LoggedEntry;
use provisioning::log::{Conditions, Filter, Groups, LogStore, Matches, Outcome, RowNumber, csv, json_lines};
use serde::Deserialize;
use serde_json::value::RawValue;

use common::{Demo, median, once, tell};

/// Rows that are read; the log has more.
const ROWS: usize = 150_000;
/// Rows of one screen.
const SCREEN: usize = 60;

#[derive(Deserialize)]
struct Page {
    value: Vec<Box<RawValue>>,
    #[serde(rename = "@odata.nextLink")]
    next: Option<String>,
}

#[tokio::main]
async fn main() {
    let mut store = LogStore::default();
    let (json, adding, pages) = fill(&mut store).await;
    let rows = store.len();
    println!("{rows} rows in {pages} pages, {:.0} MB of JSON", megabytes(json));
    tell("memory of the store, MB", megabytes(store.size()), 100.0);
    tell(
        "taking in a page of 1,000 rows, ms",
        adding.as_secs_f64() * 1e3 / pages as f64,
        250.0,
    );

    let everything = asked(&store, Filter::default()).1;
    let a_name = store.row(everything.rows()[rows / 2]).unwrap().name.unwrap();
    let text = |text: &str| Conditions {
        text: Some(text.to_owned()),
        ..Conditions::default()
    };
    let failed = Conditions {
        outcomes: vec![Outcome::Failed],
        ..Conditions::default()
    };
    let id = store.row(everything.rows()[rows / 3]).unwrap().source_id.unwrap();
    for (what, is) in [
        ("everything", Conditions::default()),
        ("what failed", failed.clone()),
        ("a name", text(&a_name)),
        ("a text that nobody has", text("qqqqqq")),
        ("part of a distinguished name", text("ou=sales,")),
        ("an id", text(&id)),
    ] {
        let (took, matches) = asked(
            &store,
            Filter {
                is,
                ..Filter::default()
            },
        );
        tell(
            &format!("asking for {what} ({} rows), ms", matches.rows().len()),
            took,
            20.0,
        );
    }
    let took = median(|| {
        let groups = Groups::of(&store, &everything);
        (groups.worst_first().len(), groups.tally())
    });
    tell("groups and tally of everything, ms", took, 50.0);
    let screens: Vec<Vec<RowNumber>> = everything.rows().chunks(SCREEN).map(<[_]>::to_vec).collect();
    let mut times: Vec<_> = screens
        .iter()
        .map(|screen| {
            once(|| {
                screen
                    .iter()
                    .filter_map(|&number| store.row(number))
                    .map(|row| serde_json::to_string(&row).unwrap().len())
                    .sum::<usize>()
            })
        })
        .collect();
    times.sort_by(f64::total_cmp);
    tell("60 rows as JSON, p99, ms", times[times.len() * 99 / 100], 4.0);
    tell(
        "one entry, ms",
        median(|| store.entry(everything.rows()[rows / 2])),
        4.0,
    );

    let folder = std::env::temp_dir();
    for (what, bound) in [("CSV", 5.0), ("JSON lines", 5.0)] {
        let file = folder.join(format!("causeway-bench-{}", std::process::id()));
        let before = resident();
        let took = once(|| {
            let mut out = BufWriter::new(std::fs::File::create(&file).unwrap());
            match what {
                "CSV" => csv(&store, &everything, &mut out).unwrap(),
                _ => json_lines(&store, &everything, &mut out).unwrap(),
            };
            out.flush().unwrap();
        });
        tell(&format!("writing all of it as {what}, s"), took / 1e3, bound);
        tell(
            &format!("memory that {what} takes besides, MB"),
            megabytes(resident().saturating_sub(before)),
            20.0,
        );
        std::fs::remove_file(&file).unwrap();
    }
}

/// The rows of the largest pretend company. Bytes, time that the store took, pages.
async fn fill(store: &mut LogStore) -> (usize, Duration, usize) {
    let demo = Demo::start("enterprise/many-fail", &["AuditLog.Read.All"]).await;
    let mut next = Some(demo.at("/v1.0/auditLogs/provisioning?$top=1000"));
    let (mut bytes, mut adding, mut pages) = (0, Duration::ZERO, 0);
    while let Some(address) = next.filter(|_| store.len() < ROWS) {
        let page: Page = demo.get(&address).await.json().await.unwrap();
        bytes += page.value.iter().map(|raw| raw.get().len()).sum::<usize>();
        let began = Instant::now();
        for raw in page.value {
            let entry = serde_json::from_str(raw.get()).unwrap();
            store.add(&LoggedEntry { entry, raw });
        }
        adding += began.elapsed();
        pages += 1;
        next = page.next;
    }
    (bytes, adding, pages)
}

fn asked(store: &LogStore, filter: Filter) -> (f64, Matches) {
    let ask = || {
        let mut matches = Matches::of(filter.clone());
        matches.follow(store);
        matches
    };
    (median(ask), ask())
}

/// Bytes of this process in memory; 0 where the system does not tell.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = status.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok());
    pages.unwrap_or_default() * 4096
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
