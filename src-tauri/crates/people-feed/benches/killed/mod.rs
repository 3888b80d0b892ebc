//! P9: the process that sends is killed at every 25th call, and another one goes on.

use std::collections::HashMap;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::Arc;
use std::time::{Duration, Instant};

use graph_client::{GraphClient, NoLog, NoWaits, UploadMeter};
use people_feed::{Outbox, RunFile, Sending};
use serde_json::Value;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

use crate::service::Service;
use crate::tokens::{TENANT, Tokens};
use crate::{fill, header, review, tell};

const KILLS: usize = 40;

/// In a process of its own: sends what is left.
pub(crate) fn goes_on(folder: &Path, origin: &str) {
    let outbox = Outbox::open(&folder.join("outbox.bin")).unwrap().unwrap();
    let mut run = RunFile::open(&folder.join("batches.jsonl"), &outbox, header()).unwrap();
    let client = GraphClient::new(TENANT, Arc::new(Tokens::of(origin)), Arc::new(NoLog)).unwrap();
    let sending = Sending {
        client: &client,
        meter: &UploadMeter::open(folder, 20_000).unwrap(),
        service_principal: "sp",
        job: "job",
        outbox: &outbox,
        first: None,
    };
    let stop = CancellationToken::new();
    let sent = sending.send(&mut run, &stop, Arc::new(NoWaits), |_| {});
    assert!(Runtime::new().unwrap().block_on(sent).unwrap().is_over());
}

pub(crate) fn at_every_25th_call(runtime: &Runtime, folder: &Path) {
    let place = tempfile::tempdir().unwrap();
    let reviewing = review(&folder.join("small.csv"), &folder.join("none.jsonl"), false);
    fill(&reviewing, &place.path().join("outbox.bin"));
    let service = runtime.block_on(Service::start(Duration::from_millis(120)));
    let began = Instant::now();
    let begin = || -> Child {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .arg("goes-on")
            .arg(place.path())
            .arg(&service.origin)
            .spawn()
            .unwrap()
    };
    let (mut child, mut kills) = (begin(), 0);
    loop {
        if let Some(ended) = child.try_wait().unwrap() {
            assert!(ended.success());
            break;
        }
        if kills < KILLS && service.calls() >= (kills + 1) * 25 {
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
            service.are_noted(noted(&place.path().join("batches.jsonl")));
            child = begin();
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let (seen, took) = (service.seen(), began.elapsed().as_secs_f64());
    assert_eq!((seen.people, kills), (50_000, KILLS));
    let what = "P9 50,000 people, killed 40 times";
    tell(
        &format!("{what}: calls again that were accepted"),
        seen.repeated_though_noted as f64,
        0.0,
    );
    tell(
        &format!("{what}: calls again, a kill"),
        seen.repeated as f64 / kills as f64,
        1.0,
    );
    tell(&format!("{what}: all of it, s"), took, 120.0 + 5.0 * kills as f64);
}

/// Digests of the bodies that the notes say were accepted.
fn noted(notes: &Path) -> impl Iterator<Item = Vec<u8>> {
    let text = std::fs::read_to_string(notes).unwrap();
    let (mut sums, mut accepted) = (HashMap::new(), Vec::new());
    // The first line tells of the whole; the last may be torn.
    for line in text
        .lines()
        .skip(1)
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
    {
        match line["state"].as_str() {
            Some("intent") => drop(sums.insert(
                line["first"].to_string(),
                line["sha"].as_str().unwrap_or_default().to_owned(),
            )),
            Some("accepted") => accepted.extend(sums.get(&line["first"].to_string()).cloned()),
            _ => {}
        }
    }
    let bytes = |sum: String| {
        (0..sum.len() / 2)
            .map(move |at| u8::from_str_radix(&sum[at * 2..at * 2 + 2], 16).unwrap())
            .collect()
    };
    accepted.into_iter().map(bytes)
}
