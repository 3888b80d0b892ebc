//! A set-up under Wine that is killed in the middle and run again: journal, lock and folder as Windows has them.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use super::wine::Wine;
use super::{WINDOWS, built};
use crate::failure::{Failure, Result};
use crate::tally::Tally;

/// Blanks and letters that no old code page has.
const FOLDER: &str = "Zoë's set-ups 日本";
/// Slow enough that a run is still under way when it is killed.
const LATENCY: &str = "150";

/// Kills a run after its first change, runs it again to its end, and once more, when nothing is left to change.
pub(super) fn run(wine: &Wine) -> Result<Tally> {
    let place = WINDOWS.folder().join(FOLDER);
    if place.exists() {
        std::fs::remove_dir_all(&place).map_err(Failure::io("remove the last try"))?;
    }
    std::fs::create_dir_all(&place).map_err(Failure::io("make the folder of this try"))?;
    let demo = Demo::start(wine)?;
    // Notepad ends lines this way.
    let setup = format!(
        "{{\r\n  \"causeway\": 1,\r\n  \"journey\": \"cloud-sync\",\r\n  \"tenant\": \"{}\",\r\n  \"domain\": \"{}\"\r\n}}\r\n",
        demo.text("tenant"),
        demo.text("domain")
    );
    std::fs::write(place.join("set-up.json"), setup).map_err(Failure::io("write the set-up"))?;

    let mut killed = demo.apply(wine, &place).spawn().map_err(Failure::io("start the run"))?;
    let events = killed.stdout.take().map(BufReader::new);
    let seen = events.is_some_and(|events| {
        events
            .lines()
            .map_while(std::io::Result::ok)
            .any(|line| is(&line, "created"))
    });
    let stopped = killed.kill().and_then(|()| killed.wait());
    stopped.map_err(Failure::io("kill the run"))?;
    let [second, third] = [again(demo.apply(wine, &place))?, again(demo.apply(wine, &place))?];

    let journals: Vec<PathBuf> = journals(&place.join("state"));
    let made = journals.iter().map(|file| count(file, "created")).sum::<usize>();
    let holds = [
        ("the first run was killed after it had created something", seen),
        ("the second run goes on to the end", second.0),
        ("the third run ends as well", third.0),
        ("the third run creates nothing", third.1 == 0),
        ("one journal holds all of it", journals.len() == 1),
        // Application, configuration and two jobs; what a kill kept from being written down is found instead.
        ("nothing was created twice", made <= 4),
    ];
    let mut tally = Tally::default();
    for (what, holds) in holds {
        println!("{} {what}", if holds { "ok    " } else { "FAILED" });
        tally += Tally::of_check(holds);
    }
    Ok(tally)
}

/// Whether it ended well, and how often it created something.
fn again(mut run: Command) -> Result<(bool, usize)> {
    let output = run.output().map_err(Failure::io("run it again"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    Ok((
        output.status.success(),
        said.lines().filter(|line| is(line, "created")).count(),
    ))
}

fn is(line: &str, event: &str) -> bool {
    serde_json::from_str::<Value>(line).is_ok_and(|line| line["event"] == event)
}

fn count(file: &Path, event: &str) -> usize {
    let lines = File::open(file).map(|file| BufReader::new(file).lines());
    lines.map_or(0, |lines| {
        lines
            .map_while(std::io::Result::ok)
            .filter(|line| is(line, event))
            .count()
    })
}

/// All journals below a folder.
fn journals(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let found = entries.flat_map(|path| match path.is_dir() {
        true => journals(&path),
        false => vec![path],
    });
    found
        .filter(|path| path.extension().is_some_and(|kind| kind == "jsonl"))
        .collect()
}

/// The demo tenant as a program for Windows. It ends with this value.
struct Demo {
    process: Child,
    connection: Value,
}

impl Demo {
    fn start(wine: &Wine) -> Result<Self> {
        let arguments = [
            "--scenario",
            "school",
            "--timing",
            "instant",
            "--latency-ms",
            LATENCY,
            "--until-stdin-closes",
        ];
        let mut process = wine
            .program(&built("graph-simulator"), &arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(Failure::io("start the demo tenant"))?;
        let mut line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output)
                .read_line(&mut line)
                .map_err(Failure::io("read where the demo tenant is"))?;
        }
        let connection = serde_json::from_str(&line)
            .map_err(|error| Failure::Told(format!("the demo tenant did not say where it is: {error}")))?;
        Ok(Self { process, connection })
    }

    fn text(&self, name: &str) -> &str {
        self.connection[name].as_str().unwrap_or_default()
    }

    /// `apply set-up.json` in this folder, which tells each event as a line.
    fn apply(&self, wine: &Wine, place: &Path) -> Command {
        let (graph, login) = (self.text("graph"), self.text("login"));
        let arguments = [
            "apply",
            "set-up.json",
            "--yes",
            "--output",
            "json",
            "--state-dir",
            "state",
            "--cloud",
            "custom",
            "--graph-url",
            graph,
            "--login-url",
            login,
            "--auth",
            "client-secret",
        ];
        let mut apply = wine.program(&built("causewayctl"), &arguments);
        apply
            .current_dir(place)
            .env("AZURE_TENANT_ID", self.text("tenant"))
            .env("AZURE_CLIENT_ID", self.text("clientId"))
            .env("AZURE_CLIENT_SECRET", self.text("clientSecret"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        apply
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.process.kill(); // it may have ended
        let _ = self.process.wait();
    }
}
