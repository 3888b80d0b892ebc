//! What the window may ask of the shell, over Tauri's mock runtime: the granted commands, in the one window, from our own page.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use app_core::{NoUi, Session};
use causeway_shell::{Demo, context, with_commands};
use graph_simulator::Scenario;
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

const OWN_PAGE: &str = if cfg!(windows) {
    "http://tauri.localhost"
} else {
    "tauri://localhost"
};
const COMMANDS: [&str; 6] = [
    "app_view",
    "recommended_setup",
    "check_setup",
    "plan",
    "start_run",
    "stop_run",
];

/// The shell without a screen; no tenant is connected.
fn shell() -> App<MockRuntime> {
    let demo = Demo::new(Scenario::default());
    let folder = demo.folder().to_owned();
    let session = tauri::async_runtime::block_on(async { Session::open(folder, Arc::new(NoUi)) });
    with_commands(mock_builder())
        .manage(demo)
        .manage(session)
        .build(context())
        .unwrap()
}

fn window(app: &App<MockRuntime>, label: &str) -> WebviewWindow<MockRuntime> {
    WebviewWindowBuilder::new(app, label, WebviewUrl::default())
        .build()
        .unwrap()
}

fn ask(window: &WebviewWindow<MockRuntime>, page: &str, command: &str, body: Value) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: page.parse().unwrap(),
        body: InvokeBody::Json(body),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|answer| answer.deserialize().unwrap())
}

fn is_refused_by_access_control(answer: &Result<Value, Value>) -> bool {
    matches!(answer, Err(Value::String(reason)) if reason.contains("not allowed"))
}

#[test]
fn the_window_asks_for_the_whole_view() {
    let app = shell();
    let view = ask(&window(&app, "main"), OWN_PAGE, "app_view", json!({})).unwrap();
    assert_eq!(view["revision"], 0);
    assert_eq!(view["requests"], json!({ "total": 0, "rows": [] }));
    assert_eq!(view["tenant"], Value::Null);
}

#[test]
fn a_run_without_a_tenant_is_refused_with_a_problem() {
    let app = shell();
    let main = window(&app, "main");
    let setup = ask(&main, OWN_PAGE, "recommended_setup", json!({})).unwrap();
    for command in ["plan", "start_run"] {
        let problem = ask(&main, OWN_PAGE, command, json!({ "setup": setup.to_string() })).unwrap_err();
        assert_eq!(problem["code"], "sign-in-again", "{command}");
        assert!(
            problem["details"].is_string() && problem["facts"].is_object(),
            "{problem}"
        );
    }
}

#[test]
fn a_wrong_answer_is_refused_by_every_command_that_takes_answers() {
    let app = shell();
    let main = window(&app, "main");
    let good = ask(&main, OWN_PAGE, "recommended_setup", json!({})).unwrap();
    let answers = json!({ "setup": good.to_string() });
    assert_eq!(ask(&main, OWN_PAGE, "check_setup", answers), Ok(Value::Null));
    let mut bad = good;
    bad["notify"] = json!(["nobody"]);
    for command in ["check_setup", "plan", "start_run"] {
        let problem = ask(&main, OWN_PAGE, command, json!({ "setup": bad.to_string() })).unwrap_err();
        assert_eq!(
            (&problem["code"], &problem["facts"]["field"]),
            (&json!("setup-invalid"), &json!("notify[0]")),
            "{command}"
        );
    }
}

#[test]
fn stop_is_always_allowed() {
    let app = shell();
    assert_eq!(
        ask(&window(&app, "main"), OWN_PAGE, "stop_run", json!({})),
        Ok(Value::Null)
    );
}

#[test]
fn the_window_can_listen_and_zoom() {
    let app = shell();
    let main = window(&app, "main");
    let listen = json!({ "event": "app_view_changed", "target": { "kind": "Any" }, "handler": 7 });
    assert!(ask(&main, OWN_PAGE, "plugin:event|listen", listen).is_ok());
    let zoomed = ask(
        &main,
        OWN_PAGE,
        "plugin:webview|set_webview_zoom",
        json!({ "value": 1.2 }),
    );
    assert!(!is_refused_by_access_control(&zoomed), "{zoomed:?}");
}

#[test]
fn nothing_else_is_granted() {
    let app = shell();
    let main = window(&app, "main");
    let others = [
        "plugin:event|emit",
        "plugin:event|emit_to",
        "plugin:window|close",
        "plugin:webview|create_webview_window",
        "plugin:app|app_hide",
        "plugin:path|resolve_directory",
    ];
    for command in others {
        let answer = ask(&main, OWN_PAGE, command, json!({}));
        assert!(is_refused_by_access_control(&answer), "{command}: {answer:?}");
    }
    assert!(ask(&main, OWN_PAGE, "no_such_command", json!({})).is_err());
}

#[test]
fn another_window_may_ask_nothing() {
    let app = shell();
    let other = window(&app, "other");
    for command in COMMANDS {
        let answer = ask(&other, OWN_PAGE, command, json!({}));
        assert!(is_refused_by_access_control(&answer), "{command}: {answer:?}");
    }
}

#[test]
fn another_page_may_ask_nothing() {
    let app = shell();
    let main = window(&app, "main");
    for page in [
        "https://example.com",
        "http://tauri.localhost.evil.example",
        "http://127.0.0.1:8080",
    ] {
        for command in COMMANDS {
            let answer = ask(&main, page, command, json!({}));
            assert!(
                is_refused_by_access_control(&answer),
                "{command} from {page}: {answer:?}"
            );
        }
    }
}
