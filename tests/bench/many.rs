//! Many tenants in one call, beside one: a process against one simulator at 120 ms an answer; and the same with one request in a
//! hundred going wrong.

use std::time::Instant;

use futures::stream::{self, StreamExt as _};
use journey_tests::causewayctl::{Ended, Place};
use journey_tests::tenant::{AD2AAD, Tenant};
use journey_tests::tenants::{EVERY_KIND, One, all, calm, faults_met, write_setups};
use serde_json::{Value, json};

use crate::children;
use crate::set_up::ANSWER;
use crate::verdict;

const TENANTS: &str = "300";
/// Seconds that the call for all of them may take, and MiB that it may need for each.
const WALL_BOUND: f64 = 6.0;
const MEMORY_BOUND: f64 = 1.0;
/// Tenants that are looked into at a time afterwards.
const LOOKED_INTO: usize = 50;

/// What one call cost and left.
struct Outcome {
    wall: f64,
    cpu: f64,
    peak: f64,
    complete: usize,
    /// Tenants with another number of configurations or jobs than asked for.
    wrong: usize,
    faults: usize,
}

/// Measures and prints the rows.
pub(crate) async fn measure() {
    let faults = format!("100={EVERY_KIND}");
    // The largest process that has ended is a call, since every simulator lives until all calls were measured; and so the calls go by size.
    let simulators = (
        start("1", &[]).await,
        start(TENANTS, &[]).await,
        start(TENANTS, &["--fault-every", &faults]).await,
    );
    let one = apply(&simulators.0, "1").await;
    let many = apply(&simulators.1, TENANTS).await;
    let faulty = apply(&simulators.2, TENANTS).await;
    let columns = [&one, &many, &faulty];
    println!("\n{TENANTS} tenants at once, {} ms an answer\n", ANSWER.as_millis());
    println!("| What | 1 tenant | {TENANTS} tenants | {TENANTS}, 1 % faults | Bound | |");
    println!("|---|---|---|---|---|---|");
    row(
        "complete at the first call",
        columns.map(|of| of.complete.to_string()),
        " | ",
    );
    row(
        "something missing or doubled",
        columns.map(|of| of.wrong.to_string()),
        " | ",
    );
    row(
        "requests that went wrong",
        columns.map(|of| of.faults.to_string()),
        " | ",
    );
    let bound = format!("{WALL_BOUND:.2} s | {}", verdict(many.wall, WALL_BOUND));
    row("whole process", columns.map(|of| format!("{:.2} s", of.wall)), &bound);
    row(
        "CPU of the process",
        columns.map(|of| format!("{:.2} s", of.cpu)),
        " | ",
    );
    let each = many.peak / TENANTS.parse::<f64>().expect("a number");
    let bound = format!("{MEMORY_BOUND:.2} MiB | {}", verdict(each, MEMORY_BOUND));
    let shares = [format!("{:.1} MiB", one.peak), format!("{each:.2} MiB"), String::new()];
    row("peak memory a tenant", shares, &bound);
}

fn row(what: &str, figures: [String; 3], bound: &str) {
    println!("| {what} | {} | {bound} |", figures.join(" | "));
}

async fn start(tenants: &str, faults: &[&str]) -> Tenant {
    let latency = ANSWER.as_millis().to_string();
    let mut options = vec!["--timing", "instant", "--latency-ms", &latency, "--tenants", tenants];
    options.extend(faults);
    Tenant::start_with("school", &options).await
}

async fn apply(first: &Tenant, at_once: &str) -> Outcome {
    let place = Place::new(first, "unused.example", json!({}));
    let tenants = all(first);
    write_setups(&place.path().join("setups"), &tenants);
    let (began, cpu) = (Instant::now(), children::cpu());
    let arguments = ["apply", "setups", "--yes", "--at-once", at_once, "--output", "json"];
    let ended = place.run(first, &arguments);
    let (wall, cpu) = (began.elapsed().as_secs_f64(), children::cpu() - cpu);
    let peak = children::peak_mebibytes();
    let looked = stream::iter(&tenants).map(|one| look(first, one));
    let looked: Vec<(usize, bool)> = looked.buffer_unordered(LOOKED_INTO).collect().await;
    Outcome {
        wall,
        cpu,
        peak,
        complete: complete(&ended),
        wrong: looked.iter().filter(|(_, whole)| !whole).count(),
        faults: looked.iter().map(|(faults, _)| faults).sum(),
    }
}

/// Set-ups that ended well.
fn complete(ended: &Ended) -> usize {
    let last = ended.out.lines().last().expect("a summary");
    let summary: Value = serde_json::from_str(last).expect("JSON");
    let setups = summary["setups"].as_array().expect("a list").iter();
    setups.filter(|setup| setup["exit"] == 0).count()
}

/// Faults met, and whether there is one configuration with its two jobs.
async fn look(first: &Tenant, one: &One) -> (usize, bool) {
    let faults = faults_met(first, one).await;
    let tenant = calm(first, one).await;
    let filter = format!("/v1.0/servicePrincipals?$filter=applicationTemplateId eq '{AD2AAD}'");
    let configurations = tenant.get(&filter).await["value"].clone();
    let [configuration] = configurations.as_array().map(Vec::as_slice).unwrap_or_default() else {
        return (faults, false);
    };
    let id = configuration["id"].as_str().expect("an id");
    let jobs = tenant
        .get(&format!("/v1.0/servicePrincipals/{id}/synchronization/jobs"))
        .await;
    (faults, jobs["value"].as_array().is_some_and(|jobs| jobs.len() == 2))
}
