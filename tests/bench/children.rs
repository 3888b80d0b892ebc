//! What the processes that have ended cost, by the system's own accounts.

#[cfg(unix)]
fn accounts() -> nix::sys::resource::Usage {
    nix::sys::resource::getrusage(nix::sys::resource::UsageWho::RUSAGE_CHILDREN).expect("the system's own accounts")
}

/// CPU seconds of all calls so far. Simulators count too, once they have ended: each outlives the calls it serves.
#[cfg(unix)]
pub(crate) fn cpu() -> f64 {
    let time = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    time(accounts().user_time()) + time(accounts().system_time())
}

#[cfg(not(unix))]
pub(crate) fn cpu() -> f64 {
    f64::NAN
}

/// Memory of the largest of them.
#[cfg(unix)]
pub(crate) fn peak_mebibytes() -> f64 {
    // Kibibytes on Linux, bytes on macOS.
    let scale = if cfg!(target_os = "macos") {
        1024.0 * 1024.0
    } else {
        1024.0
    };
    accounts().max_rss() as f64 / scale
}

#[cfg(not(unix))]
pub(crate) fn peak_mebibytes() -> f64 {
    f64::NAN
}
