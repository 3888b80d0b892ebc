//! What tests demand to be fresh, and write when they are asked to: `ui/src/ipc/bindings.ts`, the Rust types that cross to the window;
//! the schemas of set-up files and the page of their fields; and `docs/ten-seconds.md`, what the window says first.

use crate::failure::Result;
use crate::process::{cargo, run};

pub(crate) fn write() -> Result {
    const WRITERS: [[&str; 2]; 4] = [
        ["--test", "bindings"],
        ["--test", "setup_files"],
        ["--test", "set_up_fields"],
        ["--bin", "causewayctl"],
    ];
    for tests in WRITERS {
        let mut generate = cargo(&["test", "--workspace", tests[0], tests[1], "--", "fresh"]);
        generate.env("CAUSEWAY_WRITE_BINDINGS", "1");
        run(generate)?;
    }
    Ok(())
}
