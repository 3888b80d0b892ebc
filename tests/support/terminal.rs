//! A program at a terminal that somebody sits at.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::{Child, Command};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use nix::pty::{Winsize, openpty};

const SIZE: Winsize = Winsize {
    ws_row: 40,
    ws_col: 120,
    ws_xpixel: 0,
    ws_ypixel: 0,
};
/// A question that does not come by then never comes.
const ASKED_WITHIN: Duration = Duration::from_secs(60);

/// A program that runs at a terminal of its own.
#[derive(Debug)]
pub struct Terminal {
    child: Child,
    keyboard: File,
    screen: Arc<Screen>,
    reader: JoinHandle<()>,
    /// Length of what was to be seen when somebody last typed.
    answered: usize,
}

/// What was to be seen.
#[derive(Debug, Default)]
struct Screen {
    bytes: Mutex<Vec<u8>>,
    changed: Condvar,
}

impl Terminal {
    /// Starts the command with the terminal as all its streams.
    #[must_use]
    pub fn begin(mut command: Command) -> Self {
        let ends = openpty(Some(&SIZE), None).expect("a terminal");
        let stream = || ends.slave.try_clone().expect("a stream");
        command.stdin(stream()).stdout(stream()).stderr(stream());
        let child = command.spawn().expect("the program starts");
        let mut master = File::from(ends.master);
        let keyboard = master.try_clone().expect("a stream");
        let screen = Arc::new(Screen::default());
        let seen = Arc::clone(&screen);
        let reader = std::thread::spawn(move || {
            let mut piece = [0; 4096];
            // A terminal that everybody has left is an error.
            while let Ok(length @ 1..) = master.read(&mut piece) {
                seen.bytes
                    .lock()
                    .expect("the screen")
                    .extend_from_slice(&piece[..length]);
                seen.changed.notify_all();
            }
        });
        // With its streams here still open the terminal would never be left.
        drop((command, ends.slave));
        Self {
            child,
            keyboard,
            screen,
            reader,
            answered: 0,
        }
    }

    /// Types this line once the question stands there, after what was typed before.
    pub fn answer(&mut self, question: &str, typed: &str) {
        let before = self.answered;
        let is_missing = |bytes: &mut Vec<u8>| !String::from_utf8_lossy(&bytes[before..]).contains(question);
        let bytes = self.screen.bytes.lock().expect("the screen");
        let waited = self.screen.changed.wait_timeout_while(bytes, ASKED_WITHIN, is_missing);
        let (bytes, waited) = waited.expect("the screen");
        let seen = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!waited.timed_out(), "{question:?} was not asked: {seen}");
        self.answered = bytes.len();
        drop(bytes);
        write!(self.keyboard, "{typed}\r").expect("a keyboard");
    }

    /// Waits for the end: exit code, and what was to be seen.
    #[must_use]
    pub fn end(mut self) -> (i32, String) {
        let status = self.child.wait().expect("it ends");
        self.reader.join().expect("the terminal was read");
        let bytes = self.screen.bytes.lock().expect("the screen");
        (
            status.code().unwrap_or(-1),
            String::from_utf8_lossy(&bytes).into_owned(),
        )
    }
}
