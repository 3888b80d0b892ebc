//! Sending over sockets, to a small service that is not ours and does what services do: it counts, refuses, loses answers and breaks.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod broken;
mod killed;
mod ordinary;
mod refused;
mod secrecy;
mod service;
mod tokens;
mod wire;
mod world;
