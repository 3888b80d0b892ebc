//! The shell without a screen.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use app_core::{AppView, NoUi, Session, SessionHandle};
use causeway_shell::{Demo, DemoAt, Files, Preferences, SignInHistory, context, with_commands};
use journey_tests::tenant::Tenant;
use serde_json::{Value, json};
use tauri::async_runtime::block_on;
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, Manager as _, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;

pub(crate) const OWN_PAGE: &str = if cfg!(windows) {
    "http://tauri.localhost"
} else {
    "tauri://localhost"
};

/// The shell with its one window. What people choose in dialogs is `files`.
pub(crate) struct Shell {
    pub(crate) app: App<MockRuntime>,
    pub(crate) main: WebviewWindow<MockRuntime>,
    pub(crate) folder: TempDir,
    /// The pages that a browser was opened at.
    pub(crate) opened: Receiver<Url>,
}

impl Shell {
    /// On a demo tenant of this scenario; nobody is signed in.
    pub(crate) fn open(scenario: &str) -> Self {
        Self::on(Demo::inside(scenario.parse().unwrap()))
    }

    /// On a demo tenant in a process of its own.
    pub(crate) fn at(tenant: &Tenant) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let line = folder.path().join("demo.json");
        std::fs::write(&line, tenant.connection.to_string()).unwrap();
        let state = folder.path().join("state");
        Self::with(Demo::elsewhere(DemoAt::read(&line).unwrap(), state), folder)
    }

    pub(crate) fn on(demo: Demo) -> Self {
        Self::with(demo, tempfile::tempdir().unwrap())
    }

    fn with(demo: Demo, folder: TempDir) -> Self {
        let journals = demo.folder().to_owned();
        let session = block_on(async { Session::open(journals, Arc::new(NoUi)) });
        let (opens, opened) = channel();
        let opens = Arc::new(move |page: &Url| opens.send(page.clone()).unwrap());
        let files = folder.path().join("files");
        std::fs::create_dir(&files).unwrap();
        // As at a first start it is not there yet.
        let config = folder.path().join("config");
        let app = with_commands(mock_builder())
            .manage(demo)
            .manage(session)
            .manage(Files::in_folder(files))
            .manage(SignInHistory::open(Some(&config), opens))
            .build(context())
            .unwrap();
        app.manage(Preferences::open(app.handle(), Some(&config)));
        let main = window(&app, "main");
        Self {
            app,
            main,
            folder,
            opened,
        }
    }

    /// Asks as our own page does.
    pub(crate) fn ask(&self, command: &str, body: Value) -> Result<Value, Value> {
        ask(&self.main, OWN_PAGE, command, body)
    }

    /// Asks and is not refused.
    #[track_caller]
    pub(crate) fn must(&self, command: &str, body: Value) -> Value {
        let answer = self.ask(command, body);
        answer.unwrap_or_else(|problem| panic!("{command}: {problem}"))
    }

    /// Asks and is refused with a problem of this code.
    #[track_caller]
    pub(crate) fn refuses(&self, command: &str, body: Value, code: &str) -> Value {
        let problem = match self.ask(command, body) {
            Err(problem) => problem,
            Ok(answer) => panic!("{command} answers {answer}"),
        };
        assert_eq!(problem["code"], code, "{command}: {problem}");
        assert!(
            problem["details"].is_string() && problem["facts"].is_object(),
            "{problem}"
        );
        problem
    }

    /// Signs in as the recommended account and waits until the tenant has said its name.
    pub(crate) fn sign_in(&self) {
        let demo = self.must("demo", json!({}));
        self.must("sign_in_demo", json!({ "address": demo["accounts"][0]["address"] }));
        self.until(|view| view.tenant.is_some());
    }

    /// Waits until the view is so.
    pub(crate) fn until(&self, is_so: impl FnMut(&AppView) -> bool) {
        let mut views = self.app.state::<SessionHandle>().watch();
        drop(block_on(views.wait_for(is_so)).unwrap());
    }

    /// The recommended answers for this domain, as text.
    pub(crate) fn recommended(&self, domain: &str) -> String {
        let asked = json!({ "journey": "cloud-sync", "answers": { "domain": domain } });
        self.must("recommended_setup", asked).to_string()
    }

    pub(crate) fn files(&self) -> std::path::PathBuf {
        self.folder.path().join("files")
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        block_on(self.app.state::<Demo>().end());
    }
}

pub(crate) fn window(app: &App<MockRuntime>, label: &str) -> WebviewWindow<MockRuntime> {
    WebviewWindowBuilder::new(app, label, WebviewUrl::default())
        .build()
        .unwrap()
}

pub(crate) fn ask(window: &WebviewWindow<MockRuntime>, page: &str, command: &str, body: Value) -> Result<Value, Value> {
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

/// A set-up file with these answers changed.
pub(crate) fn answers(change: impl FnOnce(&mut Value)) -> String {
    let mut setup = json!({
        "causeway": 1, "journey": "cloud-sync", "tenant": "contoso.onmicrosoft.com", "domain": "corp.contoso.com",
    });
    change(&mut setup);
    setup.to_string()
}

/// The only file in this folder.
pub(crate) fn only_file(folder: &Path) -> (String, String) {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
    let path = names.remove(0);
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    (name, std::fs::read_to_string(path).unwrap())
}
