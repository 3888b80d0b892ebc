//! People sign in to the demo tenant as to any other: over sockets, with a scripted browser.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod browser;
mod device;
mod faults;
mod in_memory;
mod listener;
mod secrets;
mod support;
mod tokens;
