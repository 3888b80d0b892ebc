//! GNOME's keyring, looked at by the system's own tools.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdin, Command, Stdio};

/// What a test needs of the system.
pub const PROGRAMS: [&str; 3] = ["dbus-run-session", "dbus-send", "gnome-keyring-daemon"];

const PASSWORD: &str = "causeway";
/// The variable that tells programs their session bus.
pub(crate) const ADDRESS: &str = "DBUS_SESSION_BUS_ADDRESS";

/// A session bus that somebody else began.
#[derive(Debug, Default)]
pub struct Bus {
    /// Absent for the one this process is on.
    address: Option<String>,
}

impl Bus {
    /// The names of all entries of this application, sorted.
    #[must_use]
    pub fn entries(&self, service: &str) -> Vec<String> {
        let found = self.search(service);
        let mut names: Vec<_> = texts(&found, "object path ").map(|item| self.user_name(item)).collect();
        names.sort();
        names
    }

    /// Whether there is no entry of this application. Unlike [`Bus::entries`] it may be asked while entries come and go.
    #[must_use]
    pub fn is_empty(&self, service: &str) -> bool {
        texts(&self.search(service), "object path ").next().is_none()
    }

    fn search(&self, service: &str) -> String {
        self.secrets(
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.SearchItems",
            &[&format!("dict:string:string:service,{service}")],
        )
    }

    fn user_name(&self, item: &str) -> String {
        let attributes = self.secrets(
            item,
            "org.freedesktop.DBus.Properties.Get",
            &["string:org.freedesktop.Secret.Item", "string:Attributes"],
        );
        let mut texts = texts(&attributes, "string ").skip_while(|text| *text != "username");
        texts.nth(1).expect("an entry with a name").to_owned()
    }

    /// Whether a program on the bus bears this name.
    #[must_use]
    pub(crate) fn has(&self, name: &str) -> bool {
        let daemon = "org.freedesktop.DBus";
        let asked = format!("{daemon}.NameHasOwner");
        let reply = self.send(daemon, "/org/freedesktop/DBus", &asked, &[&format!("string:{name}")]);
        reply.contains("boolean true")
    }

    /// Locks the person's keyring.
    pub fn lock(&self) {
        let default = self.secrets(
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.ReadAlias",
            &["string:default"],
        );
        let collection = texts(&default, "object path ").next().expect("a keyring");
        self.secrets(
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.Lock",
            &[&format!("array:objpath:{collection}")],
        );
    }

    /// The process of the keyring.
    #[must_use]
    pub fn process(&self) -> String {
        let reply = self.send(
            "org.freedesktop.DBus",
            "/",
            "org.freedesktop.DBus.GetConnectionUnixProcessID",
            &["string:org.freedesktop.secrets"],
        );
        let process = reply.lines().find_map(|line| line.trim().strip_prefix("uint32 "));
        process.expect("a number").to_owned()
    }

    fn secrets(&self, path: &str, method: &str, arguments: &[&str]) -> String {
        self.send("org.freedesktop.secrets", path, method, arguments)
    }

    fn send(&self, destination: &str, path: &str, method: &str, arguments: &[&str]) -> String {
        let mut command = Command::new("dbus-send");
        command.args([
            "--session",
            "--print-reply",
            &format!("--dest={destination}"),
            path,
            method,
        ]);
        if let Some(address) = &self.address {
            command.env(ADDRESS, address);
        }
        let output = command.args(arguments).output().expect("dbus-send starts");
        assert!(output.status.success(), "{method}: {output:?}");
        String::from_utf8(output.stdout).expect("text")
    }
}

/// A session bus with an unlocked keyring of its own. Both end with this value.
#[derive(Debug)]
pub struct Keyring {
    /// Where it is asked.
    pub bus: Bus,
    session: Child,
    input: Option<ChildStdin>,
}

impl Keyring {
    /// Starts one whose files lie below this folder.
    ///
    /// # Panics
    /// The programs are missing (`cargo xtask setup`).
    #[must_use]
    pub fn start(home: &std::path::Path) -> Self {
        let script = format!("{} >/dev/null 2>&1 && echo \"${ADDRESS}\" && exec cat", unlock());
        let mut command = Command::new("dbus-run-session");
        command.args(["--", "sh", "-c", &script]);
        for variable in ["HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"] {
            command.env(variable, home);
        }
        // A keyring that finds a display may ask there.
        command.env_remove("DISPLAY").env_remove("GNOME_KEYRING_CONTROL");
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut session = command.spawn().expect("dbus-run-session starts");
        let mut address = String::new();
        let output = session.stdout.take().expect("its output is piped");
        BufReader::new(output)
            .read_line(&mut address)
            .expect("it tells its address");
        let address = address.trim().to_owned();
        assert!(!address.is_empty(), "the keyring does not start");
        Self {
            bus: Bus { address: Some(address) },
            input: session.stdin.take(),
            session,
        }
    }

    /// The variable that leads a program to it.
    #[must_use]
    pub fn variable(&self) -> (&'static str, std::ffi::OsString) {
        (ADDRESS, self.bus.address.clone().unwrap_or_default().into())
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        self.input = None; // the session ends with its input
        let _ = self.session.wait();
    }
}

/// The command that starts a keyring and unlocks it.
#[must_use]
pub fn unlock() -> String {
    format!("printf {PASSWORD} | gnome-keyring-daemon --unlock --components=secrets")
}

/// What stands in quotes after this word.
fn texts<'a>(reply: &'a str, word: &str) -> impl Iterator<Item = &'a str> {
    let lines = reply.lines().filter_map(move |line| line.trim().strip_prefix(word));
    lines.map(|text| text.trim_matches('"'))
}
