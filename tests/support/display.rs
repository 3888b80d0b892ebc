//! The display as people see it, by ImageMagick.

use std::path::Path;
use std::process::{Command, Output};

/// Red, green and blue of the pixel in the upper left corner; absent without ImageMagick.
pub(crate) fn first_pixel() -> Option<[u8; 3]> {
    let output = import(&["-crop", "1x1+0+0", "-depth", "8", "rgb:-"])?;
    output.stdout.get(..3)?.try_into().ok()
}

/// Everything on the display but its black rim, as a file.
pub(crate) fn picture(file: &Path) {
    if import(&["-trim", "+repage", &file.to_string_lossy()]).is_none() {
        #[expect(clippy::print_stdout, reason = "the test goes on without its picture")]
        {
            println!("no picture {}: ImageMagick's `import` is not here", file.display());
        }
    }
}

fn import(arguments: &[&str]) -> Option<Output> {
    let mut command = Command::new("timeout");
    command.args(["20", "import", "-window", "root"]).args(arguments);
    command.output().ok().filter(|output| output.status.success())
}
