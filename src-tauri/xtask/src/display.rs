//! A display, a session bus, a keyring and a home of their own, for programs with a window.

use crate::failure::{Failure, Result};
use crate::process::program;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Unlocks a keyring with a throw-away password, then becomes the program.
const WITH_KEYRING: &str = "printf causeway | \
    gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && exec \"$@\"";

/// What is appended is a program that starts in this home and is ended after this time at the latest.
pub(crate) fn limited(home: &PrivateHome, limit: &str) -> Command {
    let mut command = program("timeout");
    command.args(["--kill-after=10s", limit]);
    home.apply(&mut command);
    command
}

/// The program on a display of its own, ended after this time at the latest.
pub(crate) fn session(home: &PrivateHome, limit: &str, screen: &str, inside: &Path) -> Command {
    let mut command = limited(home, limit);
    command
        .args(["xvfb-run", "--auto-servernum"])
        .arg(format!("--server-args={screen}"))
        .args(["dbus-run-session", "--", "sh", "-c", WITH_KEYRING, "sh"])
        .arg(inside);
    command
}

/// Home and XDG folders that nobody else uses; gone when dropped.
pub(crate) struct PrivateHome(PathBuf);

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

    pub(crate) fn new() -> Result<Self> {
        // Not below `target`: sockets lie in here, and their paths may have 107 bytes at most.
        let top = std::env::temp_dir().join(format!("causeway-display-{}", std::process::id()));
        for (_, folder) in Self::FOLDERS {
            std::fs::create_dir_all(top.join(folder)).map_err(Failure::io("make a home for the window"))?;
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let only_us = std::fs::Permissions::from_mode(0o700);
            std::fs::set_permissions(top.join("run"), only_us)
                .map_err(Failure::io("close the runtime folder to others"))?;
        }
        Ok(Self(top))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
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
