//! A program at a terminal that somebody sits at.

use std::fs::File;
use std::io::Read as _;
use std::process::{Child, Command};
use std::thread::JoinHandle;

use nix::pty::openpty;

/// A program that runs at a terminal of its own.
#[derive(Debug)]
pub struct Terminal {
    child: Child,
    shown: JoinHandle<String>,
}

impl Terminal {
    /// Starts the command with the terminal as all its streams.
    #[must_use]
    pub fn begin(mut command: Command) -> Self {
        let ends = openpty(None, None).expect("a terminal");
        let stream = || ends.slave.try_clone().expect("a stream");
        command.stdin(stream()).stdout(stream()).stderr(stream());
        let child = command.spawn().expect("the program starts");
        let mut master = File::from(ends.master);
        let shown = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = master.read_to_end(&mut bytes); // a terminal that everybody has left is an error
            String::from_utf8_lossy(&bytes).into_owned()
        });
        // With its streams here still open the terminal would never be left.
        drop((command, ends.slave));
        Self { child, shown }
    }

    /// Waits for the end: exit code, and what was to be seen.
    #[must_use]
    pub fn end(mut self) -> (i32, String) {
        let status = self.child.wait().expect("it ends");
        let shown = self.shown.join().expect("the terminal was read");
        (status.code().unwrap_or(-1), shown)
    }
}
