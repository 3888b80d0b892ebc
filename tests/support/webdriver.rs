//! The few WebDriver calls that the window tests need, over plain HTTP.

use std::ffi::OsString;
use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::{keyring, processes};

/// Longer than anything the demo tenant makes people wait for.
const PATIENCE: Duration = Duration::from_secs(120);
pub(crate) const LOOK_EVERY: Duration = Duration::from_millis(50);
/// The name under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// WebKitWebDriver with one program under its control. Both end with this value.
#[derive(Debug)]
pub struct WebDriver {
    driver: Child,
    http: reqwest::Client,
    session: String,
    /// How many times as large everything on the page is.
    pub zoom: u32,
    has_ended: bool,
}

impl WebDriver {
    /// Starts the program with these arguments and variables. What it prints goes to this file.
    pub async fn start(program: &Path, arguments: &[OsString], variables: &[(&str, OsString)], said: File) -> Self {
        let port = free_port();
        // A session bus of its own: on a shared one the next window could meet the name of one that is still ending.
        let mut driver = if variables.iter().any(|(name, _)| *name == keyring::ADDRESS) {
            Command::new("WebKitWebDriver")
        } else {
            let mut session = Command::new("dbus-run-session");
            session.args(["--", "WebKitWebDriver"]);
            session
        };
        let driver = driver
            .arg(format!("--port={port}"))
            // Without this the program does not let itself be driven, and the session never begins.
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("LC_ALL", "C.UTF-8")
            .envs(variables.iter().cloned())
            .stdout(said.try_clone().expect("a file"))
            .stderr(said)
            .process_group(0)
            .spawn()
            .expect("WebKitWebDriver starts");
        let http = client(PATIENCE);
        let origin = format!("http://127.0.0.1:{port}");
        let mut driver = Self {
            driver,
            http,
            session: origin.clone(),
            zoom: 1,
            has_ended: false,
        };
        until("WebDriver is ready", async || {
            driver.http.get(format!("{origin}/status")).send().await.is_ok()
        })
        .await;
        let arguments: Vec<_> = arguments.iter().map(|one| one.to_string_lossy()).collect();
        let options = json!({ "binary": program, "args": arguments });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let session = driver.call(Method::POST, "/session", wanted).await;
        let id = session["sessionId"]
            .as_str()
            .unwrap_or_else(|| panic!("a session in {session}"));
        driver.session = format!("{origin}/session/{id}");
        driver
    }

    /// Lets scripts take this long.
    pub async fn patience(&mut self, longest: Duration) {
        self.http = client(longest);
        let longest = json!({ "script": longest.as_millis() });
        self.call(Method::POST, "/timeouts", longest).await;
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

    /// Whether there is an element of that CSS selector.
    pub async fn has(&self, selector: &str) -> bool {
        let script = format!("return document.querySelector({}) !== null", json!(selector));
        self.run(&script).await == true
    }

    /// Presses the element of that CSS selector as a person does: it must be in sight and nothing may lie over it.
    pub async fn press(&self, selector: &str) {
        self.press_found("css selector", selector).await;
    }

    /// Presses the button, link or choice that people know by these words.
    pub async fn press_words(&self, words: &str) {
        let named = format!("[normalize-space()={words:?} or @aria-label={words:?}]");
        let roles =
            "self::button or self::a or self::label or @role='menuitem' or @role='menuitemradio' or @role='option'";
        self.press_found("xpath", &format!("//*[{roles}]{named}")).await;
    }

    async fn press_found(&self, using: &str, value: &str) {
        let found = self
            .call(Method::POST, "/element", json!({ "using": using, "value": value }))
            .await;
        let element = found[ELEMENT].as_str().unwrap_or_else(|| panic!("{value} in {found}"));
        if self.zoom == 1 {
            let click = format!("/element/{element}/click");
            self.call(Method::POST, &click, json!({})).await;
        } else {
            self.press_zoomed(&found).await;
        }
    }

    /// WebDriver's own click forgets the zoom of the page and misses.
    async fn press_zoomed(&self, element: &Value) {
        let script = "const [element] = arguments;
            element.scrollIntoView({ block: 'center', inline: 'nearest' });
            const { left, top, width, height } = element.getBoundingClientRect();
            const middle = [left + width / 2, top + height / 2];
            if (!element.contains(document.elementFromPoint(...middle))) throw new Error('something lies over it');
            return middle";
        let middle = self
            .call(
                Method::POST,
                "/execute/sync",
                json!({ "script": script, "args": [element] }),
            )
            .await;
        let at = |axis: usize| (middle[axis].as_f64().unwrap_or_default() * f64::from(self.zoom)).round();
        let moves = json!([
            { "type": "pointerMove", "x": at(0), "y": at(1), "origin": "viewport" },
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerUp", "button": 0 }
        ]);
        let actions = json!({ "actions": [{ "type": "pointer", "id": "mouse", "actions": moves }] });
        self.call(Method::POST, "/actions", actions).await;
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
        self.chord(&[key]).await;
    }

    /// Presses keys one after the other and lets go of them in the opposite order, such as Alt and an arrow.
    pub async fn chord(&self, keys: &[char]) {
        let stroke = |kind: &str, key: &char| json!({ "type": kind, "value": key });
        let strokes: Vec<_> = keys
            .iter()
            .map(|key| stroke("keyDown", key))
            .chain(keys.iter().rev().map(|key| stroke("keyUp", key)))
            .collect();
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] });
        self.call(Method::POST, "/actions", actions).await;
    }

    /// How many windows the program has.
    pub async fn windows(&self) -> usize {
        let windows = self.call(Method::GET, "/window/handles", Value::Null).await;
        windows.as_array().map_or(0, Vec::len)
    }

    /// Gives the window this size, in pixels of the screen.
    pub async fn resize(&self, (width, height): (u32, u32)) {
        self.call(
            Method::POST,
            "/window/rect",
            json!({ "width": width, "height": height }),
        )
        .await;
    }

    /// Ends the program as a crash or a power cut does.
    pub fn kill(&mut self) {
        // Its number may be somebody else's by then.
        if std::mem::replace(&mut self.has_ended, true) {
            return;
        }
        // The program belongs to the driver's group; alone it would outlive the driver and stand in the next test's way.
        processes::end_group(self.driver.id());
        let _ = self.driver.wait();
    }

    /// Folders below `/proc` of the program and all it has started.
    #[must_use]
    pub fn processes(&self) -> Vec<PathBuf> {
        processes::of_group(self.driver.id())
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
        self.kill();
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

fn client(longest: Duration) -> reqwest::Client {
    let client = reqwest::Client::builder().no_proxy().timeout(longest);
    client.build().expect("a plain client")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}
