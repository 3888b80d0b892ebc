//! What it takes until forty tenants are seen, each figure beside its bound. `cargo xtask bench tenants` runs it.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench that cannot go on stops, and prints what it found"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use app_core::view::TenantGlance;
use app_core::{DemoTenant, NoUi, OtherTenant, Session};
use graph_simulator::{Options, Simulator, Timing};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

/// Length of one answer.
const ANSWER: Duration = Duration::from_millis(120);
/// Counted runs, each by a client that knows nothing; the middle one is told.
const RUNS: usize = 7;
/// Seconds until the first of them is seen, and all of them; requests for each.
const FIRST_BOUND: f64 = 1.0;
const ALL_BOUND: f64 = 5.0;
const REQUESTS_BOUND: f64 = 4.0;

/// What one run came to.
struct Seen {
    first: f64,
    all: f64,
    /// Of each tenant.
    requests: Vec<f64>,
}

#[tokio::main]
async fn main() {
    let simulator = Simulator::start(Options {
        mix: Some("monday".parse().unwrap()),
        timing: Timing::instant(),
        latency: ANSWER,
        ..Options::default()
    });
    let simulator = simulator.unwrap();
    let control = Tenant::at(json!(simulator.connection())).await;
    let mut runs = Vec::new();
    for _ in 0..RUNS {
        runs.push(look(&simulator, &control).await);
    }
    let tenants = simulator.connection().tenants.len();
    println!(
        "{tenants} tenants seen for the first time, {} ms an answer\n",
        ANSWER.as_millis()
    );
    tell("the first is seen, s", middle(&runs, |run| run.first), FIRST_BOUND);
    tell("all are seen, s", middle(&runs, |run| run.all), ALL_BOUND);
    let most = |run: &Seen| run.requests.iter().copied().fold(0.0, f64::max);
    tell("requests for a tenant, at most", middle(&runs, most), REQUESTS_BOUND);
    let mean = |run: &Seen| run.requests.iter().sum::<f64>() / run.requests.len() as f64;
    println!("requests for a tenant, on average: {:.1}", middle(&runs, mean));
    tell("limits that were broken", broken(&simulator, &control).await, 0.0);
}

/// All are looked at by a session that is new.
async fn look(simulator: &Simulator, control: &Tenant) -> Seen {
    for one in &simulator.connection().tenants {
        let requests = format!("requests?tenant={}", one.tenant);
        control.control(Method::DELETE, &requests, None).await;
    }
    let place = tempfile::tempdir().unwrap();
    let session = Session::open(place.path().to_owned(), Arc::new(NoUi));
    let mut views = session.watch();
    let began = Instant::now();
    session.watch_tenants(tenants(simulator));
    let is_seen = |one: &TenantGlance| one.at.is_some();
    let first = views.wait_for(|view| view.operate.tenants.iter().any(is_seen));
    drop(first.await.unwrap());
    let first = began.elapsed().as_secs_f64();
    let all = views.wait_for(|view| view.operate.tenants.iter().all(is_seen));
    drop(all.await.unwrap());
    let all = began.elapsed().as_secs_f64();
    session.unwatch_tenants();
    let mut requests = Vec::new();
    for one in &simulator.connection().tenants {
        let requests_of = format!("requests?tenant={}", one.tenant);
        let log = control.control(Method::GET, &requests_of, None).await;
        let of_graph = |request: &&Value| {
            let path = request["path"].as_str().unwrap();
            path.starts_with("/v1.0/") || path.starts_with("/beta/")
        };
        requests.push(log["requests"].as_array().unwrap().iter().filter(of_graph).count() as f64);
    }
    Seen { first, all, requests }
}

fn tenants(simulator: &Simulator) -> Vec<OtherTenant> {
    let at = simulator.connection();
    let one = |id: String, name: &str| {
        let (key, ticket) = (at.control_key.clone(), at.ticket.clone());
        let demo = DemoTenant::new(&at.graph, &at.login, &id, at.client_id, key, ticket);
        OtherTenant::of_demo(demo.unwrap(), name.to_owned())
    };
    let tenants = at.tenants.iter();
    tenants
        .map(|known| one(known.tenant.to_string(), &known.initial_domain))
        .collect()
}

/// Of all tenants.
async fn broken(simulator: &Simulator, control: &Tenant) -> f64 {
    let mut sum = 0.0;
    for one in &simulator.connection().tenants {
        let violations_of = format!("violations?tenant={}", one.tenant);
        let counted = control.control(Method::GET, &violations_of, None).await;
        let kinds = counted.as_object().unwrap().values();
        sum += kinds.map(|count| count.as_f64().unwrap()).sum::<f64>();
    }
    sum
}

fn middle(runs: &[Seen], figure: impl Fn(&Seen) -> f64) -> f64 {
    let mut figures: Vec<f64> = runs.iter().map(figure).collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn tell(what: &str, measured: f64, bound: f64) {
    let kept = if measured <= bound { "kept" } else { "MISSED" };
    println!("{what}: {measured:.2}, bound {bound:.0}: {kept}");
}
