//! The provisioning log of the demo tenant, read over its sockets, and rows that no service should give.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod files;
mod odd;
mod questions;
mod reading;
mod support;
mod timeline;
