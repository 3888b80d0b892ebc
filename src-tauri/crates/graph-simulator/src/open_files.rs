//! How many files and connections this process may have open.

/// Some hundreds of tenants at once need a few thousand; no system that can serve them allows fewer than this.
#[cfg(unix)]
const ENOUGH: u64 = 10_240;

/// Asks for enough. Many systems begin with 256 or 1024 and allow far more to those who ask.
#[cfg(unix)]
pub fn allow_enough() {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    if let Ok((now, most)) = getrlimit(Resource::RLIMIT_NOFILE)
        && now < ENOUGH.min(most)
    {
        // When it is refused, whoever finds no room says so.
        let _ = setrlimit(Resource::RLIMIT_NOFILE, ENOUGH.min(most), most);
    }
}

#[cfg(not(unix))]
pub fn allow_enough() {}
