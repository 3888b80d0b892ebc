//! Many tenants in one call, beside one: a process against one simulator at 120 ms an answer, with one request in a hundred going
//! wrong.

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
    // Both simulators live until both calls were measured: the largest process that has ended is a call.
    let (one, many) = (start("1").await, start(TENANTS).await);
    let (one, many) = (apply(&one, "1").await, apply(&many, TENANTS).await);
    println!(
        "\n{TENANTS} tenants at once, {} ms an answer, 1 % faults\n",
        ANSWER.as_millis()
    );
    println!("| What | 1 tenant | {TENANTS} tenants | Bound | |");
    println!("|---|---|---|---|---|");
    println!(
        "| complete at the first call | {} | {} | | |",
        one.complete, many.complete
    );
    println!("| something missing or doubled | {} | {} | | |", one.wrong, many.wrong);
    println!("| requests that went wrong | {} | {} | | |", one.faults, many.faults);
    println!(
        "| whole process | {:.2} s | {:.2} s | {WALL_BOUND:.2} s | {} |",
        one.wall,
        many.wall,
        verdict(many.wall, WALL_BOUND)
    );
    println!("| CPU of the process | {:.2} s | {:.2} s | | |", one.cpu, many.cpu);
    println!(
        "| peak memory of the process | {:.1} MiB | {:.1} MiB | | |",
        one.peak, many.peak
    );
    let each = many.peak / TENANTS.parse::<f64>().expect("a number");
    println!(
        "| peak memory a tenant | {:.1} MiB | {each:.2} MiB | {MEMORY_BOUND:.2} MiB | {} |",
        one.peak,
        verdict(each, MEMORY_BOUND)
    );
}

async fn start(tenants: &str) -> Tenant {
    let latency = ANSWER.as_millis().to_string();
    let faults = format!("100={EVERY_KIND}");
    let options = [
        "--timing",
        "instant",
        "--latency-ms",
        &latency,
        "--tenants",
        tenants,
        "--fault-every",
        &faults,
    ];
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
