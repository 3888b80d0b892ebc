//! The browser of this computer.

use std::process::{Command, Stdio};
use std::thread;

use url::Url;

#[cfg(windows)]
const OPENS: &[&str] = &["rundll32.exe", "url.dll,FileProtocolHandler"];
#[cfg(target_os = "macos")]
const OPENS: &[&str] = &["open"];
#[cfg(not(any(windows, target_os = "macos")))]
const OPENS: &[&str] = &["xdg-open"];

/// Opens a page of a sign-in service. Where that fails, the person copies the address.
pub fn open_browser(address: &Url) {
    let [program, arguments @ ..] = OPENS else { return };
    // No shell reads the address: it is one argument.
    let mut command = Command::new(program);
    command.args(arguments).arg(address.as_str());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        // Some of these programs stay as long as the browser does.
        Ok(mut child) => drop(thread::spawn(move || child.wait())),
        Err(error) => tracing::warn!(%error, "the browser does not open"),
    }
}
