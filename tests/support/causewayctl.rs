//! causewayctl as people and pipelines run it: a process.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::agent::Agent;
use crate::program;
use crate::tenant::Tenant;

/// A place with a set-up file and a state folder.
#[derive(Debug)]
pub struct Place {
    folder: TempDir,
}

/// A call that is under way, told in JSON.
#[derive(Debug)]
pub struct UnderWay {
    child: Child,
    out: BufReader<ChildStdout>,
    said: String,
}

impl UnderWay {
    /// Begins the command.
    #[must_use]
    pub fn begin(mut command: Command) -> Self {
        command.args(["--output", "json"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("causewayctl starts");
        let out = BufReader::new(child.stdout.take().expect("its output is piped"));
        Self {
            child,
            out,
            said: String::new(),
        }
    }

    /// Reads on until somebody must sign in, and gives that line.
    pub fn prompt(&mut self) -> Value {
        self.until(|line| line["event"] == "sign-in")
    }

    /// Reads on until such a line comes, and gives it.
    pub fn until(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let mut line = String::new();
            self.out.read_line(&mut line).expect("a line");
            assert!(!line.is_empty(), "it ended before: {}", self.said);
            self.said.push_str(&line);
            let line: Value = serde_json::from_str(&line).expect("JSON");
            if is_it(&line) {
                return line;
            }
        }
    }

    /// Waits for the code, and lets this person type it.
    pub async fn by_code(&mut self, somebody: &Agent) {
        let prompt = self.prompt();
        let text = |name: &str| prompt[name].as_str().unwrap_or_else(|| panic!("{name} in {prompt}"));
        somebody.type_code(text("page"), text("code")).await;
    }

    /// Presses Ctrl-C.
    #[cfg(unix)]
    pub fn interrupt(&self) {
        let kill = Command::new("kill")
            .args(["-INT", &self.child.id().to_string()])
            .status();
        assert!(kill.expect("kill starts").success());
    }

    /// Waits for the end.
    #[must_use]
    pub fn end(self) -> Ended {
        let Self {
            child,
            mut out,
            mut said,
        } = self;
        out.read_to_string(&mut said).expect("text");
        let rest = child.wait_with_output().expect("it ends");
        let ended = Ended::from(rest);
        Ended { out: said, ..ended }
    }
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
        let mut file =
            json!({ "causeway": 1, "journey": "cloud-sync", "tenant": tenant.text("tenant"), "domain": domain });
        for (field, answer) in answers.as_object().expect("answers by field") {
            file[field] = answer.clone();
        }
        Self::with(&file)
    }

    /// A place for this set-up file.
    #[must_use]
    pub fn with(file: &Value) -> Self {
        let place = Self {
            folder: TempDir::new().expect("a folder"),
        };
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
        let mut command = self.command_of_nobody(tenant, arguments);
        command
            .args(["--auth", "client-secret"])
            .env("AZURE_TENANT_ID", tenant.text("tenant"))
            .env("AZURE_CLIENT_ID", tenant.text("clientId"))
            .env("AZURE_CLIENT_SECRET", tenant.text("clientSecret"));
        command
    }

    /// The same without anything to sign in with: the environment holds the language alone.
    #[must_use]
    pub fn command_of_nobody(&self, tenant: &Tenant, arguments: &[&str]) -> Command {
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
            .arg("--state-dir")
            .arg(self.path().join("state"))
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .env("LC_ALL", "en_US.UTF-8")
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
    /// Fails the test where a sentence was asked for that no locale has: its key was said in its place.
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        let ended = Self {
            code: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
        };
        let said = ended.out.split_whitespace().chain(ended.err.split_whitespace());
        let keys: Vec<&str> = said.filter(|word| is_key(word)).collect();
        assert!(keys.is_empty(), "keys without a sentence: {keys:?}");
        ended
    }
}

/// `file.path.to.it`, of a file with sentences.
fn is_key(word: &str) -> bool {
    const FILES: &[&str] = &["cli", "common", "enable", "journeys", "problems", "steps"];
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let rest = FILES.iter().find_map(|file| word.strip_prefix(file)?.strip_prefix('.'));
    rest.is_some_and(|rest| rest.contains('.'))
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
