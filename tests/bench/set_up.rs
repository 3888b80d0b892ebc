//! A whole set-up against the simulator at 120 ms an answer, as people and pipelines run it: a process.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use journey_tests::causewayctl::Place;
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::json;

use crate::children::{cpu as children_cpu, peak_mebibytes};
use crate::{quantile, verdict};

/// Length of one answer.
pub(crate) const ANSWER: Duration = Duration::from_millis(120);
/// Counted runs; the middle one is quoted.
const RUNS: usize = 7;

/// What one call of causewayctl cost.
struct Cost {
    /// From the first request's arrival to the last answer.
    requests: f64,
    /// The longest chain of requests each of which was sent after the answer to the one before.
    round_trips: usize,
    /// The whole process.
    wall: f64,
    cpu: f64,
    sent: usize,
    writes: usize,
}

/// Measures and prints the rows.
pub(crate) async fn measure() {
    let (mut first, mut second, mut peak) = (Vec::new(), Vec::new(), 0.0);
    for run in 0..=RUNS {
        let latency = ANSWER.as_millis().to_string();
        let tenant = Tenant::start_with("contoso", &["--timing", "instant", "--latency-ms", &latency]).await;
        let place = Place::new(&tenant, "corp.contoso.com", json!({}));
        let (fresh, again) = (apply(&tenant, &place).await, apply(&tenant, &place).await);
        if run == 0 {
            // The first pair warms caches of the system and is not timed; no simulator has ended yet, so that the largest process
            // the system knows of is one of the calls.
            peak = peak_mebibytes();
        } else {
            first.push(fresh);
            second.push(again);
        }
    }
    println!(
        "Whole cloud-sync set-up against the simulator, {} ms an answer, median of {RUNS} runs\n",
        ANSWER.as_millis()
    );
    println!("| What | Measured | Bound | |");
    println!("|---|---|---|---|");
    row(
        "set-up, first request to last answer",
        median(&first, |cost| cost.requests),
        "s",
        1.18,
    );
    row(
        "finished set-up run again, same",
        median(&second, |cost| cost.requests),
        "s",
        0.55,
    );
    row("set-up, CPU of the process", median(&first, |cost| cost.cpu), "s", 0.05);
    row("set-up, peak memory of the process", peak, "MiB", 20.0);
    for (what, costs, bound) in [("set-up", &first, 9.0), ("run again", &second, 4.0)] {
        let round_trips = median(costs, |cost| cost.round_trips as f64);
        counted(&format!("{what}, dependent round trips"), round_trips, bound);
    }
    println!(
        "| set-up, whole process | {:.3} s | | |",
        median(&first, |cost| cost.wall)
    );
    println!(
        "| set-up, requests | {:.0} | | |",
        median(&first, |cost| cost.sent as f64)
    );
    counted("run again, requests", median(&second, |cost| cost.sent as f64), 8.0);
    counted("run again, writes", median(&second, |cost| cost.writes as f64), 0.0);
}

async fn apply(tenant: &Tenant, place: &Place) -> Cost {
    tenant.control(Method::DELETE, "requests", None).await;
    let (began, cpu) = (Instant::now(), children_cpu());
    let ended = place.apply(tenant);
    let (wall, cpu) = (began.elapsed().as_secs_f64(), children_cpu() - cpu);
    ended.expect(0);
    let log = tenant.control(Method::GET, "requests", None).await;
    let rows = log["requests"].as_array().expect("a list");
    let path = |row: &serde_json::Value| row["path"].as_str().unwrap_or_default().to_owned();
    let ours: Vec<_> = rows.iter().filter(|row| !path(row).starts_with("/_sim")).collect();
    let time = |row: &serde_json::Value| {
        row["at"]
            .as_str()
            .and_then(|at| at.parse::<Timestamp>().ok())
            .expect("a time")
    };
    let first = ours.iter().map(|row| time(row)).min().expect("requests");
    let last = ours.iter().map(|row| time(row)).max().expect("requests");
    let mut times: Vec<Timestamp> = ours.iter().map(|row| time(row)).collect();
    times.sort();
    let requests = last.duration_since(first).as_secs_f64() + ANSWER.as_secs_f64();
    let graph: Vec<_> = ours
        .iter()
        .filter(|row| path(row).starts_with("/v1.0") || path(row).starts_with("/beta"))
        .collect();
    let writes = graph.iter().filter(|row| row["method"] != "GET").count();
    Cost {
        requests,
        round_trips: longest_chain(&times),
        wall,
        cpu,
        sent: graph.len(),
        writes,
    }
}

/// `times`: when each request came, in order.
fn longest_chain(times: &[Timestamp]) -> usize {
    let mut chains: Vec<(Timestamp, usize)> = Vec::with_capacity(times.len());
    for came in times {
        let answered = chains.iter().filter(|(other, _)| *other + ANSWER <= *came);
        let before = answered.map(|(_, length)| *length).max().unwrap_or_default();
        chains.push((*came, before + 1));
    }
    chains.iter().map(|(_, length)| *length).max().unwrap_or_default()
}

fn row(what: &str, measured: f64, unit: &str, bound: f64) {
    let verdict = verdict(measured, bound);
    println!("| {what} | {measured:.3} {unit} | {bound:.3} {unit} | {verdict} |");
}

fn counted(what: &str, measured: f64, bound: f64) {
    println!("| {what} | {measured:.0} | {bound:.0} | {} |", verdict(measured, bound));
}

fn median(costs: &[Cost], figure: impl Fn(&Cost) -> f64) -> f64 {
    quantile(costs.iter().map(figure).collect(), 0.5)
}
