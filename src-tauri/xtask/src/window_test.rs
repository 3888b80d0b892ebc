//! The real window under a display, a session bus and a keyring of its own.
//!
//! The test binary is built first with the person's own home (cargo and rustup live there), then
//! run in a home that is made for it and thrown away.

use crate::failure::{Failure, Result};
use crate::process::{self, ask, cargo, program, tee};
use crate::repo;
use crate::tally::Tally;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A window that hangs must not hold the whole run.
const LIMIT: &str = "20m";

/// Unlocks a keyring with a throw-away password, then becomes the test.
const WITH_KEYRING: &str = "printf causeway | \
    gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && exec \"$@\"";

/// Runs the tests, with these arguments for libtest.
pub(crate) fn run(arguments: &[String]) -> Result<Tally> {
    if !cfg!(target_os = "linux") {
        println!("skipped: the window test needs Linux (WebKitWebDriver, Xvfb)");
        return Ok(Tally::default());
    }
    let test = build()?;
    let home = PrivateHome::new()?;
    let mut session = session(&test, &home);
    session.args(arguments);
    let finished = tee(session)?;
    if !finished.success {
        println!("the window test ended with {}", finished.status);
    }
    Ok(Tally::settle(Tally::of_cargo_test(&finished.output), finished.success))
}

/// Builds the test with the features of the whole workspace and returns where it lies.
fn build() -> Result<PathBuf> {
    const TARGET: [&str; 5] = ["test", "--workspace", "--test", "window", "--no-run"];
    process::run(cargo(&TARGET))?;
    let mut question = cargo(&TARGET);
    question.arg("--message-format=json");
    ask(question)
        .as_deref()
        .and_then(executable)
        .ok_or_else(|| Failure::Told("cargo did not say where the window test lies".into()))
}

/// The test binary named in cargo's messages.
fn executable(messages: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find(|message| message["target"]["name"] == "window")
        .and_then(|message| message["executable"].as_str().map(PathBuf::from))
}

fn session(test: &Path, home: &PrivateHome) -> Command {
    let mut command = program("timeout");
    command
        .args(["--kill-after=10s", LIMIT])
        .args(["xvfb-run", "--auto-servernum"])
        .arg("--server-args=-screen 0 1280x900x24")
        .args(["dbus-run-session", "--", "sh", "-c", WITH_KEYRING, "sh"])
        .arg(test)
        .arg("--test-threads=1")
        .current_dir(repo::root().join("tests"));
    home.apply(&mut command);
    command
}

/// Home and XDG folders that nobody else uses; gone when dropped.
struct PrivateHome(PathBuf);

impl PrivateHome {
    /// The folders and the variables that name them.
    const FOLDERS: [(&str, &str); 6] = [
        ("HOME", "home"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_RUNTIME_DIR", "run"),
    ];

    fn new() -> Result<Self> {
        // Not below `target`: sockets lie in here, and their paths may have 107 bytes at most.
        let top = std::env::temp_dir().join(format!("causeway-window-{}", std::process::id()));
        for (_, folder) in Self::FOLDERS {
            std::fs::create_dir_all(top.join(folder)).map_err(Failure::io("make a home for the window test"))?;
        }
        // A colour half-way through its transition fails the contrast rules now and then.
        let settings = top.join("config/gtk-3.0");
        std::fs::create_dir_all(&settings)
            .and_then(|()| {
                std::fs::write(
                    settings.join("settings.ini"),
                    "[Settings]\ngtk-enable-animations=false\n",
                )
            })
            .map_err(Failure::io("ask for reduced motion"))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let only_us = std::fs::Permissions::from_mode(0o700);
            std::fs::set_permissions(top.join("run"), only_us)
                .map_err(Failure::io("close the runtime folder to others"))?;
        }
        Ok(Self(top))
    }

    fn apply(&self, command: &mut Command) {
        for (variable, folder) in Self::FOLDERS {
            command.env(variable, self.0.join(folder));
        }
        // These would lead back into the session of whoever called.
        for variable in ["DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL"] {
            command.env_remove(variable);
        }
    }
}

impl Drop for PrivateHome {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            println!("{} stays behind: {error}", self.0.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_binary_is_found_among_the_messages() {
        let messages = r#"
{"reason":"compiler-artifact","target":{"name":"serde"},"executable":null}
{"reason":"compiler-artifact","target":{"name":"window"},"executable":"out/window-1234"}
{"reason":"build-finished","success":true}"#;
        assert_eq!(executable(messages), Some(PathBuf::from("out/window-1234")));
        assert_eq!(executable("error: no such target"), None);
    }

    #[test]
    fn a_private_home_names_its_folders_and_goes_away() {
        let home = PrivateHome::new().unwrap();
        let top = home.0.clone();
        let mut command = program("true");
        home.apply(&mut command);
        let set: Vec<_> = command
            .get_envs()
            .filter_map(|(_, value)| value.map(PathBuf::from))
            .collect();
        assert_eq!(set.len(), PrivateHome::FOLDERS.len());
        assert!(set.iter().all(|folder| folder.is_dir()));
        drop(home);
        assert!(!top.exists());
    }
}
