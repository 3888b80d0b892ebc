//! The real window of the application on a display of its own, with its demo tenant beside it.

use std::ffi::OsString;
use std::path::Path;

use serde_json::Value;

use crate::display::Display;
use crate::drag::Drag;
use crate::keyring::Keyring;
use crate::keys::CONTROL;
use crate::opening::{Home, Opening, Size};
use crate::program;
use crate::tenant::Tenant;
use crate::webdriver::{WebDriver, until};

/// The main button of the page; Back stands before it.
pub const MAIN: &str = "footer button:last-of-type";
/// What a window is called on the session bus, where it is the only one.
const SINGLE: &str = "app.causeway.desktop.SingleInstance";
/// One turn of the zoom is a fifth of the usual size.
const TURNS_TO_DOUBLE: usize = 5;

/// An open window. It ends with this value.
#[derive(Debug)]
pub struct AppWindow {
    /// The page.
    pub page: WebDriver,
    /// The demo tenant behind it, for calls of our own.
    pub tenant: Tenant,
    /// The person's folders.
    pub home: Home,
    /// Where it is drawn.
    pub(crate) display: Display,
    /// What the names of its pictures end with.
    pub(crate) suffix: String,
    /// Its system is a dark one.
    pub(crate) is_dark: bool,
}

impl AppWindow {
    /// Opens the window for a new person on a demo tenant and waits until it can be used.
    pub async fn open(scenario: &str) -> Self {
        Self::open_as(Opening::of(scenario)).await
    }

    /// The same on a system as described.
    pub async fn open_as(opening: Opening<'_>) -> Self {
        let (suffix, is_dark) = (suffix(&opening), opening.is_dark());
        let place = opening.home.path().join("connection.json");
        if let Some(keyring) = opening.keyring {
            // The bus notices late that the window before has ended, and a second one would hand over to it and leave.
            until("no other window is on the bus", async || !keyring.bus.has(SINGLE)).await;
        }
        let display = Display::start();
        let mut variables = opening.home.variables();
        variables.push(display.variable());
        variables.push(("GTK_THEME", opening.theme.into()));
        variables.extend(opening.home.speaks(opening.language));
        variables.extend(opening.keyring.map(Keyring::variable));
        let arguments: Vec<OsString> = match opening.demo_at {
            None => {
                variables.push(("CAUSEWAY_DEMO_CONNECTION_FILE", place.clone().into()));
                vec!["--scenario".into(), opening.scenario.into()]
            }
            Some(connection) => {
                std::fs::write(&place, connection.to_string()).expect("a file");
                let journals = opening.home.journals();
                vec![
                    "--demo-at".into(),
                    place.clone().into(),
                    "--state-dir".into(),
                    journals.into(),
                ]
            }
        };
        let said = opening.home.says();
        let page = WebDriver::start(&program::built("causeway"), &arguments, &variables, said).await;
        until("the application tells where its demo tenant is", async || {
            place.is_file()
        })
        .await;
        let connection = std::fs::read(&place).expect("the file can be read");
        // The next window of this home tells anew.
        std::fs::remove_file(&place).expect("the file can be removed");
        let connection: Value = serde_json::from_slice(&connection).expect("JSON");
        let mut window = Self {
            page,
            tenant: Tenant::at(connection).await,
            home: opening.home,
            display,
            suffix,
            is_dark,
        };
        until("reading begins at the title of the first page", async || {
            window.page.run("return document.activeElement?.tagName").await == "H1"
        })
        .await;
        window.note_violations().await;
        if !is_dark {
            window.dark().await;
        }
        window.make(opening.size).await;
        window
    }

    async fn make(&mut self, size: Size) {
        match size {
            Size::Usual => {}
            Size::Smallest => self.page.resize((960, 640)).await,
            Size::Doubled => {
                for _ in 0..TURNS_TO_DOUBLE {
                    self.page.chord(&[CONTROL, '=']).await;
                }
                self.page.zoom = 2;
            }
        }
        let width = match size {
            Size::Usual => 1180,
            Size::Smallest => 960,
            Size::Doubled => 590,
        };
        until("the window has its size", async || {
            self.page.run("return innerWidth").await == width
        })
        .await;
    }

    /// Waits until the page's title is this.
    pub async fn until_title(&self, title: &str) {
        until(title, async || self.title().await == title).await;
    }

    /// Waits until there is an element of that CSS selector.
    pub async fn until_there(&self, selector: &str) {
        until(selector, async || self.page.has(selector).await).await;
    }

    /// Waits until the main button can be pressed.
    pub async fn until_open(&self) {
        self.until_there(&format!("{MAIN}:not([aria-disabled=true])")).await;
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

    /// Holds these files over the window, as a person does who drags them from a file manager.
    #[must_use]
    pub fn drag(&self, files: &[&Path]) -> Drag {
        Drag::over_the_window(self.display.name(), files)
    }

    /// Drops a file of this name and content on the window.
    pub fn drop_file(&self, name: &str, content: &str) {
        let file = self.home.path().join(name);
        std::fs::write(&file, content).expect("a file");
        self.drag(&[&file]).let_go();
    }

    /// Closes the window as a person does; with it goes a demo tenant of its own.
    pub async fn close(self) -> Home {
        self.page.end().await;
        self.home
    }

    /// Ends the program in the middle of whatever it does.
    pub async fn kill(mut self) -> Home {
        self.page.kill();
        self.home
    }
}

/// What differs from a light English window of the usual size.
fn suffix(opening: &Opening<'_>) -> String {
    let language = match opening.language {
        "en" => String::new(),
        other => format!("-{other}"),
    };
    let theme = if opening.is_dark() { "-dark" } else { "" };
    format!("{language}{theme}{}", opening.size.suffix())
}
