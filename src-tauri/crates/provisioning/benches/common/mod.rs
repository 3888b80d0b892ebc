//! What benches of this crate have in common: a demo tenant, and how a figure is taken and told.
#![allow(dead_code, reason = "each bench takes what it needs")]

use std::time::Instant;

use graph_simulator::{Options, Simulator, Timing};
use reqwest::{Client, Response};
use serde_json::{Value, json};

/// How often each question is asked.
const TIMES: usize = 21;

/// A demo tenant that answers at once, and a token for it. By hand: the client keeps the limit of the log, and reads ahead.
pub(crate) struct Demo {
    http: Client,
    graph: String,
    token: String,
    _simulator: Simulator,
}

impl Demo {
    pub(crate) async fn start(scenario: &str, permissions: &[&str]) -> Self {
        let simulator = Simulator::start(Options {
            scenario: scenario.parse().unwrap(),
            timing: Timing::instant(),
            ..Options::default()
        })
        .unwrap();
        let connection = simulator.connection();
        let http = Client::builder().no_proxy().build().unwrap();
        let request = http
            .post(format!("{}/_sim/tokens", connection.graph))
            .header("x-sim-key", &connection.control_key)
            .json(&json!({ "permissions": permissions }));
        let token: Value = request.send().await.unwrap().json().await.unwrap();
        Self {
            graph: connection.graph.to_string(),
            token: token["access_token"].as_str().unwrap().to_owned(),
            http,
            _simulator: simulator,
        }
    }

    /// The address of a path such as `/v1.0/organization`.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.graph)
    }

    pub(crate) async fn get(&self, address: &str) -> Response {
        let request = self.http.get(address).bearer_auth(&self.token);
        request.send().await.unwrap().error_for_status().unwrap()
    }
}

/// Milliseconds.
pub(crate) fn median<T>(mut work: impl FnMut() -> T) -> f64 {
    let mut times: Vec<_> = (0..TIMES).map(|_| once(&mut work)).collect();
    times.sort_by(f64::total_cmp);
    times[TIMES / 2]
}

pub(crate) fn once<T>(work: impl FnOnce() -> T) -> f64 {
    let began = Instant::now();
    std::hint::black_box(work());
    began.elapsed().as_secs_f64() * 1e3
}

pub(crate) fn tell(what: &str, measured: f64, bound: f64) {
    let verdict = if measured <= bound { "kept" } else { "MISSED" };
    println!("{what}: {measured:.2} (bound {bound}, {verdict})");
}
