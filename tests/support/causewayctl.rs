//! causewayctl as people and pipelines run it: a process.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program;
use crate::tenant::Tenant;

/// A place with a set-up file and a state folder.
#[derive(Debug)]
pub struct Place {
    folder: TempDir,
}

/// What a call printed and returned.
#[derive(Debug)]
pub struct Ended {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Place {
    /// A place for a set-up of `domain` with these answers besides the recommended ones.
    #[must_use]
    pub fn new(tenant: &Tenant, domain: &str, answers: Value) -> Self {
        let place = Self {
            folder: TempDir::new().expect("a folder"),
        };
        let mut file =
            json!({ "causeway": 1, "journey": "cloud-sync", "tenant": tenant.text("tenant"), "domain": domain });
        for (field, answer) in answers.as_object().expect("answers by field") {
            file[field] = answer.clone();
        }
        std::fs::write(place.path().join("set-up.json"), file.to_string()).expect("a file");
        place
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The command against the tenant, in English, with the secret in the environment.
    #[must_use]
    pub fn command(&self, tenant: &Tenant, arguments: &[&str]) -> Command {
        let mut command = Command::new(program::built("causewayctl"));
        command
            .args([
                "--cloud",
                "custom",
                "--graph-url",
                tenant.text("graph"),
                "--login-url",
                tenant.text("login"),
            ])
            .args(["--auth", "client-secret", "--state-dir"])
            .arg(self.path().join("state"))
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .env("LC_ALL", "en_US.UTF-8")
            .env("AZURE_TENANT_ID", tenant.text("tenant"))
            .env("AZURE_CLIENT_ID", tenant.text("clientId"))
            .env("AZURE_CLIENT_SECRET", tenant.text("clientSecret"))
            .stdin(Stdio::null());
        command
    }

    /// Runs the command to its end.
    #[must_use]
    pub fn run(&self, tenant: &Tenant, arguments: &[&str]) -> Ended {
        self.command(tenant, arguments)
            .output()
            .expect("causewayctl starts")
            .into()
    }

    /// `apply set-up.json --yes`.
    #[must_use]
    pub fn apply(&self, tenant: &Tenant) -> Ended {
        self.run(tenant, &["apply", "set-up.json", "--yes"])
    }

    /// `plan set-up.json`.
    #[must_use]
    pub fn plan(&self, tenant: &Tenant) -> Ended {
        self.run(tenant, &["plan", "set-up.json"])
    }
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        Self {
            code: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

impl Ended {
    /// Fails the test unless the exit code is this one.
    #[track_caller]
    pub fn expect(&self, code: i32) {
        assert_eq!(self.code, code, "\n--- out\n{}\n--- err\n{}", self.out, self.err);
    }

    /// Fails the test unless this was said.
    #[track_caller]
    pub fn says(&self, words: &str) {
        let said = self.out.contains(words) || self.err.contains(words);
        assert!(
            said,
            "{words:?} is not in\n--- out\n{}\n--- err\n{}",
            self.out, self.err
        );
    }
}
