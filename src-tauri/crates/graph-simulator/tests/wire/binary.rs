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
        Self::start_with(Stdio::piped(), arguments)
    }

    fn start_with(input: Stdio, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_graph-simulator"))
            .args(arguments)
            .stdin(input)
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
async fn it_says_where_it_is_serves_and_ends_with_its_input_where_that_is_asked_for() {
    let mut program = Program::start(&[
        "--until-stdin-closes",
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

/// As in `graph-simulator < /dev/null &`.
#[cfg(unix)]
#[tokio::test]
async fn without_input_it_serves_until_a_signal() {
    for signal in ["TERM", "INT"] {
        let mut program = Program::start_with(Stdio::null(), &["--clock", "explicit", "--latency-ms", "1"]);
        let http = Client::builder().no_proxy().build().unwrap();
        for _ in 0..20 {
            let answer = http.get(program.text("graph")).send().await.unwrap();
            assert!(answer.headers().contains_key("request-id"));
        }
        assert_eq!(program.child.try_wait().unwrap(), None);
        let told = Command::new("kill")
            .args(["-s", signal, &program.child.id().to_string()])
            .status()
            .unwrap();
        assert!(told.success());
        assert!(program.child.wait().unwrap().success());
    }
}

/// Three thousand requests with everything in them that is allowed, by somebody who knows nothing.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn strangers_do_not_fill_the_memory() {
    let program = Program::start(&["--scenario", "school"]);
    let resident = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", program.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() / 1024
    };
    let http = Client::builder().no_proxy().build().unwrap();
    let before = resident();
    let (query, header) = ("x".repeat(8000), "y".repeat(40_000));
    for number in 0..3000 {
        let place = match number % 3 {
            0 => "organizations/oauth2/v2.0/authorize",
            1 => "common/oauth2/deviceauth",
            _ => "v1.0/organization",
        };
        let url = format!("{}/{place}?state={number}{query}", program.text("graph"));
        let answer = http.get(url).header("user-agent", &header).send().await.unwrap();
        assert!(matches!(answer.status().as_u16(), 401 | 403), "{}", answer.status());
    }
    let grown = resident().saturating_sub(before);
    assert!(grown < 48, "{grown} MiB more than {before}");
}

#[test]
fn tenants_are_asked_for_one_by_one_or_by_the_name_of_a_mix() {
    let scenarios = |arguments: &[&str]| {
        let program = Program::start(arguments);
        let tenants = program.line["tenants"].as_array().unwrap().iter();
        tenants
            .map(|tenant| tenant["scenario"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        scenarios(&["--tenant", "school/paused", "--tenant", "contoso/healthy"]),
        ["school/paused", "contoso/healthy"]
    );
    assert_eq!(
        scenarios(&["--scenario", "school", "--tenants", "2"]),
        ["school/fresh"; 2]
    );
    assert_eq!(scenarios(&["--scenario", "monday"]).len(), 40);
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
