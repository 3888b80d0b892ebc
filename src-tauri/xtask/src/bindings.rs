//! `ui/src/ipc/bindings.ts`: the Rust types that cross to the window, written by a test of app-core.

use crate::failure::Result;
use crate::process::{cargo, run};

pub(crate) fn write() -> Result {
    let mut generate = cargo(&["test", "--workspace", "--test", "bindings"]);
    generate.env("CAUSEWAY_WRITE_BINDINGS", "1");
    run(generate)
}
