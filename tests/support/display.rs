//! A display for each window, and what people see on it, by ImageMagick.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// Width, height and depth.
const SCREEN: &str = "1280x900x24";

/// An X server without hardware. It ends with this value.
#[derive(Debug)]
pub(crate) struct Display {
    server: Child,
    /// Such as `:99`.
    name: String,
}

impl Display {
    /// Starts one under a number that no other display has.
    pub(crate) fn start() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", SCREEN])
            .args(["-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts: `cargo xtask setup` installs it");
        let mut number = String::new();
        let output = server.stdout.take().expect("its output is piped");
        BufReader::new(output)
            .read_line(&mut number)
            .expect("it tells its number");
        let name = format!(":{}", number.trim());
        assert_ne!(name, ":", "Xvfb ended at once");
        Self { server, name }
    }

    /// The variable that leads a program to it.
    pub(crate) fn variable(&self) -> (&'static str, OsString) {
        ("DISPLAY", self.name.clone().into())
    }

    /// How X calls it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Red, green and blue of the pixel in the upper left corner; absent without ImageMagick.
    pub(crate) fn first_pixel(&self) -> Option<[u8; 3]> {
        let output = self.import(&["-crop", "1x1+0+0", "-depth", "8", "rgb:-"])?;
        output.stdout.get(..3)?.try_into().ok()
    }

    /// Everything on it but its black rim, as a file.
    pub(crate) fn picture(&self, file: &Path) {
        // Two windows may take a picture of one name at once; the last one stands, and whole.
        let beside = file.with_extension(format!("{}.png", self.name.trim_start_matches(':')));
        let taken = self.import(&["-trim", "+repage", &beside.to_string_lossy()]);
        if taken.is_none() || std::fs::rename(beside, file).is_err() {
            #[expect(clippy::print_stdout, reason = "the test goes on without its picture")]
            {
                println!("no picture {}: ImageMagick's `import` is not here", file.display());
            }
        }
    }

    fn import(&self, arguments: &[&str]) -> Option<Output> {
        let mut command = Command::new("timeout");
        command
            .args(["20", "import", "-display", &self.name, "-window", "root"])
            .args(arguments);
        command.output().ok().filter(|output| output.status.success())
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill(); // it may have ended
        let _ = self.server.wait();
    }
}
