//! A session bus, a keyring and a home of their own, which a test enters by starting itself again inside them.

use std::any::type_name_of_val;
use std::future::Future;
use std::io::Write;
use std::process::Command;

use journey_tests::keyring::{Bus, PROGRAMS, unlock};
use tempfile::TempDir;

/// What lies in the session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Keyring {
    /// No session bus, so nobody to ask.
    NoBus,
    /// A keyring service nobody has ever used.
    NoCollection,
    /// A keyring, unlocked.
    Unlocked,
}

/// Set inside.
const INSIDE: &str = "CAUSEWAY_TEST_IS_INSIDE_ITS_SESSION";

/// Nothing here takes a tenth of that; a test that hangs is ended.
const LIMIT: &str = "120";

impl Keyring {
    /// Runs the body of this test inside such a session. Says so and does nothing where the programs are missing.
    pub(crate) fn run<T, F: Future<Output = ()>>(self, test: T, body: impl FnOnce() -> F) {
        if std::env::var_os(INSIDE).is_some() {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .build()
                .unwrap();
            return runtime.block_on(body());
        }
        let name = type_name_of_val(&test).split_once("::").unwrap().1;
        if let Some(missing) = PROGRAMS.iter().chain(&["timeout"]).find(|program| !is_there(program)) {
            // Past the test harness, which shows what passing tests print to nobody.
            let told = format!("skipped: {name} needs {missing} (cargo xtask setup)\n");
            return std::io::stderr().write_all(told.as_bytes()).unwrap();
        }
        self.start(name);
    }

    fn start(self, name: &str) {
        let home = TempDir::new().unwrap();
        let mut command = Command::new("timeout");
        command.args(["--kill-after=5", LIMIT]);
        let keyring = match self {
            Self::NoBus => None,
            Self::NoCollection => Some("gnome-keyring-daemon --start --components=secrets".to_owned()),
            Self::Unlocked => Some(unlock()),
        };
        if let Some(keyring) = keyring {
            let script = format!("{keyring} >/dev/null 2>&1 && exec \"$@\"");
            command.args(["dbus-run-session", "--", "sh", "-c", &script, "sh"]);
        }
        command
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", name, "--nocapture"])
            .env(INSIDE, "yes");
        for (variable, folder) in [
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            let folder = home.path().join(folder);
            std::fs::create_dir(&folder).unwrap();
            only_ours(&folder);
            command.env(variable, folder);
        }
        // These lead back into the session of whoever called, and to a display where a person could be asked.
        for variable in [
            "DBUS_SESSION_BUS_ADDRESS",
            "GNOME_KEYRING_CONTROL",
            "DISPLAY",
            "WAYLAND_DISPLAY",
        ] {
            command.env_remove(variable);
        }
        let output = command.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        // Indented, so that nobody counts the inner test beside the outer.
        let text = text.replace('\n', "\n    ");
        assert!(
            output.status.success() && text.contains("1 passed"),
            "inside {self:?}: {}\n    {text}",
            output.status
        );
    }
}

fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn only_ours(folder: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).unwrap();
}

/// The keyring's process ends, and another one is unlocked with the password.
pub(crate) fn restart() {
    let keyring = Bus::default().process();
    assert!(signal("-TERM", &keyring));
    while signal("-0", &keyring) {
        std::thread::yield_now();
    }
    let unlocked = Command::new("sh").args(["-c", &unlock()]).output().unwrap();
    assert!(unlocked.status.success(), "{unlocked:?}");
}

/// The keyring's process, stopped; it goes on when this is dropped.
pub(crate) struct Stopped(String);

impl Stopped {
    pub(crate) fn now() -> Self {
        let keyring = Bus::default().process();
        assert!(signal("-STOP", &keyring));
        Self(keyring)
    }
}

impl Drop for Stopped {
    fn drop(&mut self) {
        assert!(signal("-CONT", &self.0));
    }
}

fn signal(signal: &str, process: &str) -> bool {
    let mut kill = Command::new("sh");
    kill.args(["-c", "kill \"$@\"", "sh", signal, process]);
    kill.output().unwrap().status.success()
}
