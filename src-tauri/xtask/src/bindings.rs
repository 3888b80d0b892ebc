//! `ui/src/ipc/bindings.ts`, the Rust types that cross to the window, and `docs/ten-seconds.md`, what it says first: each written by the
//! test that demands that it is fresh.

use crate::failure::Result;
use crate::process::{cargo, run};

pub(crate) fn write() -> Result {
    for tests in [["--test", "bindings"], ["--bin", "causewayctl"]] {
        let mut generate = cargo(&["test", "--workspace", tests[0], tests[1], "--", "fresh"]);
        generate.env("CAUSEWAY_WRITE_BINDINGS", "1");
        run(generate)?;
    }
    Ok(())
}
