//! A process that ends badly leaves no core dump and repeats nothing of what it held.

use std::panic::{self, PanicHookInfo};

/// For the beginning of `main`: switches core dumps off, and lets a panic tell `file:line:column` where it happened. What the panic
/// says stays unsaid: it may quote a token.
pub fn leave_nothing(tell: impl Fn(&str) + Send + Sync + 'static) {
    no_core_dumps();
    panic::set_hook(Box::new(move |info| tell(&place(info))));
}

fn place(info: &PanicHookInfo<'_>) -> String {
    info.location().map(ToString::to_string).unwrap_or_default()
}

/// Linux pipes a core to a collector even where the limit is zero, unless it is exactly one byte, which is too little for a file
/// as well.
#[cfg(unix)]
fn no_core_dumps() {
    use nix::sys::resource::{Resource, rlim_t, setrlimit};
    const NONE: rlim_t = if cfg!(target_os = "linux") { 1 } else { 0 };
    let _ = setrlimit(Resource::RLIMIT_CORE, NONE, NONE); // refused where the limit is lower already
}

#[cfg(not(unix))]
fn no_core_dumps() {}

/// Keeps other processes of the same person from reading this one's memory, and its memory out of whatever the system collects. Not
/// for a program with a web view: its helpers and the desktop's portals look each other up in `/proc`.
#[cfg(target_os = "linux")]
pub fn close_to_others() {
    let _ = nix::sys::prctl::set_dumpable(false); // has no reason to be refused
}

/// Other systems have no such switch.
#[cfg(not(target_os = "linux"))]
pub fn close_to_others() {}
