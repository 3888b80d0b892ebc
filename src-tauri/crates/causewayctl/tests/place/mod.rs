//! A demo tenant, and the program run against it.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use graph_simulator::{Options, Scenario, Simulator, Timing};
use serde_json::{Value, json};
use tempfile::TempDir;

pub(super) fn causewayctl(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_causewayctl"));
    command
        .args(arguments)
        .stdin(Stdio::null())
        .env_clear()
        .env("LANG", "en_US.UTF-8");
    command
}

pub(super) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(super) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A demo tenant with a set-up file for it.
pub(super) struct Place {
    pub(super) simulator: Simulator,
    pub(super) folder: TempDir,
}

impl Place {
    pub(super) fn new(scenario: &str, latency: u64) -> Self {
        let scenario = scenario.parse::<Scenario>().unwrap();
        let (timing, latency) = (Timing::instant(), Duration::from_millis(latency));
        let simulator = Simulator::start(Options {
            scenario,
            timing,
            latency,
            ..Options::default()
        })
        .unwrap();
        let place = Self {
            simulator,
            folder: tempfile::tempdir().unwrap(),
        };
        place.write(
            &json!({"causeway": 1, "journey": "cloud-sync", "tenant": "contoso.onmicrosoft.com",
            "domain": "corp.contoso.com"}),
        );
        place
    }

    pub(super) fn write(&self, setup: &Value) {
        std::fs::write(self.setup(), setup.to_string()).unwrap();
    }

    pub(super) fn setup(&self) -> PathBuf {
        self.folder.path().join("corp.setup.json")
    }

    pub(super) fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    /// A command for this tenant, with its credentials in the environment.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let at = self.simulator.connection();
        let mut command = causewayctl(arguments);
        command
            .args([
                "--cloud",
                "custom",
                "--graph-url",
                &at.graph,
                "--login-url",
                &at.login,
                "--state-dir",
            ])
            .arg(self.state())
            .env("AZURE_CLIENT_ID", at.client_id.to_string())
            .env("AZURE_CLIENT_SECRET", &at.client_secret);
        command
    }

    pub(super) fn run(&self, verb: &str, more: &[&str]) -> Output {
        let setup = self.setup();
        let arguments = [&[verb, setup.to_str().unwrap()], more].concat();
        self.command(&arguments).output().unwrap()
    }
}
