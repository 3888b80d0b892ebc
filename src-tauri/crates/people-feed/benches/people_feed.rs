//! What comparing and sending people costs, each figure beside its bound. `cargo xtask bench people-feed` runs it.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench that cannot go on stops, and prints what it found"
)]

#[path = "../../people-file/benches/company/mod.rs"]
mod company;
mod killed;
mod service;
#[path = "../tests/sending/tokens.rs"]
mod tokens;
#[path = "../tests/sending/wire.rs"]
mod wire;

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use graph_client::{GraphClient, NoLog, NoWaits, UploadMeter};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use people_feed::{
    Agreed, Changes, Ending, FileSeen, Gone, Header, Ledger, Names, Outbox, Reviewed, Roll, Rules, RunFile, Sending,
    keep, of_file,
};
use people_file::{Examined, Mapping, Meaning, PeopleFile, Repeats, Told};
use tokio_util::sync::CancellationToken;

use service::Service;
use tokens::{TENANT, Tokens};

/// CPU of this process so far, in seconds, and the most memory it had, in MiB.
fn used() -> (f64, f64) {
    let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
    let cpu = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak: f64 = peak
        .and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or_default();
    (cpu as f64 / 1e6, peak / 1024.0)
}

fn tell(what: &str, measured: f64, bound: f64) {
    let verdict = if measured <= bound { "kept" } else { "MISSED" };
    println!("{what:<72} {measured:>9.3}  {bound:>9.3}  {verdict}");
}

fn header() -> Header {
    Header {
        format: Header::FORMAT,
        tenant: TENANT.to_owned(),
        service_principal: "sp".to_owned(),
        name: "HR".to_owned(),
        job: "job".to_owned(),
        mapping: agreed(&Mapping { columns: Vec::new() }).digest(),
        run: 1,
        enriches: false,
        file: FileSeen {
            name: "a.csv".to_owned(),
            sha256: String::new(),
            rows: 0,
            at: Timestamp::UNIX_EPOCH,
        },
    }
}

fn agreed(mapping: &Mapping) -> Agreed {
    let words = [("Active", Meaning::Here), ("Inactive", Meaning::Left)];
    Agreed {
        columns: mapping.targets(),
        sign_in: mapping.sign_in(),
        joined: BTreeMap::new(),
        fields: Vec::new(),
        domain: None,
        leave_out: Vec::new(),
        words: words.map(|(word, meaning)| (word.to_owned(), meaning)).into(),
        repeats: Repeats::Stop,
        clears: Vec::new(),
        dates: None,
        zone: TimeZone::UTC,
        own: HashSet::new(),
    }
}

/// Another title for every ten thousandth.
fn change_a_hundred(from: &Path, to: &Path) {
    let mut out = BufWriter::new(File::create(to).unwrap());
    for (row, line) in BufReader::new(File::open(from).unwrap()).lines().enumerate() {
        let line = line.unwrap();
        let line = if row % 10_000 == 2 {
            line.replace("Software Developer", "Head")
        } else {
            line
        };
        writeln!(out, "{line}").unwrap();
    }
}

/// The ledger as it is when all of a file was accepted.
fn accept_all(csv: &Path, folder: &Path) {
    let reviewing = review(csv, &folder.join("none.jsonl"), false);
    let outbox = fill(&reviewing, &folder.join("all.bin"));
    let batches = folder.join("all.jsonl");
    drop(RunFile::open(&batches, &outbox, header()).unwrap());
    let mut out = BufWriter::new(File::options().append(true).open(&batches).unwrap());
    for block in 0..outbox.blocks() {
        for state in ["intent", "accepted"] {
            let first = block * 50;
            let at = Timestamp::UNIX_EPOCH;
            writeln!(
                out,
                "{{\"b\":{block},\"first\":{first},\"ids\":50,\"state\":\"{state}\",\"at\":\"{at}\"}}"
            )
            .unwrap();
        }
    }
    drop(out);
    let run = RunFile::open(&batches, &outbox, header()).unwrap();
    keep(&folder.join("ledger.jsonl"), None, &run, outbox).unwrap();
}

/// A file that was read, and what is to be sent of it.
struct Reviewing {
    file: PeopleFile,
    agreed: Agreed,
    roll: Roll,
    ledger: Option<Ledger>,
    changes: Changes,
}

/// As a sending does it: what is in the file, whether it may be sent, its sum, and what changed.
fn review(csv: &Path, ledger: &Path, examined: bool) -> Reviewing {
    let file = PeopleFile::open(csv, &Told::default()).unwrap();
    let mapping = Mapping::propose(&file).unwrap();
    let agreed = agreed(&mapping);
    if examined {
        assert!(!Examined::of(&file, &mapping, None).unwrap().is_blocked());
        assert_eq!(of_file(csv).unwrap().len(), 64);
    }
    let ledger = Ledger::read(ledger, &header()).unwrap();
    let roll = Roll::of(&file, &agreed).unwrap();
    let changes = Changes::of(&roll, ledger.as_ref(), None, Rules::default());
    Reviewing {
        file,
        agreed,
        roll,
        ledger,
        changes,
    }
}

