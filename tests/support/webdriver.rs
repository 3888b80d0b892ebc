//! The few WebDriver calls that the window tests need, over plain HTTP.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

/// Longer than anything the demo tenant makes people wait for.
const PATIENCE: Duration = Duration::from_secs(120);
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// The name under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// WebKitWebDriver with one program under its control. Both end with this value.
#[derive(Debug)]
pub struct WebDriver {
    driver: Child,
    http: reqwest::Client,
    session: String,
}

impl WebDriver {
    /// Starts the program with these arguments and variables.
    pub async fn start(program: &Path, arguments: &[&str], variables: &[(&str, &Path)]) -> Self {
        assert!(
            std::env::var_os("DISPLAY").is_some(),
            "there is no display: run `cargo xtask test`, which makes one"
        );
        let port = free_port();
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .envs(variables.iter().copied())
            // Without this the program does not let itself be driven, and the session never begins.
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("LC_ALL", "C.UTF-8")
            .stdout(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("WebKitWebDriver starts");
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(PATIENCE)
            .build()
            .expect("a plain client");
        let origin = format!("http://127.0.0.1:{port}");
        let mut driver = Self {
            driver,
            http,
            session: origin.clone(),
        };
        until("WebDriver is ready", async || {
            driver.http.get(format!("{origin}/status")).send().await.is_ok()
        })
        .await;
        let options = json!({ "binary": program, "args": arguments });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let session = driver.call(Method::POST, "/session", wanted).await;
        let id = session["sessionId"]
            .as_str()
            .unwrap_or_else(|| panic!("a session in {session}"));
        driver.session = format!("{origin}/session/{id}");
        driver
    }

    /// Runs a script in the page and returns what it returns; a promise is awaited.
    pub async fn run(&self, script: &str) -> Value {
        self.call(Method::POST, "/execute/sync", json!({ "script": script, "args": [] }))
            .await
    }

    /// The text that people see in the first element of that CSS selector; empty when there is none.
    pub async fn text(&self, selector: &str) -> String {
        let script = format!("return document.querySelector({})?.innerText ?? ''", json!(selector));
        self.run(&script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Presses the element of that CSS selector as a person does: it must be in sight and nothing may lie over it.
    pub async fn press(&self, selector: &str) {
        let found = self
            .call(
                Method::POST,
                "/element",
                json!({ "using": "css selector", "value": selector }),
            )
            .await;
        let element = found[ELEMENT]
            .as_str()
            .unwrap_or_else(|| panic!("{selector} in {found}"));
        self.call(Method::POST, &format!("/element/{element}/click"), json!({}))
            .await;
    }

    /// Waits until what the page shows now has been drawn.
    pub async fn painted(&self) {
        self.run(
            "return new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))))",
        )
        .await;
    }

    /// Types into whatever has the focus; keys without a character go by their WebDriver code point.
    pub async fn type_text(&self, text: &str) {
        for key in text.chars() {
            self.key(key).await;
        }
    }

    /// Presses one key, by its WebDriver code point.
    pub async fn key(&self, key: char) {
        let strokes = json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] });
        self.call(Method::POST, "/actions", actions).await;
    }

    /// Asks the program to end.
    pub async fn end(&self) {
        self.call(Method::DELETE, "", Value::Null).await;
    }

    async fn call(&self, method: Method, path: &str, body: Value) -> Value {
        let mut request = self.http.request(method, format!("{}{path}", self.session));
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap_or_else(|error| panic!("{path}: {error}"));
        let status = answer.status();
        let mut answer: Value = answer.json().await.expect("WebDriver answers JSON");
        assert!(status.is_success(), "{path}: {status} {answer}");
        answer["value"].take()
    }
}

impl Drop for WebDriver {
    fn drop(&mut self) {
        // The program belongs to the driver's group; alone it would outlive the driver and stand in the next test's way.
        let group = format!("-{}", self.driver.id());
        let _ = Command::new("kill")
            .args(["-KILL", "--", &group])
            .stderr(Stdio::null())
            .status(); // all may have ended
        let _ = self.driver.wait();
    }
}

/// Looks again and again until it is so.
///
/// # Panics
/// It was not so for two minutes.
pub async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    let begun = Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < PATIENCE, "waited in vain: {what}");
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}
