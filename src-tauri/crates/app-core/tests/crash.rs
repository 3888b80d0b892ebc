//! What a process that panics leaves behind. The test runs itself again, because a hook belongs to a whole process.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on fails")]

use std::process::Command;

use app_core::crash;
use nix::sys::prctl::get_dumpable;
use nix::sys::resource::{Resource, getrlimit};

const INSIDE: &str = "CAUSEWAY_TEST_INSIDE";
const SENTINEL: &str = "s3ntinel-of-a-panic";

#[test]
fn a_panic_tells_where_and_never_what() {
    if std::env::var_os(INSIDE).is_some() {
        return panic_on_purpose();
    }
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_panic_tells_where_and_never_what", "--nocapture"])
        .env(INSIDE, "1")
        .env("RUST_BACKTRACE", "1")
        .output()
        .unwrap();
    let said = [run.stdout, run.stderr]
        .map(|said| String::from_utf8(said).unwrap())
        .concat();
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
    assert_eq!(said.matches("stopped at ").count(), 3, "{said}");
    assert!(said.contains("tests/crash.rs:"), "{said}");
    assert!(!said.contains(SENTINEL), "{said}");
}

/// What cannot be read, and quotes what it was given.
struct Refusing;

impl std::str::FromStr for Refusing {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Err(text.to_owned())
    }
}

fn panic_on_purpose() {
    crash::leave_nothing(|place| eprintln!("stopped at {place}"));
    crash::close_to_others();
    assert!(!get_dumpable().unwrap());
    let (now, most) = getrlimit(Resource::RLIMIT_CORE).unwrap();
    assert!(now <= 1 && most <= 1, "{now} {most}");
    let panics: [fn(); 3] = [
        || panic!("{SENTINEL}"),
        || {
            let Refusing = SENTINEL.parse().unwrap();
        },
        || std::panic::panic_any(SENTINEL.to_owned()),
    ];
    for panic in panics {
        std::thread::spawn(panic).join().unwrap_err();
    }
}
