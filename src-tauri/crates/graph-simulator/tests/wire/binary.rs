//! The stand-alone program, as a pipeline starts it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use reqwest::Client;
use serde_json::Value;

struct Program {
    child: Child,
    line: Value,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_graph-simulator"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            child,
            line: serde_json::from_str(&line).unwrap(),
        }
    }

    fn text(&self, name: &str) -> &str {
        self.line[name].as_str().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn it_says_where_it_is_serves_and_ends_with_its_input() {
    let mut program = Program::start(&[
        "--scenario",
        "school",
        "--timing",
        "instant",
        "--fault",
        "GET /organization=429",
    ]);
    let http = Client::builder().no_proxy().build().unwrap();
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", program.text("clientId")),
        ("client_secret", program.text("clientSecret")),
        ("scope", &format!("{}/.default", program.text("graph"))),
    ];
    let url = format!("{}/{}/oauth2/v2.0/token", program.text("login"), program.text("tenant"));
    let token: Value = http.post(url).form(&form).send().await.unwrap().json().await.unwrap();
    let organization = format!("{}/v1.0/organization", program.text("graph"));
    let get = async || {
        http.get(&organization)
            .bearer_auth(token["access_token"].as_str().unwrap())
            .send()
            .await
            .unwrap()
    };
    assert_eq!(get().await.status().as_u16(), 429);
    let body: Value = get().await.json().await.unwrap();
    assert_eq!(body["value"][0]["displayName"], "Linden School");

    drop(program.child.stdin.take());
    assert!(program.child.wait().unwrap().success());
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_politely() {
    let mut program = Program::start(&["--clock", "explicit", "--secrets-mode", "merge", "--latency-ms", "1"]);
    let told = Command::new("kill")
        .arg(program.child.id().to_string())
        .status()
        .unwrap();
    assert!(told.success());
    assert!(program.child.wait().unwrap().success());
}

#[test]
fn a_bad_option_is_explained() {
    for (option, value, hint) in [
        ("--scenario", "atlantis", "half-configured"),
        ("--fault", "nonsense", "instantiate"),
        ("--timing", "soon", "instant"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_graph-simulator"))
            .args([option, value])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(text.contains(value) && text.contains(hint), "{text}");
    }
}
