//! How a window is opened: on which demo tenant, and on whose computer.

use std::ffi::OsString;
use std::fs::File;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::browser::Browser;
use crate::keyring::Keyring;

/// Where a window is opened, and what its system says about the person.
#[derive(Debug)]
pub struct Opening<'a> {
    /// Company and variant of the demo tenant in the program itself.
    pub scenario: &'a str,
    /// A demo tenant that outlives the window: the connection of a simulator on its own, in place of `scenario`.
    pub demo_at: Option<&'a Value>,
    /// The language of the system, such as `nl`.
    pub language: &'a str,
    /// The GTK theme of the system.
    pub theme: &'a str,
    /// How large the window is.
    pub size: Size,
    /// The person's folders.
    pub home: Home,
    /// The person's keyring; absent where the system has none.
    pub keyring: Option<&'a Keyring>,
}

impl<'a> Opening<'a> {
    /// A new person with a light English system and a window of the usual size.
    #[must_use]
    pub fn of(scenario: &'a str) -> Self {
        Self {
            scenario,
            demo_at: None,
            language: "en",
            theme: "Adwaita",
            size: Size::Usual,
            home: Home::new(),
            keyring: None,
        }
    }

    /// Whether the system is a dark one.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        self.theme.ends_with(":dark")
    }
}

/// How large a window is, and how large what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// As it opens: 1180 × 780.
    Usual,
    /// As small as it can be made: 960 × 640.
    Smallest,
    /// The usual window at twice the size of everything: a page of 590 × 390.
    Doubled,
}

impl Size {
    /// What the names of its pictures end with.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Usual => "",
            Self::Smallest => "-small",
            Self::Doubled => "-200-percent",
        }
    }
}

/// The folders of one person. They go with this value.
#[derive(Debug)]
pub struct Home {
    folder: TempDir,
    browser: Browser,
}

impl Home {
    /// The variables that name the folders the system gives to programs.
    const SYSTEM: [(&str, &str); 4] = [
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
    ];

    /// Empty folders.
    #[must_use]
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let browser = Browser::new(folder.path());
        let home = Self { folder, browser };
        for (_, folder) in Self::SYSTEM {
            std::fs::create_dir(home.path().join(folder)).expect("a folder");
        }
        std::fs::create_dir(home.files()).expect("a folder");
        std::fs::create_dir(home.locales()).expect("a folder");
        // A colour half-way through its transition fails the contrast rules now and then.
        let settings = home.path().join("config/gtk-3.0");
        std::fs::create_dir(&settings).expect("a folder");
        std::fs::write(
            settings.join("settings.ini"),
            "[Settings]\ngtk-enable-animations=false\n",
        )
        .expect("a file");
        home
    }

    /// Where the folders lie.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where the person saves files and opens them from.
    #[must_use]
    pub fn files(&self) -> PathBuf {
        self.path().join("files")
    }

    /// The pages that the browser was opened at, oldest first.
    #[must_use]
    pub fn opened(&self) -> Vec<String> {
        self.browser.opened()
    }

    /// Where the windows of this person print, one after the other.
    pub(crate) fn says(&self) -> File {
        let said = self.path().join("said");
        File::options().create(true).append(true).open(said).expect("a file")
    }

    /// Where the application keeps its journals.
    #[must_use]
    pub fn journals(&self) -> PathBuf {
        self.path().join("journals")
    }

    /// The variables of a system in this language. The web view tells pages the language only when the system has such a
    /// locale, so there is one by that name; what is in it does not matter.
    pub(crate) fn speaks(&self, language: &str) -> [(&'static str, OsString); 2] {
        let territory = match language {
            "en" => "US".to_owned(),
            other => other.to_uppercase(),
        };
        let locale = format!("{language}_{territory}");
        let link = self.locales().join(format!("{locale}.utf8"));
        if !link.exists() {
            symlink("/usr/lib/locale/C.utf8", link).expect("a link");
        }
        [
            ("LOCPATH", self.locales().into()),
            ("LC_ALL", format!("{locale}.UTF-8").into()),
        ]
    }

    fn locales(&self) -> PathBuf {
        self.path().join("locales")
    }

    /// The variables that lead a program to these folders.
    pub(crate) fn variables(&self) -> Vec<(&'static str, OsString)> {
        let mut variables: Vec<_> = Self::SYSTEM
            .iter()
            .map(|(name, folder)| (*name, self.path().join(folder).into_os_string()))
            .collect();
        // In place of the system's own dialogs, which WebDriver cannot press.
        variables.push(("CAUSEWAY_FILES_FOLDER", self.files().into_os_string()));
        variables.push(("PATH", self.browser.path()));
        variables
    }
}

impl Default for Home {
    fn default() -> Self {
        Self::new()
    }
}