fn fill(reviewing: &Reviewing, path: &Path) -> Outbox {
    let reviewed = Reviewed {
        file: &reviewing.file,
        agreed: &reviewing.agreed,
        roll: &reviewing.roll,
        ledger: reviewing.ledger.as_ref(),
        changes: &reviewing.changes,
        gone: Gone::Nobody,
        run: 1,
        names: &Names::default(),
        pilot: &[],
    };
    Outbox::fill(path, &reviewed).unwrap()
}

/// In a process of its own, so that its memory is that of the work alone.
fn measure(part: &str, folder: &Path) {
    let (csv, ledger) = (folder.join("million.csv"), folder.join("ledger.jsonl"));
    let (before, began) = (used(), Instant::now());
    let say = |what: &str, bound: f64, memory: Option<f64>| {
        let after = used();
        tell(&format!("{what}, CPU s"), after.0 - before.0, bound);
        if let Some(memory) = memory {
            tell(
                &format!("{what}: peak memory over idle, MiB"),
                after.1 - before.1,
                memory,
            );
        }
    };
    match part {
        "compare" => {
            assert_eq!(review(&csv, &ledger, false).changes.counts.unchanged, 950_000);
            say("P3 1,000,000 people: read, map, digest, compare", 2.0, Some(96.0));
        }
        "examine" => {
            assert_eq!(review(&csv, &ledger, true).changes.counts.unchanged, 950_000);
            say(
                "P3 the same with all that is looked at before, and the sum of the file",
                4.0,
                Some(96.0),
            );
        }
        "fill" => {
            let reviewing = review(&csv, &folder.join("none.jsonl"), false);
            assert_eq!(fill(&reviewing, &folder.join("outbox.bin")).blocks(), 19_000);
            say(
                "P4 1,000,000 people, all of them new: the same with the outbox",
                8.0,
                Some(96.0),
            );
        }
        "hundred" => {
            let reviewing = review(&folder.join("changed.csv"), &ledger, true);
            let (took, cpu) = (began.elapsed().as_secs_f64(), used().0 - before.0);
            tell("P6 1,000,000 people, 100 changed: to the review, s", took, 4.0);
            tell("P6 the same, CPU s", cpu, 4.0);
            assert_eq!(fill(&reviewing, &folder.join("few.bin")).blocks(), 2);
        }
        _ => {}
    }
}

/// Sends 50,000 people to a service that takes 40 calls in five seconds and answers so much later.
async fn send(folder: &Path, answers_after: Duration) {
    let service = Service::start(answers_after).await;
    let reviewing = review(&folder.join("small.csv"), &folder.join("none.jsonl"), false);
    let place = tempfile::tempdir().unwrap();
    let outbox = fill(&reviewing, &place.path().join("outbox.bin"));
    let mut run = RunFile::open(&place.path().join("batches.jsonl"), &outbox, header()).unwrap();
    let client = GraphClient::new(TENANT, Arc::new(Tokens::of(&service.origin)), Arc::new(NoLog)).unwrap();
    let meter = UploadMeter::open(place.path(), 2_000).unwrap();
    let sending = Sending {
        client: &client,
        meter: &meter,
        service_principal: "sp",
        job: "job",
        outbox: &outbox,
        first: None,
    };
    let before = used().0;
    let sent = sending
        .send(&mut run, &CancellationToken::new(), Arc::new(NoWaits), |_| {})
        .await
        .unwrap();
    let cpu = used().0 - before;
    assert!(matches!(sent.ending, Ending::Done), "{sent:?}");
    let seen = service.seen();
    assert_eq!((sent.accepted, seen.people), (50_000, 50_000), "everybody once");
    let bound = 120.0 + answers_after.as_secs_f64();
    let what = format!("50,000 people, answers after {} ms", answers_after.as_millis());
    tell(
        &format!("P1/P2 {what}: first call to last 202, s"),
        seen.took.as_secs_f64(),
        bound * 1.02,
    );
    tell(&format!("      {what}: answers 429"), seen.throttled as f64, 0.0);
    tell(&format!("      {what}: most people in a call"), seen.most as f64, 50.0);
    println!("      {what}: {} calls, CPU of both sides {cpu:.2} s", seen.calls);
    keep(&place.path().join("ledger.jsonl"), None, &run, outbox).unwrap();
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, part, folder] = &arguments[..] {
        measure(part, Path::new(folder));
        return;
    }
    if let [_, "goes-on", folder, origin] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        killed::goes_on(Path::new(folder), origin);
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (million, few) = (folder.path().join("million.csv"), folder.path().join("changed.csv"));
    company::csv(&million, 1_000_000);
    company::csv(&folder.path().join("small.csv"), 52_632);
    change_a_hundred(&million, &few);
    println!("{:<72} {:>9}  {:>9}", "", "measured", "bound");
    accept_all(&million, folder.path());
    for part in ["compare", "examine", "fill", "hundred"] {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        assert!(command.arg(part).arg(folder.path()).status().unwrap().success());
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for millis in [120, 20, 300, 1_000] {
        runtime.block_on(send(folder.path(), Duration::from_millis(millis)));
    }
    killed::at_every_25th_call(&runtime, folder.path());
}
