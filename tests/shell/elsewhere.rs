//! A demo tenant that runs on its own, and runs that outlive the window.

use std::path::{Path, PathBuf};

use app_core::view::RunPhase;
use causeway_shell::{Demo, DemoAt, DemoAtError};
use graph_simulator::{Options, Scenario, Simulator};
use serde_json::{Value, json};

use crate::shell::Shell;

/// A tenant, the file that leads to it, and a folder for journals.
struct Elsewhere {
    simulator: Simulator,
    folder: tempfile::TempDir,
}

impl Elsewhere {
    fn start(scenario: &str) -> Self {
        let options = Options {
            scenario: scenario.parse::<Scenario>().unwrap(),
            ..Options::default()
        };
        let started = Self {
            simulator: Simulator::start(options).unwrap(),
            folder: tempfile::tempdir().unwrap(),
        };
        let line = serde_json::to_string(started.simulator.connection()).unwrap();
        std::fs::write(started.file(), line).unwrap();
        started
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("demo.json")
    }

    fn open(&self) -> Shell {
        let place = DemoAt::read(&self.file()).unwrap();
        Shell::on(Demo::elsewhere(place, self.folder.path().join("state")))
    }
}

#[test]
fn it_offers_only_what_it_is() {
    let tenant = Elsewhere::start("school/no-agent");
    let shell = tenant.open();
    let demo = shell.must("demo", json!({}));
    assert_eq!(
        demo["companies"],
        json!([{ "id": "school", "name": "Linden School", "people": 40 }])
    );
    assert_eq!(demo["variants"], json!(["no-agent"]));
    shell.refuses("choose_demo", json!({ "scenario": "contoso" }), "unexpected-answer");
    shell.sign_in();
    assert_eq!(shell.must("app_view", json!({}))["tenant"]["name"], "Linden School");
}

#[test]
fn a_run_is_found_again_by_the_next_window() {
    let tenant = Elsewhere::start("contoso");
    let first = tenant.open();
    first.sign_in();
    let setup = first.recommended("corp.contoso.com");
    first.must("start_run", json!({ "setup": setup }));
    first.until(|view| view.run.as_ref().is_some_and(|run| run.changes_made > 0));
    first.must("stop_run", json!({}));
    first.until(|view| view.run.as_ref().is_some_and(|run| run.phase == RunPhase::Stopped));
    drop(first);

    let second = tenant.open();
    second.sign_in();
    second.until(|view| !view.unfinished.is_empty());
    let unfinished = second.must("app_view", json!({}))["unfinished"][0].clone();
    assert_eq!(unfinished["name"], "corp.contoso.com");
    assert_eq!(unfinished["setup"], serde_json::from_str::<Value>(&setup).unwrap());
    assert!(
        unfinished["done"].as_u64() < unfinished["total"].as_u64(),
        "{unfinished}"
    );
}

#[test]
fn only_a_demo_tenant_of_this_machine_will_do() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("demo.json");
    let read = |line: Value| {
        std::fs::write(&file, line.to_string()).unwrap();
        DemoAt::read(&file)
    };
    let line = |graph: &str| json!({ "graph": graph, "login": graph, "tenant": "t", "clientId": "00000000-0000-0000-0000-000000000001", "controlKey": "sesame", "ticket": "t", "scenario": "school" });
    assert!(read(line("http://127.0.0.1:9")).is_ok());
    for graph in [
        "https://graph.microsoft.com",
        "http://192.168.0.1:80",
        "http://localhost.evil.example",
    ] {
        let refused = read(line(graph)).unwrap_err();
        assert!(matches!(refused, DemoAtError::Place { .. }), "{graph}: {refused}");
        assert!(!format!("{refused}{refused:?}").contains("sesame"));
    }
    let missing = read(json!({ "graph": "http://127.0.0.1:9" })).unwrap_err();
    assert!(matches!(missing, DemoAtError::Field { .. }), "{missing}");
    std::fs::write(&file, "garbage").unwrap();
    assert!(matches!(DemoAt::read(&file), Err(DemoAtError::Field { .. })));
    assert!(matches!(
        DemoAt::read(Path::new("/nowhere")),
        Err(DemoAtError::File { .. })
    ));
}
