//! The real window of the application on a display, with its demo tenant beside it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::program;
use crate::tenant::Tenant;
use crate::webdriver::{WebDriver, until};

/// Fluent's focus sentinels: hidden from readers yet focusable, for they hand the focus on at once.
const SENTINELS: &str = "[data-tabster-dummy]";

/// An open window. It ends with this value.
#[derive(Debug)]
pub struct AppWindow {
    /// The page.
    pub page: WebDriver,
    /// The demo tenant behind it, for calls of our own.
    pub tenant: Tenant,
    _folder: TempDir,
}

impl AppWindow {
    /// Opens the window on a demo tenant and waits until it has answered.
    pub async fn open(scenario: &str) -> Self {
        Self::open_in(scenario, "Adwaita").await
    }

    /// The same on a system with this GTK theme.
    pub async fn open_in(scenario: &str, theme: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("connection.json");
        let variables = [
            ("CAUSEWAY_DEMO_CONNECTION_FILE", place.as_path()),
            ("GTK_THEME", Path::new(theme)),
        ];
        let app = program::built("causeway");
        let page = WebDriver::start(&app, &["--scenario", scenario], &variables).await;
        until("the application tells where its demo tenant is", async || {
            place.is_file()
        })
        .await;
        let connection = std::fs::read(&place).expect("the file can be read");
        let connection: Value = serde_json::from_slice(&connection).expect("JSON");
        let tenant = Tenant::at(connection).await;
        let window = Self {
            page,
            tenant,
            _folder: folder,
        };
        until("the tenant has answered", async || {
            window.page.run("return document.querySelector('footer button[aria-disabled=true]') === null && document.querySelector('footer button') !== null").await == true
        })
        .await;
        window
            .page
            .run("window.violations = []; document.addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.blockedURI))")
            .await;
        window
    }

    /// Waits until the page's title is this.
    pub async fn until_title(&self, title: &str) {
        until(title, async || self.title().await == title).await;
    }

    /// The page's title: its news.
    pub async fn title(&self) -> String {
        self.page.text("h1").await
    }

    /// Where a step stands, such as `done`.
    pub async fn step(&self, id: &str) -> String {
        let script = format!("return document.querySelector('[data-step={id}]')?.dataset.state ?? ''");
        self.page.run(&script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Every step and where it stands, in the order of the list.
    pub async fn steps(&self) -> Vec<(String, String)> {
        let script =
            "return [...document.querySelectorAll('[data-step]')].map(step => [step.dataset.step, step.dataset.state])";
        serde_json::from_value(self.page.run(script).await).expect("pairs of texts")
    }

    /// Fails when axe finds anything, or when the content security policy had to stop anything.
    pub async fn must_be_accessible(&self) {
        // What has just changed has its old colours until it is drawn.
        self.page.painted().await;
        let axe = std::fs::read_to_string(root().join("ui/node_modules/axe-core/axe.min.js")).expect("npm ci has run");
        let script = format!(
            "{axe}; return axe.run({{ exclude: [['{SENTINELS}']] }}).then(found => \
             found.violations.map(({{ id, nodes }}) => id + ': ' + nodes.map(node => node.html).join(' ')))"
        );
        assert_eq!(
            self.page.run(&script).await,
            serde_json::json!([]),
            "axe, at {:?}",
            self.title().await
        );
        assert_eq!(
            self.page.run("return violations").await,
            serde_json::json!([]),
            "content security policy"
        );
    }

    /// Takes a picture of the whole display into `target/screenshots`, for people; WebDriver's own was seen stale and hanging.
    pub async fn picture(&self, name: &str) {
        self.page.painted().await;
        let folder = root().join("target/screenshots");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let file = folder.join(format!("{name}.png"));
        let taken = Command::new("timeout")
            .args(["20", "import", "-window", "root"])
            .arg(&file)
            .status();
        if !taken.is_ok_and(|status| status.success()) {
            #[expect(clippy::print_stdout, reason = "the test goes on without its picture")]
            {
                println!("no picture {name}: ImageMagick's `import` is not here");
            }
        }
    }

    /// Closes the window and waits until the program, and with it the tenant, is gone.
    pub async fn close(self) {
        self.page.end().await;
        until("the program has ended", async || !self.tenant.answers().await).await;
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
